"""The figures of a chapter, made by its notebook's own cells, by the name of the chart function that made each."""

from __future__ import annotations

import ast
import functools
from typing import Any

from alliance import runner
from alliance.charts.figure import Figure
from alliance.parameters import load_declarations, load_scenario, resolve
from alliance.parameters.scenarios import BASELINE


def figures_of(stem: str, scenario: str = BASELINE, *settings: str) -> dict[str, Figure]:
    """Return all figures of a chapter by function name, in a scenario; of a function called more than once, the first."""
    found: dict[str, Figure] = {}
    for name, item in drawn(stem, scenario, *settings):
        found.setdefault(name, item)
    return found


@functools.cache
def drawn(stem: str, scenario: str = BASELINE, *settings: str) -> list[tuple[str, Figure]]:
    """Return the chart function and the figure of each cell that shows one, in order."""
    found = []
    declared = load_declarations()
    given = resolve(declared, scenario=None if scenario == BASELINE else load_scenario(scenario), settings=settings)
    space: dict[str, Any] = {}
    for cell in runner.read_notebook(stem).cells:
        if cell.cell_type != "code":
            continue
        shown = _run(cell.source, space)
        if "parameters" in cell.metadata.get("tags", []):
            space |= {name: given[name] for name in declared.of(stem)}
        if isinstance(shown, Figure):
            found.append((ast.parse(cell.source).body[-1].value.func.attr, shown))
    return found


def _run(source: str, space: dict[str, Any]) -> Any:
    """Run a cell and return what its last line gives, as a kernel does; None where that is no expression."""
    *lines, last = ast.parse(source).body
    if not isinstance(last, ast.Expr):
        lines, last = [*lines, last], None
    exec(compile(ast.Module(lines, []), "cell", "exec"), space)  # noqa: S102: the book's own notebook
    return eval(compile(ast.Expression(last.value), "cell", "eval"), space) if last else None  # noqa: S307
