"""The chapter's headline numbers: what the notebook states, prose pastes, sweeps vary and checks compare."""

from __future__ import annotations

from typing import Any

from alliance.models.headline import headline
from alliance.models.trade_links import balance, chapter, tariff
from alliance.models.trade_links.chapter import Data, Values
from alliance.models.trade_links.facts import facts

Records = list[dict[str, Any]]


def _decimals(number: float) -> int:
    """Return how many decimals a declared number is printed with: none where it is whole."""
    return 0 if number == int(number) else 1


def headlines(parameters: Values, data: Data) -> Records:
    """Return the chapter's headline records (see alliance.models.headline).

    `parameters` are the chapter's declared parameters by name, `data` the rows of the tables in `TABLES` by name. A
    break-even rate, a share of the deficit, and what would close it are left out where there is none.
    """
    return [*_contribution(parameters, data), *_duties(parameters, data), *_break_even(parameters, data), *_deficit(parameters, data), *_exposure(parameters, data), *facts(data)]


def _contribution(values: Values, data: Data) -> Records:
    extra, gdp = chapter.more(values, data), chapter.gdp(values, data)
    return [
        headline("contribution_usd_bn", "Contribution as it stands", chapter.contribution_usd_bn(values, data), "USD billion", 2, values["contribution_year"]),
        headline("larger_usd_bn", "Contribution demanded", values["demand_usd_bn"], "USD billion", 1, "a year"),
        headline("more_usd_bn", "What the demand would add", extra["gross"], "USD billion", 1, "a year"),
        headline("larger_gdp_pct", "Contribution demanded, of GDP", values["demand_usd_bn"] / gdp * 100, "per cent", 2, values["exposure_year"]),
        headline("more_net_usd_bn", "The same, without what returns as income in Korea", extra["net"], "USD billion", 1, "a year"),
    ]


def _duties(values: Values, data: Data) -> Records:
    found = chapter.duties(values, data)
    rate, rival = f"at {values['tariff_rate_pct']:g} per cent", f"at {values['tariff_rival_pct']:g} per cent"
    at, other = found["rate"], found["rival"]
    difference = other["korea_cost"] - at["korea_cost"]
    return [
        headline("rate_pct", "Rate of duty that is weighed", values["tariff_rate_pct"], "per cent", _decimals(values["tariff_rate_pct"])),
        headline("rival_pct", "Rate that it is compared with", values["tariff_rival_pct"], "per cent", _decimals(values["tariff_rival_pct"])),
        headline("covered_usd_bn", "Exports that the duty falls on", at["covered"], "USD billion", 1, values["trade_year"]),
        headline("duty_cost_usd_bn", "What the duty costs Korea", at["korea_cost"], "USD billion", 1, rate),
        headline("rival_cost_usd_bn", "What the other rate costs Korea", other["korea_cost"], "USD billion", 1, rival),
        headline("difference_usd_bn", "What the other rate costs Korea more", difference, "USD billion", 1, "a year"),
        headline("absorbed_usd_bn", "Price cut of Korean sellers", at["korea_absorbs"], "USD billion", 1, rate),
        headline("lost_net_usd_bn", "Sales lost, net loss to Korea", at["korea_lost_net"], "USD billion", 1, rate),
        headline("lost_exports_usd_bn", "Exports lost", at["lost_exports"], "USD billion", 1, rate),
        headline("us_bears_usd_bn", "Duty borne by U.S. buyers", at["us_bears"], "USD billion", 1, rate),
        headline("duty_usd_bn", "Duty collected", at["duty"], "USD billion", 1, rate),
        headline("duty_cost_gdp_pct", "What the duty costs Korea, of GDP", at["korea_cost"] / chapter.gdp(values, data) * 100, "per cent", 2, values["exposure_year"]),
        headline("duty_cost_times", "The cost of the duty against the contribution as it stands", at["korea_cost"] / chapter.contribution_usd_bn(values, data), "times", 1, rate),
        headline("package_loss_pct", "Part of a year's cash of the package whose loss outweighs the difference", difference / values["package_cash_usd_bn"] * 100, "per cent", 0),
    ]


