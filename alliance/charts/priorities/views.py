"""Figures of what is thought and written: polls, each panel one pollster, and the words of the five documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.priorities.record import NORTH_KOREA
from alliance.charts.theme import CHINA, KOREA, UNITED_STATES
from alliance.models.headline import fill

_SERIES = {
    "view_of_china": ("unfavourable", "Unfavourable view of China (Pew)", "South Koreans", KOREA),
    "own_nuclear_weapons": ("support", "For own nuclear weapons (Gallup Korea)", "South Koreans", KOREA),
    "troops_if_invaded": ("favour", "U.S. troops if invaded (Chicago Council)", "Americans", UNITED_STATES),
}
_THREATS = {"biggest_threat_now": "now", "biggest_threat_in_ten_years": "in ten years"}
_THEMES = {
    "north_korea": "North Korea",
    "china": "China",
    "deterrence": "Deterrence",
    "talks": "Talks",
    "technology": "Technology",
    "japan": "Japan",
    "quad": "Quad",
    "cost_sharing": "Cost sharing",
    "trade": "Trade",
}


def threats(polls: Iterable[Row], headlines: Headlines) -> Figure:
    """Return whom South Koreans name as the biggest threat now and in ten years."""
    data = [{"when": _THREATS[row["question"]], "threat": row["answer"], "share_pct": row["share_pct"]} for row in polls if row["question"] in _THREATS]
    base = alt.Chart(DATA, height=alt.Step(52, **{"for": "position"})).encode(
        y=alt.Y("when:N", title=None, sort=list(_THREATS.values())),
        x=alt.X("share_pct:Q", title="% of respondents", scale=alt.Scale(domain=[0, 65], nice=False), axis=alt.Axis(values=[0, 10, 20, 30, 40, 50, 60], grid=True)),
        yOffset=alt.YOffset("threat:N", sort=["North Korea", "China"]),
    )
    color = alt.Color("threat:N", title=None, scale=alt.Scale(domain=["North Korea", "China"], range=[NORTH_KOREA, CHINA]))
    bars = base.mark_bar().encode(color=color, tooltip=[alt.Tooltip("when:N", title="When"), alt.Tooltip("threat:N", title="Threat"), alt.Tooltip("share_pct:Q", title="%")])
    return figure(
        bars + base.mark_text(align="left", dx=4).encode(text=alt.Text("share_pct:Q", format=".0f")),
        data,
        name="threats-now-and-later",
        title=fill("In {threat_now_north_pct:period}, {threat_now_north_pct} of South Koreans named North Korea the biggest threat and {threat_now_china_pct} China; for ten years on, {threat_later_north_pct} and {threat_later_china_pct}", headlines),
        alt="Bar chart of a poll of South Koreans in December 2021. Now: North Korea leads China as the biggest threat. In ten years: China leads North Korea by more than two to one.",
        sources=("donga-2022-02-24",),
        note="Chicago Council, South Koreans, December 2021. Other answers are not shown.",
    )


def publics(polls: Iterable[Row], headlines: Headlines) -> Figure:
    """Return three series of polls, one pollster each: two of South Koreans, one of Americans."""
    polls = list(polls)
    rows = [row for row in polls if row["question"] in _SERIES and row["answer"] == _SERIES[row["question"]][0]]
    data = [
        {"series": row["question"], "people": _SERIES[row["question"]][2], "year": _when(row["field_period"]), "asked": row["field_period"], "share_pct": row["share_pct"]}
        for row in rows
    ]
    color = alt.Color("people:N", title=None, scale=alt.Scale(domain=["South Koreans", "Americans"], range=[KOREA, UNITED_STATES]))
    x = alt.X("year:Q", title=None, scale=alt.Scale(domain=[2001, 2025.5], nice=False), axis=alt.Axis(format="d", tickCount=6))

    def panel(name: str) -> alt.LayerChart:
        tips = [alt.Tooltip("asked:N", title="Asked"), alt.Tooltip("people:N", title="Of"), alt.Tooltip("share_pct:Q", title="%")]
        y = alt.Y("share_pct:Q", title=["% of respondents"], scale=alt.Scale(domain=[20, 90], nice=False), axis=alt.Axis(values=[25, 50, 75], grid=True))
        title = alt.TitleParams(_SERIES[name][1], fontSize=12, fontWeight="normal", offset=4)
        base = alt.Chart(DATA, height=105, title=title).transform_filter(f"datum.series == '{name}'").encode(x=x, y=y, color=color, tooltip=tips)
        return base.mark_line() + base.mark_point(size=40)

    return figure(
        alt.vconcat(*(panel(name) for name in _SERIES), spacing=12),
        data,
        name="two-publics",
        title=fill("{view_of_china_last_pct} of South Koreans viewed China unfavourably in {view_of_china_last_pct:period}, after {view_of_china_first_pct} in {view_of_china_first_pct:period}; {troops_if_invaded_last_pct} of Americans would send troops against an invasion", headlines),
        alt="Three line charts of polls. South Koreans with an unfavourable view of China rise from about a third to more than three quarters. Those for nuclear weapons of their own stay between 54 and 66 per cent. Americans for using troops if the North invades rise to 64 per cent in 2018 and fall to 50 in 2023.",
        sources=tuple(dict.fromkeys(key for row in rows for key in row["source"].split(";"))),
        note="One pollster a panel; pollsters ask differently and are not to be compared with each other.",
    )


def _when(period: str) -> float:
    """Return YYYY or YYYY-MM as a year with the part of it gone; the middle where the month is not known."""
    year, _, month = period.partition("-")
    return int(year) + ((int(month) - 0.5) / 12 if month else 0.5)


def document_words(rows: Iterable[Row], headlines: Headlines, *, names: Mapping[str, str]) -> Figure:
    """Return how often each document uses the words of each theme, in a thousand words."""
    data = [{"document": names[row["document"]], "theme": _THEMES[row["theme"]], "rate": row["rate"], "strong": int(row["rate"] > 16)} for row in rows]
    base = alt.Chart(DATA, height=alt.Step(34)).encode(
        x=alt.X("document:N", title=None, sort=list(names.values()), axis=alt.Axis(labelAngle=0, labelExpr="split(datum.label, ' ')", domain=False, ticks=False)),
        y=alt.Y("theme:N", title=None, sort=list(_THEMES.values()), axis=alt.Axis(labelLimit=110)),
    )
    color = alt.Color("rate:Q", legend=None, scale=alt.Scale(range=["#e6eef4", "#1f5f93"], domain=[0, 22]))
    tips = [alt.Tooltip("document:N", title="Document"), alt.Tooltip("theme:N", title="Theme"), alt.Tooltip("rate:Q", title="In a thousand words", format=".1f")]
    ink = alt.Color("strong:N", legend=None, scale=alt.Scale(domain=[0, 1], range=["#1d2429", "#ffffff"]))
    cells = base.mark_rect().encode(color=color, tooltip=tips)
    numbers = base.mark_text(fontSize=12).encode(text=alt.Text("rate:Q", format=".1f"), color=ink)
    return figure(
        alt.layer(cells, numbers).resolve_scale(color="independent"),
        data,
        name="document-words",
        title=fill("{documents_china_ahead:number} of {documents_counted:number} documents name China more often than North Korea; what they dwell on differs", headlines),
        alt="Table of shaded cells: five documents by nine themes, with occurrences in a thousand words. Cost sharing leads in the JoongAng column and the CFR brief, technology in The Diplomat, China in the Atlantic Council article, North Korea in the CRS report.",
        sources=("cfr-2021", "crs-2021", "stangarone-2020", "joongang-2025", "atlantic-2025"),
        note="Occurrences in a thousand words, counted by the list in the table document_word_list; a word counts for its theme whatever is said about it.",
    )
