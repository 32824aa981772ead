"""Figures of the record since 1991: won, dollars, constant prices, shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.theme import ACCENT, KOREA, NEUTRAL, UNITED_STATES, years
from alliance.models.headline import fill

AGREED = ("mnd-dwp-2018-en-p181", "investing-reuters-2021-03-10", "mofa-bonn-2024-10")
RATES = "frb-h10-exchange-rates"
BUDGET = "mnd-budget-trend"
PRICES = "world-bank-cpi"


def contribution(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the contribution by year in won and in dollars, paid in dollars apart from paid in won, agreements marked."""
    seen: set[int] = set()
    data = []
    for row in rows:
        first = row["sma_no"] not in seen
        seen.add(row["sma_no"])
        data.append({**row, "usd_m": row["usd_bn"] * 1000, "agreement": str(row["sma_no"]) if first else ""})
    paid_in = alt.Color("paid_in:N", title="Agreed in", scale=alt.Scale(domain=["dollars", "won"], range=[UNITED_STATES, KOREA]))

    years = alt.X("year:O", title=None, axis=alt.Axis(labelExpr="datum.value % 5 == 0 ? datum.label : ''", labelAngle=0, ticks=False))

    def panel(column: str, title: str) -> alt.LayerChart:
        base = alt.Chart(DATA, height=170).encode(x=years)
        tips = [alt.Tooltip("year:O", title="Year"), alt.Tooltip("sma_no:Q", title="Agreement"), alt.Tooltip(f"{column}:Q", title=title, format=",.0f")]
        bars = base.mark_bar().encode(y=alt.Y(f"{column}:Q", title=title), color=paid_in, tooltip=tips)
        # Two heights, because the tenth and the eleventh agreement begin in years that follow each other.
        numbers = [
            base.transform_filter(f"datum.agreement != '' && datum.sma_no % 2 == {odd}").mark_text(dy=dy, fontSize=11).encode(y=f"{column}:Q", text="agreement:N")
            for odd, dy in ((0, -8), (1, -20))
        ]
        return alt.layer(bars, *numbers)

    chart = alt.vconcat(panel("krw_bn", "Billion won, current"), panel("usd_m", "Million dollars, current"), spacing=14)
    return figure(
        chart,
        data,
        name="contribution-since-1991",
        title=fill("In won the contribution {won_change_pct:rose|fell} by {won_change_pct:abs} from {won_change_pct:period}; in dollars it {usd_change_pct:rose|fell} by {usd_change_pct:abs}", headlines),
        alt="Two bar charts by year since 1991: Korea's contribution in billion won rises almost without a break; in million dollars it rises to 2004, then moves with the exchange rate. Numbers mark the first year of each of the twelve agreements.",
        sources=(*AGREED, RATES),
        note="Agreed, not executed, amounts. Figures above the bars number the agreements. Won and dollars are converted at the mean rate of the year, years without a complete mean at the declared rate.",
    )


def real_contribution(rows: Iterable[Row], headlines: Headlines, *, price_year: int) -> Figure:
    """Return the contribution in current won and at constant consumer prices."""
    series = {"krw_bn": "current won", "real_krw_bn": f"won of {price_year}"}
    data = [{"year": row["year"], "prices": label, "krw_bn": row[key]} for key, label in series.items() for row in rows]
    color = alt.Color("prices:N", title=None, scale=alt.Scale(domain=list(series.values()), range=[NEUTRAL, KOREA]))
    tips = [alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("prices:N", title="Prices"), alt.Tooltip("krw_bn:Q", title="Billion won", format=",.0f")]
    base = alt.Chart(DATA, height=240).encode(x=years(), y=alt.Y("krw_bn:Q", title="Billion won"), color=color, tooltip=tips)
    return figure(
        base.mark_line() + base.mark_point(size=16),
        data,
        name="contribution-real",
        title=fill("At constant prices the contribution {real_change_pct:rose|fell} by {real_change_pct:abs} from {real_change_pct:period}", headlines),
        alt=f"Line chart by year since 1991 of the contribution in current won and in won of {price_year}. The two lines run together towards {price_year}; at constant prices the rise since 2005 is much smaller than in current won.",
        sources=(*AGREED, PRICES, "meerae-2025-12-31"),
        note="Deflated with Korean consumer prices. Amounts in dollars before 2005 are put in won at the mean rate of the year, hence the spike of 1998.",
    )


