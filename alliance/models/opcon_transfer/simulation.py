"""Many courses of events from one seed, and what they come to: quantiles, shares by a date, the cumulative curve.

The same seed gives every set of assumptions the same luck (common random numbers), so that a difference between two
results comes from the assumptions.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from random import Random
from typing import Any

from alliance.models.opcon_transfer.durations import mean
from alliance.models.opcon_transfer.schedule import (
    NEVER,
    Course,
    Draws,
    Plan,
    course,
    lost_in_a_row,
)

#: Meetings and exercises for which luck is drawn: more than any horizon and interval within bounds needs.
_MEETINGS, _EXERCISES = 56, 12


@lru_cache(maxsize=2)
def draws(seed: int, samples: int) -> tuple[Draws, ...]:
    """Return the luck of each sample, from `random.Random(seed)`. Raises ValueError for no sample."""
    if samples < 1:
        raise ValueError(f"at least one sample is needed, not {samples}")
    number = Random(seed).random
    return tuple(
        Draws(
            foc=number(),
            fmc=number(),
            conditions=number(),
            repeat=number(),
            lost=[number() for _ in range(_EXERCISES)],
            postponed=[number() for _ in range(_MEETINGS)],
            gate=[number() for _ in range(_MEETINGS)],
        )
        for _ in range(samples)
    )


@lru_cache(maxsize=64)
def courses(plan: Plan, seed: int, samples: int) -> tuple[Course, ...]:
    """Return one course of events a sample (see schedule.course). Raises ValueError for a plan that contradicts itself."""
    plan.check()
    return tuple(course(plan, luck) for luck in draws(seed, samples))


def sorted_months(given: Iterable[Course]) -> list[float]:
    """Return the months of transfer in ascending order, NEVER last."""
    return sorted(item.transfer for item in given)


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the smallest value that at least `share` of the values do not exceed; NEVER where that is no month.

    Raises ValueError for a share outside 0 to 1 and for no values.
    """
    if not ordered or not 0 <= share <= 1:
        raise ValueError("a quantile needs values and a share between 0 and 1")
    return ordered[max(0, math.ceil(share * len(ordered) - 1e-9) - 1)]


def share_by(ordered: Sequence[float], month: float) -> float:
    """Return the share of values that do not exceed a month, in per cent."""
    return bisect_right(ordered, month) / len(ordered) * 100


def cumulative(ordered: Sequence[float], first: int, last: int) -> list[dict[str, Any]]:
    """Return one row a month from first to last: month (its number) and share_pct, the chance of transfer by then."""
    return [{"month": month, "share_pct": share_by(ordered, month)} for month in range(first, last + 1)]


def by_year(ordered: Sequence[float], first: int, last: int) -> list[dict[str, Any]]:
    """Return one row a year: year and share_pct, the share of samples with transfer in that year."""
    return [{"year": year, "share_pct": share_by(ordered, year * 12 + 11) - share_by(ordered, year * 12 - 1)} for year in range(first, last + 1)]


def mean_months(plan: Plan, seed: int, samples: int) -> float:
    """Return the mean time from the start to transfer, in months; a transfer beyond the horizon counts as at the horizon."""
    return math.fsum(min(item.transfer, plan.horizon) for item in courses(plan, seed, samples)) / samples - plan.start


def time_taken(plan: Plan, seed: int, samples: int) -> list[dict[str, Any]]:
    """Return what the mean time to transfer is made of: part, months. Parts are added one after the other, in this order.

    Work of the two stages alone; exercises lost; waiting for the yearly meeting; meetings that put off; the gate of the
    security environment; the lead time; the other conditions. The parts add up to the mean.
    """
    now = replace(plan, postponed=0.0, gate=1.0, lead=0, conditions=(0, 0, 0))
    work = mean(plan.foc) + mean(plan.fmc)
    lost = math.fsum((luck.repeat < plan.repeat) + lost_in_a_row(plan, luck) for luck in draws(seed, samples)) / samples
    parts = [{"part": "work", "months": work}, {"part": "exercises", "months": lost * plan.lost_months}]
    before = work + lost * plan.lost_months
    for part, change in (("meetings", {}), ("postponed", {"postponed": plan.postponed}), ("gate", {"gate": plan.gate}), ("lead", {"lead": plan.lead}), ("conditions", {"conditions": plan.conditions})):
        now = replace(now, **change)
        after = mean_months(now, seed, samples)
        parts.append({"part": part, "months": after - before})
        before = after
    return parts


def in_time(given: Iterable[Course], by: int) -> list[float]:
    """Return for each course the longest lead time in months that still gives transfer by a month; below zero where none does."""
    return [by - item.decided if item.decided != NEVER and item.conditions <= by + 1e-9 else -NEVER for item in given]
