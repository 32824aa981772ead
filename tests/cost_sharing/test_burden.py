"""What a payment or a demand weighs: by hand, for every input, and against published shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.cost_sharing.burden import (
    budget_path,
    demand_measures,
    implied_cost,
    share_pct,
)

POSITIVE = st.floats(0.01, 1e6)


def test_by_hand():
    """Catch a share given as a fraction, or a cost that is a part of the payment: 10 % of 1,000; one at 50 % is of two."""
    assert share_pct(100, 1000) == 10
    assert implied_cost(1, 50) == 2
    assert implied_cost(1, 100) == 1


def test_demand_by_hand():
    """Catch a fivefold demand told as a rise of 500 %, and a factor of 1,000 in any of the shares."""
    measures = demand_measures(demand_usd_bn=5, payment_usd_bn=1, krw_per_usd=1000, budget_krw_bn=50_000, gdp_krw_bn=2_000_000, troops=25_000)
    assert measures == pytest.approx(
        {
            "multiple": 5 / 1,
            "increase_pct": (5 / 1 - 1) * 100,
            "gdp_share_pct": 5000 / 2_000_000 * 100,
            "budget_share_pct": 5000 / 50_000 * 100,
            "per_member_usd": 5_000_000_000 / 25_000,
        }
    )
    assert (measures["multiple"], measures["increase_pct"], measures["per_member_usd"]) == (5, 400, 200_000)


@given(POSITIVE, POSITIVE)
def test_multiple_and_rise_differ_by_100_points(demand, payment):
    """Catch a rise that is not the multiple less one."""
    measures = demand_measures(demand_usd_bn=demand, payment_usd_bn=payment, krw_per_usd=1400, budget_krw_bn=1, gdp_krw_bn=1, troops=1)
    assert measures["increase_pct"] == pytest.approx(measures["multiple"] * 100 - 100)


@given(POSITIVE, st.floats(1, 100))
def test_the_share_of_the_implied_cost_is_the_share(payment, share):
    """Catch an implied cost of which the payment is another share than stated."""
    cost = implied_cost(payment, share)
    assert cost >= payment * (1 - 1e-12) and share_pct(payment, cost) == pytest.approx(share)


@pytest.mark.parametrize("whole", [0, -1, float("nan")])
def test_refuses_a_whole(whole):
    """Catch a share of nothing."""
    with pytest.raises(ValueError, match="a share needs a whole above zero, not "):
        share_pct(1, whole)


@pytest.mark.parametrize("share", [0, -5, 100.1, float("nan")])
def test_refuses_a_share_of_cost(share):
    """Catch a payment that is more than all of the cost, or none of it."""
    with pytest.raises(ValueError, match="a share of cost lies above 0 and up to 100 per cent, not at "):
        implied_cost(1, share)


def test_budget_path_by_hand():
    """Catch a path that jumps to its target or goes on past it: 2 % to 4 % of 1,000 in two years is 30, then 40."""
    gdp = dict.fromkeys(range(2026, 2031), 1000.0)
    path = budget_path({2025: 19.0, 2026: 20.0}, gdp_krw_bn=gdp, target_share_pct=4, target_year=2028, horizon_year=2030)
    assert path == pytest.approx({2025: 19, 2026: 20, 2027: 30, 2028: 40, 2029: 40, 2030: 40})


@given(st.floats(0.5, 10), st.integers(2027, 2040), st.lists(POSITIVE, min_size=6, max_size=6))
def test_budget_path_reaches_its_target(target, year, gdp):
    """Catch a budget that is not the target share once the target year has come, or outside start and target before it."""
    levels = {2026 + index: value for index, value in enumerate(gdp)}
    path = budget_path({2026: levels[2026] * 0.02}, gdp_krw_bn=levels, target_share_pct=target, target_year=year, horizon_year=2031)
    shares = {key: share_pct(value, levels[key]) for key, value in path.items()}
    assert all(min(2, target) - 1e-9 <= share <= max(2, target) + 1e-9 for share in shares.values())
    assert all(share == pytest.approx(target) for key, share in shares.items() if key >= year)


@pytest.mark.parametrize("year", [2026, 2020])
def test_refuses_a_target_year(year):
    """Catch a target in the past, where the path would run backwards."""
    with pytest.raises(ValueError, match=f"the target year {year} must come after the last known budget, 2026"):
        budget_path({2026: 20.0}, gdp_krw_bn={2026: 1000.0}, target_share_pct=4, target_year=year, horizon_year=2027)


@pytest.mark.parametrize(("share_id", "direct", "obligations"), [("kor-2016-2019-gao", 5.8, 13.4), ("jpn-2016-2019-gao", 12.6, 20.9)])
def test_published_shares(data, share_id, direct, obligations):
    """Catch a share that is not GAO's: 5.8 of 5.8 + 13.4 for Korea, 12.6 of 12.6 + 20.9 for Japan [gao-21-270]."""
    stated = next(row["share_pct"] for row in data["sma_cost_shares"] if row["share_id"] == share_id)
    assert round(share_pct(direct, direct + obligations), 1) == stated
    assert implied_cost(direct, stated) == pytest.approx(direct + obligations, rel=2e-3)
