"""Weighted sums and the order they give: V(i) = w(1) s(i,1) + ... + w(k) s(i,k), in points from 0 to 10."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import mul

Scores = Sequence[Sequence[float]]


def weighted(scores: Scores, weights: Sequence[float]) -> list[float]:
    """Return the weighted sum of each option in points. Raises ValueError where weights and criteria do not match."""
    if set(map(len, scores)) != {len(weights)}:
        raise ValueError(f"{len(weights)} weights do not fit the criteria")
    return [math.fsum(map(mul, row, weights)) for row in scores]


def ranks(values: Sequence[float]) -> list[int]:
    """Return the rank of each value, 1 for the highest; equal values share the better rank."""
    ordered = sorted(values, reverse=True)
    return [ordered.index(value) + 1 for value in values]


def kendall_tau(first: Sequence[float], second: Sequence[float]) -> float:
    """Return Kendall's tau-a of two orders of the same options: (agreeing - opposed pairs) / pairs, from -1 to 1.

    A pair that is equal in either order counts for neither side. Raises ValueError for fewer than two options.
    """
    if len(first) != len(second) or len(first) < 2:
        raise ValueError("two orders of the same two or more options are needed")
    pairs = [(a, b) for a in range(len(first)) for b in range(a)]
    signs = [_sign(first[a] - first[b]) * _sign(second[a] - second[b]) for a, b in pairs]
    return (signs.count(1) - signs.count(-1)) / len(pairs)


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def lead(values: Sequence[float], ours: Sequence[int], theirs: Sequence[int]) -> float:
    """Return how far the best of the values at the places `ours` stands above the best at `theirs`, in points; below zero where it stands under it."""
    return max([values[place] for place in ours]) - max([values[place] for place in theirs])
