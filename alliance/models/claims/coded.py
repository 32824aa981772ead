"""Coded answers and dates in checks: how several answers make one, and how far apart two dates lie."""

from __future__ import annotations

from datetime import date

ANSWERS = ("yes", "no", "partly", "silent")

_DAYS_A_YEAR = 365.25


def answer(holds: bool) -> str:
    """Return a comparison as a coded answer."""
    return "yes" if holds else "no"


def all_of(*answers: str) -> str:
    """Return one answer for several: theirs where they agree, else `partly`. Raises ValueError for a word that is no answer."""
    unknown = [word for word in answers if word not in ANSWERS]
    if unknown:
        raise ValueError(f"'{unknown[0]}' is no coded answer; there are {', '.join(ANSWERS)}")
    return answers[0] if len(set(answers)) == 1 else "partly"


def opposite(word: str) -> str:
    """Return the answer to the question turned round: no for yes; partly and silent stay."""
    return {"yes": "no", "no": "yes"}.get(all_of(word), word)


def day(text: str) -> date:
    """Return the first day of a date given as YYYY, YYYY-MM or YYYY-MM-DD. Raises ValueError for anything else."""
    return date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text)


def days_from(first: str, second: str) -> int:
    """Return the days from one date to another; negative where the second comes first."""
    return (day(second) - day(first)).days


def years_from(first: str, second: str) -> float:
    """Return the years from one date to another, of 365.25 days each."""
    return days_from(first, second) / _DAYS_A_YEAR


def months_from(first: str, second: str) -> float:
    """Return the months from one date to another, each a twelfth of 365.25 days."""
    return 12 * years_from(first, second)
