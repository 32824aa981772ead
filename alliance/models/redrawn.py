"""What a figure is drawn from: rows and title that follow from the model alone, so that a reader's browser can draw it anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def redrawn(title: str, rows: Iterable[Mapping[str, Any]], *lists: Any) -> dict[str, Any]:
    """Return title, rows and lists of one figure; `lists` are the parts of its specification that follow from the rows, such as the order of an axis."""
    return {"title": title, "rows": [rounded(row) for row in rows], "lists": [rounded(item) for item in lists]}


def rounded(value: Any) -> Any:
    """Return a value with every float in it rounded to nine significant digits; not-a-number becomes None."""
    if isinstance(value, bool) or value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, Mapping):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(item) for item in value]
    number = float(f"{float(value):.9g}")
    if number != number:
        return None
    if number in (float("inf"), float("-inf")):
        raise ValueError("an infinite value cannot be drawn")
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
