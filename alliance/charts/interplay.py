"""Where the spread of a result comes from when every assumption is drawn at once: Sobol indices, drawn the same in every chapter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import altair as alt

from alliance.charts.figure import DATA, Figure, Row, figure
from alliance.charts.theme import ACCENT, KOREA, WRAPPED

#: The two indices by column: the first-order and the total one.
_PARTS = {"first_order": "alone", "total": "with its interplay"}


def interplay(
    rows: Mapping[str, Iterable[Row]],
    *,
    name: str,
    sources: Sequence[str],
    labels: Mapping[str, str],
    panels: Mapping[str, str],
    draws: int,
    seed: int,
    shown: int = 6,
) -> Figure:
    """Return, for each panel's headline, the shares of its variance that assumptions explain alone and together with others.

    `rows` and `panels` go by headline name: rows with parameter, first_order, total and the half-widths of their 95 per cent
    intervals (`_conf`) as shares of one, the largest total first; and what the panel's headline is called.
    """
    data = [
        {
            "result": panel,
            "assumption": labels[row["parameter"]],
            "index": words,
            "share_pct": 100 * row[part],
            "low_pct": 100 * (row[part] - row[f"{part}_conf"]),
            "high_pct": 100 * (row[part] + row[f"{part}_conf"]),
        }
        for result, panel in panels.items()
        for row in list(rows[result])[:shown]
        for part, words in _PARTS.items()
    ]
    if not data:
        raise ValueError(f"figure {name}: no index to draw")
    first, top = data[0]["result"], data[0]["assumption"]
    alone, together = (row["share_pct"] for row in data[:2])
    return figure(
        alt.vconcat(*(_panel(result, data) for result in dict.fromkeys(row["result"] for row in data)), spacing=18, usermeta={"labels": 132}).resolve_scale(x="shared"),
        data,
        name=name,
        title=f"When all assumptions are drawn at once, {first} varies most with: {top[:1].lower()}{top[1:]}",
        alt="Bar charts of the share of each result's variance that an assumption accounts for, alone and together with its interplay with the others, the largest first, each with its 95 per cent interval. "
        f"Of {first}, {top[:1].lower()}{top[1:]} accounts for {alone:.0f} % alone and {together:.0f} % with its interplay.",
        sources=sources,
        note=f"Sobol indices around the declared values, of {draws} draws by Saltelli's design over a Sobol sequence, seed {seed}; lines are 95 per cent intervals. Alone: the first-order index. "
        "With its interplay: the total index, in which what two assumptions do together counts for both. An interval that reaches below zero is the estimate's own uncertainty.",
    )


def _panel(result: str, data: Sequence[Row]) -> alt.LayerChart:
    own = list(dict.fromkeys(row["assumption"] for row in data if row["result"] == result))
    base = alt.Chart(DATA, height=alt.Step(50, **{"for": "position"})).transform_filter(alt.datum.result == result)
    base = base.encode(
        y=alt.Y("assumption:N", title=None, sort=own, axis=alt.Axis(labelExpr=WRAPPED, labelLimit=170)),
        yOffset=alt.YOffset("index:N", sort=list(_PARTS.values())),
    )
    color = alt.Color("index:N", title=None, sort=list(_PARTS.values()), scale=alt.Scale(domain=list(_PARTS.values()), range=[KOREA, ACCENT]))
    tips = [
        alt.Tooltip("assumption:N", title="Assumption"),
        alt.Tooltip("index:N", title="Index"),
        alt.Tooltip("share_pct:Q", title="%", format=".0f"),
        alt.Tooltip("low_pct:Q", title="Lowest", format=".0f"),
        alt.Tooltip("high_pct:Q", title="Highest", format=".0f"),
    ]
    bars = base.mark_bar().encode(x=alt.X("share_pct:Q", title=["% of the variance of", result], axis=alt.Axis(grid=True, tickCount=5)), color=color, tooltip=tips)
    return bars + base.mark_rule(strokeWidth=1.5).encode(x="low_pct:Q", x2="high_pct:Q")
