"""The levers turned round: each value found gives the force it was asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.force_levels import levers
from alliance.models.force_levels.cohorts import Cohorts
from alliance.models.force_levels.stock import Rules, force

BORN = [1000, 400, 800, 600, 1200, 900, 500, 700, 1000, 1100, 300, 600]
COHORTS = Cohorts(births=dict(zip(range(1999, 2011), BORN, strict=True)), entry_age=20, male_share=0.5, ratio=1.0)
EVEN = Cohorts(births={year: 1000 for year in range(1980, 2041)}, entry_age=20, male_share=0.5, ratio=1.0)
RULES = Rules(months=18, fit_share=0.8, enlisted_share=0.5, cadre=100, women_called_share=0.0, women_fit_share=0.5)


def test_by_hand():
    """Catch a lever solved for another quantity: 400 are there; 500 take 24 months, 106.7 % fit, 200 of cadre, 53.3 % of women."""
    found = levers.needed(EVEN, RULES, 2030, 500)
    assert found == {"months": pytest.approx(24), "fit_share": pytest.approx(400 / 375), "cadre": pytest.approx(200), "women_called_share": pytest.approx(100 / 187.5)}
    assert levers.possible(found, months_ceiling=24) == {"months": True, "fit_share": False, "cadre": True, "women_called_share": True}
    assert levers.possible(found, months_ceiling=23)["months"] is False


@given(st.floats(100, 2000), st.floats(0.05, 1), st.floats(0, 1))
def test_each_lever_alone_gives_the_force(target, fit, women):
    """Catch a lever whose value does not bring about what it says: months and cadre always, shares where they can be."""
    rules = replace(RULES, fit_share=fit, women_called_share=women)
    found = levers.needed(COHORTS, rules, 2030, target)
    if found["months"] is not None:
        assert force(COHORTS, replace(rules, months=found["months"]), 2030)["force"] == pytest.approx(max(target, rules.cadre))
    conscripts = force(COHORTS, rules, 2030)["conscripts"]
    assert found["cadre"] + conscripts == pytest.approx(max(target, conscripts))
    if 0 < found["fit_share"] <= 1:
        assert force(COHORTS, replace(rules, fit_share=found["fit_share"]), 2030)["force"] == pytest.approx(target)
    if 0 < found["women_called_share"] <= 1:
        assert force(COHORTS, replace(rules, women_called_share=found["women_called_share"]), 2030)["force"] == pytest.approx(target)


@given(st.floats(0, 1500), st.floats(0, 1500))
def test_a_larger_force_never_takes_less(first, second):
    """Catch a lever that falls where more is asked of it."""
    low, high = (levers.needed(COHORTS, RULES, 2030, target) for target in sorted((first, second)))
    for lever, value in low.items():
        if value is not None and high[lever] is not None:
            assert value <= high[lever] + 1e-9
    assert low["months"] is not None or high["months"] is None


def test_a_force_that_is_there_already():
    """Catch a lever below nothing: the cadre alone holds what is asked."""
    assert levers.needed(EVEN, RULES, 2030, 50) == {"months": 0, "fit_share": 0, "cadre": 0, "women_called_share": 0}


def test_what_no_value_can_do():
    """Catch a number where there is none: nobody serves, so neither months nor shares help."""
    nobody = replace(RULES, enlisted_share=0.0)
    assert levers.needed(EVEN, nobody, 2030, 500) == {"months": None, "fit_share": None, "cadre": 500, "women_called_share": None}
    assert not any(can for lever, can in levers.possible(levers.needed(EVEN, nobody, 2030, 500), months_ceiling=60).items() if lever != "cadre")
    assert levers.months_needed(EVEN, RULES, 2030, 1e9) is None


def test_cadre_by_months():
    """Catch a curve that is not the cadre at each length of service: 200 men a year serve, so every month is worth 16.7."""
    rows = levers.cadre_by_months(EVEN, RULES, 2030, 500, longest=36)
    assert [row["months"] for row in rows] == list(range(37))
    assert [rows[month]["cadre"] for month in (0, 12, 24, 36)] == pytest.approx([500, 300, 100, 0])
