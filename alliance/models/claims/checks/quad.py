"""Checks of what the documents say of the Quad."""

from __future__ import annotations

from alliance.models.claims.check import check
from alliance.models.claims.checks.answers import answer, fact, graded, so
from alliance.models.claims.reading import Reader

TABLES = ("recorded_facts",)


@check("Whether these four make up the Quad", "coded")
def quad_members(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "quad-members")


@check("Whether the Quad met at ministers' level, was to become formal, and was called an answer to China in 2020", "coded")
def quad_raised(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "quad-2020-meeting", "quad-2020-formal", "quad-2020-china"))


@check("Whether Kang said so, in September 2020", "coded")
def kang_on_exclusion(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "quad-kang-exclusive")


@check("Whether Kang declared Seoul ready to talk with an open body", "coded")
def kang_leaves_open(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "quad-kang-open")


@check("Whether Kang turned down what shuts others out and yet offered talks with an open body", "coded")
def quad_left_open(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "quad-kang-exclusive", "quad-kang-open"))


@check("Whether Korea acknowledged the Quad in 2021 and sought a part in its working groups by 2023, short of joining", "coded")
def korea_and_quad(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "quad-korea-2021", "quad-korea-2023"), fact(read, "quad-korea-member-2023") == "no")


@check("Whether the two presidents' statement acknowledged the Quad", "coded")
def quad_acknowledged(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "quad-korea-2021")


@check("Whether the Quad stood between the two governments", "coded")
def quad_divides(read: Reader) -> dict[str, str]:
    """Return answers for the time before the summit of May 2021, by the press, and for its statement, no where that acknowledges the Quad."""
    return {"before the summit of May 2021, as the press had it": fact(read, "quad-calls-2021"), "in the statement of that summit": answer(fact(read, "quad-korea-2021") != "yes")}


@check("Whether Washington wanted the Quad formal while Seoul warned of what shuts others out", "coded")
def quad_views_differ(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "quad-2020-formal", "quad-kang-exclusive"))


@check("Whether the Quad was called an answer to China in 2020, left China unnamed in March 2021, and was called open in May", "coded")
def quad_reframed(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "quad-2020-china", "quad-2021-not-against"), fact(read, "quad-2021-china-named") == "no")


@check("Whether the summit of March 2021 set up work on vaccines, climate and critical technology", "coded")
def quad_new_work(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "quad-2021-vaccines", "quad-2021-climate", "quad-2021-technology"))
