"""Numbers in the form in which the whole book prints them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.headline import (
    Said,
    fill,
    format_iso_date,
    format_number,
    format_value,
    headline,
)

UNITS = ["KRW billion", "KRW trillion", "USD billion", "USD million", "USD", "KRW million", "KRW per USD", "per cent", "percentage points", "times", "persons", "years", "year"]


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "text"),
    [
        (1519.2, 1, "KRW billion", "1,519.2 billion won"),
        (2.663, 1, "KRW trillion", "2.7 trillion won"),
        (-0.2296, 1, "USD billion", "−0.2 billion dollars"),
        (470, 0, "USD million", "470 million dollars"),
        (37501.94, 0, "USD", "37,502 dollars"),
        (1421.4, 1, "KRW per USD", "1,421.4 won per dollar"),
        (8.2977, 1, "per cent", "8.3 %"),
        (-8.9, 1, "per cent", "−8.9 %"),
        (6.5, 1, "percentage points", "6.5 percentage points"),
        (9.356, 1, "times", "9.4 times"),
        (28500, 0, "persons", "28,500 persons"),
        (2027, 0, "year", "2027"),
        (2029 + 10 / 12, 1, "date", "November 2029"),
        (2030.0, 1, "date", "January 2030"),
        (14, 0, "years", "14 years"),
        (1, 0, "levers", "1 lever"),
        (-1, 0, "percentage points", "−1 percentage point"),
        (1.0, 1, "times", "1.0 times"),
        (1, 0, "USD billion", "1 billion dollars"),
        (1, 0, "per cent", "1 %"),
        (1, 0, "rank", "rank 1"),
        (3.5, 1, "parsecs", "3.5 parsecs"),
        (-0.04, 1, "USD billion", "0.0 billion dollars"),
        (-0.0, 0, "per cent", "0 %"),
        (-1234567.891, 2, "KRW billion", "−1,234,567.89 billion won"),
    ],
)
def test_forms(value, decimals, unit, text):
    """Catch a unit, sign or separator printed differently from the rest of the book."""
    assert format_value(value, decimals, unit) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_not_a_number_is_not_printed(value):
    """Catch a result that failed and would be printed as nan."""
    with pytest.raises(ValueError, match="not a finite number"):
        format_number(value, 1)


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_text_reads_back(value, decimals):
    """Catch a printed number that is not the value at its decimals, a hyphen for a minus, and a signed zero."""
    text = format_number(value, decimals)
    assert "-" not in text
    assert abs(float(text.replace(",", "").replace("−", "-")) - value) <= 0.5 * 10**-decimals + 1e-6
    assert text.startswith("−") == (re.search("[1-9]", text) is not None and value < 0)


@pytest.mark.parametrize("unit", UNITS)
def test_minus_stands_before_everything(unit):
    """Catch a minus that stands between a number and its unit."""
    assert format_value(-3, 0, unit).lstrip("−-") == format_value(3, 0, unit)
    assert unit == "year" or format_value(-3, 0, unit)[0] == "−"


RECORDS = [
    headline("up", "Rise", 8.2977, "per cent", 1, 2026),
    headline("down", "Fall", -0.2296, "USD billion", 2, "2021 to 2026"),
    headline("tiny", "Nearly nothing", -0.04, "per cent", 1),
    headline("first", "First year", 2027, "year", 0),
]


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{up}", "8.3 %"),
        ("{down}", "−0.23 billion dollars"),
        ("{down:abs}", "0.23 billion dollars"),
        ("{up:number}", "8.3"),
        ("{up:period}", "2026"),
        ("{down:period}", "2021 to 2026"),
        ("{up:rises|falls}", "rises"),
        ("{down:rises|falls}", "falls"),
        ("{tiny:rises|falls} by {tiny:abs}", "rises by 0.0 %"),
        ("{first}", "2027"),
        ("{first:abs}", "2027"),
        ("in {word}", "in Seoul"),
        ("  one\n  two  ", "one two"),
        ("a\n- b\n  c\n- d", "a\n- b c\n- d"),
    ],
)
def test_fill(template, text):
    """Catch a sentence with a wrong word, sign, period or form for its number."""
    assert fill(template, RECORDS, word="Seoul") == text


def test_year_as_number_has_no_comma():
    """Catch a year that is printed as 2,027."""
    assert fill("{first:number}", RECORDS) == "2027"


def test_unknown_name_and_form():
    """Catch a misspelt key that leaves a hole in a sentence."""
    with pytest.raises(KeyError, match="no headline is called 'upp'; there are down, first, tiny, up"):
        fill("{upp}", RECORDS)
    with pytest.raises(ValueError, match="'round' is not a way to print a headline"):
        fill("{up:round}", RECORDS)


def test_record_holds_what_the_contract_names():
    """Catch a headline record without one of its parts."""
    assert list(RECORDS[0]) == ["name", "label", "period", "value", "unit", "decimals", "text"]
    assert RECORDS[0]["period"] == "2026" and RECORDS[2]["period"] == ""


@pytest.mark.parametrize(("text", "words"), [("1979", "1979"), ("2012-03", "March 2012"), ("2021-03-07", "7 March 2021")])
def test_dates_are_told_in_words(text, words):
    """Catch a date that reads as a code in a sentence."""
    assert format_iso_date(text) == words


@pytest.mark.parametrize("form", ["", "abs", "number", "rises|falls"])
def test_no_result_is_said_in_every_form(form):
    """Catch a page that cannot be built because a result that it pastes does not exist in a run."""
    said = Said({"value": None, "text": "none", "period": "2040", "unit": "months", "decimals": 1})
    assert format(said, form) == "none" and f"{said:period}" == "2040"
