"""Figures of what the contribution and the demands weigh, and of who receives the money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt

from alliance.charts.cost_sharing.record import AGREED, BUDGET, RATES
from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.theme import (
    ACCENT,
    CATEGORY,
    CHINA,
    KOREA,
    NEUTRAL,
    UNITED_STATES,
    WRAPPED,
)
from alliance.models.cost_sharing.figures import cost_rows, cost_title
from alliance.models.headline import fill, format_number

_DEFINITIONS = {
    "all_in": "All U.S. military spending",
    "direct_over_direct_plus_us_obligations": "Direct support, U.S. obligations",
    "direct_and_indirect_over_stationing": "Stationing, indirect counted",
    "won_based": "Stationing cost paid in won",
    "non_personnel": "Cost without U.S. pay",
    "civic_direct_and_indirect": "Civic group, indirect counted",
}

#: Speakers whose names would take three lines of an axis.
_SHORT = {
    "U.S. Government Accountability Office": "GAO",
    "U.S. Department of Defense": "Pentagon",
    "Congressional Research Service": "CRS",
    "Commander of U.S. Forces Korea": "USFK commander",
    "U.S. Forces Korea": "USFK",
}


def demands(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the demands beside what Korea paid in the year, with multiple, rise, and shares of budget and GDP in words."""
    data = []
    for row in rows:
        measures = f"{format_number(row['multiple'], 1)} ×, {'+' if row['increase_pct'] > 0 else ''}{format_number(row['increase_pct'], 0)} %"
        weights = f"{format_number(row['budget_share_pct'], 1)} % of budget, {format_number(row['gdp_share_pct'], 2)} % of GDP"
        common = {"demand": f"{row['stated'][:7]} {_amount(row)}", "measures": measures, "weights": weights}
        data.append({**common, "amount": "demanded", "usd_bn": row["usd_bn"]})
        data.append({**common, "amount": "paid in that year", "usd_bn": row["paid_usd_bn"]})
    order = [row["demand"] for row in data[::2]]
    row_axis = alt.Y("demand:N", title=None, sort=order, axis=alt.Axis(labelLimit=190, labelExpr=WRAPPED))
    tips = [alt.Tooltip("demand:N", title="Demand"), alt.Tooltip("amount:N", title="Amount"), alt.Tooltip("usd_bn:Q", title="Billion dollars", format=".2f"), alt.Tooltip("measures:N", title="Against the payment"), alt.Tooltip("weights:N", title="Weight")]
    base = alt.Chart(DATA, height=alt.Step(34, **{"for": "position"})).encode(y=row_axis, tooltip=tips)
    bars = base.mark_bar().encode(
        x=alt.X("usd_bn:Q", title="Billion dollars a year", scale=alt.Scale(domain=[0, 16], nice=False), axis=alt.Axis(values=[0, 2, 4, 6, 8, 10], grid=True)),
        yOffset=alt.YOffset("amount:N", sort=["demanded", "paid in that year"]),
        color=alt.Color("amount:N", title=None, scale=alt.Scale(domain=["demanded", "paid in that year"], range=[UNITED_STATES, KOREA])),
    )
    labels = base.transform_filter("datum.amount == 'demanded'").mark_text(align="left", dx=6, fontSize=11).encode(x="usd_bn:Q", text="measures:N")
    return figure(
        bars + labels,
        data,
        name="demands-weighed",
        title=fill("The five billion dollars of 2019 were {demand_2019_multiple} what Korea paid, a rise of {demand_2019_increase_pct}", headlines),
        alt="Bar chart of U.S. demands on Korea from 1998 to 2024 beside what Korea paid in the year. Most ask for up to two times the payment; 5 billion dollars in 2019 and 10 billion in 2024 stand far apart.",
        sources=("donga-1998-12-22", "hankyung-2001-09-09", "nocut-2014-01-12", "cnn-2019-02-04", "koreaherald-2020-04-21", "koreajoongang-2024-10-16", BUDGET, RATES),
        note="A multiple and the rise it means differ by 100 points: five times is a rise of 400 per cent. Shares of budget and GDP are in the data and, on touch, in the chart. The 10 billion of 2024 are a campaign statement of what Korea would be paying.",
    )


