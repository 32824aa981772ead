"""What a figure or table was made from: the lines of Python that make it, tables, changed parameters, command.

It stands in the content of each block under `origin` and is written below the block and into its metadata.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from sphinx.environment import BuildEnvironment

from alliance import recipe
from alliance.claims import tables_of
from alliance.parameters import load_declarations
from alliance.record import RunRecord
from alliance.site.book import book_of

#: Key of a page's metadata under which its figures and tables are noted: anchor, title, sources and tables of each.
SHOWN = "alliance_shown"


def origin(lines: str, *, tables: Iterable[str] = (), changed: Mapping[str, Any] | None = None, command: str = "") -> dict[str, Any]:
    """Return an origin: the lines that make the block as `shown`, the tables read, the parameters not as declared, and the command of the run."""
    return {"recipe": lines, "tables": list(tables), "changed": dict(changed or {}), "command": command}


def of_cell(env: BuildEnvironment, cell: int) -> dict[str, Any]:
    """Return the origin of what a cell of the chapter being read shows."""
    record, stem = book_of(env).record, env.docname.rpartition("/")[2]
    changed = record.changed_of(stem)
    lines = recipe.lines(notebook(env, stem), cell, stem=stem, taken=load_declarations().of(stem), changed=changed, own_tables=bool(record.replaced))
    return _of_chapter(record, stem, lines)


def of_scenario(env: BuildEnvironment, stem: str, key: str, *, name: str, changed: Mapping[str, Any], beside: bool = False, table: str = "") -> dict[str, Any]:
    """Return the origin of a chapter's figure in a scenario, laid over the published one or `beside` it, or of what differs in a `table`, so called."""
    taken = load_declarations().of(stem)
    mine = {parameter: value for parameter, value in changed.items() if parameter in taken}
    command = f"alliance rerun {stem} --scenario {name}"
    content = notebook(env, stem)
    cell = _cell_of(content, f"{'table' if table else 'figure'} {key}:")
    if cell is None:
        lines = f"# The chapter shows it in this scenario alone; this makes it: {command}\nshown = None\nshown\n"
    elif beside:
        lines = recipe.lines(content, cell, stem=stem, taken=taken, changed=mine)
    else:
        paired = f'changed_table({{run}}, {{published}}, "{table}")' if table else "overlaid({run}, {published})"
        module = "alliance.scenario_tables import changed_table" if table else "alliance.charts.overlay import overlaid"
        lines = recipe.paired_lines(content, cell, stem=stem, taken=taken, changed=mine, module=module, paired=paired)
    return origin(lines, tables=tables_of(stem), changed=mine, command=command)


def _of_chapter(record: RunRecord, stem: str, lines: str) -> dict[str, Any]:
    return origin(lines, tables=tables_of(stem), changed=record.changed_of(stem), command=record.command(stem))


def note_shown(env: BuildEnvironment, kind: str, content: Mapping[str, Any]) -> None:
    """Note what the page being read shows: the registers tell of it. `kind` is fig or tbl."""
    item = {
        "anchor": f"{kind}-{content['name']}",
        "name": content["name"],
        "title": content.get("title") or content["caption"],
        "sources": content["sources"],
        "tables": content["origin"]["tables"],
    }
    env.metadata[env.docname].setdefault(SHOWN, []).append(item)


def notebook(env: BuildEnvironment, stem: str) -> Mapping[str, Any]:
    """Return a chapter's notebook as this build reads it, as JSON."""
    path = Path(env.srcdir) / "notebooks" / f"{stem}.ipynb"
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _read(path: Path, changed: int) -> Mapping[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def _cell_of(content: Mapping[str, Any], start: str) -> int | None:
    """Return the cell that shows a figure or table, by the plain text of its output; None where none does."""
    for index, cell in enumerate(content["cells"]):
        if any("".join(output.get("data", {}).get("text/plain", "")).startswith(start) for output in cell.get("outputs", ())):
            return index
    return None
