"""The record of promised dates: how far each slipped, and what that alone would predict (the reference class).

A slip is a number of months from the last month that would have kept the promise; at or below zero it was kept. Where
a date was given up and no other has been kept since, the slip so far is a lower bound (`open`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alliance.models.opcon_transfer.months import month_of, read_month
from alliance.models.opcon_transfer.schedule import NEVER

Rows = Sequence[Mapping[str, Any]]

#: How a slip is counted, and which promises count.
REVISION, OUTCOME = "revision", "outcome"
ALL, TRANSFER = "all_joint", "wartime_transfer"
ACCEPTANCE, VERIFICATION = "acceptance", "verification"


def slips(promises: Rows, stages: Rows, *, now: int, basis: str, ioc_step: str) -> list[dict[str, Any]]:
    """Return the joint promises that came due or were given up: promise_id, subject, promised_to, months, open, happened.

    basis `revision`: to the date that took its place, else to what happened; `outcome`: to what happened. Neither: to
    `now`, a lower bound. `ioc_step` says whether ministers' acceptance or the later verification keeps the promise on the
    initial capability. Months are numbers, slips months. Raises ValueError for an unknown basis or step.
    """
    if basis not in (REVISION, OUTCOME):
        raise ValueError(f"'{basis}' is not a way to count a slip; there are {REVISION} and {OUTCOME}")
    if ioc_step not in (ACCEPTANCE, VERIFICATION):
        raise ValueError(f"'{ioc_step}' is not a step; there are {ACCEPTANCE} and {VERIFICATION}")
    rows = []
    for row in promises:
        due = read_month(row["promised_to"])
        if row["holder"] != "joint" or row["outcome"] == "open" and due >= now:
            continue
        done = _done(row, stages, ioc_step)
        ends = [done] if basis == OUTCOME else [read_month(row["revised_to"]) if row["revised_to"] else None, done]
        end = next((item for item in ends if item is not None), None)
        rows.append(
            {
                "promise_id": row["promise_id"],
                "subject": row["subject"],
                "announced": row["announced"],
                "promised_to": due,
                "happened": now if end is None else end,
                "months": (now if end is None else end) - due,
                "open": end is None,
            }
        )
    return rows


def _done(row: Mapping[str, Any], stages: Rows, ioc_step: str) -> int | None:
    """Return the month in which a promise was fulfilled, None where it was not."""
    if row["subject"] == "ioc" and ioc_step == VERIFICATION:
        year = next(stage["done"] for stage in stages if (stage["stage"], stage["step"]) == ("IOC", "certification"))
        # A year without a month counts to its end.
        return month_of(int(year[:4]), 12)
    return read_month(row["done"]) if row["done"] else None


def of_class(rows: Iterable[Mapping[str, Any]], reference_class: str) -> list[dict[str, Any]]:
    """Return the slips of a reference class: every joint promise, or those of wartime control alone. Raises ValueError."""
    if reference_class not in (ALL, TRANSFER):
        raise ValueError(f"'{reference_class}' is not a reference class; there are {ALL} and {TRANSFER}")
    return [dict(row) for row in rows if reference_class == ALL or row["subject"] == TRANSFER]


def kept(rows: Iterable[Mapping[str, Any]]) -> int:
    """Return how many promises were kept."""
    return sum(row["months"] <= 0 for row in rows)


def predicted(rows: Iterable[Mapping[str, Any]], goal: int) -> list[float]:
    """Return the months of transfer that a goal and the slips of the past give, in ascending order: goal + slip.

    A slip that is a lower bound gives NEVER: that promise has not been kept yet, and when it will be is not known.
    """
    return sorted(NEVER if row["open"] else goal + row["months"] for row in rows)


def on_chart(promises: Rows) -> list[dict[str, Any]]:
    """Return the promises of wartime transfer as the slip chart draws them: announced and promised as decimal years, and who.

    A promise is drawn at the last month that keeps it, with the first beside it.
    """
    return [
        {
            "promise_id": row["promise_id"],
            "announced": _decimal(row["announced"]),
            "announced_on": str(row["announced"]),
            "first": _decimal(row["promised_from"]),
            "promised": _decimal(row["promised_to"]),
            "promised_to": row["promised_to"],
            "holder": row["holder"],
            "basis": row["basis"],
            "note": row["note"] or "",
        }
        for row in promises
        if row["subject"] == TRANSFER
    ]


def _decimal(text: Any) -> float:
    """Return a date as a year with a fraction, by whole months."""
    return read_month(str(text)) / 12
