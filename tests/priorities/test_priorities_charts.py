"""The chapter's figures: each made from the model's own results, drawn, sourced, and titled with what it finds."""

from __future__ import annotations

import functools

import pytest
from figure_checks import LOOKS, draws_and_fits, is_valid_vega_lite, tells_what_it_shows

from alliance.charts import priorities as charts
from alliance.charts.figure import Figure
from alliance.models import priorities as model
from alliance.models import sensitivity

PANELS = {"washington_north_lead_points": "Points, Washington", "seoul_north_lead_points": "Points, Seoul"}
NAMES = {"stangarone-2020": "Diplomat 2020", "cfr-2021": "CFR 2021", "crs-2021": "CRS 2021", "joongang-2025": "JoongAng 2025", "atlantic-2025": "Atlantic 2025"}


@pytest.fixture(scope="module")
def figures_of(values_of, data, headlines_of, declarations):
    """Return all figures of the chapter by function name, in a scenario, made as the notebook makes them."""

    @functools.cache
    def figures(scenario: str) -> dict[str, Figure]:
        values, results = values_of(scenario), list(headlines_of[scenario].values())
        made = model.reckon(values, data)
        quick = {**values, "weight_samples": 100}
        leads = {name: lambda given, key=name: next(row["value"] for row in model.headlines(given, data) if row["name"] == key) for name in PANELS}
        ranges = {name: ends for name, ends in declarations.ranges("priorities").items() if "deter" in name or "compete" in name}
        swings = {name: sensitivity.tornado(lead, quick, ranges) for name, lead in leads.items()}
        tops = {capital: model.OPTION_LABELS[made.top(capital)] for capital in ("washington", "seoul")}
        return {
            "missile_tests": charts.missile_tests(data["nk_missile_tests"], data["nk_nuclear_tests"], results),
            "military_spending": charts.military_spending(data["military_expenditure_ratios"], data["military_gdp_shares"], data["rok_military_burden"], results),
            "statements": charts.statements(model.on_topic(data["statement_language"]), results),
            "threats": charts.threats(data["public_opinion"], results),
            "publics": charts.publics(data["public_opinion"], results),
            "document_words": charts.document_words(model.theme_rates(data["document_word_counts"]), results, names=NAMES),
            "rankings": charts.rankings(model.rankings(made), results, tops=tops),
            "acceptability": charts.acceptability(model.acceptability_rows(made), results),
            "blend": charts.blend(model.blend_rows(made), results),
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
    tells_what_it_shows(figures[name], "Two |Three |Bar|Line|Dot|Stacked|Matrix|Table")


@pytest.mark.parametrize("name", charts.__all__)
def test_is_valid_vega_lite(figures, name):
    """Catch a spec that Vega-Lite's schema does not know, which browsers draw differently or not at all."""
    is_valid_vega_lite(figures[name])


@pytest.mark.parametrize("name", charts.__all__)
@pytest.mark.parametrize(("layout", "config"), LOOKS)
def test_draws_and_fits(figures, name, layout, config):
    """Catch a chart that comes out empty, with holes, or wider than a page or a telephone."""
    draws_and_fits(figures[name], layout, config, "bar|point|circle|tick|line mark|rule|rect mark")


def test_same_results_same_figure(figures, figures_of):
    """Catch a figure that depends on anything but its inputs."""
    for name, again in figures_of.__wrapped__("baseline").items():
        assert (again.data_hash, again.spec_hash, again.alt) == (figures[name].data_hash, figures[name].spec_hash, figures[name].alt)


@pytest.mark.parametrize(("scenario", "names"), [("taiwan_year", ["acceptability", "rankings"]), ("talks_first", ["rankings"]), ("north_first", ["rankings", "blend"])])
def test_figures_follow_the_results(figures, figures_of, scenario, names):
    """Catch a figure of the baseline over another result, and a record that an assumption moves."""
    for name in names:
        assert figures_of(scenario)[name].data_hash != figures[name].data_hash
        assert figures_of(scenario)[name].title != figures[name].title
    for name in ("missile_tests", "military_spending", "statements", "threats", "publics", "document_words"):
        assert figures_of(scenario)[name].data_hash == figures[name].data_hash


def test_restricted_series_are_not_drawn(figures):
    """Catch levels of military spending in dollars, which may not be passed on."""
    assert max(row["value"] for row in figures["military_spending"].data) < 50


def test_words_that_are_fixed_are_true(figures, data):
    """Catch a fixed title or alt text that the data no longer bears out."""
    counts = {row["year"]: row["launch_count"] for row in data["nk_missile_tests"] if row["basis"] == "cns_missiles"}
    assert max(counts, key=counts.get) == 2022 and all(counts[year] < 10 for year in counts if year < 2014)
    taiwan = [row["statement"][:7] for row in figures["statements"].data if row["phrase"] == "Taiwan Strait"]
    assert taiwan == ["2021-05", "2022-05", "2025-11"]
    rates = {(row["document"], row["theme"]): row["rate"] for row in figures["document_words"].data}
    for document, theme in (("JoongAng 2025", "Cost sharing"), ("CFR 2021", "Cost sharing"), ("Diplomat 2020", "Technology"), ("Atlantic 2025", "China"), ("CRS 2021", "North Korea")):
        assert rates[document, theme] == max(rate for (name, _), rate in rates.items() if name == document)
    assert abs(rates["CFR 2021", "China"] - rates["CFR 2021", "North Korea"]) < 1 and abs(rates["Diplomat 2020", "China"] - rates["Diplomat 2020", "North Korea"]) < 1
    support = [row["share_pct"] for row in data["public_opinion"] if row["question"] == "own_nuclear_weapons" and row["answer"] == "support"]
    assert min(support) == 54 and max(support) == 66
