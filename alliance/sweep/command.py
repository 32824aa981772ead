"""`alliance sweep`: a plan's runs by the workers at hand, rows to disk in order, derived tables at the end."""

from __future__ import annotations

import csv
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alliance import paths
from alliance.errors import RunFailed
from alliance.sweep import analysis
from alliance.sweep.cluster import Cluster
from alliance.sweep.design import SOBOL
from alliance.sweep.execution import Processes, Workers, closing, ordered
from alliance.sweep.jobs import ERROR, Job, run_chunk, run_ends, run_turns
from alliance.sweep.plan import NOTEBOOKS, Plan, made_from
from alliance.sweep.progress import Progress
from alliance.sweep.store import TABLE, Store, header, held, kept_rows, unfinished

Say = Callable[[str], None]
Records = list[dict[str, Any]]

#: Seconds of work in a chunk and the most runs in one, and runs where each is a notebook: what a kill can cost, and what is held at once.
_CHUNK_SECONDS, _CHUNK_RUNS = 1.0, 250
_CHUNK_NOTEBOOKS = 4


def run(plan: Plan, target: Path, *, jobs: int = 0, scheduler: str = "", resume: bool = False, say: Say) -> Path:
    """Run a plan, or the rest of it, and put its tables at `target`; return that folder.

    Raises Refusal where the folder or the scheduler cannot be used, before any run, and RunFailed where a sweep stops, which can
    then be gone on with, and where every run failed.
    """
    if plan.tables_folder:
        os.environ[paths.TABLES_VARIABLE] = plan.tables_folder
    try:
        written = plan.to_json()
        with held(target, written, resume=resume) as there:
            with closing(_workers(plan, jobs, scheduler, say)) as workers:
                try:
                    failed = _sweep(plan, target, written, workers, there, say)
                except KeyboardInterrupt:
                    raise RunFailed(f"stopped; {_way_on(target)}") from None
                except (RunFailed, OSError) as failure:
                    raise RunFailed(f"{_what(failure, target)}; {_way_on(target)}") from None
        if failed == plan.runs:
            raise RunFailed(f"every run failed: see the column 'error' of {target / TABLE}, which begins with {_first_error(target / TABLE)}")
        return target
    finally:
        os.environ.pop(paths.TABLES_VARIABLE, None)


def _workers(plan: Plan, jobs: int, scheduler: str, say: Say) -> Workers:
    if scheduler:
        return Cluster(scheduler, stem=plan.stem, tables_folder=plan.tables_folder, made_from=json.dumps(made_from(plan.stem)), report=say)
    return Processes(jobs or os.cpu_count() or 1)


def _what(failure: Exception, target: Path) -> str:
    return f"{failure.filename or unfinished(target)}: {failure.strerror or failure}" if isinstance(failure, OSError) else str(failure)


def _first_error(table: Path) -> str:
    with table.open(encoding="utf-8", newline="") as file:
        return next(csv.DictReader(file))[ERROR]


def _way_on(target: Path) -> str:
    rows = kept_rows(target)
    return f"{rows:,} runs are kept in {unfinished(target)}; the same command with --resume goes on from there" if rows else "no run was kept"


def _sweep(plan: Plan, target: Path, written: Mapping[str, Any], workers: Workers, there: bool, say: Say) -> int:
    """Run what is left of a plan and put its tables in their place; return how many runs failed."""
    started = time.monotonic()
    _announce(plan, say)
    job = Job(
        stem=plan.stem,
        base=plan.base,
        space=plan.space,
        made_from=json.dumps(made_from(plan.stem)),
        tables_folder=plan.tables_folder,
        tables_option=plan.record.tables_option,
        replaced=plan.record.replaced,
        notebooks=plan.level == NOTEBOOKS,
    )
    base, at_ends, seconds = _ends(job, workers)
    about = _about([base, *(records for pair in at_ends.values() for records in pair)])
    store = Store(target, header(plan.space.names, list(about)))
    if there:
        store.go_on()
        say(f"going on after {store.rows:,} of {plan.runs:,} runs")
    else:
        store.begin()
    size = _CHUNK_NOTEBOOKS if job.notebooks else max(1, min(_CHUNK_RUNS, int(_CHUNK_SECONDS / max(seconds, 1e-6))))
    progress = Progress(plan.runs, store.rows, say)
    try:
        for chunk in ordered(workers, run_chunk, _jobs(plan, replace(job, columns=tuple(about)), store.rows, size)):
            store.append(chunk)
            progress.show(store.rows, store.failed)
    finally:
        progress.stop()
    _derive(plan, job, store, workers, base, at_ends, about)
    record = {**written, "failed": store.failed, "jobs": workers.count, "where": "cluster" if isinstance(workers, Cluster) else "processes"}
    store.finish(written, {**record, "seconds": round(time.monotonic() - started, 1), "finished": datetime.now(UTC).isoformat(timespec="seconds")})
    return store.failed


