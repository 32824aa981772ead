"""What the chapter's own figures must show beside what every figure must: titles and texts that follow the results."""

from __future__ import annotations

import pytest
from chapter_figures import figures_of

from alliance.charts.figure import Figure

STEM = "force_levels"
RECORD = ("us_strength", "fertility")


@pytest.fixture
def figures() -> dict[str, Figure]:
    return figures_of(STEM)


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
    other = figures_of(STEM, scenario)
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
