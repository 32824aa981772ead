"""The claims of the five documents, each put to the book's tables.

Sources: the ledgers in `data/claims`, and the tables that the checks name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliance.models.claims import (
    checks_china,
    checks_forces,
    checks_japan,
    checks_money,
    checks_money_demands,
    checks_money_shares,
    checks_money_terms,
    checks_north_korea,
    checks_north_korea_talks,
    checks_opcon,
    checks_politics,
    checks_quad,
    checks_strategy,
    checks_tensions,
    checks_tensions_texts,
    checks_tensions_trade,
    checks_trade,
    checks_treaties,
)
from alliance.models.claims.check import Check, collected
from alliance.models.claims.latitude import curve
from alliance.models.claims.ledger import DOCUMENTS, Entry, Findings, checked, entry
from alliance.models.claims.ledger import ledger as judged_ledger
from alliance.models.claims.reading import Rows
from alliance.models.claims.results import results
from alliance.models.claims.tally import by, forecast_verdicts
from alliance.models.claims.tensions import KINDS as TENSION_KINDS
from alliance.models.claims.tensions import Tension, reckoned, tensions
from alliance.models.claims.verdict import VERDICTS

__all__ = [
    "CHECKS",
    "DOCUMENTS",
    "TABLES",
    "TENSION_KINDS",
    "VERDICTS",
    "Entry",
    "Tension",
    "by",
    "checked",
    "curve",
    "entry",
    "findings",
    "forecast_verdicts",
    "headlines",
    "ledger",
    "reckoned",
    "tensions",
]
_MODULES = (
    checks_china,
    checks_forces,
    checks_japan,
    checks_money,
    checks_money_demands,
    checks_money_shares,
    checks_money_terms,
    checks_north_korea,
    checks_north_korea_talks,
    checks_opcon,
    checks_politics,
    checks_quad,
    checks_strategy,
    checks_tensions,
    checks_tensions_texts,
    checks_tensions_trade,
    checks_trade,
    checks_treaties,
)

CHECKS: dict[str, Check] = collected(*_MODULES)

TABLES = tuple(sorted({*DOCUMENTS, "tensions", *(name for module in _MODULES for name in module.TABLES)}))


def findings(parameters: Mapping[str, Any], data: Mapping[str, Rows]) -> Findings:
    """Return what the checks find in the data, each run when first asked for."""
    return Findings(parameters, data, CHECKS)


def ledger(found: Findings) -> list[Entry]:
    """Return every claim as judged with the latitudes of the run, in the order of the documents."""
    return judged_ledger(found, **found.latitudes)


def headlines(parameters: Mapping[str, Any], data: Mapping[str, Rows]) -> list[dict[str, Any]]:
    """Return the headline records of the chapter: counts of claims and verdicts, shares in per cent, tensions and their factors."""
    found = findings(parameters, data)
    return results(ledger(found), tensions(found), found)
