"""The adjustment rules of the twelve Special Measures Agreements: how one year's contribution follows from the last.

Every rule gives a rate of change in per cent. With amount A and rate r,  A(t) = A(t-1) x (1 + r(t) / 100).
Texts of the rules: [spark946-sma8-en], [spark946-sma8-ko], [xinhua-2021-03-10], [mofa-bonn-2024-10] and the table
`sma_agreements`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

#: What a rule reads: the value of an index in a year, in per cent.
Index = Callable[[int], float]

ADDITIVE, COMPOUND = "additive", "compound"


@dataclass(frozen=True)
class RuleInputs:
    """What the rules read. Indices are functions of the year, in per cent a year; lag in years; the rest in per cent."""

    cpi_pct: Index
    budget_growth_pct: Index
    real_growth_pct: Index
    cap_pct: float
    lag_years: int
    fixed_growth_pct: float
    fixed_addition_pct: float


def one_decimal(pct: float) -> float:
    """Return a percentage at the one decimal that the agreements use, halves upward."""
    return math.floor(pct * 10 + 0.5 + 1e-9) / 10


def fixed_amounts(year: int, given: RuleInputs) -> float:
    """Return r = 0: the same amount again. Sixth agreement, and the freeze of 2020."""
    return 0.0


def fixed_growth(year: int, given: RuleInputs) -> float:
    """Return r = g, a growth rate fixed in advance, in per cent. Third agreement, with g = 10."""
    return given.fixed_growth_pct


def cpi_lagged(year: int, given: RuleInputs) -> float:
    """Return r(t) = cpi(t - lag), in per cent, at one decimal. Seventh agreement, with a lag of two years."""
    return one_decimal(given.cpi_pct(year - given.lag_years))


def cpi_lagged_capped(year: int, given: RuleInputs) -> float:
    """Return r(t) = min(cpi(t - lag), cap), in per cent. Eighth and ninth (cap 4) and twelfth agreement (cap 5)."""
    return min(cpi_lagged(year, given), given.cap_pct)


def fixed_plus_cpi_lagged(year: int, given: RuleInputs) -> float:
    """Return r(t) = f + cpi(t - lag), in per cent. Fifth agreement, with f = 8.8 and the GDP deflator as index."""
    return given.fixed_addition_pct + cpi_lagged(year, given)


def real_growth_plus_cpi(year: int, given: RuleInputs) -> float:
    """Return r(t) = growth(t - 1) + cpi(t - 1), in per cent. Fourth agreement, in the reading with real growth."""
    return given.real_growth_pct(year - 1) + one_decimal(given.cpi_pct(year - 1))


def defence_budget_growth(year: int, given: RuleInputs) -> float:
    """Return r(t) = growth of the defence budget in t - 1, in per cent, at one decimal. Eleventh agreement."""
    return one_decimal(given.budget_growth_pct(year - 1))


RULES: dict[str, Callable[[int, RuleInputs], float]] = {
    rule.__name__: rule
    for rule in (
        fixed_amounts,
        fixed_growth,
        cpi_lagged,
        cpi_lagged_capped,
        fixed_plus_cpi_lagged,
        real_growth_plus_cpi,
        defence_budget_growth,
    )
}

#: The rule codes of the table `sma_agreements` in terms of the rules above; None where talks, not arithmetic, set the amount.
AGREEMENT_RULES: dict[str, str | None] = {
    "annual_talks_target_one_third_won_based_cost_by_1995": None,
    "fixed_growth_10pct": "fixed_growth",
    "real_growth_plus_cpi": "real_growth_plus_cpi",
    "fixed_8_8pct_plus_deflator_lagged_two_years": "fixed_plus_cpi_lagged",
    "fixed_amounts": "fixed_amounts",
    "cpi_linked": "cpi_lagged",
    "cpi_lagged_two_years_capped_4pct": "cpi_lagged_capped",
    "one_year_flat": None,
    "prior_year_defence_budget_growth": "defence_budget_growth",
    "cpi_lagged_two_years_capped_5pct": "cpi_lagged_capped",
}


def step_rate(parts_pct: Iterable[float], composition: str = ADDITIVE) -> float:
    """Return the rate of a negotiated one-off step from its parts, in per cent.

    Additive: r = p1 + p2 + ...; compound: r = ((1 + p1/100)(1 + p2/100)... - 1) x 100. The step of 2021 was
    additive: 7.4 for the defence budget and 6.5 for labour made 13.9 [investing-reuters-2021-03-10].
    """
    parts = list(parts_pct)
    if composition == ADDITIVE:
        return math.fsum(parts)
    if composition == COMPOUND:
        return (math.prod(1 + part / 100 for part in parts) - 1) * 100
    raise ValueError(f"'{composition}' is not a composition; there are {ADDITIVE} and {COMPOUND}")


def grown(amount: float, rate_pct: float) -> float:
    """Return amount x (1 + rate / 100), in the unit of the amount."""
    return amount * (1 + rate_pct / 100)
