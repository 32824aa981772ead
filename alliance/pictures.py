"""The pictures of figures in executed notebooks: added when a notebook is handed on, so that kept runs need none.

A figure's output holds all that it is drawn from. Runs on ready kernels leave the drawing to this module, which draws
in a process that has drawn before and finds what is drawn already; the notebook is the same, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import nbformat

#: The type of output that shows a figure where nothing of ours is installed.
_PICTURE = "text/html"


def add_pictures(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Draw in an executed notebook every figure that has no picture yet; return the notebook."""
    from alliance.charts.drawing import MIME, picture_html

    for data in figures(notebook):
        if _PICTURE not in data:
            data[_PICTURE] = picture_html(data[MIME])
    return notebook


def remove_pictures(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Take the pictures of figures out of an executed notebook; return the notebook."""
    for data in figures(notebook):
        data.pop(_PICTURE, None)
    return notebook


def figures(notebook: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the output of each figure in an executed notebook, by type."""
    # Loaded here: what draws is slow to import, and runs start without it.
    from alliance.charts.drawing import MIME

    for cell in notebook["cells"]:
        yield from (output["data"] for output in cell.get("outputs", ()) if MIME in output.get("data", ()))
