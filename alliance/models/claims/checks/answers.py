"""Answers that checks compute: from conditions, coded facts, wording of statements, and dates of events."""

from __future__ import annotations

from alliance.models.claims.reading import Reader

ANSWERS = ("yes", "no", "partly", "silent")


def answer(holds: bool) -> str:
    """Return yes where a condition holds, else no."""
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
