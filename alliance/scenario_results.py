"""The headlines of a scenario, each with what the book publishes: what its page, the gallery and comparisons show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from alliance import headlines, runner
from alliance.parameters import load_declarations, load_scenario, resolve
from alliance.parameters.scenarios import Scenario
from alliance.record import RunRecord, moved


def record_of(scenario: Scenario) -> RunRecord:
    """Return the record that `alliance rerun --scenario NAME` has. Raises Refusal where the scenario cannot be used."""
    declarations = load_declarations()
    values = resolve(declarations, scenario=scenario)
    return RunRecord(scenario.name, tuple(declarations.stems), values, scenario=scenario.name, title=scenario.title, story=scenario.story)


def results(values: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return by chapter every headline with stem, baseline and difference, as `results.json` has them.

    A headline that the values leave without a result has None as value and difference, and `none` as text.
    """
    declarations = load_declarations()
    found = {}
    for stem in declarations.stems:
        rows = headlines.compare(stem, values)
        known = {row["name"] for row in rows}
        gone = [record for record in headlines.compute(stem, declarations.defaults()) if record["name"] not in known]
        found[stem] = rows + [{"stem": stem, **record, "value": None, "text": "none", "baseline": record["value"], "difference": None} for record in gone]
    return found


def scenario_results(name: str) -> dict[str, list[dict[str, Any]]]:
    """Return the results of one of the book's scenarios by chapter. Raises Refusal."""
    return results(record_of(load_scenario(name)).values)


def telling(found: Mapping[str, list[dict[str, Any]]], count: int = 3) -> list[Mapping[str, Any]]:
    """Return the headlines that say best what a scenario changes: of those that the chapters' answers give, the ones that move most, then of all others."""
    # What came or went has no size, and says least without its chapter.
    ordered = [row for row in moved(row for rows in found.values() for row in rows) if row["difference"] is not None]
    return sorted(ordered, key=lambda row: row["name"] not in answered(row["stem"]))[:count]


@lru_cache(maxsize=64)
def answered(stem: str) -> frozenset[str]:
    """Return the names of the headlines that a chapter's answer gives, from the cell of its notebook."""
    source = next(cell.source for cell in runner.read_notebook(stem).cells if cell.id == "answer")
    return frozenset(re.findall(r"\{([a-z]\w*)", source))
