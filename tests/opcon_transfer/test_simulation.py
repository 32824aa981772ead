"""Many courses of events: one seed, quantiles by hand, shares that add up, and parts that make the whole."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.opcon_transfer.months import month_of
from alliance.models.opcon_transfer.schedule import NEVER, Course, Plan
from alliance.models.opcon_transfer.simulation import (
    by_year,
    courses,
    cumulative,
    draws,
    in_time,
    mean_months,
    quantile,
    share_by,
    sorted_months,
    time_taken,
)

PLAN = Plan(
    start=month_of(2026, 9), first_meeting=month_of(2026, 11), interval=12, horizon=month_of(2045, 12), foc=(0, 1, 6), fmc=(6, 10, 18), conditions=(15, 28, 42),
    repeat=0.3, lost=0.25, lost_months=12, postponed=0.2, gate=0.65, lead=12, conditions_first=False,
)  # fmt: skip
MONTHS = st.lists(st.integers(24000, 24300) | st.just(NEVER), min_size=1, max_size=30).map(sorted)


def test_same_seed_same_luck():
    """Catch results that cannot be made again, and seeds that change nothing."""
    assert courses(PLAN, 7, 200) == courses.__wrapped__(PLAN, 7, 200)
    assert sorted_months(courses(PLAN, 7, 200)) != sorted_months(courses(PLAN, 8, 200))


def test_first_samples_stay_as_they_are():
    """Catch luck that depends on how many samples are asked for."""
    assert draws(7, 50) == draws(7, 80)[:50]


@pytest.mark.parametrize(("share", "month"), [(0, 10), (0.1, 10), (0.25, 20), (0.5, 30), (0.75, NEVER), (1, NEVER)])
def test_quantile_by_hand(share, month):
    """Catch a quantile between two months, or one too many: of 10, 20, 30, never, half lie at or below 20."""
    assert quantile([10, 20, 30, NEVER], share) == (20 if share == 0.5 else 10 if share == 0.25 else 30 if share == 0.75 else month)


@given(MONTHS, st.floats(0.01, 1))
def test_quantile_and_share_agree(months, share):
    """Catch a median by which fewer than half have come."""
    assert share_by(months, quantile(months, share)) >= share * 100 - 1e-6


@given(MONTHS)
def test_curve_rises_to_what_came(months):
    """Catch a chance that falls, and years that do not add up to the whole."""
    curve = [row["share_pct"] for row in cumulative(months, 23999, 24311)]
    assert curve == sorted(curve) and curve[0] == 0
    came = sum(month != NEVER for month in months) / len(months) * 100
    assert curve[-1] == pytest.approx(came) == pytest.approx(math.fsum(row["share_pct"] for row in by_year(months, 2000, 2025)))


def test_parts_make_the_whole():
    """Catch time that is lost or counted twice."""
    parts = time_taken(PLAN, 7, 400)
    assert math.fsum(row["months"] for row in parts) == pytest.approx(mean_months(PLAN, 7, 400))
    assert all(row["months"] >= 0 for row in parts) and parts[0]["months"] == pytest.approx(7 / 3 + 34 / 3)


def test_parts_of_a_smooth_plan():
    """Catch waiting where there is none: work of 2 and 12 months that ends at meetings, and a lead time of 12."""
    smooth = replace(PLAN, foc=(2, 2, 2), fmc=(12, 12, 12), conditions=(0, 0, 0), repeat=0.0, lost=0.0, postponed=0.0, gate=1.0)
    assert [row["months"] for row in time_taken(smooth, 7, 50)] == [14, 0, 0, 0, 0, 12, 0]


def test_longest_lead_by_hand():
    """Catch a lead time that leads past the date: decided in month 100, with conditions in 90, by 112 there are 12 months left."""
    found = [Course(90, 95, 100, 90.0, 112), Course(90, 95, 100, 113.0, 113), Course(90, NEVER, NEVER, 90.0, NEVER)]
    assert in_time(found, 112) == [12, -NEVER, -NEVER]


@pytest.mark.parametrize("call", [lambda: draws(1, 0), lambda: quantile([], 0.5), lambda: quantile([1], 1.5), lambda: courses(replace(PLAN, gate=2.0), 1, 10)])
def test_refuses(call):
    """Catch an empty simulation and a chance above one."""
    with pytest.raises(ValueError):
        call()
