"""The same numbers however a run is made: every chapter under every scenario that reaches it.

    python benchmarks/identical.py [--stem STEM]... [--scenario NAME]...

Notebooks: papermill's own command beside the engine of ready kernels, cell by cell. Models: worker processes and a Dask
cluster of this machine, its scheduler and two workers started for it, beside this process; the headlines at the scenario's
values and rows of a sweep around them. Prints a table; the status is 1 where something differs.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from clusters import Cluster

from alliance import headlines, paths, runner
from alliance.errors import Refusal
from alliance.parameters import load_declarations, load_scenario, resolve, scenario_names
from alliance.parameters.scenarios import BASELINE
from alliance.record import RunRecord
from alliance.sweep import cluster
from alliance.sweep.execution import Processes, closing, ordered
from alliance.sweep.jobs import Job, run_chunk, run_ends
from alliance.sweep.plan import made_from, make_plan
from alliance.sweep.space import Space

#: Drawn runs of each sweep.
DRAWS = 3


def states(stems: list[str], names: list[str]) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """Yield scenario, chapter, the chapter's values and those that differ from the declared ones, where a scenario reaches it."""
    declarations = load_declarations()
    for name in names:
        values = resolve(declarations, scenario=None if name == BASELINE else load_scenario(name))
        record = RunRecord(name, tuple(stems), values)
        for stem in stems:
            if name == BASELINE or record.changed_of(stem):
                yield name, stem, {item: values[item] for item in declarations.of(stem)}, record.changed_of(stem)


def cells(notebook: nbformat.NotebookNode) -> list[tuple[Any, ...]]:
    """Return what of an executed notebook is a result: source, number and outputs of its code cells."""
    return [(cell.source, cell.execution_count, cell.outputs) for cell in notebook.cells if cell.cell_type == "code"]


def by_papermill(stem: str, changed: dict[str, Any], folder: Path) -> list[tuple[Any, ...]]:
    """Return the cells that papermill's command makes. JSON is YAML, so every value arrives with its type."""
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".ipynb") as made:
        command = [sys.executable, "-m", "papermill", paths.NOTEBOOKS / f"{stem}.ipynb", made.name, "--cwd", paths.NOTEBOOKS]
        command += ["--no-progress-bar", "-k", "python3", "-y", json.dumps(changed)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"papermill {stem} {changed}: {done.stderr[-1500:]}")
        return cells(nbformat.read(made.name, as_version=4))


def by_engine(stem: str, changed: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the cells that a ready kernel makes. Raises RuntimeError where it fails."""
    notebook, failure = runner.execute(stem, changed)
    if notebook is None:
        raise RuntimeError(f"{stem} {changed}: {failure}")
    return cells(notebook)


def differing(one: list[tuple[Any, ...]], other: list[tuple[Any, ...]]) -> str:
    """Return which cells differ, or nothing."""
    if len(one) != len(other):
        return f"{len(one)} and {len(other)} cells"
    found = [str(number) for number, (a, b) in enumerate(zip(one, other), start=1) if a != b]
    return f"cells {', '.join(found)}" if found else ""


def jobs_of(name: str, stem: str, values: dict[str, Any]) -> tuple[Job, Job | None]:
    """Return two jobs for workers: the headlines at a scenario's values, and a few rows of a sweep around them, where anything is left to draw."""
    names = [record["name"] for record in headlines.compute(stem, values)]
    at_base = Job(stem=stem, base=values, space=Space((), {}, {}, {}, (), {}, {}), made_from=json.dumps(made_from(stem)), columns=names)
    try:
        plan, _ = make_plan(stem, scenario=None if name == BASELINE else name, draws=DRAWS, output=paths.BUILD / "identical")
    except Refusal:
        return at_base, None
    return at_base, replace(at_base, base=plan.base, space=plan.space, points=plan.points(0, plan.runs))


def differing_models(stem: str, values: dict[str, Any], jobs: tuple[Job, Job | None], workers: Any) -> str:
    """Return what workers make otherwise than this process, or nothing."""
    at_base, drawn = jobs
    ((records,),) = ordered(workers, run_ends, [(at_base, "")])
    told = [] if records == headlines.compute(stem, values) else ["headlines"]
    if drawn:
        (chunk,) = ordered(workers, run_chunk, [(drawn,)])
        told += [] if chunk == run_chunk(drawn) else ["drawn rows"]
    return " and ".join(told)


def main() -> int:
    """Compare and print; return 1 where something differs, else 0."""
    stems = load_declarations().stems
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stem", action="append", choices=stems, help="may be repeated (all)")
    parser.add_argument("--scenario", action="append", choices=[BASELINE, *scenario_names()], help="may be repeated (all)")
    given = parser.parse_args()
    # Told to end, it takes its cluster along.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    names = given.scenario or [BASELINE, *scenario_names()]
    found = list(states([stem for stem in stems if stem in (given.stem or stems)], names))
    wrong = 0
    print(f"{'scenario':28}{'chapter':16}{'papermill, ready kernel':32}{'processes':24}dask")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ledger-identical-")))
        pool = stack.enter_context(ThreadPoolExecutor(os.cpu_count()))
        plain = [pool.submit(by_papermill, stem, changed, folder) for _, stem, _, changed in found]
        dask = Cluster(folder / "dask")
        stack.callback(dask.stop)
        for _ in range(2):
            dask.add_worker()
        processes = stack.enter_context(closing(Processes(2)))
        for (name, stem, values, changed), future in zip(found, plain, strict=True):
            jobs = jobs_of(name, stem, values)
            there = cluster.Cluster(dask.address, stem=stem, tables_folder="", made_from=jobs[0].made_from, report=print)
            with closing(there):
                told = [differing_models(stem, values, jobs, workers) for workers in (processes, there)]
            told = [differing(future.result(), by_engine(stem, changed)), *told]
            wrong += any(told)
            shown = [f"DIFFERS: {item}" if item else "same" for item in told]
            print(f"{name:28}{stem:16}{shown[0]:32}{shown[1]:24}{shown[2]}", flush=True)
    print(f"{len(found)} chapters and scenarios, {wrong or 'none'} with a difference")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
