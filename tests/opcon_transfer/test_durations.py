"""The triangular distribution: its ends, its mode, its mean, and what it refuses."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.opcon_transfer.durations import check_range, mean, triangular

RANGES = st.lists(st.floats(0, 240), min_size=3, max_size=3).map(sorted).map(tuple)
SHARES = st.floats(0, 1)


@pytest.mark.parametrize(("share", "months"), [(0, 0), (0.5, 6), (1, 12), (0.125, 3), (0.875, 9)])
def test_by_hand(share, months):
    """Catch a wrong branch: of 0, 6, 12 an eighth lies below 3, since the area is (3 / 6)^2 / 2."""
    assert triangular(share, (0, 6, 12)) == pytest.approx(months)


@given(RANGES, SHARES, SHARES)
def test_rises_within_its_ends(given_, share, other):
    """Catch a duration outside its range, and one that falls as luck gets worse."""
    low, high = (triangular(item, given_) for item in sorted((share, other)))
    assert given_[0] - 1e-9 <= low <= high + 1e-9 and high <= given_[2] + 1e-9


@given(RANGES, SHARES, st.integers(0, 2), st.floats(0, 24))
def test_a_longer_range_is_never_shorter(given_, share, index, more):
    """Catch a most likely value that, raised, shortens a duration."""
    longer = tuple(sorted(value + (more if position >= index else 0) for position, value in enumerate(given_)))
    assert triangular(share, longer) >= triangular(share, given_) - 1e-6


def test_mean_is_that_of_the_samples():
    """Catch a mean of another distribution: (6 + 10 + 18) / 3."""
    steps = [(index + 0.5) / 20000 for index in range(20000)]
    assert math.fsum(triangular(step, (6, 10, 18)) for step in steps) / 20000 == pytest.approx(mean((6, 10, 18)), abs=0.001)
    assert mean((6, 10, 18)) == pytest.approx(34 / 3)


@pytest.mark.parametrize("given_", [(-1, 0, 1), (2, 1, 3), (1, 3, 2)])
def test_refuses(given_):
    """Catch a duration below zero and a range out of order."""
    with pytest.raises(ValueError, match="work: "):
        check_range("work", given_)
