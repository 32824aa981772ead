"""Rows and titles of the chapter's rankings, from the model alone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from alliance.models.headline import fill
from alliance.models.priorities import chapter
from alliance.models.priorities.chapter import Data, Values
from alliance.models.priorities.options import OPTION_LABELS
from alliance.models.redrawn import redrawn as drawn

Rows = Iterable[Mapping[str, Any]]

CAPITALS = {"washington": "Washington's weights", "seoul": "Seoul's weights"}


def ranking_rows(rows: Rows) -> list[dict[str, Any]]:
    """Return one row an option and capital: value in points, rank, and the span of drawn scores."""
    return [{"capital": CAPITALS[row["capital"]], "option": row["label"], "value": row["value"], "rank": str(row["rank"]), "low": row["low"], "high": row["high"]} for row in rows]


def ranking_order(rows: Rows) -> list[str]:
    """Return the options in the order of Seoul's ranking."""
    return [row["label"] for row in sorted((row for row in rows if row["capital"] == "seoul"), key=lambda row: row["rank"])]


def ranking_span(rows: list[Mapping[str, Any]]) -> list[int]:
    """Return the whole points between which every span of drawn scores lies."""
    return [math.floor(min(row["low"] for row in rows)), math.ceil(max(row["high"] for row in rows))]


def ranking_title(headlines: Rows, tops: Mapping[str, str]) -> str:
    """Return what the figure of both rankings finds; `tops` names the first option at each capital's weights."""
    template = "Washington's weights put {first} first by {washington_margin_points}, Seoul's {second} by {seoul_margin_points}"
    return fill(template, headlines, first=lowered(tops["washington"]), second=lowered(tops["seoul"]))


def lowered(label: str) -> str:
    """Return a label as it stands inside a sentence."""
    return label if label.startswith("Japan") else label[:1].lower() + label[1:]


def blend_rows(rows: Rows) -> list[dict[str, Any]]:
    """Return the value of each option on the way from Washington's weights to Seoul's (per cent of the way, points)."""
    return [{"blend_pct": row["blend_pct"], "option": row["label"], "value": row["value"]} for row in rows]


def blend_title(headlines: Rows) -> str:
    """Return what the figure of the weights between finds."""
    headlines = list(headlines)
    turns = any(row["name"] == "flip_blend_pct" for row in headlines)
    finding = "the first option changes {flip_blend_pct} of the way" if turns else "the first option stays the same all the way"
    return fill("From Washington's weights to Seoul's " + finding, headlines)


def acceptability_rows(rows: Rows) -> list[dict[str, Any]]:
    """Return the share of weights in per cent that give an option a rank, with scores as declared and with scores drawn."""
    return [{"scores": row["scores"], "option": row["label"], "rank": str(row["rank"]), "share_pct": row["share_pct"]} for row in rows]


def acceptability_order(rows: Rows) -> list[str]:
    """Return the options in the order of how often they are first with the scores as declared."""
    firsts = _firsts(rows)
    return sorted(firsts, key=lambda label: -firsts[label])


def acceptability_title(headlines: Rows, rows: Rows) -> str:
    """Return what the figure of all weights finds."""
    most = max(_firsts(rows).values())
    return fill("Over all weights {north_before_china_pct} put the North before China; no option is first for more than {most}", headlines, most=f"{most:.0f} %")


def _firsts(rows: Rows) -> dict[str, float]:
    return {row["label"]: row["share_pct"] for row in rows if row["scores"] == "declared" and row["rank"] == 1}


def redrawn(values: Values, data: Data, headlines: list[dict[str, Any]], declared: Mapping[str, Any], ranges: Mapping[str, tuple[Any, Any]]) -> dict[str, dict[str, Any]]:
    """Return the figures that a change of assumptions draws anew, by name (see alliance.models.redrawn)."""
    made = chapter.reckon(values, data)
    ranked = chapter.rankings(made)
    tops = {capital: OPTION_LABELS[made.top(capital)] for capital in CAPITALS}
    accepted = chapter.acceptability_rows(made)
    return {
        "two-rankings": drawn(ranking_title(headlines, tops), ranking_rows(ranked), ranking_order(ranked), ranking_span(ranked)),
        "rank-acceptability": drawn(acceptability_title(headlines, accepted), acceptability_rows(accepted), acceptability_order(accepted)),
        "weights-between": drawn(blend_title(headlines), blend_rows(chapter.blend_rows(made))),
    }
