"""A figure of a run over the published one: both data sets drawn, axes shared, and left alone where that cannot be."""

from __future__ import annotations

import json
from typing import Any

import altair as alt
import pytest
import vl_convert

from alliance.charts.drawing import drawable
from alliance.charts.figure import DATA, figure
from alliance.charts.overlay import LEGEND, overlaid, same
from alliance.charts.theme import LIGHT, WIDE

YEARS = [{"year": 2025, "value": 1.0, "kind": "a"}, {"year": 2026, "value": 2.0, "kind": "b"}]


def content(chart: Any, *, factor: float = 1, name: str = "a-figure") -> dict[str, Any]:
    rows = [{**row, "value": row["value"] * factor} for row in YEARS]
    return figure(chart, rows, name=name, title="A finding of a test", alt="A line that rises in a test", sources=["x"]).to_json()


def line() -> alt.Chart:
    return alt.Chart(DATA).mark_line().encode(x="year:Q", y=alt.Y("value:Q", title="Value, units"), color="kind:N")


def bar() -> alt.Chart:
    return alt.Chart(DATA).mark_bar().encode(x="kind:N", y=alt.Y("value:Q", title="Value, units"))


def text() -> alt.Chart:
    return alt.Chart(DATA).mark_text().encode(x="year:Q", y=alt.Y("value:Q", title="Value, units"), text="value:Q")


def layers(item: dict[str, Any]) -> list[dict[str, Any]]:
    return item["spec"]["layer"]


def both(chart: alt.TopLevelMixin) -> dict[str, Any] | None:
    return overlaid(content(chart, factor=2), content(chart))


def test_a_line_is_drawn_twice_the_published_one_faint_and_below():
    """Catch a picture of the run alone, and a published line that hides the run's."""
    published, run = layers(both(line()))
    assert published["data"]["values"] == content(line())["data"]
    assert "data" not in run and published["mark"]["opacity"] < 0.5
    assert run["encoding"]["color"] == content(line())["spec"]["encoding"]["color"]


def test_a_published_bar_is_an_outline_above():
    """Catch a longer bar that covers the shorter one."""
    run, published = layers(both(bar()))
    assert published["mark"]["fillOpacity"] == 0 and published["mark"]["stroke"] and "data" not in run


def test_published_labels_are_left_out():
    """Catch two texts printed over each other."""
    assert [layer["mark"]["type"] for layer in layers(both(line() + text()))] == ["line", "line", "text"]


def test_views_one_above_another_each_have_both():
    """Catch a second view that shows the run alone."""
    views = both(alt.vconcat(line(), bar()))["spec"]["vconcat"]
    assert [len(view["layer"]) for view in views] == [2, 2]


@pytest.mark.parametrize("chart", [line().encode(column="kind:N"), alt.hconcat(line(), bar())], ids=["facet", "hconcat"])
def test_what_cannot_be_laid_over_is_left_alone(chart):
    """Catch a spec that Vega-Lite would refuse or draw wrongly."""
    assert both(chart) is None


def test_figures_built_in_two_ways_are_left_alone():
    """Catch the marks of one chart read as another's."""
    assert overlaid(content(line()), content(bar())) is None
    assert overlaid(content(alt.vconcat(line(), bar())), content(line())) is None
    assert overlaid(content(line() + text()), content(line())) is None


def test_the_reader_is_told():
    """Catch a faint line that nobody explains, also to those who hear the text."""
    item = both(line())
    assert item["note"] == LEGEND and item["alt"].endswith(LEGEND)


def test_inputs_stay_as_they_are():
    """Catch a published figure that changes when a scenario is laid over it."""
    run, published = content(line(), factor=2), content(line())
    before = json.dumps([run, published])
    overlaid(run, published)
    assert json.dumps([run, published]) == before


def test_same_is_by_what_is_drawn():
    """Catch a scenario's unchanged figure that is shown as changed, and the other way round."""
    assert same(content(line()), content(line(), name="other"))
    assert not same(content(line(), factor=2), content(line())) and not same(content(bar()), content(line()))


@pytest.mark.parametrize("chart", [line(), bar(), line() + text(), alt.vconcat(line(), bar())], ids=["line", "bar", "layers", "views"])
def test_both_are_in_the_picture(chart):
    """Catch a picture whose axis only one of the two fits, or that cannot be drawn: a value ten times as large moves the axis."""

    def picture(item: dict[str, Any]) -> str:
        return vl_convert.vegalite_to_svg(drawable(item, layout=WIDE, config=LIGHT, titled=False), vl_version="6.1")

    run, published = content(chart), content(chart, factor=10)
    assert ">20<" not in picture(run) and ">20<" in picture(overlaid(run, published))
