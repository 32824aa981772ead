"""Weighted sums, ranks and Kendall's tau, by hand and by their properties."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.priorities import ranking

MATRIX = ((10.0, 0.0, 5.0), (4.0, 8.0, 6.0), (0.0, 10.0, 2.0))
POINTS = st.floats(0, 10)
ROWS = st.lists(st.tuples(POINTS, POINTS, POINTS), min_size=2, max_size=6)
WEIGHTS = st.tuples(*[st.floats(0.01, 1)] * 3).map(lambda raw: tuple(item / math.fsum(raw) for item in raw))


def test_equal_weights_give_the_plain_mean():
    """Catch a sum that is not the mean of the row at equal weights."""
    assert ranking.weighted(MATRIX, (1 / 3, 1 / 3, 1 / 3)) == pytest.approx([5, 6, 4])


def test_by_hand():
    """Catch weights put to the wrong criterion: 0.5 x 10 + 0.3 x 0 + 0.2 x 5 = 6."""
    assert ranking.weighted(MATRIX, (0.5, 0.3, 0.2)) == pytest.approx([6, 5.6, 3.4])
    with pytest.raises(ValueError, match="2 weights do not fit"):
        ranking.weighted(MATRIX, (0.5, 0.5))


def test_ranks():
    """Catch ranks from the bottom, and equal values that get different ranks."""
    assert ranking.ranks([5, 9, 7]) == [3, 1, 2]
    assert ranking.ranks([5, 9, 9, 1]) == [3, 1, 1, 4]


def test_tau_by_hand():
    """Catch a tau that counts pairs wrongly: of three pairs one is opposed, (2 - 1) / 3."""
    assert ranking.kendall_tau([1, 2, 3], [1, 3, 2]) == pytest.approx(1 / 3)
    assert ranking.kendall_tau([1, 2], [2, 2]) == 0
    for first, second in (([1], [1]), ([1, 2], [1, 2, 3])):
        with pytest.raises(ValueError, match="two orders"):
            ranking.kendall_tau(first, second)


def test_lead_by_hand():
    """Catch a lead of anything but the best of each side."""
    assert ranking.lead([5, 3, 4, 9], (0, 1), (2, 3)) == -4
    assert ranking.lead([5, 3, 4, 1], (0, 1), (2, 3)) == 1


@given(rows=ROWS, weights=WEIGHTS, order=st.permutations(range(3)))
def test_criteria_in_another_order_change_nothing(rows, weights, order):
    """Catch a result that hangs on the place of a criterion."""
    turned = [tuple(row[index] for index in order) for row in rows]
    assert ranking.weighted(turned, [weights[index] for index in order]) == ranking.weighted(rows, weights)


@given(rows=ROWS, weights=WEIGHTS)
def test_a_sum_lies_between_its_scores(rows, weights):
    """Catch weights that do not act as a mean."""
    for row, value in zip(rows, ranking.weighted(rows, weights), strict=True):
        assert min(row) - 1e-9 <= value <= max(row) + 1e-9


@given(rows=ROWS, weights=WEIGHTS, raised=st.floats(0, 10))
def test_a_better_score_never_lowers_a_rank(rows, weights, raised):
    """Catch a sign turned round."""
    better = [tuple(max(raised, score) for score in rows[0]), *rows[1:]]
    assert ranking.ranks(ranking.weighted(better, weights))[0] <= ranking.ranks(ranking.weighted(rows, weights))[0]


@given(values=st.lists(st.floats(0, 10), min_size=2, max_size=6, unique=True))
def test_tau_of_an_order_with_itself_and_turned_round(values):
    """Catch a tau outside its ends."""
    assert ranking.kendall_tau(values, values) == 1
    assert ranking.kendall_tau(values, [-value for value in values]) == -1
