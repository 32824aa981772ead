"""Declared parameters, scenarios, and the one way in which values for them are taken."""

from alliance.parameters.declarations import (
    Declaration,
    Declarations,
    load_declarations,
)
from alliance.parameters.scenarios import Scenario, load_scenario, scenario_names
from alliance.parameters.values import parse_settings, resolve

__all__ = [
    "Declaration",
    "Declarations",
    "Scenario",
    "load_declarations",
    "load_scenario",
    "parse_settings",
    "resolve",
    "scenario_names",
]
