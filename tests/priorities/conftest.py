"""The chapter's own values, rows and headlines, under the names that the tests of every chapter use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alliance.headlines import data_of
from alliance.models import priorities as model
from alliance.parameters import load_scenario, resolve, scenario_names
from alliance.parameters.scenarios import BASELINE

STEM = "priorities"


@pytest.fixture(scope="session")
def defaults(declarations) -> dict[str, Any]:
    """The chapter's declared values by name."""
    return declarations.defaults(STEM)


@pytest.fixture(scope="session")
def data() -> dict[str, list[dict[str, Any]]]:
    """The rows of every table the chapter reads."""
    return data_of(STEM)


@pytest.fixture(scope="session")
def made(defaults, data):
    return model.reckon(defaults, data)


@pytest.fixture(scope="session")
def values_of(declarations, defaults) -> Callable[[str], dict[str, Any]]:
    """Return the chapter's values of a scenario, `baseline` among them."""

    def values(name: str) -> dict[str, Any]:
        scenario = None if name == BASELINE else load_scenario(name)
        return {key: value for key, value in resolve(declarations, scenario=scenario).items() if key in defaults}

    return values


@pytest.fixture(scope="session")
def headlines_of(values_of, data) -> dict[str, dict[str, dict[str, Any]]]:
    """The chapter's headlines by scenario and name."""
    return {name: {row["name"]: row for row in model.headlines(values_of(name), data)} for name in [BASELINE, *scenario_names()]}
