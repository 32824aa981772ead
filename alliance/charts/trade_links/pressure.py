"""Figures of leverage and money: coercion after 2016, investment in its three meanings, and the North's dependence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.theme import (
    ACCENT,
    CHINA,
    KOREA,
    NEUTRAL,
    UNITED_STATES,
    WRAPPED,
    years,
)
from alliance.models.headline import fill

VISITORS = ("bizhankook-5367", "donga-20160120", "thebk-184262", "donga-20190123", "ttlnews-2019", "newspim-2023", "wowtv-2024arr", "news1-2025arr")
NORTH = ("kukinews-nk2008", "etnews-nk2007", "newstomato-20110527", "kotra-nk2011", "kotra-nk2013", "ajunews-nk2014", "edaily-nk2016", "manitoba-nk2018", "asiae-nk2019", "asiae-nk2020", "fnnews-nk2021", "sundaily-nk2022", "sharimanzu-nk2023", "segye-nk2024", "asiae-nk2025")

_PLEDGES = {
    ("2021-05-21", "Korean companies at the Biden-Moon summit"): "May 2021, firms",
    ("2025-08-25", "Korean companies (FKI)"): "August 2025, firms",
    ("2025-10-29", "Government framework: cash part"): "Package, cash part",
    ("2025-11-14", "Government framework"): "Package, whole",
}
_FLOWS = {"kita": "Trade association", "motie": "Trade ministry", "eximbank": "Eximbank", "moef_eximbank": "Finance ministry"}


def coercion(arrivals: Iterable[Row], exports: Mapping[int, float], headlines: Headlines) -> Figure:
    """Return visitors from China by year, with the years that are not known left empty, and Korea's exports to China below."""
    visitors = {row["year"]: row["persons"] / 1e6 for row in arrivals if row["origin"] == "CHN" and row["reading"] == "first" and len(row["period"]) == 4}
    span = range(min(visitors), max(visitors) + 1)
    data = [{"year": year, "visitors_m": visitors.get(year), "exports_usd_bn": exports.get(year), "shade": "after THAAD" if year == 2017 else "other years"} for year in span]
    axis = alt.X("year:O", title=None, scale=alt.Scale(domain=list(span)), axis=alt.Axis(labelAngle=0, labelExpr="datum.value % 2 == 1 ? datum.label : ''", ticks=False))
    color = alt.Color("shade:N", legend=None, scale=alt.Scale(domain=["after THAAD", "other years"], range=[UNITED_STATES, CHINA]))
    top = alt.Chart(DATA, height=150).mark_bar().encode(
        x=axis,
        y=alt.Y("visitors_m:Q", title="Visitors, million", axis=alt.Axis(tickCount=4)),
        color=color,
        tooltip=[alt.Tooltip("year:O", title="Year"), alt.Tooltip("visitors_m:Q", title="Visitors from China, million", format=".2f")],
    )
    below = alt.Chart(DATA, height=150).mark_bar().encode(
        x=axis,
        y=alt.Y("exports_usd_bn:Q", title="Exports, billion dollars", axis=alt.Axis(tickCount=4)),
        color=color,
        tooltip=[alt.Tooltip("year:O", title="Year"), alt.Tooltip("exports_usd_bn:Q", title="Exports to China, billion dollars", format=".1f")],
    )
    return figure(
        alt.vconcat(top, below, spacing=12),
        data,
        name="trade-coercion",
        title=fill("From {arrivals_change_pct:period} visitors from China {arrivals_change_pct:rose|fell} by {arrivals_change_pct:abs} and exports to China {china_exports_2017_change_pct:rose|fell} by {china_exports_2017_change_pct:abs}", headlines),
        alt="Two bar charts by year from 2013. Visitors from China rise to 8 million in 2016, halve in 2017, recover to 6 million in 2019, are not known from 2020 to 2022, and reach 5.5 million in 2025. Exports to China do not fall in 2017; their lowest year since is 2023.",
        sources=(*VISITORS, "kosis-korea-china-trade", "kcs-2025"),
        note="2017, in red, is the year of the measures after the decision for the THAAD battery. Visitors from China in 2020 to 2022 are not known here. Exports by Korean customs: a total, which says nothing about single firms.",
    )


