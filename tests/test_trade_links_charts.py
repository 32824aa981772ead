"""What the chapter's own figures must show beside what every figure must: titles and texts that follow the results."""

from __future__ import annotations

import pytest
from chapter_figures import figures_of

from alliance.charts.figure import Figure

STEM = "trade_links"


@pytest.fixture
def figures() -> dict[str, Figure]:
    return figures_of(STEM)


@pytest.mark.parametrize("scenario", ["one_stop_shopping", "tariff_25"])
def test_follows_the_scenario(figures, scenario):
    """Catch a bargain that stays as it is under other assumptions, and a record that does not."""
    other = figures_of(STEM, scenario)
    record = ("shares", "both_counts", "duties", "coercion", "investment", "north", "technology", "closing", "exposure")
    assert all(other[name].data_hash == figures[name].data_hash for name in record)
    assert all(other[name].data_hash != figures[name].data_hash for name in ("scale", "break_even", "drivers"))
    assert other["scale"].title != figures["scale"].title


def test_titles_where_there_is_nothing_to_close():
    """Catch a title that speaks of a deficit or a break-even rate that does not exist."""
    other = figures_of(STEM, "baseline", "trade_basis=customs_kr", "trade_year=1996", "demand_usd_bn=0.5")
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
