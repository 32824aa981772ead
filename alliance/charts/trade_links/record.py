"""Figures of the record: whose trade Korea's is, how two countries count it, and the duties of 2025 and 2026."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.theme import (
    ACCENT,
    CHINA,
    JAPAN,
    KOREA,
    NEUTRAL,
    UNITED_STATES,
)
from alliance.models.headline import fill

CENSUS = ("census-goods-by-country", "census-goods-korea-2026")
CUSTOMS = ("kosis-korea-china-trade", "kita-1991-2021", "kcs-2025")
TARIFFS = ("gta-tariff-estimates-2026", "joongang-20250801", "thompsonhine-202512", "chosun-20260221", "kh-10663227")

COUNTRIES = {"USA": ("United States", UNITED_STATES), "CHN": ("China", CHINA), "JPN": ("Japan", JAPAN)}
_BASES = {"customs_kr": ("Korean customs", "circle"), "cow_importer": ("Correlates of War", "triangle-up"), "printed": ("share as printed", "diamond")}
_COUNTS = {"customs": ("Korean customs, goods", KOREA), "census": ("U.S. Census, goods", UNITED_STATES), "bop": ("U.S. balance of payments, goods and services", ACCENT)}
_GOODS = {"Cars": KOREA, "Most other goods": ACCENT, "Steel and aluminium": NEUTRAL}


def shares(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the three partners' shares of Korea's exports and imports by year, one line a partner, broken at every hole."""
    data = [{**row, "country": COUNTRIES[row["partner"]][0], "counted": _BASES[row["basis"]][0]} for row in rows]
    names, colours = zip(*COUNTRIES.values(), strict=True)
    bases, shapes = zip(*_BASES.values(), strict=True)
    color = alt.Color("country:N", title=None, scale=alt.Scale(domain=list(names), range=list(colours)))
    shape = alt.Shape("counted:N", title=None, scale=alt.Scale(domain=list(bases), range=list(shapes)), legend=alt.Legend(symbolFillColor=NEUTRAL, symbolStrokeColor=NEUTRAL))
    tips = [alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("country:N", title="Partner"), alt.Tooltip("share_pct:Q", title="Share, %", format=".1f"), alt.Tooltip("counted:N", title="Counted by")]

    def panel(flow: str, title: str) -> alt.LayerChart:
        base = alt.Chart(DATA, height=190).transform_filter(f"datum.flow == '{flow}'").encode(x=_since_1990(), y=alt.Y("share_pct:Q", title=title, scale=alt.Scale(domain=[0, 32]), axis=alt.Axis(tickCount=5)), color=color)
        return base.mark_line(strokeWidth=1.6).encode(detail="run:N") + base.mark_point(size=34, opacity=1).encode(shape=shape, tooltip=tips)

    return figure(
        alt.vconcat(panel("export", "Share of Korea's exports, %"), panel("import", "Share of Korea's imports, %"), spacing=14),
        data,
        name="trade-shares",
        title=fill("China took {export_chn_peak_pct} of Korea's exports in {export_chn_peak_pct:period} and {export_chn_last_pct} in {export_chn_last_pct:period}; the United States {export_usa_low_pct} in {export_usa_low_pct:period} and {export_usa_last_pct} in {export_usa_last_pct:period}", headlines),
        alt="Two line charts of shares of Korea's goods trade since 1990, broken where years are missing. Among exports the United States falls from over a quarter to a tenth and comes back, China rises to a quarter and falls, Japan falls from a sixth to a twentieth. Among imports the United States and Japan fall and China rises to over a fifth.",
        sources=(*CUSTOMS, "cow-trade-4", "joongang-2007", "donga-2010"),
        note="Each share is trade with the partner over trade with the world by the same maker. Correlates of War (imports, to 2014) fills years that customs figures lack, as a line of its own; a share as printed stands where only that is known. Years without a mark are not known here.",
    )


def _since_1990() -> alt.X:
    """Return an axis of years that begins in 1990 in every panel, so that panels can be read against each other."""
    return alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickCount=8, grid=False), scale=alt.Scale(domain=[1990, 2025], nice=False, padding=8))


