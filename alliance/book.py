"""The book as a site: sources laid out with executed notebooks, built by Jupyter Book, put in place in one step."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import nbformat
import yaml

from alliance import (
    address,
    earlier_site,
    paths,
    pyodide,
    runner,
    scenario_pages,
    tables,
)
from alliance.building import Builder, drawing_ahead
from alliance.cache import in_one_line
from alliance.errors import Refusal, RunFailed, failed_to_write, no_room
from alliance.parameters.scenarios import BASELINE
from alliance.pictures import add_pictures, figures
from alliance.record import FILE, RESULTS, RunRecord, baseline
from alliance.textfile import read_text, write_aside
from alliance.workspace import alone, folder_hash, replace_folder, update_folder
from alliance.writable import folder_problems

#: What a build needs beside the notebooks.
_PROSE = ("index.md", "book")

#: How the site extension begins what it refuses.
_REFUSED = "the book cannot be built:"

#: The note in a work folder of what its last site was made from.
_STAMP = "built.json"

#: The file in a work folder that is locked while pictures are drawn for its build.
_DRAWING = "drawing.lock"

#: What differs between runs of one name: a site that differs in nothing else is built over the last one.
_OF_A_RUN = ("notebooks/*.ipynb", FILE, RESULTS)

#: Where the book's front page stands in the site of a run, whose own front page says what the run changed.
FRONT_PAGE = "front"


#: Where in a site readers find the executed notebooks.
TAKEN_AWAY = Path("_sources", "notebooks")


def main() -> int:
    """Check the data, run what notebooks must run, build the site; return the exit status."""
    from alliance.check import check_inputs

    try:
        if problems := folder_problems("make book", paths.BUILD) or [*address.problems(), *check_inputs()]:
            raise Refusal(problems)
        pyodide.fetch(print)
        record = baseline()
        with ExitStack() as stack:
            builder = cache(lambda: stack.enter_context(closing(Builder())))
            notebooks = runner.run_notebooks(record, report=print, pictures=False, spare=builder)
            pages = scenario_pages.sources(notebooks, report=print)
            build_site(record, notebooks, paths.BUILD / "html", report=print, builder=builder(), pages=pages)
        print(f"open {paths.shown(paths.BUILD / 'html')}/index.html")
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except RunFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except OSError as error:
        print(failed_to_write(error), file=sys.stderr)
        return 1
    return 0


def build_site(
    record: RunRecord,
    notebooks: Mapping[str, nbformat.NotebookNode],
    target: Path,
    *,
    report: runner.Report,
    run_page: str = "",
    results: Sequence[Mapping[str, Any]] = (),
    builder: Builder | None = None,
    work_for: Path | None = None,
    pages: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Build a run's site and put it at `target`; a failed build leaves what was there. Raises RunFailed.

    `run_page` is the Markdown of the page that says what the run changed, `results` what it says it from; without them the site is the book's.
    `builder` is a process that was started ahead for this build; `pages` are files beside the chapters, by path; `work_for` names the folder whose work space is used, where that is not `target` itself.
    """
    work = work_folder(work_for or target)
    with alone(work, waiting=lambda: report("site: waiting for another build of the same folder")):
        source, built = work / "source", work / "_build"
        lay_out(record, notebooks, work / "laid_out", run_page=run_page, results=results, pages=pages)
        update_folder(work / "laid_out", source)
        made_from = {"site": str(work_for or target), "made_from": _fingerprint(source), "frame": _fingerprint(source, _OF_A_RUN) + json.dumps(record.frame)}
        last = work_for / target.name if work_for else target
        before = _stamped(work)
        as_left = before.get("site") == made_from["site"] and last.is_dir() and before.get("holds") == folder_hash(last)
        if as_left and before["made_from"] == made_from["made_from"]:
            report("site: nothing changed, no build")
            if last != target:
                shutil.copytree(last, target)
            return
        (work / _STAMP).unlink(missing_ok=True)
        over = bool(run_page) and as_left and before["frame"] == made_from["frame"] and earlier_site.can_be_built_over(built)
        if over:
            report("site: building over the last one")
            earlier_site.lay_under(last, built)
        else:
            report("site: building")
            shutil.rmtree(built, ignore_errors=True)
        written: dict[str, str] = {}
        lock = work / _DRAWING
        with drawing_ahead(_wanted(notebooks, pages), lock, then=lambda: written.update(_as_files(notebooks))):
            arguments = ["build", str(source), "--path-output", str(work), "-q", "-W", "-n", "--keep-going"]
            status, printed = (builder or Builder(paths.replacement_tables())).build(arguments, drawing=lock)
        if status != 0:
            if full := no_room(printed):
                raise OSError(*full[:2], full[2] or str(work))
            raise RunFailed("the site could not be built:\n" + _last_words(printed))
        if over:
            earlier_site.carry_over(last, built)
        for stem, text in (written or _as_files(notebooks)).items():
            write_aside(built / "html" / TAKEN_AWAY / f"{stem}.ipynb", text)
        # Sphinx's note to itself for a next build of the same folder; it holds a hash of paths.
        (built / "html" / ".buildinfo").unlink(missing_ok=True)
        made_from["holds"] = folder_hash(built / "html")
        replace_folder(built / "html", target)
        if not run_page:
            # Only a run is made again with values alone changed; the book changes in code, prose or tables.
            shutil.rmtree(built, ignore_errors=True)
        write_aside(work / _STAMP, json.dumps(made_from))


