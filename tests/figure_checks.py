"""What every figure of every chapter must pass; the chapters' own tests call these over their chart functions."""

from __future__ import annotations

import re
import warnings

import altair as alt

from alliance.charts.figure import Figure, drawable, static_svg
from alliance.charts.theme import DARK, LAYOUTS, LIGHT, NARROW, WIDE
from alliance.sources import load_sources

#: Every way in which a figure is drawn on the site.
LOOKS = [(WIDE, LIGHT), (NARROW, DARK), (WIDE, DARK), (NARROW, LIGHT)]


def tells_what_it_shows(item: Figure, openings: str) -> None:
    """Assert that the alt text can replace the figure and begins with its form, the title is a finding, sources can be looked up."""
    assert len(item.alt) > 60 and re.match(rf"({openings})", item.alt)
    assert len(item.title) > 30 and " " in item.title and "{" not in item.title + item.alt + item.note
    assert not item.title.endswith(".")
    assert item.sources and set(item.sources) <= set(load_sources())
    assert item.note.endswith(".")


def is_valid_vega_lite(item: Figure) -> None:
    """Assert that Vega-Lite's schema knows the whole spec."""
    spec = drawable(item.to_json(), layout=WIDE, config=LIGHT, titled=True)
    spec.pop("config")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        alt.Chart.from_dict(spec, validate=True).to_dict(validate=True)


def draws_and_fits(item: Figure, layout: str, config: dict, marks: str, *, least: int = 3) -> None:
    """Assert that at least so many of the marks are drawn, without holes, and no wider than the layout."""
    svg = static_svg(item, layout=layout, config=config)
    assert len(re.findall(rf'<(?:path|rect|line)[^>]*aria-roledescription="(?:{marks})"', svg)) >= least
    assert "NaN" not in svg and "undefined" not in svg and ">null<" not in svg
    assert float(re.search(r'<svg[^>]* width="([\d.]+)"', svg)[1]) <= LAYOUTS[layout]["width"]