def _amount(row: Row) -> str:
    """Return the amount in the currency in which it was demanded."""
    if row["stated_krw_bn"] is not None:
        return f"{format_number(row['stated_krw_bn'], 0)} billion won"
    return f"${format_number(row['usd_bn'], 2).rstrip('0').rstrip('.')} billion"


def cost_shares(rows: Iterable[Row]) -> Figure:
    """Return the stated shares of cost, one row a statement, coloured by the cost they are a share of."""
    order = list(_DEFINITIONS)
    rows = sorted((row for row in rows if row["definition"] in _DEFINITIONS), key=lambda row: (order.index(row["definition"]), row["share_pct"]))
    data = [
        {
            "statement": f"{row['period']} {_SHORT.get(speaker := row['stated_by'].partition(',')[0].partition(' (')[0], speaker)}{', on Japan' if row['country'] == 'JPN' else ''}",
            "definition": _DEFINITIONS[row["definition"]],
            "share_pct": row["share_pct"],
            "country": {"KOR": "Korea", "JPN": "Japan"}[row["country"]],
        }
        for row in rows
    ]
    definitions = list(_DEFINITIONS.values())
    base = alt.Chart(DATA, height=alt.Step(42)).encode(
        y=alt.Y("statement:N", title=None, sort=[row["statement"] for row in data], axis=alt.Axis(labelLimit=200, labelExpr=WRAPPED, grid=True)),
        x=alt.X("share_pct:Q", title="Share of the cost so defined, %", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=5)),
        tooltip=[alt.Tooltip("definition:N", title="Cost"), alt.Tooltip("country:N", title="Country"), alt.Tooltip("statement:N", title="Stated"), alt.Tooltip("share_pct:Q", title="Share, %")],
    )
    points = base.mark_point(size=110, opacity=1).encode(
        color=alt.Color("definition:N", title="Share of", scale=alt.Scale(domain=definitions, range=CATEGORY), legend=alt.Legend(columns=2)),
        shape=alt.Shape("country:N", title="Country", scale=alt.Scale(domain=["Korea", "Japan"], range=["circle", "diamond"]), legend=None),
    )
    labels = base.mark_text(align="left", dx=10, fontSize=11).encode(text=alt.Text("share_pct:Q", format=".3~g"))
    return figure(
        points + labels,
        data,
        name="cost-shares",
        title="Korea's share is anything from a sixth to seven tenths, depending on the cost it is a share of",
        alt="Dot chart with one row for each statement, coloured by the definition of cost. Korean shares run from 16 and 18 per cent of all or won-based cost through 30 per cent of direct support and U.S. obligations and 40 to 55 per cent of non-personnel cost to 73 per cent in a civic group's count.",
        sources=("atlantic-2025", "crs-2021", "gao-21-270", "imaeil-2006-01-10", "nocut-2013-07", "stripes-2004", "koreaherald-2018-05-22", "seoul-1995-09-27"),
        note="Shares of different definitions are never to be chained: each colour is a question of its own. Diamonds are Japan.",
    )


