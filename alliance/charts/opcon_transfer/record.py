"""Figures of the record: who held control, what was promised when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.theme import ACCENT, KOREA, NEUTRAL, UNITED_STATES, WRAPPED
from alliance.models.headline import fill, format_date

HISTORY = ("kr-archives-opcon", "seoulshinmun-2013", "yonhap-2021-opcon")
PROMISES = ("kbs-2007-chron", "yonhap-2021-opcon", "kh-2010", "reuters-2014", "businesspost-2025", "newsrank-20260422", "segye-20260204")
STAGES = ("mnd-wp-2018", "mnd-wp-2020", "hankyung-2022", "donga-20221028", "donga-20251115")

_HOLDERS = {"UNC": ("UN Command", NEUTRAL), "USA": ("U.S. general", UNITED_STATES), "KOR": ("Korean general", KOREA)}
_PROMISERS = {
    "joint": ("both governments", ACCENT),
    "KOR": ("Seoul alone", KOREA),
    "US_commander": ("U.S. commander", UNITED_STATES),
    "press": ("press report", NEUTRAL),
}
_SUBJECTS = {
    "wartime_transfer": "Wartime control",
    "peacetime_transfer": "Peacetime control",
    "ioc": "IOC",
    "foc_assessment": "FOC assessment",
}


def year_axis(field: str, title: str, **scale: object) -> alt.X:
    """Return an x axis of decimal years."""
    return alt.X(f"{field}:Q", title=title, scale=alt.Scale(nice=False, zero=False, **scale), axis=alt.Axis(format="d", tickCount=7, grid=True))


def command(rows: Iterable[Row], headlines: Headlines, *, now: float, until: float) -> Figure:
    """Return who holds operational control in armistice and in war, as bars over time; what is agreed and not in force is pale."""
    data = []
    for row in rows:
        start = _year(row["from"]) if row["from"] else now
        end = _year(row["to"]) if row["to"] else (until if not row["from"] else now)
        data.append(
            {
                "situation": {"armistice": "Armistice", "war": "War"}[row["situation"]],
                "holder": _HOLDERS[row["holder"]][0],
                "from": start,
                "to": end,
                "standing": "agreed, no date" if row["status"] == "planned" else "in force",
                "commander": row["commander"],
                "command": row["command"],
            }
        )
    names, colours = zip(*_HOLDERS.values(), strict=True)
    chart = (
        alt.Chart(DATA, height=alt.Step(56))
        .mark_bar(size=30)
        .encode(
            y=alt.Y("situation:N", title=None, sort=["Armistice", "War"]),
            x=year_axis("from", "Year"),
            x2="to:Q",
            color=alt.Color("holder:N", title="Commander", scale=alt.Scale(domain=list(names), range=list(colours))),
            fillOpacity=alt.Opacity("standing:N", title=None, legend=None, scale=alt.Scale(domain=["in force", "agreed, no date"], range=[0.95, 0.25])),
            tooltip=[alt.Tooltip("situation:N", title="In"), alt.Tooltip("command:N", title="Command"), alt.Tooltip("commander:N", title="Commander"), alt.Tooltip("standing:N", title="Standing")],
        )
    )
    return figure(
        chart,
        data,
        name="opcon-command",
        title=fill("Control in armistice went back to Seoul {since_peacetime_years} ago; control in war did not", headlines),
        alt="Bar chart over time since 1950 with one bar for armistice and one for war. Both lie with the UN Command until 1978 and then with a U.S. general of the Combined Forces Command; the armistice bar passes to a Korean general in December 1994, the war bar does not, and its future part is pale.",
        sources=(*HISTORY, "mnd-wp-2018-gp"),
        note="Pale: agreed in 2018 for the time after transfer, without a date, so where it begins in the chart means nothing. In 1961 and 1968 parts of the forces and of their tasks were released.",
    )


def promised(rows: Iterable[Row], headlines: Headlines, *, now: float) -> Figure:
    """Return the slip chart: when a date for wartime control was announced, and the date promised, with the line on which both are the same."""
    data = [
        {
            "announced": row["announced"],
            "announced_on": row["announced_on"],
            "promised": row["promised"],
            "first": row["first"],
            "promised_to": format_date(row["promised"]),
            "holder": _PROMISERS[row["holder"]][0],
            "source_read": {"read": "read", "reported": "reported"}[row["basis"]],
            "note": row["note"],
            "kind": "promise",
        }
        for row in rows
    ]
    low = min(row["announced"] for row in data) - 0.5
    low_late = 2025.5
    data += [{"announced": year, "promised": year, "kind": kind} for kind, start in (("today", low), ("late", low_late)) for year in (start, now)]
    names, colours = zip(*_PROMISERS.values(), strict=True)
    colour = alt.Color("holder:N", title="Promised by", scale=alt.Scale(domain=list(names), range=list(colours)))
    shape = alt.Shape("source_read:N", title="Source", scale=alt.Scale(domain=["read", "reported"], range=["circle", "cross"]), legend=alt.Legend(symbolFillColor=NEUTRAL, symbolStrokeColor=NEUTRAL))
    tips = [
        alt.Tooltip("holder:N", title="Promised by"),
        alt.Tooltip("announced_on:N", title="On"),
        alt.Tooltip("promised_to:N", title="By"),
        alt.Tooltip("source_read:N", title="Source"),
        alt.Tooltip("note:N", title="Note"),
    ]

    def panel(shown: str, height: int, label: str, ticks: int) -> alt.LayerChart:
        x = alt.X("announced:Q", title=label, scale=alt.Scale(nice=False, zero=False, padding=12), axis=alt.Axis(format="d" if ticks > 3 else ".1f", tickCount=ticks, grid=True))
        y = alt.Y("promised:Q", title="Date promised, year", scale=alt.Scale(nice=False, zero=False, padding=10), axis=alt.Axis(format="d", tickCount=6, grid=True))
        base = alt.Chart(DATA, height=height).encode(x=x)
        line = base.transform_filter(f"datum.kind == '{shown}'").mark_line(strokeDash=[6, 4], color=NEUTRAL).encode(y=y)
        dots = base.transform_filter("datum.kind == 'promise'" + (f" && datum.announced >= {low_late}" if shown == "late" else ""))
        spans = dots.mark_rule(strokeWidth=2).encode(y=alt.Y("first:Q", title="Date promised, year"), y2="promised:Q", color=colour)
        return line + spans + dots.mark_point(size=95, opacity=1, strokeWidth=2).encode(y=y, color=colour, shape=shape, tooltip=tips)

    chart = alt.vconcat(
        panel("today", 300, "Day of announcement, year", 7),
        panel("late", 200, "The same since 2025, closer", 3),
        spacing=16,
    )
    return figure(
        chart,
        data,
        name="opcon-promises",
        title=fill("Years from announcement to the date promised: {wait_2006_years:number} in 2006, {wait_2010_years:number} in 2010, {wait_goal_years:number} in 2025", headlines),
        alt="Two dot charts of promises, since 2006 and closer from 2025 on: across, the day on which a date for wartime control was announced; upwards, the date promised. Three joint dates of 2006, 2007 and 2010 and several goals of one side since 2014 all stand above the dashed line on which promised and present day are the same.",
        sources=(*PROMISES, "usfk-2014", "hani-20260429", "kt-20260521", "kt-20260605"),
        note="The dashed line is where the date promised is the day itself. Lines under a dot span the months that a promise covers, a window or a whole year. Crosses: reported from press digests, the source itself not read. No joint date has been set since 2010 in what is known here.",
    )


def slips(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the joint dates with what became of them: due, and kept or moved to."""
    data = []
    order = []
    for row in sorted(rows, key=lambda item: (item["subject"] != "wartime_transfer", item["announced"])):
        label = f"{_SUBJECTS[row['subject']]}, promised in {str(row['announced'])[:4]}"
        order.append(label)
        end = "still open" if row["open"] else "kept" if row["months"] <= 0 else "late or moved"
        data.append({"promise": label, "due": row["promised_to"] / 12, "came": row["happened"] / 12, "became": end, "slip_years": row["months"] / 12})
    base = alt.Chart(DATA, height=alt.Step(40)).encode(y=alt.Y("promise:N", title=None, sort=order, axis=alt.Axis(labelExpr=WRAPPED, labelLimit=190, grid=True)))
    colour = alt.Color("became:N", title=None, scale=alt.Scale(domain=["kept", "late or moved", "still open"], range=[ACCENT, UNITED_STATES, NEUTRAL]))
    tips = [alt.Tooltip("promise:N", title="Promise"), alt.Tooltip("slip_years:Q", title="Slip, years", format=".1f"), alt.Tooltip("became:N", title="What became of it")]
    lines = base.mark_rule(strokeWidth=5, opacity=0.7).encode(x=year_axis("due", "Year", padding=12), x2="came:Q", color=colour, tooltip=tips)
    dues = base.mark_tick(thickness=3, size=22, color=NEUTRAL).encode(x=year_axis("due", "Year", padding=12))
    points = base.mark_point(size=90, opacity=1).encode(x="came:Q", color=colour, tooltip=tips)
    return figure(
        lines + dues + points,
        data,
        name="opcon-slips",
        title=fill("Of {joint_promises:number} joint dates {joint_kept:number} were kept; of the {control_promises:number} for wartime control, {control_kept:number}", headlines),
        alt="Dot chart with one row for each joint date: a tick where it was due and a dot where it was kept, moved to, or still stands open. Peacetime control and two assessments came on time; the dates for wartime control moved by a month and by almost four years, and that of 2015 is still open.",
        sources=(*PROMISES[:4], *STAGES[:4], "hankyung-19921008"),
        note="Tick: the last month that kept the promise. Dot: when it was kept, or the date that took its place, as declared. Grey dots stand at the month to which this chapter counts: the slip so far.",
    )


