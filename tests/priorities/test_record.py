"""What is read from the record: means of complete years, ratios, statements, polls and words."""

from __future__ import annotations

import pytest

from alliance.models.priorities import record


def test_incomplete_years_are_left_out():
    """Catch a year in progress that is averaged as a whole one."""
    rows = [{"basis": "a", "year": year, "launch_count": count, "status": status} for year, count, status in ((2024, 4, "observed"), (2025, 6, "observed"), (2026, 1, "preliminary"))]
    assert record.complete_years(rows, "a") == {2024: 4, 2025: 6}
    assert record.mean_of(record.complete_years(rows, "a"), 2024, 2025) == 5
    with pytest.raises(ValueError, match="no row has basis b"):
        record.complete_years(rows, "b")


@pytest.mark.parametrize(("first", "last"), [(2023, 2025), (2025, 2024)])
def test_no_mean(first, last):
    """Catch a mean over years that are not there."""
    with pytest.raises(ValueError, match="no mean from"):
        record.mean_of({2024: 4, 2025: 6}, first, last)


def test_passed_for_good():
    """Catch a first crossing that did not last."""
    series = {1990: 0.9, 1991: 1.1, 1992: 0.8, 1993: 1.2, 1994: 1.5}
    assert record.passed_for_good(series, 1.0) == 1993
    assert record.passed_for_good({1990: 2.0, 1991: 0.5}, 1.0) is None


def test_the_later_poll_of_a_year_counts(data):
    """Catch two polls of one year of which the earlier is shown."""
    assert record.answers(data["public_opinion"], "own_nuclear_weapons", "support")[2016] == 58
    rows = [{"question": "q", "answer": "a", "year": 2016, "field_period": period, "share_pct": share} for period, share in (("2016-09", 5.0), ("2016-01", 9.0))]
    assert record.answers(rows, "q", "a") == {2016: 5.0}


def test_published_figures(headlines_of):
    """Catch a figure that differs from the one in print: six tests, 69 missiles in 2022, unfavourable views of 80 per cent."""
    found = headlines_of["baseline"]
    assert found["nuclear_tests"]["value"] == 6 and found["nuclear_tests"]["period"] == "2006 to 2017"
    assert (found["tests_peak"]["value"], found["tests_peak"]["period"]) == (69, "2022")
    assert (found["view_of_china_peak_pct"]["value"], found["view_of_china_peak_pct"]["period"]) == (80, "2022")
    assert found["taiwan_first_year"]["value"] == 2021
    assert found["ratio_usa_chn"]["value"] == pytest.approx(3.2, abs=0.05)


def test_the_two_counts_are_never_joined(defaults, data):
    """Catch a mean over both counts: with another basis every mean comes from that basis alone."""
    from alliance.models import priorities as model

    by_events = {row["name"]: row for row in model.headlines({**defaults, "missile_basis": "csis_events"}, data)}
    assert by_events["tests_recent_mean"]["unit"] == "events a year"
    assert by_events["tests_recent_mean"]["value"] == pytest.approx((8 + 37 + 23 + 20 + 19) / 5)


def test_topics(data):
    """Catch a coding about transfer or budgets in the matrix of the two neighbours, or one out of order."""
    rows = record.on_topic(data["statement_language"])
    assert [row["date"] for row in rows] == sorted(row["date"] for row in rows)
    assert {row["about"] for row in rows} == {"North Korea", "China"} and {row["feature"] for row in rows} == set(record.TOPICS)


def test_rates():
    """Catch a rate in per cent: 3 of 600 words are 5 in a thousand."""
    (row,) = record.theme_rates([{"document": "a", "theme": "china", "occurrence_count": 3, "words": 600}])
    assert row["rate"] == 5 and record.rate_in([row], "a", "china") == 5