def _wanted(notebooks: Mapping[str, nbformat.NotebookNode], pages: Mapping[str, str]) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Yield the pictures that a site needs: those of the chapters, with the one that a notebook shows, and those of scenario pages, which offer fewer."""
    # Loaded here: the thread that draws waits for it, and nobody else.
    from alliance.charts.drawing import MIME, NOTEBOOK_PICTURE, SITE_PICTURES

    shown = [settings for (theme, _), settings in SITE_PICTURES.items() if theme != "paper"]
    taken_away = [settings for (theme, _), settings in SITE_PICTURES.items() if theme == "paper"]
    contents = [data[MIME] for notebook in notebooks.values() for data in figures(notebook)]
    # The front page shows some of every chapter, so those that are seen come first.
    yield from ((content, settings) for content in [*contents, *scenario_pages.drawn_figures(pages)] for settings in shown)
    yield from ((content, settings) for content in contents for settings in [*taken_away, NOTEBOOK_PICTURE])


def _as_files(notebooks: Mapping[str, nbformat.NotebookNode]) -> dict[str, str]:
    """Return the notebooks of a run as readers take them away, with their figures drawn, as text by stem."""
    return {stem: nbformat.writes(add_pictures(notebook)) + "\n" for stem, notebook in notebooks.items()}


def work_folder(target: Path) -> Path:
    """Return the folder in which the site for a place is built."""
    return paths.BUILD / "site" / hashlib.sha256(str(target.absolute()).encode()).hexdigest()[:12]


def _stamped(work: Path) -> dict[str, str]:
    """Return what the last site built in a work folder was made from, nothing where that is not known."""
    try:
        return json.loads((work / _STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def lay_out(record: RunRecord, notebooks: Mapping[str, nbformat.NotebookNode], source: Path, *, run_page: str = "", results: Sequence[Mapping[str, Any]] = (), pages: Mapping[str, str] = MappingProxyType({})) -> None:
    """Write the sources of a run's site: settings with execution off, contents, prose, executed notebooks, run record, pages outside the contents."""
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir(parents=True)
    for name in _PROSE:
        origin = paths.ROOT / name
        if origin.is_dir():
            shutil.copytree(origin, source / name)
        else:
            shutil.copy2(origin, source / name)
    for page in [source / "index.md", *sorted((source / "book").glob("*.md"))]:
        page.write_text(without_absent(read_text(page), notebooks), encoding="utf-8")
    settings = yaml.safe_load(read_text(paths.ROOT / "_config.yml"))
    settings["execute"] = {**settings.get("execute", {}), "execute_notebooks": "off"}
    # Pages that stand in no contents are built as well; everything in this folder is meant to be.
    settings["only_build_toc_files"] = settings.get("only_build_toc_files", False) and not pages
    (source / "_config.yml").write_text(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), encoding="utf-8")
    contents = yaml.safe_load(read_text(paths.ROOT / "_toc.yml"))
    (source / "_toc.yml").write_text(yaml.safe_dump(_contents(contents, notebooks, run_page), sort_keys=False, allow_unicode=True), encoding="utf-8")
    if run_page:
        (source / "index.md").rename(source / f"{FRONT_PAGE}.md")
        (source / "index.md").write_text(run_page, encoding="utf-8")
        (source / RESULTS).write_text(json.dumps(results, ensure_ascii=False), encoding="utf-8")
    for name, content in pages.items():
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text(content, encoding="utf-8")
    (source / "notebooks").mkdir()
    for stem, notebook in notebooks.items():
        (source / "notebooks" / f"{stem}.ipynb").write_text(in_one_line(notebook), encoding="utf-8")
    if record.name != BASELINE:
        (source / FILE).write_text(json.dumps(record.to_json(), indent=1, ensure_ascii=False), encoding="utf-8")


