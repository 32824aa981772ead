"""What the tables hold: U.S. personnel by counting rule, Korean fertility, men aged 20, the active force. Bases are never spliced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Rows = Sequence[Mapping[str, Any]]

ACTIVE, WITH_RESERVE, SINGLE = "dmdc_active_duty", "dmdc_active_plus_reserve", "dmdc_single_report"
STATED, FLOOR, CLAIMED = "stated", "statutory_floor", "claimed"


def us_counts(history: Rows, personnel: Rows) -> list[dict[str, Any]]:
    """Return U.S. military personnel counted in Korea, one row a year or report: year, at (year with a fraction), basis, persons, status."""
    rows = [dict(row) for row in history if row["group"] == "us_military"]
    rows += [dict(row) for row in personnel if row["country"] == "KOR" and row["group"] == "us_military" and row["basis"] in (ACTIVE, WITH_RESERVE, SINGLE)]
    return [{"year": row["year"], "at": _at(row["period"]), "basis": row["basis"], "persons": row["persons"], "status": row["status"]} for row in sorted(rows, key=lambda row: _at(row["period"]))]


def us_said(personnel: Rows) -> list[dict[str, Any]]:
    """Return strengths that were stated, claimed or set as a floor: year, at, basis, persons, status, note."""
    rows = [row for row in personnel if row["country"] == "KOR" and row["group"] == "us_military" and row["basis"] in (STATED, FLOOR, CLAIMED)]
    return [{"year": row["year"], "at": _at(row["period"]), "basis": row["basis"], "persons": row["persons"], "status": row["status"], "note": row["note"]} for row in sorted(rows, key=lambda row: _at(row["period"]))]


def _at(period: str) -> float:
    """Return where on a time axis a period stands: `2025-03` and `2025-03-20` at its month, anything else at its year."""
    text = period.removeprefix("FY")
    year, _, rest = text.partition("-")
    return int(year) + ((int(rest[:2]) - 1) / 12 if rest else 0)


def counted(history: Rows, personnel: Rows) -> dict[int, int]:
    """Return the yearly counts by year in persons: active duty to 2008, with the selected reserve from 2009; single reports are left out."""
    return {row["year"]: row["persons"] for row in us_counts(history, personnel) if row["basis"] in (ACTIVE, WITH_RESERVE)}


def count_of(counts: Mapping[int, int], year: int) -> int:
    """Return the count of a year. Raises ValueError for a year that has none, with the nearest years that have one."""
    if year not in counts:
        nearest = sorted(sorted(counts, key=lambda other: (abs(other - year), other))[:2])
        raise ValueError(f"there is no count of {year}; the nearest are {' and '.join(map(str, nearest))}")
    return counts[year]


def fertility(rows: Rows) -> list[dict[str, Any]]:
    """Return children per woman by basis and year: basis, year, children_per_woman, status."""
    return [{key: row[key] for key in ("basis", "year", "children_per_woman", "status")} for row in rows if row["children_per_woman"] is not None]


def first_below(rows: Rows, level: float, basis: str) -> int:
    """Return the first year in which fertility lies below a level and stays there to the last year of the basis."""
    by_year = {row["year"]: row["children_per_woman"] for row in fertility(rows) if row["basis"] == basis}
    above = [year for year, rate in by_year.items() if rate >= level]
    return max(above, default=min(by_year) - 1) + 1


def men_aged_20(demographics: Rows, plans: Rows) -> list[dict[str, Any]]:
    """Return men aged 20 by basis and year, in persons: basis, year, persons, status; those liable in a year stand with them under their own basis."""
    rows = [{"basis": row["basis"], "year": row["year"], "persons": row["men_aged_20"], "status": row["status"]} for row in demographics if row["men_aged_20"] is not None]
    rows += [{"basis": row["basis"], "year": row["year"], "persons": row["persons"], "status": row["status"]} for row in plans if row["series"] == "conscription_cohort"]
    return rows


def series(plans: Rows, name: str, country: str = "KOR") -> list[dict[str, Any]]:
    """Return one series of the force plans: year, basis, persons, status, source, in the order of years."""
    rows = [row for row in plans if row["series"] == name and row["country"] == country]
    return [{key: row[key] for key in ("year", "basis", "persons", "status", "source")} for row in sorted(rows, key=lambda row: (row["year"], row["basis"]))]


def value(plans: Rows, name: str, year: int, basis: str, country: str = "KOR") -> int:
    """Return one figure of the force plans in persons. Raises ValueError where there is none."""
    found = [row["persons"] for row in series(plans, name, country) if (row["year"], row["basis"]) == (year, basis)]
    if not found:
        raise ValueError(f"there is no {name} of {year} by {basis}")
    return found[0]
