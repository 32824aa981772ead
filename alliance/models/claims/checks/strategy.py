"""Checks of what the documents say of the alliance's direction: new subjects, new forms of cooperation, its wider use."""

from __future__ import annotations

from alliance.models.claims.check import check
from alliance.models.claims.checks.answers import event, fact, fits, says, so
from alliance.models.claims.reading import Reader

TABLES = ("alliance_events", "recorded_facts", "single_figures", "statement_language")


def _touches(read: Reader, event_id: str, theme: str) -> bool:
    """Return whether an event touches a subject."""
    return theme in read.value("alliance_events", "themes", event_id=event_id).split(";")


@check("How far the next government took this up by May 2021, on the cost dispute, the Taiwan Strait and the Quad", "coded")
def new_subjects_2021(read: Reader) -> str:
    """Return partly where it did on all three: that it ought to is a judgement."""
    return fits(event(read, "aev-039") < event(read, "aev-041"), says(read, "2021-05-21", "taiwan_strait"), *so(read, "quad-korea-2021"))


@check("How far this was taken up, with technology in 2022, and a nuclear group and a three-way pledge in 2023", "coded")
def new_forms(read: Reader) -> str:
    """Return partly where all three came: that they are necessary is a judgement."""
    return fits(_touches(read, "aev-042", "technology"), _touches(read, "aev-043", "nuclear"), _touches(read, "aev-045", "japan"))


@check("Whether South Korea took part in a U.S. meeting on ethics of military artificial intelligence, in September 2020", "coded")
def ethics_meeting(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "ethics-forum-2020")


@check("How far South Korean troops in Iraq, beside those of the United States, bear this out", "coded")
def troops_in_iraq(read: Reader) -> str:
    """Return partly where they served there: that American interests were served is more than that."""
    return fits(*so(read, "korea-iraq-2004"), read.value("single_figures", "persons", figure_id="korea-iraq-troops-2004") > 0)
