"""The figure of technology: where Korean chips go, and how small a seller of networks Korea is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.theme import CHINA, KOREA, NEUTRAL, WRAPPED
from alliance.models.headline import fill

_PLACES = ("China", "Hong Kong", "Taiwan", "Vietnam", "United States")
_YEARS = {"2020": NEUTRAL, "2024": KOREA}
_FIRMS = {"Huawei": CHINA, "Ericsson": NEUTRAL, "Nokia": NEUTRAL, "Samsung": KOREA}


def technology(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the destinations of Korean chip exports in two years, and the shares of four firms in 5G radio access."""
    known = [row for row in rows if row["reading"] == "first" and row["share_pct"] is not None]
    data: list[dict[str, Any]] = [
        {"panel": "chips", "name": row["region"], "year": row["period"], "share_pct": row["share_pct"]}
        for row in known
        if row["topic"] == "destination_of_korean_chip_exports" and row["region"] in _PLACES and row["period"] in _YEARS
    ]
    data += [{"panel": "networks", "name": row["firm"], "share_pct": row["share_pct"]} for row in known if row["topic"] == "5g_ran" and row["firm"] in _FIRMS]
    tips = [alt.Tooltip("name:N", title="Place or firm"), alt.Tooltip("share_pct:Q", title="Share, %", format=".1f")]
    x = alt.X("share_pct:Q", title="Share of Korea's chip exports, %", scale=alt.Scale(domain=[0, 45]), axis=alt.Axis(grid=True, tickCount=5))
    chips = (
        alt.Chart(DATA, height=alt.Step(17, **{"for": "offset"}))
        .transform_filter("datum.panel == 'chips'")
        .mark_bar()
        .encode(
            x=x,
            y=alt.Y("name:N", title=None, sort=list(_PLACES), axis=alt.Axis(labelExpr=WRAPPED)),
            yOffset=alt.YOffset("year:N", sort=list(_YEARS)),
            color=alt.Color("year:N", title=None, scale=alt.Scale(domain=list(_YEARS), range=list(_YEARS.values()))),
            tooltip=[*tips, alt.Tooltip("year:N", title="Year")],
        )
    )
    networks = (
        alt.Chart(DATA, height=alt.Step(30))
        .transform_filter("datum.panel == 'networks'")
        .mark_bar(size=18)
        .encode(
            x=x.copy().title("Share of 5G radio access, first quarter of 2020, %"),
            y=alt.Y("name:N", title=None, sort=list(_FIRMS)),
            color=alt.Color("name:N", legend=None, scale=alt.Scale(domain=list(_FIRMS), range=list(_FIRMS.values()))),
            tooltip=tips,
        )
    )
    return figure(
        alt.vconcat(chips, networks, spacing=18, usermeta={"labels": 96}).resolve_scale(color="independent", x="independent"),
        data,
        name="trade-technology",
        title=fill("China and Hong Kong took {chips_china_first_pct} of Korea's chip exports in {chips_china_first_pct:period} and {chips_china_last_pct} in {chips_china_last_pct:period}", headlines),
        alt="Two bar charts. Of Korean chip exports China took 40 per cent in 2020 and 33 in 2024, Hong Kong about 20 and 18, Taiwan 6 and 15, Vietnam 12 and 13, the United States between 7 and 8 in both. In 5G radio access in early 2020 Huawei had 36 per cent, Ericsson 25, Nokia 16 and Samsung 13.",
        sources=("chosun-20250105", "delloro-5g-2020q1"),
        note="Where goods shipped to Hong Kong end up these figures do not say. Shares of 5G radio access as Dell'Oro estimates them; later shares by firm are not at hand.",
    )
