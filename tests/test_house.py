"""The house rules: what may import what, what models may use, names and sizes of files, nothing of the machine in the text."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
import yaml

from alliance import paths
from alliance.parameters import load_declarations

PACKAGE = paths.ROOT / "alliance"
MODULES = {".".join(path.relative_to(paths.ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in sorted(PACKAGE.rglob("*.py"))}
MODELS = {name: path for name, path in MODULES.items() if name.startswith("alliance.models")}
STEMS = sorted(path.stem for path in paths.NOTEBOOKS.glob("*.ipynb"))

#: What each room may import of the package, itself apart. Rooms that are not named stand at the right end.
ALLOWED = {
    "alliance.errors": (),
    "alliance.paths": (),
    "alliance.textfile": ("alliance.errors", "alliance.paths"),
    "alliance.models": (),
    # A figure's pictures are kept by the hash of what is drawn.
    "alliance.charts": ("alliance.models", "alliance.paths", "alliance.textfile"),
    "alliance.sources": ("alliance.errors", "alliance.paths", "alliance.textfile"),
    # Models must read a path on their own, so its grammar stands with them.
    "alliance.parameters": ("alliance.errors", "alliance.paths", "alliance.textfile", "alliance.models.yearpath"),
    "alliance.tables": ("alliance.errors", "alliance.paths", "alliance.textfile", "alliance.parameters"),
    "alliance.display": ("alliance.models", "alliance.charts"),
    "alliance.notebook": ("alliance.errors", "alliance.paths", "alliance.charts", "alliance.models", "alliance.parameters", "alliance.sources", "alliance.tables", "alliance.display", "alliance.headlines", "alliance.claims", "alliance.sensitivity"),
    "alliance.claims": ("alliance.errors", "alliance.paths", "alliance.textfile", "alliance.models", "alliance.parameters", "alliance.tables", "alliance.headlines"),
    "alliance.sensitivity": ("alliance.errors", "alliance.paths"),
    # Headlines are kept by the hash of all that they are reckoned from.
    "alliance.headlines": ("alliance.paths", "alliance.textfile", "alliance.models", "alliance.parameters", "alliance.tables"),
    # What runs in a reader's browser: nothing in it may need a package.
    "alliance.changes": ("alliance.models",),
    "alliance.whatif": ("alliance.changes", "alliance.errors", "alliance.models", "alliance.parameters.carried", "alliance.parameters.ranges", "alliance.parameters.values"),
    "alliance.pyodide": ("alliance.errors", "alliance.paths", "alliance.textfile"),
}
RIGHT_END = ("alliance.site", "alliance.pdf", "alliance.cli", "alliance.book", "alliance.check", "alliance.rerun")


def imports(source: str) -> set[str]:
    """Return what code imports, inside functions too; `from x import y` counts as x.y."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {item.name for item in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{item.name}" for item in node.names}
    return found


def inside(name: str, rooms) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=paths.ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [paths.ROOT / name for name in names if name and (paths.ROOT / name).is_file()]


@pytest.mark.parametrize("name", [name for name in MODULES if inside(name, ALLOWED)])
def test_imports_point_left(name):
    """Catch a module that imports what stands to its right in the house."""
    room = next(room for room in ALLOWED if inside(name, [room]))
    used = {item for item in imports(MODULES[name].read_text(encoding="utf-8")) if inside(item, ["alliance"])}
    assert {item for item in used if not inside(item, (room, *ALLOWED[room]))} == set()


@pytest.mark.parametrize("name", [name for name in MODULES if not inside(name, RIGHT_END)])
def test_nothing_leans_on_the_commands_and_the_site(name):
    """Catch a module that cannot be used without the site builder or the command line."""
    used = imports(MODULES[name].read_text(encoding="utf-8"))
    assert {item for item in used if inside(item, ("alliance.site", "alliance.cli"))} == set()


