"""The sensitivity that the book keeps: how far each headline moves when every assumption is drawn at once, and what moves it.

`tests/expected/sensitivity.csv` holds it, one row a headline, `sobol.csv` beside it the Sobol indices, one row a headline and
parameter; `sensitivity.json` says from which plan, tables, parameters and code. `alliance check` compares them with what is there
now and `alliance check --update` makes them anew.
"""

from __future__ import annotations

import csv
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from alliance import paths
from alliance.errors import Problem, Refusal

TABLE = paths.EXPECTED / "sensitivity.csv"
INDICES = paths.EXPECTED / "sobol.csv"
PLANS = paths.EXPECTED / "sensitivity.json"

#: How many of the parameters that move a headline most are kept.
DRIVERS = 3

#: Values stand in the headline's unit. `swing` is the distance between a headline at both ends of one parameter's range,
#: `first_order_sum` the sum of all first-order Sobol indices, `turns_along` the parameters and values at which the headline changes sign.
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
    *(f"{part}_{place}" for place in range(1, DRIVERS + 1) for part in ("driver", "swing")),
    "first_order_sum",
    "turns_along",
)

#: Sobol indices, shares of the variance, with half-widths of their 95 per cent intervals; the largest total first.
INDEX_COLUMNS = ("stem", "headline", "parameter", "first_order", "first_order_conf", "total", "total_conf")


def kept(stem: str) -> list[dict[str, str]]:
    """Return the kept rows of a chapter as text, by the columns above. Raises Refusal where there are none."""
    rows = rows_of(stem)
    if not rows:
        raise Refusal([Problem(paths.shown(TABLE), f"no sensitivity of {stem} is kept; run 'alliance check --update'")])
    return rows


def rows_of(stem: str, table: Path | None = None) -> list[dict[str, str]]:
    """Return a chapter's rows of the kept table, or of the indices, [] where there are none."""
    path = table or TABLE
    return [dict(row) for row in _read(path, path.stat().st_mtime_ns if path.exists() else 0) if row["stem"] == stem]


def plan_of(stem: str) -> dict[str, Any]:
    """Return the plan of the sweep behind a chapter's indices: draws and seed. Raises Refusal where none is kept."""
    kept(stem)
    plan = json.loads(PLANS.read_text(encoding="utf-8"))[stem]["plan"]
    return plan.get("indices", plan)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> list[dict[str, str]]:
    if not changed:
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
