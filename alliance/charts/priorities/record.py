"""Figures of the record: tests, military spending, and what the two governments' statements said and left out."""

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
    WRAPPED,
    years,
)
from alliance.models.headline import fill

TESTS = ("cns-missile-tests", "csis-beyond-parallel")
SPENDING = "sipri-milex-2025"

#: The colour of the North in this chapter; South Korea keeps its own.
NORTH_KOREA = ACCENT

_COUNTRIES = {"KOR": ("South Korea", KOREA), "USA": ("United States", UNITED_STATES), "CHN": ("China", CHINA), "JPN": ("Japan", JAPAN)}
_PAIRS = {"USA/CHN": ("United States to China", UNITED_STATES), "CHN/KOR": ("China to South Korea", KOREA), "CHN/JPN": ("China to Japan", JAPAN)}

_FEATURES = {
    "north_korea_priority": "North a priority",
    "complete_denuclearisation": "Complete denuclearisation",
    "end_of_regime_warning": "Warning of the regime's end",
    "usfk_current_level": "Current U.S. force level",
    "rok_primary_responsibility": "Seoul first against the North",
    "strategic_flexibility": "Strategic flexibility",
    "names_china": "China by name",
    "taiwan_strait": "Taiwan Strait",
    "south_china_sea": "South China Sea",
}


