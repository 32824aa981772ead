"""Pictures in executed notebooks: taken out of kept runs, put back as plain papermill has them."""

from __future__ import annotations

import nbformat
import pytest

from alliance import cache, pictures, runner
from alliance.charts.drawing import MIME
from alliance.record import baseline

STEM = "force_levels"


@pytest.fixture(scope="module")
def plain() -> nbformat.NotebookNode:
    """A chapter as plain papermill leaves it."""
    notebook, failure = runner.execute(STEM, {}, "plain")
    assert failure == ""
    return notebook


def test_pictures_come_back_as_they_were(plain):
    """Catch a picture drawn after a run that is not the one drawn in it."""
    before = nbformat.writes(plain)
    bare = pictures.remove_pictures(nbformat.from_dict(plain))
    assert "data:image/svg+xml" in before and "data:image/svg+xml" not in nbformat.writes(bare)
    assert nbformat.writes(pictures.add_pictures(bare)) == before


def test_a_kernel_draws_later_only_for_who_draws_later(plain, monkeypatch):
    """Catch a ready kernel that draws for nothing, and pictures that are missing where they are asked for."""
    bare, failure = runner.execute(STEM, {}, "ready", pictures=False)
    assert failure == ""
    assert nbformat.writes(bare) == nbformat.writes(runner.execute(STEM, {}, "plain", pictures=False)[0])
    drawn = []
    monkeypatch.setattr("alliance.charts.drawing.picture_html", lambda content: drawn.append(content["name"]) or "<img>")
    assert runner.execute(STEM, {}, "ready")[0] is not None
    assert drawn == [data[MIME]["name"] for data in pictures.figures(plain)]


def test_kept_runs_hold_no_picture_and_what_is_handed_on_does(plain):
    """Catch a cache that keeps every picture once more for each run, and a notebook without its pictures."""
    notebooks = runner.run_notebooks(baseline([STEM]), report=lambda line: None)
    kept = cache.kept(STEM, cache.key_parts(STEM, runner.read_notebook(STEM), baseline().values))
    assert list(pictures.figures(kept)) and not [data for data in pictures.figures(kept) if "text/html" in data]
    assert [data["text/html"] for data in pictures.figures(notebooks[STEM])] == [data["text/html"] for data in pictures.figures(plain)]
