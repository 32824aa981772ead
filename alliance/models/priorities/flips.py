"""Where the top of a ranking turns: weight moved from one criterion to another, and one capital's weights blended into the other's.

Weighted sums are linear in the weights, so each turning point is exact: along weights w + t d the lead of the top
option over another, a + b t, is zero at t = -a / b.
"""

from __future__ import annotations

from collections.abc import Sequence

from alliance.models.priorities.ranking import Scores, weighted


def first_turn(scores: Scores, start: Sequence[float], end: Sequence[float]) -> tuple[float, int] | None:
    """Return how far from `start` to `end`, from 0 to 1, the top option stays on top, and which option takes over.

    None where it stays on top all the way. At the start the first of equal options counts as the top.
    """
    at_start, at_end = weighted(scores, start), weighted(scores, end)
    top = at_start.index(max(at_start))
    turns = []
    for option, (before, after) in enumerate(zip(at_start, at_end, strict=True)):
        lead_before, lead_after = at_start[top] - before, at_end[top] - after
        if option != top and lead_after < 0:
            turns.append((lead_before / (lead_before - lead_after), option))
    return min(turns) if turns else None


def moved(weights: Sequence[float], source: int, target: int) -> tuple[float, ...]:
    """Return weights with all of the weight of criterion `source` moved to criterion `target`."""
    result = list(weights)
    result[target] += result[source]
    result[source] = 0.0
    return tuple(result)


def weight_to_move(scores: Scores, weights: Sequence[float], source: int, target: int) -> tuple[float, int] | None:
    """Return the weight to move from one criterion to another until the top changes, and the new top; None where it never does."""
    turn = first_turn(scores, weights, moved(weights, source, target))
    return (turn[0] * weights[source], turn[1]) if turn else None


def all_moves(scores: Scores, weights: Sequence[float]) -> list[tuple[float, int, int, int]]:
    """Return every move between two criteria that changes the top: weight moved, from, to, new top; the smallest first."""
    criteria = range(len(weights))
    found = [(weight_to_move(scores, weights, source, target), source, target) for source in criteria for target in criteria if source != target]
    return sorted((turn[0], source, target, turn[1]) for turn, source, target in found if turn)
