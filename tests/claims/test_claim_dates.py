"""Dates of checks, worked by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.claims.checks.dates import (
    day_number,
    days_from,
    months_from,
    year_of,
    years_from,
)


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
