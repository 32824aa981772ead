"""The figure contract: what is refused, what is kept, what the hashes feel, and what a cell shows."""

from __future__ import annotations

import base64
import json
import re

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance import paths
from alliance.charts.drawing import MIME, digest, drawable, static_svg
from alliance.charts.figure import DATA, encoded_columns, figure
from alliance.charts.theme import DARK, LAYOUTS, LIGHT, NARROW, WIDE, laid_out
from alliance.models.redrawn import rounded

ROWS = [{"year": 2020, "amount": 1.23456789012, "who": "Korea", "unused": 1}, {"year": 2021, "amount": 2.0, "who": "Japan", "unused": 2}]
ABOUT = {"name": "two-bars", "title": "Japan pays more than Korea", "alt": "Two bars, the second longer", "sources": ("a-source",)}


def chart(**axis) -> alt.Chart:
    return alt.Chart(DATA).mark_bar().encode(x=alt.X("amount:Q", **(axis or {"title": "Billion won"})), y="who:N")


def made(rows=ROWS, drawn=None, **about):
    return figure(drawn or chart(), rows, **{**ABOUT, **about})


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"title": ""}, "needs a title"),
        ({"title": "Bars     "}, "needs a title"),
        ({"alt": ""}, "needs an alt text"),
        ({"alt": " " * 40}, "needs an alt text"),
        ({"sources": ()}, "needs its sources"),
        ({"name": "Two Bars"}, "lower-case letters, digits and hyphens only"),
        ({"name": "2-bars"}, "lower-case letters"),
        ({"name": ""}, "lower-case letters"),
        ({"rows": []}, "no rows to draw"),
        ({"rows": [{"amount": 1}]}, "encodes who, which no row has"),
        ({"drawn": chart(title="")}, "the x axis of amount needs a title with its unit"),
        ({"drawn": chart(axis=alt.Axis(grid=True))}, "the x axis of amount needs a title with its unit"),
        ({"drawn": alt.vconcat(chart(), chart(axis=alt.Axis()))}, "the x axis of amount needs a title with its unit"),
    ],
)
def test_refuses(changed, message):
    """Catch a figure without title, alt text, source, rows, column or unit that is drawn all the same."""
    with pytest.raises(ValueError, match=message):
        made(**changed)


@pytest.mark.parametrize("missing", ["name", "title", "alt", "sources"])
def test_nothing_is_optional(missing):
    """Catch a required argument that got a default."""
    with pytest.raises(TypeError, match=missing):
        figure(chart(), ROWS, **{key: value for key, value in ABOUT.items() if key != missing})


def test_a_year_needs_no_unit_and_layers_share_one():
    """Catch a rule on axes that refuses charts it should take."""
    years = alt.Chart(DATA).mark_line().encode(x="year:Q", y=alt.Y("amount:Q", title="Won"))
    assert made(drawn=years + alt.Chart(DATA).mark_point().encode(x="year:Q", y="amount:Q")).data[0]["year"] == 2020


@pytest.mark.parametrize(
    ("drawn", "columns"),
    [
        (chart(), {"amount", "who"}),
        (chart().encode(tooltip="year:Q"), {"amount", "who", "year"}),
        (chart().transform_filter("datum.unused > 1"), {"amount", "who", "unused"}),
        (chart().transform_calculate(twice="datum.year * 2").encode(color="twice:Q"), {"amount", "who", "year"}),
        (chart().encode(color=alt.condition("datum.unused == 1", alt.value("red"), alt.value("blue"))), {"amount", "who", "unused"}),
        (chart().transform_aggregate(total="sum(amount)", groupby=["who"]), {"amount", "who"}),
    ],
)
def test_only_encoded_columns_are_kept(drawn, columns):
    """Catch a column that is published and not drawn, or one that the chart needs and loses."""
    assert set(made(drawn=drawn).data[0]) == columns


def test_numbers_are_rounded_to_nine_digits():
    """Catch a hash that moves with the last bits of a float."""
    assert made().data[0]["amount"] == 1.23456789
    near = [{**ROWS[0], "amount": ROWS[0]["amount"] + 1e-13}, ROWS[1]]
    assert made(near).data_hash == made().data_hash
    assert made([{**row, "amount": float("nan")} for row in ROWS]).data[0]["amount"] is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_rounded(value):
    """Catch a rounding that loses more than the tenth digit, or moves a number again."""
    assert rounded(value) == pytest.approx(value, rel=5.1e-9) and rounded(rounded(value)) == rounded(value)
    assert digest([rounded(value)]) == digest(json.loads(json.dumps([rounded(value)])))


