"""The notebook contract, read from the JSON, and what a notebook does with values it is given."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from alliance import check, notebook, paths, runner
from alliance.errors import Refusal
from alliance.parameters import load_declarations
from alliance.parameters.cell import cell_source

STEMS = load_declarations().stems
SECTIONS = ["What we know", "How we reckon", "What follows", "How sure are we", "What the documents claim about it", "Sources"]


@pytest.fixture(params=STEMS)
def stem(request) -> str:
    return request.param


@pytest.fixture
def cells(stem):
    return runner.read_notebook(stem).cells


def code_of(cells):
    return [cell for cell in cells if cell.cell_type == "code"]


def test_opens_with_question_parameters_check_answer(stem, cells):
    """Catch a notebook whose answer comes late or whose parameters come unchecked."""
    assert re.fullmatch(r"# .+\?", cells[0].source)
    parameters, checked, answer = cells[1:4]
    assert parameters.metadata["tags"][0] == "parameters"
    assert parameters.source == cell_source(stem)
    assert f'notebook.check("{stem}", globals())' in checked.source
    assert answer.source.startswith("say(") and answer.source.count(".\n") <= 3


def test_sections_in_order(cells):
    """Catch a missing or misplaced section."""
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert re.findall(r"^## (.+)$", text, flags=re.MULTILINE) == SECTIONS


def test_code_cells_are_short_and_hold_no_logic_of_their_own(cells):
    """Catch functions, paths, addresses and long cells: code lives in the package."""
    for cell in code_of(cells):
        if "parameters" in cell.metadata.get("tags", []) or cell.source.startswith("say"):
            continue
        tree = ast.parse(cell.source)
        assert not [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))], cell.id
        assert "http" not in cell.source and not re.search(r"open\(|Path\(|\.csv|\.\./", cell.source), cell.id
        assert len(cell.source.splitlines()) <= 13, cell.id


def test_numbers_in_prose_cells_are_not_results(stem, cells):
    """Catch a result typed into Markdown: amounts in money stand in cells that fill them in."""
    for cell in cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"\$\d|\d (?:billion|trillion)\b", cell.source), cell.id


def test_committed_form(stem):
    """Catch outputs that nbval could not compare or that a review could not read."""
    assert check.form_problems(stem, runner.read_notebook(stem)) == []


def test_other_forms_are_refused(stem):
    """Catch a notebook saved from JupyterLab or stripped: rich outputs, missing counts, foreign parameters."""
    saved = runner.read_notebook(stem)
    code = code_of(saved.cells)
    next(cell for cell in code if cell.outputs).outputs[0].data["text/html"] = "<b>x</b>"
    code[0].source += "\nx: int = 1"
    code[-1].execution_count = None
    messages = " ".join(problem.message for problem in check.form_problems(stem, saved))
    assert "keeps more than text/plain" in messages
    assert "the parameters cell is not the declarations'" in messages
    assert "execution counts" in messages


def test_at_least_five_figures_each_with_its_own_name(cells):
    """Catch a chapter without charts, or two figures under one name."""
    lines = [output.data["text/plain"] for cell in code_of(cells) for output in cell.outputs if "data" in output]
    figures = [line.split(":")[0] for line in lines if line.startswith("figure ")]
    assert len(figures) >= 5
    assert len(set(figures)) == len(figures)


def history(injected: str) -> dict:
    """Return a notebook's globals at its check cell, after a cell that papermill put there."""
    return {**load_declarations().defaults("cost_sharing"), "In": ["", "parameters", injected, "check"]}


def test_check_gives_the_declared_values():
    """Catch a check that loses or changes a value."""
    assert notebook.check("cost_sharing", history("")) == load_declarations().defaults("cost_sharing")


def test_check_lists_every_refusal():
    """Catch a check that stops at the first wrong value."""
    names = history("# Parameters\nkrw_usd = 1400\n") | {"cap_pct": "5%", "horizon_year": 2020, "labour_share": 0.5}
    with pytest.raises(Refusal) as refused:
        notebook.check("cost_sharing", names)
    text = str(refused.value)
    assert "'krw_usd'; did you mean 'krw_per_usd'?" in text
    assert "without a per cent sign" in text
    assert "horizon_year = 2020 must come after base_year = 2026" in text
    assert "must sum to one" in text


def test_check_leaves_other_names_alone():
    """Catch a check that fails when cells are run again by hand and the globals are full of other names."""
    names = history("paid = 3\nkrw_usd = 1400") | {"paid": [], "krw_usd": 3}
    assert "paid" not in notebook.check("cost_sharing", names)


def test_integers_from_papermill_are_numbers():
    """Catch a refusal of 1400 where 1400.0 is declared: papermill passes what YAML makes of it."""
    assert notebook.check("cost_sharing", history("") | {"krw_per_usd": 1400, "korea_cpi_path_pct": 3})["korea_cpi_path_pct"] == "3"


def papermill(tmp_path: Path, *options: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "papermill", str(paths.NOTEBOOKS / "cost_sharing.ipynb"), str(tmp_path / "out.ipynb"), "--no-progress-bar"]
    return subprocess.run([*command, *options], capture_output=True, text=True, cwd=tmp_path, check=False)


def test_plain_papermill_runs_with_another_value(tmp_path):
    """Catch a notebook that needs our own runner."""
    done = papermill(tmp_path, "-p", "krw_per_usd", "1000")
    assert done.returncode == 0, done.stderr
    outputs = json.dumps(nbformat.read(tmp_path / "out.ipynb", as_version=4))
    assert "1,000.0 won per dollar" in outputs


def test_plain_papermill_stops_with_our_message_last(tmp_path):
    """Catch a wrong name, type or range that papermill would only log."""
    done = papermill(tmp_path, "-p", "krw_usd", "1400", "-p", "cap_pct", "lots", "-p", "krw_per_usd", "0.0007")
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-3:]
    assert "no parameter is called 'krw_usd'; did you mean 'krw_per_usd'?" in "\n".join(last)
    assert "cap_pct = 'lots': a number is needed" in "\n".join(last)
    assert "KRW per USD would be 1428.57" in "\n".join(last)


def test_papermill_explains_the_parameters():
    """Catch a parameters cell that papermill cannot read."""
    command = [sys.executable, "-m", "papermill", "--help-notebook", str(paths.NOTEBOOKS / "cost_sharing.ipynb")]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for name, item in load_declarations().of("cost_sharing").items():
        assert name in text
        assert item.label.split(",")[0] in " ".join(text.split())
    assert "Unknown type" not in text


def test_nbval_fails_on_a_changed_number_and_a_changed_chart(tmp_path):
    """Catch a comparison that passes whatever a cell shows."""
    changed = runner.read_notebook("cost_sharing")
    by_id = {cell.id: cell for cell in changed.cells}
    answer = by_id["answer"].outputs[0].data
    answer["text/plain"] = answer["text/plain"].replace("1,519.2", "1,519.3")
    chart = by_id["fig-contribution"].outputs[0].data
    chart["text/plain"] = re.sub(r"data \w{6}", "data 000000", chart["text/plain"])
    rows = by_id["table-demands"].outputs[0].data
    rows["text/plain"] = re.sub(r"data \w{6}", "data 000000", rows["text/plain"])
    nbformat.write(changed, tmp_path / "cost_sharing.ipynb")
    shutil.copy(paths.ROOT / "conftest.py", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "-p", "no:cacheprovider", "-q", str(tmp_path)],
        capture_output=True, text=True, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert re.search(r"\b3 failed\b", done.stdout), done.stdout[-2000:]
