"""The table register: what stands in every table, in which unit, from where, and under which terms."""

from __future__ import annotations

import html
from functools import lru_cache

from docutils import nodes
from sphinx.application import Sphinx

from alliance import tables
from alliance.claims import tables_read
from alliance.headlines import model
from alliance.parameters import load_declarations
from alliance.parameters.scenarios import BASELINE
from alliance.scenario_results import results
from alliance.site.blocks import (
    Page,
    block,
    chapter_name,
    facts,
    is_scenario,
    note_sources,
    note_target,
    writer,
)
from alliance.site.datapackage import FILE, FOLDER, names, resource, rows_hash
from alliance.site.downloads import cited, counted, download, line
from alliance.site.metadata import as_json
from alliance.site.origins import SHOWN
from alliance.site.registers import Register, section
from alliance.site.results_files import results_link
from alliance.site.reuse import lists_others
from alliance.site.shown_tables import scrollable
from alliance.tables import FieldSpec, Sidecar

#: A longer list is folded.
_UNFOLDED = 4

_TERMS = {
    "full": "may be passed on in full",
    "derived": "only shares, ratios, indices and counts made from the source stand here; the series itself is not passed on",
    "none": "is cited, not passed on",
}


class TableRegister(Register):
    """Lists every table of the book, and the ledgers of claims after them."""

    def listed(self) -> list[nodes.Node]:
        lists_others(self.env)
        return [block("data-package", None), *(self._table(tables.sidecar(name)) for name in names())]

    def _table(self, card: Sidecar) -> nodes.section:
        note_target(self.env, f"table-{card.name}", card.title, self.lineno)
        note_sources(self.env, card.source_keys, self.lineno)
        text = [card.name, card.description, *(field.title for field in card.fields)]
        return section(f"table-{card.name}", card.title, block("table", card.name, text=text))


@writer("data-package")
def package_links(page: Page, _: None) -> str:
    """Return links to the data package, which is written once the pages are, and to the headlines of the baseline."""
    to_root = "../" * page.docname.count("/")
    published = results_link(page, BASELINE, results(load_declarations().defaults()), "headlines of the baseline")
    return f'<p>To take away: <a href="{to_root}{FILE}" download>data package (datapackage.json)</a>, {published}.</p>\n'


@writer("table")
def table_entry(page: Page, name: str) -> str:
    """Return what the book knows of a table, its CSV written where its terms allow that."""
    card = tables.sidecar(name)
    shown = _shown(page, card)
    rows = facts(
        {
            "File": f"<code>{tables.shown(name).removesuffix('.yml')}.csv</code>, {counted(len(tables.rows(name)))}",
            "Key": html.escape(", ".join(card.table_schema.primaryKey)),
            "Sources": _sources(page, card),
            "Processing": html.escape(card.processing),
            "Licence": html.escape("; ".join(licence.title for licence in card.licenses)),
            "Terms": _TERMS[card.redistribute],
            "Disagreements": _conflicts(card),
            "Read by": ", ".join(_chapters(page, name)),
            "Figures and tables": _folded([page.link(docname, item["anchor"], item["title"]) for docname, item in shown], "that rest on its sources"),
            "Derived values": "" if card.redistribute == "full" else _derived(page, shown),
        }
    )
    return f'<p>{html.escape(card.description)}</p>{rows}{scrollable(_columns(card), f"Columns of {card.title}")}<div class="ledger-below">{_files(page, card)}</div>\n'


def _files(page: Page, card: Sidecar) -> str:
    """Return the line of files of a table: its CSV where its terms allow that, metadata, citation and code."""
    base = f"{FOLDER}/{card.name}"
    cite = cited(page, "table", card.name, card.title, rows_hash(card.name))
    links = [download(page, f"{base}.json", as_json(resource(card.name) | {"permalink": cite.address, "citation": {"text": cite.text, "bibtex": cite.bibtex}}), "Metadata")]
    if card.redistribute == "full":
        links.insert(0, download(page, f"{base}.csv", tables.table_path(card.name).read_bytes(), f"Data, {counted(len(tables.rows(card.name)))} (CSV)"))
    lines = f'from alliance import tables\n\nshown = tables.frame("{card.name}")\nshown\n'
    return line(page, base, links, data_hash=rows_hash(card.name), cite=cite, recipe=lines)


def _chapters(page: Page, name: str) -> list[str]:
    """Return links to the chapters that read a table, those last in which it only judges what the documents claim."""
    stems = load_declarations().stems
    read = [stem for stem in stems if name in model(stem).TABLES]
    judged = [stem for stem in stems if stem not in read and name in _judged(stem)]
    return [page.link(f"notebooks/{stem}", "", chapter_name(stem)) + (" (claims)" if stem in judged else "") for stem in [*read, *judged]]


# Asked for with every table; the tables do not change while a site is built.
_judged = lru_cache(tables_read)


def _shown(page: Page, card: Sidecar) -> list[tuple[str, dict]]:
    """Return the figures and tables that share a source with a table which their page reads, by page; those of scenario pages are the chapters' once more."""
    keys = set(card.source_keys)
    pages = [(docname, item) for docname in sorted(page.env.found_docs) if not is_scenario(docname) for item in page.env.metadata[docname].get(SHOWN, ())]
    return [(docname, item) for docname, item in pages if card.name in item["tables"] and keys & set(item["sources"])]


def _derived(page: Page, shown: list[tuple[str, dict]]) -> str:
    """Return links to the values that are derived from a table which is not passed on itself."""
    folders = {"fig": "figures", "tbl": "tables"}
    to_root = "../" * page.docname.count("/")
    items = [f'<a href="{to_root}{folders[item["anchor"][:3]]}/{item["name"]}.csv" download>{html.escape(item["title"])} (CSV)</a>' for _, item in shown]
    return "; ".join(items) + ("; " if items else "") + "the recipe stands under Processing and Sources"


def _folded(items: list[str], what: str) -> str:
    """Return links as a list, folded where it is long."""
    if len(items) <= _UNFOLDED:
        return "; ".join(items)
    return f"<details><summary>{len(items)} {what}</summary><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul></details>"


def _sources(page: Page, card: Sidecar) -> str:
    # The page lists more than a thousand: their citations would be half of its weight.
    items = [f"{page.source(source.key, tip=False)}, {html.escape(source.locator)}" for source in card.sources]
    return _folded(items, "sources")


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
