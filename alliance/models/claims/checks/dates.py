"""Dates in checks: how far apart two lie, each as precise as its source."""

from __future__ import annotations

import re

_DAYS_A_YEAR = 365.25

#: Days of a common year before each month, and of the whole year.
_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)


def day_number(text: str) -> int:
    """Return the first day of a date given as YYYY, YYYY-MM or YYYY-MM-DD, counted from the first day of year 1.

    Raises ValueError for what is no date. The calendar is reckoned here because models take no clock module.
    """
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", text)
    year, month, day = (int(part or 1) for part in found.groups()) if found else (0, 0, 0)
    if not (year and 1 <= month <= 12 and 1 <= day <= _before(year, month + 1) - _before(year, month)):
        raise ValueError(f"'{text}' is no date YYYY, YYYY-MM or YYYY-MM-DD")
    earlier = year - 1
    return 365 * earlier + earlier // 4 - earlier // 100 + earlier // 400 + _before(year, month) + day - 1


def _before(year: int, month: int) -> int:
    """Return the days of a year before a month; for a thirteenth those of the whole year."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS_BEFORE[month - 1] + (leap and month > 2)


def year_of(text: str) -> int:
    """Return the year of a date. Raises ValueError for what is no date."""
    day_number(text)
    return int(text[:4])


def days_from(first: str, second: str) -> int:
    """Return the days from one date to another; negative where the second comes first."""
    return day_number(second) - day_number(first)


def years_from(first: str, second: str) -> float:
    """Return the years from one date to another, of 365.25 days each."""
    return days_from(first, second) / _DAYS_A_YEAR


def months_from(first: str, second: str) -> float:
    """Return the months from one date to another, each a twelfth of 365.25 days."""
    return 12 * years_from(first, second)
