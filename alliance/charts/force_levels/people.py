"""Figures of births and of the men who come up for service, source beside source."""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.theme import (
    ACCENT,
    CHINA,
    DASHES,
    JAPAN,
    KOREA,
    NEUTRAL,
    UNITED_STATES,
    years,
)
from alliance.models.headline import fill

_FERTILITY = {
    "statistics_korea": ("Statistics Korea, counted", KOREA),
    "statistics_korea_2022_medium": ("Statistics Korea, projected 2023", ACCENT),
    "wpp2024": ("United Nations 2024", NEUTRAL),
}
_MEN = {
    "model": ("This chapter", KOREA),
    "wpp2019": ("United Nations 2019", NEUTRAL),
    "statistics_korea_2022_medium": ("Statistics Korea 2023", ACCENT),
    "statistics_korea_before_2022": ("Statistics Korea, before 2022", ACCENT),
    "manpower_administration": ("Manpower administration", UNITED_STATES),
    "interior_ministry": ("Interior ministry", JAPAN),
    "kida": ("KIDA", CHINA),
    "peninsula_institute": ("Population institute", JAPAN),
    "government_reported": ("Government, by Reuters", UNITED_STATES),
}
#: Statuses that look ahead.
_AHEAD = ("projected", "planned")


def _kind(status: str) -> str:
    return "projected" if status in _AHEAD else "observed"


def fertility(rows: Iterable[Row], headlines: Headlines, *, since: int, replacement: float) -> Figure:
    """Return children per woman by source, counted and projected, with the 80 per cent range of the United Nations and the level of replacement."""
    rows = [row for row in rows if row["year"] >= since]
    data = [{"year": row["year"], "source": _FERTILITY[row["basis"]][0], "rate": row["children_per_woman"], "kind": _kind(row["status"])} for row in rows if row["basis"] in _FERTILITY]
    high = {row["year"]: row["children_per_woman"] for row in rows if row["basis"] == "wpp2024_upper_80"}
    data += [{"year": row["year"], "kind": "range", "low": row["children_per_woman"], "high": high[row["year"]]} for row in rows if row["basis"] == "wpp2024_lower_80"]
    labels, colours = zip(*_FERTILITY.values(), strict=True)
    color = alt.Color("source:N", title=None, scale=alt.Scale(domain=list(labels), range=list(colours)), legend=alt.Legend(columns=1, symbolOpacity=1))
    tips = [alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("source:N", title="Source"), alt.Tooltip("rate:Q", title="Children per woman", format=".2f"), alt.Tooltip("kind:N", title="Standing")]
    y = alt.Y("rate:Q", title="Children per woman", scale=alt.Scale(zero=True))
    band = alt.Chart(DATA, height=260).transform_filter("datum.kind == 'range'").mark_area(opacity=0.25, color=NEUTRAL).encode(x=years(), y=alt.Y("low:Q", title="Children per woman"), y2="high:Q")
    base = alt.Chart(DATA, height=260).transform_filter("datum.kind != 'range'").encode(x=years(), y=y, color=color)
    lines = base.mark_line().encode(strokeDash=alt.StrokeDash("kind:N", legend=None, scale=alt.Scale(domain=list(DASHES), range=list(DASHES.values()))), detail="kind:N")
    points = base.transform_filter(f"datum.source != '{_FERTILITY['wpp2024'][0]}'").mark_point(size=26).encode(tooltip=tips)
    level = alt.Chart(DATA).mark_rule(strokeWidth=1).encode(y=alt.datum(replacement))
    return figure(
        alt.layer(band, level, lines, points),
        data,
        name="fertility",
        title=fill("Fertility fell to {fertility_lowest:number} children per woman in {fertility_lowest:period}; {fertility_2025_projected:number} was projected for 2025 and {fertility_latest:number} was counted", headlines),
        alt="Line chart of children per woman in Korea since 1970 by source: a steep fall to the level of replacement in the early 1980s, a slower one to below one in 2018 and to 0.72 in 2023, then a small rise. Projections are dashed; those of Statistics Korea and of the United Nations rise slowly, and a band shows the range of the latter.",
        sources=("wpp2024", "kosis-2023-12-14", "xinhua-20260225", "cep-2024-births"),
        note="Solid: counted or estimated. Dashed: projected. Band: 80 per cent range of the United Nations. The line across is the fertility that replaces a generation.",
    )


