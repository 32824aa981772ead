"""A path is a value by year, written as one line of text: `2026=2.1 2027=2.0`, or `2.0` for every year.

It stands here, and not with the other parameter types, because models must be able to read one on their own.
"""

from __future__ import annotations

import re
from functools import lru_cache

NUMBER = re.compile(r"[+-]?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


def read_path(text: str) -> float | dict[int, float]:
    """Return the flat value, or {year: value}, in the path's own unit.

    Raises ValueError for a doubled year, a missing year between the first and the last, and anything else
    that is not a path.
    """
    path = _read(str(text))
    return path if isinstance(path, float) else dict(path)


# A model asks for the same path year after year, and turning points are searched for along it.
@lru_cache(maxsize=4096)
def _read(text: str) -> float | dict[int, float]:
    items = text.split()
    if len(items) == 1 and NUMBER.fullmatch(items[0]):
        return float(items[0])
    values: dict[int, float] = {}
    for item in items:
        year, equals, value = item.partition("=")
        if not (equals and re.fullmatch(r"[12][0-9]{3}", year) and NUMBER.fullmatch(value)):
            raise ValueError(f"'{item}' is not YEAR=VALUE (write a path as '2026=2.1 2027=2.0', or one number for every year)")
        if int(year) in values:
            raise ValueError(f"the year {year} is given twice")
        values[int(year)] = float(value)
    if not values:
        raise ValueError("is empty (write a path as '2026=2.1 2027=2.0', or one number for every year)")
    missing = [str(year) for year in range(min(values), max(values)) if year not in values]
    if missing:
        raise ValueError(f"the path has no value for {', '.join(missing)}")
    return values


def path_value(text: str, year: int) -> float:
    """Return the value of a path in one year. Raises ValueError where the path does not reach that year."""
    path = _read(str(text))
    if isinstance(path, float):
        return path
    if year not in path:
        raise ValueError(f"the path names {min(path)} to {max(path)}, not {year}")
    return path[year]