def both_counts(mirrored: Iterable[Row], whole: Mapping[int, float], headlines: Headlines) -> Figure:
    """Return Korea's surplus with the United States as each side counts it, with services where known, and the gap below."""
    mirrored = list(mirrored)
    data: list[dict[str, Any]] = []
    for count in ("customs", "census"):
        known = [(row["year"], row[f"{count}_usd_bn"]) for row in mirrored if row[f"{count}_usd_bn"] is not None and row["year"] >= 1990]
        data += _runs(known, _COUNTS[count][0])
    data += _runs(sorted(whole.items()), _COUNTS["bop"][0])
    data += [{"year": row["year"], "gap_usd_bn": row["gap_usd_bn"]} for row in mirrored if row["gap_usd_bn"] is not None and row["year"] >= 1990]
    names, colours = zip(*_COUNTS.values(), strict=True)
    color = alt.Color("count:N", title=None, scale=alt.Scale(domain=list(names), range=list(colours)), legend=alt.Legend(columns=1, labelLimit=320))
    shape = alt.Shape("count:N", title=None, scale=alt.Scale(domain=list(names), range=["circle", "circle", "diamond"]), legend=alt.Legend(columns=1, labelLimit=320))
    base = alt.Chart(DATA, height=230).transform_filter("isValid(datum.count)").encode(x=_since_1990(), y=alt.Y("surplus_usd_bn:Q", title="Korea's surplus, billion dollars", axis=alt.Axis(tickCount=6)), color=color)
    tips = [alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("count:N", title="Count"), alt.Tooltip("surplus_usd_bn:Q", title="Billion dollars", format=".1f")]
    top = alt.Chart(DATA).mark_rule().encode(y=alt.datum(0)) + base.mark_line().encode(detail="run:N") + base.mark_point(size=40, opacity=1).encode(shape=shape, tooltip=tips)
    gap = (
        alt.Chart(DATA, height=100)
        .transform_filter("isValid(datum.gap_usd_bn)")
        .mark_bar(size=6, color=NEUTRAL)
        .encode(x=_since_1990(), y=alt.Y("gap_usd_bn:Q", title="Gap, bn dollars", axis=alt.Axis(tickCount=3)), tooltip=[alt.Tooltip("year:Q", title="Year", format="d"), alt.Tooltip("gap_usd_bn:Q", title="Census less customs, billion dollars", format=".1f")])
    )
    return figure(
        alt.vconcat(top, gap, spacing=14).resolve_scale(x="shared"),
        data,
        name="trade-both-counts",
        title=fill("In {customs_surplus_usd_bn:period} Korea counted a surplus of {customs_surplus_usd_bn}, the United States a deficit of {census_surplus_usd_bn}", headlines),
        alt="Line chart of Korea's goods surplus with the United States since 1990 by Korean customs, with holes, and by the U.S. Census, and of the balance in goods and services in seven years; below it bars of the gap between the two counts. The Census figure is the higher one in every year that both have. The surplus with services is smaller than that in goods alone.",
        sources=(*CENSUS, "kita-1991-2021", "motie-korus8", "edaily-korus10", "kmib-2025", "ustr-2017", "crs-2021", "crs-if10733-2022"),
        note="Korean customs count exports free on board and imports with freight and insurance, the Census imports at customs value; that is a likely part of the gap. Some customs figures follow from a printed sum, balance or change. Goods and services are a count of their own.",
    )


def _runs(known: Iterable[tuple[int, float]], count: str) -> list[dict[str, Any]]:
    """Return rows of a series, numbered by unbroken run, so that no line crosses a hole."""
    rows, run, before = [], 0, None
    for year, value in known:
        run += before is not None and year != before + 1
        before = year
        rows.append({"year": year, "count": count, "surplus_usd_bn": value, "run": f"{count} {run}"})
    return rows


def duties(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the U.S. duties on Korean goods in 2025 and 2026 as steps, and the rates that were only announced or threatened."""
    data = [{"group": row["group"], "at": row["at"], "rate_pct": row["rate_pct"], "kind": row["kind"], "measure": row["measure"], "date": row["date"]} for row in rows]
    names = list(_GOODS)
    color = alt.Color("group:N", title=None, scale=alt.Scale(domain=names, range=list(_GOODS.values())), legend=alt.Legend(symbolType="stroke", symbolOpacity=1))
    # Cars share a rate with most other goods for months: a wider line and a larger circle show from under the narrower.
    size = alt.Size("group:N", scale=alt.Scale(domain=names, range=[210, 60, 60]), legend=None)
    ticks = [2025, 2025.25, 2025.5, 2025.75, 2026, 2026.25]
    label = "['Jan', 'Apr', 'Jul', 'Oct'][round((datum.value - floor(datum.value)) * 4)] + ' ' + floor(datum.value)"
    x = alt.X("at:Q", title="Date", scale=alt.Scale(domain=[2025, 2026.25], nice=False), axis=alt.Axis(values=ticks, labelExpr=label, grid=False))
    y = alt.Y("rate_pct:Q", title="Rate of duty, %", scale=alt.Scale(domain=[0, 55], nice=False), axis=alt.Axis(values=[0, 10, 15, 25, 50]))
    tips = [alt.Tooltip("date:N", title="Date"), alt.Tooltip("group:N", title="Goods"), alt.Tooltip("measure:N", title="Step"), alt.Tooltip("rate_pct:Q", title="Rate, %")]
    base = alt.Chart(DATA, height=270).encode(x=x, y=y, color=color)
    cars = base.transform_filter("datum.kind == 'in force' && datum.group == 'Cars'").mark_line(interpolate="step-after", strokeWidth=7, opacity=0.55)
    others = base.transform_filter("datum.kind == 'in force' && datum.group != 'Cars'").mark_line(interpolate="step-after", strokeWidth=2.2)
    said = base.transform_filter("datum.kind == 'said'").mark_point(filled=False, strokeWidth=2, opacity=1).encode(size=size, tooltip=tips)
    return figure(
        cars + others + said,
        data,
        name="trade-duties",
        title=fill("The duty on cars went from nothing to {car_duty_2025_pct} in {car_duty_2025_pct:period} and to {car_duty_deal_pct} from {car_duty_deal_pct:period} on", headlines),
        alt="Line chart of steps from January 2025 to March 2026. Cars stand at zero, then at 25 and 15 per cent; most other goods at 10 and 15, at nothing for four days in February 2026, then at 10; steel and aluminium at 25 and 50. Open circles mark rates that were announced, agreed or threatened: 25 and 26 per cent in April, 25 in July 2025 and in January 2026, 15 in July 2025.",
        sources=TARIFFS,
        note="Lines: in force. Open circles: announced, agreed or threatened; in the colour of the goods meant. Before April 2025 most goods were free of duty under KORUS. The lines end with the last event recorded, in March 2026; what followed the surcharge of February 2026 is not known here.",
    )
