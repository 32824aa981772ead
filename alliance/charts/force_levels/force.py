"""Figures of the South Korean force: by source, and as reckoned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.theme import (
    ACCENT,
    CHINA,
    JAPAN,
    KOREA,
    NEUTRAL,
    UNITED_STATES,
    years,
)
from alliance.charts.tornado import tornado
from alliance.models.force_levels.figures import force_parts, force_rows, force_title
from alliance.models.headline import fill

PLANS = ("kima-2020", "mnd-wp-2020", "imaeil-2023", "newsmax-reuters-2025", "kyunghyang-2019", "mnd-answer-inven", "kmib-force")

_BASES = {
    "ministry": ("Ministry", KOREA, "circle"),
    "ministry_authorised": ("Posts, ministry", ACCENT, "square"),
    "ministry_plan": ("Plan, ministry", ACCENT, "triangle-up"),
    "ministry_report": ("Ministry's report", KOREA, "diamond"),
    "ministry_answer": ("Ministry's answer", KOREA, "triangle-down"),
    "standing_end_of_year": ("Standing, end of year", JAPAN, "circle"),
    "kida_year_end": ("KIDA, end of year", CHINA, "circle"),
    "kida": ("KIDA, projected", CHINA, "diamond"),
    "authorised_outlook": ("Outlook of posts", UNITED_STATES, "square"),
}


def active_force(rows: Iterable[Row], model: Iterable[Row], headlines: Headlines, *, until: int) -> Figure:
    """Return the active force by source as marks, observed filled and looked ahead to hollow, with the reckoned force as a dashed line."""
    data = [
        {"year": row["year"], "source": _BASES[row["basis"]][0], "thousand": row["persons"] / 1000, "standing": "looked ahead to" if row["status"] in ("projected", "planned") else "observed"} for row in rows
    ]
    data += [{"year": row["year"], "source": "This chapter", "thousand": row["force"] / 1000, "standing": "reckoned"} for row in model if row["year"] <= until]
    labels, colours, shapes = zip(*_BASES.values(), ("This chapter", NEUTRAL, "circle"), strict=True)
    color = alt.Color("source:N", title=None, scale=alt.Scale(domain=list(labels), range=list(colours)), legend=alt.Legend(columns=2, labelLimit=200, symbolOpacity=1))
    shape = alt.Shape("source:N", title=None, scale=alt.Scale(domain=list(labels), range=list(shapes)), legend=alt.Legend(columns=2, labelLimit=200))
    tips = [alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("source:N", title="Source"), alt.Tooltip("thousand:Q", title="Thousand persons", format=".0f"), alt.Tooltip("standing:N", title="Standing")]
    base = alt.Chart(DATA, height=300).encode(x=years(), y=alt.Y("thousand:Q", title="Thousand persons", scale=alt.Scale(zero=True)), color=color)
    line = base.transform_filter("datum.standing == 'reckoned'").mark_line(strokeDash=[6, 4])
    seen = base.transform_filter("datum.standing == 'observed'").mark_point(size=90, opacity=1, filled=True).encode(shape=shape, tooltip=tips)
    ahead = base.transform_filter("datum.standing == 'looked ahead to'").mark_point(size=90, opacity=1, filled=False, strokeWidth=2).encode(shape=shape, tooltip=tips)
    return figure(
        alt.layer(line, seen, ahead),
        data,
        name="active-force",
        title=fill("The force was reported at {reported_2025:number} thousand in 2025; for 2038 to 2043 others expect from {ministry_2040:number} to {kida_2038:number} thousand", headlines),
        alt="Dot chart of the South Korean active force by source and year: about 680 thousand in 2006, 618 in 2017, between 480 and 500 in 2022, 450 in 2025; looked ahead to, 396 thousand for 2038, 270 for 2040 and 330 for 2043. A dashed line shows the force as this chapter reckons it.",
        sources=(*PLANS, "wpp2024"),
        note="Filled: observed. Hollow: planned or projected. Dashed: this chapter, as declared. Posts and people are different counts; two values for 2019 and for 2022 stand side by side. KIDA is the Korea Institute for Defense Analyses.",
    )


def force_by_year(rows: Iterable[Row], headlines: Headlines, *, target: int) -> Figure:
    """Return the force by year as reckoned, conscripts upon cadre, with the force to be held."""
    data = force_rows(rows, target)
    labels = force_parts(data)
    axis = alt.X("year:O", title=None, axis=alt.Axis(labelExpr="datum.value % 5 == 0 ? datum.label : ''", labelAngle=0, ticks=False))
    base = alt.Chart(DATA, height=260).encode(x=axis)
    bars = base.mark_bar(opacity=0.85).encode(
        y=alt.Y("thousand:Q", title="Thousand persons", stack="zero"),
        color=alt.Color("part:N", title=None, scale=alt.Scale(domain=labels, range=[NEUTRAL, KOREA, ACCENT])),
        order=alt.Order("order:Q"),
        tooltip=[alt.Tooltip("year:O", title="Year"), alt.Tooltip("part:N", title="Part"), alt.Tooltip("thousand:Q", title="Thousand persons", format=".0f")],
    )
    rule = alt.Chart(DATA).mark_rule(strokeDash=[6, 4], strokeWidth=1.5, color=UNITED_STATES).encode(y=alt.Y("target:Q", title="Thousand persons"), tooltip=[alt.Tooltip("target:Q", title="Force to be held, thousand", format=".0f")])
    return figure(
        alt.layer(bars, rule),
        data,
        name="force-by-year",
        title=force_title(headlines),
        alt="Stacked bar chart of the South Korean force by year as reckoned: the professional cadre at its declared size below, conscripts above it, and a dashed line at the force to be held. At 20 years of age the small cohorts born after 2016 come up in the second half of the 2030s.",
        sources=("wpp2024", "livedoor-2025", "newsmax-reuters-2025", "imaeil-2023"),
        note="Every year is projected: births of the United Nations, the other assumptions as declared and the same in every year, as though they had always held.",
    )


def drivers(rows: Mapping[str, Iterable[Row]], headlines: Headlines, *, labels: Mapping[str, str], panels: Mapping[str, str]) -> Figure:
    """Return the tornado of the force in the year asked about and of the contribution a member."""
    return tornado(
        rows,
        headlines,
        name="force-drivers",
        title=fill("What moves the force of {force_asked:period} most:", headlines),
        alt_text="Bar charts, widest bar first, of the lowest and highest force in the year asked about, and of the lowest and highest contribution a U.S. service member of the stated strength, when one assumption at a time goes through its plausible range.",
        sources=("wpp2024", "livedoor-2025", "imaeil-2023", "dmdc-personnel", "mofa-bonn-2024-10"),
        labels=labels,
        panels=panels,
        digits=".3~s",
    )
