"""The chapter's figures: each made from the model's own results, drawn, sourced, and titled with what it finds."""

from __future__ import annotations

import functools

import pytest
from figure_checks import LOOKS, draws_and_fits, is_valid_vega_lite, tells_what_it_shows

from alliance import notebook
from alliance.charts import force_levels as charts
from alliance.charts.figure import Figure
from alliance.headlines import data_of
from alliance.models import force_levels as model
from alliance.parameters import load_declarations, load_scenario, resolve

PANELS = {"force_asked": "Force, thousand persons", "member_stated_usd": "Dollars a U.S. member"}
RECORD = ("us_strength", "fertility")


@functools.cache
def figures_of(scenario: str) -> dict[str, Figure]:
    """Return all figures of the chapter by function name, in a scenario, made as the notebook makes them."""
    declared, data = load_declarations(), data_of("force_levels")
    given = resolve(declared, scenario=None if scenario == "baseline" else load_scenario(scenario))
    values = {name: given[name] for name in declared.of("force_levels")}
    results = model.headlines(values, data)
    target, strength = values["force_target_persons"], model.counts(data)[values["counted_year"]]
    paid = model.paid(values, data, stated=values["us_troops_korea"], after=values["us_troops_after"], counted=strength)
    path = model.forces(values, data)
    return {
        "us_strength": charts.us_strength(model.us_counts(data["us_troops_history"], data["us_personnel"]), model.us_said(data["us_personnel"]), results),
        "payment": charts.payment(model.paid_by_year(values, data), results),
        "after_cut": charts.after_cut(paid, results, design=declared["payment_design"].choices[values["payment_design"]]),
        "fertility": charts.fertility(model.fertility(data["demographics"]), results, since=1970, replacement=values["replacement_fertility"]),
        "men_aged_20": charts.men_aged_20(model.men_aged_20(data["demographics"], data["force_plans"]), model.model_cohorts(values, data), results, since=2000, until=2045),
        "active_force": charts.active_force(model.series(data["force_plans"], "active_duty_force"), path, results, until=2045),
        "force_by_year": charts.force_by_year(path, results, target=target),
        "by_target": charts.by_target(model.levers_by_target(values, data, targets=[300000, 400000, 500000, 550000]), results, ceiling=values["months_ceiling"], target=target),
        "months_by_year": charts.months_by_year(model.months_by_year(values, data, targets=sorted({400000, 450000, target})), results, declared=values["service_months"], ceiling=values["months_ceiling"]),
        "trade": charts.trade(model.cadre_by_months(values, data), results, declared_months=values["service_months"], declared_cadre=values["cadre_persons"]),
        "drivers": charts.drivers(notebook.swings("force_levels", values, data, PANELS), results, labels={name: item.label for name, item in declared.items()}, panels=PANELS),
    }


@pytest.fixture
def figures() -> dict[str, Figure]:
    return figures_of("baseline")


def test_every_chart_function_is_here(figures):
    """Catch a chart function that no test draws, and two figures under one name."""
    assert sorted(figures) == sorted(charts.__all__)
    assert len({item.name for item in figures.values()}) == len(figures)


@pytest.mark.parametrize("name", charts.__all__)
def test_tells_what_it_shows(figures, name):
    """Catch a figure without alt text that replaces it, a title that is a label, or a source that nobody can look up."""
    tells_what_it_shows(figures[name], "Two |Four |Bar|Line|Dot|Stacked")


@pytest.mark.parametrize("name", charts.__all__)
def test_is_valid_vega_lite(figures, name):
    """Catch a spec that Vega-Lite's schema does not know, which browsers draw differently or not at all."""
    is_valid_vega_lite(figures[name])


@pytest.mark.parametrize("name", charts.__all__)
@pytest.mark.parametrize(("layout", "config"), LOOKS)
def test_draws_and_fits(figures, name, layout, config):
    """Catch a chart that comes out empty, with holes, or wider than a page or a telephone."""
    draws_and_fits(figures[name], layout, config, "bar|point|circle|square|diamond|tick|line mark|rule mark|rect")


def test_same_results_same_figure(figures):
    """Catch a figure that depends on anything but its inputs."""
    for name, again in figures_of.__wrapped__("baseline").items():
        assert (again.data_hash, again.spec_hash, again.alt) == (figures[name].data_hash, figures[name].spec_hash, figures[name].alt)


@pytest.mark.parametrize(
    ("scenario", "moved"),
    [
        ("longer_service", {"force_by_year", "active_force", "by_target", "trade", "months_by_year"}),
        ("women_liable", {"force_by_year", "by_target", "months_by_year", "active_force"}),
        ("low_fertility", {"force_by_year", "by_target", "months_by_year", "trade"}),
        ("drawdown", {"after_cut"}),
    ],
)
def test_follows_the_scenario(figures, scenario, moved):
    """Catch an outlook that stays as it is under other assumptions, and a record that does not."""
    other = figures_of(scenario)
    assert {name for name in moved if other[name].data_hash == figures[name].data_hash} == set()
    assert all(other[name].data_hash == figures[name].data_hash for name in RECORD)


def test_the_hole_of_the_war_years_is_drawn(figures):
    """Catch a line drawn through 1951 and 1952, which nobody counted."""
    rows = {row["year"]: row["thousand"] for row in figures["us_strength"].data if row["rule"] == "Counted, active duty"}
    assert rows[1951] is None and rows[1952] is None and rows[1953] == pytest.approx(326.863)


def test_counting_rules_stay_apart(figures):
    """Catch two rules in one line, or what was said among what was counted."""
    kinds = {row["rule"]: row["kind"] for row in figures["us_strength"].data}
    assert kinds == {
        "Counted, active duty": "counted", "Counted, with selected reserve": "counted", "Counted, single reports": "counted",
        "Stated": "said", "Level of the act, FY2026": "said", "Claimed by Donald Trump": "said",
    }  # fmt: skip


def test_alt_texts_say_what_is_so(figures):
    """Catch an alt text that the data contradict."""
    recent = [row for row in figures["us_strength"].data if row["year"] >= 1990 and row["kind"] == "counted"]
    assert recent[0]["thousand"] > 41 and min(row["thousand"] for row in recent) < 25
    cut = {row["divisor"]: row["usd"] for row in figures["after_cut"].data}
    assert cut["Counted, before"] > cut["Stated, before"] and cut["Counted, after"] > cut["Stated, after"]
    by_target = [row for row in figures["by_target"].data if row["lever"] == "fit_share"]
    assert [row["can"] for row in by_target][0] == "within the limit" and by_target[-1]["can"] == "beyond it"
    outlooks = [row["thousand"] for row in figures["active_force"].data if row["standing"] == "looked ahead to" and row["year"] > 2030]
    assert (min(outlooks), max(outlooks)) == (270, 396)


def test_tornado_is_widest_first(figures):
    """Catch a tornado that stands in another order than it claims."""
    for panel in PANELS.values():
        widths = [row["high"] - row["low"] for row in figures["drivers"].data if row["result"] == panel]
        assert widths == sorted(widths, reverse=True) and len(widths) >= 3
