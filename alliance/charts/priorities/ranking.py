"""Figures of the ranking: both capitals, the weights between them, the whole space of weights, and what drives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.priorities.record import NORTH_KOREA
from alliance.charts.theme import CHINA, JAPAN, KOREA, NEUTRAL, UNITED_STATES, WRAPPED
from alliance.charts.tornado import tornado
from alliance.models.headline import fill
from alliance.models.priorities.figures import (
    CAPITALS,
    acceptability_order,
    acceptability_rows,
    acceptability_title,
    blend_rows,
    blend_title,
    lowered,
    ranking_order,
    ranking_rows,
    ranking_span,
    ranking_title,
)

#: What the scores rest on.
BASIS = ("donga-2022-02-24", "cfr-2021", "crs-2021", "stangarone-2020", "joongang-2025", "atlantic-2025")

_CAPITALS = dict(zip(CAPITALS.values(), (UNITED_STATES, KOREA), strict=True))

#: One colour an option: that of the country it is about, or of the capital that is known for it.
_OPTION_COLOURS = {
    "Deterring the North": NORTH_KOREA,
    "Talking to the North": KOREA,
    "Competing with China": CHINA,
    "Supply chains and technology": NEUTRAL,
    "Japan and trilateral work": JAPAN,
    "The Quad": UNITED_STATES,
}


def rankings(rows: Iterable[Row], headlines: Headlines, *, tops: Mapping[str, str]) -> Figure:
    """Return the value of each option at each capital's weights, with the span of drawn scores. `tops` names the first options."""
    rows = list(rows)
    order = ranking_order(rows)
    data = ranking_rows(rows)
    labels, colours = zip(*_CAPITALS.items(), strict=True)
    span = ranking_span(rows)
    base = alt.Chart(DATA, height=alt.Step(54, **{"for": "position"})).encode(
        y=alt.Y("option:N", title=None, sort=order, axis=alt.Axis(labelExpr=WRAPPED, labelLimit=170)),
        yOffset=alt.YOffset("capital:N", sort=list(labels)),
        color=alt.Color("capital:N", title=None, scale=alt.Scale(domain=list(labels), range=list(colours))),
        tooltip=[alt.Tooltip("capital:N", title="At"), alt.Tooltip("option:N", title="Option"), alt.Tooltip("rank:N", title="Rank"), alt.Tooltip("value:Q", title="Points", format=".2f"), alt.Tooltip("low:Q", title="Low", format=".2f"), alt.Tooltip("high:Q", title="High", format=".2f")],
    )
    x = alt.X("low:Q", title="Weighted sum, points of 10", scale=alt.Scale(domain=span, nice=False), axis=alt.Axis(grid=True, tickCount=6))
    spans = base.mark_rule(strokeWidth=3, opacity=0.45).encode(x=x, x2="high:Q")
    points = base.mark_point(size=80, opacity=1).encode(x="value:Q")
    numbers = base.mark_text(dy=-9, fontSize=11, fontWeight=600).encode(x="value:Q", text="rank:N")
    return figure(
        spans + points + numbers,
        data,
        name="two-rankings",
        title=ranking_title(headlines, tops),
        alt=f"Dot chart of six options at the weights of two capitals, with the rank above each dot and a line for the middle 90 per cent of results when judged scores are drawn. First at Washington's weights: {lowered(tops['washington'])}. First at Seoul's: {lowered(tops['seoul'])}.",
        sources=BASIS,
        note="Numbers are ranks. Lines span the middle 90 per cent of values when every judged score is drawn within the declared spread. Judgements ordered, nothing measured.",
    )


def acceptability(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return how often each option takes each rank over all weights: with the scores as declared, and with scores drawn as well."""
    rows = list(rows)
    panels = {"declared": "% of weights, scores as declared", "drawn": "% of weights, scores drawn too"}
    order, data = acceptability_order(rows), acceptability_rows(rows)
    shades = ["#1f5f93", "#4f8cbc", "#86b1d2", "#b9b9b4", "#d6d2c8", "#ebe7dd"]
    color = alt.Color("rank:N", title="Rank", scale=alt.Scale(domain=[str(rank) for rank in range(1, 7)], range=shades), legend=alt.Legend(columns=6))

    def panel(scores: str) -> alt.Chart:
        tips = [alt.Tooltip("option:N", title="Option"), alt.Tooltip("rank:N", title="Rank"), alt.Tooltip("share_pct:Q", title="% of weights", format=".1f")]
        return (
            alt.Chart(DATA, height=alt.Step(34))
            .transform_filter(f"datum.scores == '{scores}'")
            .mark_bar(size=22)
            .encode(
                y=alt.Y("option:N", title=None, sort=order, axis=alt.Axis(labelExpr=WRAPPED, labelLimit=170)),
                x=alt.X("share_pct:Q", title=panels[scores], scale=alt.Scale(domain=[0, 100], nice=False), axis=alt.Axis(tickCount=5)),
                color=color,
                order=alt.Order("rank:N"),
                tooltip=tips,
            )
        )

    return figure(
        alt.vconcat(*(panel(scores) for scores in panels), spacing=18, usermeta={"labels": 132}),
        data,
        name="rank-acceptability",
        title=acceptability_title(headlines, rows),
        alt=fill("Stacked bars of the share of all weights in which each of six options takes rank one to six, once with scores as declared and once with judged scores drawn. As declared, deterring the North is first in {deter_north_first_pct}, competing with China in {compete_china_first_pct}, trilateral work in {japan_trilateral_first_pct}.", headlines),
        sources=BASIS,
        note="Weights drawn evenly from all that sum to one. A share of weights is no probability: nobody draws weights by lot.",
    )


def blend(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the value of each option on the way from Washington's weights to Seoul's."""
    data = blend_rows(rows)
    color = alt.Color("option:N", title=None, scale=alt.Scale(domain=list(_OPTION_COLOURS), range=list(_OPTION_COLOURS.values())), legend=alt.Legend(columns=2, labelLimit=220))
    x = alt.X("blend_pct:Q", title=["% of the way from Washington's", "weights to Seoul's"], scale=alt.Scale(domain=[0, 100], nice=False), axis=alt.Axis(values=[0, 25, 50, 75, 100]))
    y = alt.Y("value:Q", title="Weighted sum, points of 10", scale=alt.Scale(zero=False))
    tips = [alt.Tooltip("option:N", title="Option"), alt.Tooltip("blend_pct:Q", title="% of the way"), alt.Tooltip("value:Q", title="Points", format=".2f")]
    return figure(
        alt.Chart(DATA, height=280).mark_line().encode(x=x, y=y, color=color, tooltip=tips),
        data,
        name="weights-between",
        title=blend_title(headlines),
        alt="Line chart of the weighted sum of six options as Washington's weights are blended into Seoul's. Each line is straight, because sums are linear in the weights; where two cross, their order turns.",
        sources=BASIS,
        note="Left end: Washington's declared weights. Right end: Seoul's. Scores are the same throughout.",
    )


def drivers(rows: Mapping[str, Iterable[Row]], headlines: Headlines, *, labels: Mapping[str, str], panels: Mapping[str, str]) -> Figure:
    """Return the tornado of the lead of the North over China at Washington's weights and at Seoul's."""
    return tornado(
        rows,
        headlines,
        name="lead-drivers",
        title="At Washington's weights the North's lead over China hangs most on",
        alt_text="Bar charts, widest bar first, of the lowest and highest lead of the better option towards the North over the better one towards China, at each capital's weights, when one judged score at a time goes through its plausible range.",
        sources=BASIS,
        labels=labels,
        panels=panels,
        digits=".1f",
    )
