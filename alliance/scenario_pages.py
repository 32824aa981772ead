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
from alliance.charts.figure import MIME
from alliance.charts.overlay import overlaid, same
from alliance.errors import RunFailed
from alliance.parameters import load_scenario, scenario_names
from alliance.parameters.scenarios import Scenario
from alliance.record import moved
from alliance.scenario_results import record_of, results

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
    baseline = {stem: figures(notebook) for stem, notebook in published.items()}
    files = {}
    for name in scenario_names():
        files[f"{FOLDER}/{name}.md"] = _PAGE.format(name=name)
        files[f"{FOLDER}/{name}.json"] = json.dumps(_content(load_scenario(name), baseline, report), ensure_ascii=False, sort_keys=True)
    return files


def _content(scenario: Scenario, published: Mapping[str, Mapping[str, dict]], report: runner.Report) -> dict[str, Any]:
    """Return what a scenario's page shows, as JSON."""
    record = record_of(scenario)
    found = results(record.values)
    reached = tuple(stem for stem in record.stems if record.changed_of(stem))
    notebooks = _run(replace(record, stems=reached), report)
    chapters = {stem: _chapter(scenario.name, figures(notebook), published[stem]) for stem, notebook in notebooks.items()}
    return {
        "record": record.to_json(),
        "sources": [source.model_dump() for source in scenario.sources],
        "results": found,
        "chapters": {stem: chapter for stem, chapter in chapters.items() if chapter["figures"] or moved(found[stem])},
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


def _chapter(name: str, run: Mapping[str, dict], published: Mapping[str, dict]) -> dict[str, Any]:
    """Return the figures that a scenario changes, each laid over the published one or with that beside it, and how many stay."""
    changed = []
    for key, figure in run.items():
        before = published.get(key)
        if before is None or not same(figure, before):
            both = overlaid(figure, before) if before else None
            own = f"{name.replace('_', '-')}-{key}"
            changed.append({"figure": {**(both or figure), "name": own}, "of": key, "beside": {**before, "name": f"{own}-published"} if before and both is None else None})
    return {"figures": changed, "of": len(run)}


def drawn_figures(files: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the figures that are drawn on pages with these files, the scenario's and those beside them, as JSON."""
    for name, content in files.items():
        if name.endswith(".json"):
            for chapter in json.loads(content)["chapters"].values():
                for item in chapter["figures"]:
                    yield from (figure for figure in (item["figure"], item["beside"]) if figure)
