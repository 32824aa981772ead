"""The record as series: which source stands where, and nothing carried over from one base to another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models import cost_sharing as model
from alliance.models.cost_sharing import history

ROWS = [
    {"year": 2001, "basis": "official", "sma_no": 4, "amount_usd_m": 440.0, "amount_krw_bn": None, "status": "observed"},
    {"year": 2000, "basis": "official", "sma_no": 4, "amount_usd_m": 390.0, "amount_krw_bn": None, "status": "observed"},
    {"year": 2001, "basis": "refined", "sma_no": 4, "amount_usd_m": 444.0, "amount_krw_bn": None, "status": "estimated"},
    {"year": 2001, "basis": "second", "sma_no": 4, "amount_usd_m": 1.0, "amount_krw_bn": None, "status": "observed"},
]


@pytest.mark.parametrize(("basis", "amounts"), [("official", [390, 440]), ("refined", [390, 444])])
def test_basis_of_the_dollar_years(basis, amounts):
    """Catch a second source that slips into the series, or a year that the choice loses."""
    series = history.contributions(ROWS, dollar_years_basis=basis)
    assert [row["year"] for row in series] == [2000, 2001]
    assert [row["amount_usd_m"] for row in series] == amounts


def test_by_year_leaves_out_what_is_unknown():
    """Catch an unknown value that becomes zero, and a filter that lets other rows through."""
    assert history.by_year(ROWS, "amount_krw_bn") == {}
    assert history.by_year(ROWS, "amount_usd_m", basis="official") == {2000: 390, 2001: 440}


@pytest.mark.parametrize("basis", ["official", "refined"])
def test_one_amount_a_year_in_one_currency(data, basis):
    """Catch a year with no amount, two amounts, or the wrong currency: dollars to 2004, won from 2005."""
    series = history.contributions(data["sma_contributions"], dollar_years_basis=basis)
    assert [row["year"] for row in series] == list(range(1991, 2028))
    for row in series:
        assert (row["amount_usd_m"] is None) == (row["year"] >= 2005) != (row["amount_krw_bn"] is None)
    assert sorted({row["sma_no"] for row in series}) == list(range(1, 13))


def test_budget_growth_as_published_else_computed():
    """Catch a computed growth in the place of a published one, or a year without either."""
    rows = [{"year": year, "basis": "official", "budget_krw_bn": budget, "growth_pct": growth} for year, budget, growth in ((2000, 100.0, None), (2001, 110.0, 9.9), (2002, 121.0, None))]
    assert history.defence_budget(rows) == ({2000: 100, 2001: 110, 2002: 121}, pytest.approx({2001: 9.9, 2002: 10}))


def test_budget_growth_of_the_table_is_that_of_its_amounts(data):
    """Catch a growth or a budget of the table that the other does not bear out within its printed decimal [mnd-budget-trend]."""
    amount, growth = history.defence_budget(data["rok_defence_budget"])
    assert set(growth) >= set(range(1991, 2027))
    assert all(growth[year] == pytest.approx((amount[year] / amount[year - 1] - 1) * 100, abs=0.06) for year in growth if year - 1 in amount)


def test_inflation_of_the_table_is_that_of_its_index(data):
    """Catch an inflation rate or an index value of the table that the other does not bear out [world-bank-cpi]."""
    change, index = history.consumer_prices(data["consumer_prices"])
    assert all(change[year] == pytest.approx((index[year] / index[year - 1] - 1) * 100, abs=0.06) for year in change if year - 1 in index)


def test_rates_are_means_of_whole_years(data):
    """Catch a half year or a press figure that is taken for the mean of a year."""
    rates = history.mean_rates(data["exchange_rates"])
    assert list(rates) == list(range(1990, 2026)) and round(rates[2025], 1) == 1421.4


def test_gdp_by_hand():
    """Catch trillion taken for billion, and a share taken for a fraction: a budget of 50 at 2.5 % is a GDP of 2,000."""
    gdp = [{"country": "KOR", "year": 2020, "basis": "weo_2019", "gdp_krw_trn": 2.0}, {"country": "JPN", "year": 2021, "basis": "weo_2019", "gdp_krw_trn": 9.0}]
    budget = [{"year": 2020, "basis": "official", "budget_krw_bn": 50.0, "gdp_share_pct": 2.5}]
    assert history.gross_domestic_product(gdp, budget, basis="weo_2019") == {2020: 2000}
    assert history.gross_domestic_product(gdp, budget, basis="mnd_shares") == pytest.approx({2020: 2000})


def test_published_gdp_of_2018(data):
    """Catch a GDP in the wrong unit or year: the IMF's history of April 2019 has the 1782.3 trillion of 2018 [newspim-2019-03-05]."""
    level = history.gross_domestic_product(data["gdp"], data["rok_defence_budget"], basis="weo_2019")[2018]
    printed = next(row["gdp_krw_trn"] for row in data["gdp"] if row["basis"] == "bok_old_base" and row["year"] == 2018)
    assert level == pytest.approx(printed * 1000, rel=1e-3) == pytest.approx(1_782_300, rel=1e-3)


def test_bases_are_not_spliced(defaults, data, series):
    """Catch a share of GDP whose base changes on the way unseen."""
    rows = model.gdp_shares(model.contribution_series(defaults, series), defaults, data, series)
    years = {basis: {row["year"] for row in rows if row["basis"] == basis} for basis in ("mnd_shares", "bok_2020_base")}
    assert len(rows) == sum(map(len, years.values()))
    assert min(years["mnd_shares"]) == 1991 and min(years["bok_2020_base"]) == 2023


@given(st.floats(1, 1e6), st.floats(-20, 20), st.integers(1, 20))
def test_extended(level, growth, years):
    """Catch a level carried on by a wrong number of years, or known values that change."""
    levels = history.extended({2024: 1.0, 2025: level}, repr(growth), 2025 + years)
    assert list(levels) == list(range(2024, 2026 + years)) and levels[2025] == level
    assert levels[2025 + years] == pytest.approx(level * (1 + growth / 100) ** years)


def test_known_before_path():
    """Catch a path that overrules what is known, or fills a gap in it."""
    value = history.known_or_path({2023: 3.6, 2025: 2.1}, "2025=9 2026=2 2027=1")
    assert [value(year) for year in (2023, 2025, 2026, 2027)] == [3.6, 2.1, 2, 1]
    for year, message in ((2024, "no value is known for 2024"), (2028, "the path names 2025 to 2027, not 2028")):
        with pytest.raises(ValueError, match=message):
            value(year)
