"""One theme's picture made from another's: a drawing takes a twentieth of a second, a change of its colours next to nothing.

The dark theme is the light one with other inks, the paper theme the light one on white; `tests/test_repaint.py` holds
what comes out equal to what would be drawn.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from alliance.charts.theme import DARK, LIGHT, PAPER


def _leaves(config: Any) -> list[Any]:
    return [leaf for value in config.values() for leaf in _leaves(value)] if isinstance(config, Mapping) else [config]


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


def _in_the_dark(svg: str) -> str:
    return re.sub("|".join(_DARK_INKS), lambda ink: _DARK_INKS[ink[0]], svg)


def _on_paper(svg: str) -> str:
    opening, size = re.match(r'(<svg [^>]*? (width="[\d.]+" height="[\d.]+")[^>]*>)', svg).groups()
    return f'{opening}<rect {size} fill="{PAPER["background"]}"/>{svg[len(opening) :]}'
