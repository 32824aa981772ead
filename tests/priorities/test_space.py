"""Draws of weights and of judged scores, and the shares of ranks over them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.priorities import space
from alliance.models.priorities.options import JUDGED, OPTIONS

JUDGEMENTS = {kind: dict.fromkeys(OPTIONS, 0.5 * top) for kind, (_, top) in JUDGED.items()}


def test_weights_sum_to_one_and_none_is_negative():
    """Catch draws outside the simplex."""
    for draw in space.weight_draws(500, 5, 1):
        assert len(draw) == 5 and min(draw) >= 0 and math.fsum(draw) == pytest.approx(1)


def test_weights_are_even():
    """Catch draws that favour a criterion or the middle: mean 1/3, and a third of all weight is passed in 4/9 of draws."""
    draws = space.weight_draws(20000, 3, 7)
    for index in range(3):
        column = [draw[index] for draw in draws]
        assert math.fsum(column) / len(column) == pytest.approx(1 / 3, abs=0.01)
        assert sum(weight > 1 / 3 for weight in column) / len(column) == pytest.approx((2 / 3) ** 2, abs=0.015)


def test_same_seed_same_draws():
    """Catch a draw that hangs on anything but its seed."""
    first = space.weight_draws(50, 5, 3)
    space.weight_draws.cache_clear()
    assert space.weight_draws(50, 5, 3) == first != space.weight_draws(50, 5, 4)
    assert space.weight_draws(80, 5, 3)[:50] == first


@pytest.mark.parametrize(("samples", "criteria"), [(0, 5), (10, 0)])
def test_nothing_to_draw(samples, criteria):
    """Catch a share of no draws."""
    with pytest.raises(ValueError, match="at least one"):
        space.weight_draws(samples, criteria, 1)


def test_acceptability_by_hand():
    """Catch a share that is not a share: with two criteria and mirrored options each is first in half."""
    shares = space.acceptability([((10.0, 0.0), (0.0, 10.0))], [(0.9, 0.1), (0.8, 0.2), (0.3, 0.7), (0.2, 0.8)])
    assert shares == [[0.5, 0.5], [0.5, 0.5]]
    one_each = space.acceptability([((10.0, 0.0), (0.0, 10.0)), ((0.0, 1.0), (1.0, 0.0))], [(0.9, 0.1), (0.9, 0.1)])
    assert one_each == [[0.5, 0.5], [0.5, 0.5]]


def test_acceptability_against_the_exact_share():
    """Catch a wrong share: (10, 0) beats (4, 4) where the first weight passes 0.4, so in 6 of 10 of all weights."""
    shares = space.acceptability([((10.0, 0.0), (4.0, 4.0))], space.weight_draws(20000, 2, 5))
    assert shares[0][0] == pytest.approx(0.6, abs=0.01)


@given(rows=st.lists(st.tuples(*[st.floats(0, 10)] * 3), min_size=2, max_size=5, unique=True))
def test_shares_sum_to_one(rows):
    """Catch an option whose shares are not all of the weights, and a first place that nobody has."""
    shares = space.acceptability([rows], space.weight_draws(40, 3, 2))
    assert all(math.fsum(row) == pytest.approx(1) for row in shares)
    assert math.fsum(row[0] for row in shares) >= 1 - 1e-9


@given(spread=st.floats(0, 10))
def test_judgements_stay_on_their_scales(spread):
    """Catch a judged score drawn outside its scale or its spread."""
    for draw in space.judgement_draws(JUDGEMENTS, spread_points=spread, samples=5, seed=1):
        for kind, (_, top) in JUDGED.items():
            for option, value in draw[kind].items():
                assert 0 <= value <= top
                assert abs(value - JUDGEMENTS[kind][option]) <= spread * top / 10 + 1e-9


def test_no_spread_gives_the_judgements_themselves():
    """Catch a draw that moves what is held fixed."""
    assert space.judgement_draws(JUDGEMENTS, spread_points=0, samples=3, seed=1) == [JUDGEMENTS] * 3
