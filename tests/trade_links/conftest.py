"""What the tests of the chapter on trade start from: its declared values, its data, and its headlines in every scenario."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alliance.headlines import data_of
from alliance.models import trade_links as model
from alliance.parameters import load_scenario, resolve, scenario_names
from alliance.parameters.scenarios import BASELINE


@pytest.fixture(scope="session")
def trade_values(declarations) -> Callable[[str], dict[str, Any]]:
    """Return the chapter's values of a scenario, `baseline` among them."""

    def values(name: str = BASELINE) -> dict[str, Any]:
        given = resolve(declarations, scenario=None if name == BASELINE else load_scenario(name))
        return {key: given[key] for key in declarations.of("trade_links")}

    return values


@pytest.fixture(scope="session")
def trade_data() -> dict[str, list[dict[str, Any]]]:
    """The rows of every table the chapter reads."""
    return data_of("trade_links")


@pytest.fixture(scope="session")
def trade_headlines(trade_values, trade_data) -> dict[str, dict[str, dict[str, Any]]]:
    """The chapter's headlines by scenario and name."""
    return {name: {row["name"]: row for row in model.headlines(trade_values(name), trade_data)} for name in [BASELINE, *scenario_names()]}