def contribution_shares(rows: Iterable[Row], gdp_rows: Iterable[Row], headlines: Headlines, *, basis_labels: Mapping[str, str]) -> Figure:
    """Return the contribution as a share of the defence budget and, basis by basis, of GDP."""
    rows = list(rows)
    of_budget = [{"year": row["year"], "share_of": "defence budget", "basis": "defence budget", "share_pct": row["budget_share_pct"]} for row in rows if row["budget_share_pct"] is not None]
    of_gdp = [{"year": row["year"], "share_of": "GDP", "basis": basis_labels[row["basis"]], "share_pct": row["gdp_share_pct"]} for row in gdp_rows]
    data = of_budget + of_gdp
    domain = list(dict.fromkeys(row["basis"] for row in data))
    color = alt.Color("basis:N", title=None, scale=alt.Scale(domain=domain, range=[KOREA, ACCENT, UNITED_STATES]))

    def panel(share_of: str, title: str, digits: str) -> alt.LayerChart:
        tips = [alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("basis:N", title="Basis"), alt.Tooltip("share_pct:Q", title="Per cent", format=digits)]
        base = alt.Chart(DATA, height=150).transform_filter(f"datum.share_of == '{share_of}'")
        base = base.encode(x=years(), y=alt.Y("share_pct:Q", title=title, axis=alt.Axis(tickCount=5)), color=color, tooltip=tips)
        return base.mark_line() + base.mark_point(size=22)

    chart = alt.vconcat(panel("defence budget", "% of the defence budget", ".2f"), panel("GDP", "% of GDP", ".3f"), spacing=14)
    return figure(
        chart,
        data,
        name="contribution-shares",
        title=fill("The contribution is {payment_budget_share_pct} of the defence budget in {payment_budget_share_pct:period}, after {budget_share_peak_pct} in {budget_share_peak_pct:period}", headlines),
        alt="Two line charts since 1991. As a share of the Korean defence budget the contribution rises to near 4 per cent around 1998 to 2002 and falls to between 2 and 3 per cent. As a share of GDP it stays near or below a tenth of one per cent; two bases of GDP are drawn apart.",
        sources=(*AGREED, BUDGET, RATES, "segye-2025-12-03", "sbs-2026-03-10"),
        note="The bases of GDP differ by revision and are not spliced: the step between them is not a fall.",
    )


def dollar_change(headlines: Headlines, *, order: str) -> Figure:
    """Return the change in dollars split into the path in won and the exchange rate; `order` says in words which was taken first."""
    record = {item["name"]: item for item in headlines}
    parts = [("usd_change_won_m", "Path in won"), ("usd_change_rate_m", "Exchange rate"), ("usd_change_m", "Change in dollars")]
    data = [{"part": label, "usd_m": record[name]["value"], "text": record[name]["text"], "kind": "total" if name == "usd_change_m" else "part"} for name, label in parts]
    base = alt.Chart(DATA, height=alt.Step(44)).encode(y=alt.Y("part:N", title=None, sort=[label for _, label in parts], axis=alt.Axis(labelLimit=140)))
    bars = base.mark_bar(size=24).encode(
        x=alt.X("usd_m:Q", title="Million dollars", axis=alt.Axis(grid=True, tickCount=6)),
        color=alt.Color("kind:N", legend=None, scale=alt.Scale(domain=["part", "total"], range=[NEUTRAL, KOREA])),
        tooltip=[alt.Tooltip("part:N", title="Part"), alt.Tooltip("usd_m:Q", title="Million dollars", format=",.0f")],
    )
    zero = alt.Chart(DATA).mark_rule().encode(x=alt.datum(0))
    return figure(
        bars + zero,
        data,
        name="dollar-change",
        title=fill("From {usd_change_m:period} the path in won {usd_change_won_m:added|took} {usd_change_won_m:abs}, the exchange rate {usd_change_rate_m:added|took away} {usd_change_rate_m:abs}", record.values()),
        alt="Bar chart of the change of the contribution in dollars and of its two parts: the path in won and the exchange rate.",
        sources=(*AGREED, RATES),
        note=f"The parts sum to the change. Order of the split: {order[:1].lower()}{order[1:]}.",
    )
