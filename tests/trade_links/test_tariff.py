"""What a duty costs: worked by hand, never cheaper when higher at given volumes, and turned round by the break-even rate."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alliance.models.trade_links import tariff

SHARE, RATE = st.floats(0, 1), st.floats(0, 200)


def terms(base=100.0, coverage=1.0, pass_through=0.5, elasticity=1.0, net=0.5):
    return tariff.Terms(base_usd_bn=base, coverage_share=coverage, pass_through_share=pass_through, price_elasticity=elasticity, lost_exports_net_share=net)


def test_worked_by_hand():
    """Catch a wrong equation: 100 billion, 50 per cent, half borne by buyers, elasticity one.

    The U.S. price is 1.25, the Korean one 1.25 / 1.5 = 5/6, the volume 0.8; sold 80, lost 20, price cut 80 / 6, duty 80 x 0.5 x 5/6.
    """
    found = tariff.effects(terms(), 50)
    assert found["volume"] == pytest.approx(0.8) and found["lost_exports"] == pytest.approx(20)
    assert found["korea_absorbs"] == pytest.approx(80 / 6) and found["us_bears"] == pytest.approx(20)
    assert found["duty"] == pytest.approx(80 * 0.5 * 5 / 6)
    assert found["korea_cost"] == pytest.approx(80 / 6 + 10)


@given(st.floats(0, 1000), SHARE, SHARE, st.floats(0, 10), SHARE)
def test_no_duty_costs_nothing(base, coverage, pass_through, elasticity, net):
    """Catch a cost of a duty of nothing."""
    assert tariff.cost(terms(base, coverage, pass_through, elasticity, net), 0) == 0


@given(RATE, RATE, SHARE, SHARE, SHARE)
def test_a_higher_duty_never_costs_less_at_given_volumes(first, second, coverage, pass_through, net):
    """Catch a cost that falls with the rate where volumes do not move."""
    low, high = sorted((first, second))
    met = terms(100, coverage, pass_through, 0, net)
    assert tariff.cost(met, high) >= tariff.cost(met, low) - 1e-9


@given(RATE, SHARE, SHARE, st.floats(0, 10), SHARE)
def test_both_sides_bear_the_whole_duty(rate, coverage, pass_through, elasticity, net):
    """Catch a duty of which a part is borne by nobody, or twice."""
    found = tariff.effects(terms(100, coverage, pass_through, elasticity, net), rate)
    assert found["us_bears"] + found["korea_absorbs"] == pytest.approx(found["duty"], abs=1e-9)
    assert 0 <= found["volume"] <= 1 and 0 <= found["korea_cost"] <= 100 + 1e-9


def test_who_bears_it():
    """Catch pass-through turned round: at one Korean sellers cut nothing, at none U.S. buyers pay nothing and volumes stay."""
    assert tariff.effects(terms(pass_through=1.0), 25)["korea_absorbs"] == pytest.approx(0)
    none = tariff.effects(terms(pass_through=0.0), 25)
    assert none["us_bears"] == 0 and none["volume"] == 1 and none["korea_absorbs"] == pytest.approx(20)


def test_published_average_rate():
    """Catch coverage that is not a fraction of exports: UBS reckoned a weighted rate of 22.3 for 25 per cent with 11 per cent exempt."""
    found = tariff.effects(terms(coverage=0.89, pass_through=1.0, elasticity=0.0), 25)
    assert found["duty"] == pytest.approx(22.3, abs=0.1)


def test_published_fall_of_exports():
    """Catch an elasticity of something else than the U.S. price: IBK forecast 12.8 per cent fewer exports at 25 per cent."""
    found = tariff.effects(terms(pass_through=0.8, elasticity=0.7), 25)
    assert found["lost_exports"] == pytest.approx(12.8, abs=1.5)


@given(st.floats(0.1, 60), SHARE, st.floats(0, 3))
def test_break_even_costs_the_sum(total, pass_through, elasticity):
    """Catch a break-even rate at which the duty costs something else, or which is not the lowest."""
    met = terms(100, 1.0, pass_through, elasticity, 0.5)
    rate = tariff.break_even_rate(met, total, highest_pct=200)
    assume(rate is not None)
    assert tariff.cost(met, rate) == pytest.approx(total, abs=1e-6)
    assert tariff.cost(met, rate * 0.99) <= total


def test_no_break_even():
    """Catch a rate for a sum that costs nothing, or that no duty reaches."""
    assert tariff.break_even_rate(terms(), 0, highest_pct=200) is None
    assert tariff.break_even_rate(terms(), -3, highest_pct=200) is None
    assert tariff.break_even_rate(terms(), 1000, highest_pct=200) is None


@pytest.mark.parametrize(("base", "rate"), [(100.0, -1), (-5.0, 10)])
def test_refused(base, rate):
    """Catch a negative duty or trade that is reckoned with."""
    with pytest.raises(ValueError, match="are not negative"):
        tariff.effects(terms(base), rate)
