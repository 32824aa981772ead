"""The sensitivity that the book keeps: how far each headline moves when every assumption is drawn at once, and what moves it.

`tests/expected/sensitivity.csv` holds it, one row a headline; `sensitivity.json` beside it says from which plan, tables,
parameters and code. `alliance check` compares them with what is there now and `alliance check --update` makes them anew.
"""

from __future__ import annotations

import csv
from functools import lru_cache

from alliance import paths
from alliance.errors import Problem, Refusal

TABLE = paths.EXPECTED / "sensitivity.csv"
PLANS = paths.EXPECTED / "sensitivity.json"

#: How many of the parameters that move a headline most are kept.
DRIVERS = 3

#: Values stand in the headline's unit. `swing` is the distance between a headline at both ends of one parameter's range,
#: `total` the parameter's total Sobol index, `turns_along` the parameters and values at which the headline changes sign.
COLUMNS = (
    "stem",
    "headline",
    "label",
    "unit",
    "base",
    "runs",
    "min",
    "p05",
    "median",
    "p95",
    "max",
    *(f"{part}_{place}" for place in range(1, DRIVERS + 1) for part in ("driver", "swing", "total")),
    "first_order_sum",
    "turns_along",
)


def kept(stem: str) -> list[dict[str, str]]:
    """Return the kept rows of a chapter as text, by the columns above. Raises Refusal where there are none."""
    rows = rows_of(stem)
    if not rows:
        raise Refusal([Problem(paths.shown(TABLE), f"no sensitivity of {stem} is kept; run 'alliance check --update'")])
    return rows


def rows_of(stem: str) -> list[dict[str, str]]:
    """Return the kept rows of a chapter, [] where there are none."""
    return [dict(row) for row in _read(TABLE.stat().st_mtime_ns if TABLE.exists() else 0) if row["stem"] == stem]


@lru_cache(maxsize=2)
def _read(changed: int) -> list[dict[str, str]]:
    if not changed:
        return []
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
