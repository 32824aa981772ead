"""What tests of any chapter start from, each reckoned once: its declared values, its data, its headlines in every scenario."""

from __future__ import annotations

import functools
from types import ModuleType
from typing import Any

from alliance import headlines
from alliance.parameters import load_declarations, load_scenario, resolve, scenario_names
from alliance.parameters.scenarios import BASELINE

SCENARIOS = [BASELINE, *scenario_names()]


def model_of(stem: str) -> ModuleType:
    return headlines.model(stem)


def values_of(stem: str, scenario: str = BASELINE, *settings: str) -> dict[str, Any]:
    """Return a chapter's values in a scenario, `baseline` among them. Raises Refusal for settings that cannot be."""
    given = resolve(load_declarations(), scenario=None if scenario == BASELINE else load_scenario(scenario), settings=settings)
    return {name: given[name] for name in load_declarations().of(stem)}


@functools.cache
def data_of(stem: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table a chapter reads."""
    return headlines.data_of(stem)


@functools.cache
def headlines_of(stem: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Return a chapter's headlines by scenario and name."""
    return {scenario: {row["name"]: row for row in headlines.compute(stem, values_of(stem, scenario))} for scenario in SCENARIOS}


def numbers(stem: str, values: dict[str, Any], data: dict[str, Any] | None = None) -> dict[str, float]:
    """Return a chapter's headlines at some values as numbers by name."""
    return {row["name"]: row["value"] for row in model_of(stem).headlines(values, data or data_of(stem))}