def implied_costs(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the total cost that one contribution implies under each definition, split into Korea's part and the rest."""
    data = cost_rows(rows)
    order = [row["definition"] for row in data[::2]]
    chart = alt.Chart(DATA, height=alt.Step(44)).mark_bar(size=24).encode(
        y=alt.Y("definition:N", title=None, sort=order, axis=alt.Axis(labelLimit=250, labelExpr=WRAPPED)),
        x=alt.X("usd_bn:Q", title="Billion dollars a year", stack="zero", axis=alt.Axis(grid=True, tickCount=6)),
        color=alt.Color("payer:N", title=None, scale=alt.Scale(domain=["Korea, under the agreement", "the rest"], range=[KOREA, NEUTRAL])),
        order=alt.Order("payer:N"),
        tooltip=[alt.Tooltip("definition:N", title="Cost"), alt.Tooltip("payer:N", title="Payer"), alt.Tooltip("usd_bn:Q", title="Billion dollars", format=".2f"), alt.Tooltip("share_pct:Q", title="Korean share, %")],
    )
    return figure(
        chart,
        data,
        name="implied-costs",
        title=cost_title(headlines),
        alt="Stacked bar chart: for each of three definitions the cost that the contribution implies, Korea's part the same in each, the rest largest when all U.S. military spending in Korea is counted.",
        sources=("atlantic-2025", "crs-2021", "gao-21-270", *AGREED),
        note="The contribution divided by each stated share. The shares were stated for different years; the cost is what they would imply now, not a measurement.",
    )


def components_by_year(splits: Mapping[int, Mapping[str, float]], headlines: Headlines) -> Figure:
    """Return labour, construction and logistics in the years whose complete three-way split is known."""
    labels = {"labour": ("Labour", KOREA), "construction": ("Construction", CHINA), "logistics": ("Logistics", ACCENT)}
    data = [{"year": str(year), "component": label, "krw_bn": split[name]} for year, split in splits.items() for name, (label, _) in labels.items()]
    names, colours = zip(*labels.values(), strict=True)
    chart = alt.Chart(DATA, height=alt.Step(40)).mark_bar(size=24).encode(
        y=alt.Y("year:O", title=None),
        x=alt.X("krw_bn:Q", title="Billion won", stack="zero", axis=alt.Axis(grid=True, tickCount=6)),
        color=alt.Color("component:N", title=None, scale=alt.Scale(domain=list(names), range=list(colours))),
        order=alt.Order("component:N", sort="descending"),
        tooltip=[alt.Tooltip("year:O", title="Year"), alt.Tooltip("component:N", title="Component"), alt.Tooltip("krw_bn:Q", title="Billion won", format=",.1f")],
    )
    return figure(
        chart,
        data,
        name="components",
        title=fill("Labour and construction took {split_labour_construction_pct} of the contribution of {split_labour_construction_pct:period}", headlines),
        alt="Stacked bar chart of labour, construction and logistics in the years with a complete split; labour and construction take about five sixths together.",
        sources=("mnd-dwp-2018-en-p181", "mnd-dwp-2018-en-suppl-p80", "kmib-2014-01-13", "newsis-2021-03-10"),
        note="No complete split has been found for any year after 2019.",
    )


def korea_and_japan(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return direct support and U.S. obligations of Korea and Japan by the same count, side by side."""
    kinds = {"support_usd_bn": "Direct support of the host", "obligations_usd_bn": "U.S. obligations"}
    data = [{"country": row["country"], "payer": label, "usd_bn": row[key], "share_pct": row["share_pct"]} for row in rows for key, label in kinds.items()]
    chart = alt.Chart(DATA, height=alt.Step(44)).mark_bar(size=26).encode(
        y=alt.Y("country:N", title=None, sort=["Korea", "Japan"]),
        x=alt.X("usd_bn:Q", title="Billion dollars, 2016 to 2019", stack="zero", axis=alt.Axis(grid=True, tickCount=6)),
        color=alt.Color("payer:N", title=None, scale=alt.Scale(domain=list(kinds.values()), range=[KOREA, NEUTRAL])),
        order=alt.Order("payer:N"),
        tooltip=[alt.Tooltip("country:N", title="Country"), alt.Tooltip("payer:N", title="Paid as"), alt.Tooltip("usd_bn:Q", title="Billion dollars", format=".1f"), alt.Tooltip("share_pct:Q", title="Host's share, %", format=".1f")],
    )
    return figure(
        chart,
        data,
        name="korea-and-japan",
        title=fill("By the same count Japan bore {gao_japan_share_pct} and Korea {gao_korea_share_pct} in {gao_korea_share_pct:period}", headlines),
        alt="Stacked bar chart of two bars, Korea and Japan: direct support of the host and U.S. obligations from 2016 to 2019. Both parts are larger in Japan, and so is the host's share.",
        sources=("gao-21-270",),
        note="Cash and in-kind support over itself and what the Pentagon obligated, four calendar years together. Indirect support is not counted.",
    )
