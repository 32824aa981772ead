"""A value read is replaced by others, and the figure found is looked at again: shared by the tests of all checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from alliance.models.claims.check import Check


def others(value: Any) -> Iterator[Any]:
    """Yield values that are not the one read: nearer and farther ones, since an order may take a large step to turn."""
    if isinstance(value, str):
        yield from (f"{int(value[:4]) + 40}{value[4:]}", f"{int(value[:4]) - 40}{value[4:]}") if value[:4].isdigit() else ()
        yield from (other for other in ("no", "yes", "silent", "something else") if other != value)
    else:
        steps = (value * 1.5 + 1, value / 2 - 1, value * 1000 + 1000, -value - 1000)
        yield from (type(value)(step) for step in steps)


def figures(item: Check, given: dict[str, Any], data: dict[str, Any]) -> Any:
    """Return what a check finds, or that it refuses the values: either is a change."""
    try:
        return item.run(given, data)[0]
    except (LookupError, ValueError, ZeroDivisionError) as error:
        return type(error)


def disturbed(key: tuple, value: Any, given: dict[str, Any], data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return parameters and data with one value read replaced."""
    if key[0] == "":
        return {**given, key[1]: value}, data
    name, number, column = key
    rows = list(data[name])
    rows[number] = {**rows[number], column: value}
    return given, {**data, name: rows}


def idle(item: Check, given: dict[str, Any], data: dict[str, Any]) -> list[tuple]:
    """Return the values that a check reads and that do not move its figure."""
    before, reader = item.run(given, data)
    return [key for key, value in reader.reads.items() if all(figures(item, *disturbed(key, other, given, data)) == before for other in others(value))]
