"""Bad input for this chapter's parameters: refused by name, before anything runs, with the rule and the nearest right value."""

from __future__ import annotations

import pytest

from alliance.models.trade_links import series
from alliance.parameters import resolve

FILE = "(data/parameters/trade_links.yml)"


def test_a_share_above_one(refusals):
    """Catch a cut above the whole, and all wrong values at once."""
    assert refusals(["cut_share=1.2"]) == [f"--set: cut_share = 1.2 fraction is outside [0, 1] {FILE}"]
    assert len(refusals(["cut_share=1.2", "pass_through_share=-1", "tariff_rate_pct=-5", "lost_exports_net_share=2"])) == 4


def test_unknown_partner_and_basis(refusals):
    """Catch a choice that there is not, without the nearest."""
    lines = "\n".join(refusals(["cut_partner=CHI", "trade_basis=census"]))
    assert "cut_partner = 'CHI' is not a choice; did you mean 'CHN'?" in lines
    assert "did you mean 'census_us'?" in lines


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (["trade_basis=customs_kr", "trade_year=2010"], "trade_year = 2010 must be one of 1992, 1993, 1996, 2004 to 2009, 2011 to 2025 where trade_basis is customs_kr: both directions are known on this basis; the nearest is 2011"),
        (["trade_basis=cow_importer"], "trade_year = 2024 must be one of 1990 to 2014 where trade_basis is cow_importer"),
        (["trade_basis=bop_us", "trade_year=2018"], "must be one of 2011, 2012, 2016, 2017, 2019 to 2021"),
        (["cut_partner=JPN", "exposure_year=2024"], "the nearest is 2023"),
        (["exposure_year=2010"], "exposure_year = 2010 must be one of 2023 to 2025 where exposure_gdp_basis is bok_2020_base"),
    ],
)
def test_a_year_outside_the_table(refusals, settings, expected):
    """Catch a year that a basis lacks and that is only found out when a notebook runs."""
    assert any(expected in line for line in refusals(settings))


def test_years_outside_every_table(refusals):
    """Catch a year that no basis has."""
    assert refusals(["trade_year=2030"]) == [f"--set: trade_year = 2030 year is outside [1985, 2025] {FILE}"]


def test_a_year_that_another_basis_has_is_taken(declarations):
    """Catch a rule that binds where its basis is not chosen."""
    assert resolve(declarations, settings=["trade_year=1985"])["trade_year"] == 1985
    assert resolve(declarations, settings=["exposure_year=2010", "exposure_gdp_basis=weo_2019"])["exposure_year"] == 2010


def listed(declarations, name: str, condition: dict[str, str]) -> list[int]:
    """Return the years that the rule of a name lists under a condition."""
    return next(sorted(map(int, rule["among"][name])) for rule in declarations.rules if name in rule.get("among", {}) and rule["when"] == condition)


def test_years_of_the_rules_are_those_of_the_tables(declarations, trade_data):
    """Catch a list of years that a table has outgrown."""
    for basis in ("customs_kr", "cow_importer", "bop_us"):
        assert listed(declarations, "trade_year", {"trade_basis": basis}) == sorted(series.both_ways(trade_data["bilateral_trade"], basis))
    assert sorted(series.both_ways(trade_data["bilateral_trade"], "census_us")) == list(range(1985, 2026))
    for partner in series.PARTNERS:
        share = series.partner_share(trade_data["bilateral_trade"], trade_data["trade_totals"], basis="customs_kr", partner=partner, flow="export")
        assert listed(declarations, "exposure_year", {"cut_partner": partner}) == sorted(share)
    for basis in ("bok_2020_base", "world_bank_old_base", "weo_2019"):
        known = {row["year"] for row in trade_data["gdp"] if row["basis"] == basis and (row["gdp_usd_bn"] or row["gdp_krw_trn"])}
        assert listed(declarations, "exposure_year", {"exposure_gdp_basis": basis}) == sorted(known)
