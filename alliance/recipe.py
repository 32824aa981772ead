"""The few lines of Python that make one figure or table of a chapter, cut out of the chapter's own notebook.

A notebook reckons step by step. Of what stands before a figure only those statements are kept that the figure needs,
each as it is written there, with the checked parameters of a run in the place of the parameters cell.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import indent
from typing import Any

#: The name under which the checked parameters stand in every notebook.
GIVEN = "given"

#: Tags of cells that hold parameters: a recipe has them as values of a run.
_PARAMETERS = ("parameters", "injected-parameters")

_OWN_TABLES = "# The environment variable ALLIANCE_TABLES must name the folder of tables that this run had.\n"


@dataclass(frozen=True)
class Statement:
    """A statement of a notebook: its text, the names that it needs and those that it makes."""

    node: ast.stmt
    text: str

    @property
    def needs(self) -> set[str]:
        """Return the names read, those that only a comprehension or a lambda has among them."""
        read = {node.id for node in ast.walk(self.node) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
        # What is added to must be there before.
        return (read | self.makes if isinstance(self.node, ast.AugAssign) else read) - set(dir(builtins))

    @property
    def makes(self) -> set[str]:
        if isinstance(self.node, (ast.Import, ast.ImportFrom)):
            return {alias.asname or alias.name for alias in self.node.names}
        inner = {node for part in ast.walk(self.node) if isinstance(part, ast.comprehension) for node in ast.walk(part.target)}
        return {node.id for node in ast.walk(self.node) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node not in inner}

    @property
    def takes_parameters(self) -> bool:
        """Return whether it is the notebook's check of its parameters."""
        return GIVEN in self.makes and "globals()" in self.text


def lines(notebook: Mapping[str, Any], cell: int, *, stem: str, taken: Iterable[str], changed: Mapping[str, Any], own_tables: bool = False) -> str:
    """Return the lines that make what a cell of a chapter's notebook shows, as `shown`.

    `taken` are the names of the chapter's parameters, `changed` those that the run sets, with their values; `own_tables` says that
    it read tables of its own. Raises ValueError where the cell does not end in what it shows.
    """
    before, last = _split(notebook, cell)
    imports, body = _needed(before, last, stem, set(taken), changed)
    return _assembled(imports, [*body, f"shown = {last.text}", "shown"], own_tables)


def paired_lines(notebook: Mapping[str, Any], cell: int, *, stem: str, taken: Iterable[str], changed: Mapping[str, Any], module: str, paired: str) -> str:
    """Return the lines that make of a run's figure or table and the published one the JSON of what the page has, as `shown`.

    `module` is what is to be imported for that, `paired` the expression with `{run}` and `{published}`.
    """
    before, last = _split(notebook, cell)
    imports, body = _needed(before, last, stem, set(taken), None)
    function = "def made(given):\n" + indent("\n".join([*body, f"return {last.text}.to_json()"]), "    ") + "\n\n"
    run, published = (f"made({parameters_call(stem, values)})" for values in (changed, {}))
    shown = paired.format(run=run, published=published)
    return _assembled([*imports, "from alliance import notebook", f"from {module}"], [f"\n{function}", f"shown = {shown}", "shown"], False)


def _split(notebook: Mapping[str, Any], cell: int) -> tuple[list[Statement], Statement]:
    """Return the statements before what a cell shows, and that."""
    found: list[Statement] = []
    for item in notebook["cells"][: cell + 1]:
        if item["cell_type"] == "code" and not set(_PARAMETERS) & set(item["metadata"].get("tags", ())):
            source = "".join(item["source"])
            found += [Statement(node, ast.get_source_segment(source, node)) for node in ast.parse(source).body]
    if not found or not isinstance(found[-1].node, ast.Expr):
        raise ValueError(f"cell {notebook['cells'][cell].get('id', cell)} does not end in what it shows")
    return found[:-1], found[-1]


def _needed(before: Sequence[Statement], last: Statement, stem: str, taken: set[str], changed: Mapping[str, Any] | None) -> tuple[list[str], list[str]]:
    """Return the imports and the other statements that the last one needs, in order; without `changed` the parameters are given from outside."""
    wanted, body = set(last.needs), []
    imports: list[str] = []
    for item in reversed(before):
        if not wanted & item.makes and not (item.takes_parameters and wanted & taken):
            continue
        if isinstance(item.node, (ast.Import, ast.ImportFrom)):
            imports = [*_imports(item.node, wanted), *imports]
        elif item.takes_parameters:
            named = [f'{name} = {GIVEN}["{name}"]' for name in sorted(wanted & taken)]
            body = ([f"{GIVEN} = {parameters_call(stem, changed)}"] if changed is not None else []) + named + body
            wanted |= {"notebook"} if changed is not None else set()
            wanted -= taken
        else:
            body.insert(0, item.text)
            wanted = wanted - item.makes | item.needs
    return imports, body


def _imports(node: ast.Import | ast.ImportFrom, wanted: set[str]) -> list[str]:
    """Return an import with those of its names that are wanted."""
    kept = [alias for alias in node.names if (alias.asname or alias.name) in wanted]
    return [ast.unparse(ast.ImportFrom(node.module, kept, node.level) if isinstance(node, ast.ImportFrom) else ast.Import(kept))] if kept else []


def parameters_call(stem: str, changed: Mapping[str, Any]) -> str:
    """Return the call that gives a chapter's parameters with the values of a run."""
    values = "".join(f", {name}={value!r}" for name, value in changed.items())
    return f'notebook.parameters("{stem}"{values})'


def _assembled(imports: Iterable[str], body: Iterable[str], own_tables: bool) -> str:
    head = "\n".join(sorted(dict.fromkeys(imports)))
    return f"{_OWN_TABLES if own_tables else ''}{head}\n\n" + "\n".join(body) + "\n"
