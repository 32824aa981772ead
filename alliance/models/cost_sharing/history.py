"""The record since 1991 as series by year, from the rows of the tables.

Dollar years end in 2004, won years begin in 2005. Which source stands where two exist is a declared parameter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alliance.models.yearpath import path_value

Rows = Sequence[Mapping[str, Any]]


def by_year(rows: Rows, column: str, **where: Any) -> dict[int, float]:
    """Return {year: value} of one column over the rows that match `where`, unknown values left out."""
    for key, value in where.items():
        rows = [row for row in rows if row[key] == value]
    return {int(row["year"]): row[column] for row in rows if row[column] is not None}


def contributions(rows: Rows, *, dollar_years_basis: str) -> list[dict[str, Any]]:
    """Return the agreed contribution by year: year, sma_no, amount_usd_m or amount_krw_bn, status.

    `dollar_years_basis` chooses for the dollar years: `official` is the ministry's table, whose decimals are cut;
    `refined` puts the more precise figure in its place where one is known. Won years are the agreed amounts.
    """
    chosen: dict[int, dict[str, Any]] = {}
    for basis in ("official", "refined") if dollar_years_basis == "refined" else ("official",):
        for row in rows:
            if row["basis"] == basis:
                chosen[row["year"]] = {key: row[key] for key in ("year", "sma_no", "amount_usd_m", "amount_krw_bn", "status")}
    return [chosen[year] for year in sorted(chosen)]


def mean_rates(rows: Rows) -> dict[int, float]:
    """Return the mean exchange rate of each complete year, in KRW per USD [frb-h10-exchange-rates]."""
    return by_year(rows, "krw_per_usd", basis="fed_average", status="observed")


def consumer_prices(rows: Rows) -> tuple[dict[int, float], dict[int, float]]:
    """Return Korean inflation in per cent and the price index (2020 = 100) by year."""
    return by_year(rows, "change_pct", country="KOR", basis="annual"), by_year(rows, "index_2020", country="KOR", basis="annual")


def defence_budget(rows: Rows) -> tuple[dict[int, float], dict[int, float]]:
    """Return the defence budget in KRW billion and its growth in per cent by year.

    Growth is as published; where none is, it is computed from the budgets.
    """
    amount = by_year(rows, "budget_krw_bn", basis="official")
    growth = {year: (value / amount[year - 1] - 1) * 100 for year, value in amount.items() if year - 1 in amount}
    return amount, {**growth, **by_year(rows, "growth_pct", basis="official")}


def gross_domestic_product(gdp_rows: Rows, budget_rows: Rows, *, basis: str) -> dict[int, float]:
    """Return Korean GDP in KRW billion by year on one basis; bases are never spliced.

    `bok_2020_base`, `weo_2019`: as published. `mnd_shares`: the defence budget divided by the share of GDP that the
    ministry prints beside it, GDP(t) = budget(t) / share(t); the ministry's accounts are on the older, 2015, base.
    """
    if basis == "mnd_shares":
        amount = by_year(budget_rows, "budget_krw_bn", basis="official")
        share = by_year(budget_rows, "gdp_share_pct", basis="official")
        return {year: amount[year] / share[year] * 100 for year in share if year in amount}
    return {year: value * 1000 for year, value in by_year(gdp_rows, "gdp_krw_trn", country="KOR", basis=basis).items()}


def known_or_path(known: Mapping[int, float], path: str):
    """Return a function of the year: the known value, and after the last known year the path's."""
    last = max(known)

    def value(year: int) -> float:
        if year in known:
            return known[year]
        if year > last:
            return path_value(path, year)
        raise ValueError(f"no value is known for {year}")

    return value


def extended(known: Mapping[int, float], growth_path_pct: str, last_year: int) -> dict[int, float]:
    """Return a level by year, carried on from its last known year by a path of growth rates, through `last_year`."""
    levels = dict(known)
    for year in range(max(known) + 1, last_year + 1):
        levels[year] = levels[year - 1] * (1 + path_value(growth_path_pct, year) / 100)
    return levels
