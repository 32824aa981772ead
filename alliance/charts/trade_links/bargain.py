"""Figures of the bargain: duties and contribution on one scale, the deficit, and what a partner's cut would take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.theme import (
    ACCENT,
    JAPAN,
    KOREA,
    NEUTRAL,
    UNITED_STATES,
    WRAPPED,
)
from alliance.charts.tornado import tornado
from alliance.charts.trade_links.record import CENSUS, COUNTRIES, CUSTOMS
from alliance.models.headline import fill
from alliance.models.trade_links.figures import (
    break_even_rows,
    break_even_title,
    closing_rows,
    closing_title,
    scale_title,
)

MODEL = ("ubs-20250408", "kbs-192157", "amiti-2019", "amiti-2020", "fajgelbaum-2020", *CENSUS)
AGREED = ("mofa-bonn-2024-10", "koreajoongang-2024-10-16", "frb-h10-exchange-rates")
_PARTS = {
    "contribution": KOREA,
    "price cut": JAPAN,
    "sales lost, net": ACCENT,
    "borne in the United States": UNITED_STATES,
    "investment, no cost as such": NEUTRAL,
}


def scale(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the yearly sums of the chapter on one scale, each bar split into its parts."""
    data = list(rows)
    chart = alt.Chart(DATA, height=alt.Step(40)).mark_bar(size=22).encode(
        y=alt.Y("bill:N", title=None, sort=list(dict.fromkeys(row["bill"] for row in data)), axis=alt.Axis(labelExpr=WRAPPED, labelLimit=170)),
        x=alt.X("usd_bn:Q", title="Billion dollars a year", stack="zero", axis=alt.Axis(grid=True, tickCount=6)),
        color=alt.Color("part:N", title=None, scale=alt.Scale(domain=list(_PARTS), range=list(_PARTS.values())), legend=alt.Legend(columns=2)),
        order=alt.Order("part:N"),
        tooltip=[alt.Tooltip("bill:N", title="Sum"), alt.Tooltip("part:N", title="Part"), alt.Tooltip("usd_bn:Q", title="Billion dollars a year", format=".1f")],
    )
    return figure(
        chart,
        data,
        name="trade-scale",
        title=scale_title(headlines),
        alt="Stacked bar chart of yearly sums in billion dollars on one scale: the contribution as it stands, what the demand would add, what a duty at two rates costs Korea as price cut and as lost sales, what U.S. buyers bear of the first, and the yearly cash of the investment package.",
        sources=(*AGREED, "bci24-1804200", *MODEL),
        note="Costs to Korea are reckoned from declared assumptions and are no forecast. What U.S. buyers bear is no cost to Korea, and an investment is none unless it is lost; both stand here for their size.",
    )


def break_even(curve: Iterable[Row], demands: Mapping[str, float], headlines: Headlines, *, rates: Mapping[str, float]) -> Figure:
    """Return Korea's cost by rate of duty with its band, the added contributions as level lines, and the two rates as upright ones."""
    data = break_even_rows(curve, demands, rates)
    base = alt.Chart(DATA, height=320)
    y_title = "Cost to Korea, billion dollars a year"
    x = alt.X("rate_pct:Q", title="Rate of duty, %", scale=alt.Scale(nice=False), axis=alt.Axis(tickCount=8))
    own = base.transform_filter("isValid(datum.usd_bn)")
    area = own.mark_area(opacity=0.18, line=False, color=KOREA).encode(x=x, y=alt.Y("low:Q", title=y_title, axis=alt.Axis(tickCount=6)), y2="high:Q")
    line = own.mark_line(color=KOREA, strokeDash=[6, 4]).encode(x=x, y=alt.Y("usd_bn:Q", title=y_title, axis=alt.Axis(tickCount=6)), tooltip=[alt.Tooltip("rate_pct:Q", title="Rate, %"), alt.Tooltip("usd_bn:Q", title="Billion dollars", format=".1f"), alt.Tooltip("low:Q", title="Low", format=".1f"), alt.Tooltip("high:Q", title="High", format=".1f")])
    colours = [UNITED_STATES, ACCENT, JAPAN]
    color = alt.Color("demand:N", title="What a contribution would add if raised to", scale=alt.Scale(domain=list(demands), range=colours[: len(demands)]), legend=alt.Legend(columns=1, titleLimit=320, labelLimit=320, symbolType="stroke"))
    levels = base.transform_filter("isValid(datum.demand)").mark_rule(strokeWidth=2).encode(y="more_usd_bn:Q", color=color, tooltip=[alt.Tooltip("demand:N", title="Contribution"), alt.Tooltip("more_usd_bn:Q", title="More, billion dollars", format=".1f")])
    upright = base.transform_filter("isValid(datum.rate)").mark_rule(strokeWidth=1.2, strokeDash=[2, 3], color=NEUTRAL).encode(x="rate_at:Q", tooltip=[alt.Tooltip("rate:N", title="Rate"), alt.Tooltip("rate_at:Q", title="%")])
    return figure(
        area + line + levels + upright,
        data,
        name="trade-break-even",
        title=break_even_title(headlines),
        alt="Line chart of what a duty costs Korea by its rate, dashed, in a wide band. Level lines show by how much the contribution would rise if it met the demands; upright dotted lines mark the two rates compared. Where the curve meets a level line both cost the same.",
        sources=(*AGREED, "koreaherald-2020-04-21", *MODEL),
        note="Band: least and greatest cost over the plausible ranges of pass-through and elasticity together. Upright lines: the two rates that the chapter compares.",
    )


