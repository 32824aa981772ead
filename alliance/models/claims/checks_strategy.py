"""Checks of what the documents say of the alliance's direction: new subjects, new forms of cooperation, its wider use."""

from __future__ import annotations

from alliance.models.claims.answers import event, fact, graded, says, so
from alliance.models.claims.check import check
from alliance.models.claims.reading import Reader

TABLES = ("alliance_events", "recorded_facts", "single_figures", "statement_language")


def _touches(read: Reader, event_id: str, theme: str) -> bool:
    """Return whether an event touches a subject."""
    return theme in read.value("alliance_events", "themes", event_id=event_id).split(";")


@check("Whether the next government settled the cost dispute and took up the Taiwan Strait and the Quad by May 2021", "coded")
def new_subjects_2021(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(event(read, "aev-039") < event(read, "aev-041"), says(read, "2021-05-21", "taiwan_strait"), *so(read, "quad-korea-2021"))


@check("Whether new forms were agreed: a wider alliance in 2022, a nuclear group and a three-way pledge in 2023", "coded")
def new_forms(read: Reader) -> str:
    """Return yes, no or partly: technology in 2022, nuclear matters and Japan in 2023."""
    return graded(_touches(read, "aev-042", "technology"), _touches(read, "aev-043", "nuclear"), _touches(read, "aev-045", "japan"))


@check("Whether South Korea took part in a U.S. meeting on ethics of military artificial intelligence, in September 2020", "coded")
def ethics_meeting(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "ethics-forum-2020")


@check("Whether South Korean troops served beside those of the United States in the Middle East", "coded")
def troops_in_iraq(read: Reader) -> str:
    """Return yes, no or partly: as recorded, and with the number of the main body of 2004."""
    return graded(*so(read, "korea-iraq-2004"), read.value("single_figures", "persons", figure_id="korea-iraq-troops-2004") > 0)
