"""What the chapter's own figures must show beside what every figure must: titles and texts that follow the results."""

from __future__ import annotations

import pytest
from chapter_figures import figures_of

from alliance.charts.figure import Figure

STEM = "cost_sharing"


@pytest.fixture
def figures() -> dict[str, Figure]:
    return figures_of(STEM)


@pytest.mark.parametrize(
    ("scenario", "names"),
    [
        ("weak_won", ["contribution", "dollar_change", "implied_costs"]),
        ("high_inflation", ["real_contribution", "paths"]),
        ("budget_target", ["paths"]),
        ("demand_met", ["paths", "drivers"]),
    ],
)
def test_titles_follow_the_results(figures, scenario, names):
    """Catch a title that states the baseline's finding over another result."""
    for name in names:
        assert figures_of(STEM, scenario)[name].title != figures[name].title
        assert figures_of(STEM, scenario)[name].data_hash != figures[name].data_hash


def test_titles_follow_the_sign(figures):
    """Catch a rise that is told as a rise where it fell: a weak won turns the change in dollars round."""
    assert "in dollars it rose by 3 %" in figures["contribution"].title
    assert "in dollars it fell by 8 %" in figures_of(STEM, "weak_won")["contribution"].title


def test_what_is_agreed_in_won_stays(figures):
    """Catch an exchange rate that moves the won figures."""
    for name in ("rules_backtested", "real_contribution", "paths", "cost_shares", "components_by_year"):
        assert figures_of(STEM, "weak_won")[name].data_hash == figures[name].data_hash


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