def stages(rows: Iterable[Row]) -> Figure:
    """Return the steps of the three stages: planned and done, assessment apart from certification."""
    marks = {"planned": "planned at first", "done": "done"}
    order, data = [], []
    for row in rows:
        label = f"{row['stage']} {row['step']}"
        order.append(label)
        for mark, column in (("planned", "planned_for"), ("done", "done")):
            if row[column]:
                data.append({"step": label, "date": _year(row[column]), "mark": marks[mark], "standing": row["standing"], "note": row["note"] or ""})
        if not row["planned_for"] and not row["done"]:
            data.append({"step": label, "mark": "done", "standing": row["standing"], "note": row["note"] or ""})
    base = alt.Chart(DATA, height=alt.Step(34)).encode(
        y=alt.Y("step:N", title=None, sort=order, axis=alt.Axis(grid=True, labelExpr=WRAPPED)),
        x=year_axis("date", "Year", padding=12),
        tooltip=[alt.Tooltip("step:N", title="Step"), alt.Tooltip("mark:N", title="Mark"), alt.Tooltip("standing:N", title="Standing"), alt.Tooltip("note:N", title="Note")],
    )
    points = base.mark_point(size=110, strokeWidth=2, opacity=1).encode(
        color=alt.Color("mark:N", title=None, scale=alt.Scale(domain=list(marks.values()), range=[NEUTRAL, ACCENT])),
        shape=alt.Shape("mark:N", title=None, scale=alt.Scale(domain=list(marks.values()), range=["diamond", "circle"])),
    )
    return figure(
        points,
        data,
        name="opcon-stages",
        title="Assessed is not certified: the second stage was assessed in 2022 and is not certified in what is known here",
        alt="Dot chart with one row for each step of the three stages. Initial capability was assessed and accepted in 2019; full operational capability was planned for 2020, assessed in 2022 and again in part in August 2026, and its certification is only planned; the rows of full mission capability are empty.",
        sources=(*STAGES, "news1-6053971", "yonhaptv-20260128", "yonhap-20260819"),
        note="Diamonds: the last month of the date first named. Dots: done. A year alone is drawn at its end. The second evaluation of August 2026 is reported and was cut short. Full mission capability has no date of its own: it is to come about one year before transfer.",
    )


def _year(text: str) -> float:
    """Return `YYYY`, `YYYY-MM` or a day as a decimal year; a bare year stands at its last month."""
    parts = str(text).split("-")
    return int(parts[0]) + ((int(parts[1]) if len(parts) > 1 else 12) - 1) / 12