def _announce(plan: Plan, say: Say) -> None:
    """Say what runs, what is drawn, and what stays out of the draws and why."""
    moved = f"{plan.space.points:,} points of the grid" if plan.space.axes else ""
    drawn = f"{plan.design.rows:,} draws of {len(plan.space.drawn)} parameters ({plan.design.kind}, seed {plan.design.seed})" if plan.space.drawn else ""
    say(f"{plan.stem}: {plan.runs:,} runs; {' times '.join(filter(None, (moved, drawn)))}")
    for reason in dict.fromkeys(plan.left_out.values()):
        say(f"not drawn, because {reason}: {', '.join(name for name, why in plan.left_out.items() if why == reason)}")


def _ends(job: Job, workers: Workers) -> tuple[Records | None, dict[str, list[Records | None]], float]:
    """Return the headlines at the base, at both ends of every parameter alone, and the seconds that one run takes."""
    ((base,),) = ordered(workers, run_ends, [(job, "")])
    started = time.monotonic()
    found = list(ordered(workers, run_ends, [(job, name) for name in job.space.names]))
    seconds = (time.monotonic() - started) / max(1, 2 * len(found)) * min(workers.count, max(1, len(found)))
    return base, dict(zip(job.space.names, found, strict=True)), seconds


def _about(results: Sequence[Records | None]) -> dict[str, dict[str, str]]:
    """Return label and unit of every headline that came up, in the order in which they did."""
    found: dict[str, dict[str, str]] = {}
    for records in results:
        for record in records or ():
            found.setdefault(record["name"], {"label": record["label"], "unit": record["unit"]})
    return found


def _jobs(plan: Plan, job: Job, start: int, size: int) -> Iterator[tuple[Job]]:
    for first in range(start, plan.runs, size):
        yield (replace(job, first=first, points=plan.points(first, min(first + size, plan.runs))),)


def _derive(plan: Plan, job: Job, store: Store, workers: Workers, base: Records | None, at_ends: Mapping[str, list[Records | None]], about: dict[str, dict[str, str]]) -> None:
    """Write the derived tables: ranges.csv, tornado.csv, flips.csv and, for a design that allows it, sobol.csv."""
    ends = plan.space.ends()
    value = {name: [_values(records) for records in pair] for name, pair in at_ends.items()}
    tornado = analysis.tornado_rows(_values(base), ends, value)
    wanted = analysis.turning(tornado)
    turns = dict(zip(wanted, ordered(workers, run_turns, [(job, name, names) for name, names in wanted.items()]), strict=True))
    flips = [
        {"headline": headline, **about[headline], "parameter": name, "low": ends[name][0], "high": ends[name][1], "at": at}
        for name, found in turns.items()
        for headline, at in found.items()
        if at is not None
    ]
    table, late = store.table()
    about |= late
    ranges, indices = [], []
    for name, values in analysis.columns(table):
        along = [row["parameter"] for row in flips if row["headline"] == name]
        ranges.append(analysis.ranges(name, values, {**about[name], "base": _values(base).get(name, "")}, along))
        if plan.design.kind == SOBOL:
            indices += analysis.sobol_rows(name, values, list(plan.space.drawn), plan.design.seed)
    made = store.made
    analysis.write_rows(made / "ranges.csv", ranges, ("headline", "label", "unit", "base", "runs", "min", *analysis.QUANTILES, "max", "turns_along"))
    analysis.write_rows(made / "tornado.csv", tornado, ("headline", "parameter", "low", "high", "result_low", "result_high", "swing"))
    analysis.write_rows(made / "flips.csv", flips, ("headline", "label", "unit", "parameter", "low", "high", "at"))
    if plan.design.kind == SOBOL:
        analysis.write_rows(made / "sobol.csv", indices, ("headline", "parameter", "first_order", "first_order_conf", "total", "total_conf"))


def _values(records: Records | None) -> dict[str, float]:
    return {record["name"]: record["value"] for record in records or ()}
