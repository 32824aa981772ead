"""Notebook runs through papermill: several at once, kept in the cache, outputs put into the notebook as it is now."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from copy import deepcopy
from typing import Any

import nbformat

from alliance import cache, engine, paths
from alliance.engine import forks
from alliance.errors import RunFailed
from alliance.pictures import add_pictures, remove_pictures
from alliance.record import RunRecord
from alliance.workspace import sweep

#: The cell that papermill adds after the parameters cell; its own id would be random.
INJECTED = "injected-parameters"

Report = Callable[[str], None]

# That a kernel died is told by the run that failed, or is no news where another failure ended it.
logging.getLogger("papermill").addHandler(logging.NullHandler())


def read_notebook(stem: str) -> nbformat.NotebookNode:
    """Return a chapter's notebook as it stands in the repository."""
    return nbformat.read(paths.NOTEBOOKS / f"{stem}.ipynb", as_version=4)


def run_notebooks(
    record: RunRecord, *, report: Report, why: bool = False, engine_name: str = engine.DEFAULT, pictures: bool = True, spare: Callable[[], Any] = lambda: None
) -> dict[str, nbformat.NotebookNode]:
    """Return the executed notebook of every chapter of a run, by stem, running only what no kept run can serve.

    `report` is given one line of text a chapter; `engine_name` is one of `alliance.engine.ENGINES`; without `pictures`, figures are not drawn in the notebooks.
    `spare` is called, once or more, when fewer notebooks are left to run than there are cores.
    Raises RunFailed naming the notebooks that failed; what finished is kept.
    """
    sweep(paths.CACHE)
    sources = {stem: read_notebook(stem) for stem in record.stems}
    parts = {stem: cache.key_parts(stem, sources[stem], record.values) for stem in record.stems}
    executed: dict[str, nbformat.NotebookNode] = {}
    waiting = []
    for stem in record.stems:
        because = cache.reasons(stem, record.name, parts[stem])
        if not because and (found := cache.kept(stem, parts[stem])) is not None:
            executed[stem] = found
            cache.remember(stem, record.name, parts[stem])
            report(f"{stem}: nothing changed, no run")
        else:
            waiting.append(stem)
            shown = because if why or len(because) < 4 else [*because[:3], f"{len(because) - 3} more"]
            report(f"{stem}: running, because {', '.join(shown)}")
    failures = []
    for stem, notebook, failure in _execute_all(waiting, record, engine_name, spare):
        if notebook is None:
            failures.append(f"{stem}: {failure}")
        else:
            cache.keep(stem, record.name, parts[stem], notebook)
            executed[stem] = notebook
            report(f"{stem}: done")
    if failures:
        raise RunFailed("\n".join(failures))
    done = {stem: merged(sources[stem], executed[stem], record.of(stem)) for stem in record.stems}
    return {stem: add_pictures(notebook) for stem, notebook in done.items()} if pictures else done


def _execute_all(stems: Sequence[str], record: RunRecord, engine_name: str, spare: Callable[[], Any]):
    """Yield stem, executed notebook or None, and why it failed, as runs finish."""
    if not stems:
        spare()
        return
    if engine_name == "ready":
        # It imports what notebooks need while this process imports papermill.
        forks.server()
    jobs = {stem: record.changed_of(stem) for stem in stems}
    # Threads are enough: the work is done in kernels, one process a run.
    cores = os.cpu_count() or 1
    pool = ThreadPoolExecutor(min(len(jobs), cores))
    try:
        futures = {pool.submit(execute, stem, changed, engine_name, pictures=False): stem for stem, changed in jobs.items()}
        if len(futures) < cores:
            spare()
        for finished, future in enumerate(as_completed(futures), start=1):
            if len(futures) - finished < cores:
                spare()
            yield (futures[future], *future.result())
    except BaseException:
        # Somebody wants out: a kernel that ends makes its thread end.
        forks.end_kernels()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def execute(
    stem: str, changed: Mapping[str, Any], engine_name: str = engine.DEFAULT, *, pictures: bool = True
) -> tuple[nbformat.NotebookNode | None, str]:
    """Return a chapter's notebook executed with the changed parameters, or None and why it failed. Threads may call it side by side.

    Without `pictures` figures are left for `alliance.pictures` to draw; the plain engine draws them all the same, for nothing.
    """
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    from alliance.kernels import SocketKernelManager

    # The kernel is told its folder; papermill's `cwd` would move this whole process there, with every other run in it.
    settings: dict[str, Any] = {"resources": {"metadata": {"path": str(paths.NOTEBOOKS)}}}
    if engine_name == "plain":
        settings["kernel_manager_class"] = SocketKernelManager
    else:
        settings["pictures"] = pictures
    try:
        executed = papermill.execute_notebook(
            str(paths.NOTEBOOKS / f"{stem}.ipynb"),
            None,
            parameters=dict(changed),
            engine_name=engine.ENGINES[engine_name],
            kernel_name="python3",
            progress_bar=False,
            **settings,
        )
    except PapermillExecutionError as error:
        return None, f"cell {error.cell_index}: {error.ename}: {error.evalue}"
    except (DeadKernelError, RuntimeError, OSError) as error:
        return None, f"its kernel ended before the notebook did ({' '.join(str(error).split())})"
    # Written and read once, as a file would be: keys in order, lists for tuples.
    finished = _stable(nbformat.from_dict(json.loads(cache.in_one_line(executed))))
    return finished if pictures else remove_pictures(finished), ""


def _stable(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return an executed notebook without times, durations, paths and random ids."""
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if INJECTED in cell.metadata.get("tags", []):
            cell.id = INJECTED
            cell.metadata["tags"] = [INJECTED, "remove-input"]
    return notebook


def merged(source: nbformat.NotebookNode, executed: nbformat.NotebookNode, record: Mapping[str, Any]) -> nbformat.NotebookNode:
    """Return the source notebook with the outputs of an executed one, cell by code cell, and the run record in its metadata.

    Cells and outputs are shared with the two, not copied.
    """
    done = [cell for cell in executed.cells if cell.cell_type == "code"]
    injected = [cell for cell in done if INJECTED in cell.metadata.get("tags", [])]
    outputs = iter([cell for cell in done if cell not in injected])
    cells = []
    for cell in source.cells:
        if cell.cell_type == "code":
            ran = next(outputs)
            cell = nbformat.NotebookNode({**cell, "outputs": ran.outputs, "execution_count": ran.execution_count})
        cells.append(cell)
        if "parameters" in cell.metadata.get("tags", []):
            cells += injected
    result = nbformat.NotebookNode({**source, "cells": cells, "metadata": deepcopy(source.metadata)})
    # As a kernel says it of itself, so that a page is the same whoever ran the notebook.
    result.metadata.language_info["pygments_lexer"] = "ipython3"
    result.metadata["alliance"] = dict(record)
    return result
