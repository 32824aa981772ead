"""A run sees nothing of the one before it: not one that was stained on purpose, and with isolation off every stain shows."""

from __future__ import annotations

import json
import os
from pathlib import Path

import nbformat
import papermill
import pytest
from jupyter_client.manager import start_new_kernel
from papermill.engines import NBClientEngine, papermill_engines

from alliance import paths, runner

#: What a careless notebook may leave behind, and how another one would see it.
STAINS = {
    "variable": ("leftover = 1", "'leftover' in globals()"),
    "module": ("import alliance.models.headline as m\nm._FORMS['persons'] = '{} people'", "__import__('alliance.models.headline', fromlist=['x'])._FORMS['persons'] != '{} persons'"),
    "builtin": ("import builtins\nbuiltins.stained = True", "hasattr(__import__('builtins'), 'stained')"),
    "pandas option": ("import pandas\npandas.options.display.max_rows = 7", "__import__('pandas').options.display.max_rows == 7"),
    "altair theme": ("import altair\naltair.theme.enable('dark')", "__import__('altair').theme.active == 'dark'"),
    "altair option": ("import altair\naltair.data_transformers.disable_max_rows()", "__import__('altair').data_transformers.options.get('max_rows', 5000) is None"),
    "folder": ("import os\nos.chdir('/')", "__import__('os').getcwd() == '/'"),
    "environment": ("import os\nos.environ['STAINED'] = '1'", "'STAINED' in __import__('os').environ"),
    "search path": ("import sys\nsys.path.insert(0, '/stained')", "'/stained' in __import__('sys').path"),
    "random state": ("import random, numpy\nrandom.seed(1)\nnumpy.random.seed(1)", "__import__('random').random() == 0.13436424411240122 or __import__('numpy').random.rand() == 0.417022004702574"),
    "kept declarations": ("from alliance.parameters import load_declarations\nload_declarations()", "__import__('alliance.parameters.declarations', fromlist=['x']).load_declarations.cache_info().currsize > 0"),
}


def notebook(path: Path, sources: list[str]) -> None:
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    made.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, path)


@pytest.fixture
def pair(tmp_path, monkeypatch) -> Path:
    """A notebook that leaves every stain and one that looks for each, in a folder that runs take them from."""
    notebook(tmp_path / "staining.ipynb", [stain for stain, _ in STAINS.values()])
    looks = ", ".join(f"{name!r}: bool({look})" for name, (_, look) in STAINS.items())
    notebook(tmp_path / "looking.ipynb", [f"import json\nprint(json.dumps({{{looks}}}))"])
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    return tmp_path


def seen(executed: nbformat.NotebookNode) -> set[str]:
    found = json.loads(executed.cells[0].outputs[0].text)
    assert set(found) == set(STAINS)
    return {name for name, there in found.items() if there}


@pytest.mark.parametrize("engine", ["ready", "plain"])
def test_nothing_passes_from_one_run_to_the_next(pair, engine):
    """Catch state of one run in the results of another."""
    assert runner.execute("staining", {}, engine)[1] == ""
    executed, failure = runner.execute("looking", {}, engine)
    assert failure == ""
    assert seen(executed) == set()
    assert "STAINED" not in os.environ


def test_random_numbers_differ_between_runs(pair):
    """Catch forks that all draw the same numbers."""
    notebook(pair / "drawing.ipynb", ["import random, numpy\nprint(random.random(), numpy.random.rand())"])
    first, second = (runner.execute("drawing", {}, "ready")[0].cells[0].outputs[0].text.split() for _ in range(2))
    assert first[0] != second[0] and first[1] != second[1]


def test_with_isolation_off_every_stain_is_seen(pair):
    """Catch a look that would find nothing: in one shared kernel, which no engine of the book has, each stain shows."""
    manager, client = start_new_kernel(kernel_name="python3")

    class SharedKernel(NBClientEngine):
        @classmethod
        def execute_managed_notebook(cls, nb_man, kernel_name, **settings):
            for cell in nb_man.nb.cells:
                reply = client.execute_interactive(cell.source, output_hook=lambda message, cell=cell: collect(cell, message), timeout=60)
                assert reply["content"]["status"] == "ok", reply["content"]
            return nb_man.nb

    def collect(cell, message):
        if message["msg_type"] == "stream":
            cell.outputs.append(nbformat.v4.new_output("stream", text=message["content"]["text"]))

    papermill_engines.register("shared", SharedKernel)
    try:
        for name in ("staining", "looking"):
            executed = papermill.execute_notebook(str(pair / f"{name}.ipynb"), None, engine_name="shared", progress_bar=False)
        assert seen(executed) == set(STAINS)
    finally:
        papermill_engines._engines.pop("shared")
        client.stop_channels()
        manager.shutdown_kernel(now=True)
