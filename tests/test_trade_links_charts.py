"""The chapter's figures: each made from the model's own results, drawn, sourced, and titled with what it finds."""

from __future__ import annotations

import functools

import pytest
from figure_checks import LOOKS, draws_and_fits, is_valid_vega_lite, tells_what_it_shows

from alliance import notebook
from alliance.charts import trade_links as charts
from alliance.charts.figure import Figure
from alliance.headlines import data_of
from alliance.models import trade_links as model
from alliance.parameters import load_declarations, load_scenario, resolve

PANELS = {"bargain_usd_bn": "Bargain, billion dollars a year", "duty_cost_usd_bn": "Duty, billion dollars a year"}


@functools.cache
def figures_of(scenario: str, *settings: str) -> dict[str, Figure]:
    """Return all figures of the chapter by function name, in a scenario, made as the notebook makes them."""
    declared, data = load_declarations(), data_of("trade_links")
    given = resolve(declared, scenario=None if scenario == "baseline" else load_scenario(scenario), settings=settings)
    values = {name: given[name] for name in declared.of("trade_links")}
    results = model.headlines(values, data)
    value = {row["name"]: row["value"] for row in results}
    trade = data["bilateral_trade"]
    whole = {year: to_us - to_korea for year, (to_us, to_korea) in model.both_ways(trade, "bop_us").items()}
    to_us, to_korea = model.trade(values, data)
    line = model.closing_line(to_us_usd_bn=to_us, to_korea_usd_bn=to_korea, steps=20)
    points = {"exports alone": (line[-1]["exports_rise_pct"], 0.0), "imports alone": (0.0, line[0]["imports_fall_pct"]), "the rise tried": (values["us_exports_rise_pct"], value["rest_imports_pct"])}
    walked = {name: declared.ranges("trade_links", values)[name] for name in ("pass_through_share", "price_elasticity")}
    rates = {"weighed": values["tariff_rate_pct"], "compared": values["tariff_rival_pct"]}
    return {
        "shares": charts.shares(model.shares(data, first_year=1990), results),
        "both_counts": charts.both_counts(model.mirror(trade), whole, results),
        "duties": charts.duties(model.steps(data["tariffs"], first_year=2025), results),
        "coercion": charts.coercion(data["visitor_arrivals"], model.customs_exports(trade, partner="CHN"), results),
        "investment": charts.investment(data["investment"], results),
        "technology": charts.technology(data["technology_shares"], results),
        "north": charts.north(data["north_korea_trade"], results),
        "scale": charts.scale(model.bills(values, data), results),
        "break_even": charts.break_even(model.curve(values, data, ranges=walked, highest_pct=30), {"the demand": value["more_net_usd_bn"]}, results, rates=rates),
        "closing": charts.closing(line, points, results),
        "exposure": charts.exposure(model.cuts(values, data, [step / 20 for step in range(11)]), results, partner="China", cut_share=values["cut_share"], estimate_pct=0.5),
        "drivers": charts.drivers(notebook.swings("trade_links", values, data, PANELS), results, labels={name: item.label for name, item in declared.items()}, panels=PANELS),
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
    tells_what_it_shows(figures[name], "Two |Three |Bar|Line|Stacked")


@pytest.mark.parametrize("name", charts.__all__)
def test_is_valid_vega_lite(figures, name):
    """Catch a spec that Vega-Lite's schema does not know, which browsers draw differently or not at all."""
    is_valid_vega_lite(figures[name])


@pytest.mark.parametrize("name", charts.__all__)
@pytest.mark.parametrize(("layout", "config"), LOOKS)
def test_draws_and_fits(figures, name, layout, config):
    """Catch a chart that comes out empty, with holes, or wider than a page or a telephone."""
    draws_and_fits(figures[name], layout, config, "bar|point|circle|tick|line mark|rule mark|area mark")


def test_same_results_same_figure(figures):
    """Catch a figure that depends on anything but its inputs."""
    for name, again in figures_of.__wrapped__("baseline").items():
        assert (again.data_hash, again.spec_hash, again.alt) == (figures[name].data_hash, figures[name].spec_hash, figures[name].alt)


@pytest.mark.parametrize("scenario", ["one_stop_shopping", "tariff_25"])
def test_follows_the_scenario(figures, scenario):
    """Catch a bargain that stays as it is under other assumptions, and a record that does not."""
    other = figures_of(scenario)
    record = ("shares", "both_counts", "duties", "coercion", "investment", "north", "technology", "closing", "exposure")
    assert all(other[name].data_hash == figures[name].data_hash for name in record)
    assert all(other[name].data_hash != figures[name].data_hash for name in ("scale", "break_even", "drivers"))
    assert other["scale"].title != figures["scale"].title


def test_titles_where_there_is_nothing_to_close():
    """Catch a title that speaks of a deficit or a break-even rate that does not exist."""
    other = figures_of("baseline", "trade_basis=customs_kr", "trade_year=1996", "demand_usd_bn=0.5")
    assert "had no deficit" in other["closing"].title and other["break_even"].title.startswith("No rate of duty")


def test_alt_texts_say_what_is_so(figures):
    """Catch an alt text that the data contradict."""
    counts = figures["both_counts"].data
    assert min(row["gap_usd_bn"] for row in counts if row.get("gap_usd_bn") is not None) > 0
    visitors = {row["year"]: row["visitors_m"] for row in figures["coercion"].data}
    exports = {row["year"]: row["exports_usd_bn"] for row in figures["coercion"].data}
    assert visitors[2016] > 8 and visitors[2017] < visitors[2016] * 0.55 and [visitors[year] for year in (2020, 2021, 2022)] == [None] * 3
    assert exports[2017] > exports[2016] and min(range(2017, 2026), key=exports.get) == 2023
    share = {row["year"]: row["value"] for row in figures["north"].data if row["panel"] == "share"}
    assert share[2003] < 34 and share[2014] > 90 and share[2024] == 98
    pledged = sorted(row["usd_bn"] for row in figures["investment"].data if row["panel"] == "pledge")
    assert pledged == [25, 150, 200, 350]
    chips = {(row["name"], row["year"]): row["share_pct"] for row in figures["technology"].data if row["panel"] == "chips"}
    assert len(chips) == 10 and chips["China", "2020"] > 40 > 34 > chips["China", "2024"] and chips["Taiwan", "2024"] > chips["Taiwan", "2020"]


def test_never_one_axis_for_two_concepts(figures):
    """Catch the Bank of Korea's stock beside that of the BEA: they count different things."""
    assert max(row["usd_bn"] for row in figures["investment"].data if row["panel"] == "stock") < 100


def test_holes_are_drawn_as_holes(figures):
    """Catch a line through years that are not known, in every figure of series."""
    for name in ("shares", "both_counts", "north"):
        runs: dict[str, list[int]] = {}
        for row in figures[name].data:
            if row.get("run"):
                runs.setdefault(row["run"], []).append(row["year"])
        assert len(runs) > 3 and all(years == list(range(min(years), max(years) + 1)) for years in runs.values())


def test_tornado_is_widest_first(figures):
    """Catch a tornado that stands in another order than it claims."""
    for panel in PANELS.values():
        widths = [row["high"] - row["low"] for row in figures["drivers"].data if row["result"] == panel]
        assert widths == sorted(widths, reverse=True) and len(widths) >= 5
