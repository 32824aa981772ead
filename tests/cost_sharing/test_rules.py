"""The adjustment rules, by hand in round numbers and for every input."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.cost_sharing.rules import (
    AGREEMENT_RULES,
    RULES,
    RuleInputs,
    grown,
    one_decimal,
    step_rate,
)

GIVEN = RuleInputs(
    cpi_pct=lambda year: {2024: 7.0, 2025: 3.0}[year],
    budget_growth_pct=lambda year: {2025: 6.0}[year],
    real_growth_pct=lambda year: {2025: 2.0}[year],
    cap_pct=5.0,
    lag_years=2,
    fixed_growth_pct=10.0,
    fixed_addition_pct=8.8,
)
PCT = st.floats(-20, 60)


def flat(cpi: float, **changes) -> RuleInputs:
    return dataclasses.replace(GIVEN, cpi_pct=lambda year: cpi, **changes)


@pytest.mark.parametrize(
    ("rule", "rate"),
    [
        ("fixed_amounts", 0),
        ("fixed_growth", 10),
        ("cpi_lagged", 7),
        ("cpi_lagged_capped", 5),
        ("fixed_plus_cpi_lagged", 8.8 + 7),
        ("real_growth_plus_cpi", 2 + 3),
        ("defence_budget_growth", 6),
    ],
)
def test_by_hand(rule, rate):
    """Catch a rule that reads the wrong index, year or lag, or a sum that is a product."""
    assert RULES[rule](2026, GIVEN) == pytest.approx(rate)


@pytest.mark.parametrize(
    ("amount", "rate", "expected"), [(100, 10, 110), (100, RULES["cpi_lagged_capped"](2026, GIVEN), 105), (100, 0, 100), (100, -50, 50), (200, 100, 400)]
)
def test_amounts_by_hand(amount, rate, expected):
    """Catch a rate applied as a fraction, or a cap that does not bind: 100 grown by 10 % is 110, capped at 5 % it is 105."""
    assert grown(amount, rate) == pytest.approx(expected)


@pytest.mark.parametrize(("lag", "rate"), [(1, 3), (2, 7)])
def test_lag_counts_back(lag, rate):
    """Catch a lag that runs forward or is off by one."""
    assert RULES["cpi_lagged"](2026, dataclasses.replace(GIVEN, lag_years=lag)) == rate


@pytest.mark.parametrize(("pct", "expected"), [(2.25, 2.3), (2.249, 2.2), (0.05, 0.1), (-0.05, 0.0), (-0.06, -0.1), (5.0895, 5.1), (1.25, 1.3), (3.0, 3.0)])
def test_one_decimal(pct, expected):
    """Catch halves that go to the even digit, which would move every amount that follows."""
    assert one_decimal(pct) == pytest.approx(expected)


@given(PCT)
def test_one_decimal_is_near_and_stable(pct):
    """Catch a rounding that moves a rate by more than half a tenth, or moves it again."""
    rounded = one_decimal(pct)
    assert abs(rounded - pct) <= 0.05 + 1e-9
    assert one_decimal(rounded) == rounded == pytest.approx(round(rounded, 1))


def test_steps_by_hand():
    """Catch a step that is compounded where it was added: 7.4 and 6.5 make 13.9, compounded 14.381."""
    assert step_rate([7.4, 6.5], "additive") == pytest.approx(7.4 + 6.5) == pytest.approx(13.9)
    assert step_rate([7.4, 6.5], "compound") == pytest.approx((1.074 * 1.065 - 1) * 100) == pytest.approx(14.381)
    assert step_rate([5], "additive") == pytest.approx(step_rate([5], "compound")) == 5
    with pytest.raises(ValueError, match="'sum' is not a composition; there are additive and compound"):
        step_rate([1], "sum")


@given(st.lists(st.floats(0, 50), max_size=5))
def test_compound_is_never_less_than_the_sum(parts):
    """Catch a compound step below its sum, and one that depends on the order of its parts."""
    assert step_rate(parts, "compound") >= step_rate(parts, "additive") - 1e-9
    assert step_rate(parts, "compound") == pytest.approx(step_rate(parts[::-1], "compound"))


@given(PCT, st.floats(0, 30), st.floats(0, 30))
def test_a_higher_cap_never_pays_less(cpi, cap, other):
    """Catch a cap that works as a floor."""
    low, high = (RULES["cpi_lagged_capped"](2026, flat(cpi, cap_pct=value)) for value in sorted((cap, other)))
    assert low <= high <= RULES["cpi_lagged"](2026, flat(cpi))


@pytest.mark.parametrize("rule", ["cpi_lagged", "cpi_lagged_capped", "fixed_plus_cpi_lagged", "real_growth_plus_cpi"])
@given(cpi=PCT, other=PCT)
def test_higher_inflation_never_pays_less(rule, cpi, other):
    """Catch a sign that makes the payment fall as prices rise."""
    low, high = (RULES[rule](2026, flat(value)) for value in sorted((cpi, other)))
    assert low <= high


def test_published_amount_of_2012(inputs, data):
    """Catch a rule of the eighth agreement that no longer gives 812.5 x 1.029 = 836.1 [mnd-dwp-2018-en-p181, spark946-sma8-en]."""
    rate = RULES["cpi_lagged_capped"](2012, dataclasses.replace(inputs, cap_pct=4, lag_years=2))
    assert rate == pytest.approx(2.9)
    agreed = {row["year"]: row["amount_krw_bn"] for row in data["sma_contributions"] if row["basis"] == "official"}
    assert round(grown(agreed[2011], rate), 1) == round(812.5 * 1.029, 1) == agreed[2012] == 836.1


def test_every_rule_of_the_table_is_code(data):
    """Catch an agreement whose rule has no function, and a function that no agreement uses."""
    assert {row["rule"] for row in data["sma_agreements"]} == set(AGREEMENT_RULES)
    assert {name for name in AGREEMENT_RULES.values() if name} == set(RULES)


def test_every_rule_can_be_chosen(declarations):
    """Catch a rule that is coded and cannot be chosen, or can be chosen and is not coded."""
    for name in ("projection_rule", "alternative_rule"):
        assert set(declarations[name].choices) == {*RULES, "target"}
