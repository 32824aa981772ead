"""The claims of the five documents, each put to the book's tables.

Sources: the ledgers in `data/claims`, and the tables that the checks name.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliance.models.claims.checks import CHECKS
from alliance.models.claims.checks import TABLES as CHECKED_TABLES
from alliance.models.claims.figures import entries_redrawn
from alliance.models.claims.latitude import curve
from alliance.models.claims.ledger import DOCUMENTS, Entry, Findings, checked, entry
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
    "redrawn",
    "tensions",
]

#: The findings made last: results and figures ask for the same, and whoever varies a parameter for nearly the same.
_made: Findings | None = None

TABLES = tuple(sorted({*DOCUMENTS, "tensions", *CHECKED_TABLES}))


def findings(parameters: Mapping[str, Any], data: Mapping[str, Rows]) -> Findings:
    """Return what the checks find in the data, each run when first asked for, or taken from the findings made before where nothing that it rests on differs.

    Tables are not changed once they are read: other rows come in another mapping.
    """
    global _made
    if _made is None or _made.data is not data or _made.parameters != parameters:
        _made = Findings(parameters, data, CHECKS, _made)
    return _made


def ledger(found: Findings) -> list[Entry]:
    """Return every claim as judged with the latitudes of the run, in the order of the documents."""
    return found.judged


def headlines(parameters: Mapping[str, Any], data: Mapping[str, Rows]) -> list[dict[str, Any]]:
    """Return the headline records of the chapter: counts of claims and verdicts, shares in per cent, tensions and their factors."""
    found = findings(parameters, data)
    return results(ledger(found), tensions(found), found)


def redrawn(parameters: Mapping[str, Any], data: Mapping[str, Rows], headlines: list[dict[str, Any]], declared: Mapping[str, Any], ranges: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the figures that a change of assumptions draws anew, by name (see alliance.models.redrawn)."""
    return entries_redrawn(ledger(findings(parameters, data)), headlines)
