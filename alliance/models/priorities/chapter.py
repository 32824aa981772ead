"""From checked parameters and table rows to the matrix of scores, the two rankings, the weight space and the turning points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from alliance.models.priorities import flips, space
from alliance.models.priorities.options import (
    CAPITALS,
    CHINA_OPTIONS,
    CRITERIA,
    NORTH_OPTIONS,
    OPTION_LABELS,
    OPTIONS,
    judgements,
    weights_of,
)
from alliance.models.priorities.ranking import Scores, lead, ranks, weighted
from alliance.models.priorities.scores import (
    attention_points,
    score_matrix,
    threat_shares,
)

Values = Mapping[str, Any]
Data = Mapping[str, list[dict[str, Any]]]

#: The places of the options towards each neighbour.
_NORTH, _CHINA = ([OPTIONS.index(option) for option in chosen] for chosen in (NORTH_OPTIONS, CHINA_OPTIONS))

#: How many points a blend of the two capitals' weights is drawn at.
_BLEND_STEPS = 20


@dataclass(frozen=True)
class Reckoning:
    """Scores by option and criterion, the weights of both capitals, and draws of weights and of scores."""

    scores: Scores
    weights: dict[str, tuple[float, ...]]
    space: tuple[tuple[float, ...], ...]
    drawn_scores: Sequence[Scores]

    def values(self, capital: str) -> list[float]:
        """Return the weighted sum of each option at a capital's weights, in points."""
        return weighted(self.scores, self.weights[capital])

    @cached_property
    def space_values(self) -> list[list[float]]:
        """The weighted sum of each option at every draw of weights, in points."""
        return [weighted(self.scores, weights) for weights in self.space]

    @cached_property
    def drawn_values(self) -> dict[str, list[list[float]]]:
        """The weighted sum of each option at a capital's weights under every draw of scores, in points, by capital."""
        return {capital: [weighted(matrix, self.weights[capital]) for matrix in self.drawn_scores] for capital in CAPITALS}

    @cached_property
    def rank_shares(self) -> dict[str, list[list[float]]]:
        """The share of weights that give each option each rank, by standing of the scores: declared, or drawn as well."""
        return {"declared": space.rank_shares(self.space_values), "drawn": space.acceptability(self.drawn_scores, self.space)}

    def top(self, capital: str) -> str:
        """Return the option a capital's weights put first."""
        values = self.values(capital)
        return OPTIONS[values.index(max(values))]


def given_points(values: Values, data: Data) -> dict[str, Any]:
    """Return what the tables give to the scores: per cent naming the North and China now and in ten years, and points of attention."""
    polls = data["public_opinion"]
    return {
        "now": threat_shares(polls, "threat_now", values["threat_moved_share"]),
        "later": threat_shares(polls, "threat_later", 0.0),
        "attention": attention_points(data["document_word_counts"]),
    }


def reckon(values: Values, data: Data) -> Reckoning:
    """Return everything the chapter's results follow from."""
    judged, given = judgements(values), given_points(values, data)
    weights = tuple((capital, weights_of(values, capital)) for capital in CAPITALS)
    drawn = (values["judgement_spread_points"], values["weight_samples"], values["weight_seed"])
    return _reckoning(tuple((kind, tuple(points.items())) for kind, points in judged.items()), tuple(given.items()), weights, *drawn)


# Headlines and figures ask for the same, and whoever moves weights alone asks for the same draws of scores again.
@lru_cache(maxsize=1)
def _reckoning(judged: tuple, given: tuple, weights: tuple, spread_points: float, samples: int, seed: int) -> Reckoning:
    """Return `reckon` of judged inputs, given points and weights; all three are mappings as pairs."""
    return Reckoning(
        scores=score_matrix({kind: dict(points) for kind, points in judged}, **dict(given)),
        weights=dict(weights),
        space=space.weight_draws(samples, len(CRITERIA), seed),
        drawn_scores=_drawn_scores(judged, given, spread_points, samples, seed),
    )


@lru_cache(maxsize=1)
def _drawn_scores(judged: tuple, given: tuple, spread_points: float, samples: int, seed: int) -> tuple[Scores, ...]:
    """Return the matrix of scores of every draw of the judged inputs."""
    draws = space.judgement_draws({kind: dict(points) for kind, points in judged}, spread_points=spread_points, samples=samples, seed=seed)
    return tuple(score_matrix(draw, **dict(given)) for draw in draws)


def north_lead(values: list[float]) -> float:
    """Return how far the better option towards the North stands above the better one towards China, in points."""
    return lead(values, _NORTH, _CHINA)


def rankings(made: Reckoning) -> list[dict[str, Any]]:
    """Return one row an option and capital: value in points, rank, and the lowest and highest value over the drawn scores' middle 90 per cent."""
    rows = []
    for capital in CAPITALS:
        own = made.values(capital)
        for index, (option, value, rank) in enumerate(zip(OPTIONS, own, ranks(own), strict=True)):
            ordered = sorted(row[index] for row in made.drawn_values[capital])
            low, high = ordered[len(ordered) // 20], ordered[-1 - len(ordered) // 20]
            rows.append({"capital": capital, "option": option, "label": OPTION_LABELS[option], "value": value, "rank": rank, "low": low, "high": high})
    return rows


def acceptability_rows(made: Reckoning) -> list[dict[str, Any]]:
    """Return one row an option, rank and standing of the scores (declared or drawn): the per cent of weights that give it."""
    rows = []
    for standing, found in made.rank_shares.items():
        for option, shares in zip(OPTIONS, found, strict=True):
            rows += [{"option": option, "label": OPTION_LABELS[option], "scores": standing, "rank": rank, "share_pct": 100 * share} for rank, share in enumerate(shares, start=1)]
    return rows


def tops_under_drawn_scores(made: Reckoning, capital: str) -> dict[str, float]:
    """Return for each option the per cent of drawn scores under which a capital's own weights put it first."""
    return {option: 100 * share for option, share in zip(OPTIONS, space.first_shares(made.drawn_values[capital]), strict=True)}


def blend_rows(made: Reckoning) -> list[dict[str, Any]]:
    """Return the value of each option as Washington's weights are blended into Seoul's, from 0 to 100 per cent, in points."""
    rows = []
    for step in range(_BLEND_STEPS + 1):
        part = step / _BLEND_STEPS
        weights = [(1 - part) * here + part * there for here, there in zip(made.weights["washington"], made.weights["seoul"], strict=True)]
        rows += [{"blend_pct": 100 * part, "option": option, "label": OPTION_LABELS[option], "value": value} for option, value in zip(OPTIONS, weighted(made.scores, weights), strict=True)]
    return rows


def moves(made: Reckoning, capital: str) -> list[dict[str, Any]]:
    """Return the moves of weight between two criteria that change a capital's top option, the smallest first."""
    return [
        {"capital": capital, "moved": amount, "source": CRITERIA[source], "target": CRITERIA[target], "top": OPTIONS[top]}
        for amount, source, target, top in flips.all_moves(made.scores, made.weights[capital])
    ]
