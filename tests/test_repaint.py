"""A theme's picture made from another's is the one that would be drawn."""

from __future__ import annotations

from copy import deepcopy

import pytest
import vl_convert

from alliance import paths, pictures, runner
from alliance.charts.drawing import MIME, drawable, drawn
from alliance.charts.repaint import from_light, without_title
from alliance.charts.theme import DARK, LIGHT, NARROW, PAPER, WIDE
from alliance.parameters import load_declarations
from alliance.record import baseline

#: Figures of each chapter that are drawn twice: enough to meet every kind of mark, few enough to stay quick.
_FIGURES = 3

THEMES = {"dark": {"layout": WIDE, "config": DARK, "titled": False}, "dark, narrow": {"layout": NARROW, "config": DARK, "titled": False}, "paper": {"layout": WIDE, "config": PAPER, "titled": True}}


@pytest.fixture(scope="module")
def every_figure() -> dict[str, list[dict]]:
    notebooks = runner.run_notebooks(baseline(), report=lambda line: None, pictures=False)
    return {stem: [data[MIME] for data in pictures.figures(notebook)] for stem, notebook in notebooks.items()}


@pytest.fixture(scope="module")
def figures(every_figure) -> list[dict]:
    return [content for found in every_figure.values() for content in found[-_FIGURES:]]


@pytest.fixture(autouse=True)
def no_kept_pictures(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "CACHE", tmp_path)


def really_drawn(content, **settings) -> str:
    return vl_convert.vegalite_to_svg(drawable(content, **settings), vl_version="6.1")


@pytest.mark.parametrize("settings", THEMES.values(), ids=THEMES)
def test_a_repainted_picture_is_what_would_be_drawn(figures, settings):
    """Catch a colour that is swapped where it should not be, one that is missed, and a background in the wrong place."""
    assert len(figures) == _FIGURES * len(load_declarations().stems)
    repainted = [content for content in figures if from_light(content, settings["config"])]
    assert len(repainted) > len(figures) / 2
    for content in repainted:
        assert drawn(content, **settings).decode() == really_drawn(content, **settings), content["name"]


def test_a_figure_without_its_title_is_what_would_be_drawn(every_figure):
    """Catch a picture that stands too high or too low, one of another size, and the title of a view taken for the figure's."""
    bare = {"layout": WIDE, "config": LIGHT, "titled": False}
    contents = [content for found in every_figure.values() for content in found]
    made = [without_title(really_drawn(content, **{**bare, "titled": True})) for content in contents]
    # Titles of one line and of several, and views with titles of their own.
    assert None in made and len([svg for svg in made if svg]) > len(contents) * 0.9
    for content, svg in zip(contents, made, strict=True):
        assert svg in (None, really_drawn(content, **bare)), content["name"]
        assert drawn(content, **bare).decode() == really_drawn(content, **bare), content["name"]


def test_a_png_is_what_would_be_drawn(figures):
    """Catch a picture of another size or with other letters."""
    settings = THEMES["paper"]
    assert drawn(figures[0], kind="png", **settings) == vl_convert.vegalite_to_png(drawable(figures[0], **settings), vl_version="6.1", scale=2)


def test_a_figure_that_asks_for_an_ink_itself_is_drawn(figures):
    """Catch a colour that an author chose and that the dark theme then changes."""
    settings = THEMES["dark"]
    ink = LIGHT["title"]["color"]
    for change in ({"spec": {**figures[0]["spec"], "config": {"view": {"stroke": ink.upper()}}}}, {"title": f"The colour {ink} in its title"}):
        content = {**deepcopy(figures[0]), **change}
        assert from_light(content, DARK) is None and from_light(figures[0], DARK)
        assert drawn(content, **settings).decode() == really_drawn(content, **settings)
    assert from_light({**figures[0], "spec": {**figures[0]["spec"], "background": "#eee"}}, PAPER) is None
