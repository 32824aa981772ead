"""The headline results of the ledger of claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alliance.models.claims.latitude import holding_pct, turning_point
from alliance.models.claims.ledger import DOCUMENTS, Entry, Findings, checked
from alliance.models.claims.tally import forecasts, holding_share
from alliance.models.claims.tensions import Tension
from alliance.models.claims.verdict import DEPENDS, FAILS, HOLDS, NEARLY, OPEN
from alliance.models.headline import headline

_VERDICT_NAMES = {HOLDS: "hold", NEARLY: "hold_nearly", FAILS: "fail", DEPENDS: "depend", OPEN: "open"}

_FORECASTS = {
    "made": "Forecasts in the five documents",
    "judged_then": "Forecasts judged by what was known when they were made",
    "held_then": "Forecasts that what was then known bore out",
    "due": "Forecasts whose outcome is known",
    "held": "Forecasts that came true, at least approximately",
    "failed": "Forecasts that did not come true",
}


def results(entries: Sequence[Entry], found: Sequence[Tension], findings: Findings) -> list[dict[str, Any]]:
    """Return the headline records of the chapter: claims, how many were checked, each verdict, each document, the forecasts, the tensions."""
    judged = checked(entries)
    records = [
        _count("claims_total", "Claims in the five documents", len(entries)),
        _count("claims_checked", "Claims that a check has judged", len(judged)),
        headline("claims_checked_pct", "Claims judged, of all", 100 * len(judged) / len(entries), "per cent", 0),
        headline("claims_holding_pct", "Claims judged that hold, exactly or approximately", 100 * holding_share(entries), "per cent", 0),
    ]
    for verdict, name in _VERDICT_NAMES.items():
        records.append(_count(f"claims_{name}", f"Claims with the verdict: {verdict}", sum(item.verdict == verdict for item in entries)))
    for document, (_, title) in DOCUMENTS.items():
        own = [item for item in entries if item.document == document]
        records.append(_count(f"claims_{document}", f"Claims of {title}", len(own)))
        records.append(headline(f"claims_{document}_holding_pct", f"Claims of {title} judged that hold", 100 * holding_share(own), "per cent", 0))
    records += [_count(f"forecasts_{name}", _FORECASTS[name], count) for name, count in forecasts(entries).items()]
    return records + _tensions(found) + _latitude(findings)


def _tensions(found: Sequence[Tension]) -> list[dict[str, Any]]:
    """Return how many tensions there are, how many set figures apart by a factor of two or more, and the largest factor."""
    factors = [item.factor for item in found if item.factor]
    return [
        _count("tensions_total", "Tensions found", len(found)),
        _count("tensions_doubled", "Tensions that set figures apart by a factor of two or more", sum(factor >= 2 for factor in factors)),
        headline("tensions_largest", "Largest factor between the two figures of a tension", max(factors), "times", 1),
    ]


def _latitude(findings: Findings) -> list[dict[str, Any]]:
    """Return the share of claims that hold with no latitude at all, and the latitude at which as many hold as not."""
    strict = headline("strict_holding_pct", "Claims judged that hold with no latitude", holding_pct(findings, 0), "per cent", 0)
    turn = turning_point(findings)
    if turn is None:
        return [strict]
    return [strict, headline("flip_latitude_pct", "Latitude at which as many claims hold as not", turn, "per cent", 1)]


def _count(name: str, label: str, count: int) -> dict[str, Any]:
    return headline(name, label, count, name.partition("_")[0], 0)
