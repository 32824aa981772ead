"""The chapter's reckoning put together: from parameters and table rows to bills, break-even rates, and exposure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alliance.models.trade_links import balance, exposure, series, tariff
from alliance.models.trade_links.series import BASES, PARTNERS, Rows

Data = Mapping[str, Rows]
Values = Mapping[str, Any]

#: How far up a break-even rate is looked for: the highest rate that can be declared, per cent.
HIGHEST_PCT = 200.0

#: From this year on the demands of the U.S. side are weighed; earlier ones were below or near twice the payment.
_DEMANDS_FROM = 2019


def trade(values: Values, data: Data, basis: str | None = None) -> tuple[float, float]:
    """Return what went to the United States and to Korea in the declared year, in USD billion, on the declared basis or another."""
    return series.trade_in(data["bilateral_trade"], basis=basis or values["trade_basis"], year=values["trade_year"])


def terms(values: Values, data: Data, basis: str | None = None) -> tariff.Terms:
    """Return what a duty meets, as declared (see tariff.Terms)."""
    return tariff.Terms(
        base_usd_bn=trade(values, data, basis)[0],
        coverage_share=values["tariff_coverage_share"],
        pass_through_share=values["pass_through_share"],
        price_elasticity=values["price_elasticity"],
        lost_exports_net_share=values["lost_exports_net_share"],
    )


def duties(values: Values, data: Data) -> dict[str, dict[str, float]]:
    """Return the effects of the rate weighed (`rate`) and of the one it is compared with (`rival`); see tariff.effects."""
    met = terms(values, data)
    return {"rate": tariff.effects(met, values["tariff_rate_pct"]), "rival": tariff.effects(met, values["tariff_rival_pct"])}


def contribution_usd_bn(values: Values, data: Data) -> float:
    """Return the agreed contribution of the declared year in USD billion: at the mean rate of a past year, else at the declared rate."""
    year = values["contribution_year"]
    won = series.one(data["sma_contributions"], "amount_krw_bn", basis="official", year=year)
    rates = series.picked(data["exchange_rates"], "krw_per_usd", basis="fed_average", status="observed")
    return won / rates.get(year, values["krw_per_usd"])


def more(values: Values, data: Data, demand_usd_bn: float | None = None) -> dict[str, float]:
    """Return what a demand would add to the contribution, gross and net of what returns as income, in USD billion a year."""
    gross = (values["demand_usd_bn"] if demand_usd_bn is None else demand_usd_bn) - contribution_usd_bn(values, data)
    return {"gross": gross, "net": gross * (1 - values["contribution_returned_share"])}


def break_even(values: Values, data: Data, demand_usd_bn: float | None = None) -> float | None:
    """Return the rate of duty in per cent that costs Korea as much as the larger contribution would; None where there is none."""
    return tariff.break_even_rate(terms(values, data), more(values, data, demand_usd_bn)["net"], highest_pct=HIGHEST_PCT)


def bills(values: Values, data: Data) -> list[dict[str, Any]]:
    """Return the yearly sums of the chapter on one scale: bill, part, usd_bn. Costs to Korea come first, then what is none."""
    found, extra = duties(values, data), more(values, data)
    rows = [
        {"bill": f"Contribution of {values['contribution_year']}", "part": "contribution", "usd_bn": contribution_usd_bn(values, data)},
        {"bill": "More, up to the demand", "part": "contribution", "usd_bn": extra["net"]},
    ]
    # Two equal rates are one bill, not two on top of each other.
    rates = {values[key]: name for name, key in (("rival", "tariff_rival_pct"), ("rate", "tariff_rate_pct"))}
    for rate in sorted(rates):
        name, bill = rates[rate], f"Duty of {rate:g} %, Korea"
        rows += [
            {"bill": bill, "part": "price cut", "usd_bn": found[name]["korea_absorbs"]},
            {"bill": bill, "part": "sales lost, net", "usd_bn": found[name]["korea_lost_net"]},
        ]
    rows.append({"bill": f"Duty of {values['tariff_rate_pct']:g} %, U.S. buyers", "part": "borne in the United States", "usd_bn": found["rate"]["us_bears"]})
    rows.append({"bill": "Package, cash at most", "part": "investment, no cost as such", "usd_bn": values["package_cash_usd_bn"]})
    return rows


def curve(values: Values, data: Data, *, ranges: Mapping[str, tuple[float, float]], highest_pct: int) -> list[dict[str, float]]:
    """Return Korea's cost by rate of duty with a band: rate_pct, usd_bn, low, high.

    The band is the least and the greatest cost at the ends of the ranges of the assumptions named, all others as declared.
    """
    met = terms(values, data)
    corners = [met]
    for name, ends in ranges.items():
        corners = [tariff.Terms(**{**vars(item), name: end}) for item in corners for end in ends]
    rows = []
    for step in range(0, highest_pct * 2 + 1):
        costs = [tariff.cost(item, step / 2) for item in corners]
        rows.append({"rate_pct": step / 2, "usd_bn": tariff.cost(met, step / 2), "low": min(costs), "high": max(costs)})
    return rows


def demands(values: Values, data: Data) -> list[dict[str, Any]]:
    """Return the demands of the U.S. side since 2019: stated, measure, usd_bn, more_usd_bn, net_usd_bn, rate_pct (break-even, None where there is none), of_deficit_pct."""
    to_us, to_korea = trade(values, data)
    rows = []
    for row in data["sma_demands"]:
        if row["country"] == "KOR" and row["side"] == "US" and row["amount_usd_bn"] is not None and int(row["stated"][:4]) >= _DEMANDS_FROM:
            extra = more(values, data, row["amount_usd_bn"])
            rows.append(
                {
                    "demand_id": row["demand_id"],
                    "stated": row["stated"],
                    "measure": row["measure"],
                    "usd_bn": row["amount_usd_bn"],
                    "more_usd_bn": extra["gross"],
                    "net_usd_bn": extra["net"],
                    "rate_pct": break_even(values, data, row["amount_usd_bn"]),
                    "of_deficit_pct": balance.share_of_deficit_pct(extra["gross"], to_us - to_korea) if to_us > to_korea else None,
                }
            )
    return sorted(rows, key=lambda row: (row["stated"], row["usd_bn"]))


def by_basis(values: Values, data: Data) -> list[dict[str, Any]]:
    """Return what each count of trade that has the declared year gives: basis, to_us_usd_bn, deficit_usd_bn, cost_usd_bn, difference_usd_bn, rate_pct."""
    rows = []
    for basis in BASES:
        if values["trade_year"] not in series.both_ways(data["bilateral_trade"], basis):
            continue
        to_us, to_korea = trade(values, data, basis)
        met = terms(values, data, basis)
        at_rate, at_rival = (tariff.cost(met, values[key]) for key in ("tariff_rate_pct", "tariff_rival_pct"))
        rows.append(
            {
                "basis": basis,
                "to_us_usd_bn": to_us,
                "deficit_usd_bn": to_us - to_korea,
                "cost_usd_bn": at_rate,
                "difference_usd_bn": at_rival - at_rate,
                "rate_pct": tariff.break_even_rate(met, more(values, data)["net"], highest_pct=HIGHEST_PCT),
            }
        )
    return rows


def gdp(values: Values, data: Data) -> float:
    """Return Korean GDP of the declared year on the declared basis, in USD billion."""
    return exposure.gdp_usd_bn(data["gdp"], data["exchange_rates"], basis=values["exposure_gdp_basis"], year=values["exposure_year"])


def cuts(values: Values, data: Data, cut_shares: Sequence[float]) -> list[dict[str, Any]]:
    """Return what a cut by each partner that is known takes in the declared year: partner, cut_share, and the results of exposure.cut."""
    known = exposure.exports_in(data, year=values["exposure_year"])
    product = gdp(values, data)
    return [
        {
            "partner": partner,
            "cut_share": share,
            **exposure.cut(exports_usd_bn=known[partner], world_usd_bn=known["WLD"], gdp_usd_bn=product, cut_share=share, net_share=values["lost_exports_net_share"]),
        }
        for partner in PARTNERS
        if partner in known
        for share in cut_shares
    ]


def declared_cut(values: Values, data: Data) -> dict[str, Any]:
    """Return what the declared cut by the declared partner takes. Raises ValueError where its exports are not known or it is no partner."""
    if values["cut_partner"] not in PARTNERS:
        raise ValueError(f"'{values['cut_partner']}' is not a partner; there are {', '.join(PARTNERS)}")
    found = [row for row in cuts(values, data, [values["cut_share"]]) if row["partner"] == values["cut_partner"]]
    if not found:
        raise ValueError(f"Korean customs figures of exports to {values['cut_partner']} are not at hand for {values['exposure_year']}")
    return found[0]
