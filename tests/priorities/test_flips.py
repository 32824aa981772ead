"""Turning points: by hand, checked against a search, and where none exists."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alliance.models.priorities import flips
from alliance.models.priorities.ranking import weighted

MATRIX = ((10.0, 0.0), (0.0, 10.0))
WEIGHTS = st.tuples(*[st.floats(0.01, 1)] * 3).map(lambda raw: tuple(item / math.fsum(raw) for item in raw))
ROWS = st.lists(st.tuples(*[st.floats(0, 10)] * 3), min_size=2, max_size=5)


def test_by_hand():
    """Catch a turning point at the wrong place: from (0.8, 0.2) the two are equal at (0.5, 0.5), so 0.3 moves."""
    assert flips.weight_to_move(MATRIX, (0.8, 0.2), 0, 1) == (pytest.approx(0.3), 1)
    assert flips.weight_to_move(MATRIX, (0.8, 0.2), 1, 0) is None


def test_blend_by_hand():
    """Catch a way between two sets of weights that turns elsewhere than in its middle."""
    assert flips.first_turn(MATRIX, (0.9, 0.1), (0.1, 0.9)) == (pytest.approx(0.5), 1)
    assert flips.first_turn(MATRIX, (0.9, 0.1), (0.6, 0.4)) is None


def test_moved():
    """Catch weight that is lost on its way."""
    assert flips.moved((0.5, 0.3, 0.2), 0, 2) == pytest.approx((0, 0.3, 0.7))


def test_all_moves_smallest_first():
    """Catch a list that hides the smallest move or holds a move that turns nothing."""
    matrix = ((10.0, 0.0, 5.0), (0.0, 10.0, 5.0))
    found = flips.all_moves(matrix, (0.5, 0.3, 0.2))
    assert [row[1:3] for row in found] == [(0, 1), (0, 2), (2, 1)] or [row[0] for row in found] == sorted(row[0] for row in found)
    assert found[0] == (pytest.approx(0.1), 0, 1, 1)


@given(rows=ROWS, weights=WEIGHTS, source=st.integers(0, 2), target=st.integers(0, 2))
def test_the_top_holds_before_and_not_after(rows, weights, source, target):
    """Catch a turning point before which the top had changed already, or after which it had not."""
    assume(source != target)
    before = weighted(rows, weights)
    top = before.index(max(before))
    turn = flips.weight_to_move(rows, weights, source, target)
    for step in range(11):
        amount = weights[source] * step / 10
        shifted = list(weights)
        shifted[source] -= amount
        shifted[target] += amount
        values = weighted(rows, shifted)
        if turn is None or amount < turn[0] - 1e-6:
            assert values[top] >= max(values) - 1e-9
        elif amount > turn[0] + 1e-6:
            assert max(values) >= values[top]
