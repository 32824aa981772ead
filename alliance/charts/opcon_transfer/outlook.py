"""Figures of the outlook: the chance of transfer over time, what takes the time, and where the answer turns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.opcon_transfer.record import PROMISES, STAGES, year_axis
from alliance.charts.theme import ACCENT, JAPAN, KOREA, NEUTRAL, UNITED_STATES, WRAPPED
from alliance.charts.tornado import tornado
from alliance.models.headline import fill
from alliance.models.opcon_transfer.figures import (
    VIEWS,
    likelihood_rows,
    likelihood_title,
    time_rows,
    time_span,
    time_title,
)

JUDGED = ("donga-20251115", "newsrank-20260422", "businesspost-2025")
_VIEWS = dict(zip(VIEWS.values(), (ACCENT, JAPAN, NEUTRAL), strict=True))
_TERMS = {"both": ("both presidents' terms", ACCENT), "korean": ("the Korean term alone", KOREA), "american": ("the U.S. term alone", UNITED_STATES), "neither": ("neither term", NEUTRAL)}
def likelihood(rows: Iterable[Row], headlines: Headlines, *, marks: Mapping[str, float]) -> Figure:
    """Return the chance of transfer by month under the model and under past slips, with the dates that matter as vertical rules.

    `marks` gives a decimal year for each label; labels that begin with "Korean" or "U.S." take that country's colour.
    """
    data = likelihood_rows(rows, marks)
    labels = [row["mark"] for row in data if "mark" in row]
    tints = [KOREA if label.startswith("Korean") else UNITED_STATES if label.startswith("U.S.") else NEUTRAL for label in labels]
    dashes = [[2, 2] if label.startswith("U.S. commander") else [1, 0] if "term" in label else [5, 3] for label in labels]
    names, colours = zip(*_VIEWS.items(), strict=True)
    lines = (
        alt.Chart(DATA, height=340)
        .transform_filter("isValid(datum.view)")
        .mark_line(interpolate="step-after")
        .encode(
            x=year_axis("date", "Year"),
            y=alt.Y("share_pct:Q", title="Chance of transfer by then, %", scale=alt.Scale(domain=[0, 100])),
            color=alt.Color("view:N", title=None, scale=alt.Scale(domain=list(names), range=list(colours)), legend=alt.Legend(columns=1, labelLimit=420)),
            strokeDash=alt.StrokeDash("view:N", title=None, scale=alt.Scale(domain=list(names), range=[[1, 0], [6, 4], [2, 3]]), legend=alt.Legend(columns=1, labelLimit=420)),
            tooltip=[alt.Tooltip("view:N", title="View"), alt.Tooltip("month:N", title="By"), alt.Tooltip("share_pct:Q", title="Chance, %", format=".0f")],
        )
    )
    legend = alt.Legend(columns=1, labelLimit=420, symbolType="stroke", orient="bottom")
    rules = (
        alt.Chart(DATA)
        .transform_filter("isValid(datum.mark)")
        .mark_rule(strokeWidth=1.5)
        .encode(
            x="at:Q",
            color=alt.Color("mark:N", title=None, scale=alt.Scale(domain=labels, range=tints), legend=legend),
            strokeDash=alt.StrokeDash("mark:N", title=None, scale=alt.Scale(domain=labels, range=dashes), legend=legend),
            tooltip=[alt.Tooltip("mark:N", title="Date")],
        )
    )
    return figure(
        alt.layer(lines, rules).resolve_scale(color="independent", strokeDash="independent"),
        data,
        name="opcon-likelihood",
        title=likelihood_title(headlines),
        alt="Line chart of the chance that transfer has come by each month: one stepped line from the model, which rises a lead time after each yearly meeting, and two from the record of past slips applied to the goal. Vertical rules mark a date from the press, the U.S. commander's date and the ends of the two presidents' terms.",
        sources=(*JUDGED, *PROMISES, *STAGES),
        note="The model's line rests on declared judgements; it is a reckoning of what they imply, not a measurement. Lines of past slips stop short of 100 % where a promise has not been kept yet.",
    )


def terms(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the chance of transfer by year, coloured by the presidents in whose terms it falls."""
    data = [{"year": str(row["year"]), "term": _TERMS[row["term"]][0], "share_pct": row["share_pct"]} for row in rows]
    used = [value for value in _TERMS.values() if any(row["term"] == value[0] for row in data)]
    names, colours = zip(*used, strict=True)
    chart = (
        alt.Chart(DATA, height=260)
        .mark_bar()
        .encode(
            x=alt.X("year:O", title="Year of transfer", axis=alt.Axis(labelAngle=0, labelExpr="datum.value % 2 == 0 ? datum.label : ''")),
            y=alt.Y("share_pct:Q", title="Chance, %", stack="zero"),
            color=alt.Color("term:N", title="Falls in", scale=alt.Scale(domain=list(names), range=list(colours))),
            tooltip=[alt.Tooltip("year:O", title="Year"), alt.Tooltip("term:N", title="Falls in"), alt.Tooltip("share_pct:Q", title="Chance, %", format=".1f")],
        )
    )
    return figure(
        chart,
        data,
        name="opcon-terms",
        title=fill("Chance within the U.S. president's term: {us_term_pct}; within the Korean president's: {korean_term_pct}", headlines),
        alt="Bar chart of the chance of transfer by year, coloured by the presidents in whose terms it would fall. Almost nothing falls before the end of the U.S. term in January 2029; the rest is split between what falls within the Korean term to June 2030 and what comes later.",
        sources=(*JUDGED, *STAGES),
        note="Transfer comes a lead time after a yearly meeting, so most of a year's chance stands in one month. What lies beyond the last year drawn is left out.",
    )


