"""Answers put together from conditions, facts and dates, worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.claims.checks.answers import (
    ANSWERS,
    all_of,
    answer,
    day,
    event,
    fact,
    fits,
    graded,
    opposite,
    says,
    so,
)
from alliance.models.claims.reading import Reader

DATA = {
    "recorded_facts": [{"fact_id": "met", "date": "2019-10-05", "answer": "yes"}, {"fact_id": "asked", "date": "2021-07", "answer": "silent"}],
    "alliance_events": [{"event_id": "aev-1", "date": "2018-06-12"}],
    "statement_language": [{"date": "2021-03-18", "feature": "names_china", "said": "no"}, {"date": "2021-05-21", "feature": "taiwan_strait", "said": "yes"}],
}


def test_conditions():
    """Catch a part that counts for the whole, and a cause that is shown by what merely fits it."""
    assert [answer(True), answer(False)] == ["yes", "no"]
    assert [graded(True, True), graded(True, False), graded(False, False), graded(True)] == ["yes", "partly", "no", "yes"]
    assert [fits(True, True), fits(True, False), fits(False)] == ["partly", "no", "no"]


def test_what_is_read_is_noted():
    """Catch an answer that comes from the wrong row, or leaves no trace."""
    read = Reader({}, DATA)
    assert (fact(read, "asked"), so(read, "met", "asked"), day(read, "met"), event(read, "aev-1")) == ("silent", [True, False], "2019-10-05", "2018-06-12")
    assert not says(read, "2021-03-18", "names_china") and says(read, "2021-05-21", "taiwan_strait")
    assert len(read.reads) == 6 and read.tables == ("recorded_facts", "alliance_events", "statement_language")
    with pytest.raises(LookupError):
        says(read, "2021-03-18", "taiwan_strait")


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
