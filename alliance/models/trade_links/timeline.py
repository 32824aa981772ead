"""The U.S. duties of 2025 and 2026 as steps: what was in force, and what was only announced or threatened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from alliance.models.trade_links.series import Rows

#: Groups of goods and the scopes of the table that belong to each.
_GROUPS = {
    "Cars": ("Cars", "Cars and light trucks", "Cars and parts", "Korean cars and others"),
    "Most other goods": ("Most goods", "Most Korean goods", "Reciprocal tariffs"),
    "Steel and aluminium": ("Steel and aluminium",),
}

_IN_FORCE = ("effective", "effective_retroactive", "void")
_SAID = ("announced", "threatened", "agreed")


def decimal_date(text: str) -> float:
    """Return a day `YYYY-MM-DD` as a decimal year, months of twelfths and days of 1/31 of a month."""
    year, month, day = map(int, text.split("-"))
    return year + (month - 1) / 12 + (day - 1) / 372


def group_of(scope: str) -> str | None:
    """Return the group of goods a scope belongs to, or None."""
    return next((group for group, scopes in _GROUPS.items() if scope in scopes), None)


def steps(rows: Rows, *, first_year: int) -> list[dict[str, Any]]:
    """Return the duties of the United States on each group of goods: group, date, at, rate_pct, kind (in force or said), measure.

    What held before `first_year` begins the line at its start; the line is carried to the last date in the table that
    has come true, since nothing is known after it. Sorted by group and date.
    """
    found = [
        {"group": group, "date": row["date"], "rate_pct": row["rate_pct"], "kind": "in force" if row["stage"] in _IN_FORCE else "said", "measure": row["measure"]}
        for row in rows
        if row["imposed_by"] == "USA" and row["rate_pct"] is not None and row["stage"] in (*_IN_FORCE, *_SAID) and (group := group_of(row["scope"]))
    ]
    end = max(row["date"] for row in rows if row["status"] == "observed")
    start = f"{first_year}-01-01"
    lines: list[dict[str, Any]] = []
    for group in _GROUPS:
        own = sorted((row for row in found if row["group"] == group), key=lambda row: row["date"])
        lines += _line([row for row in own if row["kind"] == "in force"], start, end)
        lines += [row for row in own if row["kind"] == "said" and row["date"] >= start]
    return [{**row, "at": decimal_date(row["date"])} for row in lines]


def _line(steps_in_force: Iterable[dict[str, Any]], start: str, end: str) -> list[dict[str, Any]]:
    """Return the steps from `start` on, what held before moved to it, and the last one carried to `end`."""
    before = [row for row in steps_in_force if row["date"] < start]
    line = [{**before[-1], "date": start}] if before else []
    line += [row for row in steps_in_force if row["date"] >= start]
    return [*line, {**line[-1], "date": end}] if line else []
