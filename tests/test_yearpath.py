"""A path by year: what it holds, and what is no path."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.yearpath import path_value, read_path

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)


@given(st.integers(1900, 2900), st.lists(NUMBERS, min_size=1, max_size=8), st.randoms())
def test_every_year_reads_back(first, numbers, random):
    """Catch a year or a value that a path loses or changes, in whatever order the years stand."""
    expected = {first + index: number for index, number in enumerate(numbers)}
    items = [f"{year}={value!r}" for year, value in expected.items()]
    random.shuffle(items)
    text = "  ".join(items)
    assert read_path(text) == expected
    assert all(path_value(text, year) == value for year, value in expected.items())


@given(NUMBERS, st.integers(1000, 2999))
def test_one_number_is_flat(number, year):
    """Catch a flat path that differs between years."""
    assert read_path(repr(number)) == number == path_value(repr(number), year)


@given(st.integers(1900, 2900), st.integers(3, 8), st.data())
def test_gap_is_refused(first, length, draw):
    """Catch a missing year that is filled in silently."""
    missing = draw.draw(st.integers(first + 1, first + length - 2))
    text = " ".join(f"{year}=1" for year in range(first, first + length) if year != missing)
    with pytest.raises(ValueError, match=f"has no value for {missing}$"):
        read_path(text)


@given(st.integers(1900, 2900), st.integers(1, 6), st.data())
def test_doubled_year_is_refused(first, length, draw):
    """Catch a year given twice of which one value is lost."""
    doubled = draw.draw(st.integers(first, first + length - 1))
    text = " ".join(f"{year}=1" for year in [*range(first, first + length), doubled])
    with pytest.raises(ValueError, match=f"the year {doubled} is given twice"):
        read_path(text)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "1 2", "2026=", "=2", "26=2", "2026=two", "2026=2,2027=3", "2026:2", "2026=2 3", "2026=0x2", "2026=1_0", "2026=nan", "3026=1", "2026==2", "02.5", "nan"],
)
def test_what_is_no_path(text):
    """Catch text that is taken for a path by guessing."""
    with pytest.raises(ValueError, match="YEAR=VALUE|is empty"):
        read_path(text)


@pytest.mark.parametrize("year", [2025, 2028])
def test_outside_the_path(year):
    """Catch a value carried on beyond the years that a path names."""
    with pytest.raises(ValueError, match=f"the path names 2026 to 2027, not {year}"):
        path_value("2026=2.1 2027=2.0", year)
