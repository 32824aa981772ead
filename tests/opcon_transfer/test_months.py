"""Months as numbers: what a calendar says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.headline import format_date
from alliance.models.opcon_transfer.months import (
    decimal_year,
    first_at_or_after,
    month_of,
    read_month,
    whole,
)

MONTHS = st.integers(1900 * 12, 2100 * 12)


def test_counted_on_a_calendar():
    """Catch a month too many or too few across a year's end: from December 2014 to November 2026 are 143 months."""
    assert month_of(2026, 11) - month_of(2014, 12) == 143
    assert read_month("2012-04-17") == read_month("2012-04") == month_of(2012, 4)


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_reads_back(year, month):
    """Catch a date that is printed as another month than it was declared as."""
    names = "January February March April May June July August September October November December".split()
    assert format_date(decimal_year(month_of(year, month))) == f"{names[month - 1]} {year}"


@given(MONTHS, st.integers(1, 12))
def test_first_at_or_after(start, month):
    """Catch a first meeting before the start, or a year too late."""
    found = first_at_or_after(start, month)
    assert start <= found < start + 12 and found % 12 == month - 1


@pytest.mark.parametrize(("number", "month"), [(24.0, 24), (24.2, 25), (24.0000000001, 24)])
def test_parts_of_a_month_count_as_a_month(number, month):
    """Catch a transfer that comes before its conditions, and one a month late for the last digit of a float."""
    assert whole(number) == month


@pytest.mark.parametrize("call", [lambda: month_of(2026, 0), lambda: month_of(2026, 13), lambda: read_month("2026"), lambda: read_month("2026-13")])
def test_refuses(call):
    """Catch a thirteenth month, and a bare year taken for its January."""
    with pytest.raises(ValueError):
        call()
