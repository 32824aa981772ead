"""Sources of the scenario pages: the chapters that a scenario changes are run, and their figures laid over the published ones.

Runs come from the cache of notebook runs: a scenario's chapter is executed once, and again when something that it read
has changed, whether for its page or by `alliance rerun --scenario`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import nbformat

from alliance import pictures, runner
from alliance.charts.drawing import MIME
from alliance.charts.overlay import overlaid, same
from alliance.errors import RunFailed
from alliance.parameters import load_scenario, scenario_names
from alliance.parameters.scenarios import Scenario
from alliance.record import moved
from alliance.scenario_results import record_of, results
from alliance.scenario_tables import changed_table, shown_tables

#: The folder of the site in which the pages stand, and of its source.
FOLDER = "scenarios"

#: A page: it stands in no contents, it is reached from the gallery, and the search leaves it out.
_PAGE = """---
orphan: true
nosearch: true
---

```{{scenario-page}} {name}
```
"""


def sources(published: Mapping[str, nbformat.NotebookNode], *, report: runner.Report) -> dict[str, str]:
    """Return the content of each file that the pages are made from, by its path below the source of the site.

    `published` are the executed notebooks of the book as it stands. Raises RunFailed naming scenario and notebook.
    """
    files = {}
    for name in scenario_names():
        files[f"{FOLDER}/{name}.md"] = _PAGE.format(name=name)
        files[f"{FOLDER}/{name}.json"] = json.dumps(_content(load_scenario(name), published, report), ensure_ascii=False, sort_keys=True)
    return files


def _content(scenario: Scenario, published: Mapping[str, nbformat.NotebookNode], report: runner.Report) -> dict[str, Any]:
    """Return what a scenario's page shows, as JSON."""
    record = record_of(scenario)
    found = results(record.values)
    reached = tuple(stem for stem in record.stems if record.changed_of(stem))
    notebooks = _run(replace(record, stems=reached), report)
    chapters = {stem: _chapter(scenario.name, notebook, published[stem]) for stem, notebook in notebooks.items()}
    return {
        "record": record.to_json(),
        "sources": [source.model_dump() for source in scenario.sources],
        "results": found,
        "chapters": {stem: chapter for stem, chapter in chapters.items() if chapter["figures"] or chapter["tables"] or moved(found[stem])},
    }


def _run(record, report: runner.Report) -> dict[str, nbformat.NotebookNode]:
    def told(line: str) -> None:
        # With some dozens of runs kept, the lines that say so would hide the others.
        if not line.endswith("no run"):
            report(f"scenario {record.name}: {line}")

    try:
        return runner.run_notebooks(record, report=told, pictures=False)
    except RunFailed as failure:
        raise RunFailed("\n".join(f"data/scenarios/{record.name}.yml: {line}" for line in str(failure).splitlines())) from None


def figures(notebook: nbformat.NotebookNode) -> dict[str, dict[str, Any]]:
    """Return the figures of an executed notebook as JSON, by name, in order."""
    found = [json.loads(json.dumps(data[MIME])) for data in pictures.figures(notebook)]
    return {item["name"]: item for item in found}


def _chapter(name: str, run: nbformat.NotebookNode, published: nbformat.NotebookNode) -> dict[str, Any]:
    """Return the figures and tables that a scenario changes, and of how many: each figure laid over the published one or with that beside it, of each table what differs."""
    before, prefix = figures(published), name.replace("_", "-")
    shown, tables = figures(run), shown_tables(run)
    changed = [_figure(f"{prefix}-{key}", figure, before.get(key)) for key, figure in shown.items() if key not in before or not same(figure, before[key])]
    old = shown_tables(published)
    differing = [changed_table(item, old[key], f"{prefix}-{key}") if key in old else {**item, "name": f"{prefix}-{key}"} for key, item in tables.items()]
    return {"figures": changed, "of": len(shown), "tables": [item for item in differing if item], "of_tables": len(tables)}


def _figure(own: str, figure: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Any]:
    both = overlaid(figure, before) if before else None
    return {"figure": {**(both or figure), "name": own}, "of": figure["name"], "beside": {**before, "name": f"{own}-published"} if before and both is None else None}


def drawn_figures(files: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the figures that are drawn on pages with these files, the scenario's and those beside them, as JSON."""
    for name, content in files.items():
        if name.endswith(".json"):
            for chapter in json.loads(content)["chapters"].values():
                for item in chapter["figures"]:
                    yield from (figure for figure in (item["figure"], item["beside"]) if figure)
