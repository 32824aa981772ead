"""Coded answers and dates of checks, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.claims.coded import ANSWERS, all_of, answer, day_number, days_from, months_from, opposite, year_of, years_from


@pytest.mark.parametrize(
    ("answers", "expected"),
    [(("yes",), "yes"), (("yes", "yes"), "yes"), (("no", "no"), "no"), (("yes", "no"), "partly"), (("silent", "yes"), "partly"), (("silent", "silent"), "silent")],
)
def test_answers_taken_together(answers, expected):
    """Catch one answer that speaks for all."""
    assert all_of(*answers) == expected


@pytest.mark.parametrize("words", [("perhaps",), ("yes", "Yes"), ("",)])
def test_words_that_are_no_answers_are_refused(words):
    """Catch a cell that is not coded and passes for an answer."""
    with pytest.raises(ValueError, match="is no coded answer"):
        all_of(*words)


@given(word=st.sampled_from(ANSWERS))
def test_turning_a_question_round_twice(word):
    """Catch a reversal that loses an answer."""
    assert opposite(opposite(word)) == word
    assert (opposite("yes"), opposite("silent"), opposite("partly")) == ("no", "silent", "partly")


def test_a_comparison_as_an_answer():
    """Catch yes and no exchanged."""
    assert (answer(True), answer(False)) == ("yes", "no")


@pytest.mark.parametrize(("text", "expected"), [("2021", date(2021, 1, 1)), ("2021-05", date(2021, 5, 1)), ("2021-05-26", date(2021, 5, 26))])
def test_dates_as_precise_as_known(text, expected):
    """Catch a month or a year read as another day than its first."""
    assert day_number(text) == expected.toordinal() - 1 and year_of(text) == expected.year


@given(when=st.dates())
def test_days_are_those_of_the_calendar(when):
    """Catch a leap year or the length of a month reckoned wrong."""
    assert day_number(when.isoformat()) == when.toordinal() - 1


@pytest.mark.parametrize("text", ["", "no", "silent", "21", "2021-5", "2021-13", "2021-02-29", "0000", "26/05/2021"])
def test_what_is_no_date_is_refused(text):
    """Catch a word that is compared as if it were a date."""
    with pytest.raises(ValueError):
        day_number(text)


def test_distances_by_hand():
    """Catch a sign turned round, and a year or month of another length."""
    assert days_from("1953-07-27", "1953-10-01") == 66 == -days_from("1953-10-01", "1953-07-27")
    assert years_from("2017-01-01", "2021-01-01") == pytest.approx(4, abs=0.001)
    assert months_from("2021-01-20", "2022-05-10") == pytest.approx(475 / 30.4375)
