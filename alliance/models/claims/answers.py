"""Answers that checks compute: from conditions, coded facts, wording of statements, and dates of events."""

from __future__ import annotations

from alliance.models.claims.reading import Reader


def answer(holds: bool) -> str:
    """Return yes where a condition holds, else no."""
    return "yes" if holds else "no"


def graded(*holds: bool) -> str:
    """Return yes where every part of a statement holds, no where none does, else partly."""
    return answer(any(holds)) if len(set(holds)) == 1 else "partly"


def fits(*holds: bool) -> str:
    """Return partly where all that can be seen fits a statement that claims more, such as a cause; no where something does not fit."""
    return "partly" if all(holds) else "no"


def fact(read: Reader, fact_id: str) -> str:
    """Return the coded answer of a recorded fact."""
    return read.value("recorded_facts", "answer", fact_id=fact_id)


def so(read: Reader, *fact_ids: str) -> list[bool]:
    """Return for each of several recorded facts whether it is so."""
    return [fact(read, fact_id) == "yes" for fact_id in fact_ids]


def day(read: Reader, fact_id: str) -> str:
    """Return the date of a recorded fact, as precise as its source."""
    return read.value("recorded_facts", "date", fact_id=fact_id)


def event(read: Reader, event_id: str) -> str:
    """Return the date of an event of the alliance."""
    return read.value("alliance_events", "date", event_id=event_id)


def says(read: Reader, on: str, feature: str) -> bool:
    """Return whether the statements of a day have a wording; the day and the wording choose one statement."""
    return read.value("statement_language", "said", date=on, feature=feature) == "yes"


def days_between(earlier: str, later: str) -> int:
    """Return the days from one full date to another. Raises ValueError where a date is not a full one."""
    return _day_number(later) - _day_number(earlier)


def _day_number(text: str) -> int:
    """Return the number of a day of the Gregorian calendar, counted as the Julian day number is."""
    year, month, of_month = (int(part) for part in text.split("-"))
    # The year begins in March, so that a leap day is its last.
    before_march = int(month < 3)
    year, month = year + 4800 - before_march, month + 12 * before_march - 3
    return of_month + (153 * month + 2) // 5 + 365 * year + year // 4 - year // 100 + year // 400 - 32045
