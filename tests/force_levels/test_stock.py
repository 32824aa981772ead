"""The stock of conscripts: a cohort of a thousand by hand, and what must hold whatever the numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.force_levels.cohorts import Cohorts
from alliance.models.force_levels.stock import (
    Rules,
    force,
    men_serving,
    part_serving,
    serving_years,
)

#: A thousand born in each year, half of them boys, and each of them reaches the age of service.
EVEN = Cohorts(births={year: 1000 for year in range(1980, 2041)}, entry_age=20, male_share=0.5, ratio=1.0)
RULES = Rules(months=18, fit_share=0.8, enlisted_share=0.5, cadre=100, women_called_share=0.0, women_fit_share=0.5)

shares = st.floats(0, 1)
months = st.floats(0, 60)


def test_a_cohort_of_a_thousand_by_hand():
    """Catch a wrong equation: 500 men x 0.8 x 0.5 x 18 / 12 = 300 conscripts; with 100 of the cadre 400; half of the women add 75."""
    assert force(EVEN, RULES, 2030) == {"year": 2030, "cohort": 500, "men": pytest.approx(300), "women": 0, "conscripts": pytest.approx(300), "cadre": 100, "force": pytest.approx(400)}
    with_women = force(EVEN, replace(RULES, women_called_share=0.5), 2030)
    assert with_women["women"] == pytest.approx(0.5 * 0.5 * 0.5 * 500 * 1.5) == pytest.approx(93.75)
    assert with_women["force"] == pytest.approx(493.75)


def test_cohorts_of_different_size_by_hand():
    """Catch months that are laid on this year's cohort alone: 18 months are all of this year's 200 and half of last year's 400."""
    uneven = Cohorts(births={2008: 900, 2009: 400, 2010: 200}, entry_age=20, male_share=1.0, ratio=1.0)
    everyone = replace(RULES, fit_share=1.0, enlisted_share=1.0)
    assert men_serving(uneven, everyone, 2030) == pytest.approx(200 + 200)
    assert men_serving(uneven, replace(everyone, months=6), 2030) == pytest.approx(100)
    assert men_serving(uneven, replace(everyone, months=36), 2030) == pytest.approx(1500)


@pytest.mark.parametrize(("length", "parts"), [(0, []), (6, [0.5]), (12, [1.0]), (18, [1.0, 0.5]), (24, [1.0, 1.0]), (30.0, [1.0, 1.0, 0.5])])
def test_part_serving(length, parts):
    """Catch a cohort that serves too long or not at all."""
    assert [part_serving(length, ago) for ago in range(serving_years(length))] == pytest.approx(parts)


@given(months, months, shares, shares, shares)
def test_more_months_never_mean_fewer_conscripts(first, second, fit, enlisted, women):
    """Catch a stock that falls where service is longer."""
    low, high = sorted((first, second))
    rules = replace(RULES, fit_share=fit, enlisted_share=enlisted, women_called_share=women)
    assert force(EVEN, replace(rules, months=low), 2030)["conscripts"] <= force(EVEN, replace(rules, months=high), 2030)["conscripts"] + 1e-9


@given(months, shares, shares, shares)
def test_equal_cohorts_give_the_plain_equation(length, fit, enlisted, women):
    """Catch a sum over cohorts that is not cohort x shares x months / 12 where all cohorts are of one size."""
    found = force(EVEN, replace(RULES, months=length, fit_share=fit, enlisted_share=enlisted, women_called_share=women), 2030)
    assert found["men"] == pytest.approx(500 * fit * enlisted * length / 12)
    assert found["women"] == pytest.approx(500 * women * 0.5 * enlisted * length / 12)
    assert found["force"] == pytest.approx(found["conscripts"] + 100)


@given(st.lists(st.integers(1, 1000), min_size=6, max_size=6), shares, shares)
def test_more_of_anything_never_means_a_smaller_force(born, fit, more):
    """Catch a lever that works backwards: fitness, and women liable."""
    cohorts = Cohorts(births=dict(zip(range(2005, 2011), born, strict=True)), entry_age=20, male_share=0.5, ratio=1.0)
    low, high = sorted((fit, more))
    assert force(cohorts, replace(RULES, fit_share=low), 2030)["force"] <= force(cohorts, replace(RULES, fit_share=high), 2030)["force"] + 1e-9
    assert force(cohorts, replace(RULES, women_called_share=low), 2030)["force"] <= force(cohorts, replace(RULES, women_called_share=high), 2030)["force"] + 1e-9


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"fit_share": 1.01}, "fit_share = 1.01 must lie between 0 and 1"),
        ({"enlisted_share": -0.1}, "enlisted_share = -0.1 must lie between 0 and 1"),
        ({"women_called_share": 2}, "women_called_share = 2 must lie between 0 and 1"),
        ({"months": -1}, "months = -1 must lie between 0 and 120"),
        ({"cadre": -1}, "cadre = -1 persons is below zero"),
    ],
)
def test_rules_that_cannot_be(changed, rule):
    """Catch a share above one, a service below no time, or a cadre of fewer than nobody."""
    with pytest.raises(ValueError, match=rule):
        force(EVEN, replace(RULES, **changed), 2030)


def test_a_year_whose_cohorts_are_not_known():
    """Catch a stock that leaves out the cohorts it does not know."""
    with pytest.raises(ValueError, match="born in 1979"):
        force(EVEN, RULES, 2000)