def investment(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return stocks, flows and pledges from Korea to the United States, each on an axis of its own."""
    rows = [row for row in rows if (row["origin"], row["destination"], row["reading"]) == ("KOR", "USA", "first")]
    data: list[dict[str, Any]] = [{"panel": "stock", "year": row["year"], "usd_bn": row["stock_usd_mn"] / 1000} for row in rows if row["kind"] == "stock" and row["basis"] == "bea"]
    data += [{"panel": "flow", "year": row["year"], "usd_bn": row["flow_usd_mn"] / 1000, "maker": _FLOWS[row["basis"]]} for row in rows if row["kind"] == "flow" and row["basis"] in _FLOWS and len(row["period"]) == 4]
    data += [{"panel": "pledge", "pledge": _PLEDGES[key], "usd_bn": row["pledge_usd_mn"] / 1000} for row in rows if row["kind"] == "pledge" and (key := (row["period"], row["pledged_by"])) in _PLEDGES and row["object"] == "investment"]
    span = alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickCount=8), scale=alt.Scale(domain=[2010, 2025], nice=False))

    def base(panel: str, height: int) -> alt.Chart:
        return alt.Chart(DATA, height=height).transform_filter(f"datum.panel == '{panel}'")

    tips = [alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("usd_bn:Q", title="Billion dollars", format=".1f")]
    stock = base("stock", 110).mark_point(size=60, color=UNITED_STATES, opacity=1).encode(x=span, y=alt.Y("usd_bn:Q", title="Stock, bn dollars", axis=alt.Axis(tickCount=4), scale=alt.Scale(zero=True)), tooltip=tips)
    color = alt.Color("maker:N", title="Flow counted by", scale=alt.Scale(domain=list(_FLOWS.values()), range=[NEUTRAL, ACCENT, CHINA, KOREA]), legend=alt.Legend(columns=2))
    shape = alt.Shape("maker:N", title="Flow counted by", scale=alt.Scale(domain=list(_FLOWS.values()), range=["circle", "square", "diamond", "triangle-up"]), legend=alt.Legend(columns=2))
    flow = base("flow", 110).mark_point(size=70, filled=False, strokeWidth=2, opacity=1).encode(x=span, y=alt.Y("usd_bn:Q", title="Flow, bn dollars", axis=alt.Axis(tickCount=4), scale=alt.Scale(zero=True)), color=color, shape=shape, tooltip=[*tips, alt.Tooltip("maker:N", title="Counted by")])
    pledge = base("pledge", 130).mark_bar(size=18, color=NEUTRAL).encode(
        x=alt.X("usd_bn:Q", title="Pledged, billion dollars", axis=alt.Axis(grid=True, tickCount=5)),
        y=alt.Y("pledge:N", title=None, sort=list(_PLEDGES.values()), axis=alt.Axis(labelExpr=WRAPPED, labelLimit=170)),
        tooltip=[alt.Tooltip("pledge:N", title="Pledge"), alt.Tooltip("usd_bn:Q", title="Billion dollars", format=".0f")],
    )
    return figure(
        alt.vconcat(stock, flow, pledge, spacing=14, usermeta={"labels": 130}).resolve_scale(color="independent", shape="independent"),
        data,
        name="trade-investment",
        title=fill("A stock of {stock_bea_usd_bn} in {stock_bea_usd_bn:period}, a flow of {flow_usa_usd_bn} in {flow_usa_usd_bn:period}, a pledge of {pledge_2025_usd_bn:number} in {pledge_2025_usd_bn:period}: three things", headlines),
        alt="Three charts of Korean investment in the United States, each on its own axis in billion dollars: dots of the stock by U.S. count, rising from 35 in 2014 to 78 in 2023; dots of yearly flows by four Korean counts, from 6 in 2014 to between 22 and 30 since 2021; bars of pledges of 25 in 2021 and of 150, 200 and 350 in 2025.",
        sources=("thehill-2016", "kei-fdi-2016", "kei-fdi-2023", "crs-2021", "kita-fdi-2017", "motie-korus7", "exim-odi-wowtv", "moef-odi-2024", "joongang-20250826", "bci24-1804200", "infomax-92506"),
        note="Pledges are announcements, overlap, and are not to be added: the cash part is part of the package. The Bank of Korea counts a stock 2.7 times as large, on another concept, which is left out here. Years without a dot are not known.",
    )


def north(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return China's share of the North's trade by KOTRA, and the sum of that trade by KOTRA and by Chinese customs."""
    makers = {"kotra": ("KOTRA, with estimated crude oil", CHINA), "chinese_customs": ("Chinese customs", NEUTRAL)}
    found = sorted((row for row in rows if row["partner"] == "CHN" and row["flow"] == "total" and row["basis"] in makers), key=lambda row: (row["basis"], row["year"]))
    data: list[dict[str, Any]] = []
    for panel, column, scale, bases in (("share", "china_share_pct", 1, ("kotra",)), ("sum", "value_usd_mn", 1000, tuple(makers))):
        for basis in bases:
            known = [(row["year"], row[column] / scale) for row in found if row["basis"] == basis and row[column] is not None]
            run = 0
            for index, (year, value) in enumerate(known):
                run += index > 0 and year != known[index - 1][0] + 1
                data.append({"panel": panel, "year": year, "value": value, "maker": makers[basis][0], "run": f"{panel} {basis} {run}"})
    names, colours = zip(*makers.values(), strict=True)
    color = alt.Color("maker:N", title=None, scale=alt.Scale(domain=list(names), range=list(colours)))

    def view(panel: str, title: str, scale: alt.Scale) -> alt.LayerChart:
        base = alt.Chart(DATA, height=150).transform_filter(f"datum.panel == '{panel}'").encode(x=years(), y=alt.Y("value:Q", title=title, scale=scale, axis=alt.Axis(tickCount=5)), color=color)
        tips = [alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("value:Q", title=title, format=".2f"), alt.Tooltip("maker:N", title="Counted by")]
        return base.mark_line(strokeWidth=1.6).encode(detail="run:N") + base.mark_point(size=44, opacity=1).encode(tooltip=tips)

    return figure(
        alt.vconcat(view("share", "China's share, %", alt.Scale(domain=[0, 100])), view("sum", "With China, billion dollars", alt.Scale(zero=True)), spacing=14).resolve_scale(x="shared"),
        data,
        name="trade-north",
        title=fill("China's share of the North's trade went from {north_china_first_pct} in {north_china_first_pct:period} to {north_china_last_pct} in {north_china_last_pct:period}", headlines),
        alt="Two line charts with holes. China's share of North Korea's trade by KOTRA rises from a third in 2003 to nine tenths in 2014 and 98 per cent in 2024. The sum of that trade is highest in 2014 at nearly 7 billion dollars, falls below 1 billion in 2020 and 2021, and is about 2.7 billion since 2023; Chinese customs count less in each year that both have.",
        sources=NORTH,
        note="KOTRA counts without trade between the two Koreas and adds estimated crude oil; Chinese customs count what they record. Lines break where a year is not known. With inter-Korean trade China's share of 2010 was 57 per cent and not 83.",
    )
