"""The chapter's figures: each made from the model's own results, drawn, sourced, and titled with what it finds."""

from __future__ import annotations

import pytest
from figure_checks import LOOKS, draws_and_fits, is_valid_vega_lite, tells_what_it_shows

from alliance.charts import claims as charts
from alliance.charts.figure import Figure
from alliance.headlines import data_of
from alliance.models import claims as model
from alliance.models import sensitivity
from alliance.parameters import load_declarations

PANELS = {"claims_holding_pct": "% of judged claims that hold"}


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    """All figures of the chapter by function name, made as the notebook makes them."""
    given, data = load_declarations().defaults("claims"), data_of("claims")
    found = model.findings(given, data)
    entries, tensions, results = model.ledger(found), model.tensions(found), model.headlines(given, data)

    def share(values):
        return next(row["value"] for row in model.headlines(values, data) if row["name"] == "claims_holding_pct")

    swings = {"claims_holding_pct": sensitivity.tornado(share, given, load_declarations().ranges("claims"))}
    labels = {name: item.label for name, item in load_declarations().items()}
    return {
        "by_document": charts.by_document(model.by(entries, "document"), results),
        "by_kind": charts.by_kind(model.by(entries, "kind"), results),
        "by_theme": charts.by_theme(model.by(entries, "theme"), results),
        "forecasts": charts.forecasts(model.forecast_verdicts(entries), results),
        "latitude": charts.latitude(model.curve(found), results, used=given["claim_about_pct"]),
        "ranked": charts.ranked(tensions, results),
        "pair": charts.pair(tensions[0]),
        "drivers": charts.drivers(swings, results, labels=labels, panels=PANELS),
    }


@pytest.fixture(params=sorted(charts.__all__))
def item(request, figures) -> Figure:
    return figures[request.param]


def test_every_figure_tells_what_it_shows(item):
    """Catch a figure that says nothing without its picture."""
    tells_what_it_shows(item, "Stacked bars|Two stacked bars|Two bars|Line chart|Lollipop chart|Bar chart")


def test_every_spec_is_valid(item):
    """Catch an encoding that Vega-Lite would pass over."""
    is_valid_vega_lite(item)


@pytest.mark.parametrize("look", LOOKS, ids=["wide-light", "narrow-dark", "wide-dark", "narrow-light"])
def test_every_figure_is_drawn_and_fits(item, look):
    """Catch an empty or overflowing picture."""
    draws_and_fits(item, *look, "bar|point|circle|line mark", least=2)


def test_shares_of_each_bar_sum_to_all(figures):
    """Catch a verdict that no bar shows."""
    for name, field in (("by_document", "document"), ("by_kind", "kind"), ("by_theme", "theme")):
        rows = figures[name].data
        for value in {row[field] for row in rows}:
            assert abs(sum(row["share_pct"] for row in rows if row[field] == value) - 100) < 1e-6