def missile_tests(rows: Iterable[Row], nuclear: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the two counts of missile tests by year on axes of their own, and the nuclear tests below them."""
    panels = {"cns_missiles": "Missiles (CNS)", "csis_events": "Events (CSIS)", "nuclear": "Nuclear tests"}
    data = [{"year": row["year"], "count": row["basis"], "number": row["launch_count"], "standing": "incomplete year" if row["status"] == "preliminary" else "complete year"} for row in rows if row["basis"] in panels]
    dates = {row["test_no"]: int(row["date"][:4]) for row in nuclear}
    data += [{"year": year, "count": "nuclear", "number": list(dates.values()).count(year), "standing": "complete year"} for year in sorted({row["year"] for row in data})]
    # The axis of the year as a category, so that bars keep their width in every layout.
    axis = alt.X("year:O", title=None, axis=alt.Axis(labelExpr="datum.value % 5 == 0 ? datum.label : ''", labelAngle=0, ticks=False))
    color = alt.Color("standing:N", title=None, scale=alt.Scale(domain=["complete year", "incomplete year"], range=[NORTH_KOREA, NEUTRAL]))

    def panel(count: str, height: int) -> alt.Chart:
        y = alt.Y("number:Q", title=panels[count], axis=alt.Axis(tickCount=4 if height > 100 else 2, tickMinStep=1))
        tips = [alt.Tooltip("year:O", title="Year"), alt.Tooltip("number:Q", title=panels[count])]
        return alt.Chart(DATA, height=height).transform_filter(f"datum.count == '{count}'").mark_bar().encode(x=axis, y=y, color=color, tooltip=tips)

    return figure(
        alt.vconcat(panel("cns_missiles", 150), panel("csis_events", 120), panel("nuclear", 50), spacing=12),
        data,
        name="missile-tests",
        title=fill("Missile tests came to {tests_recent_mean} in {tests_recent_mean:period}, after {tests_before_mean} in {tests_before_mean:period}", headlines),
        alt="Three bar charts by year since 1984: missiles counted by CNS, events counted by CSIS, and nuclear tests. Both counts are low until 2013, highest in 2022, and lower since; six nuclear tests fall between 2006 and 2017.",
        sources=(*TESTS, "ldeo-kim-2013", "bloomberg-2017-09-04"),
        note="The two counts differ in kind and are not to be added: CNS counts missiles of at least 300 km range or 500 kg payload one by one, CSIS counts days and salvos of every kind of missile. 2026 is incomplete: to 18 April by CNS, to 20 August by CSIS.",
    )


def military_spending(ratios: Iterable[Row], shares: Iterable[Row], korea: Iterable[Row], headlines: Headlines) -> Figure:
    """Return military spending as multiples of one country by another, on a log axis, and as shares of GDP."""
    data = [{"panel": "multiple", "year": row["year"], "series": _PAIRS[pair][0], "value": row["spending_ratio"]} for row in ratios if (pair := f"{row['numerator']}/{row['denominator']}") in _PAIRS]
    data += [{"panel": "share", "year": row["year"], "series": _COUNTRIES[row["country"]][0], "value": row["gdp_share_pct"]} for row in shares]
    data += [{"panel": "share", "year": row["year"], "series": "South Korea", "value": row["sipri_gdp_share_pct"]} for row in korea]

    def panel(name: str, title: str, known: Mapping[str, tuple[str, str]], scale: alt.Scale, ticks: alt.Axis) -> alt.LayerChart:
        labels, colours = zip(*known.values(), strict=True)
        color = alt.Color("series:N", title=None, scale=alt.Scale(domain=list(labels), range=list(colours)), legend=alt.Legend(columns=2, labelLimit=220))
        tips = [alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("series:N", title="Series"), alt.Tooltip("value:Q", title=title, format=".2f")]
        base = alt.Chart(DATA, height=170).transform_filter(f"datum.panel == '{name}'").encode(x=years(), y=alt.Y("value:Q", title=title, scale=scale, axis=ticks), color=color, tooltip=tips)
        return base.mark_line() + base.mark_point(size=14)

    multiples = panel("multiple", "Times, log axis", _PAIRS, alt.Scale(type="log", domain=[0.2, 40]), alt.Axis(values=[0.2, 0.5, 1, 2, 5, 10, 20, 40], format="~g"))
    of_gdp = panel("share", "% of GDP", _COUNTRIES, alt.Scale(zero=True), alt.Axis(tickCount=5))
    return figure(
        alt.vconcat(multiples, of_gdp, spacing=16).resolve_scale(color="independent"),
        data,
        name="military-spending",
        title=fill("China spent {ratio_chn_kor_first} what South Korea did in {ratio_chn_kor_first:period} and {ratio_chn_kor} in {ratio_chn_kor:period}; the U.S. multiple of China fell from {ratio_usa_chn_first:number} to {ratio_usa_chn:number}", headlines),
        alt="Two line charts, 1990 to 2024. On a log axis the multiple of U.S. to Chinese spending falls while those of China to South Korea and to Japan rise. As shares of GDP the United States falls to about 3.4 per cent, South Korea stays near 2.5, China near 1.7, and Japan rises from 1.",
        sources=(SPENDING,),
        note="Ratios of dollars at market exchange rates; China's figures are estimates of SIPRI. North Korea is left out: no usable figure exists.",
    )


def statements(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return which statement said, and which left out, each phrase about the North or China."""
    rows = list(rows)
    data = [
        {
            "statement": f"{row['date'][:7]} {_short(row['statement'])}",
            "phrase": _FEATURES[row["feature"]],
            "about": row["about"],
            "coding": "said" if row["said"] == "yes" else "reported as left out",
        }
        for row in rows
    ]
    about = alt.Color("about:N", title="About", scale=alt.Scale(domain=["North Korea", "China"], range=[NORTH_KOREA, CHINA]))
    y = alt.Y("statement:N", title=None, sort=list(dict.fromkeys(row["statement"] for row in data)), axis=alt.Axis(labelExpr=WRAPPED, labelLimit=150, grid=True))
    x = alt.X("phrase:N", title=None, sort=list(_FEATURES.values()), axis=alt.Axis(orient="top", labelAngle=-90, labelLimit=190, grid=True))
    tips = [alt.Tooltip("statement:N", title="Statement"), alt.Tooltip("phrase:N", title="Phrase"), alt.Tooltip("coding:N", title="Coding")]
    shape = alt.Shape("coding:N", title="Phrase", scale=alt.Scale(domain=["said", "reported as left out"], range=["circle", "cross"]), legend=alt.Legend(symbolFillColor=NEUTRAL, symbolStrokeColor=NEUTRAL))
    chart = alt.Chart(DATA, height=alt.Step(36)).mark_point(size=130, opacity=1).encode(x=x, y=y, color=about, shape=shape, tooltip=tips)
    return figure(
        chart,
        data,
        name="statement-language",
        title=fill("The Taiwan Strait entered joint statements in {taiwan_first_year}; complete denuclearisation is missing from {statements_without_denuclearisation:number} texts of {statements_without_denuclearisation:period}", headlines),
        alt="Matrix of statements by phrase. Circles mark phrases said, crosses phrases reported as left out. Strategic flexibility is said in 2006. China is not named in March 2021; the Taiwan Strait stands in the statements of May 2021, May 2022 and November 2025. Complete denuclearisation is out in October 2024, back in November 2025, and absent from two texts of Washington.",
        sources=tuple(dict.fromkeys(key for row in rows for key in row["source"].split(";"))),
        note="An empty place means not coded, not absent from the text. Strategic flexibility stands under China because it is read so; the text names no country. Texts of December 2025 and after are of Washington alone.",
    )


def _short(statement: str) -> str:
    """Return a statement's name for an axis."""
    names = {
        "Joint statement, first strategic consultation": "Strategic talks",
        "Joint statement, foreign and defence ministers": "Four ministers",
        "Joint statement, Biden and Moon": "Biden and Moon",
        "Joint statement, Biden and Yoon": "Biden and Yoon",
        "Joint statement on nuclear guidelines": "Nuclear guidelines",
        "Communique, 56th Security Consultative Meeting": "56th SCM",
        "Communique, 57th Security Consultative Meeting": "57th SCM",
        "Joint fact sheet, Trump and Lee": "Joint fact sheet",
        "U.S. National Security Strategy": "U.S. security strategy",
        "U.S. National Defense Strategy": "U.S. defence strategy",
        "U.S. readout of call between ministers": "U.S. readout of call",
    }
    return names.get(statement, statement)
