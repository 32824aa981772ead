"""What every figure of every chapter must show, made by its notebook's own cells: drawn whole, sourced, titled with what it finds."""

from __future__ import annotations

import importlib
import re
import warnings

import altair as alt
import pytest
from chapter_figures import drawn, figures_of

from alliance.charts.drawing import drawable
from alliance.charts.drawing import drawn as picture
from alliance.charts.figure import Figure
from alliance.charts.theme import DARK, LAYOUTS, LIGHT, NARROW, WIDE
from alliance.parameters import load_declarations
from alliance.sources import load_sources

STEMS = load_declarations().stems

#: The figure that is common to chapters: the indices of a result when all assumptions are drawn at once.
COMMON = "sensitivity"

#: Every way in which a notebook and the site draw a figure.
LOOKS = {"wide-light": (WIDE, LIGHT, True), "narrow-dark": (NARROW, DARK, False), "wide-dark": (WIDE, DARK, False), "narrow-light": (NARROW, LIGHT, False)}

MARKS = "bar|point|circle|square|diamond|tick|line mark|area mark|rule mark|rule|rect mark|rect"
FORMS = "One |Two |Three |Four |Bar|Line|Dot|Stacked|Matrix|Table|Lollipop"

#: The least number of bars in each panel of a chapter's tornado.
BARS = {"cost_sharing": 2, "force_levels": 3, "opcon_transfer": 5, "trade_links": 5, "priorities": 3, "claims": 1}


def functions(stem: str) -> list[str]:
    """Return the names of a chapter's chart functions."""
    charts = importlib.import_module(f"alliance.charts.{stem}")
    return [name for name in charts.__all__ if callable(getattr(charts, name))]


FIGURES = [(stem, name) for stem in STEMS for name in [*functions(stem), *([COMMON] if stem != "claims" else [])]]


@pytest.fixture(params=FIGURES, ids=["-".join(item) for item in FIGURES])
def item(request) -> Figure:
    stem, name = request.param
    return figures_of(stem)[name]


@pytest.mark.parametrize("stem", STEMS)
def test_every_chart_function_is_called_and_every_figure_has_its_name(stem):
    """Catch a chart function that no notebook shows, a chapter without its indices, and two figures under one name."""
    found = drawn(stem)
    assert {(stem, name) for name, _ in found} == {key for key in FIGURES if key[0] == stem}
    assert len({figure.name for _, figure in found}) == len(found)


@pytest.mark.parametrize("stem", STEMS)
def test_same_results_same_figure(stem):
    """Catch a figure that depends on anything but its inputs."""
    for (name, first), (_, again) in zip(drawn(stem), drawn.__wrapped__(stem), strict=True):
        assert (again.data_hash, again.spec_hash, again.alt) == (first.data_hash, first.spec_hash, first.alt), name


def test_tells_what_it_shows(item):
    """Catch a figure without alt text that replaces it, a title that is a label, or a source that nobody can look up."""
    assert len(item.alt) > 60 and re.match(rf"({FORMS})", item.alt)
    assert len(item.title) > 30 and " " in item.title and "{" not in item.title + item.alt + item.note
    assert not item.title.endswith(".")
    assert item.sources and set(item.sources) <= set(load_sources())
    assert item.note.endswith(".")


def test_is_valid_vega_lite(item):
    """Catch a spec that Vega-Lite's schema does not know, which browsers draw differently or not at all."""
    spec = drawable(item.to_json(), layout=WIDE, config=LIGHT, titled=True)
    spec.pop("config")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        alt.Chart.from_dict(spec, validate=True).to_dict(validate=True)


@pytest.mark.parametrize(("layout", "config", "titled"), LOOKS.values(), ids=list(LOOKS))
def test_draws_and_fits(item, layout, config, titled):
    """Catch a chart that comes out empty, with holes, or wider than a page or a telephone."""
    svg = picture(item.to_json(), layout=layout, config=config, titled=titled).decode()
    assert len(re.findall(rf'<(?:path|rect|line)[^>]*aria-roledescription="(?:{MARKS})"', svg)) >= min(3, len(item.data))
    assert "NaN" not in svg and "undefined" not in svg and ">null<" not in svg
    assert float(re.search(r'<svg[^>]* width="([\d.]+)"', svg)[1]) <= LAYOUTS[layout]["width"]


@pytest.mark.parametrize("stem", STEMS)
def test_tornado_is_widest_first(stem):
    """Catch a tornado that leaves its widest bar out or stands in another order than it claims."""
    data = figures_of(stem)["drivers"].data
    for panel in {row["result"] for row in data}:
        bars = [row for row in data if row["result"] == panel]
        widths = [row["high"] - row["low"] for row in bars]
        assert widths == sorted(widths, reverse=True) and len(widths) >= BARS[stem], panel


def test_the_result_as_declared_lies_within_its_bars():
    """Catch a tornado drawn around another value than the one that it marks."""
    assert all(row["low"] <= row["declared"] <= row["high"] for row in figures_of("cost_sharing")["drivers"].data)


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem != "claims"])
def test_indices_stand_largest_first_beside_their_intervals(stem):
    """Catch an index outside its interval, one assumption shown once, and an order that is not the one told."""
    data = figures_of(stem)[COMMON].data
    for panel in {row["result"] for row in data}:
        rows = [row for row in data if row["result"] == panel]
        totals = [row["share_pct"] for row in rows if row["index"] == "with its interplay"]
        assert totals == sorted(totals, reverse=True) and len(totals) * 2 == len(rows) >= 4
        assert all(row["low_pct"] < row["share_pct"] < row["high_pct"] for row in rows)
