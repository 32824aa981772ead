"""Uncertain durations: triangular between a low and a high value with a most likely one, in months."""

from __future__ import annotations

import math

Range = tuple[float, float, float]


def check_range(name: str, given: Range) -> None:
    """Raise ValueError where a duration is below zero or its low, mode and high are not in order."""
    low, mode, high = given
    if low < 0:
        raise ValueError(f"{name}: a duration of {low} months is below zero")
    if not low <= mode <= high:
        raise ValueError(f"{name}: low {low}, mode {mode} and high {high} must not fall")


def triangular(share: float, given: Range) -> float:
    """Return the duration below which `share` of the triangular distribution lies, in months.

    With c = (mode - low) / (high - low):  low + sqrt(u (high - low)(mode - low)) for u <= c, else
    high - sqrt((1 - u)(high - low)(high - mode)). One value where low and high are the same.
    """
    low, mode, high = given
    width = high - low
    if width == 0:
        return float(low)
    if share * width <= mode - low:
        return low + math.sqrt(share * width * (mode - low))
    return high - math.sqrt((1 - share) * width * (high - mode))


def mean(given: Range) -> float:
    """Return the mean of the triangular distribution, (low + mode + high) / 3, in months."""
    return math.fsum(given) / 3
