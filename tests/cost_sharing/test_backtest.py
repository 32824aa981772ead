"""The rules put to the record: which years are tested, and whether they fit."""

from __future__ import annotations

import copy

import pytest

from alliance.models import cost_sharing as model
from alliance.models.cost_sharing.backtest import backtest

WON_YEARS = {2006, 2008, *range(2010, 2014), *range(2015, 2019), 2020, 2021, 2022, 2025}


@pytest.fixture(scope="module")
def rows(defaults, data, series):
    return {row["year"]: row for row in model.rules_backtested(defaults, data, series)}


def test_every_year_is_there_once(rows):
    """Catch a year that drops out of the test unseen."""
    assert list(rows) == list(range(1992, 2028))


@pytest.mark.parametrize(
    ("kind", "years"),
    [
        ("tested", WON_YEARS | {1997, 1998}),
        ("derived from the rule", {2023, 2024, 2026, 2027}),
        ("not testable", {2000, 2001}),
        ("substitute index", {2003, 2004}),
        ("negotiated", {*range(1992, 1997), 1999, 2002, 2005, 2007, 2009, 2014, 2019}),
    ],
)
def test_standing_of_each_year(rows, kind, years):
    """Catch a computed amount that is counted as evidence for the rule that made it."""
    assert {year for year, row in rows.items() if row["kind"] == kind} == years


@pytest.mark.parametrize("year", sorted(WON_YEARS))
def test_won_years_fit_within_a_tenth_of_a_per_cent(rows, year):
    """Catch a rule, index or amount that no longer gives what was agreed."""
    row = rows[year]
    assert row["currency"] == "krw" and row["consistent"] is True
    assert abs(row["gap_pct"]) <= 0.1
    assert row["gap_pct"] == pytest.approx((row["expected"] / row["agreed"] - 1) * 100)


@pytest.mark.parametrize("year", [1997, 1998])
def test_dollar_years_fit_the_cut_decimals(rows, year):
    """Catch a dollar year that is called a fit or a miss against the wrong margin."""
    row, before = rows[year], rows[year - 1]["agreed"]
    assert row["currency"] == "usd" and row["consistent"] is True and row["rate_pct"] == 10
    assert before * 1.1 < row["agreed"] + 10 and (before + 10) * 1.1 > row["agreed"]


@pytest.mark.parametrize("year", [2000, 2001, 1992, 2019])
def test_untested_years_state_no_gap(rows, year):
    """Catch a gap stated for a year that no rule set."""
    assert all(rows[year][key] is None for key in ("rate_pct", "expected", "gap_pct", "consistent"))


@pytest.mark.parametrize("year", [*sorted(WON_YEARS), 1997, 1998])
@pytest.mark.parametrize("factor", [1.01, 0.99])
def test_a_disturbed_amount_is_found(defaults, data, series, year, factor):
    """Catch a test that would pass whatever had been agreed."""
    disturbed = copy.deepcopy(data)
    for row in disturbed["sma_contributions"]:
        if row["year"] == year and row["basis"] == "official":
            for key in ("amount_krw_bn", "amount_usd_m"):
                row[key] = row[key] and row[key] * (factor if year > 2004 else factor**10)
    found = {row["year"]: row for row in model.rules_backtested(defaults, disturbed, series)}
    assert found[year]["consistent"] is False


def test_steps_are_read_from_the_parameters(defaults, data, series):
    """Catch step parts or their composition that the back-test does not read."""
    for changed in ({"step_2021_labour_pct": 7.5}, {"step_composition": "compound"}):
        rows = {row["year"]: row for row in model.rules_backtested({**defaults, **changed}, data, series)}
        assert rows[2021]["consistent"] is False and rows[2021]["rule"] == "step"


@pytest.mark.parametrize(("agreed", "fits"), [(105.0, False), (100.2, False), (100.11, False), (100.09, True), (100.0, True), (99.91, True), (99.89, False)])
def test_by_hand(inputs, agreed, fits):
    """Catch a gap with the wrong sign, base or margin: 100 under a freeze, and 105 agreed, is 100 / 105 - 1."""
    amounts = [{"year": year, "sma_no": 1, "amount_usd_m": None, "amount_krw_bn": amount, "status": "observed"} for year, amount in ((2030, 100.0), (2031, agreed))]
    agreements = [{"sma_no": 1, "first_year": 2030, "rule": "fixed_amounts", "cap_pct": None, "index_lag_years": None, "first_year_change_pct": None}]
    (row,) = backtest(amounts, agreements, inputs=inputs, steps_pct={}, residual_steps=(), composition="additive", freezes=())
    assert (row["expected"], row["agreed"], row["consistent"]) == (100, agreed, fits)
    assert row["gap_pct"] == pytest.approx((100 / agreed - 1) * 100)


def test_published_amount_of_2022(rows):
    """Catch a rule of the eleventh agreement that no longer gives 1183.3 x 1.054 = 1247.2 [investing-reuters-2021-03-10, kuki-2021-03]."""
    assert rows[2022]["rate_pct"] == pytest.approx(5.4)
    assert round(rows[2022]["expected"], 1) == round(1183.3 * 1.054, 1) == rows[2022]["agreed"] == 1247.2
