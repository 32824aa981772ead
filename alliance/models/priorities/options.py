"""What is ranked and by what: six options of the alliance, five criteria, two capitals, and how judged inputs are named."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: The options, and which neighbour each is first about. Supply chains and trilateral work are about both.
OPTIONS = ("deter_north", "talk_north", "compete_china", "supply_chains", "japan_trilateral", "quad")
NORTH_OPTIONS = ("deter_north", "talk_north")
CHINA_OPTIONS = ("compete_china", "quad")

OPTION_LABELS = {
    "deter_north": "Deterring the North",
    "talk_north": "Talking to the North",
    "compete_china": "Competing with China",
    "supply_chains": "Supply chains and technology",
    "japan_trilateral": "Japan and trilateral work",
    "quad": "The Quad",
}

CRITERIA = ("threat_now", "threat_later", "attention", "stake", "safety")

CRITERION_LABELS = {
    "threat_now": "Threat now",
    "threat_later": "Threat in ten years",
    "attention": "Attention in the documents",
    "stake": "Economic stake",
    "safety": "Safety from reprisal",
}

CAPITALS = ("washington", "seoul")

#: Judged inputs of an option: prefix and suffix of the parameter's name, and the highest value it can take.
JUDGED = {
    "reach_north": ("reach_north_{}_share", 1.0),
    "reach_china": ("reach_china_{}_share", 1.0),
    "stake": ("stake_{}_points", 10.0),
    "safety": ("safety_{}_points", 10.0),
}

Judgements = Mapping[str, Mapping[str, float]]


def judgements(values: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """Return the judged inputs by kind and option: reach as a fraction of a threat, stake and safety in points of 10."""
    return {kind: {option: values[pattern.format(option)] for option in OPTIONS} for kind, (pattern, _) in JUDGED.items()}


def weights_of(values: Mapping[str, Any], capital: str) -> tuple[float, ...]:
    """Return a capital's weights in the order of CRITERIA; they sum to one. Raises ValueError for another capital."""
    if capital not in CAPITALS:
        raise ValueError(f"'{capital}' is not a capital; there are {' and '.join(CAPITALS)}")
    return tuple(values[f"weight_{capital}_{criterion}"] for criterion in CRITERIA)
