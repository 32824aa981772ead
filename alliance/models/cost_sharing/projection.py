"""The contribution carried forward under a rule, another rule from another year on, and what a cap is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from alliance.models.cost_sharing.rules import RULES, RuleInputs, grown

#: Not a rule of any agreement: even growth that meets a stated amount in a stated year, then the same amount again.
TARGET = "target"


def project(
    *, base_year: int, base_krw_bn: float, horizon_year: int, rule: str, inputs: RuleInputs, target_krw_bn: float | None = None, target_year: int | None = None
) -> list[dict[str, Any]]:
    """Return the contribution from the base year to the horizon: rows of year, rate_pct and amount_krw_bn (current won).

    A(t) = A(t-1) x (1 + r(t) / 100), r(t) from the rule. Under `target` r is the even rate that takes the base to
    `target_krw_bn` in `target_year`, and 0 after it. Raises ValueError for an unknown rule, an end before the start,
    and a target without amount or without a later year.
    """
    if horizon_year < base_year:
        raise ValueError(f"the horizon {horizon_year} comes before the base year {base_year}")
    rates = _rates(rule, inputs, base_year, base_krw_bn, target_krw_bn, target_year)
    rows = [{"year": base_year, "rate_pct": None, "amount_krw_bn": base_krw_bn}]
    for year in range(base_year + 1, horizon_year + 1):
        rate = rates(year)
        rows.append({"year": year, "rate_pct": rate, "amount_krw_bn": grown(rows[-1]["amount_krw_bn"], rate)})
    return rows


def _rates(rule, inputs, base_year, base_krw_bn, target_krw_bn, target_year):
    if rule == TARGET:
        if target_krw_bn is None or target_year is None or target_year <= base_year:
            raise ValueError("a target needs an amount and a year after the base year")
        even = growth_needed(base_krw_bn, target_krw_bn, target_year - base_year)
        return lambda year: even if year <= target_year else 0.0
    if rule not in RULES:
        raise ValueError(f"'{rule}' is not a rule; there are {', '.join([*RULES, TARGET])}")
    return lambda year: RULES[rule](year, inputs)


def growth_needed(base: float, target: float, years: int) -> float:
    """Return the even yearly growth that takes base to target: ((target / base) ^ (1 / years) - 1) x 100, in per cent."""
    return ((target / base) ** (1 / years) - 1) * 100


def cap_worth(*, base_year: int, base_krw_bn: float, horizon_year: int, inputs: RuleInputs) -> float:
    """Return what a cap saves the payer from the base year to the horizon, in KRW billion (current won).

    The sum over the years of the amount under `cpi_lagged` less the amount under `cpi_lagged_capped`.
    """
    free, capped = (
        project(base_year=base_year, base_krw_bn=base_krw_bn, horizon_year=horizon_year, rule=rule, inputs=inputs)
        for rule in ("cpi_lagged", "cpi_lagged_capped")
    )
    return math.fsum(a["amount_krw_bn"] - b["amount_krw_bn"] for a, b in zip(free, capped, strict=True))


def crossing_year(path: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the first year in which `other` is above `path`, None where it never is."""
    amounts = {row["year"]: row["amount_krw_bn"] for row in path}
    above = [row["year"] for row in other if row["year"] in amounts and row["amount_krw_bn"] > amounts[row["year"]]]
    return min(above, default=None)

