"""One course of events: counted on a calendar, and never earlier for more delay."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.opcon_transfer.months import month_of
from alliance.models.opcon_transfer.schedule import (
    NEVER,
    Draws,
    Plan,
    course,
    gate_needed,
    lost_in_a_row,
    meeting_from,
    meetings_by,
)

SMOOTH = Plan(
    start=month_of(2026, 9), first_meeting=month_of(2026, 11), interval=12, horizon=month_of(2045, 12), foc=(1, 1, 1), fmc=(10, 10, 10), conditions=(20, 20, 20),
    repeat=0.0, lost=0.0, lost_months=12, postponed=0.0, gate=1.0, lead=12, conditions_first=False,
)  # fmt: skip
EVEN = Draws(foc=0.5, fmc=0.5, conditions=0.5, repeat=0.5, lost=[0.5] * 12, postponed=[0.5] * 56, gate=[0.5] * 56)
UNIT = st.floats(0, 1, exclude_max=True)
LUCK = st.builds(
    Draws, foc=UNIT, fmc=UNIT, conditions=UNIT, repeat=UNIT, lost=st.lists(UNIT, min_size=12, max_size=12),
    postponed=st.lists(UNIT, min_size=56, max_size=56), gate=st.lists(UNIT, min_size=56, max_size=56),
)  # fmt: skip
PLANS = st.builds(
    lambda foc, fmc, conditions, repeat, lost, postponed, gate, lead, interval, first: replace(
        SMOOTH, foc=foc, fmc=fmc, conditions=conditions, repeat=repeat, lost=lost, postponed=postponed, gate=gate, lead=lead, interval=interval, conditions_first=first
    ),
    *[st.lists(st.integers(0, 40), min_size=3, max_size=3).map(sorted).map(tuple) for _ in range(3)], *[UNIT for _ in range(4)], st.integers(0, 30), st.integers(6, 24), st.booleans(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "certified", "decided", "transfer"),
    [
        ({}, (2026, 11), (2027, 11), (2028, 11)),
        ({"foc": (2, 2, 2)}, (2026, 11), (2027, 11), (2028, 11)),
        ({"foc": (3, 3, 3)}, (2027, 11), (2028, 11), (2029, 11)),
        ({"fmc": (12, 12, 12)}, (2026, 11), (2027, 11), (2028, 11)),
        ({"fmc": (13, 13, 13)}, (2026, 11), (2028, 11), (2029, 11)),
        ({"repeat": 0.6}, (2027, 11), (2028, 11), (2029, 11)),
        ({"lead": 0}, (2026, 11), (2027, 11), (2028, 5)),
        ({"lead": 7}, (2026, 11), (2027, 11), (2028, 6)),
        ({"conditions": (40, 40, 40)}, (2026, 11), (2027, 11), (2030, 1)),
        ({"conditions": (40, 40, 40), "conditions_first": True}, (2026, 11), (2030, 11), (2031, 11)),
        ({"interval": 6, "fmc": (5, 5, 5)}, (2026, 11), (2027, 5), (2028, 5)),
    ],
)
def test_fixed_durations_by_the_calendar(changed, certified, decided, transfer):
    """Catch a meeting missed or caught by a month, a repeat or lead time not counted, and conditions that come too late."""
    found = course(replace(SMOOTH, **changed), EVEN)
    assert (found.certified, found.decided, found.transfer) == (month_of(*certified), month_of(*decided), month_of(*transfer))


def test_meetings_that_put_off_and_a_gate_that_shuts():
    """Catch a gate asked at the wrong meeting: 2026 is put off, 2028 shut, 2029 open, so transfer comes in 2030."""
    luck = replace(EVEN, postponed=[0.1, 0.9, 0.9, 0.9, 0.9], gate=[0.0, 0.0, 0.8, 0.2, 0.0])
    found = course(replace(SMOOTH, postponed=0.3, gate=0.5), luck)
    assert (found.certified, found.decided, found.transfer) == (month_of(2027, 11), month_of(2029, 11), month_of(2030, 11))


def test_exercises_lost_in_a_row():
    """Catch a loss counted after one that could be used: two are lost, then one is held, so 24 months are added."""
    luck = replace(EVEN, lost=[0.1, 0.2, 0.9, 0.1])
    plan = replace(SMOOTH, lost=0.3)
    assert lost_in_a_row(plan, luck) == 2
    assert course(plan, luck).decided == month_of(2029, 11)


def test_never():
    """Catch a transfer where the gate never opens, and one beyond the horizon."""
    assert course(replace(SMOOTH, gate=0.0), EVEN).transfer == NEVER
    assert course(replace(SMOOTH, horizon=month_of(2028, 10)), EVEN).transfer == NEVER
    assert course(replace(SMOOTH, postponed=0.6), EVEN).certified == NEVER


@pytest.mark.parametrize(("month", "count"), [((2026, 10), 0), ((2026, 11), 1), ((2027, 10), 1), ((2027, 11), 2)])
def test_meetings_are_counted(month, count):
    """Catch a meeting counted before it is held."""
    assert meetings_by(SMOOTH, month_of(*month)) == count
    assert meeting_from(SMOOTH, month_of(*month)) == (count if month[1] == 10 else count - 1)


@given(PLANS, LUCK, st.integers(0, 24), st.sampled_from(["foc", "fmc", "conditions", "lead", "lost_months"]))
def test_more_delay_never_means_earlier(plan, luck, more, name):
    """Catch a longer duration, lead time or repeat that brings transfer forward."""
    value = getattr(plan, name)
    later = replace(plan, **{name: tuple(item + more for item in value) if isinstance(value, tuple) else value + more})
    assert course(later, luck).transfer >= course(plan, luck).transfer


@given(PLANS, LUCK, UNIT, st.sampled_from(["repeat", "lost", "postponed", "gate"]))
def test_worse_chances_never_mean_earlier(plan, luck, other, name):
    """Catch a higher chance of delay, or a lower one of an open gate, that brings transfer forward."""
    worse, better = sorted((other, getattr(plan, name)), reverse=name != "gate")
    assert course(replace(plan, **{name: worse}), luck).transfer >= course(replace(plan, **{name: better}), luck).transfer


@given(PLANS, LUCK)
def test_order_of_events(plan, luck):
    """Catch a decision before certification, and a transfer before its lead time or its conditions."""
    found = course(plan, luck)
    if found.transfer != NEVER:
        assert plan.start <= found.certified <= found.decided and found.transfer >= found.decided + plan.lead
        assert found.transfer >= found.conditions - 1e-6 and (found.decided - plan.first_meeting) % plan.interval == 0


@given(PLANS, LUCK, UNIT)
def test_gate_needed_is_where_it_turns(plan, luck, gate):
    """Catch a flip point at which nothing turns: above it transfer comes by the month, at it and below it does not."""
    by = month_of(2034, 6)
    needed = gate_needed(plan, luck, course(replace(plan, gate=0.0), luck), by)
    assert (course(replace(plan, gate=gate), luck).transfer <= by) == (gate > needed)


@pytest.mark.parametrize("changed", [{"foc": (-1, 0, 1)}, {"fmc": (3, 2, 4)}, {"gate": 1.2}, {"lost": -0.1}, {"first_meeting": month_of(2026, 8)}, {"interval": 0}, {"lead": -1}, {"lost_months": -2}])
def test_refuses(changed):
    """Catch a plan that contradicts itself."""
    with pytest.raises(ValueError):
        replace(SMOOTH, **changed).check()
