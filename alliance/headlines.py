"""Headline results of the book: each chapter's own, from checked parameters and the tables its model names.

They are kept by all that they are reckoned from: the checks, the pages and the comparisons ask for those of every
scenario again and again, in processes of their own.
"""

from __future__ import annotations

import hashlib
import importlib
import sys
from collections.abc import Mapping
from functools import lru_cache
from types import ModuleType
from typing import Any

from alliance import paths, tables
from alliance.parameters import load_declarations
from alliance.textfile import kept_json


def model(stem: str) -> ModuleType:
    """Return the model module of a chapter. It offers `TABLES`, the tables it reads, and `headlines`."""
    return importlib.import_module(f"alliance.models.{stem}")


def data_of(stem: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table a chapter's model reads, by table name."""
    return {name: tables.rows(name) for name in model(stem).TABLES}


def compute(stem: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a chapter's headline records for values of (at least) its parameters."""
    taken = tuple((name, values[name]) for name in load_declarations().of(stem))
    content = tuple(tables.table_hash(name) for name in model(stem).TABLES)
    return [dict(record) for record in _computed(stem, taken, content)]


@lru_cache(maxsize=512)
def _computed(stem: str, taken: tuple[tuple[str, Any], ...], content: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the records for values of parameters and tables whose content has these hashes."""
    return kept_json("headlines", [stem, taken, content, models_hash()], lambda: model(stem).headlines(dict(taken), data_of(stem)))


@lru_cache
def models_hash() -> str:
    """Return a hash of the models' code and of the interpreter that runs it."""
    content = hashlib.sha256(sys.version.encode())
    for path in sorted((paths.ROOT / "alliance" / "models").rglob("*.py")):
        content.update(path.relative_to(paths.ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return content.hexdigest()


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
