"""The page of a run: its story, the parameters it changed, and the headlines that moved, before and after."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from alliance import changes
from alliance.display import TableView, table
from alliance.parameters import load_declarations
from alliance.record import FILE, RESULTS, RunRecord, moved
from alliance.site.blocks import Page, block, chapter_name, facts, note_target, writer
from alliance.site.book import book_of
from alliance.site.colophon import shown
from alliance.site.origins import origin
from alliance.site.registers import Register
from alliance.site.reuse import reads_run

#: The lines that make a table of the run's page, to be run in the folder of the run.
_LINES = """import json
from pathlib import Path

from alliance.site.run_changes import {function}

# In the folder that the run left.
shown = {function}(json.loads(Path("{file}").read_text(encoding="utf-8")))
shown
"""


class RunChanges(Register):
    """Says what the run of this site changed, from the record and the results beside its sources."""

    def listed(self) -> list[nodes.Node]:
        reads_run(self.env)
        record = book_of(self.env).record
        results = json.loads((Path(self.env.srcdir) / RESULTS).read_text(encoding="utf-8"))
        found = [nodes.paragraph("", text) for text in _story(record)]
        found.append(block("run", {"command": record.command(), "replaced": ", ".join(record.replaced)}))
        shown = {"parameters_table": (FILE, parameters_table(record.to_json())), "headlines_table": (RESULTS, headlines_table(results))}
        for function, (file, view) in shown.items():
            if view:
                note_target(self.env, f"tbl-{view.name}", view.caption, self.lineno)
                made = origin(_LINES.format(function=function, file=file), changed=record.changed, command=record.command())
                found.append(block("tbl", {**view.to_json(), "origin": made}, text=[view.caption]))
        still = len(results) - len(moved(results))
        found.append(nodes.paragraph("", f"{still} of {len(results)} headlines are the same as in the published book. {changes.ORDER}"))
        return found


def _story(record: RunRecord) -> list[str]:
    return [text for text in (record.title, record.story) if text]


def parameters_table(record: Mapping[str, Any]) -> TableView | None:
    """Return the changed parameters of a run record, as JSON, in a table; None where none is changed."""
    rows, columns = parameter_rows(record["changed"])
    return table("run-parameters", rows, columns, caption="Parameters that differ from the published book") if rows else None


def parameter_rows(changed: Mapping[str, Any]) -> tuple[list[dict[str, str]], list[tuple[str, str]]]:
    """Return rows and columns of a table of changed parameters: label, declared value, value now, unit, name."""
    declared = load_declarations()
    rows = [
        {"label": declared[name].label, "before": shown(declared[name].value), "now": shown(value), "unit": declared[name].unit, "name": name}
        for name, value in changed.items()
    ]
    return rows, [("label", "Parameter"), ("before", "Declared"), ("now", "Now"), ("unit", "Unit"), ("name", "Name")]


def headlines_table(results: Iterable[Mapping[str, Any]]) -> TableView | None:
    """Return the headlines that moved as a table, None where none did."""
    rows, columns = headline_rows(moved(results))
    return table("run-headlines", rows, columns, caption="Headlines that moved") if rows else None


def headline_rows(results: Iterable[Mapping[str, Any]], *, by_chapter: bool = False) -> tuple[list[dict[str, str]], list[tuple[str, str]]]:
    """Return rows and columns of a table of headlines before and after: label, period, published, now, difference, and the chapter where asked."""
    rows = [
        {
            "chapter": chapter_name(row["stem"]),
            "label": row["label"],
            "period": row["period"],
            "before": changes.value_text(row["baseline"], row["decimals"], row["unit"]),
            "now": row["text"],
            "difference": changes.difference_text(row["baseline"], row["value"], row["decimals"], row["unit"]),
            "per_cent": changes.per_cent_text(row["baseline"], row["value"], row["unit"]),
        }
        for row in results
    ]
    columns = [("label", "Headline"), ("period", "Period"), ("before", "Published"), ("now", "Now"), ("difference", "Difference"), ("per_cent", "In per cent")]
    return rows, [*columns, ("chapter", "Chapter")] if by_chapter else columns


@writer("run")
def run_html(page: Page, content: Mapping[str, str]) -> str:
    """Return the command of the run and the tables it replaced."""
    command = f"<code data-command>{html.escape(content['command'])}</code>"
    return facts({"Command": command, "Tables of its own": html.escape(content["replaced"])}) + "\n"


def register(app: Sphinx) -> None:
    """Add the directive."""
    app.add_directive("run-changes", RunChanges)