def test_package_imports_nothing():
    """Catch an import that every reader's browser would have to load."""
    assert imports((PACKAGE / "__init__.py").read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("name", MODELS)
def test_models_are_self_contained(name):
    """Catch a model that needs more than the standard library, so that it would not run in the browser.

    Of `random` a model may take `Random` alone, which is made with a seed.
    """
    for item in imports(MODELS[name].read_text(encoding="utf-8")):
        top = item.split(".")[0]
        assert inside(item, ["alliance.models"]) or top in sys.stdlib_module_names, item
        assert item == "random.Random" or top not in ("random", "time", "datetime", "os", "pathlib", "io", "subprocess", "socket", "urllib"), item


@pytest.mark.parametrize("name", MODELS)
def test_randomness_is_seeded(name):
    """Catch a generator without a seed: only `Random(seed)` gives the same numbers again."""
    calls = [node for node in ast.walk(ast.parse(MODELS[name].read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    made = [node for node in calls if "Random" in (getattr(node.func, "id", ""), getattr(node.func, "attr", ""))]
    assert all(node.args for node in made)


@pytest.mark.parametrize("name", MODELS)
def test_models_do_no_input_or_output(name):
    """Catch a model that opens, prints or reads anything."""
    calls = {node.func.id for node in ast.walk(ast.parse(MODELS[name].read_text(encoding="utf-8"))) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not calls & {"open", "print", "input", "exec", "eval", "__import__"}


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith(("alliance.models", "alliance.parameters"))])
def test_floats_are_summed_exactly(name):
    """Catch `sum` on floats, which gives other last digits in the browser's later Python; counts of what is true may use it."""
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sum":
            counted = node.args[0].elt if isinstance(node.args[0], ast.GeneratorExp) else None
            flag = isinstance(counted, ast.Subscript) and ast.unparse(counted.slice) == "'consistent'"
            assert flag or isinstance(counted, (ast.Compare, ast.BoolOp)) or ast.unparse(counted or node) == "1", ast.unparse(node)


@pytest.mark.parametrize("name", MODULES)
def test_public_things_have_docstrings(name):
    """Catch a module or a model function whose meaning, unit or source is told nowhere."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or name == "alliance"
    if name in MODELS:
        bare = [node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_") and not ast.get_docstring(node)]
        assert bare == []


@pytest.mark.parametrize("path", [*MODULES.values(), *sorted((paths.ROOT / "tests").rglob("*.py"))], ids=lambda path: path.relative_to(paths.ROOT).as_posix())
def test_files_can_be_read_in_one_sitting(path):
    """Catch a file that has grown past 400 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_names_of_files():
    """Catch order kept in file names, and drawers for odds and ends."""
    names = [path.relative_to(paths.ROOT) for path in tracked()]
    assert [str(name) for name in names if name.parts[0] in ("alliance", "tests", "notebooks", "book", "data") and re.match(r"\d", name.name) and name.name != "404.html"] == []
    assert [str(name) for name in names if re.search(r"(^|/)(utils?|helpers?|misc|common)(\.py|/)|_old\b|_new\b|\bcopy\b", name.as_posix())] == []


@pytest.mark.parametrize("stem", STEMS)
def test_chapter_has_its_rooms(stem):
    """Catch a notebook without its model, charts, parameters or place in the contents."""
    assert re.fullmatch("[a-z][a-z_]*", stem) and stem in load_declarations().stems
    assert f"alliance.models.{stem}" in MODULES and f"alliance.charts.{stem}" in MODULES
    assert (paths.PARAMETERS / f"{stem}.yml").exists()
    contents = yaml.safe_load((paths.ROOT / "_toc.yml").read_text(encoding="utf-8"))
    assert f"notebooks/{stem}" in re.findall(r"'file': '([^']+)'", str(contents))


def test_chapters_have_their_notebooks():
    """Catch parameters of a chapter that no longer has a notebook."""
    assert sorted(load_declarations().stems) == STEMS and len(STEMS) >= 1


@pytest.mark.parametrize("stem", STEMS)
def test_notebook_code(stem):
    """Catch a notebook that reaches past the model's front door, defines functions, or names a path or an address."""
    cells = [cell.source for cell in nbformat.read(paths.NOTEBOOKS / f"{stem}.ipynb", as_version=4).cells if cell.cell_type == "code"]
    tree = ast.parse("\n".join(cells))
    allowed = [f"alliance.{room}" for room in ("notebook", "charts", "models", "parameters")]
    assert {item for item in imports("\n".join(cells)) if not inside(item, allowed)} == set()
    assert not any(isinstance(node, (ast.FunctionDef, ast.ClassDef)) for node in ast.walk(tree))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert [text for text in texts if re.search(r"https?://|^[./~]*/\w+/|\.(csv|yml|ipynb|json)\b", text)] == []
    assert not any(isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("open", "print") for node in ast.walk(tree))


@pytest.mark.parametrize("path", [path for path in tracked() if path.suffix not in (".png", ".ico", ".woff2")], ids=lambda path: path.relative_to(paths.ROOT).as_posix())
def test_nothing_of_the_machine(path):
    """Catch the path of somebody's machine or the host of a package registry in a file that is passed on."""
    text = re.sub(r"https?://[^\s{}<>\"')]+", lambda found: found[0].split("/")[2], path.read_text(encoding="utf-8"))
    machine = "|".join("/" + name + "/" for name in ("work", "home", "root", "Users", "tmp"))
    assert re.findall(rf"(?<![\w.<])(?:{machine})\S*", text) == []
    assert re.findall(r"\b(?:pypi\.org|files\.pythonhosted\.org|registry\.npmjs\.org|index-url|artifactory)\b", text) == [] or path.name == Path(__file__).name
