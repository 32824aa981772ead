"""The chapter's reckoning put together: from parameters and table rows to the series and numbers that it states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alliance.models.cost_sharing import burden, history, money, projection
from alliance.models.cost_sharing.backtest import backtest
from alliance.models.cost_sharing.rules import RuleInputs, step_rate

Data = Mapping[str, Sequence[Mapping[str, Any]]]
Values = Mapping[str, Any]

#: Years held at the amount of the year before by agreement, and not by the agreement's rule [xinhua-2021-03-10].
FREEZES = (2020,)


@dataclass(frozen=True)
class Record:
    """What the tables say, as series by year; amounts in KRW billion, rates in KRW per USD, indices in per cent."""

    contributions: list[dict[str, Any]]
    rates: dict[int, float]
    cpi_pct: dict[int, float]
    price_index: dict[int, float]
    budget: dict[int, float]
    budget_growth_pct: dict[int, float]
    gdp: dict[int, float]
    real_growth_pct: dict[int, float]


def record(values: Values, data: Data) -> Record:
    """Return the chapter's series; what lies ahead is carried on by the declared paths through the horizon."""
    budget, budget_growth = history.defence_budget(data["rok_defence_budget"])
    contributions = history.contributions(data["sma_contributions"], dollar_years_basis=values["dollar_years_basis"])
    last = max(values["horizon_year"], values["base_year"], max(budget), max(row["year"] for row in contributions))
    cpi_pct, price_index = history.consumer_prices(data["consumer_prices"])
    gdp = history.gross_domestic_product(data["gdp"], data["rok_defence_budget"], basis="bok_2020_base")
    gdp = history.extended(gdp, values["korea_gdp_growth_path_pct"], last)
    if values["budget_rule"] == "gdp_target":
        known_through = max(budget)
        budget = burden.budget_path(
            budget,
            gdp_krw_bn=gdp,
            target_share_pct=values["budget_gdp_target_pct"],
            target_year=values["budget_gdp_target_year"],
            horizon_year=last,
        )
        budget_growth |= {year: (budget[year] / budget[year - 1] - 1) * 100 for year in range(known_through + 1, last + 1)}
    else:
        budget = history.extended(budget, values["defence_budget_growth_path_pct"], last)
    return Record(
        contributions=contributions,
        rates=history.mean_rates(data["exchange_rates"]),
        cpi_pct=cpi_pct,
        price_index=history.extended(price_index, values["korea_cpi_path_pct"], last),
        budget=budget,
        budget_growth_pct=budget_growth,
        gdp=gdp,
        real_growth_pct=history.by_year(data["gdp"], "real_growth_pct", country="KOR", basis="bok_2020_base"),
    )


def rule_inputs(values: Values, series: Record) -> RuleInputs:
    """Return what the rules read: known values from the tables, later ones from the declared paths."""
    return RuleInputs(
        cpi_pct=history.known_or_path(series.cpi_pct, values["korea_cpi_path_pct"]),
        budget_growth_pct=history.known_or_path(series.budget_growth_pct, values["defence_budget_growth_path_pct"]),
        real_growth_pct=history.known_or_path(series.real_growth_pct, values["korea_real_growth_path_pct"]),
        cap_pct=values["cap_pct"],
        lag_years=values["index_lag_years"],
        fixed_growth_pct=values["fixed_growth_pct"],
        fixed_addition_pct=values["fixed_addition_pct"],
    )


def rate_of(year: int, values: Values, series: Record) -> float:
    """Return the exchange rate for a year: its mean where the table has one, else the declared rate; KRW per USD."""
    return series.rates.get(year, values["krw_per_usd"])


def contribution_series(values: Values, series: Record) -> list[dict[str, Any]]:
    """Return the contribution by year through the base year: krw_bn, usd_bn, real_krw_bn, and shares of budget and GDP in per cent.

    Dollar years are put in won, and won years in dollars, at the mean rate of their year. Real won are at the
    declared year's consumer prices.
    """
    price_year = values["constant_price_year"]
    rows = []
    for item in series.contributions:
        year = item["year"]
        if year > values["base_year"]:
            continue
        rate = rate_of(year, values, series)
        won = _agreed(item, rate, values)
        rows.append(
            {
                "year": year,
                "sma_no": item["sma_no"],
                "status": item["status"],
                "paid_in": "won" if item["amount_usd_m"] is None else "dollars",
                "krw_bn": won,
                "usd_bn": money.usd_bn(won, rate),
                "real_krw_bn": money.at_prices_of(won, year, price_year, series.price_index),
                "budget_share_pct": burden.share_pct(won, series.budget[year]) if year in series.budget else None,
            }
        )
    return rows


def _agreed(item: Mapping[str, Any], rate: float, values: Values) -> float:
    """Return the contribution of a year of the record in KRW billion; that of the base year is the declared amount."""
    if item["year"] == values["base_year"]:
        return values["base_krw_bn"]
    return item["amount_krw_bn"] if item["amount_krw_bn"] is not None else money.krw_bn(item["amount_usd_m"], rate)


def gdp_shares(rows: Sequence[Mapping[str, Any]], values: Values, data: Data, series: Record) -> list[dict[str, Any]]:
    """Return the contribution as a share of GDP in per cent, one row a year and basis; the bases are not spliced.

    The past on the declared basis, and the years from 2023 on the Bank of Korea's 2020 base.
    """
    past = history.gross_domestic_product(data["gdp"], data["rok_defence_budget"], basis=values["gdp_history_basis"])
    return [
        {"year": row["year"], "basis": basis, "gdp_share_pct": burden.share_pct(row["krw_bn"], gdp[row["year"]])}
        for basis, gdp in ((values["gdp_history_basis"], past), ("bok_2020_base", series.gdp))
        for row in rows
        if row["year"] in gdp
    ]


