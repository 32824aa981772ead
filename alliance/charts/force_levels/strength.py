"""Figures of U.S. strength by counting rule, and of what Korea pays a member."""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.theme import ACCENT, CHINA, KOREA, NEUTRAL, UNITED_STATES, years
from alliance.models.force_levels.figures import payment_rows, payment_title
from alliance.models.headline import fill

COUNTS = "dmdc-personnel"
STATED = ("donga-en-2008-04-16", "voa-2005-06-09", "hsdl-gao-21-270", "koreajoongang-2025-12-19")
CONTRIBUTION = ("mnd-dwp-2018-en-p181", "investing-reuters-2021-03-10", "mofa-bonn-2024-10")
RATES = "frb-h10-exchange-rates"

#: Counting rules in the order of the legend; what was said is drawn as marks, what was counted as lines.
_COUNTED = {
    "dmdc_active_duty": ("Counted, active duty", UNITED_STATES),
    "dmdc_active_plus_reserve": ("Counted, with selected reserve", ACCENT),
    "dmdc_single_report": ("Counted, single reports", NEUTRAL),
}
_SAID = {"stated": ("Stated", KOREA), "statutory_floor": ("Level of the act, FY2026", CHINA), "claimed": ("Claimed by Donald Trump", NEUTRAL)}


def us_strength(counts: Iterable[Row], said: Iterable[Row], headlines: Headlines) -> Figure:
    """Return U.S. personnel in Korea by counting rule since 1950, and since 1990 with the strengths that were stated, claimed or set."""
    data = [{"year": row["at"], "rule": _COUNTED[row["basis"]][0], "thousand": row["persons"] / 1000, "kind": "counted"} for row in counts]
    # The hole of the war years must break the line.
    data += [{"year": float(year), "rule": _COUNTED["dmdc_active_duty"][0], "thousand": None, "kind": "counted"} for year in (1951, 1952)]
    data += [{"year": row["at"], "rule": _SAID[row["basis"]][0], "thousand": row["persons"] / 1000, "kind": "said"} for row in said]
    data.sort(key=lambda row: row["year"])
    rules = {**_COUNTED, **_SAID}
    labels, colours = zip(*rules.values(), strict=True)
    color = alt.Color("rule:N", title=None, scale=alt.Scale(domain=list(labels), range=list(colours)), legend=alt.Legend(columns=2, symbolType="circle", symbolOpacity=1, labelLimit=260))
    shape = alt.Shape("rule:N", legend=None, scale=alt.Scale(domain=list(labels), range=["circle", "circle", "circle", "diamond", "square", "cross"]))
    tips = [alt.Tooltip("year:Q", title="Year", format=".1f"), alt.Tooltip("rule:N", title="Rule"), alt.Tooltip("thousand:Q", title="Thousand persons", format=".1f")]

    def panel(first: int, height: int, top: float, step: list[int]) -> alt.LayerChart:
        x = alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickCount=8, grid=False), scale=alt.Scale(domain=[first, 2027], nice=False))
        y = alt.Y("thousand:Q", title="Thousand persons", scale=alt.Scale(domain=[0, top]), axis=alt.Axis(values=step))
        base = alt.Chart(DATA, height=height).transform_filter(f"datum.year >= {first}").encode(x=x, y=y, color=color)
        lines = base.transform_filter("datum.kind == 'counted'").mark_line()
        dots = base.transform_filter("datum.kind == 'counted'").mark_point(size=14).encode(tooltip=tips)
        marks = base.transform_filter("datum.kind == 'said'").mark_point(size=90, filled=True, opacity=1).encode(shape=shape, tooltip=tips)
        return alt.layer(lines, dots, marks) if first > 1950 else alt.layer(lines, dots)

    return figure(
        alt.vconcat(panel(1950, 150, 340, [0, 100, 200, 300]), panel(1990, 210, 45, [0, 10, 20, 30, 40]), spacing=16),
        data,
        name="us-strength",
        title=fill("{counted:number} U.S. service members were counted in Korea in {counted:period}; the strength stated is {stated:number}", headlines),
        alt="Two line charts of U.S. military personnel in Korea by counting rule. Since 1950: from about 500 before the war to more than 300 thousand in 1953, with 1951 and 1952 missing, then about 40 to 66 thousand until 1990. Since 1990: from 41 thousand to below 25 thousand, with strengths stated, claimed and set by law as marks, most of them above the count.",
        sources=(COUNTS, *STATED, "chosun-en-2020-04-22", "koreaherald-2024-10-16"),
        note="Counts are those of the Defense Manpower Data Center: active duty to 2008, the selected reserve as well from 2009, mostly the highest report of the year. 1953, 2003 and 2004 are estimates. The act named funds of fiscal 2026, a year that has ended.",
    )


