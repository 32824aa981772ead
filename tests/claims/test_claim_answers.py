"""Answers put together from conditions, facts and dates, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.claims.answers import (
    answer,
    day,
    days_between,
    event,
    fact,
    fits,
    graded,
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


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_days_are_those_of_the_calendar(one, other):
    """Catch a leap day lost, also where a century has none."""
    assert days_between(one.isoformat(), other.isoformat()) == (other - one).days


@pytest.mark.parametrize("text", ["2021", "2021-05", "in May 2021"])
def test_days_need_full_dates(text):
    """Catch a month that is counted as a day."""
    with pytest.raises(ValueError):
        days_between("2021-05-21", text)
