"""A table of the book, or the claims on a subject, on a page of prose: with caption, sources and data to take away."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from alliance import tables
from alliance.claims import STEM, tables_of
from alliance.display import TableView
from alliance.errors import nearest
from alliance.notebook import book_table, claims
from alliance.recipe import parameters_call
from alliance.site.blocks import block, note_sources, note_target
from alliance.site.book import book_of, refuse
from alliance.site.origins import note_shown, origin
from alliance.site.reuse import reads_run


class BookTable(SphinxDirective):
    """`{book-table} NAME` with `name`, `caption`, `columns` and `where`.

    `columns` are separated by commas; a header is the sidecar's, or one's own, COLUMN=HEADER. `where` is COLUMN=VALUE, or
    COLUMN=VALUE|VALUE. Enumerated values lose their underscores. An unknown table or column stops the build.
    """

    required_arguments = 1
    option_spec = {
        "name": directives.unchanged_required,
        "caption": directives.unchanged_required,
        "columns": directives.unchanged_required,
        "where": directives.unchanged,
    }

    def run(self) -> list[nodes.Node]:
        name = self.arguments[0]
        if name not in tables.table_names():
            refuse(self.env, self.lineno, f"the book has no table '{name}'{nearest(name, tables.table_names())}")
            return []
        own = {column.strip(): header.strip() for column, _, header in (item.partition("=") for item in self.options["columns"].split(","))}
        column, _, wanted = self.options.get("where", "").partition("=")
        fields = {field.name: field for field in tables.sidecar(name).fields}
        unknown = [item for item in [*own, *([column] if column else [])] if item not in fields]
        if unknown:
            refuse(self.env, self.lineno, f"the table {name} has no column '{unknown[0]}'{nearest(unknown[0], fields)}")
            return []
        chosen = {column: wanted.split("|")} if column else {}
        try:
            view = book_table(name, own, where=chosen, called=self.options["name"], caption=self.options["caption"])
        except ValueError:
            refuse(self.env, self.lineno, f"no row of the table {name} has {self.options['where']}")
            return []
        call = f"book_table({name!r}, {own!r}, where={chosen!r}, called={view.name!r}, caption={view.caption!r})"
        return self._shown(view, origin(f"from alliance.notebook import book_table\n\nshown = {call}\nshown\n", tables=[name]))

    def _shown(self, view: TableView, made: dict[str, Any]) -> list[nodes.Node]:
        note_target(self.env, f"tbl-{view.name}", view.caption, self.lineno)
        note_sources(self.env, view.sources, self.lineno)
        content = {**view.to_json(), "origin": made}
        note_shown(self.env, "tbl", content)
        text = [view.caption, *(str(value) for row in view.rows for value in row.values() if value)]
        return [block("tbl", content, text=text)]


class ClaimsTable(BookTable):
    """`{claims-table} THEME`: the documents' claims on a subject that has no chapter of its own, with their verdicts."""

    option_spec = {}

    def run(self) -> list[nodes.Node]:
        reads_run(self.env)
        view = claims(self.arguments[0], book_of(self.env).record.values)
        if view is None:
            refuse(self.env, self.lineno, f"no claim is about '{self.arguments[0]}'")
            return []
        changed = book_of(self.env).record.changed_of(STEM)
        lines = ["from alliance import notebook", "", f"given = {parameters_call(STEM, changed)}", f"shown = notebook.claims({self.arguments[0]!r}, given)", "shown", ""]
        return self._shown(view, origin("\n".join(lines), tables=tables_of(STEM), changed=changed))


def register(app: Sphinx) -> None:
    """Add the directives."""
    app.add_directive("book-table", BookTable)
    app.add_directive("claims-table", ClaimsTable)