def payment(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the contribution a U.S. service member by year, divided by the count and by the strength stated."""
    labels = {"counted": "By the count of the year", "stated": "By the strength stated"}
    data = [{"year": row["year"], "divisor": labels[row["basis"]], "usd": row["usd"], "persons": row["persons"]} for row in rows]
    color = alt.Color("divisor:N", title=None, scale=alt.Scale(domain=list(labels.values()), range=[ACCENT, KOREA]), legend=alt.Legend(symbolOpacity=1))
    tips = [alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("divisor:N", title="Divided"), alt.Tooltip("persons:Q", title="Persons", format=",.0f"), alt.Tooltip("usd:Q", title="Dollars a member", format=",.0f")]
    base = alt.Chart(DATA, height=240).encode(x=years(), y=alt.Y("usd:Q", title="Dollars a service member and year", scale=alt.Scale(zero=True)), color=color)
    line = base.transform_filter(f"datum.divisor == '{labels['counted']}'").mark_line()
    counted = base.transform_filter(f"datum.divisor == '{labels['counted']}'").mark_point(size=24).encode(tooltip=tips)
    stated = base.transform_filter(f"datum.divisor == '{labels['stated']}'").mark_point(size=100, shape="diamond", opacity=1).encode(tooltip=tips)
    return figure(
        alt.layer(line, counted, stated),
        data,
        name="payment-a-member",
        title=fill("By the count of {counted:period} the contribution of {member_counted_usd:period} is {member_counted_usd} a member, by the strength stated {member_stated_usd}", headlines),
        alt="Line chart of the Korean contribution in dollars for each U.S. service member counted, by year since 2005, with diamonds for the years whose stated strength is known. The line rises from about 20 thousand dollars to about 40 thousand.",
        sources=(*CONTRIBUTION, COUNTS, *STATED, RATES),
        note="Won at the mean rate of their year, the year of the contribution at the declared rate where its mean is not complete. The diamond of that year divides by the declared stated strength.",
    )


def after_cut(rows: Iterable[Row], headlines: Headlines, *, design: str) -> Figure:
    """Return the contribution a member before and after the declared cut, by stated and by counted strength; `design` says how the sum follows."""
    data = payment_rows(rows)
    tips = [alt.Tooltip("divisor:N", title="Strength"), alt.Tooltip("persons:Q", title="Persons", format=",.0f"), alt.Tooltip("usd:Q", title="Dollars a member", format=",.0f")]
    base = alt.Chart(DATA, height=alt.Step(34)).encode(y=alt.Y("divisor:N", title=None, sort=[row["divisor"] for row in data]), tooltip=tips)
    x = alt.X("usd:Q", title="Dollars a service member and year", axis=alt.Axis(grid=True, tickCount=5, format=",.0f"), scale=alt.Scale(zero=True))
    bars = base.mark_bar(size=24).encode(x=x, color=alt.Color("state:N", title="The change", scale=alt.Scale(domain=["before", "after"], range=[KOREA, NEUTRAL])))
    labels = base.mark_text(align="right", dx=-6, color="white", fontSize=12, fontWeight="bold").encode(x="usd:Q", text=alt.Text("usd:Q", format=",.0f"))
    return figure(
        bars + labels,
        data,
        name="payment-after-cut",
        title=payment_title(headlines),
        alt="Bar chart of the contribution in dollars a U.S. service member, before and after the declared cut, divided by the stated strength and by the counted one. The counted strength gives the higher figure in both cases when it is the smaller one.",
        sources=(*CONTRIBUTION, COUNTS, "koreajoongang-2025-12-19", "koreajoongang-2025-05-23"),
        note=f"How the sum follows the number: {design[:1].lower()}{design[1:]}. The counted strength is taken to change in the proportion of the stated one.",
    )
