"""How a change is told and in which order changes stand: the same on pages, on a terminal and in the report of what moved."""

from __future__ import annotations

import pytest

from alliance import changes


@pytest.mark.parametrize(
    ("before", "after", "decimals", "unit", "text"),
    [
        (2030.5, 2031 + 8 / 12, 1, "date", "+14 months"),
        (2030.5, 2029.5, 1, "date", "−12 months"),
        (2030.5, 2030.5, 1, "date", "0 months"),
        (2027, 2029, 0, "year", "+2 years"),
        (1, 3, 0, "rank", "+2 places"),
        (27.3, 30.0, 1, "per cent", "+2.7 percentage points"),
        (1.0, 0.8, 1, "USD billion", "−0.2 billion dollars"),
        (1.0, None, 1, "USD billion", "none"),
    ],
)
def test_a_difference_has_its_unit(before, after, decimals, unit, text):
    """Catch a date whose shift is told as a fraction of a year, and points told as per cent."""
    assert changes.difference_text(before, after, decimals, unit) == text


@pytest.mark.parametrize(("before", "after", "decimals", "unit", "moves"), [(1.04, 1.06, 1, "times", True), (1.01, 1.04, 1, "times", False), (2030.5, 2030.5 + 1 / 12, 0, "date", True), (1, None, 0, "rank", True)])
def test_what_is_printed_otherwise_moves(before, after, decimals, unit, moves):
    """Catch a change that a page prints and its table leaves out, and one that only rounding hides."""
    assert changes.moves(before, after, decimals, unit) is moves


def test_the_order_is_the_one_told():
    """Catch a date at the end because no share of it can be taken, and a sign that turns among small moves."""
    told = {
        "sign": (-0.1, 0.1, 1, "USD billion"),
        "gone": (5, None, 0, "months"),
        "doubled": (1, 2, 0, "times"),
        "date": (2030, 2031.5, 1, "date"),
        "rank": (3, 2, 0, "rank"),
        "half a year": (2030, 2030.5, 1, "date"),
        "share": (100, 103, 0, "per cent"),
        "still": (7, 7, 0, "times"),
    }
    assert sorted(reversed(told), key=lambda name: changes.order(*told[name])) == list(told)
    assert "A date counts 1 per cent for each month, a rank 10 per cent for each place" in changes.ORDER


def test_a_sign_that_is_not_printed_does_not_turn():
    """Catch a turn of the sign that is rounding's."""
    assert changes.order(-0.01, 0.02, 1, "times")[0] == 2 and changes.order(-0.06, 0.06, 1, "times")[0] == 0
