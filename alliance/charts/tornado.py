"""The tornado: which assumption moves a result most, drawn the same in every chapter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.theme import KOREA, UNITED_STATES, WRAPPED


def tornado(
    rows: Mapping[str, Iterable[Row]],
    headlines: Headlines,
    *,
    name: str,
    title: str,
    alt_text: str,
    sources: Sequence[str],
    labels: Mapping[str, str],
    panels: Mapping[str, str],
    digits: str = ".2f",
    shown: int = 6,
) -> Figure:
    """Return the tornado of each panel's headline: its value with each assumption at the ends of its range, widest first.

    `rows` and `panels` go by headline name: the rows of `alliance.models.sensitivity.tornado`, and the panel's axis title
    with its unit. `title` is completed by the assumption that moves the first panel's result most, or says that none does; `digits` is the number
    format of the axis.
    """
    values = {item["name"]: item["value"] for item in headlines}
    # At the end of every range, as in some scenarios, there may be nothing left that moves: that is a finding too.
    moving = any(row["swing"] > 0 for result in panels for row in rows[result])
    data = [
        {
            "result": panel,
            "assumption": labels[row["name"]],
            "low": min(row["result_low"], row["result_high"]),
            "high": max(row["result_low"], row["result_high"]),
            "range": f"{row['low']} to {row['high']}",
            "declared": values[result],
        }
        for result, panel in panels.items()
        for row in list(rows[result])[:shown]
        if row["swing"] > 0 or not moving
    ]
    if not data:
        raise ValueError(f"figure {name}: no assumption to draw")
    drawn = dict.fromkeys(row["result"] for row in data)

    def panel(result: str) -> alt.LayerChart:
        own = [row["assumption"] for row in data if row["result"] == result]
        base = alt.Chart(DATA, height=alt.Step(42)).transform_filter(alt.datum.result == result)
        y = alt.Y("assumption:N", title=None, sort=own, axis=alt.Axis(labelExpr=WRAPPED, labelLimit=170))
        tips = [
            alt.Tooltip("assumption:N", title="Assumption"),
            alt.Tooltip("range:N", title="Range"),
            alt.Tooltip("low:Q", title="Lowest", format=".3f"),
            alt.Tooltip("high:Q", title="Highest", format=".3f"),
        ]
        x = alt.X("low:Q", title=result, scale=alt.Scale(zero=False), axis=alt.Axis(grid=True, format=digits, tickCount=5))
        bars = base.mark_bar(size=18, color=KOREA).encode(y=y, x=x, x2="high:Q", tooltip=tips)
        return bars + base.mark_tick(thickness=2, size=30, color=UNITED_STATES).encode(y=y, x="declared:Q")

    top = data[0]["assumption"]
    finding = f"{title} {top[:1].lower()}{top[1:]}" if moving else "No assumption moves the result over its plausible range"
    return figure(
        alt.vconcat(*(panel(result) for result in drawn), spacing=18, usermeta={"labels": 132}),
        data,
        name=name,
        title=finding,
        alt=alt_text,
        sources=sources,
        note="One assumption at a time over its plausible range, all else as declared; the red tick is the result as declared. "
        "Assumptions that do not move a result are left out.",
    )
