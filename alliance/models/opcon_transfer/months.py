"""Months as whole numbers: year x 12 + month - 1, so that a difference of two is a number of months."""

from __future__ import annotations

import math


def month_of(year: int, month: int) -> int:
    """Return the number of a calendar month (1 to 12). Raises ValueError for a month that there is not."""
    if not 1 <= month <= 12:
        raise ValueError(f"a month lies between 1 and 12, not at {month}")
    return int(year) * 12 + int(month) - 1


def read_month(text: str) -> int:
    """Return the number of the month in which `YYYY-MM` or `YYYY-MM-DD` lies. Raises ValueError for anything shorter."""
    parts = str(text).split("-")
    if len(parts) < 2:
        raise ValueError(f"'{text}' names no month")
    return month_of(int(parts[0]), int(parts[1]))


def decimal_year(number: float) -> float:
    """Return a month's number as a year with a fraction, as headlines carry dates: November 2029 is 2029 + 10/12."""
    return number / 12


def first_at_or_after(start: int, month: int) -> int:
    """Return the first month of the given name (1 to 12) that does not come before `start`."""
    return start + (month_of(0, month) - start) % 12


def whole(number: float) -> int:
    """Return the month in which a point in time lies that has been counted in months, parts of a month rounded up."""
    return math.ceil(number - 1e-9)
