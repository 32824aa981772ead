"""The stock of conscripts at the end of a year, and the force: conscripts and professional cadre."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from alliance.models.force_levels.cohorts import Cohorts

#: Most months of service that can be reckoned with; a longer one would reach cohorts of another age altogether.
LONGEST_MONTHS = 120


@dataclass(frozen=True)
class Rules:
    """Who serves and how long: shares are fractions, months are months, the cadre is persons."""

    months: float
    fit_share: float
    enlisted_share: float
    cadre: float
    women_called_share: float
    women_fit_share: float


def check(rules: Rules) -> None:
    """Raise ValueError for a share outside 0 to 1, a length of service below zero or beyond LONGEST_MONTHS, or a cadre below zero."""
    for name in ("fit_share", "enlisted_share", "women_called_share", "women_fit_share"):
        value = getattr(rules, name)
        if not 0 <= value <= 1:
            raise ValueError(f"{name} = {value} must lie between 0 and 1")
    if not 0 <= rules.months <= LONGEST_MONTHS:
        raise ValueError(f"months = {rules.months} must lie between 0 and {LONGEST_MONTHS}")
    if rules.cadre < 0:
        raise ValueError(f"cadre = {rules.cadre} persons is below zero")


def part_serving(months: float, years_ago: int) -> float:
    """Return the part of a cohort, called up evenly over a year, that still serves at the end of the year `years_ago` later.

    min(1, max(0, months / 12 - years_ago)): with 18 months all of this year's and half of last year's.
    """
    return min(1.0, max(0.0, months / 12 - years_ago))


def serving_years(months: float) -> int:
    """Return how many cohorts serve at once, the last one in part."""
    return math.ceil(months / 12 - 1e-12)


def men_serving(cohorts: Cohorts, rules: Rules, year: int) -> float:
    """Return men who serve as conscripts at the end of a year, in persons.

    fit x enlisted x sum over k of men(year - k) x part serving(months, k); with cohorts of one size it is the
    cohort x fit share x enlisted share x months / 12.
    """
    shares = rules.fit_share * rules.enlisted_share
    return shares * math.fsum(cohorts.men(year - ago) * part_serving(rules.months, ago) for ago in range(serving_years(rules.months)))


def women_serving(cohorts: Cohorts, rules: Rules, year: int, called_share: float) -> float:
    """Return women who serve as conscripts at the end of a year when a share of them is liable, in persons.

    called x fit (women) x enlisted x sum over k of women(year - k) x part serving(months, k).
    """
    shares = called_share * rules.women_fit_share * rules.enlisted_share
    return shares * math.fsum(cohorts.women(year - ago) * part_serving(rules.months, ago) for ago in range(serving_years(rules.months)))


def force(cohorts: Cohorts, rules: Rules, year: int) -> dict[str, Any]:
    """Return one year of the force: year, cohort (men who reach the age of service), men, women, conscripts, cadre, force; persons at its end.

    Raises ValueError for rules that cannot be (see check) and for a year whose births are not known.
    """
    check(rules)
    men, women = men_serving(cohorts, rules, year), women_serving(cohorts, rules, year, rules.women_called_share)
    return {
        "year": year,
        "cohort": cohorts.men(year),
        "men": men,
        "women": women,
        "conscripts": men + women,
        "cadre": rules.cadre,
        "force": men + women + rules.cadre,
    }