def time_taken(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return what the mean time to transfer is made of, one bar a part, in the order in which the parts are added."""
    data = time_rows(rows)
    base = alt.Chart(DATA, height=alt.Step(38)).encode(y=alt.Y("part:N", title=None, sort=[row["part"] for row in data], axis=alt.Axis(labelExpr=WRAPPED, labelLimit=170)))
    bars = base.mark_bar(size=20).encode(
        x=alt.X("from:Q", title="Months from the start of the count", scale=alt.Scale(domain=time_span(data), nice=False), axis=alt.Axis(grid=True, tickCount=6)),
        x2="to:Q",
        color=alt.Color("kind:N", legend=None, scale=alt.Scale(domain=["work", "other"], range=[KOREA, NEUTRAL])),
        tooltip=[alt.Tooltip("part:N", title="Part"), alt.Tooltip("months:Q", title="Months", format=".1f")],
    )
    labels = base.mark_text(align="left", dx=5, fontSize=11).encode(x="to:Q", text=alt.Text("months:Q", format=".1f"))
    return figure(
        bars + labels,
        data,
        name="opcon-time",
        title=time_title(headlines),
        alt="Bar chart in steps, each bar beginning where the one before ends: the work of the two stages, lost exercises, waiting for the yearly meeting, meetings that put off, the security environment, the lead time, and the first two conditions. The work is less than half of the whole.",
        sources=(*JUDGED, *STAGES),
        note="Means over all samples; parts are added one after the other in the order shown, and another order would share them out somewhat differently. Samples without transfer by the last year count as at its end.",
    )


def gate(rows: Iterable[Row], headlines: Headlines, *, declared: float) -> Figure:
    """Return the chance of transfer within the Korean term by the chance that a meeting finds the environment fit, for several chances of a lost exercise."""
    data = [{**row, "lost": f"{row['lost_pct']:g} % of exercises lost"} for row in rows]
    names = list(dict.fromkeys(row["lost"] for row in data))
    base = alt.Chart(DATA, height=300)
    lines = base.mark_line(point={"size": 22, "filled": True}).encode(
        x=alt.X("gate_pct:Q", title="Chance that a meeting finds it fit, %", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=6)),
        y=alt.Y("share_pct:Q", title="Chance of transfer within the Korean term, %", scale=alt.Scale(domain=[0, 100])),
        color=alt.Color("lost:N", title=None, scale=alt.Scale(domain=names, range=[ACCENT, KOREA, JAPAN][: len(names)])),
        tooltip=[alt.Tooltip("gate_pct:Q", title="Fit, %"), alt.Tooltip("lost:N", title="Exercises"), alt.Tooltip("share_pct:Q", title="Chance, %", format=".0f")],
    )
    even = base.mark_rule(strokeDash=[3, 3]).encode(y=alt.datum(50))
    here = base.mark_rule(strokeDash=[3, 3], color=UNITED_STATES).encode(x=alt.datum(declared))
    return figure(
        lines + even + here,
        data,
        name="opcon-gate",
        title=fill("Were the environment always found fit, the chance would be {gate_always_pct}, not {korean_term_pct}", headlines),
        alt="Line chart of the chance of transfer within the Korean term against the chance that a meeting finds the security environment fit, one line for each of three chances of a lost exercise. All rise from zero; a dotted level line marks an even chance and a dotted upright one the declared value.",
        sources=(*JUDGED, "newdaily-2025"),
        note="The dotted upright rule is the declared chance, the level one an even chance. The gate is the third condition of the plan, which is judged and not measured.",
    )


def drivers(rows: Mapping[str, Iterable[Row]], headlines: Headlines, *, labels: Mapping[str, str], panels: Mapping[str, str]) -> Figure:
    """Return the tornado of the chance within the Korean term and of the mean time to transfer."""
    return tornado(
        rows,
        headlines,
        name="opcon-drivers",
        title=fill("What moves the chance of transfer by {korean_term_end_date} most:", headlines),
        alt_text="Bar charts, widest bar first, of the lowest and highest chance of transfer within the Korean term, and of the shortest and longest mean time to transfer, when one assumption at a time goes through its plausible range.",
        sources=(*JUDGED, *STAGES),
        labels=labels,
        panels=panels,
        digits=".0f",
    )
