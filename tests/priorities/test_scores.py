"""Scores: threats from the poll, attention from the documents, both on a scale whose best is 10."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.priorities import scores
from alliance.models.priorities.options import OPTIONS, judgements, weights_of

REACH = {
    "reach_north": dict(zip(OPTIONS, (1.0, 0.5, 0.0, 0.0, 0.5, 0.0), strict=True)),
    "reach_china": dict(zip(OPTIONS, (0.0, 0.0, 1.0, 0.5, 0.5, 0.5), strict=True)),
    "stake": dict.fromkeys(OPTIONS, 5.0),
    "safety": dict.fromkeys(OPTIONS, 2.0),
}
POLL = [
    {"question": question, "answer": answer, "share_pct": share}
    for question, answer, share in (
        ("biggest_threat_now", "North Korea", 40.0),
        ("biggest_threat_now", "China", 20.0),
        ("biggest_threat_in_ten_years", "North Korea", 10.0),
        ("biggest_threat_in_ten_years", "China", 50.0),
    )
]


def test_points_by_hand():
    """Catch a scale that does not put the largest at 10 and keep proportions."""
    assert scores.to_points([1, 2, 4]) == (2.5, 5.0, 10.0)
    assert scores.to_points([0, 0]) == (0.0, 0.0)
    with pytest.raises(ValueError, match="below zero"):
        scores.to_points([1, -1])


def test_threat_by_hand():
    """Catch a threat score that is not reach times answers: 40, 20, 20, 10, 30, 10 of 40."""
    assert scores.threat_points(40, 20, REACH) == (10.0, 5.0, 5.0, 2.5, 7.5, 2.5)


def test_answers_that_move():
    """Catch answers that are lost or doubled when they move from the North to China."""
    assert scores.threat_shares(POLL, "threat_now", 0.0) == (40, 20)
    assert scores.threat_shares(POLL, "threat_now", 0.25) == (30, 30)
    assert scores.threat_shares(POLL, "threat_later", 0.0) == (10, 50)


def counts(**themes: int) -> list[dict]:
    base = dict.fromkeys(("north_korea", "china", "deterrence", "talks", "technology", "japan", "quad"), 0)
    return [{"document": "a", "theme": theme, "occurrence_count": count, "words": 1000} for theme, count in {**base, **themes}.items()]


def test_attention_by_hand():
    """Catch the naming of the North that is not divided as the words of deterrence and talks are: 8 in the ratio 3 to 1."""
    rows = counts(north_korea=8, deterrence=3, talks=1, china=12, technology=6, japan=3)
    assert scores.attention_points(rows) == (5.0, pytest.approx(10 * 2 / 12), 10.0, 5.0, 2.5, 0.0)
    assert scores.attention_points(counts(north_korea=8, china=4))[:2] == (10.0, 10.0)


def test_every_document_counts_the_same():
    """Catch a long document that outweighs a short one."""
    rows = [{"theme": "china", "occurrence_count": 10, "words": 1000}, {"theme": "china", "occurrence_count": 2, "words": 100}]
    assert scores.per_thousand(rows) == {"china": 15.0}


def test_matrix_by_hand():
    """Catch criteria in another order than the weights, or options mixed up."""
    matrix = scores.score_matrix(REACH, now=(40, 20), later=(10, 50), attention=(1, 2, 3, 4, 5, 6))
    assert matrix[0] == (10.0, 2.0, 1, 5.0, 2.0)
    assert matrix[2] == (5.0, 10.0, 3, 5.0, 2.0)
    assert len(matrix) == len(OPTIONS)


@given(north=st.floats(0, 100), china=st.floats(0, 100))
def test_points_stay_on_their_scale(north, china):
    """Catch a score below 0 or above 10."""
    assert all(0 <= point <= 10 for point in scores.threat_points(north, china, REACH))


@given(north=st.floats(1, 99), moved=st.floats(0, 1))
def test_more_who_fear_china_never_help_the_north(north, moved):
    """Catch a sign turned round: answers that move to China must not raise deterring above competing."""
    before, after = scores.threat_points(north, 100 - north, REACH), scores.threat_points(north * (1 - moved), 100 - north * (1 - moved), REACH)
    assert after[0] - after[2] <= before[0] - before[2] + 1e-9


def test_the_published_poll(data):
    """Catch a poll copied wrongly: 46 and 33 per cent now, 22 and 56 in ten years, as printed in February 2022."""
    assert scores.threat_shares(data["public_opinion"], "threat_now", 0.0) == (46, 33)
    assert scores.threat_shares(data["public_opinion"], "threat_later", 0.0) == (22, 56)


def test_judgements_and_weights(defaults):
    """Catch a judged input taken from another option's parameter, and a capital that does not exist."""
    judged = judgements(defaults)
    assert judged["stake"]["quad"] == defaults["stake_quad_points"] and judged["reach_china"]["talk_north"] == defaults["reach_china_talk_north_share"]
    assert weights_of(defaults, "seoul")[0] == defaults["weight_seoul_threat_now"]
    with pytest.raises(ValueError, match="'tokyo' is not a capital"):
        weights_of(defaults, "tokyo")
