"""What a worker does: a chunk of runs of a plan, through the model or through notebooks. The same in a process and on a cluster."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from alliance import headlines, paths
from alliance.errors import RunFailed
from alliance.models.headline import values_alone
from alliance.models.sensitivity import flip_point
from alliance.sweep.space import Space

#: The columns of the table before and after the parameters; the headlines follow.
RUN, ERROR = "run", "error"

#: Notebooks that a worker has under way.
_AT_ONCE = 2

#: Halvings in the search for a turning point: a millionth of the range.
_STEPS = 20


@dataclass(frozen=True)
class Job:
    """Runs of one chapter from one base: points of the grid and of the unit cube, the first with number `first`.

    `made_from` is what the results must be made from (see plan.made_from), as text; a worker that has anything else refuses.
    """

    stem: str
    base: Mapping[str, Any]
    space: Space
    made_from: str
    tables_folder: str = ""
    tables_option: str = ""
    replaced: tuple[str, ...] = ()
    notebooks: bool = False
    first: int = 0
    points: Sequence[tuple[Mapping[str, Any], Sequence[float]]] = ()
    columns: Sequence[str] = ()


@dataclass
class Chunk:
    """What came of a job: rows of the table as text, how many there are and failed, headlines that have no column, notebooks by run."""

    text: str = ""
    rows: int = 0
    failed: int = 0
    late: list[list[Any]] = field(default_factory=list)
    notebooks: dict[int, str] = field(default_factory=dict)


def run_chunk(job: Job) -> Chunk:
    """Return the rows of a job's runs. A run whose model or notebook fails is a row with its error, and the others go on."""
    _settle(job)
    chunk, text = Chunk(), io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    known = set(job.columns)
    every = {number: job.space.run(job.base, point, units) for number, (point, units) in enumerate(job.points, start=job.first)}
    notebooks = _notebooks(job, every) if job.notebooks else {}
    with values_alone():
        for number, moved in every.items():
            records, error = _attempt(job, moved, number, notebooks, chunk)
            values = {record["name"]: record["value"] for record in records}
            # Text is given as it is; csv writes a number in the fewest digits that read back the same.
            writer.writerow([number, *moved.values(), error, *map(values.get, job.columns)])
            if not known.issuperset(values):
                chunk.late += [[number, record["name"], record["value"], record["label"], record["unit"]] for record in records if record["name"] not in known]
            chunk.rows += 1
            chunk.failed += bool(error)
    chunk.text = text.getvalue()
    return chunk


def _notebooks(job: Job, every: Mapping[int, Mapping[str, Any]]) -> dict[int, Future]:
    """Run the notebooks of a chunk, two at once: while one is drawn and written, the next one's kernel reckons. Return each as text, or why it failed."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return {number: pool.submit(_notebook, job, {**job.base, **moved}, moved) for number, moved in every.items()}


def _attempt(job: Job, moved: Mapping[str, Any], number: int, notebooks: Mapping[int, Future], chunk: Chunk) -> tuple[list[dict[str, Any]], str]:
    """Return the headlines of one run and an empty error, or none and why it failed."""
    values = {**job.base, **moved}
    try:
        if job.notebooks:
            chunk.notebooks[number] = notebooks[number].result()
        return _headlines(job, values), ""
    # Whatever a model raises is a result of the sweep.
    except Exception as error:
        return [], _one_line(error)


def _one_line(error: Exception) -> str:
    text = str(error) if isinstance(error, RunFailed) else f"{type(error).__name__}: {error}"
    return " ".join(text.split())[:300]


def _notebook(job: Job, values: Mapping[str, Any], moved: Mapping[str, Any]) -> str:
    """Return the executed notebook of one run as text, as `alliance rerun` would make it from the same values. Raises RunFailed."""
    import nbformat

    from alliance import runner
    from alliance.parameters import load_declarations
    from alliance.record import RunRecord

    defaults = load_declarations().defaults()
    settings = {name: value for name, value in values.items() if value != defaults[name] or name in moved}
    record = RunRecord("custom", (job.stem,), {**defaults, **values}, settings=settings, replaced=job.replaced, tables_option=job.tables_option)
    return nbformat.writes(runner.run_notebooks(record, report=lambda line: None)[job.stem]) + "\n"


def run_ends(job: Job, name: str) -> list[list[dict[str, Any]] | None]:
    """Return the headlines at both ends of one parameter, all else as the base; with no name, at the base alone. None where a run fails."""
    _settle(job)
    ends = job.space.ends()[name] if name else (None,)
    return [_records(job, {**job.base, **({name: end} if name else {})}) for end in ends]


def run_turns(job: Job, name: str, wanted: Sequence[str]) -> dict[str, Any]:
    """Return where each wanted headline changes sign between the ends of one parameter, all else as the base, by headline.

    For whole numbers and choices it is the first value on the other side; None where some value between fails.
    """
    _settle(job)
    low, high = job.space.ends()[name]
    kind = job.space.kinds[name]
    seen: dict[Any, dict[str, float]] = {}

    def value(headline: str, place: Any) -> float:
        if place not in seen:
            given = repr(place) if kind == "path" else place
            records = _headlines(job, {**job.base, name: given})
            seen[place] = {record["name"]: record["value"] for record in records}
        return seen[place][headline]

    found: dict[str, Any] = {}
    for headline in wanted:
        try:
            if kind == "choice":
                found[headline] = high
            elif kind == "integer":
                found[headline] = _first_beyond(partial(value, headline), low, high)
            else:
                found[headline] = flip_point(partial(value, headline), float(low), float(high), steps=_STEPS)
        # A value between that the model cannot take leaves no turning point to tell.
        except Exception:
            found[headline] = None
    return found


def _first_beyond(value: Callable[[int], float], low: int, high: int) -> int:
    """Return the first whole number at which a value has the sign that it has at `high` and not at `low`, by halving."""
    negative = value(low) < 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if (value(middle) < 0) == negative else (low, middle)
    return high


def _records(job: Job, values: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    try:
        return _headlines(job, values)
    except Exception:
        return None


def _headlines(job: Job, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    reckon, data = _model(job.stem, job.made_from)
    return reckon(values, data)


def _settle(job: Job) -> None:
    """Put this process in the state of the job's plan: its replacement tables; its code, tables and environment, or refuse."""
    if job.tables_folder:
        os.environ[paths.TABLES_VARIABLE] = job.tables_folder
    else:
        os.environ.pop(paths.TABLES_VARIABLE, None)
    _compare(job.stem, job.made_from, job.tables_folder)


@lru_cache(maxsize=4)
def _compare(stem: str, made_from: str, tables_folder: str) -> None:
    from alliance.sweep.plan import differences
    from alliance.sweep.plan import made_from as here

    found = differences(json.loads(made_from), here(stem))
    if found:
        raise RunFailed("this worker has not what the sweep is made from: " + "; ".join(found))


@lru_cache(maxsize=1)
def _model(stem: str, made_from: str) -> tuple[Callable[..., list[dict[str, Any]]], dict[str, list[dict[str, Any]]]]:
    """Return what reckons a chapter's headlines and the rows that it reads, once a process for as long as the plan is the same."""
    return headlines.model(stem).headlines, headlines.data_of(stem)
