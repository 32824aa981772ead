"""What each lever alone must be to hold a force: months of service, fit share, cadre, share of women liable."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from alliance.models.force_levels.cohorts import Cohorts
from alliance.models.force_levels.stock import (
    LONGEST_MONTHS,
    Rules,
    force,
    men_serving,
    part_serving,
    serving_years,
    women_serving,
)

MONTHS, FIT, CADRE, WOMEN = "months", "fit_share", "cadre", "women_called_share"


def months_needed(cohorts: Cohorts, rules: Rules, year: int, target: float) -> float | None:
    """Return the months of service at which the force of a year is the target, all else as it is; None where no length up to LONGEST_MONTHS is enough.

    Cohort by cohort, latest first: each full year of service adds what that cohort gives; the rest is a part of the next one.
    """
    missing = target - rules.cadre
    months = 0.0
    while missing > 0 and months < LONGEST_MONTHS:
        year_long = replace(rules, months=12.0)
        given = men_serving(cohorts, year_long, year - round(months / 12)) + women_serving(cohorts, year_long, year - round(months / 12), rules.women_called_share)
        if given <= 0:
            return None
        if given >= missing:
            return months + missing / given * 12
        missing -= given
        months += 12
    return months if missing <= 0 else None


def fit_needed(cohorts: Cohorts, rules: Rules, year: int, target: float) -> float | None:
    """Return the share of men found fit at which the force of a year is the target, a fraction that may lie above one; None where not one serves whatever the share."""
    all_fit = men_serving(cohorts, replace(rules, fit_share=1.0), year)
    women = women_serving(cohorts, rules, year, rules.women_called_share)
    return max(0.0, target - rules.cadre - women) / all_fit if all_fit >= 1 else None


def cadre_needed(cohorts: Cohorts, rules: Rules, year: int, target: float) -> float:
    """Return the professional cadre at which the force of a year is the target, in persons, none where conscripts alone are more."""
    return max(0.0, target - force(cohorts, rules, year)["conscripts"])


def women_needed(cohorts: Cohorts, rules: Rules, year: int, target: float) -> float | None:
    """Return the share of women liable at which the force of a year is the target, a fraction that may lie above one; None where not one woman would serve whatever the share."""
    every_woman = women_serving(cohorts, rules, year, 1.0)
    return max(0.0, target - rules.cadre - men_serving(cohorts, rules, year)) / every_woman if every_woman >= 1 else None


def needed(cohorts: Cohorts, rules: Rules, year: int, target: float) -> dict[str, float | None]:
    """Return what each lever alone must be to hold the target in a year: months, fit_share, cadre (persons), women_called_share."""
    return {
        MONTHS: months_needed(cohorts, rules, year, target),
        FIT: fit_needed(cohorts, rules, year, target),
        CADRE: cadre_needed(cohorts, rules, year, target),
        WOMEN: women_needed(cohorts, rules, year, target),
    }


def possible(found: dict[str, float | None], *, months_ceiling: float) -> dict[str, bool]:
    """Return which levers alone can do it: no more months than the ceiling, no share above one. A cadre of any size can be reckoned."""
    months, fit, women = found[MONTHS], found[FIT], found[WOMEN]
    return {
        MONTHS: months is not None and months <= months_ceiling,
        FIT: fit is not None and fit <= 1,
        CADRE: True,
        WOMEN: women is not None and women <= 1,
    }


def cadre_by_months(cohorts: Cohorts, rules: Rules, year: int, target: float, *, longest: int) -> list[dict[str, Any]]:
    """Return the cadre that holds the target in a year for each whole number of months of service: months, cadre (persons)."""
    return [{"months": months, "cadre": cadre_needed(cohorts, replace(rules, months=float(months)), year, target)} for months in range(longest + 1)]


__all__ = [
    "CADRE",
    "FIT",
    "MONTHS",
    "WOMEN",
    "cadre_by_months",
    "cadre_needed",
    "fit_needed",
    "months_needed",
    "needed",
    "part_serving",
    "possible",
    "serving_years",
    "women_needed",
]
