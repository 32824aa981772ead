"""The chapter's figures: each made from the model's own results, drawn, sourced, and titled with what it finds."""

from __future__ import annotations

import functools

import pytest
from figure_checks import LOOKS, draws_and_fits, is_valid_vega_lite, tells_what_it_shows

from alliance import notebook
from alliance.charts import opcon_transfer as charts
from alliance.charts.figure import Figure
from alliance.headlines import data_of
from alliance.models import opcon_transfer as model
from alliance.parameters import load_declarations, load_scenario, resolve

PANELS = {"korean_term_pct": "Chance within the Korean term, %", "time_total_months": "Mean time to transfer, months"}


@functools.cache
def figures_of(scenario: str) -> dict[str, Figure]:
    """Return all figures of the chapter by function name, in a scenario, made as the notebook makes them."""
    declared, data = load_declarations(), data_of("opcon_transfer")
    given = resolve(declared, scenario=None if scenario == "baseline" else load_scenario(scenario))
    values = {name: given[name] for name in declared.of("opcon_transfer")}
    results = model.headlines(values, data)
    by_name = {row["name"]: row["value"] for row in results}
    now = values["work_start_year"] + (values["work_start_month"] - 1) / 12
    marks = {"Asked about": by_name["asked_date"], "U.S. president's term ends": by_name["us_term_end_date"], "U.S. commander's date": by_name["us_commander_date"], "Korean president's term ends": by_name["korean_term_end_date"]}
    return {
        "command": charts.command(data["command_arrangements"], results, now=now, until=now + 7),
        "promised": charts.promised(model.on_chart(data["opcon_promises"]), results, now=now),
        "slips": charts.slips(model.slips(values, data), results),
        "stages": charts.stages(data["opcon_stages"]),
        "likelihood": charts.likelihood(model.curves(values, data, last_year=2037), results, marks=marks),
        "terms": charts.terms(model.in_office(values, last_year=2040), results),
        "time_taken": charts.time_taken(model.time_taken(values), results),
        "gate": charts.gate(model.gate_curve(values, lost_pcts=[10.0, 25.0, 50.0]), results, declared=values["gate_open_pct"]),
        "drivers": charts.drivers(notebook.swings("opcon_transfer", values, data, PANELS), results, labels={name: item.label for name, item in declared.items()}, panels=PANELS),
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
    tells_what_it_shows(figures[name], "Two |Bar|Line|Dot")


@pytest.mark.parametrize("name", charts.__all__)
def test_is_valid_vega_lite(figures, name):
    """Catch a spec that Vega-Lite's schema does not know, which browsers draw differently or not at all."""
    is_valid_vega_lite(figures[name])


@pytest.mark.parametrize("name", charts.__all__)
@pytest.mark.parametrize(("layout", "config"), LOOKS)
def test_draws_and_fits(figures, name, layout, config):
    """Catch a chart that comes out empty, with holes, or wider than a page or a telephone."""
    draws_and_fits(figures[name], layout, config, "bar|point|circle|tick|line mark|rule mark|rect")


def test_same_results_same_figure(figures):
    """Catch a figure that depends on anything but its inputs."""
    for name, again in figures_of.__wrapped__("baseline").items():
        assert (again.data_hash, again.spec_hash, again.alt) == (figures[name].data_hash, figures[name].spec_hash, figures[name].alt)


@pytest.mark.parametrize("scenario", ["early_transfer", "exercises_lost", "gate_closed"])
def test_follows_the_scenario(figures, scenario):
    """Catch an outlook that stays as it is under other assumptions, and a record that does not."""
    other = figures_of(scenario)
    assert all(other[name].data_hash == figures[name].data_hash for name in ("command", "promised", "slips", "stages"))
    assert all(other[name].data_hash != figures[name].data_hash for name in ("likelihood", "terms", "time_taken", "drivers"))
    assert other["likelihood"].title != figures["likelihood"].title


def test_alt_texts_say_what_is_so(figures):
    """Catch an alt text that the data contradict: what is open, what the model's line does, which part of the time is work."""
    assert {row["became"] for row in figures["slips"].data} == {"kept", "late or moved", "still open"}
    assert [row["slip_years"] > 10 for row in figures["slips"].data if row["became"] == "still open"] == [True]
    model_line = [row["share_pct"] for row in figures["likelihood"].data if row.get("view", "") and row["view"].startswith("model")]
    assert model_line == sorted(model_line) and len(model_line) > 100
    parts = {row["part"]: row["months"] for row in figures["time_taken"].data}
    assert parts["Work of the two stages"] < sum(parts.values()) / 2
    both = [row["share_pct"] for row in figures["terms"].data if row["term"] == "both presidents' terms"]
    assert sum(both) < 5
    assert max(row["to"] for row in figures["command"].data if row["situation"] == "War" and row["standing"] == "in force") > 2026


def test_joint_dates_stand_apart(figures):
    """Catch a goal of one side drawn as a joint date: there are three joint ones, all before 2014."""
    joint = [row["announced"] for row in figures["promised"].data if row["holder"] == "both governments"]
    assert len(joint) == 3 and max(joint) < 2014
    assert all(row["source_read"] == "reported" for row in figures["promised"].data if row["holder"] == "Seoul alone" and row["announced"] > 2026)


def test_tornado_is_widest_first(figures):
    """Catch a tornado that stands in another order than it claims."""
    for panel in PANELS.values():
        widths = [row["high"] - row["low"] for row in figures["drivers"].data if row["result"] == panel]
        assert widths == sorted(widths, reverse=True) and len(widths) >= 5
