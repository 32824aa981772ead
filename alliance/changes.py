"""How a change of a headline is said and how large it is, the same on a page, on a terminal and in a report."""

from __future__ import annotations

from alliance.models.headline import format_number, format_value

#: The unit of a difference where it is not that of the values.
_DIFFERENCES = {"per cent": "percentage points", "year": "years", "rank": "places"}

#: Units whose values have no zero that a share could be taken of.
_NO_SHARE = ("date", "year", "rank")

#: What a month of a date and a place in an order count as, in per cent of a value, where results are put in one order.
_MONTH, _PLACE = 1, 10

#: That order, in words for a reader.
ORDER = (
    "Results whose sign turns stand first, then those that come or go, then the others by their change in per cent of the published value. "
    f"A date counts {_MONTH} per cent for each month, a rank {_PLACE} per cent for each place."
)


def value_text(value: float | None, decimals: int, unit: str) -> str:
    """Return a headline's value as the book prints it, `none` where there is none."""
    return "none" if value is None else format_value(value, decimals, unit)


def difference_text(before: float | None, after: float | None, decimals: int, unit: str) -> str:
    """Return after less before with its sign and unit: `+0.3 percentage points`, `+14 months` of a date, `none` where one is missing."""
    if before is None or after is None:
        return "none"
    if unit == "date":
        before, after, decimals, unit = *(round(value * 12) for value in (before, after)), 0, "months"
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


def moves(before: float | None, after: float | None, decimals: int, unit: str) -> bool:
    """Return whether a value is printed otherwise than before."""
    return value_text(before, decimals, unit) != value_text(after, decimals, unit)


def order(before: float | None, after: float | None, decimals: int, unit: str) -> tuple[int, float]:
    """Return the key by which changes are sorted, what tells most first; `ORDER` says it in words."""
    if before is None or after is None:
        return 2 if before == after else 1, 0.0
    turns = unit not in _NO_SHARE and round(before, decimals) * round(after, decimals) < 0
    return 0 if turns else 2, -size(before, after, unit)


def size(before: float | None, after: float | None, unit: str = "") -> float:
    """Return by how much a value moved, for sorting: a share of where it was, of a date by months, of a rank by places; endless for what came, went, or left zero."""
    if before == after:
        return 0.0
    if before is None or after is None:
        return float("inf")
    if unit in ("date", "year"):
        return abs(after - before) * 12 * _MONTH / 100
    if unit == "rank":
        return abs(after - before) * _PLACE / 100
    return abs((after - before) / before) if before else float("inf")
