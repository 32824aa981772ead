"""Rows and titles of the chapter's figures that look ahead, from the model alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from alliance.models.force_levels import chapter
from alliance.models.force_levels.chapter import Data, Values
from alliance.models.headline import fill
from alliance.models.redrawn import redrawn as drawn

Rows = Iterable[Mapping[str, Any]]

PARTS = {"cadre": "Professional cadre", "men": "Conscripts, men", "women": "Conscripts, women"}

#: Forces whose price in months of service is drawn beside that of the declared one.
_HELD = (400000, 450000)


def force_rows(rows: Rows, target: int) -> list[dict[str, Any]]:
    """Return the force by year in its parts and the force to be held, in thousand persons; parts of nobody are left out."""
    return [
        {"year": row["year"], "part": label, "order": place, "thousand": row[name] / 1000, "target": target / 1000} for row in rows for place, (name, label) in enumerate(PARTS.items()) if row[name] > 0
    ]


def force_parts(rows: list[dict[str, Any]]) -> list[str]:
    """Return the parts that somebody is in, in the order in which they stand on each other."""
    seen = {row["part"] for row in rows}
    return [label for label in PARTS.values() if label in seen]


def force_title(headlines: Rows) -> str:
    """Return what the figure of the force by year finds."""
    return fill("Under the declared rules the force comes to {force_asked:number} thousand in {force_asked:period}, {force_share_of_target_pct} of the {force_target:number} thousand to be held", headlines)


def months_rows(rows: Rows, *, declared: float, ceiling: float) -> list[dict[str, Any]]:
    """Return the months of service that alone hold each force, by year, with the declared length and the longest held possible."""
    return [{"year": row["year"], "held": _thousand(row["target"]), "months": row["months"], "now": declared, "most": ceiling} for row in rows]


def months_names(rows: Rows) -> list[str]:
    """Return what the forces are called, the largest first."""
    return [_thousand(target) for target in sorted({row["target"] for row in rows}, reverse=True)]


def months_title(headlines: Rows) -> str:
    """Return what the figure of the months of service finds."""
    return fill("{months_now:number} months are served; holding a large force by service alone asks for more as the small cohorts come up", headlines)


def payment_rows(rows: Rows) -> list[dict[str, Any]]:
    """Return the contribution a member (USD a year) before and after the declared change, by stated and by counted strength."""
    return [{"divisor": f"{row['basis'].capitalize()}, {row['state']}", "state": row["state"], "usd": row["usd"], "persons": row["persons"]} for row in rows if row["usd"] is not None]


def payment_title(headlines: Rows) -> str:
    """Return what the figure of the change of troops finds."""
    return fill("What Korea pays a member, before and after a change from {stated:number} to {after_cut_persons:number} members", headlines)


def redrawn(values: Values, data: Data, headlines: list[dict[str, Any]], declared: Mapping[str, Any], ranges: Mapping[str, tuple[Any, Any]]) -> dict[str, dict[str, Any]]:
    """Return the figures that a change of assumptions draws anew, by name (see alliance.models.redrawn)."""
    force = force_rows(chapter.forces(values, data), values["force_target_persons"])
    months = chapter.months_by_year(values, data, targets=sorted({*_HELD, values["force_target_persons"]}))
    counted = chapter.counts(data)[values["counted_year"]]
    paid = payment_rows(chapter.paid(values, data, stated=values["us_troops_korea"], after=values["us_troops_after"], counted=counted))
    lines = months_rows(months, declared=values["service_months"], ceiling=values["months_ceiling"])
    return {
        "force-by-year": drawn(force_title(headlines), force, force_parts(force)),
        "months-by-year": drawn(months_title(headlines), lines, months_names(months)),
        "payment-after-cut": drawn(payment_title(headlines), paid, [row["divisor"] for row in paid]),
    }


def _thousand(persons: float) -> str:
    return f"{persons / 1000:g} thousand"
