"""Which assumption drives a result: one at a time over its plausible range, and where a conclusion turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def tornado(
    result: Callable[[dict[str, Any]], float], values: Mapping[str, Any], ranges: Mapping[str, tuple[Any, Any]]
) -> list[dict[str, Any]]:
    """Return one row a parameter: the result at the low and at the high end of its range, all else as given.

    Rows hold name, low, high (the ends), result_low, result_high, swing (the distance between the two results, in
    the result's unit), widest first. Parameters whose range does not move the result stay in, with a swing of zero.
    """
    rows = []
    for name, (low, high) in ranges.items():
        at_low, at_high = result({**values, name: low}), result({**values, name: high})
        rows.append(
            {"name": name, "low": low, "high": high, "result_low": at_low, "result_high": at_high, "swing": abs(at_high - at_low)}
        )
    return sorted(rows, key=lambda row: (-row["swing"], row["name"]))


def flip_point(difference: Callable[[float], float], low: float, high: float, *, steps: int = 80) -> float | None:
    """Return where a difference changes sign between low and high, by bisection; None where it does not.

    The difference should be monotone in between; with several changes of sign one of them is returned.
    """
    at_low, at_high = difference(low), difference(high)
    if at_low == 0:
        return low
    if at_high == 0:
        return high
    if (at_low < 0) == (at_high < 0):
        return None
    for _ in range(steps):
        middle = (low + high) / 2
        at_middle = difference(middle)
        if at_middle == 0:
            return middle
        if (at_middle < 0) == (at_low < 0):
            low = middle
        else:
            high = middle
    return (low + high) / 2
