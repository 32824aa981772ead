"""How a change of a headline is said and how large it is, the same on a page, on a terminal and in a report."""

from __future__ import annotations

from alliance.models.headline import format_number, format_value

#: The unit of a difference where it is not that of the values.
_DIFFERENCES = {"per cent": "percentage points", "date": "years", "year": "years", "rank": "places"}

#: Units whose values have no zero that a share could be taken of.
_NO_SHARE = ("date", "year", "rank")


def value_text(value: float | None, decimals: int, unit: str) -> str:
    """Return a headline's value as the book prints it, `none` where there is none."""
    return "none" if value is None else format_value(value, decimals, unit)


def difference_text(before: float | None, after: float | None, decimals: int, unit: str) -> str:
    """Return after less before with its sign and unit: `+0.3 percentage points`, `0.0 years`, `none` where one is missing."""
    if before is None or after is None:
        return "none"
    text = format_value(after - before, decimals, _DIFFERENCES.get(unit, unit))
    return f"+{text}" if round(after - before, decimals) > 0 else text


def per_cent(before: float | None, after: float | None, unit: str) -> float | None:
    """Return the change in per cent of the value before; None where there is no such thing: no value, zero, a date, a rank."""
    if before is None or after is None or before == 0 or unit in _NO_SHARE:
        return None
    return (after - before) / abs(before) * 100


def per_cent_text(before: float | None, after: float | None, unit: str) -> str:
    """Return `per_cent` in words, such as `+11.2 %`; nothing where there is none."""
    change = per_cent(before, after, unit)
    if change is None:
        return ""
    text = format_number(change, 1)
    return f"+{text} %" if round(change, 1) > 0 else f"{text} %"


def size(before: float | None, after: float | None) -> float:
    """Return by how much a value moved relative to where it was, for sorting; endless for what came, went, or left zero."""
    if before == after:
        return 0.0
    if before is None or after is None or before == 0:
        return float("inf")
    return abs((after - before) / before)
