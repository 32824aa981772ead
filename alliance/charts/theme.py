"""One look for every figure: colours by country and role, light and dark, wide and narrow."""

from __future__ import annotations

import copy
import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt

#: Layouts: width in pixels and characters in a title line. Narrow fits a 390 px phone without shrinking text.
WIDE, NARROW = "wide", "narrow"
LAYOUTS = {WIDE: {"width": 680, "title": 84}, NARROW: {"width": 340, "title": 44}}

#: What axis labels and titles take of the width where views stand above each other and Vega cannot fit them itself;
#: a chart with longer labels says so in `usermeta: {labels: pixels}`.
_STACKED_AXIS = 70

#: One colour per country or role, each at least 3:1 against the light and the dark page.
KOREA = "#2b7bba"
UNITED_STATES = "#c8553d"
JAPAN = "#8a6bb8"
CHINA = "#b58900"
NEUTRAL = "#7d8790"
ACCENT = "#2a9d6f"
CATEGORY = [KOREA, UNITED_STATES, ACCENT, JAPAN, CHINA, NEUTRAL]

#: Observed solid, projected dashed.
DASHES = {"observed": [1, 0], "projected": [6, 4]}

#: Breaks long labels of a category axis into lines, so that names do not eat the chart on a phone.
WRAPPED = "split(replace(datum.label, regexp('(.{12,22}?) ', 'g'), '$1\\n'), '\\n')"

FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"


def _config(*, ink: str, soft: str, grid: str) -> dict[str, Any]:
    text = {"labelColor": soft, "titleColor": ink, "labelFont": FONT, "titleFont": FONT}
    return {
        "background": None,
        "font": FONT,
        "view": {"stroke": None},
        "padding": 4,
        "title": {"anchor": "start", "color": ink, "font": FONT, "fontSize": 15, "fontWeight": 600, "offset": 10, "subtitleColor": soft, "subtitleFont": FONT},
        "axis": {**text, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "gridColor": grid, "domainColor": soft, "tickColor": soft, "labelLimit": 260, "titlePadding": 8},
        "axisX": {"grid": False},
        "axisY": {"domain": False, "ticks": False},
        "header": {**text, "labelFontSize": 12, "titleFontSize": 12},
        "legend": {**text, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "orient": "top", "direction": "horizontal", "labelLimit": 300, "symbolStrokeWidth": 2},
        "line": {"strokeWidth": 2.2},
        "point": {"size": 45, "filled": True},
        "text": {"color": ink, "font": FONT, "fontSize": 12},
        "rule": {"color": soft},
        "bar": {"color": KOREA},
        "range": {"category": CATEGORY},
    }


LIGHT = _config(ink="#1d2429", soft="#4a555e", grid="#e3e6e8")
DARK = _config(ink="#eceff1", soft="#b4bec6", grid="#39424a")

#: For a picture that is taken away and put on somebody else's page.
PAPER = {**LIGHT, "background": "#ffffff"}


def years() -> alt.X:
    """Return the x axis of a series by year, over the column `year`."""
    # Loaded here: what draws pictures reads the theme and needs no Altair.
    import altair as alt

    return alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickCount=8, grid=False), scale=alt.Scale(nice=False, zero=False, padding=8))


def laid_out(spec: Mapping[str, Any], layout: str, *, title: str | None) -> dict[str, Any]:
    """Return a copy of a spec at a layout's width, with its title wrapped to it, or without one."""
    width, characters = LAYOUTS[layout]["width"], LAYOUTS[layout]["title"]
    result = copy.deepcopy(dict(spec))
    result.pop("title", None)
    if layout == NARROW:
        _narrow(result)
        result["config"] = {"legend": {"columns": 1, "direction": "vertical"}}
    _set_width(result, width)
    if title:
        result["title"] = {"text": textwrap.wrap(title, characters)}
    return result


def _set_width(spec: dict[str, Any], width: int) -> None:
    if "vconcat" in spec:
        labels = spec.get("usermeta", {}).get("labels", _STACKED_AXIS)
        for view in spec["vconcat"]:
            view["width"] = width - labels
    else:
        spec["width"] = width
        spec["autosize"] = {"type": "fit-x", "contains": "padding"}


def _narrow(node: Any) -> None:
    """Give a narrow chart legends in one column and fewer axis labels."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "legend" and isinstance(value, dict):
                value.update({"columns": 1, "direction": "vertical"})
            elif key == "axis" and isinstance(value, dict) and value.get("tickCount", 0) > 6:
                value["tickCount"] = 6
            else:
                _narrow(value)
    elif isinstance(node, list):
        for value in node:
            _narrow(value)
