"""Figures of the rules: put to the record, carried forward, and what drives the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt

from alliance.charts.cost_sharing.record import AGREED, BUDGET, PRICES
from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.theme import ACCENT, DASHES, KOREA, NEUTRAL, UNITED_STATES, years
from alliance.charts.tornado import tornado
from alliance.models.cost_sharing.figures import path_rows, path_title
from alliance.models.headline import fill

_KINDS = {
    "tested": ("tested", ACCENT),
    "derived from the rule": ("derived from the rule, no evidence", NEUTRAL),
    "substitute index": ("consumer prices in place of the deflator", UNITED_STATES),
}


def rules_backtested(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the gap between each rule's amount and the amount agreed, dollar years and won years on scales of their own."""
    data = [{**row, "kind": _KINDS[row["kind"]][0], "rule": row["rule"].replace("_", " ")} for row in rows if row["gap_pct"] is not None]
    names, colours = zip(*_KINDS.values(), strict=True)
    color = alt.Color("kind:N", title=None, scale=alt.Scale(domain=list(names), range=list(colours)), legend=alt.Legend(columns=2))
    tips = [
        alt.Tooltip("year:Q", title="Year", format="d"),
        alt.Tooltip("rule:N", title="Rule"),
        alt.Tooltip("rate_pct:Q", title="Rate, %", format=".1f"),
        alt.Tooltip("agreed:Q", title="Agreed", format=",.1f"),
        alt.Tooltip("expected:Q", title="By the rule", format=",.1f"),
        alt.Tooltip("gap_pct:Q", title="Gap, %", format=".3f"),
    ]

    def panel(currency: str, title: str, limit: float, height: int) -> alt.LayerChart:
        base = alt.Chart(DATA, height=height).transform_filter(f"datum.currency == '{currency}'")
        y = alt.Y("gap_pct:Q", title=title, scale=alt.Scale(domain=[-limit, limit], nice=False), axis=alt.Axis(tickCount=5, grid=True))
        points = base.mark_point(size=70, opacity=0.95).encode(x=years(), y=y, color=color, tooltip=tips)
        zero = alt.Chart(DATA).mark_rule().encode(y=alt.datum(0))
        return zero + points

    chart = alt.vconcat(panel("usd", "Gap in dollar years, %", 4, 130), panel("krw", "Gap in won years, %", 0.1, 170), spacing=14)
    return figure(
        chart,
        data,
        name="rules-backtested",
        title=fill("In the won years the rules give the agreed amount in {backtest_won_fit:number} of {backtest_won_years:number} years tested, to within {backtest_won_gap_pct}", headlines),
        alt="Two dot charts of the gap in per cent between the amount a rule gives and the amount agreed. In the won years since 2005 every dot lies within a hundredth of a per cent of zero. In the dollar years the gaps are up to four per cent, because the printed amounts are cut to ten million dollars and one index is missing.",
        sources=(*AGREED, PRICES, BUDGET, "spark946-sma8-ko", "hankyung-1995-11-03"),
        note="Each rule is applied to the official amount of the year before. The axis of the won years spans a tenth of one per cent either way.",
    )


def paths(known: Iterable[Row], rule: Iterable[Row], rival: Iterable[Row], bands: Mapping[str, Iterable[Row]], headlines: Headlines, *, labels: Mapping[str, str]) -> Figure:
    """Return the contribution as agreed and as it goes on under the rule and its rival, with bands from the plausible ranges."""
    data = path_rows(known, rule, rival, bands, labels)
    color = alt.Color("path:N", title=None, scale=alt.Scale(domain=[labels[name] for name in ("agreed", "rule", "rival")], range=[NEUTRAL, KOREA, UNITED_STATES]), legend=alt.Legend(columns=1, labelLimit=420, symbolOpacity=1))
    base = alt.Chart(DATA, height=300).encode(x=years(), color=color)
    y = alt.Y("krw_bn:Q", title="Billion won, current", scale=alt.Scale(zero=False))
    area = base.transform_filter("datum.kind == 'projected'").mark_area(opacity=0.18, line=False).encode(y=alt.Y("low:Q", title="Billion won, current"), y2="high:Q")
    lines = base.mark_line().encode(
        y=y,
        strokeDash=alt.StrokeDash("kind:N", legend=None, scale=alt.Scale(domain=list(DASHES), range=list(DASHES.values()))),
        detail="path:N",
    )
    tips = [alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("path:N", title="Path"), alt.Tooltip("krw_bn:Q", title="Billion won", format=",.1f"), alt.Tooltip("low:Q", title="Low", format=",.1f"), alt.Tooltip("high:Q", title="High", format=",.1f")]
    points = base.mark_point(size=34).encode(y=y, tooltip=tips)
    return figure(
        area + lines + points,
        data,
        name="paths-to-horizon",
        title=path_title(headlines),
        alt="Line chart of the agreed contribution and two dashed projections with bands: the rule of the projection and its rival. The bands show the lowest and highest path over the plausible ranges of inflation and of the growth of the defence budget.",
        sources=(*AGREED, PRICES, BUDGET, "segye-2025-12-03"),
        note="Solid: agreed, with 2023 and 2024 computed from the rule. Dashed: projected. Bands: plausible ranges of inflation and of the growth of the defence budget, all else as declared.",
    )


def drivers(rows: Mapping[str, Iterable[Row]], headlines: Headlines, *, labels: Mapping[str, str], panels: Mapping[str, str]) -> Figure:
    """Return the tornado of the dollar contribution at the horizon, under the rule and under its rival."""
    return tornado(
        rows,
        headlines,
        name="drivers",
        title=fill("What moves the contribution of {horizon_usd_bn:period} most:", headlines),
        alt_text="Bar charts, widest bar first, of the lowest and highest dollar contribution at the horizon, under the rule and under its rival, when one assumption at a time goes through its plausible range.",
        sources=(*AGREED, PRICES, BUDGET),
        labels=labels,
        panels=panels,
    )
