"""The sensitivity that the book keeps, made by a sweep of each chapter; stale when its tables, parameters or code changed."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import io
import json
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alliance import paths
from alliance.cache import reachable_modules
from alliance.errors import Problem
from alliance.headlines import model
from alliance.parameters import load_declarations
from alliance.sensitivity import COLUMNS, DRIVERS, INDEX_COLUMNS, INDICES, PLANS, TABLE
from alliance.sweep import command
from alliance.sweep.plan import SEED, make_plan
from alliance.tables import table_hash
from alliance.textfile import write_aside

#: Draws of a chapter: the design for Sobol indices has draws x (parameters + 2) runs. Plain draws, and few of them, where
#: one run takes a tenth of a second or more: priorities draws weights itself, and claims judges every claim.
_DRAWS: dict[str, dict[str, Any]] = {
    "priorities": {"draws": 60},
    "claims": {"draws": 40},
    "opcon_transfer": {"draws": 128, "sensitivity": True},
    "trade_links": {"draws": 128, "sensitivity": True},
}
_USUAL = {"draws": 256, "sensitivity": True}

#: A second sweep, for indices alone, of a chapter whose runs are quick without its own draws. Only headlines that are the same
#: without them have an index from it.
_INDICES: dict[str, dict[str, Any]] = {"priorities": {"draws": 128, "sensitivity": True, "settings": ["weight_samples=100"]}}

#: The least total index that is kept: below it is the noise of the estimate.
_LEAST = 0.01

#: What the numbers depend on beside the model and the plan.
_METHOD = ("alliance.sweep.space", "alliance.sweep.design", "alliance.sweep.analysis")

#: Significant digits: more would move with every last digit of a table.
_DIGITS = 6


def made_from(stem: str) -> dict[str, Any]:
    """Return what a chapter's kept sensitivity depends on: its plan, and hashes of tables, parameters, rules and code by name."""
    declarations = load_declarations()
    code = reachable_modules([f"import alliance.models.{stem}"])
    return {
        "plan": {**_plan(stem), "seed": SEED, **({"indices": {**_INDICES[stem], "seed": SEED}} if stem in _INDICES else {})},
        "tables": {name: table_hash(name)[:12] for name in sorted(model(stem).TABLES)},
        "parameters": {name: _hash(repr((item.type, item.value, item.plausible, item.choices))) for name, item in declarations.of(stem).items()},
        "rules between parameters": _hash(json.dumps(declarations.rules, sort_keys=True)),
        "model": _hash(*(_source(name) for name in code)),
        "method": _hash(version("SALib"), *(_source(name) for name in _METHOD)),
    }


def _plan(stem: str) -> dict[str, Any]:
    return _DRAWS.get(stem, _USUAL)


def _source(module: str) -> bytes:
    return Path(importlib.util.find_spec(module).origin).read_bytes()


def _hash(*parts: str | bytes) -> str:
    content = hashlib.sha256()
    for part in parts:
        content.update(part.encode() if isinstance(part, str) else part)
        content.update(b"\0")
    return content.hexdigest()[:12]


def stale() -> list[Problem]:
    """Return the chapters whose kept sensitivity is not of the tables, parameters and code that are there now, and what changed."""
    plans = _plans()
    stems = load_declarations().stems
    where = paths.shown(TABLE)
    problems = [Problem(where, f"holds {stem}, which is no chapter; run 'alliance check --update'") for stem in plans if stem not in stems]
    for stem in stems:
        changed = _changes(plans.get(stem, {}), made_from(stem))
        if changed:
            told = ", ".join(changed[:4]) + (f" and {len(changed) - 4} more" if len(changed) > 4 else "")
            problems.append(Problem(where, f"the sensitivity of {stem} is stale: {told}; run 'alliance check --update'"))
    return problems


