"""The process that builds a site: it imports Jupyter Book while notebooks run, and then waits for its order.

`python -P -m alliance.building` is the far end, `Builder` the near one. A builder whose parent is gone ends.
"""

from __future__ import annotations

import fcntl
import gc
import importlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from alliance import paths, tables
from alliance.cache import in_one_line
from alliance.charts import drawing

#: What a build of the book imports. Each is slow to import and starts nothing when it is.
_PRELOADED = (
    "jupyter_book.cli.main",
    "jupyter_book.sphinx",
    "sphinx.application",
    "sphinx.builders.html",
    "myst_nb.sphinx_ext",
    "sphinx_external_toc",
    "sphinx_comments",
    "sphinx_design",
    "sphinx_book_theme",
    "pydata_sphinx_theme",
    "alliance.site",
)


class Builder:
    """A process that will build one site, with the hash seed fixed and a run's own tables in its environment."""

    def __init__(self, tables_folder: Path | None = None):
        environment = {**paths.environment_of_children(), "PYTHONHASHSEED": "0", "NO_COLOR": "1"}
        if tables_folder:
            environment[paths.TABLES_VARIABLE] = str(tables_folder.absolute())
        command = [sys.executable, "-P", "-m", "alliance.building"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace", env=environment
        )

    def build(self, arguments: Sequence[str], *, drawing: Path | None = None) -> tuple[int, str]:
        """Run `jupyter-book` with arguments; return its status and what it printed. `drawing` is the file whose lock is held by who draws its pictures ahead."""
        try:
            self._process.stdin.write(json.dumps({"arguments": list(arguments), "drawing": str(drawing or "")}) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass
        # Its input stays open while it works: that is how it knows that somebody waits.
        printed = self._process.stdout.read()
        self.close()
        return self._process.returncode, printed

    def close(self) -> None:
        """End the process, with or without a build; what it is in the middle of is lost."""
        try:
            self._process.stdin.close()
        except BrokenPipeError:
            pass
        self._process.stdout.close()
        self._process.wait()


@contextmanager
def drawing_ahead(wanted: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]], lock: Path, then: Callable[[], Any]) -> Iterator[None]:
    """Draw pictures, each a figure's JSON and the settings of `alliance.charts.drawing.drawn`, while a build reads its pages; it finds them kept.

    The file `lock` is locked as long as there is something to draw. Whatever is not drawn when the build comes to it, or at all, the build draws.
    `then` is called after the last, where there is time for it.
    """
    enough = threading.Event()
    held = lock.open("w")
    fcntl.flock(held, fcntl.LOCK_EX)

    def draw() -> None:
        from alliance.charts.drawing import drawn

        with held:
            for content, settings in wanted:
                if enough.is_set():
                    return
                # What cannot be drawn stops the build when it comes to it, with the page named.
                with suppress(Exception):
                    drawn(content, **settings)
        with suppress(Exception):
            then()

    thread = threading.Thread(target=draw, name="drawing", daemon=True)
    thread.start()
    try:
        yield
    finally:
        enough.set()
        thread.join()


def main() -> None:
    """Import, wait for one line with the arguments, build."""
    _preload()
    order = sys.stdin.readline()
    if not order:
        return
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    from jupyter_book.cli.main import main as jupyter_book

    _write_notebooks_in_one_line()
    tables.hold_hashes()
    # A build holds all that it makes until it ends; to look for what could be let go takes a tenth of its time.
    gc.disable()
    asked = json.loads(order)
    if asked["drawing"]:
        drawing.elsewhere = drawing.DrawnElsewhere(Path(asked["drawing"]))
    sys.argv = ["jupyter-book", *asked["arguments"]]
    jupyter_book()


def _preload() -> None:
    """Import what a build does, and let what reads code, selectors and parameters do first what it does once."""
    for name in _PRELOADED:
        importlib.import_module(name)
    import soupsieve
    from pygments.lexers import get_lexer_by_name
    from sphinx.application import builtin_extensions

    from alliance.errors import Refusal
    from alliance.headlines import model
    from alliance.parameters import load_declarations

    for name in builtin_extensions:
        importlib.import_module(name)
    list(get_lexer_by_name("ipython3").get_tokens("1"))
    soupsieve.compile("a")
    # What is wrong with a declaration is told by who needs it.
    with suppress(Refusal):
        for stem in load_declarations().stems:
            model(stem)


def _write_notebooks_in_one_line() -> None:
    """Make MyST-NB's own copies of the notebooks, which no page leads to, in a tenth of the time that a line for each number takes."""
    from myst_nb import sphinx_

    sphinx_.nbformat = SimpleNamespace(writes=in_one_line)


def _end_with_parent() -> None:
    """End this process when nobody holds the other end of its input any more."""
    os.read(0, 1)
    os._exit(1)


if __name__ == "__main__":
    main()
