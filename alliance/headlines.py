"""Headline results of the book: each chapter's own, from checked parameters and the tables its model names."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import lru_cache
from types import ModuleType
from typing import Any

from alliance import tables
from alliance.parameters import load_declarations


def model(stem: str) -> ModuleType:
    """Return the model module of a chapter. It offers `TABLES`, the tables it reads, and `headlines`."""
    return importlib.import_module(f"alliance.models.{stem}")


def data_of(stem: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table a chapter's model reads, by table name."""
    return {name: tables.rows(name) for name in model(stem).TABLES}


def compute(stem: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a chapter's headline records for values of (at least) its parameters; the same values and tables are not reckoned twice."""
    taken = tuple((name, values[name]) for name in load_declarations().of(stem))
    return [dict(record) for record in _reckoned(stem, taken, tuple(tables.table_hash(name) for name in model(stem).TABLES))]


# A book is checked, compared and published in one process, each for every scenario; most scenarios leave most chapters as they are.
@lru_cache(maxsize=512)
def _reckoned(stem: str, taken: tuple[tuple[str, Any], ...], content: tuple[str, ...]) -> list[dict[str, Any]]:
    return model(stem).headlines(dict(taken), data_of(stem))


def compare(stem: str, values: Mapping[str, Any], baseline: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """Return a chapter's headlines with stem, baseline and difference beside each value.

    `baseline` is what the declared values and the book's own tables give; without it, the tables of this run are used.
    """
    before = {record["name"]: record["value"] for record in baseline or compute(stem, load_declarations().defaults())}
    return [
        {
            "stem": stem,
            **record,
            "baseline": before.get(record["name"]),
            "difference": record["value"] - before[record["name"]] if record["name"] in before else None,
        }
        for record in compute(stem, values)
    ]
