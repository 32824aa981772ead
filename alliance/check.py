"""`alliance check`: data, parameters, scenarios, claims, prose, notebooks in their committed form, recorded headlines and verdicts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import nbformat

from alliance import claims, headlines, paths, prose, runner, tables
from alliance.errors import Problem, Refusal, nearest
from alliance.parameters import (
    load_declarations,
    load_scenario,
    resolve,
    scenario_names,
)
from alliance.parameters.cell import cell_source
from alliance.parameters.scenarios import BASELINE, strangers
from alliance.record import baseline
from alliance.scenario_results import results
from alliance.sources import load_sources
from alliance.sweep import kept
from alliance.textfile import write_aside
from alliance.writable import folder_problems

RECORDED = paths.EXPECTED / "headlines.csv"
_COLUMNS = ("scenario", "stem", "name", "period", "value", "unit", "text")

#: What stays of a notebook's outputs when it is committed: nbval compares it, and a review can read it.
KEPT_MIME = "text/plain"


def check_inputs() -> list[Problem]:
    """Return what is wrong with tables, claims, sources, parameters, scenarios and prose; none of it needs a notebook run."""
    try:
        declarations = load_declarations()
    except Refusal as refusal:
        return refusal.problems
    problems = tables.validate()
    # A ledger or a table that breaks its schema cannot be read, and a check on it says nothing.
    return [*problems, *([] if problems else claims.problems()), *_registry_problems(), *_scenario_problems(declarations), *prose.problems()]


def _registry_problems() -> list[Problem]:
    """Return keys that are used and not in the registry, and entries that nothing uses."""
    known, used = load_sources(), used_sources()
    where = paths.shown(paths.REFERENCES)
    missing = [Problem(place, f"the source '{key}' is not in {where}{nearest(key, known)}") for key, places in used.items() if key not in known for place in sorted(places)]
    return missing + [Problem(where, f"'{key}' is used nowhere") for key in known if key not in used]


def used_sources() -> dict[str, set[str]]:
    """Return every source key in use, with the files that use it: sidecars, declarations, scenarios, prose."""
    used: dict[str, set[str]] = {}

    def use(keys: Iterable[str], place: str) -> None:
        for key in keys:
            used.setdefault(key, set()).add(place)

    for name in [*tables.table_names(), *tables.ledger_names()]:
        use(tables.sidecar(name).source_keys, tables.shown(name))
    for item in load_declarations().values():
        if item.source:
            use([item.source.key], item.file)
    for name in scenario_names():
        # A scenario that cannot be read is told with the scenarios.
        with suppress(Refusal):
            use([source.key for source in load_scenario(name).sources], f"data/scenarios/{name}.yml")
    for path in [paths.ROOT / "index.md", *sorted(paths.BOOK.glob("*.md")), *sorted(paths.NOTEBOOKS.glob("*.ipynb"))]:
        use(_cited(path.read_text(encoding="utf-8")), paths.shown(path))
    return used


def _cited(text: str) -> list[str]:
    """Return the keys that prose cites, by role or by a link to the source register."""
    roles = [key.strip() for keys in re.findall(r"\{cite\}`([^`]+)`", text) for key in keys.split(",")]
    return roles + re.findall(r"#source-([a-z0-9-]+)", text)


def _scenario_problems(declarations) -> list[Problem]:
    """Return scenarios that cannot be used, and those that change no headline."""
    problems = strangers()
    for name in scenario_names():
        try:
            values = resolve(declarations, scenario=load_scenario(name))
        except Refusal as refusal:
            problems += refusal.problems
            continue
        idle = [key for key, value in load_scenario(name).settings.items() if declarations[key].parse(value) == declarations[key].value]
        problems += [Problem(f"data/scenarios/{name}.yml", f"{key} is set to its declared value; a scenario holds changes only") for key in idle]
        # A headline that comes or goes has no difference, and is a change.
        if not any(row["difference"] != 0 for rows in results(values).values() for row in rows):
            problems.append(Problem(f"data/scenarios/{name}.yml", "changes no headline; a scenario must change a result"))
    return problems


def recorded_rows() -> list[dict[str, str]]:
    """Return the headlines of every scenario as recorded rows of text, the baseline first."""
    declarations = load_declarations()
    rows = []
    for scenario in [BASELINE, *scenario_names()]:
        values = resolve(declarations, scenario=None if scenario == BASELINE else load_scenario(scenario))
        for stem in declarations.stems:
            for record in headlines.compute(stem, values):
                row = {**record, "scenario": scenario, "stem": stem, "value": f"{record['value']:.9g}"}
                rows.append({column: str(row[column]) for column in _COLUMNS})
    return rows


def check_recorded() -> list[Problem]:
    """Return every headline that differs from the recorded one, and every notebook that is not in its committed form."""
    where = paths.shown(RECORDED)
    try:
        with RECORDED.open(encoding="utf-8", newline="") as file:
            before = {_key(row): row for row in csv.DictReader(file)}
    except FileNotFoundError:
        return [Problem(where, "is missing; run 'alliance check --update'")]
    now = {_key(row): row for row in recorded_rows()}
    problems = [Problem(where, f"{' '.join(key)} is recorded and no longer a headline") for key in before if key not in now]
    for key, row in now.items():
        if key not in before:
            problems.append(Problem(where, f"{' '.join(key)} = {row['text']} is not recorded"))
        elif row != before[key]:
            problems.append(Problem(where, f"{' '.join(key)}: recorded {before[key]['text']} ({before[key]['value']}), now {row['text']} ({row['value']})"))
    problems += claims.moved() + kept.stale()
    for stem in load_declarations().stems:
        problems += form_problems(stem, runner.read_notebook(stem))
    return problems


def _key(row: dict[str, str]) -> tuple[str, str, str]:
    return row["scenario"], row["stem"], row["name"]


def form_problems(stem: str, notebook: nbformat.NotebookNode) -> list[Problem]:
    """Return where a notebook is not in its committed form: fixed ids, counts 1..n, plain text only, the declared parameters."""
    where = f"notebooks/{stem}.ipynb"
    problems = []
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        problems.append(Problem(where, f"execution counts are not 1 to {len(code)}"))
    for cell in code:
        for output in cell.outputs:
            if output.output_type == "error" or (output.output_type == "stream" and output.name != "stdout"):
                problems.append(Problem(where, f"cell {cell.id} keeps an output of type {output.output_type}"))
            elif set(output.get("data", {KEPT_MIME: ""})) != {KEPT_MIME}:
                problems.append(Problem(where, f"cell {cell.id} keeps more than {KEPT_MIME}"))
    parameters = [cell for cell in code if "parameters" in cell.metadata.get("tags", [])]
    if len(parameters) != 1 or parameters[0].source != cell_source(stem):
        problems.append(Problem(where, "the parameters cell is not the declarations'; run 'alliance check --update'"))
    return problems


def update(*, report: runner.Report) -> Iterator[str]:
    """Write parameter cells, committed outputs and recorded headlines anew; yield one line for each file that changed, when it is written.

    Raises Refusal where the inputs are wrong: nothing is recorded from data that breaks its rules. The same where a folder cannot be written.
    """
    closed = [problem for folder in (paths.CLAIMS, paths.EXPECTED, paths.NOTEBOOKS, paths.BUILD) for problem in folder_problems("alliance check --update", folder)]
    if problems := closed or check_inputs():
        raise Refusal(problems)
    seen: set[str] = set()
    for name in _written(report):
        if name not in seen:
            yield f"wrote {name}"
        seen.add(name)


def _written(report: runner.Report) -> Iterator[str]:
    """Write what `update` writes; yield the name of each file that changed, some more than once."""
    yield from claims.record()
    yield from kept.record(report=report)
    for stem in load_declarations().stems:
        notebook = runner.read_notebook(stem)
        for cell in notebook.cells:
            if "parameters" in cell.metadata.get("tags", []):
                cell.source = cell_source(stem)
        yield from _write_if_new(paths.NOTEBOOKS / f"{stem}.ipynb", nbformat.writes(committed(notebook)))
    record = baseline()
    for stem, notebook in runner.run_notebooks(record, report=report, pictures=False).items():
        yield from _write_if_new(paths.NOTEBOOKS / f"{stem}.ipynb", nbformat.writes(committed(notebook)))
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(recorded_rows())
    yield from _write_if_new(RECORDED, text.getvalue())


def committed(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a notebook in its committed form: plain text of outputs, counts from 1, no run record, only tags as metadata."""
    result = nbformat.from_dict(notebook)
    count = 0
    for cell in result.cells:
        cell.metadata = nbformat.from_dict({"tags": cell.metadata["tags"]} if cell.metadata.get("tags") else {})
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            for output in cell.outputs:
                _keep_plain(output, count)
    result.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    return result


def _keep_plain(output: Any, count: int) -> None:
    if "data" in output:
        output.data = nbformat.from_dict({KEPT_MIME: output.data[KEPT_MIME]})
        output.metadata = nbformat.from_dict({})
    if output.output_type == "execute_result":
        output.execution_count = count


def _write_if_new(path, text: str) -> list[str]:
    text = text.rstrip("\n") + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return []
    write_aside(path, text)
    return [paths.shown(path)]