def _break_even(values: Values, data: Data) -> Records:
    """Return what the bargain costs, and where that turns: by the rate, by the contribution, by what returns as income."""
    terms, extra = chapter.terms(values, data), chapter.more(values, data)
    at_rate, at_rival = (tariff.cost(terms, values[key]) for key in ("tariff_rate_pct", "tariff_rival_pct"))
    saved = at_rival - at_rate
    rows = [headline("bargain_usd_bn", "What the demand costs Korea beyond what the rate weighed spares it", extra["net"] - saved, "USD billion", 1, "a year")]
    rates = (
        ("break_even_pct", "Rate of duty that costs Korea as much as the larger contribution", extra["net"]),
        ("flip_rival_pct", "Rate that the one weighed would have to spare Korea to be worth the larger contribution", extra["net"] + at_rate),
    )
    for name, label, total in rates:
        found = tariff.break_even_rate(terms, total, highest_pct=chapter.HIGHEST_PCT)
        if found is not None:
            rows.append(headline(name, label, found, "per cent", 1))
    kept = 1 - values["contribution_returned_share"]
    worth = chapter.contribution_usd_bn(values, data) + saved / kept if kept > 0 else 0.0
    if worth > 0:
        rows.append(headline("worth_usd_bn", "Contribution at which the bargain costs Korea nothing", worth, "USD billion", 1, "a year"))
    returned = values["contribution_returned_share"] * 100
    rows.append(headline("returned_pct", "Part of the rise of the contribution that returns as income, as declared", returned, "per cent", _decimals(returned)))
    if extra["gross"] != 0 and 0 <= 1 - saved / extra["gross"] <= 1:
        rows.append(headline("flip_returned_pct", "Part of the rise of the contribution that returns as income where the sign of the bargain turns", (1 - saved / extra["gross"]) * 100, "per cent", 0))
    return rows


def _deficit(values: Values, data: Data) -> Records:
    to_us, to_korea = chapter.trade(values, data)
    year, deficit = values["trade_year"], to_us - to_korea
    rows = [
        headline("to_us_usd_bn", "From Korea to the United States", to_us, "USD billion", 1, year),
        headline("to_korea_usd_bn", "From the United States to Korea", to_korea, "USD billion", 1, year),
        headline("deficit_usd_bn", "U.S. deficit with Korea", deficit, "USD billion", 1, year),
        headline("tried_rise_pct", "Rise of U.S. sales to Korea that is tried", values["us_exports_rise_pct"], "per cent", _decimals(values["us_exports_rise_pct"])),
        headline("rest_imports_pct", "Fall of U.S. imports that balances trade after that rise", balance.imports_fall(to_us_usd_bn=to_us, to_korea_usd_bn=to_korea, exports_rise_pct=values["us_exports_rise_pct"]), "per cent", 1, year),
    ]
    if deficit > 0:
        changes = balance.closing_changes(to_us_usd_bn=to_us, to_korea_usd_bn=to_korea)
        extra = chapter.more(values, data)["gross"]
        rows += [
            headline("close_exports_pct", "Rise of U.S. exports that closes the deficit alone", changes["exports_alone"], "per cent", 0, year),
            headline("close_imports_pct", "Fall of U.S. imports that closes the deficit alone", changes["imports_alone"], "per cent", 0, year),
            headline("close_together_pct", "Rise of exports and equal fall of imports that close it together", changes["together"], "per cent", 0, year),
            headline("more_of_deficit_pct", "What the demand would add, against the deficit", balance.share_of_deficit_pct(extra, deficit), "per cent", 1, year),
            headline("contribution_of_deficit_pct", "The contribution as it stands, against the deficit", balance.share_of_deficit_pct(chapter.contribution_usd_bn(values, data), deficit), "per cent", 1, year),
        ]
    return rows


def _exposure(values: Values, data: Data) -> Records:
    found, year = chapter.declared_cut(values, data), values["exposure_year"]
    return [
        headline("cut_pct", "Part of its purchases that the partner cuts", values["cut_share"] * 100, "per cent", _decimals(values["cut_share"] * 100)),
        headline("partner_pct", "The partner's share of Korea's exports", found["share_pct"], "per cent", 1, year),
        headline("cut_usd_bn", "Exports lost by the cut", found["loss_usd_bn"], "USD billion", 1, year),
        headline("cut_exports_pct", "The same, of all exports", found["of_exports_pct"], "per cent", 2, year),
        headline("cut_gdp_pct", "The same, set against GDP", found["of_gdp_pct"], "per cent", 2, year),
        headline("cut_net_gdp_pct", "Net loss by the cut, of GDP", found["net_of_gdp_pct"], "per cent", 2, year),
    ]