def closing(line: Iterable[Row], points: Mapping[str, tuple[float, float]], headlines: Headlines) -> Figure:
    """Return the pairs of changes in exports and imports that balance trade, with those that the text names as points."""
    data = closing_rows(line, points)
    base = alt.Chart(DATA, height=280)
    x_title, y_title = "Change of U.S. exports to Korea, %", "Fall of U.S. imports, %"
    curve = base.transform_filter("isValid(datum.rise)").mark_line(color=NEUTRAL, strokeDash=[6, 4]).encode(x=alt.X("rise:Q", title=x_title, scale=alt.Scale(padding=14, nice=False), axis=alt.Axis(grid=True, tickCount=6)), y=alt.Y("fall:Q", title=y_title, scale=alt.Scale(padding=14, nice=False), axis=alt.Axis(tickCount=6)))
    color = alt.Color("pair:N", title=None, scale=alt.Scale(domain=list(points), range=[UNITED_STATES, KOREA, ACCENT, JAPAN][: len(points)]), legend=alt.Legend(columns=2, labelLimit=220))
    marks = base.transform_filter("isValid(datum.pair)").mark_point(size=130, opacity=1).encode(x="at_rise:Q", y="at_fall:Q", color=color, tooltip=[alt.Tooltip("pair:N", title="Pair"), alt.Tooltip("at_rise:Q", title=x_title, format=".1f"), alt.Tooltip("at_fall:Q", title=y_title, format=".1f")])
    return figure(
        curve + marks,
        data,
        name="trade-closing",
        title=closing_title(headlines),
        alt="Line chart, dashed and falling straight from left to right: each point is a rise of U.S. exports to Korea and a fall of U.S. imports from Korea that together balance trade. Marked are exports alone, imports alone, both by the same per cent, and the rise that is tried.",
        sources=(*CENSUS, *CUSTOMS),
        note="Arithmetic, no forecast: nothing is said about how such changes could come about, or about third countries. Negative values are changes the other way.",
    )


def exposure(rows: Iterable[Row], headlines: Headlines, *, partner: str, cut_share: float, estimate_pct: float) -> Figure:
    """Return the net loss in GDP by the part of its purchases that a partner cuts, one line a partner, beside an estimate of 2017."""
    data: list[dict] = [{"country": COUNTRIES[row["partner"]][0], "cut": row["cut_share"] * 100, "net_of_gdp_pct": row["net_of_gdp_pct"], "of_exports_pct": row["of_exports_pct"]} for row in rows]
    data.append({"declared": cut_share * 100})
    names = list(dict.fromkeys(row["country"] for row in data if "country" in row))
    tints = {label: colour for label, colour in COUNTRIES.values()}
    base = alt.Chart(DATA, height=260)
    x = alt.X("cut:Q", title="Part of its purchases that the partner cuts, %", axis=alt.Axis(grid=False, tickCount=6))
    lines = base.transform_filter("isValid(datum.country)").mark_line(strokeDash=[6, 4], point=alt.OverlayMarkDef(size=26)).encode(
        x=x,
        y=alt.Y("net_of_gdp_pct:Q", title="Net loss, % of GDP", axis=alt.Axis(tickCount=6)),
        color=alt.Color("country:N", title=None, scale=alt.Scale(domain=names, range=[tints[name] for name in names])),
        tooltip=[alt.Tooltip("country:N", title="Partner"), alt.Tooltip("cut:Q", title="Cut, %"), alt.Tooltip("net_of_gdp_pct:Q", title="Net loss, % of GDP", format=".2f"), alt.Tooltip("of_exports_pct:Q", title="Of all exports, %", format=".1f")],
    )
    once = base.transform_filter("isValid(datum.declared)")
    upright = once.mark_rule(strokeDash=[2, 3], color=NEUTRAL).encode(x="declared:Q")
    level = once.mark_rule(color=NEUTRAL).encode(y=alt.datum(estimate_pct))
    named = once.mark_text(align="right", dx=-4, dy=-8, fontSize=11).encode(x=alt.value("width"), y=alt.datum(estimate_pct), text=alt.value("forecast of 2017"))
    return figure(
        lines + upright + level + named,
        data,
        name="trade-exposure",
        title=fill("If {partner} cut {cut_pct} of its purchases, Korea would lose {cut_exports_pct} of its exports and, net, {cut_net_gdp_pct} of its GDP", headlines, partner=partner),
        alt="Line chart, dashed: the net loss in per cent of GDP against the part of its purchases that a partner cuts, from nothing to half. The lines of China and the United States lie close together and that of Japan far below. A level line marks what a Korean institute reckoned in 2017 for the measures of that year.",
        sources=(*CUSTOMS, "hani-2022", "sbs-2026-03-10", "gunhoon-2024-12", "kbs-192157", "yonhap-hri-2017"),
        note="Exports by Korean customs. Upright: the cut declared. Level: 0.5 per cent of GDP, the forecast of the Hyundai Research Institute for the measures after THAAD, most of it tourism, which is not reckoned here.",
    )


def drivers(rows: Mapping[str, Iterable[Row]], headlines: Headlines, *, labels: Mapping[str, str], panels: Mapping[str, str]) -> Figure:
    """Return the tornado of what the bargain costs and of what a duty costs."""
    return tornado(
        rows,
        headlines,
        name="trade-drivers",
        title="What moves the cost of the bargain most:",
        alt_text="Bar charts, widest bar first, of the lowest and highest result when one assumption at a time goes through its plausible range: what the bargain costs Korea in a year, and what the duty that is weighed costs it.",
        sources=(*AGREED, *MODEL),
        labels=labels,
        panels=panels,
        digits=".1f",
    )
