"""How well each option serves each criterion, in points from 0 to 10: from tables where one exists, else as judged.

Threat: with north and china the per cent of people polled who name each as the biggest threat, and reach the part of
a threat that an option answers,  x(i) = reach_north(i) x north + reach_china(i) x china,  and  s(i) = 10 x(i) / max x.
Attention: x(i) is the mean over the documents of the occurrences of the option's words in a thousand words. Stake and
safety are judged directly. Sources: the tables `public_opinion` and `document_word_counts`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alliance.models.priorities.options import CRITERIA, OPTIONS, Judgements

Row = Mapping[str, Any]
Scores = Sequence[Sequence[float]]

#: The question of the poll behind each threat criterion.
QUESTIONS = {"threat_now": "biggest_threat_now", "threat_later": "biggest_threat_in_ten_years"}

#: The theme whose words stand for an option. The two options towards the North share the naming of the North.
THEMES = {"compete_china": "china", "supply_chains": "technology", "japan_trilateral": "japan", "quad": "quad"}


def to_points(amounts: Sequence[float]) -> tuple[float, ...]:
    """Return amounts on a scale from 0 to 10 points on which the largest is 10; all zero where none is above zero.

    Raises ValueError for an amount below zero.
    """
    if min(amounts) < 0:
        raise ValueError("amounts below zero have no points")
    top = max(amounts)
    return tuple(10 * amount / top if top > 0 else 0.0 for amount in amounts)


def threat_shares(polls: Iterable[Row], criterion: str, moved_share: float) -> tuple[float, float]:
    """Return the per cent of people polled who name the North and China, after `moved_share` of the North's went to China.

    The poll is that of the Chicago Council among South Koreans, December 2021.
    """
    asked = {row["answer"]: row["share_pct"] for row in polls if row["question"] == QUESTIONS[criterion]}
    north, china = asked["North Korea"], asked["China"]
    return north * (1 - moved_share), china + north * moved_share


def threat_points(north_pct: float, china_pct: float, judged: Judgements) -> tuple[float, ...]:
    """Return the points of each option on a threat criterion (see the module), in the order of OPTIONS."""
    return to_points([judged["reach_north"][option] * north_pct + judged["reach_china"][option] * china_pct for option in OPTIONS])


def per_thousand(counts: Iterable[Row]) -> dict[str, float]:
    """Return the mean over the documents of each theme's occurrences in a thousand words; every document counts the same."""
    rates: dict[str, list[float]] = {}
    for row in counts:
        rates.setdefault(row["theme"], []).append(1000 * row["occurrence_count"] / row["words"])
    return {theme: math.fsum(values) / len(values) for theme, values in rates.items()}


def attention_points(counts: Iterable[Row]) -> tuple[float, ...]:
    """Return the points of each option for attention, in the order of OPTIONS.

    The naming of the North is divided between deterring and talking in proportion to the words of deterrence and of talks.
    """
    rates = per_thousand(counts)
    both = rates["deterrence"] + rates["talks"]
    part = rates["deterrence"] / both if both else 0.5
    named = {"deter_north": rates["north_korea"] * part, "talk_north": rates["north_korea"] * (1 - part)}
    return to_points([named[option] if option in named else rates[THEMES[option]] for option in OPTIONS])


def score_matrix(judged: Judgements, *, now: tuple[float, float], later: tuple[float, float], attention: Sequence[float]) -> tuple[tuple[float, ...], ...]:
    """Return points by option and criterion. `now` and `later` are per cent naming the North and China; attention in points."""
    columns = {
        "threat_now": threat_points(*now, judged),
        "threat_later": threat_points(*later, judged),
        "attention": tuple(attention),
        "stake": tuple(judged["stake"][option] for option in OPTIONS),
        "safety": tuple(judged["safety"][option] for option in OPTIONS),
    }
    return tuple(zip(*(columns[criterion] for criterion in CRITERIA), strict=True))
