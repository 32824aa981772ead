"""What of a source stands in the book's tables: in which table, how many rows, which years, which columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from alliance import tables
from alliance.site.downloads import counted

#: Columns that say when, in the order in which they are asked.
_WHEN = ("year", "date", "period", "signed", "start", "since")


# Many sources share a table; the tables do not change while a site is built.
_rows = lru_cache(tables.rows)


def coverage(key: str, name: str) -> str:
    """Return what of a source stands in a table that names it, in words: rows, years and measures."""
    card = tables.sidecar(name)
    every = _rows(name)
    # A ledger of claims has one source for the whole of it.
    rows = [row for row in every if key in row["source"].split(";")] if "source" in every[0] else every
    if not rows:
        return "named for comparison"
    measures = [field.name for field in card.fields if field.unit and any(row[field.name] is not None for row in rows)]
    told = ", ".join(part for part in (counted(len(rows)), _years(rows)) if part)
    return f"{told}: {', '.join(measures)}" if measures else told


def _years(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the first and last year of rows, as far as a column says it."""
    rows = list(rows)
    column = next((name for name in rows[0] for word in _WHEN if name == word or name.startswith(f"{word}_")), "")
    years = sorted({str(row[column])[:4] for row in rows if row.get(column) and str(row[column])[:4].isdigit()}) if column else []
    return " to ".join(dict.fromkeys([years[0], years[-1]])) if years else ""
