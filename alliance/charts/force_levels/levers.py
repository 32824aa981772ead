"""Figures of the levers: what each alone must be, by force and by year, and which pairs of two hold the same force."""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.theme import ACCENT, KOREA, NEUTRAL, UNITED_STATES, years
from alliance.models.force_levels.figures import (
    months_names,
    months_rows,
    months_title,
)
from alliance.models.headline import fill

SOURCES = ("wpp2024", "livedoor-2025", "newsmax-reuters-2025", "imaeil-2023")

_LEVERS = {
    "months": "Months of service",
    "fit_share": "Men found fit, %",
    "women_called_share": "Women liable, %",
    "cadre": "Cadre, thousand",
}


def by_target(rows: Iterable[Row], headlines: Headlines, *, ceiling: float, target: int) -> Figure:
    """Return what each lever alone must be in the year asked about, by the force to be held; what cannot be is drawn apart."""
    data = []
    for row in rows:
        scale = 1000 if row["lever"] == "cadre" else 1
        data.append({"held": row["target"] / 1000, "lever": row["lever"], "needed": row["needed"] / scale, "can": "within the limit" if row["possible"] else "beyond it", "declared": target / 1000})
    limits = {"months": ceiling, "fit_share": 100, "women_called_share": 100}
    color = alt.Color("can:N", title=None, scale=alt.Scale(domain=["within the limit", "beyond it"], range=[KOREA, NEUTRAL]), legend=alt.Legend(symbolOpacity=1))

    def panel(lever: str) -> alt.LayerChart:
        base = alt.Chart(DATA, height=92).transform_filter(f"datum.lever == '{lever}'")
        x = alt.X("held:Q", title="Force to be held, thousand persons", scale=alt.Scale(zero=False, nice=False, padding=6), axis=alt.Axis(tickCount=6, grid=False))
        tips = [alt.Tooltip("held:Q", title="Force, thousand", format=".0f"), alt.Tooltip("needed:Q", title=_LEVERS[lever], format=".1f"), alt.Tooltip("can:N", title="Standing")]
        y = alt.Y("needed:Q", title=_LEVERS[lever], scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=4))
        points = base.mark_point(size=52, opacity=1).encode(x=x, y=y, color=color, tooltip=tips)
        mark = base.mark_rule(strokeDash=[2, 3]).encode(x=alt.X("declared:Q"))
        layers = [mark, points]
        if lever in limits:
            layers.insert(0, alt.Chart(DATA).mark_rule(color=UNITED_STATES, strokeWidth=1.5).encode(y=alt.datum(limits[lever])))
        return alt.layer(*layers)

    drawn = [lever for lever in _LEVERS if any(row["lever"] == lever for row in data)]
    return figure(
        alt.vconcat(*(panel(lever) for lever in drawn), spacing=10),
        data,
        name="levers-by-force",
        title=fill("To hold {force_target:number} thousand in {lever_cadre:period}, {levers_enough:number} of three levers on conscription would do alone; the cadre would have to be {lever_cadre:number} thousand", headlines),
        alt="Four dot charts over the force to be held, from 300 to 550 thousand: the months of service, the share of men found fit, the share of women liable and the cadre that would each hold it alone. Every one rises with the force; grey dots lie beyond what is possible, above the red lines.",
        sources=SOURCES,
        note="One lever at a time, the others as declared. Red lines: the longest service held possible, and all men or all women. Dotted: the declared force.",
    )


def months_by_year(rows: Iterable[Row], headlines: Headlines, *, declared: float, ceiling: float) -> Figure:
    """Return the months of service that alone hold each force, by year, with the declared length and the longest held possible."""
    rows = list(rows)
    names = months_names(rows)
    data = months_rows(rows, declared=declared, ceiling=ceiling)
    color = alt.Color("held:N", title="To hold", scale=alt.Scale(domain=names, range=[UNITED_STATES, KOREA, ACCENT]), legend=alt.Legend(symbolOpacity=1))
    tips = [alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("held:N", title="Force"), alt.Tooltip("months:Q", title="Months", format=".1f")]
    base = alt.Chart(DATA, height=250).encode(x=years())
    y = alt.Y("months:Q", title="Months of service", scale=alt.Scale(zero=True))
    lines = base.mark_line(strokeDash=[6, 4]).encode(y=y, color=color)
    points = base.mark_point(size=16).encode(y=y, color=color, tooltip=tips)
    limits = [base.mark_rule(color=shade, strokeWidth=1).encode(x=alt.X(), y=alt.Y(f"{name}:Q", title="Months of service")) for name, shade in (("now", NEUTRAL), ("most", NEUTRAL))]
    return figure(
        alt.layer(*limits, lines, points),
        data,
        name="months-by-year",
        title=months_title(headlines),
        alt="Line chart by year of the months of service that alone would hold each of three forces. The larger the force, the higher its line; all rise when the small cohorts born after 2016 come up. Level lines mark the length served now and the longest held possible.",
        sources=SOURCES,
        note="All lines are projected. The level lines are the declared length of service and the longest held possible. A line breaks where no length up to ten years is enough.",
    )


def trade(rows: Iterable[Row], headlines: Headlines, *, declared_months: float, declared_cadre: int) -> Figure:
    """Return the pairs of service and cadre that hold the declared force in the year asked about, by share of women liable."""
    rows = list(rows)
    shares = sorted({row["women_pct"] for row in rows})
    names = {share: "No women liable" if share == 0 else "All women liable" if share == 100 else f"{share:g} % of women liable" for share in shares}
    data = [{"months": row["months"], "women": names[row["women_pct"]], "cadre": row["cadre"] / 1000} for row in rows]
    data.append({"months": declared_months, "women": "As declared", "cadre": declared_cadre / 1000})
    domain = [*names.values(), "As declared"]
    color = alt.Color("women:N", title=None, scale=alt.Scale(domain=domain, range=[*[KOREA, ACCENT, NEUTRAL][: len(names)], UNITED_STATES]), legend=alt.Legend(symbolOpacity=1, columns=2))
    tips = [alt.Tooltip("women:N", title="Women"), alt.Tooltip("months:Q", title="Months", format=".0f"), alt.Tooltip("cadre:Q", title="Cadre, thousand", format=".0f")]
    base = alt.Chart(DATA, height=250).encode(
        x=alt.X("months:Q", title="Months of service", scale=alt.Scale(nice=False), axis=alt.Axis(values=list(range(0, 61, 6)), grid=True)), y=alt.Y("cadre:Q", title="Cadre, thousand persons", scale=alt.Scale(zero=True)), color=color
    )
    lines = base.transform_filter("datum.women != 'As declared'").mark_line()
    points = base.transform_filter("datum.women != 'As declared'").mark_point(size=14).encode(tooltip=tips)
    here = base.transform_filter("datum.women == 'As declared'").mark_point(size=130, shape="diamond", opacity=1).encode(tooltip=tips)
    return figure(
        alt.layer(lines, points, here),
        data,
        name="service-and-cadre",
        title=fill("What service does not give the cadre must: pairs that hold {force_target:number} thousand in {force_target:period}", headlines),
        alt="Line chart of the professional cadre that holds the declared force, by months of service, once with no women liable and once with all. The lines fall until conscripts alone are enough, faster where women serve too. A diamond marks the declared pair.",
        sources=SOURCES,
        note="On a line the force is the declared one. The diamond is the declared pair and is to be read with the line of the declared share of women: below it the force is smaller, above it larger.",
    )
