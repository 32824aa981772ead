"""What a notebook cell shows besides figures: sentences filled from headlines, and tables with caption and headers.

Each reads right in JupyterLab, in a plain papermill output and on the page, and its `text/plain` is what nbval compares.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alliance.charts.drawing import digest
from alliance.models.headline import fill, format_number
from alliance.models.redrawn import rounded

TABLE_MIME = "application/vnd.alliance.table+json"
_PLAIN_ROWS = 8

#: Characters beyond which a text column is given room of its own.
_LONG = 36


@dataclass(frozen=True)
class Sentences:
    """Markdown whose numbers came from headlines."""

    text: str

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/markdown": self.text, "text/plain": self.text}


def say(template: str, headlines: Iterable[Mapping[str, Any]], **words: Any) -> Sentences:
    """Return Markdown with every `{name}` filled by a headline or a given word (see alliance.models.headline.fill)."""
    text = fill(template, headlines, **words)
    if "$" in text:
        raise ValueError("write dollars as a word: JupyterLab takes what stands between two dollar signs for mathematics, escaped or not")
    return Sentences(text)


@dataclass(frozen=True)
class Column:
    """A column of a shown table: key in the rows, header with its unit, decimals for numbers."""

    key: str
    header: str
    decimals: int | None = None

    def text(self, row: Mapping[str, Any]) -> str:
        value = row.get(self.key)
        if value is None or value == "":
            return "–"
        if self.decimals is None or isinstance(value, str):
            return str(value)
        return format_number(value, self.decimals)


@dataclass(frozen=True)
class TableView:
    """A table as shown: caption, scoped headers, sources, and the data behind it.

    With an `anchor` each row can be linked to, by `ANCHOR-` and its first cell; `filters` are columns that readers narrow it down by.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Any], ...]
    sources: tuple[str, ...]
    anchor: str = ""
    filters: tuple[str, ...] = ()

    @property
    def data_hash(self) -> str:
        return digest(self.rows)

    def to_json(self) -> dict[str, Any]:
        """Return what the site needs to show the table and to offer its data."""
        return {
            "name": self.name,
            "caption": self.caption,
            "columns": [{"key": column.key, "header": column.header, "kind": self._kind(column)} for column in self.columns],
            "text": [[column.text(row) for column in self.columns] for row in self.rows],
            "data": list(self.rows),
            "sources": list(self.sources),
            "hashes": {"data": self.data_hash},
            "anchor": self.anchor,
            "filters": [index for index, column in enumerate(self.columns) if column.key in self.filters],
        }

    def _kind(self, column: Column) -> str:
        """Return how a column is set: number, long (text that needs room on a phone) or text."""
        if column.decimals is not None:
            return "number"
        return "long" if any(len(column.text(row)) > _LONG for row in self.rows) else "text"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        lines = [f"table {self.name}: {len(self.rows)} rows, data {self.data_hash}", " | ".join(column.header for column in self.columns)]
        lines += [" | ".join(column.text(row) for column in self.columns) for row in self.rows[:_PLAIN_ROWS]]
        return {TABLE_MIME: self.to_json(), "text/html": table_html(self.to_json()), "text/plain": "\n".join(lines)}


def table(
    name: str, rows: Iterable[Mapping[str, Any]], columns: Sequence[tuple], *, caption: str, sources: Sequence[str] = (), anchor: str = "", filters: Sequence[str] = ()
) -> TableView:
    """Return a table to show. `columns` are (key, header) or (key, header, decimals); only these columns are kept.

    `anchor` and `filters` are those of TableView. Raises ValueError without rows and for a column or filter that no row has.
    """
    rows = list(rows)
    shown = tuple(Column(*column) for column in columns)
    absent = [column.key for column in shown if not any(column.key in row for row in rows)]
    kept = tuple({column.key: rounded(row.get(column.key)) for column in shown} for row in rows)
    if not kept:
        raise ValueError(f"table {name}: no rows to show")
    if absent:
        raise ValueError(f"table {name}: shows {', '.join(absent)}, which no row has")
    if unknown := set(filters) - {column.key for column in shown}:
        raise ValueError(f"table {name}: filters by {', '.join(sorted(unknown))}, which it does not show")
    return TableView(name, caption, shown, kept, tuple(dict.fromkeys(sources)), anchor, tuple(filters))


def table_html(content: Mapping[str, Any]) -> str:
    """Return a table's JSON as HTML with a caption, column headers, and the first column as row headers."""
    align = [f'class="{column["kind"]}"' for column in content["columns"]]
    head = "".join(
        f'<th scope="col" {kind}>{html.escape(column["header"])}</th>' for column, kind in zip(content["columns"], align, strict=True)
    )
    body = []
    for row in content["text"]:
        first, *rest = (html.escape(text) for text in row)
        cells = "".join(f"<td {kind}>{text}</td>" for text, kind in zip(rest, align[1:], strict=True))
        mark = f' id="{html.escape(content["anchor"])}-{first}"' if content["anchor"] else ""
        body.append(f'<tr{mark}><th scope="row" {align[0]}>{first}</th>{cells}</tr>')
    return f'<table class="ledger"><caption>{html.escape(content["caption"])}</caption><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table>'