def men_aged_20(rows: Iterable[Row], model: Iterable[Row], headlines: Headlines, *, since: int, until: int) -> Figure:
    """Return men aged 20 by source, counted and projected, and those who reach the age of service as reckoned here."""
    data = [{"year": row["year"], "source": _MEN[row["basis"]][0], "thousand": row["persons"] / 1000, "kind": _kind(row["status"])} for row in rows if since <= row["year"] <= until]
    data += [{"year": row["year"], "source": _MEN["model"][0], "thousand": row["persons"] / 1000, "kind": "projected"} for row in model if row["year"] <= until]
    known = {row["source"] for row in data}
    names = {label: colour for label, colour in _MEN.values() if label in known}
    shapes = {"Statistics Korea, before 2022": "triangle-up", "Manpower administration": "square", "Interior ministry": "triangle-down", "KIDA": "diamond", "Population institute": "cross", "Government, by Reuters": "triangle-right"}
    color = alt.Color("source:N", title=None, scale=alt.Scale(domain=list(names), range=list(names.values())), legend=alt.Legend(columns=2, labelLimit=220, symbolOpacity=1))
    shape = alt.Shape("source:N", title=None, scale=alt.Scale(domain=list(names), range=[shapes.get(name, "circle") for name in names]), legend=alt.Legend(columns=2, labelLimit=220))
    tips = [alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("source:N", title="Source"), alt.Tooltip("thousand:Q", title="Thousand men", format=".0f"), alt.Tooltip("kind:N", title="Standing")]
    base = alt.Chart(DATA, height=300).encode(x=years(), y=alt.Y("thousand:Q", title="Thousand men", scale=alt.Scale(zero=True)), color=color)
    series = f"datum.source == '{_MEN['wpp2019'][0]}' || datum.source == '{_MEN['model'][0]}'"
    lines = base.transform_filter(series).mark_line().encode(strokeDash=alt.StrokeDash("kind:N", legend=None, scale=alt.Scale(domain=list(DASHES), range=list(DASHES.values()))), detail="kind:N")
    marks = base.transform_filter(f"!({series})").encode(shape=shape, tooltip=tips)
    # Hollow, because several sources give nearly the same number.
    seen = marks.transform_filter("datum.kind == 'observed'").mark_point(size=80, opacity=1)
    ahead = marks.transform_filter("datum.kind == 'projected'").mark_point(size=90, opacity=1, filled=False, strokeWidth=2)
    return figure(
        alt.layer(lines, seen, ahead),
        data,
        name="men-aged-20",
        title=fill("By registers about {men_20_2040_administration:number} thousand men will be 20 in 2040; Statistics Korea has {men_20_2038_statistics:number} thousand for 2038", headlines),
        alt="Line and dot chart of men aged 20 in Korea by source since 2000: from about 400 thousand to 240 thousand in 2025, level until the early 2030s, then a fall. For 2037 to 2040 the registers and the defence institute give 140 to 188 thousand; Statistics Korea, a population institute and the United Nations of 2019 lie higher for 2038.",
        sources=("wpp2019", "wpp2024", "livedoor-2025", "imaeil-2023", "segye-daejeon-2023", "kima-2020", "kbs-185288", "newsmax-reuters-2025", "mnd-answer-inven"),
        note="Solid and filled: estimated or counted. Dashed and hollow: projected. KIDA is the Korea Institute for Defense Analyses. The figure of the interior ministry for 2040 is the register's, told by the defence ministry. No source read says why Statistics Korea lies above the boys born in 2018.",
    )
