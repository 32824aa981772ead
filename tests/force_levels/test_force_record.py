"""What the tables hold, kept under the name of who counted: no splice, no hole filled, no year made up."""

from __future__ import annotations

import pytest

from alliance.models.force_levels import record


@pytest.fixture(scope="module")
def counts(force_data):
    return record.us_counts(force_data["us_troops_history"], force_data["us_personnel"])


def test_counts_change_their_rule_in_2009_and_have_a_hole(counts):
    """Catch the two war years filled in, and active duty spliced with the reserve."""
    by_rule = {basis: [row["year"] for row in counts if row["basis"] == basis] for basis in (record.ACTIVE, record.WITH_RESERVE, record.SINGLE)}
    assert by_rule[record.ACTIVE] == [1950, *range(1953, 2009)]
    assert by_rule[record.WITH_RESERVE] == list(range(2009, 2025))
    assert by_rule[record.SINGLE] == [2025] * 4
    assert [row["at"] for row in counts] == sorted(row["at"] for row in counts)


def test_published_counts(force_data):
    """Catch a count read from another year or another country."""
    counted = record.counted(force_data["us_troops_history"], force_data["us_personnel"])
    assert (counted[1953], counted[1960], counted[1990], counted[2008], counted[2024]) == (326863, 55864, 41344, 25772, 24515)
    assert 2025 not in counted


def test_a_year_that_was_not_counted(force_data):
    """Catch a count made up for the war; the message names the nearest years."""
    counted = record.counted(force_data["us_troops_history"], force_data["us_personnel"])
    with pytest.raises(ValueError, match="no count of 1951; the nearest are 1950 and 1953"):
        record.count_of(counted, 1951)


def test_what_was_said_is_not_counted(force_data):
    """Catch a planned cut or a Japanese strength among what was said of Korea."""
    said = record.us_said(force_data["us_personnel"])
    assert {(row["year"], row["basis"]): row["persons"] for row in said} == {
        (2004, "stated"): 37500, (2005, "stated"): 32500, (2006, "stated"): 30000, (2008, "stated"): 28500, (2021, "stated"): 28500,
        (2026, "statutory_floor"): 28500, (2020, "claimed"): 32000, (2024, "claimed"): 40000,
    }  # fmt: skip
    assert [row["at"] for row in said if row["basis"] == "statutory_floor"] == [2026]
    assert next(row["at"] for row in said if row["year"] == 2005) == pytest.approx(2005 + 5 / 12)


def test_below_replacement(force_data):
    """Catch a first year after which fertility came back: it stays below 2.1 from 1984 on by the United Nations."""
    rows = force_data["demographics"]
    assert record.first_below(rows, 2.1, "wpp2024") == 1984
    assert record.first_below(rows, 1.0, "wpp2024_lower_80") == 2024
    assert record.first_below([{"basis": "x", "year": year, "children_per_woman": rate, "status": "observed"} for year, rate in ((1, 3.0), (2, 1.0), (3, 2.5), (4, 1.5))], 2.1, "x") == 4


def test_men_keep_their_source(force_data):
    """Catch a source lost, or the register's cohorts under another name."""
    rows = record.men_aged_20(force_data["demographics"], force_data["force_plans"])
    named = {(row["basis"], row["year"]): row["persons"] for row in rows}
    assert named["kida", 2040] == 140_000 and named["manpower_administration", 2040] == named["interior_ministry", 2040] == 143_000
    assert named["statistics_korea_2022_medium", 2038] == 186_000 and named["manpower_administration", 2025] == 224_000
    assert len(named) == len(rows)


def test_series_and_values(force_data):
    """Catch a North Korean figure in the South Korean series, and a figure that is not there."""
    plans = force_data["force_plans"]
    force = record.series(plans, "active_duty_force")
    assert [row["year"] for row in force] == sorted(row["year"] for row in force) and len(force) == 12
    assert record.value(plans, "active_duty_force", 2022, "ministry", "PRK") == 1_200_000
    with pytest.raises(ValueError, match="no active_duty_force of 2039 by kida"):
        record.value(plans, "active_duty_force", 2039, "kida")
