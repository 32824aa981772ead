"""Verdicts worked by hand, and what must hold of any figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.claims.check import Check
from alliance.models.claims.verdict import (
    DEPENDS,
    FAILS,
    HOLDS,
    NEARLY,
    Stated,
    judged,
    together,
    why,
)

LATITUDES = {"about_pct": 5, "near_pct": 5}


@pytest.mark.parametrize(
    ("relation", "value", "found", "verdict"),
    [
        ("equals", "13.9", 13.9, HOLDS),
        ("equals", "13.9", 13.94, HOLDS),
        ("equals", "13.9", 14.4, NEARLY),
        ("equals", "13.9", 15.0, FAILS),
        ("equals", "1.18", 1.1833, HOLDS),
        ("equals", "28500", 28540, HOLDS),
        ("equals", "28500", 27000, FAILS),
        ("equals", "0", 0.4, HOLDS),
        ("equals", "500", 461, FAILS),
        ("about", "500", 461, NEARLY),
        ("equals", "6", 6, HOLDS),
        ("equals", "6", 6.04, HOLDS),
        ("equals", "6", 6.4, FAILS),
        ("equals", "14", 13.9, HOLDS),
        ("equals", "800", 804, HOLDS),
        ("about", "1", 1.03, HOLDS),
        ("equals", "0", 1.0, FAILS),
        ("about", "1.2", 1.15, HOLDS),
        ("about", "1.2", 1.10, NEARLY),
        ("about", "1.2", 1.05, FAILS),
        ("about", "28000", 28500, HOLDS),
        ("at_least", "800", 800, HOLDS),
        ("above", "800", 799, NEARLY),
        ("above", "800", 700, FAILS),
        ("at_most", "3", 2.1, HOLDS),
        ("below", "3", 3.5, FAILS),
        ("is", "yes", "yes", HOLDS),
        ("is", "yes", "no", FAILS),
        ("is", "yes", "silent", DEPENDS),
        ("is", "no", "partly", DEPENDS),
        ("is", "2021-05", "2021-05-21", HOLDS),
        ("is", "2021-05-21", "2021-05", NEARLY),
        ("is", "2021-05-21", "2021-05-22", FAILS),
        ("is", "2021", "2021-05-22", HOLDS),
    ],
)
def test_by_hand(relation, value, found, verdict):
    """Catch a rule of judging that no longer does what the chapter says."""
    assert judged(Stated(relation, value, ""), found, **LATITUDES) == verdict


@given(value=st.decimals(min_value="0.1", max_value="1e6", places=2), off=st.floats(0, 3), more=st.floats(0, 40))
def test_more_latitude_never_worsens_a_verdict(value, off, more):
    """Catch a reading that turns a claim down for being generous."""
    order = [HOLDS, NEARLY, FAILS]
    for relation in ("equals", "about", "at_least", "below"):
        stated = Stated(relation, str(value), "")
        strict = judged(stated, float(value) * off, about_pct=5, near_pct=5)
        wide = judged(stated, float(value) * off, about_pct=5 + more, near_pct=5 + more)
        assert order.index(wide) <= order.index(strict)


@given(value=st.integers(1, 10**6))
def test_what_is_stated_holds_of_itself(value):
    """Catch a figure that does not equal itself."""
    for relation in ("equals", "about", "at_least", "at_most"):
        assert judged(Stated(relation, str(value), ""), float(value), about_pct=0, near_pct=0) == HOLDS


def test_senses_that_disagree_depend():
    """Catch one sense that speaks for all."""
    assert together([HOLDS, HOLDS]) == HOLDS and together([HOLDS, FAILS]) == DEPENDS


def test_why_names_the_figure_and_the_distance():
    """Catch a reason that leaves out what was found."""
    item = Check("share", "Korea's part of the cost", "per cent", 1, lambda read: 0)
    assert why(Stated("equals", "50", "per cent"), item, {"": 40.0}, {"": FAILS}) == "Korea's part of the cost: 40.0 %, 50 % stated (25.0 % too high)."
    senses = {"of all costs": 18.0, "of costs in won": 50.0}
    text = why(Stated("equals", "50", "per cent"), item, senses, dict(zip(senses, (FAILS, HOLDS), strict=True)))
    assert text == "Korea's part of the cost: of all costs, 18.0 %, 50 % stated (177.8 % too high); of costs in won, 50.0 %, 50 % stated."
    gap = Check("gap", "The gap between the two", "percentage points", 1, lambda read: 0)
    assert why(Stated("equals", "0", "percentage points"), gap, {"": 2.6}, {"": FAILS}) == "The gap between the two: 2.6 percentage points, 0 percentage points stated."
    coded = Check("article", "What the article says", "coded", 0, lambda read: "")
    assert why(Stated("is", "yes", "coded"), coded, {"": "no"}, {"": FAILS}) == "What the article says: no, where yes is stated."
