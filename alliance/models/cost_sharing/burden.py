"""What a contribution or a demand weighs: against budget, GDP and troops, and what total cost it implies.

Shares of cost are stated by different people for different costs; each definition keeps its name and none is chained.
"""

from __future__ import annotations

from collections.abc import Mapping


def share_pct(part: float, whole: float) -> float:
    """Return part / whole x 100, in per cent; both in the same unit. Raises ValueError for a whole that is not above zero."""
    if not whole > 0:
        raise ValueError(f"a share needs a whole above zero, not {whole}")
    return part / whole * 100


def implied_cost(payment: float, share_of_cost_pct: float) -> float:
    """Return the total cost of which the payment is the stated share: payment / (share / 100), in the payment's unit."""
    if not 0 < share_of_cost_pct <= 100:
        raise ValueError(f"a share of cost lies above 0 and up to 100 per cent, not at {share_of_cost_pct}")
    return payment / share_of_cost_pct * 100


def demand_measures(
    *, demand_usd_bn: float, payment_usd_bn: float, krw_per_usd: float, budget_krw_bn: float, gdp_krw_bn: float, troops: float
) -> dict[str, float]:
    """Return what a yearly demand means: multiple (times the payment), increase_pct (always 100 points below the multiple
    in per cent), gdp_share_pct, budget_share_pct, per_member_usd (USD a service member).
    """
    demand_krw_bn = demand_usd_bn * krw_per_usd
    return {
        "multiple": demand_usd_bn / payment_usd_bn,
        "increase_pct": (demand_usd_bn / payment_usd_bn - 1) * 100,
        "gdp_share_pct": share_pct(demand_krw_bn, gdp_krw_bn),
        "budget_share_pct": share_pct(demand_krw_bn, budget_krw_bn),
        "per_member_usd": demand_usd_bn * 1e9 / troops,
    }


def budget_path(
    known_krw_bn: Mapping[int, float], *, gdp_krw_bn: Mapping[int, float], target_share_pct: float, target_year: int, horizon_year: int
) -> dict[int, float]:
    """Return a defence budget in KRW billion whose share of GDP rises evenly from its last known year to a target.

    share(t) = share(t0) + (target - share(t0)) x (t - t0) / (target_year - t0), constant after; budget = share x GDP.
    Raises ValueError for a target year not after the last known budget.
    """
    last = max(known_krw_bn)
    if target_year <= last:
        raise ValueError(f"the target year {target_year} must come after the last known budget, {last}")
    start = share_pct(known_krw_bn[last], gdp_krw_bn[last])
    budgets = dict(known_krw_bn)
    for year in range(last + 1, horizon_year + 1):
        progress = min(1.0, (year - last) / (target_year - last))
        budgets[year] = (start + (target_share_pct - start) * progress) / 100 * gdp_krw_bn[year]
    return budgets
