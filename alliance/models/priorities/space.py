"""The whole space of weights, and of judged scores: how often each option takes each rank.

Weights are drawn uniformly from all that sum to one: the spacings of sorted uniform numbers. Judged inputs are drawn
uniformly within a spread of their value, cut at the ends of their scale. Both by a seeded generator, so that the same
seed gives the same draws everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from random import Random

from alliance.models.priorities.options import JUDGED, OPTIONS, Judgements
from alliance.models.priorities.ranking import Scores, ranks, weighted


@lru_cache(maxsize=8)
def weight_draws(samples: int, criteria: int, seed: int) -> tuple[tuple[float, ...], ...]:
    """Return weights drawn uniformly from the simplex, each summing to one. Raises ValueError for no samples or criteria."""
    if samples < 1 or criteria < 1:
        raise ValueError("at least one sample and one criterion are needed")
    source = Random(seed)
    draws = []
    for _ in range(samples):
        cuts = [0.0, *sorted(source.random() for _ in range(criteria - 1)), 1.0]
        draws.append(tuple(high - low for low, high in zip(cuts, cuts[1:], strict=False)))
    return tuple(draws)


@lru_cache(maxsize=8)
def _uniforms(samples: int, seed: int) -> tuple[tuple[float, ...], ...]:
    """Return for each sample one uniform number a judged input."""
    source = Random(f"judgements {seed}")
    return tuple(tuple(source.random() for _ in range(len(JUDGED) * len(OPTIONS))) for _ in range(samples))


def judgement_draws(judged: Judgements, *, spread_points: float, samples: int, seed: int) -> list[dict[str, dict[str, float]]]:
    """Return judged inputs drawn within `spread_points` of their value on a scale of ten points; a fraction within a tenth of that."""
    starts, widths = [], []
    for kind, (_, top) in JUDGED.items():
        for value in (judged[kind][option] for option in OPTIONS):
            low, high = max(0.0, value - spread_points * top / 10), min(top, value + spread_points * top / 10)
            starts.append(low)
            widths.append(high - low)
    count = len(OPTIONS)
    draws = []
    # Thousands of draws, in a reader's browser as well: one list a draw, cut into kinds.
    for numbers in _uniforms(samples, seed):
        drawn = [start + width * number for start, width, number in zip(starts, widths, numbers, strict=True)]
        draws.append({kind: dict(zip(OPTIONS, drawn[place * count : (place + 1) * count], strict=True)) for place, kind in enumerate(JUDGED)})
    return draws


def acceptability(scores: Sequence[Scores], weights: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return for each option the share of draws in which it takes rank 1, 2, ...; the shares of an option sum to one.

    `scores` holds one matrix for every draw of weights, or one for all of them.
    """
    return rank_shares([weighted(scores[index] if len(scores) > 1 else scores[0], draw) for index, draw in enumerate(weights)])


def rank_shares(values: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return for each option the share of draws in which it takes rank 1, 2, ...; `values` holds the options' weighted sums in each draw."""
    options = len(values[0])
    counts = [[0] * options for _ in range(options)]
    for draw in values:
        for option, rank in enumerate(ranks(draw)):
            counts[option][rank - 1] += 1
    return [[count / len(values) for count in row] for row in counts]


def first_shares(values: Sequence[Sequence[float]]) -> list[float]:
    """Return for each option the share of draws in which it takes rank 1, as `rank_shares` has it."""
    counts = [0] * len(values[0])
    for draw in values:
        top = max(draw)
        for option, value in enumerate(draw):
            counts[option] += value == top
    return [count / len(values) for count in counts]
