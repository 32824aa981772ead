"""Notebook runs through papermill: several at once, kept in the cache, outputs put into the notebook as it is now."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat

from alliance import cache, paths
from alliance.errors import RunFailed
from alliance.record import RunRecord

#: The cell that papermill adds after the parameters cell; its own id would be random.
INJECTED = "injected-parameters"

Report = Callable[[str], None]


def read_notebook(stem: str) -> nbformat.NotebookNode:
    """Return a chapter's notebook as it stands in the repository."""
    return nbformat.read(paths.NOTEBOOKS / f"{stem}.ipynb", as_version=4)


def run_notebooks(record: RunRecord, *, report: Report, why: bool = False) -> dict[str, nbformat.NotebookNode]:
    """Return the executed notebook of every chapter of a run, by stem, running only what no kept run can serve.

    `report` is given one line of text a chapter. Raises RunFailed naming the notebooks that failed; what finished is kept.
    """
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
    for stem, notebook, failure in _execute_all(waiting, record):
        if notebook is None:
            failures.append(f"{stem}: {failure}")
        else:
            cache.keep(stem, record.name, parts[stem], notebook)
            executed[stem] = notebook
            report(f"{stem}: done")
    if failures:
        raise RunFailed("\n".join(failures))
    return {stem: merged(sources[stem], executed[stem], record.of(stem)) for stem in record.stems}


def _execute_all(stems: Sequence[str], record: RunRecord):
    """Yield stem, executed notebook or None, and the failure's last lines, as runs finish."""
    jobs = {stem: record.changed_of(stem) for stem in stems}
    if len(jobs) < 2:
        for stem, changed in jobs.items():
            yield (stem, *_execute(stem, changed))
        return
    # Spawned, not forked: papermill runs an event loop, and a fork of one that has run does not work.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(len(jobs), os.cpu_count() or 1), mp_context=context) as pool:
        futures = {pool.submit(_execute, stem, changed): stem for stem, changed in jobs.items()}
        for future in as_completed(futures):
            yield (futures[future], *future.result())


def _execute(stem: str, changed: Mapping[str, Any]) -> tuple[nbformat.NotebookNode | None, str]:
    """Return the notebook executed by papermill with the changed parameters, or None and why it failed."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    from alliance.kernels import SocketKernelManager

    with TemporaryDirectory() as folder:
        try:
            papermill.execute_notebook(
                str(paths.NOTEBOOKS / f"{stem}.ipynb"),
                str(Path(folder) / "out.ipynb"),
                parameters=dict(changed),
                kernel_name="python3",
                cwd=str(paths.NOTEBOOKS),
                progress_bar=False,
                kernel_manager_class=SocketKernelManager,
            )
        except PapermillExecutionError as error:
            return None, f"cell {error.cell_index}: {error.ename}: {error.evalue}"
        return _stable(nbformat.read(Path(folder) / "out.ipynb", as_version=4)), ""


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
    """Return the source notebook with the outputs of an executed one, cell by code cell, and the run record in its metadata."""
    result = deepcopy(source)
    done = [cell for cell in executed.cells if cell.cell_type == "code"]
    injected = [cell for cell in done if INJECTED in cell.metadata.get("tags", [])]
    outputs = iter([cell for cell in done if cell not in injected])
    cells = []
    for cell in result.cells:
        if cell.cell_type == "code":
            ran = next(outputs)
            cell.outputs, cell.execution_count = deepcopy(ran.outputs), ran.execution_count
        cells.append(cell)
        if "parameters" in cell.metadata.get("tags", []):
            cells += deepcopy(injected)
    result.cells = cells
    # As a kernel says it of itself, so that a page is the same whoever ran the notebook.
    result.metadata.language_info["pygments_lexer"] = "ipython3"
    result.metadata["alliance"] = dict(record)
    return result