def test_infinite_values_stay_out_of_the_json():
    """Catch a value that a browser's JSON parser refuses, with the whole figure."""
    with pytest.raises(ValueError, match="an infinite value cannot be drawn"):
        made([{**ROWS[0], "amount": float("inf")}, ROWS[1]])
    json.dumps(made([{**ROWS[0], "amount": float("nan")}, ROWS[1]]).to_json(), allow_nan=False)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (lambda: made(), ("data", "spec")),
        (lambda: made([{**row, "unused": 9} for row in ROWS]), ("data", "spec")),
        (lambda: made([{**row, "amount": row["amount"] * 1.001} for row in ROWS]), ("spec",)),
        (lambda: made(ROWS[::-1]), ("spec",)),
        (lambda: made(title="Korea pays less than Japan"), ("data",)),
        (lambda: made(drawn=chart(title="Billion dollars")), ("data",)),
        (lambda: made(drawn=chart().mark_point()), ("data",)),
    ],
)
def test_what_the_hashes_feel(other, same):
    """Catch a changed number, title or drawing that a comparison of notebooks would pass, and a change that is none."""
    first, second = made().to_json()["hashes"], other().to_json()["hashes"]
    assert tuple(key for key in ("data", "spec") if first[key] == second[key]) == same


def test_bundle():
    """Catch an output that JupyterLab strips, that nbval cannot compare, or that carries more than three forms."""
    item = made(alt='Two bars, "the second" <longer> & wider')
    bundle = item._repr_mimebundle_()
    assert set(bundle) == {MIME, "text/html", "text/plain"} and MIME == "application/vnd.alliance.figure+json"
    assert set(bundle[MIME]) >= {"name", "title", "alt", "sources", "note", "spec", "data", "hashes"}
    assert json.loads(json.dumps(bundle[MIME])) == bundle[MIME]
    alt_text, svg = re.fullmatch(r'<img alt="([^"<>]*)" src="data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)">', bundle["text/html"]).groups()
    assert alt_text == "Two bars, &quot;the second&quot; &lt;longer&gt; &amp; wider"
    assert base64.b64decode(svg).decode() == static_svg(item.to_json())
    assert re.fullmatch(r"figure two-bars: 2 rows, data [0-9a-f]{6}, spec [0-9a-f]{6}", bundle["text/plain"])
    assert (item.data_hash in bundle["text/plain"]) and (item.spec_hash in bundle["text/plain"])


def test_spec_holds_no_data_and_no_colours_of_its_own():
    """Catch rows that are stored twice, and a figure that cannot be drawn in the dark."""
    spec = made().to_json()["spec"]
    assert "datasets" not in spec and "config" not in spec and "$schema" not in spec and spec["data"] == {"name": "data"}


@pytest.mark.parametrize("layout", [WIDE, NARROW])
@pytest.mark.parametrize("config", [LIGHT, DARK])
def test_draws_in_every_layout(layout, config):
    """Catch a drawing wider than its place, without its title, or in the other page's ink."""
    svg = static_svg(made().to_json(), layout=layout, config=config)
    assert float(re.search(r'<svg[^>]* width="([\d.]+)"', svg)[1]) <= LAYOUTS[layout]["width"] + 1
    assert "Japan pays more" in svg and config["title"]["color"] in svg and "NaN" not in svg
    assert "Japan pays more" not in static_svg(made().to_json(), layout=layout, config=config, titled=False)


def test_same_in_the_same_out():
    """Catch a drawing with a random id or a clock in it."""
    assert static_svg(made().to_json()) == static_svg(made().to_json())


def test_layout_leaves_the_spec_alone():
    """Catch a narrow layout that changes the figure it was made from."""
    item = made(title="A title long enough that it has to be broken in two lines on a telephone")
    before = json.dumps(item.spec)
    assert len(laid_out(item.spec, NARROW, title=item.title)["title"]["text"]) == 2
    drawable(item.to_json(), layout=NARROW, config=DARK, titled=True)
    assert json.dumps(item.spec) == before


def test_columns_named_in_brackets_and_lists():
    """Catch a column that is read in an expression and not found there."""
    spec = {"transform": [{"filter": "datum['a b'] > datum.c"}, {"calculate": "datum.d", "as": "e"}], "encoding": {"x": {"field": "e"}}}
    assert encoded_columns(spec, {"a b", "c", "d"}) == ["a b", "c", "d"]
    assert encoded_columns({"transform": [{"filter": {"and": ["datum.f > 1", "datum.g < 2"]}}]}, {"f", "g"}) == ["f", "g"]


def test_a_spec_that_altair_refuses_is_refused_each_time(tmp_path, monkeypatch):
    """Catch a check that is skipped because it was made once, whatever it said."""
    monkeypatch.setattr(paths, "CACHE", tmp_path)
    chart = alt.Chart(DATA).mark_bar().encode(x=alt.X("value:Q", title="Per cent"))
    rows = [{"value": 1}]
    about = {"name": "checked", "title": "A title that is long enough", "alt": "A bar that says nothing", "sources": ["somebody"]}
    figure(chart, rows, **about)
    assert len(list((tmp_path / "specs").iterdir())) == 1
    chart.height = "tall"
    for _ in range(2):
        with pytest.raises(alt.utils.schemapi.SchemaValidationError):
            figure(chart, rows, **about)
    assert len(list((tmp_path / "specs").iterdir())) == 1
