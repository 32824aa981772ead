"""Series by basis: the right flow in the right direction, printed shares reproduced, holes left open, bases apart."""

from __future__ import annotations

import math

import pytest

from alliance.models.trade_links import series


def row(basis, reporter, partner, flow, year, value, scope="goods", reading="first"):
    return {"basis": basis, "reporter": reporter, "partner": partner, "scope": scope, "flow": flow, "year": year, "reading": reading, "value_usd_mn": value}


MADE_UP = [
    row("customs_kr", "KOR", "USA", "export", 2000, 30_000),
    row("customs_kr", "KOR", "USA", "import", 2000, 20_000),
    row("customs_kr", "KOR", "USA", "export", 2000, 99_000, reading="second"),
    row("customs_kr", "KOR", "USA", "export", 2001, 31_000),
    row("customs_kr", "KOR", "USA", "deficit", 2002, 4_000),
    row("census_us", "USA", "KOR", "import", 2000, 33_000),
    row("census_us", "USA", "KOR", "export", 2000, 18_000),
    row("census_us", "USA", "KOR", "deficit", 2002, 1_000),
]


def test_both_ways_by_hand():
    """Catch a flow read in the wrong direction, a second reading, or a year with one direction alone."""
    assert series.both_ways(MADE_UP, "customs_kr") == {2000: (30.0, 20.0)}
    assert series.both_ways(MADE_UP, "census_us") == {2000: (33.0, 18.0)}


def test_surplus_by_hand():
    """Catch a printed deficit taken for a surplus: Korea's deficit is Korea's, the Census deficit is Korea's surplus."""
    assert series.surplus_of_korea(MADE_UP, "customs_kr") == {2000: 10.0, 2002: -4.0}
    assert series.surplus_of_korea(MADE_UP, "census_us") == {2000: 15.0, 2002: 1.0}
    assert [(line["year"], line["gap_usd_bn"]) for line in series.mirror(MADE_UP)] == [(2000, 5.0), (2002, 5.0)]


def test_a_year_outside_the_table(trade_data):
    """Catch a missing year that becomes nothing, or that another basis fills."""
    rows = trade_data["bilateral_trade"]
    with pytest.raises(ValueError, match=r"customs_kr has no trade in both directions for 1998; its years are 1992, 1993"):
        series.trade_in(rows, basis="customs_kr", year=1998)
    with pytest.raises(ValueError, match="'customs' is not a basis"):
        series.trade_in(rows, basis="customs", year=2020)


def test_one_value_is_one(trade_data):
    """Catch a figure taken from among several without saying so."""
    with pytest.raises(ValueError, match="values of value_usd_mn for basis census_us; one is needed"):
        series.one(trade_data["bilateral_trade"], "value_usd_mn", basis="census_us")


@pytest.mark.parametrize(("year", "printed"), [(2018, 26.8), (2019, 25.1), (2020, 25.9), (2021, 25.3), (2022, 22.8), (2010, 25.1)])
def test_printed_shares_are_reproduced(trade_data, year, printed):
    """Catch a share over the wrong total: China's share of Korea's exports as newspapers printed it from customs figures."""
    found = series.partner_share(trade_data["bilateral_trade"], trade_data["trade_totals"], basis="customs_kr", partner="CHN", flow="export")
    assert found[year] == pytest.approx(printed, abs=0.15)


def test_printed_deficits_are_reproduced(trade_data):
    """Catch a balance of two flows that are not of one table: the Census prints its deficits of 2024 and 2025."""
    printed = series.picked(trade_data["bilateral_trade"], "value_usd_mn", basis="census_us", reporter="USA", partner="KOR", flow="deficit")
    reckoned = {year: to_us - to_korea for year, (to_us, to_korea) in series.both_ways(trade_data["bilateral_trade"], "census_us").items()}
    assert len(printed) >= 3
    assert all(reckoned[year] == pytest.approx(value / 1000, abs=0.3) for year, value in printed.items())


def test_shares_sum_to_one_with_the_rest(trade_data):
    """Catch partners' shares that leave less than nothing to everybody else."""
    by_year: dict[tuple, list[float]] = {}
    for line in series.shares(trade_data, first_year=1990):
        by_year.setdefault((line["flow"], line["year"]), []).append(line["share_pct"])
    assert all(0 < math.fsum(shares) < 100 and len(shares) <= 3 for shares in by_year.values())


def test_holes_stay_open(trade_data):
    """Catch a line across a year that is not known, and two values for one partner and year."""
    rows = series.shares(trade_data, first_year=1990)
    keys = [(line["flow"], line["partner"], line["year"]) for line in rows]
    assert len(keys) == len(set(keys))
    runs: dict[str, list[int]] = {}
    for line in rows:
        runs.setdefault(line["run"], []).append(line["year"])
    assert all(years == list(range(years[0], years[-1] + 1)) for years in runs.values())
    assert not [line for line in rows if (line["flow"], line["partner"]) == ("export", "JPN") and line["year"] in (2015, 2016, 2017, 2024, 2025)]


def test_bases_are_not_joined(trade_data):
    """Catch a Correlates of War year among exports, or a run of two makers."""
    rows = series.shares(trade_data, first_year=1990)
    assert {line["basis"] for line in rows if line["flow"] == "export"} == {"customs_kr", "printed"}
    assert all(f" {line['basis']} " in line["run"] for line in rows)
    assert all(line["year"] <= 2014 for line in rows if line["basis"] == "cow_importer")
