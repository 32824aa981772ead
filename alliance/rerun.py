"""`alliance rerun`: a whole book, or some chapters, for other assumptions or other tables."""

from __future__ import annotations

import json
import os
import platform
import shutil
import time
from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from alliance import address, book, headlines, paths, runner, tables
from alliance.building import Builder
from alliance.engine import DEFAULT, forks
from alliance.errors import Problem, Refusal, nearest
from alliance.parameters import load_declarations, load_scenario, resolve
from alliance.parameters.scenarios import BASELINE, Scenario
from alliance.record import FILE, RESULTS, RunRecord
from alliance.textfile import write_aside
from alliance.workspace import alone, aside, replace_folder
from alliance.writable import folder_problems

#: The page that opens the site of a run.
RUN_PAGE = """# What this run changes

```{run-changes}
```
"""


def plan(
    stems: Sequence[str], *, scenario: str | None, settings: Sequence[str], tables_folder: Path | None, output: Path | None
) -> tuple[RunRecord, Path]:
    """Return the record of a run and where its results go. Raises Refusal with every problem of every input at once."""
    problems: list[Problem] = []
    declarations = load_declarations()
    problems += [Problem("STEM", f"there is no chapter '{stem}'{nearest(stem, declarations.stems)}") for stem in stems if stem not in declarations.stems]
    problems += [Problem("STEM", f"{stem} is given twice") for stem in sorted({stem for stem in stems if list(stems).count(stem) > 1})]
    chosen: Scenario | None = None
    values: dict[str, Any] = {}
    if scenario is not None:
        try:
            chosen = load_scenario(scenario)
        except Refusal as refusal:
            problems += refusal.problems
    try:
        values = resolve(declarations, scenario=chosen, settings=settings)
    except Refusal as refusal:
        problems += refusal.problems
    if tables_folder is not None:
        problems += tables.validate(tables_folder)
    name = chosen.name if chosen else "custom" if settings or tables_folder else BASELINE
    target = (output or paths.RUNS / name).absolute()
    problems += address.problems() + _output_problems(target)
    if problems:
        raise Refusal(problems)
    given = dict(item.split("=", 1) for item in settings)
    record = RunRecord(
        name=name,
        stems=tuple(stem for stem in declarations.stems if not stems or stem in stems),
        values=values,
        scenario=scenario or "",
        title=chosen.title if chosen else "",
        story=chosen.story if chosen else "",
        settings={key.strip(): declarations[key.strip()].parse(value) for key, value in given.items()},
        replaced=tuple(sorted(path.stem for path in tables_folder.glob("*.csv"))) if tables_folder else (),
        tables_option=str(tables_folder) if tables_folder else "",
    )
    return record, target


def _output_problems(target: Path) -> list[Problem]:
    """Return why results cannot be put there: a file, a folder that is no earlier run, a place that cannot be written."""
    shown = str(target)
    if target.is_dir():
        if any(target.iterdir()) and not (target / FILE).exists():
            return [Problem("--output", f"{shown}: is not empty and holds no earlier run; nothing was touched")]
    elif target.exists():
        return [Problem("--output", f"{shown}: is a file, not a folder")]
    # It is made beside its place first, and then takes the place.
    beside = folder_problems("--output", target.parent, shown=f"{shown}: cannot be written,")
    return beside or folder_problems("--output", target)


def run(
    record: RunRecord, target: Path, *, tables_folder: Path | None, report: runner.Report, why: bool = False, engine_name: str = DEFAULT
) -> list[dict[str, Any]]:
    """Run the chapters of a record, build their site, and put results, record, notebooks and site at `target`.

    Everything is written beside the target first and renamed into it at the end. Returns the headlines with their baseline.
    Raises Refusal, before anything runs, where the book's own work folder cannot be written.
    """
    started = time.monotonic()
    if problems := folder_problems("alliance rerun", paths.BUILD):
        raise Refusal(problems)
    if engine_name == "ready":
        # It imports what notebooks need while this process reads tables and reckons.
        forks.server()
    before = {stem: headlines.compute(stem, load_declarations().defaults()) for stem in record.stems}
    if tables_folder:
        os.environ[paths.TABLES_VARIABLE] = str(tables_folder.absolute())
    lock = alone(book.work_folder(target).with_suffix(".run"), waiting=lambda: report(f"waiting for another run that writes to {target}"))
    try:
        with lock, aside(target) as made, ExitStack() as stack:
            builder = cache(lambda: stack.enter_context(closing(Builder(tables_folder))))
            notebooks = runner.run_notebooks(record, report=report, why=why, engine_name=engine_name, pictures=False, spare=builder)
            results = [row for stem in record.stems for row in headlines.compare(stem, record.values, before[stem])]
            write_aside(made / RESULTS, _json(results))
            book.build_site(record, notebooks, made / "html", report=report, run_page=RUN_PAGE, results=results, builder=builder(), work_for=target)
            shutil.copytree(made / "html" / book.TAKEN_AWAY, made / "notebooks")
            engine = {"engine": engine_name, "python": platform.python_version(), "seconds": round(time.monotonic() - started, 1)}
            finished = {"finished": datetime.now(UTC).isoformat(timespec="seconds")}
            write_aside(made / FILE, _json({**record.to_json(), **engine, **finished}))
            replace_folder(made, target)
    finally:
        os.environ.pop(paths.TABLES_VARIABLE, None)
    return results


def _json(content: Any) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