def gdp_in(year: int, data: Data, series: Record) -> float:
    """Return GDP of a year in KRW billion: the Bank of Korea's 2020 base, and before it begins the ministry's own basis."""
    if year in series.gdp:
        return series.gdp[year]
    return history.gross_domestic_product(data["gdp"], data["rok_defence_budget"], basis="mnd_shares")[year]


def rule_path(values: Values, series: Record, inputs: RuleInputs | None = None) -> list[dict[str, Any]]:
    """Return the projection from the base year to the horizon under the declared rule (see projection.project)."""
    return _path(values["projection_rule"], values["base_year"], values["base_krw_bn"], values, inputs or rule_inputs(values, series))


def rival_path(values: Values, series: Record, inputs: RuleInputs | None = None) -> list[dict[str, Any]]:
    """Return the path of the rival rule: the agreed or projected amount of the year before its first year, then its rule."""
    given = inputs or rule_inputs(values, series)
    before = values["alternative_from_year"] - 1
    if before <= values["base_year"]:
        start = {item["year"]: _agreed(item, rate_of(before, values, series), values) for item in series.contributions if item["year"] == before}[before]
    else:
        start = {row["year"]: row["amount_krw_bn"] for row in rule_path(values, series, given)}[before]
    return _path(values["alternative_rule"], before, start, values, given)


def _path(rule: str, base_year: int, base_krw_bn: float, values: Values, inputs: RuleInputs) -> list[dict[str, Any]]:
    return projection.project(
        base_year=base_year,
        base_krw_bn=base_krw_bn,
        horizon_year=values["horizon_year"],
        rule=rule,
        inputs=inputs,
        target_krw_bn=values["demand_usd_bn"] * values["krw_per_usd"],
        target_year=values["target_year"],
    )


def band(values: Values, series: Record, ranges: Mapping[str, tuple[Any, Any]], *, rival: bool = False) -> list[dict[str, Any]]:
    """Return the path of a rule with the lowest and the highest indices of the declared ranges: year, low, high (KRW billion)."""
    path = rival_path if rival else rule_path
    names = ("korea_cpi_path_pct", "defence_budget_growth_path_pct", "korea_real_growth_path_pct")
    ends = []
    for end in (0, 1):
        shifted = {**values, **{name: ranges[name][end] for name in names}}
        ends.append(path(shifted, series))
    return [
        {"year": low["year"], "low": min(low["amount_krw_bn"], high["amount_krw_bn"]), "high": max(low["amount_krw_bn"], high["amount_krw_bn"])}
        for low, high in zip(*ends, strict=True)
    ]


def rules_backtested(values: Values, data: Data, series: Record) -> list[dict[str, Any]]:
    """Return the rules put to the record, one row a year (see backtest.backtest); dollar years from the ministry's table."""
    return backtest(
        history.contributions(data["sma_contributions"], dollar_years_basis="official"),
        data["sma_agreements"],
        inputs=rule_inputs(values, series),
        steps_pct={2021: step_2021(values), 2026: step_2026(values)},
        residual_steps=(2026,),
        composition=values["step_composition"],
        freezes=FREEZES,
    )


def step_2021(values: Values) -> tuple[float, float]:
    """Return the parts of the 2021 step, in per cent."""
    return values["step_2021_budget_pct"], values["step_2021_labour_pct"]


def step_2026(values: Values) -> tuple[float, float]:
    """Return the parts of the 2026 step, in per cent; the second is what is left of the agreed 8.3."""
    return values["step_2026_average_pct"], values["step_2026_extra_pct"]


def step_gap(values: Values, before_krw_bn: float) -> float:
    """Return what compounding the 2021 step instead of adding it would have cost, in KRW billion a year."""
    parts = step_2021(values)
    return before_krw_bn * (step_rate(parts, "compound") - step_rate(parts, "additive")) / 100


def demands_weighed(values: Values, data: Data, series: Record) -> list[dict[str, Any]]:
    """Return each yearly U.S. demand on Korea against what Korea paid in the year it was stated.

    Rows: demand_id, stated, year, usd_bn, stated_krw_bn (where demanded in won), paid_usd_bn, multiple, increase_pct, budget_share_pct, gdp_share_pct.
    Dollars and won at that year's mean rate; GDP is the budget divided by the ministry's share of GDP.
    """
    agreed = {item["year"]: item for item in series.contributions}
    gdp = history.gross_domestic_product(data["gdp"], data["rok_defence_budget"], basis="mnd_shares")
    rows = []
    for item in data["sma_demands"]:
        year = int(str(item["stated"])[:4])
        if item["measure"] not in ("demand", "claim") or item["country"] != "KOR" or item["side"] != "US" or year not in agreed or year not in gdp:
            continue
        rate = rate_of(year, values, series)
        paid = money.usd_bn(_agreed(agreed[year], rate, values), rate)
        amount = item["amount_usd_bn"] if item["amount_usd_bn"] is not None else money.usd_bn(item["amount_krw_bn"], rate)
        measures = burden.demand_measures(
            demand_usd_bn=amount,
            payment_usd_bn=paid,
            krw_per_usd=rate,
            budget_krw_bn=series.budget[year],
            gdp_krw_bn=gdp[year],
            troops=values["us_troops_korea"],
        )
        rows.append({"demand_id": item["demand_id"], "stated": item["stated"], "year": year, "usd_bn": amount, "stated_krw_bn": item["amount_krw_bn"], "paid_usd_bn": paid, **measures})
    return rows
