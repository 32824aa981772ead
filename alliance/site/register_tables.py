"""The table register: what stands in every table, in which unit, from where, and under which terms."""

from __future__ import annotations

import html

from docutils import nodes
from sphinx.application import Sphinx

from alliance import tables
from alliance.site.blocks import Page, block, facts, note_sources, note_target, writer
from alliance.site.figures import counted, download
from alliance.site.registers import Register, section
from alliance.site.shown_tables import scrollable
from alliance.tables import FieldSpec, Sidecar

#: A longer list of sources is folded.
_SHOWN_SOURCES = 4

_TERMS = {
    "full": "may be passed on in full",
    "derived": "only shares, ratios, indices and counts made from the source stand here; the series itself is not passed on",
    "none": "is cited, not passed on",
}


class TableRegister(Register):
    """Lists every table of the book, and the ledgers of claims after them."""

    def listed(self) -> list[nodes.Node]:
        return [self._table(tables.sidecar(name)) for name in [*tables.table_names(), *tables.ledger_names()]]

    def _table(self, card: Sidecar) -> nodes.section:
        note_target(self.env, f"table-{card.name}", card.title, self.lineno)
        note_sources(self.env, card.source_keys, self.lineno)
        text = [card.name, card.description, *(field.title for field in card.fields)]
        return section(f"table-{card.name}", card.title, block("table", card.name, text=text))


@writer("table")
def table_entry(page: Page, name: str) -> str:
    """Return what the book knows of a table, its CSV written where its terms allow that."""
    card = tables.sidecar(name)
    rows = facts(
        {
            "File": f"{_file(page, card)}, {counted(len(tables.rows(name)))}",
            "Key": html.escape(", ".join(card.table_schema.primaryKey)),
            "Sources": _sources(page, card),
            "Processing": html.escape(card.processing),
            "Licence": html.escape("; ".join(licence.title for licence in card.licenses)),
            "Terms": _TERMS[card.redistribute],
            "Disagreements": _conflicts(card),
        }
    )
    return f'<p>{html.escape(card.description)}</p>{rows}{scrollable(_columns(card), f"Columns of {card.title}")}\n'


def _file(page: Page, card: Sidecar) -> str:
    """Return the table's file, as a link to it where its terms allow that."""
    label = f"<code>{tables.shown(card.name).removesuffix('.yml')}.csv</code>"
    if card.redistribute != "full":
        return label
    return download(page, f"data/{card.name}.csv", tables.table_path(card.name).read_bytes(), label)


def _sources(page: Page, card: Sidecar) -> str:
    # The page lists more than a thousand: their citations would be half of its weight.
    items = [f"{page.source(source.key, tip=False)}, {html.escape(source.locator)}" for source in card.sources]
    if len(items) <= _SHOWN_SOURCES:
        return "; ".join(items)
    return f"<details><summary>{len(items)} sources</summary><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul></details>"


def _conflicts(card: Sidecar) -> str:
    items = "".join(
        f"<li><strong>{html.escape(case.about)}.</strong> {html.escape(case.text)} <em>Rule:</em> {html.escape(case.rule)}</li>"
        for case in card.conflicts
    )
    return f"<ul>{items}</ul>" if items else ""


def _columns(card: Sidecar) -> str:
    head = "".join(f'<th scope="col">{title}</th>' for title in ("Column", "Holds", "Type", "Unit", "Realistic range"))
    body = "".join(
        f'<tr><th scope="row"><code>{html.escape(field.name)}</code></th><td>{html.escape(field.title)}</td>'
        f"<td>{field.type}</td><td>{html.escape(field.unit) or '–'}</td><td>{html.escape(_range(field)) or '–'}</td></tr>"
        for field in card.fields
    )
    return f'<table class="ledger"><caption>Columns</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _range(field: FieldSpec) -> str:
    limits = field.constraints
    if limits.enum:
        return ", ".join(limits.enum)
    if limits.minimum is None and limits.maximum is None:
        return ""
    form = "{:.0f}" if field.type == "integer" and not field.unit else "{:,.10g}"
    low, high = ("" if end is None else form.format(end) for end in (limits.minimum, limits.maximum))
    return f"{low} to {high}" if low and high else f"from {low}" if low else f"up to {high}"


def register(app: Sphinx) -> None:
    """Add the directive."""
    app.add_directive("table-register", TableRegister)