def _changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return the names of what changed: the parts, and for tables and parameters each one."""
    if not before:
        return ["none is kept"]
    found = []
    for part, value in now.items():
        old = before.get(part)
        if part in ("tables", "parameters") and isinstance(old, Mapping):
            found += [f"{part.removesuffix('s')} {name}" for name in dict.fromkeys([*value, *old]) if old.get(name) != value.get(name)]
        elif old != value:
            found.append(part)
    return [f"{name} changed" for name in found]


def _plans() -> dict[str, Any]:
    return json.loads(PLANS.read_text(encoding="utf-8")) if all(path.exists() for path in (PLANS, TABLE, INDICES)) else {}


def record(*, report: Callable[[str], None]) -> list[str]:
    """Make the kept sensitivity of every chapter that is stale anew; return the files that changed."""
    plans, stems = _plans(), load_declarations().stems
    due = [stem for stem in stems if _changes(plans.get(stem, {}), made_from(stem))]
    if not due and set(plans) == set(stems):
        return []
    kept = {path: _by(path, "stem") if plans else {} for path in (TABLE, INDICES)}
    for stem in due:
        kept[TABLE][stem], kept[INDICES][stem] = sensitivity(stem, report=report)
    for path, columns in ((TABLE, COLUMNS), (INDICES, INDEX_COLUMNS)):
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, lineterminator="\n")
        writer.writeheader()
        for stem in stems:
            writer.writerows(kept[path].get(stem, ()))
        write_aside(path, text.getvalue())
    write_aside(PLANS, json.dumps({stem: made_from(stem) for stem in stems}, indent=1) + "\n")
    return [paths.shown(path) for path in (TABLE, INDICES, PLANS)]


def sensitivity(stem: str, *, report: Callable[[str], None]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the sensitivity of a chapter's headlines around the declared values, as rows of text: one a headline, and one an index that is kept."""
    with TemporaryDirectory() as folder:
        found = _swept(stem, _plan(stem), Path(folder) / stem, report)
        apart = _swept(stem, _INDICES[stem], Path(folder) / "indices", report) if stem in _INDICES else found
    same = {name for name, (row,) in found["ranges"].items() if apart["ranges"].get(name, [{}])[0].get("base") == row["base"]}
    sobol = {name: rows for name, rows in apart["sobol"].items() if name in same}
    return [_row(stem, row, found, sobol) for (row,) in found["ranges"].values()], [_index(stem, row) for rows in sobol.values() for row in rows if float(row["total"]) >= _LEAST]


def _swept(stem: str, plan: Mapping[str, Any], target: Path, report: Callable[[str], None]) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Return the derived tables of a sweep: by name, the rows of each headline."""
    made, target = make_plan(stem, **plan, output=target)
    command.run(made, target, say=report)
    return {name: _by(target / f"{name}.csv", "headline") for name in ("ranges", "tornado", "sobol", "flips")}


def _by(path: Path, column: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.setdefault(row[column], []).append(row)
    return found


def _row(stem: str, found: Mapping[str, str], swept: Mapping[str, Mapping], sobol: Mapping[str, list[dict[str, str]]]) -> dict[str, str]:
    name = found["headline"]
    row = {"stem": stem, "headline": name, "label": found["label"], "unit": found["unit"], "runs": found["runs"]}
    row |= {column: _short(found[column]) for column in ("base", "min", "p05", "median", "p95", "max")}
    drivers = dict(enumerate(swept["tornado"].get(name, ()), start=1))
    for place in range(1, DRIVERS + 1):
        driver = drivers.get(place, {})
        row |= {f"driver_{place}": driver.get("parameter", ""), f"swing_{place}": _short(driver.get("swing", ""))}
    firsts = [float(item["first_order"]) for item in sobol.get(name, ())]
    row["first_order_sum"] = _short(str(sum(firsts)), 2) if firsts else ""
    row["turns_along"] = "; ".join(f"{item['parameter']} = {item['at'] if not _number(item['at']) else _short(item['at'])}" for item in swept["flips"].get(name, ()))
    return row


def _index(stem: str, found: Mapping[str, str]) -> dict[str, str]:
    row = {"stem": stem, "headline": found["headline"], "parameter": found["parameter"]}
    return row | {column: f"{float(found[column]):.3f}" for column in INDEX_COLUMNS if column not in row}


def _number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _short(text: str, digits: int = _DIGITS) -> str:
    return f"{float(text):.{digits}g}" if text else ""
