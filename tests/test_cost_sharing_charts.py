"""The chapter's figures: each made from the model's own results, drawn, sourced, and titled with what it finds."""

from __future__ import annotations

import functools

import pytest
from figure_checks import LOOKS, draws_and_fits, is_valid_vega_lite, tells_what_it_shows

from alliance.charts import cost_sharing as charts
from alliance.charts.figure import Figure
from alliance.models import cost_sharing as model
from alliance.models import sensitivity

PANELS = {"horizon_usd_bn": "By the rule, billion dollars", "rival_usd_bn": "By the rival, billion dollars"}
BASES = {"mnd_shares": "Ministry", "weo_2019": "IMF", "bok_2020_base": "Bank of Korea"}


@pytest.fixture(scope="module")
def figures_of(values_of, data, headlines_of, declarations):
    """Return all figures of the chapter by function name, in a scenario, made as the notebook makes them."""

    @functools.cache
    def figures(scenario: str) -> dict[str, Figure]:
        values, results = values_of(scenario), list(headlines_of[scenario].values())
        series, ranges = model.record(values, data), declarations.ranges("cost_sharing")
        paid = model.contribution_series(values, series)
        amount = next(row["usd_bn"] for row in paid if row["year"] == values["base_year"])
        costs = [{"definition": text, "share_pct": share, "paid_usd_bn": amount, "cost_usd_bn": amount / share * 100} for text, share in (("A cost", 50.0), ("Another", 18.0))]
        ends = {"rule": model.band(values, series, ranges), "rival": model.band(values, series, ranges, rival=True)}
        swings = {name: sensitivity.tornado(lambda given, key=name: next(row["value"] for row in model.headlines(given, data) if row["name"] == key), values, ranges) for name in PANELS}
        return {
            "contribution": charts.contribution(paid, results),
            "dollar_change": charts.dollar_change(results, order="The mean of the two orders"),
            "real_contribution": charts.real_contribution(paid, results, price_year=values["constant_price_year"]),
            "contribution_shares": charts.contribution_shares(paid, model.gdp_shares(paid, values, data, series), results, basis_labels=BASES),
            "rules_backtested": charts.rules_backtested(model.rules_backtested(values, data, series), results),
            "paths": charts.paths(paid, model.rule_path(values, series), model.rival_path(values, series), ends, results, labels={"agreed": "Agreed", "rule": "Rule", "rival": "Rival"}),
            "demands": charts.demands(model.demands_weighed(values, data, series), results),
            "cost_shares": charts.cost_shares(data["sma_cost_shares"]),
            "implied_costs": charts.implied_costs(costs, results),
            "components_by_year": charts.components_by_year(model.complete_splits(data["sma_components"]), results),
            "korea_and_japan": charts.korea_and_japan(model.korea_and_japan(data["us_force_costs"], data["us_personnel"]), results),
            "drivers": charts.drivers(swings, results, labels={name: item.label for name, item in declarations.items()}, panels=PANELS),
        }

    return figures


@pytest.fixture(scope="module")
def figures(figures_of):
    return figures_of("baseline")


def test_every_chart_function_is_here(figures):
    """Catch a chart function that no test draws, and two figures under one name."""
    assert sorted(figures) == sorted(charts.__all__)
    assert len({item.name for item in figures.values()}) == len(figures)


@pytest.mark.parametrize("name", charts.__all__)
def test_tells_what_it_shows(figures, name):
    """Catch a figure without alt text that replaces it, a title that is a label, or a source that nobody can look up."""
    tells_what_it_shows(figures[name], "Two |One |Bar|Line|Dot|Stacked")


@pytest.mark.parametrize("name", charts.__all__)
def test_is_valid_vega_lite(figures, name):
    """Catch a spec that Vega-Lite's schema does not know, which browsers draw differently or not at all."""
    is_valid_vega_lite(figures[name])


@pytest.mark.parametrize("name", charts.__all__)
@pytest.mark.parametrize(("layout", "config"), LOOKS)
def test_draws_and_fits(figures, name, layout, config):
    """Catch a chart that comes out empty, with holes, or wider than a page or a telephone."""
    draws_and_fits(figures[name], layout, config, "bar|point|circle|tick|line mark|area mark|rect")


def test_same_results_same_figure(figures, figures_of):
    """Catch a figure that depends on anything but its inputs."""
    for name, again in figures_of.__wrapped__("baseline").items():
        assert (again.data_hash, again.spec_hash, again.alt) == (figures[name].data_hash, figures[name].spec_hash, figures[name].alt)


@pytest.mark.parametrize(
    ("scenario", "names"),
    [
        ("weak_won", ["contribution", "dollar_change", "implied_costs"]),
        ("high_inflation", ["real_contribution", "paths"]),
        ("budget_target", ["paths"]),
        ("demand_met", ["paths", "drivers"]),
    ],
)
def test_titles_follow_the_results(figures, figures_of, scenario, names):
    """Catch a title that states the baseline's finding over another result."""
    for name in names:
        assert figures_of(scenario)[name].title != figures[name].title
        assert figures_of(scenario)[name].data_hash != figures[name].data_hash


def test_titles_follow_the_sign(figures, figures_of):
    """Catch a rise that is told as a rise where it fell: a weak won turns the change in dollars round."""
    assert "in dollars it rose by 3 %" in figures["contribution"].title
    assert "in dollars it fell by 8 %" in figures_of("weak_won")["contribution"].title


def test_what_is_agreed_in_won_stays(figures, figures_of):
    """Catch an exchange rate that moves the won figures."""
    for name in ("rules_backtested", "real_contribution", "paths", "cost_shares", "components_by_year"):
        assert figures_of("weak_won")[name].data_hash == figures[name].data_hash


def test_words_that_are_fixed_are_true(figures):
    """Catch a fixed title or alt text that the data no longer bears out."""
    korea = [row["share_pct"] for row in figures["cost_shares"].data if row["country"] == "Korea"]
    assert min(korea) == pytest.approx(100 / 6, abs=1) and max(korea) == pytest.approx(70, abs=4)
    gaps = {currency: [row["gap_pct"] for row in figures["rules_backtested"].data if row["currency"] == currency] for currency in ("usd", "krw")}
    assert max(map(abs, gaps["krw"])) < 0.01 and 3 < max(map(abs, gaps["usd"])) <= 4
    assert len([row for row in figures["contribution"].data if row["agreement"]]) == 12
    demanded = [row["usd_bn"] for row in figures["demands"].data if row["amount"] == "demanded"]
    assert sorted(demanded)[-2:] == [5, 10] and max(demanded[:-1]) < 16
    two = [row["krw_bn"] for row in figures["components_by_year"].data if row["component"] != "Logistics"]
    assert sum(value for value in two) / sum(row["krw_bn"] for row in figures["components_by_year"].data) == pytest.approx(5 / 6, abs=0.02)
    budget = {row["year"]: row["share_pct"] for row in figures["contribution_shares"].data if row["share_of"] == "defence budget"}
    assert max(budget, key=budget.get) == 1998 and 2 < budget[2026] < 3
    assert all(row["share_pct"] <= 0.105 for row in figures["contribution_shares"].data if row["share_of"] == "GDP")


def test_tornado_is_widest_first(figures):
    """Catch a tornado that leaves its widest bar out or stands in another order than it claims."""
    for panel in PANELS.values():
        widths = [row["high"] - row["low"] for row in figures["drivers"].data if row["result"] == panel]
        assert widths == sorted(widths, reverse=True) and len(widths) >= 2
        assert all(row["low"] <= row["declared"] <= row["high"] for row in figures["drivers"].data if row["result"] == panel)
