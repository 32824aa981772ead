"""What drives a result, and where it turns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.sensitivity import flip_point, tornado


def test_tornado_by_hand():
    """Catch a swing that is not the distance between the ends, or a wrong order of the bars."""
    rows = tornado(lambda v: 2 * v["a"] - 10 * v["b"] + 0 * v["c"], {"a": 1, "b": 1, "c": 1}, {"a": (0, 3), "b": (0, 2), "c": (0, 9)})
    assert [(row["name"], row["result_low"], row["result_high"], row["swing"]) for row in rows] == [
        ("b", 2 * 1 - 10 * 0, 2 * 1 - 10 * 2, 10 * 2),
        ("a", 2 * 0 - 10 * 1, 2 * 3 - 10 * 1, 2 * 3),
        ("c", -8, -8, 0),
    ]


def test_tornado_moves_one_at_a_time():
    """Catch a run in which more than one assumption is away from its value, and values that are changed in place."""
    seen, values = [], {"a": 1, "b": 2}
    tornado(lambda v: seen.append(dict(v)) or 0.0, values, {"a": (0, 5), "b": (0, 5)})
    assert all(sum(run[name] != values[name] for name in values) == 1 for run in seen)
    assert len(seen) == 4 and values == {"a": 1, "b": 2}


def test_tornado_of_the_chapter(declarations, defaults, data):
    """Catch a range that breaks the model, and an exchange rate that would not move a dollar amount."""
    from alliance.models import cost_sharing as model

    def result(values):
        return next(row["value"] for row in model.headlines(values, data) if row["name"] == "horizon_usd_bn")

    ranges = declarations.ranges("cost_sharing")
    rows = {row["name"]: row for row in tornado(result, defaults, ranges)}
    assert set(rows) == set(ranges) and not {"labour_share", "base_year"} & set(ranges)
    assert rows["krw_per_usd"]["result_low"] > result(defaults) > rows["krw_per_usd"]["result_high"]
    assert rows["labour_local_share"]["swing"] == 0


@given(st.floats(-99, 99), st.sampled_from([1, -1]))
def test_flip_point_is_found(root, sign):
    """Catch a turning point that is missed, for rising and for falling differences."""
    assert flip_point(lambda x: sign * (x - root) ** 3, -100, 100) == pytest.approx(root, abs=1e-6)


@pytest.mark.parametrize(
    ("difference", "expected"), [(lambda x: x + 3, None), (lambda x: -1, None), (lambda x: x, 0), (lambda x: x - 2, 2)]
)
def test_flip_point_at_the_ends_and_nowhere(difference, expected):
    """Catch a turning point that is invented where the sign never changes, or lost at an end."""
    assert flip_point(difference, 0, 2) == expected
