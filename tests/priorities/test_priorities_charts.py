"""What the chapter's own figures must show beside what every figure must: titles and texts that follow the results."""

from __future__ import annotations

import pytest
from chapter_figures import figures_of

from alliance.charts.figure import Figure

STEM = "priorities"


@pytest.fixture
def figures() -> dict[str, Figure]:
    return figures_of(STEM)


@pytest.mark.parametrize(("scenario", "names"), [("taiwan_year", ["acceptability", "rankings"]), ("talks_first", ["rankings"]), ("north_first", ["rankings", "blend"])])
def test_figures_follow_the_results(figures, scenario, names):
    """Catch a figure of the baseline over another result, and a record that an assumption moves."""
    for name in names:
        assert figures_of(STEM, scenario)[name].data_hash != figures[name].data_hash
        assert figures_of(STEM, scenario)[name].title != figures[name].title
    for name in ("missile_tests", "military_spending", "statements", "threats", "publics", "document_words"):
        assert figures_of(STEM, scenario)[name].data_hash == figures[name].data_hash


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
