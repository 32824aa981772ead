"""One course of events: from the work that is left to the month of transfer, given one set of draws.

Decisions fall at meetings alone, which come at a fixed interval. Two are needed: the full operational capability is
certified at the first meeting at which its work is in hand, and the full mission capability at a later one, at which
the security environment must be judged fit too. Transfer follows after a lead time, and not before the other
conditions are met. Draws are numbers between 0 and 1, one for each thing that can go either way, so that a changed
assumption meets the same luck.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from alliance.models.opcon_transfer.durations import Range, check_range, triangular
from alliance.models.opcon_transfer.months import whole

#: What stands for a transfer that does not come by the last month looked at.
NEVER = math.inf


@dataclass(frozen=True)
class Plan:
    """The assumptions. Months are numbers (see months), durations in months (low, mode, high), chances from 0 to 1."""

    start: int
    first_meeting: int
    interval: int
    horizon: int
    foc: Range
    fmc: Range
    conditions: Range
    repeat: float
    lost: float
    lost_months: float
    postponed: float
    gate: float
    lead: int
    conditions_first: bool

    def check(self) -> None:
        """Raise ValueError for durations out of order, chances outside 0 to 1, and meetings before the start."""
        for name in ("foc", "fmc", "conditions"):
            check_range(name, getattr(self, name))
        for name in ("repeat", "lost", "postponed", "gate"):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name}: a chance lies between 0 and 1, not at {getattr(self, name)}")
        if self.first_meeting < self.start or self.interval < 1:
            raise ValueError("the first meeting comes at or after the start, and meetings at least a month apart")
        if self.lost_months < 0 or self.lead < 0:
            raise ValueError("delay and lead time are not below zero")


@dataclass(frozen=True)
class Draws:
    """The luck of one course of events: for the three durations, the repeat, and each meeting and exercise."""

    foc: float
    fmc: float
    conditions: float
    repeat: float
    lost: Sequence[float]
    postponed: Sequence[float]
    gate: Sequence[float]


@dataclass(frozen=True)
class Course:
    """What came of it: months of certification, of decision and of transfer, and what they waited for.

    `certified`, `decided` and `transfer` are NEVER where they do not come by the horizon. `conditions` is the month by
    which the other conditions are met; `ready` the month from which the decision waits for the gate alone.
    """

    certified: float
    ready: float
    decided: float
    conditions: float
    transfer: float


def meetings_by(plan: Plan, month: float) -> int:
    """Return how many meetings there are up to a month, that month included."""
    return max(0, math.floor((month - plan.first_meeting) / plan.interval) + 1)


def meeting_from(plan: Plan, month: float) -> int:
    """Return the number (from 0) of the first meeting that does not come before a month."""
    return max(0, math.ceil((month - plan.first_meeting) / plan.interval - 1e-9))


def lost_in_a_row(plan: Plan, draws: Draws) -> int:
    """Return how many exercises in a row are lost before one can be used."""
    count = 0
    while count < len(draws.lost) and draws.lost[count] < plan.lost:
        count += 1
    return count


def course(plan: Plan, draws: Draws) -> Course:
    """Return the course of events of one set of draws.

    certified = first meeting >= start + D_foc (+ delay if the evaluation is repeated) that is not put off;
    ready = certified + D_fmc + delay x exercises lost in a row; decided = first meeting >= ready that is not put off and at which the gate is open;
    transfer = max(decided + lead, start + D_conditions), in whole months.
    """
    last = min(meetings_by(plan, plan.horizon), len(draws.postponed))
    conditions = plan.start + triangular(draws.conditions, plan.conditions)
    ready = plan.start + triangular(draws.foc, plan.foc) + (plan.lost_months if draws.repeat < plan.repeat else 0)
    number = meeting_from(plan, ready)
    while number < last and draws.postponed[number] < plan.postponed:
        number += 1
    if number >= last:
        return Course(NEVER, NEVER, NEVER, conditions, NEVER)
    certified = plan.first_meeting + number * plan.interval
    ready = certified + triangular(draws.fmc, plan.fmc) + plan.lost_months * lost_in_a_row(plan, draws)
    number = max(number, meeting_from(plan, max(ready, conditions) if plan.conditions_first else ready))
    while number < last and (draws.postponed[number] < plan.postponed or draws.gate[number] >= plan.gate):
        number += 1
    if number >= last:
        return Course(certified, ready, NEVER, conditions, NEVER)
    decided = plan.first_meeting + number * plan.interval
    transfer = whole(max(decided + plan.lead, conditions))
    return Course(certified, ready, decided, conditions, transfer if transfer <= plan.horizon else NEVER)


def gate_needed(plan: Plan, draws: Draws, given: Course, by: int) -> float:
    """Return the lowest chance of an open gate, not included, at which this luck gives transfer by a month; NEVER where none does."""
    if given.ready == NEVER or whole(given.conditions) > by:
        return NEVER
    first = meeting_from(plan, max(given.ready, given.conditions) if plan.conditions_first else given.ready)
    last = min(meetings_by(plan, min(by, plan.horizon) - plan.lead), len(draws.postponed))
    return min((draws.gate[number] for number in range(first, last) if draws.postponed[number] >= plan.postponed), default=NEVER)
