"""One picture made from another: a drawing takes a twentieth of a second, a change of its colours or the loss of its title next to nothing.

The dark theme is the light one with other inks, the paper theme the light one on white; a figure without its title is the one with it, less so many
lines. `tests/test_repaint.py` holds what comes out equal to what would be drawn.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from alliance.charts.theme import DARK, LIGHT, PAPER


def _leaves(config: Any) -> list[Any]:
    return [leaf for value in config.values() for leaf in _leaves(value)] if isinstance(config, Mapping) else [config]


#: A figure's title as Vega writes it, and what Vega adds to the size of its letters between two lines of one.
_TITLE = re.compile(r'<g class="mark-group role-title"><g [^>]*><path [^>]*/><g><g class="mark-text role-title-text"[^>]*><text [^>]*>(.*?)</text></g></g><path [^>]*/></g></g>')
_LEADING = 2

#: The inks of the light theme, each with what it is in the dark.
_DARK_INKS = {light: dark for light, dark in zip(_leaves(LIGHT), _leaves(DARK), strict=True) if light != dark}


def from_light(content: Mapping[str, Any], config: Mapping[str, Any]) -> Callable[[str], str] | None:
    """Return what makes the SVG of a figure's JSON in another theme from that in the light one, None where it must be drawn."""
    spec = content["spec"]
    if config == PAPER and not any("background" in item for item in (spec, spec.get("config", {}))):
        return _on_paper
    # An ink that the figure itself asks for stays what it is.
    if config == DARK and not re.search("|".join(_DARK_INKS), json.dumps([spec, content["title"], content["data"]]), re.IGNORECASE):
        return _in_the_dark
    return None


def without_title(svg: str) -> str | None:
    """Return the SVG of a titled figure without its title, None where it must be drawn: a figure of several views may have titles of its own in them."""
    titles = _TITLE.findall(svg)
    if len(titles) != 1 or svg.count("role-title-text") != 1:
        return None
    size, offset = LIGHT["title"]["fontSize"], LIGHT["title"]["offset"]
    height = size + offset + (size + _LEADING) * (max(1, titles[0].count("<tspan")) - 1)
    size_of = re.compile(r'height="([\d.]+)" viewBox="0 0 ([\d.]+) ([\d.]+)"')
    svg = size_of.sub(lambda box: f'height="{_less(box[1], height)}" viewBox="0 0 {box[2]} {_less(box[3], height)}"', _TITLE.sub("", svg), count=1)
    return re.sub(r'transform="translate\((-?[\d.]+),([\d.]+)\)"', lambda place: f'transform="translate({place[1]},{_less(place[2], height)})"', svg, count=1)


def _less(number: str, height: int) -> str:
    """Return a number less a height, as JavaScript prints it."""
    return f"{float(number) - height:.15g}"


def _in_the_dark(svg: str) -> str:
    return re.sub("|".join(_DARK_INKS), lambda ink: _DARK_INKS[ink[0]], svg)


def _on_paper(svg: str) -> str:
    opening, size = re.match(r'(<svg [^>]*? (width="[\d.]+" height="[\d.]+")[^>]*>)', svg).groups()
    return f'{opening}<rect {size} fill="{PAPER["background"]}"/>{svg[len(opening) :]}'
