"""Kept notebook runs. A run is used again exactly when nothing that it could have read has changed.

The key of a run has parts: the notebook's code cells, the modules they can reach, the tables the model reads, the
declarations and values of its parameters, and the locked environment. Prose is no part of it: outputs are kept apart
and put into the notebook as it is now.
"""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat

from alliance import paths, sensitivity, tables
from alliance.claims import STEM as CLAIMS_STEM
from alliance.claims import tables_of
from alliance.parameters import load_declarations
from alliance.parameters.values import rule_names
from alliance.record import lock_hash
from alliance.sources import load_sources
from alliance.textfile import kept_json, write_aside

_RUNS = paths.CACHE / "runs"
_LAST = paths.CACHE / "last"


def key_parts(stem: str, notebook: nbformat.NotebookNode, values: Mapping[str, Any]) -> dict[str, str]:
    """Return what a run depends on, by name, each as a hash: `tables/gdp`, `module alliance.tables`, `parameter cap_pct` and so on."""
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    parts = {"code cells": _hash("\0".join(code)), "environment": _hash(lock_hash() + sys.version)}
    for name in reachable_modules(code):
        parts[f"module {name}"] = _hash(_module_file(name).read_bytes())
    for name in tables_of(stem):
        parts[f"table {name}"] = tables.table_hash(name)
    declarations = load_declarations()
    # Chapters show their claims as the claims' own chapter reads them when nothing is changed.
    parts["how claims are read"] = _hash(repr(declarations.defaults(CLAIMS_STEM)))
    if any("notebook.sensitivity" in source for source in code):
        parts["kept sensitivity"] = _hash(json.dumps([sensitivity.rows_of(stem), sensitivity.rows_of(stem, sensitivity.INDICES)]))
    for name, item in declarations.of(stem).items():
        source = load_sources()[item.source.key].short if item.source else ""
        parts[f"parameter {name}"] = _hash(item.model_dump_json() + source + repr(values[name]))
    rules = [rule for rule in declarations.rules if set(rule_names(rule, declarations)) <= set(declarations.of(stem))]
    parts["rules between parameters"] = _hash(json.dumps(rules, sort_keys=True))
    return parts


def reachable_modules(sources: Iterable[str]) -> list[str]:
    """Return the names of the package's modules that code can reach by import statements, in alphabetical order."""
    found: set[str] = set()
    waiting = [name for source in sources for name in _imports(source)]
    while waiting:
        name = waiting.pop()
        if name in found or not (file := _module_file(name)):
            continue
        found.add(name)
        source = file.read_text(encoding="utf-8")
        known = _package_imports().get(_hash(source))
        waiting += [*(_imports(source) if known is None else known), name.rpartition(".")[0]]
    return sorted(found)


@lru_cache
def _package_imports() -> dict[str, list[str]]:
    """Return what each module of the package imports of it, by the hash of its code; kept, for parsing all of them takes longer than a short run."""
    sources = [path.read_text(encoding="utf-8") for path in sorted((paths.ROOT / "alliance").rglob("*.py"))]
    return kept_json("imports", [sources, sys.version], lambda: {_hash(source): _imports(source) for source in sources})


@lru_cache(maxsize=1024)
def _imports(source: str) -> tuple[str, ...]:
    """Return the package's names in the import statements of code."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return tuple(name for name in names if name.partition(".")[0] == "alliance")


def _module_file(name: str) -> Path | None:
    base = paths.ROOT.joinpath(*name.split("."))
    for file in (base.with_suffix(".py"), base / "__init__.py"):
        if file.is_file():
            return file
    return None


def reasons(stem: str, run: str, parts: Mapping[str, str]) -> list[str]:
    """Return why a notebook must run: the parts that differ from its last run under this name; [] where a run is kept."""
    if _path(stem, parts).exists():
        return []
    last = _LAST / run / f"{stem}.json"
    if not last.exists():
        return ["no run is kept"]
    before = json.loads(last.read_text(encoding="utf-8"))
    changed = [name for name, value in parts.items() if before.get(name) != value]
    gone = [name for name in before if name not in parts]
    return [f"{name} changed" for name in changed] + [f"{name} is gone" for name in gone] or ["the kept run is gone"]


def kept(stem: str, parts: Mapping[str, str]) -> nbformat.NotebookNode | None:
    """Return the executed notebook kept under a key, or None. A kept file that cannot be read counts as none."""
    try:
        return nbformat.read(_path(stem, parts), as_version=4)
    except (OSError, nbformat.reader.NotJSONError, nbformat.ValidationError):
        return None


def keep(stem: str, run: str, parts: Mapping[str, str], executed: nbformat.NotebookNode) -> None:
    """Keep an executed notebook under its key and remember the parts as the last run's of this name."""
    write_aside(_path(stem, parts), in_one_line(executed))
    remember(stem, run, parts)


def in_one_line(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook as text for programs; nbformat's own, with a line for each of a figure's numbers, takes ten times as long to write."""
    return json.dumps(notebook, ensure_ascii=False, sort_keys=True)


def remember(stem: str, run: str, parts: Mapping[str, str]) -> None:
    """Remember the parts as the last run's of this name, for `reasons`."""
    write_aside(_LAST / run / f"{stem}.json", json.dumps(parts, indent=1, sort_keys=True))


def _path(stem: str, parts: Mapping[str, str]) -> Path:
    return _RUNS / f"{stem}-{_hash(json.dumps(parts, sort_keys=True))[:20]}.ipynb"


def _hash(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
