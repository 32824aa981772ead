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
    checks_north_korea,
    checks_north_korea_talks,
    checks_politics,
    checks_quad,
    checks_strategy,
    checks_trade,
    checks_treaties,
)
from alliance.models.claims.check import Check, collected
from alliance.models.claims.ledger import (
    DOCUMENTS,
    Entry,
    checked,
    entry,
    failing,
    ledger,
)
from alliance.models.claims.reading import Rows
from alliance.models.claims.results import results
from alliance.models.claims.tally import KINDS, by, forecasts
from alliance.models.claims.verdict import VERDICTS

__all__ = ["CHECKS", "DOCUMENTS", "KINDS", "TABLES", "VERDICTS", "Entry", "by", "checked", "entries", "entry", "failing", "forecasts", "headlines"]

_MODULES = (
    checks_china,
    checks_forces,
    checks_japan,
    checks_money,
    checks_north_korea,
    checks_north_korea_talks,
    checks_politics,
    checks_quad,
    checks_strategy,
    checks_trade,
    checks_treaties,
)

CHECKS: dict[str, Check] = collected(*_MODULES)

TABLES = tuple(sorted({*DOCUMENTS, *(name for module in _MODULES for name in module.TABLES)}))


def entries(parameters: Mapping[str, Any], data: Mapping[str, Rows]) -> list[Entry]:
    """Return every claim as judged, in the order of the documents."""
    return ledger(parameters, data, CHECKS)


def headlines(parameters: Mapping[str, Any], data: Mapping[str, Rows]) -> list[dict[str, Any]]:
    """Return the headline records of the chapter: counts of claims and verdicts, and shares in per cent."""
    return results(entries(parameters, data))
