"""Figures of the tensions: how far apart two figures are, and the two of one tension side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import altair as alt

from alliance.charts.claims.verdicts import BASIS
from alliance.charts.figure import DATA, Figure, Headlines, figure
from alliance.charts.theme import CATEGORY, KOREA, UNITED_STATES, WRAPPED
from alliance.models.claims import TENSION_KINDS, Tension
from alliance.models.headline import fill


def ranked(found: Iterable[Tension], headlines: Headlines, *, shown: int = 15) -> Figure:
    """Return the tensions with the largest factors between their two figures, on a logarithmic scale."""
    numeric = [item for item in found if item.factor][:shown]
    data = [{"title": item.row["title"], "factor": item.factor, "kind": TENSION_KINDS[item.row["kind"]], "one": 1} for item in numeric]
    kinds = list(dict.fromkeys(row["kind"] for row in data))
    base = alt.Chart(DATA, height=alt.Step(34)).encode(y=alt.Y("title:N", title=None, sort=None, axis=alt.Axis(labelExpr=WRAPPED, labelLimit=190)))
    x = alt.X("one:Q", title="Larger figure over the smaller, times", scale=alt.Scale(type="log"), axis=alt.Axis(values=[1, 2, 5, 10, 20, 50, 100], format="d", grid=True))
    color = alt.Color("kind:N", title=None, scale=alt.Scale(domain=kinds, range=_colours(len(kinds))), legend=alt.Legend(columns=2, labelLimit=240))
    tips = [alt.Tooltip("title:N", title="Tension"), alt.Tooltip("kind:N", title="What sets them apart"), alt.Tooltip("factor:Q", title="Times", format=".2f")]
    stems = base.mark_rule(strokeWidth=2).encode(x=x, x2="factor:Q", color=color)
    points = base.mark_point(size=90, opacity=1).encode(x="factor:Q", color=color, tooltip=tips)
    return figure(
        stems + points,
        data,
        name="tensions-ranked",
        title=fill("{tensions_doubled:number} of {tensions_total:number} tensions set two figures apart by a factor of two or more", headlines),
        alt=fill("Lollipop chart on a logarithmic scale of the tensions with the largest factors between their two figures; the largest is {tensions_largest}.", headlines),
        sources=BASIS,
        note="A factor says how far off a reader would be who took one figure for the other; it says nothing about which is right.",
    )


def _colours(count: int) -> Sequence[str]:
    extra = ["#5b8c5a", "#3d5a80", "#9c6644", "#6d597a"]
    return [*CATEGORY, *extra][:count]


def pair(item: Tension) -> Figure:
    """Return the two figures of one tension as bars on one scale, labelled as the ledger prints them."""
    first, second = item.values
    data = [
        {"whose": f"{item.row['first_label']}: {item.first}", "value": first, "side": "first"},
        {"whose": f"{item.row['second_label']}: {item.second}", "value": second, "side": "second"},
    ]
    base = alt.Chart(DATA, height=alt.Step(56)).encode(y=alt.Y("whose:N", title=None, sort=None, axis=alt.Axis(labelExpr=WRAPPED, labelLimit=190)))
    bars = base.mark_bar(size=26).encode(
        x=alt.X("value:Q", title=item.unit[:1].upper() + item.unit[1:], axis=alt.Axis(tickCount=5)),
        color=alt.Color("side:N", legend=None, scale=alt.Scale(domain=["first", "second"], range=[UNITED_STATES, KOREA])),
        tooltip=[alt.Tooltip("whose:N", title="Figure")],
    )
    return figure(
        bars,
        data,
        name=f"tension-{item.id}",
        title=f"{item.row['title']}: {item.factor:.1f} times apart",
        alt=f"Two bars. {item.row['first_label']}: {item.first}. {item.row['second_label']}: {item.second}. The larger is {item.factor:.1f} times the smaller.",
        sources=item.sources or BASIS,
        note="Both figures in one unit; the text says what sets them apart.",
    )