def without_absent(text: str, present: Collection[str]) -> str:
    """Return Markdown in which links to chapters that are not in the run are their words alone."""
    return re.sub(r"\[([^\]]+)\]\((?:\.\./)?notebooks/(\w+)\.ipynb[^)]*\)", lambda link: link[0] if link[2] in present else link[1], text)


def _contents(contents: dict, notebooks: Mapping[str, object], run_page: str) -> dict:
    """Return the table of contents with the chapters that were run and, in a run's site, the book's front page as a page."""
    result = {**contents, "parts": []}
    for part in contents["parts"]:
        chapters = [
            chapter
            for chapter in part["chapters"]
            if not chapter["file"].startswith("notebooks/") or chapter["file"].partition("/")[2] in notebooks
        ]
        if chapters:
            result["parts"].append({**part, "chapters": chapters})
    if run_page:
        result["parts"][0] = {**result["parts"][0], "chapters": [{"file": FRONT_PAGE}, *result["parts"][0]["chapters"]]}
    return result


def _fingerprint(source: Path, without: Collection[str] = ()) -> str:
    """Return a hash of everything a site is made from: its laid-out sources, the package, the tables, the interpreter and the locked environment, its own address.

    `without` are patterns of sources that are left out.
    """
    content = hashlib.sha256(f"{os.environ.get(address.VARIABLE, '')} {pyodide.kept()} {sys.version}".encode())
    files = sorted(path for path in source.rglob("*") if path.is_file() and not any(path.match(pattern) for pattern in without))
    package = sorted(path for path in (paths.ROOT / "alliance").rglob("*") if path.is_file() and path.suffix != ".pyc")
    for path in [*files, *package, *sorted(paths.PARAMETERS.glob("*.yml")), *sorted(paths.SCENARIOS.glob("*.yml")), paths.REQUIREMENTS]:
        content.update(path.relative_to(paths.ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for name in [*tables.table_names(), *tables.ledger_names()]:
        content.update(tables.table_hash(name).encode())
    return content.hexdigest()


def _last_words(output: str, lines: int = 30) -> str:
    """Return what stopped a build: our own refusals, else Sphinx's warnings, else its last lines. Tracebacks tell readers nothing."""
    told = output.splitlines()
    if any(_REFUSED in line for line in told):
        start = max(index for index, line in enumerate(told) if line.endswith(_REFUSED))
        ends = (index for index, line in enumerate(told[start:], start) if not line.strip() or line.startswith(("The above", "Traceback")))
        return "\n".join(told[start + 1 : next(ends, len(told))])
    warnings = [line for line in told if "WARNING:" in line or "ERROR:" in line]
    return "\n".join((warnings or told)[-lines:])
