"""Counts over the ledger: verdicts by document, kind and theme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alliance.models.claims.ledger import OUTCOME, THEN, Entry, checked
from alliance.models.claims.verdict import FAILS, HOLDS, NEARLY, OPEN, VERDICTS


def by(entries: Sequence[Entry], field: str) -> list[dict[str, Any]]:
    """Return one row for each value of `document`, `kind` or `theme`: the value, claims, checked, and the count of each verdict."""
    values = dict.fromkeys(_value(item, field) for item in entries)
    rows = []
    for value in values:
        chosen = [item for item in entries if _value(item, field) == value]
        counts = {verdict: sum(item.verdict == verdict for item in chosen) for verdict in VERDICTS}
        rows.append({field: value, "claims": len(chosen), "checked": len(checked(chosen)), **counts})
    return rows


def _value(item: Entry, field: str) -> str:
    return item.document if field == "document" else item.claim[field]


def holding_share(entries: Sequence[Entry]) -> float:
    """Return the fraction of checked claims that hold or hold approximately. Raises ValueError where none was checked."""
    judged = checked(entries)
    if not judged:
        raise ValueError("no claim was checked")
    return sum(item.verdict in (HOLDS, NEARLY) for item in judged) / len(judged)


def forecast_verdicts(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return one row for each time at which forecasts are judged and each verdict: time, verdict, forecasts."""
    made = [item for item in entries if item.claim["kind"] == "forecast"]
    times = {THEN: [item.verdict_then or OPEN for item in made], OUTCOME: [item.verdict for item in made]}
    return [{"time": time, "verdict": verdict, "forecasts": given.count(verdict)} for time, given in times.items() for verdict in VERDICTS]


def forecasts(entries: Sequence[Entry]) -> dict[str, int]:
    """Return how the documents' forecasts did: forecasts, judged then, held then, come due, held in the outcome, failed in it."""
    made = [item for item in entries if item.claim["kind"] == "forecast"]
    due = [item for item in made if item.claim["check"]]
    return {
        "made": len(made),
        "judged_then": sum(item.verdict_then != "" for item in made),
        "held_then": sum(item.verdict_then in (HOLDS, NEARLY) for item in made),
        "due": len(due),
        "held": sum(item.verdict in (HOLDS, NEARLY) for item in due),
        "failed": sum(item.verdict == FAILS for item in due),
    }
