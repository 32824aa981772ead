"""The chapter's headline numbers: what the notebook states, prose pastes, sweeps vary and checks compare."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from alliance.models.cost_sharing import (
    burden,
    chapter,
    history,
    money,
    projection,
    recipients,
)
from alliance.models.cost_sharing.backtest import TESTED
from alliance.models.cost_sharing.chapter import Data, Record, Values
from alliance.models.cost_sharing.comparison import korea_and_japan
from alliance.models.cost_sharing.rules import (
    RULES,
    RuleInputs,
    defence_budget_growth,
    grown,
    step_rate,
)
from alliance.models.headline import headline
from alliance.models.sensitivity import flip_point

Records = list[dict[str, Any]]


def headlines(parameters: Values, data: Data) -> Records:
    """Return the chapter's headline records (see alliance.models.headline).

    `parameters` are the chapter's declared parameters by name, `data` the rows of the tables in `TABLES` by name.
    """
    series = chapter.record(parameters, data)
    inputs = chapter.rule_inputs(parameters, series)
    paid = {row["year"]: row for row in chapter.contribution_series(parameters, series)}
    return [
        *_payment(parameters, data, series, paid),
        *_record(parameters, data, series, paid),
        *_projection(parameters, series, inputs, paid),
        *_rules(parameters, data, series, inputs),
        *_costs(parameters, paid),
        *_demand(parameters, data, series, paid),
        *_recipients(parameters, paid),
        *_as_documents_state(series),
        *_background(data, series, inputs, paid),
    ]


def _payment(values: Values, data: Data, series: Record, paid: dict[int, dict[str, Any]]) -> Records:
    year = values["base_year"]
    now, before = paid[year], paid.get(year - 1)
    rate = chapter.rate_of(year, values, series)
    rows = [
        headline("payment_krw_bn", "Contribution", now["krw_bn"], "KRW billion", 1, year),
        headline("payment_usd_bn", "Contribution in dollars", now["usd_bn"], "USD billion", 2, year),
        headline("payment_rate", "Exchange rate behind the contribution", rate, "KRW per USD", 1, year),
        headline("payment_budget_share_pct", "Share of the Korean defence budget", now["budget_share_pct"], "per cent", 2, year),
        headline("payment_gdp_share_pct", "Share of Korean GDP", burden.share_pct(now["krw_bn"], chapter.gdp_in(year, data, series)), "per cent", 3, year),
        headline("payment_per_member_usd", "Contribution a U.S. service member", now["usd_bn"] * 1e9 / values["us_troops_korea"], "USD", 0, year),
        headline("break_even_usd_bn", "Dollar amount of the break-even rate", values["break_even_usd_bn"], "USD billion", 1, year),
        headline("break_even_rate", "Exchange rate at which the contribution is that amount", money.break_even_rate(now["krw_bn"], values["break_even_usd_bn"]), "KRW per USD", 0, year),
    ]
    if before:
        rows.append(headline("payment_change_pct", "Change on the year before", (now["krw_bn"] / before["krw_bn"] - 1) * 100, "per cent", 1, year))
    return rows


def _record(values: Values, data: Data, series: Record, paid: dict[int, dict[str, Any]]) -> Records:
    first, last = values["change_from_year"], values["base_year"]
    change = money.dollar_change(
        first_krw_bn=paid[first]["krw_bn"],
        last_krw_bn=paid[last]["krw_bn"],
        first_rate=chapter.rate_of(first, values, series),
        last_rate=chapter.rate_of(last, values, series),
        order=values["decomposition_order"],
    )
    period = f"{first} to {last}"
    won_years = [row for row in paid.values() if row["year"] >= 2005]
    shares = [row for row in paid.values() if row["budget_share_pct"] is not None]
    peak = max(shares, key=lambda row: row["budget_share_pct"])
    gdp = [row for row in chapter.gdp_shares(list(paid.values()), values, data, series) if row["basis"] == values["gdp_history_basis"]]
    gdp_peak = max(gdp, key=lambda row: row["gdp_share_pct"])
    return [
        headline("won_change_pct", "Change in won", (paid[last]["krw_bn"] / paid[first]["krw_bn"] - 1) * 100, "per cent", 0, period),
        headline("usd_change_pct", "Change in dollars", (paid[last]["usd_bn"] / paid[first]["usd_bn"] - 1) * 100, "per cent", 0, period),
        headline("usd_change_m", "Change in dollars, in millions", change["total"] * 1000, "USD million", 0, period),
        headline("usd_change_won_m", "Change in dollars from the path in won", change["won"] * 1000, "USD million", 0, period),
        headline("usd_change_rate_m", "Change in dollars from the exchange rate", change["rate"] * 1000, "USD million", 0, period),
        headline("real_change_pct", "Change at constant prices since payment in won began", (paid[last]["real_krw_bn"] / won_years[0]["real_krw_bn"] - 1) * 100, "per cent", 0, f"{won_years[0]['year']} to {last}"),
        headline("budget_share_peak_pct", "Highest share of the defence budget", peak["budget_share_pct"], "per cent", 1, peak["year"]),
        headline("budget_share_first_pct", "Share of the defence budget in the first year", shares[0]["budget_share_pct"], "per cent", 1, shares[0]["year"]),
        headline("gdp_share_peak_pct", "Highest share of GDP", gdp_peak["gdp_share_pct"], "per cent", 3, gdp_peak["year"]),
    ]


def _projection(values: Values, series: Record, inputs: RuleInputs, paid: dict[int, dict[str, Any]]) -> Records:
    path, rival = chapter.rule_path(values, series, inputs), chapter.rival_path(values, series, inputs)
    year, start = values["horizon_year"], values["base_year"]
    amount, other = path[-1]["amount_krw_bn"], rival[-1]["amount_krw_bn"]
    known = {year: row["krw_bn"] for year, row in paid.items()} | {row["year"]: row["amount_krw_bn"] for row in path}
    summed = math.fsum(row["amount_krw_bn"] - known[row["year"]] for row in rival[1:])
    real = money.at_prices_of(amount, year, values["constant_price_year"], series.price_index)
    rows = [
        headline("horizon_krw_bn", "Contribution under the rule", amount, "KRW billion", 1, year),
        headline("horizon_usd_bn", "Contribution under the rule, in dollars", money.usd_bn(amount, values["krw_per_usd"]), "USD billion", 2, year),
        headline("horizon_real_krw_bn", f"Contribution under the rule, at prices of {values['constant_price_year']}", real, "KRW billion", 1, year),
        headline("horizon_growth_pct", "Mean yearly growth under the rule", projection.growth_needed(path[0]["amount_krw_bn"], amount, year - start), "per cent", 1, f"{start} to {year}"),
        headline("horizon_budget_share_pct", "Share of the defence budget under the rule", burden.share_pct(amount, series.budget[year]), "per cent", 2, year),
        headline("rival_krw_bn", "Contribution under the rival rule", other, "KRW billion", 1, year),
        headline("rival_usd_bn", "Contribution under the rival rule, in dollars", money.usd_bn(other, values["krw_per_usd"]), "USD billion", 2, year),
        headline("rival_difference_krw_bn", "Rival rule less the rule", other - amount, "KRW billion", 1, year),
        headline("rival_sum_krw_bn", "Rival rule less the rule, summed over the years", summed, "KRW billion", 0, f"{rival[1]['year']} to {year}"),
        headline("cap_worth_krw_bn", "What the cap saves Korea", projection.cap_worth(base_year=start, base_krw_bn=path[0]["amount_krw_bn"], horizon_year=year, inputs=inputs), "KRW billion", 1, f"{start} to {year}"),
    ]
    if (crossing := projection.crossing_year([{"year": year, "amount_krw_bn": amount} for year, amount in known.items()], rival[1:])) is not None:
        rows.append(headline("rival_crosses_year", "First year in which the rival rule asks for more", crossing, "year", 0))
    if (flip := flip_budget_growth(values, series)) is not None:
        rows.append(headline("flip_budget_growth_pct", "Growth of the defence budget at which both rules end at the same amount", flip, "per cent", 1, f"from {max(series.budget_growth_pct) + 1}"))
    return rows


def flip_budget_growth(values: Values, series: Record, low: float = -10.0, high: float = 20.0) -> float | None:
    """Return the flat growth of the defence budget, in per cent, at which the rule and its rival end at the same amount.

    None where there is none. Rules read growth at one decimal, so the answer is good to a tenth.
    """

    asked = low

    def growth_in(year: int) -> float:
        return series.budget_growth_pct.get(year, asked)

    given = replace(chapter.rule_inputs(values, series), budget_growth_pct=growth_in)

    def end(path: Callable[..., list[dict[str, Any]]], growth: float) -> float:
        nonlocal asked
        asked = round(growth, 6)
        return path(values, series, given)[-1]["amount_krw_bn"]

    # Most rules do not read the budget, and their path stays where it is however often the search asks.
    rule_stays = end(chapter.rule_path, low) if values["projection_rule"] != defence_budget_growth.__name__ else None

    def difference(growth: float) -> float:
        return end(chapter.rival_path, growth) - (end(chapter.rule_path, growth) if rule_stays is None else rule_stays)

    return flip_point(difference, low, high, steps=24)


def _rules(values: Values, data: Data, series: Record, inputs: RuleInputs) -> Records:
    tested = [row for row in chapter.rules_backtested(values, data, series) if row["kind"] == TESTED]
    won = [row for row in tested if row["currency"] == "krw"]
    dollar = [row for row in tested if row["currency"] == "usd"]
    official = {row["year"]: row for row in series.contributions}
    eighth = next(row for row in data["sma_agreements"] if row["sma_no"] == 8)
    past = RuleInputs(**{**vars(inputs), "cap_pct": eighth["cap_pct"], "lag_years": eighth["index_lag_years"]})
    first, last = eighth["first_year"], eighth["period_end"]
    worth = projection.cap_worth(base_year=first, base_krw_bn=official[first]["amount_krw_bn"], horizon_year=last, inputs=past)
    return [
        headline("backtest_won_years", "Won years set by an arithmetic rule and tested", len(won), "years", 0, f"{won[0]['year']} to {won[-1]['year']}"),
        headline("backtest_won_fit", "Won years tested that come within 0.1 per cent", sum(row["consistent"] for row in won), "years", 0, f"{won[0]['year']} to {won[-1]['year']}"),
        headline("backtest_won_gap_pct", "Widest gap in the won years", max(abs(row["gap_pct"]) for row in won), "per cent", 2, f"{won[0]['year']} to {won[-1]['year']}"),
        headline("backtest_dollar_years", "Dollar years tested", len(dollar), "years", 0, f"{dollar[0]['year']} to {dollar[-1]['year']}"),
        headline("backtest_dollar_fit", "Dollar years tested that come within the table's cut decimals", sum(row["consistent"] for row in dollar), "years", 0, f"{dollar[0]['year']} to {dollar[-1]['year']}"),
        headline("step_2021_pct", "Step of 2021 from its parts", step_rate(chapter.step_2021(values), values["step_composition"]), "per cent", 1, 2021),
        headline("step_2021_compound_krw_bn", "What compounding the parts of 2021 would have added", chapter.step_gap(values, official[2020]["amount_krw_bn"]), "KRW billion", 1, 2021),
        headline("step_2026_pct", "Step of 2026 from its parts", step_rate(chapter.step_2026(values), values["step_composition"]), "per cent", 1, 2026),
        headline("cap_worth_eighth_krw_bn", "What the cap of the eighth agreement saved Korea", worth, "KRW billion", 1, f"{first} to {last}"),
    ]


def _costs(values: Values, paid: dict[int, dict[str, Any]]) -> Records:
    year = values["base_year"]
    amount = paid[year]["usd_bn"]
    names = (("all_in", "all U.S. military spending in Korea"), ("non_personnel", "non-personnel cost"), ("gao", "direct support and U.S. obligations together"))
    return [
        headline(f"cost_{name}_usd_bn", f"Cost implied if it is {values[f'share_{name}_pct']:g} % of {what}", burden.implied_cost(amount, values[f"share_{name}_pct"]), "USD billion", 2, year)
        for name, what in names
    ]


def _demand(values: Values, data: Data, series: Record, paid: dict[int, dict[str, Any]]) -> Records:
    year = values["base_year"]
    rate, demand = chapter.rate_of(year, values, series), values["demand_usd_bn"]
    weighed = burden.demand_measures(
        demand_usd_bn=demand,
        payment_usd_bn=paid[year]["usd_bn"],
        krw_per_usd=rate,
        budget_krw_bn=series.budget[year],
        gdp_krw_bn=chapter.gdp_in(year, data, series),
        troops=values["us_troops_korea"],
    )
    needed = projection.growth_needed(paid[year]["krw_bn"], demand * values["krw_per_usd"], values["target_year"] - year)
    in_2019 = next(row for row in chapter.demands_weighed(values, data, series) if row["demand_id"] == "us-2019-5bn")
    return [
        headline("demand_usd_bn", "Yearly contribution demanded", demand, "USD billion", 1, year),
        headline("demand_multiple", "The demand against the contribution", weighed["multiple"], "times", 1, year),
        headline("demand_increase_pct", "The rise that the demand means", weighed["increase_pct"], "per cent", 0, year),
        headline("demand_budget_share_pct", "The demand as a share of the defence budget", weighed["budget_share_pct"], "per cent", 1, year),
        headline("demand_gdp_share_pct", "The demand as a share of GDP", weighed["gdp_share_pct"], "per cent", 2, year),
        headline("demand_per_member_usd", "The demand a U.S. service member", weighed["per_member_usd"], "USD", 0, year),
        headline("demand_growth_needed_pct", "Yearly growth that would meet it", needed, "per cent", 0, f"{year} to {values['target_year']}"),
        headline("demand_2019_multiple", "The five billion dollars of 2019 against the contribution of 2019", in_2019["multiple"], "times", 1, 2019),
        headline("demand_2019_increase_pct", "The rise that the demand of 2019 meant", in_2019["increase_pct"], "per cent", 0, 2019),
    ]


def _recipients(values: Values, paid: dict[int, dict[str, Any]]) -> Records:
    year = values["base_year"]
    amount = paid[year]["krw_bn"]
    parts = components(values, amount)
    local = math.fsum(part["local"] for part in parts.values())
    after = troops_after(values, amount, values["payment_design"])
    return [
        headline("labour_krw_bn", "Part for labour", parts["labour"]["amount"], "KRW billion", 1, year),
        headline("construction_krw_bn", "Part for construction", parts["construction"]["amount"], "KRW billion", 1, year),
        headline("logistics_krw_bn", "Part for logistics", parts["logistics"]["amount"], "KRW billion", 1, year),
        headline("local_share_pct", "Part spent with Korean workers and firms", burden.share_pct(local, amount), "per cent", 0, year),
        headline("after_cut_krw_bn", "Contribution after the troop change, under the design", after, "KRW billion", 1, year),
        headline("after_cut_proportional_krw_bn", "Contribution after the troop change, in proportion to troops", troops_after(values, amount, recipients.PROPORTIONAL), "KRW billion", 1, year),
        headline("after_cut_change_pct", "Change in the contribution a service member, under the design", ((after / max(values["us_troops_after"], 1)) / (amount / values["us_troops_korea"]) - 1) * 100, "per cent", 0, year),
    ]


def _as_documents_state(series: Record) -> Records:
    """Return the figures of record that the five documents speak of; they depend on tables alone."""
    won = {row["year"]: row["amount_krw_bn"] for row in series.contributions}
    return [
        headline("outcome_2020_usd_bn", "Contribution of 2020 in dollars", money.usd_bn(won[2020], series.rates[2020]), "USD billion", 2, 2020),
        headline("outcome_2025_krw_bn", "Contribution of 2025", won[2025], "KRW billion", 1, 2025),
        headline("outcome_2025_usd_bn", "Contribution of 2025 in dollars", money.usd_bn(won[2025], series.rates[2025]), "USD billion", 2, 2025),
        headline("outcome_2025_at_2021_usd_bn", "Contribution of 2025 at the exchange rate of 2021", money.usd_bn(won[2025], series.rates[2021]), "USD billion", 2, 2025),
        headline("outcome_2021_change_pct", "Rise of 2021", (won[2021] / won[2020] - 1) * 100, "per cent", 1, 2021),
        headline("outcome_2019_change_pct", "Rise of 2019", (won[2019] / won[2018] - 1) * 100, "per cent", 1, 2019),
    ]


def _background(data: Data, series: Record, inputs: RuleInputs, paid: dict[int, dict[str, Any]]) -> Records:
    """Return what the chapter says of its evidence and of the time since payment began; it depends on tables alone."""
    first, last = min(paid), max(paid)
    official = history.by_year(data["sma_contributions"], "amount_usd_m", basis="official")
    refined = history.by_year(data["sma_contributions"], "amount_usd_m", basis="refined")
    printed = [row for row in data["sma_contributions"] if row["year"] <= 2018]
    korea, japan = korea_and_japan(data["us_force_costs"], data["us_personnel"])
    split_year, split = max(recipients.complete_splits(data["sma_components"]).items())
    japan_budget = [row for row in data["japan_host_nation_support"] if row["measure"] == "budget"]
    peak = max(japan_budget, key=lambda row: row["amount_jpy_bn"])
    level = max((row for row in data["japan_host_nation_support"] if row["measure"] == "level"), key=lambda row: row["last_fiscal_year"])
    estimate = next(row for row in data["us_force_costs"] if row["item"] == "us_dod_cost_estimate_korea_total" and row["period"] == "FY2020")
    return [
        headline("official_years", "Years in the ministry's table", sum(row["basis"] == "official" for row in printed), "years", 0, "1991 to 2018"),
        headline("second_source_years", "Years in the ministry's table with a second value", sum(row["basis"] == "second" for row in printed), "years", 0, "1991 to 2018"),
        headline("price_multiple", "Korean consumer prices against the first year", series.price_index[last] / series.price_index[first], "times", 1, f"{first} to {last}"),
        headline("budget_multiple", "Korean defence budget against the first year", series.budget[last] / series.budget[first], "times", 1, f"{first} to {last}"),
        headline("official_2002_usd_m", "Contribution of 2002 as the ministry prints it", official[2002], "USD million", 0, 2002),
        headline("announced_2002_usd_m", "Contribution of 2002 as announced", refined[2002], "USD million", 0, 2002),
        headline("from_announced_2003_usd_m", "What the rule makes of the amount announced", grown(refined[2002], RULES["fixed_plus_cpi_lagged"](2003, inputs)), "USD million", 0, 2003),
        headline("official_2003_usd_m", "Contribution of 2003 as the ministry prints it", official[2003], "USD million", 0, 2003),
        headline("gao_korea_share_pct", "Direct support over it and U.S. obligations, Korea", korea["share_pct"], "per cent", 1, "2016 to 2019"),
        headline("gao_japan_share_pct", "Direct support over it and U.S. obligations, Japan", japan["share_pct"], "per cent", 1, "2016 to 2019"),
        headline("gao_korea_per_member_usd", "Direct support a U.S. service member and year, Korea", korea["per_member_usd"], "USD", 0, "2016 to 2019"),
        headline("gao_japan_per_member_usd", "Direct support a U.S. service member and year, Japan", japan["per_member_usd"], "USD", 0, "2016 to 2019"),
        headline("japan_peak_jpy_bn", "Highest Japanese host-nation support known", peak["amount_jpy_bn"], "JPY billion", 1, peak["period"]),
        headline("japan_level_jpy_bn", "Japanese host-nation support a year, current agreement", level["amount_jpy_bn"], "JPY billion", 0, level["period"].replace("-", " to ")),
        headline("split_labour_construction_pct", "Labour and construction in the last complete split", (split["labour"] + split["construction"]) / math.fsum(split.values()) * 100, "per cent", 0, split_year),
        headline("pentagon_2020_usd_bn", "Pentagon estimate of the cost of the force in Korea", estimate["amount_usd_m"] / 1000, "USD billion", 1, "FY2020"),
    ]


def components(values: Values, amount: float) -> dict[str, dict[str, float]]:
    """Return amount and local amount by component, in the unit of the amount (see recipients.by_component)."""
    return recipients.by_component(
        amount,
        {name: values[f"{name}_share"] for name in recipients.COMPONENTS},
        {name: values[f"{name}_local_share"] for name in recipients.COMPONENTS},
    )


def troops_after(values: Values, amount: float, design: str) -> float:
    """Return the contribution after the declared troop change under a design, in the unit of the amount."""
    return recipients.after_troop_change(
        amount,
        troops=values["us_troops_korea"],
        troops_after=values["us_troops_after"],
        design=design,
        fixed_cost_share=values["fixed_cost_share"],
    )
