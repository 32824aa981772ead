"""The chapter's headlines: what the record says, how each capital's weights rank the options, and where that turns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliance.models.headline import headline
from alliance.models.priorities import chapter, flips
from alliance.models.priorities.chapter import Data, Reckoning, Values
from alliance.models.priorities.facts import facts
from alliance.models.priorities.options import (
    CAPITALS,
    CRITERIA,
    OPTION_LABELS,
    OPTIONS,
    judgements,
    weights_of,
)
from alliance.models.priorities.ranking import kendall_tau, ranks, weighted
from alliance.models.priorities.scores import score_matrix
from alliance.models.sensitivity import flip_point

Records = list[dict[str, Any]]
_NAMES = {"washington": "Washington's", "seoul": "Seoul's"}


def headlines(values: Values, data: Data) -> Records:
    """Return the chapter's headline records for its parameters and its tables."""
    made = chapter.reckon(values, data)
    return [*facts(values, data), *_rankings(made), *_space(made), *_turns(values, data, made)]


def _rankings(made: Reckoning) -> Records:
    found: Records = []
    for capital in CAPITALS:
        own = made.values(capital)
        top, second = sorted(own, reverse=True)[:2]
        found += [
            headline(f"{capital}_{option}_rank", f"Rank of '{OPTION_LABELS[option]}' at {_NAMES[capital]} weights", rank, "rank", 0)
            for option, rank in zip(OPTIONS, ranks(own), strict=True)
        ]
        found += [
            headline(f"{capital}_top_points", f"Value of the first option at {_NAMES[capital]} weights", top, "points", 2),
            headline(f"{capital}_margin_points", f"First option above the second at {_NAMES[capital]} weights", top - second, "points", 2),
            headline(f"{capital}_north_lead_points", f"Better option towards the North above the better one towards China at {_NAMES[capital]} weights", chapter.north_lead(own), "points", 2),
        ]
    both = [made.values(capital) for capital in CAPITALS]
    pairs = len(OPTIONS) * (len(OPTIONS) - 1) // 2
    tau = kendall_tau(*both)
    found += [
        headline("kendall_tau", "Kendall's tau of the two rankings", tau, "of 1", 2),
        headline("opposed_pairs", "Pairs of options that the two capitals order differently", round(pairs * (1 - tau) / 2), "pairs", 0),
        headline("all_pairs", "Pairs of options", pairs, "pairs", 0),
        headline("shared_top_two", "Options that stand among the first two of both", len(set(_first(both[0], 2)) & set(_first(both[1], 2))), "options", 0),
    ]
    return found


def _first(values: list[float], count: int) -> list[int]:
    return sorted(range(len(values)), key=lambda index: (-values[index], index))[:count]


def _space(made: Reckoning) -> Records:
    rows = {(row["scores"], row["option"], row["rank"]): row["share_pct"] for row in chapter.acceptability_rows(made)}
    found = [headline(f"{option}_first_pct", f"Weights that put '{OPTION_LABELS[option]}' first", rows["declared", option, 1], "per cent", 0) for option in OPTIONS]
    found += [
        headline(f"{option}_first_drawn_pct", f"Weights that put '{OPTION_LABELS[option]}' first, scores drawn as well", rows["drawn", option, 1], "per cent", 0) for option in OPTIONS
    ]
    found += [
        headline(f"{option}_top_two_pct", f"Weights that put '{OPTION_LABELS[option]}' first or second", rows["declared", option, 1] + rows["declared", option, 2], "per cent", 0)
        for option in OPTIONS
    ]
    north = sum(chapter.north_lead(values) > 0 for values in made.space_values)
    found.append(headline("north_before_china_pct", "Weights that put the North before China", 100 * north / len(made.space), "per cent", 0))
    found.append(headline("weight_samples_used", "Weights drawn", len(made.space), "draws", 0))
    for capital in CAPITALS:
        tops = chapter.tops_under_drawn_scores(made, capital)
        ahead = sum(chapter.north_lead(values) > 0 for values in made.drawn_values[capital])
        found += [
            headline(f"{capital}_top_kept_pct", f"Drawn scores under which {_NAMES[capital]} first option stays first", tops[made.top(capital)], "per cent", 0),
            headline(f"{capital}_north_first_drawn_pct", f"Drawn scores under which {_NAMES[capital]} weights put the North before China", 100 * ahead / len(made.drawn_scores), "per cent", 0),
        ]
    return found


def _turns(values: Values, data: Data, made: Reckoning) -> Records:
    """Return the turning points that exist; a top that never changes has none."""
    near, far = CRITERIA.index("threat_now"), CRITERIA.index("threat_later")
    found: Records = []
    for capital in CAPITALS:
        for source, target, name in ((near, far, "now_to_later"), (far, near, "later_to_now")):
            turn = flips.weight_to_move(made.scores, made.weights[capital], source, target)
            if turn:
                words = "the threat now to that in ten years" if source == near else "the threat in ten years to that now"
                found.append(headline(f"flip_{capital}_{name}", f"Weight moved from {words} that changes {_NAMES[capital]} first option", turn[0], "of all weight", 2))
        smallest = chapter.moves(made, capital)
        if smallest:
            found.append(headline(f"flip_{capital}_smallest", f"Smallest move of weight between two criteria that changes {_NAMES[capital]} first option", smallest[0]["moved"], "of all weight", 2))
    blend = flips.first_turn(made.scores, made.weights["washington"], made.weights["seoul"])
    if blend:
        found.append(headline("flip_blend_pct", "Part of the way from Washington's weights to Seoul's at which the first option changes", 100 * blend[0], "per cent", 0))
    moved = flip_point(lambda share: _north_lead_if(values, data, share), 0.0, 1.0)
    if moved is not None:
        found.append(headline("flip_threat_moved_pct", "Part of the North's answers that would have to go to China for Seoul's weights to put China first", 100 * moved, "per cent", 0))
    return found


def _north_lead_if(values: Mapping[str, Any], data: Data, moved_share: float) -> float:
    """Return Seoul's lead of the North over China, in points, if `moved_share` of the North's answers went to China."""
    scores = score_matrix(judgements(values), **chapter.given_points({**values, "threat_moved_share": moved_share}, data))
    return chapter.north_lead(weighted(scores, weights_of(values, "seoul")))
