"""The source register: who published what, where it can be read, and everything in the book that rests on it."""

from __future__ import annotations

import html
from collections import defaultdict

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from alliance import tables
from alliance.parameters import load_declarations, load_scenario, scenario_names
from alliance.site.blocks import (
    DATA_PAGE,
    PARAMETERS_PAGE,
    USED_SOURCES,
    Page,
    block,
    facts,
    note_target,
    writer,
)
from alliance.site.coverage import coverage
from alliance.site.figures import permalink
from alliance.site.registers import REGISTERS, Register
from alliance.site.reuse import lists_others
from alliance.site.scenario_pages import GALLERY
from alliance.sources import Source, load_sources

Uses = dict[str, dict[str, list[str]]]


class SourceRegister(Register):
    """Lists every entry of the registry by publisher and date."""

    def listed(self) -> list[nodes.Node]:
        lists_others(self.env)
        sources = load_sources()
        for key, source in sources.items():
            note_target(self.env, f"source-{key}", source.short, self.lineno)
        return [block("sources", None, text=[f"{source.publisher} {source.title}" for source in sources.values()])]


@writer("sources")
def sources_html(page: Page, _: None) -> str:
    """Return the entries of every source."""
    uses = _uses(page)
    ordered = sorted(load_sources().values(), key=lambda source: (source.publisher.lower(), source.date, source.key))
    return "".join(_entry(source, uses[source.key]) for source in ordered)


def _entry(source: Source, uses: dict[str, list[str]]) -> str:
    title = f"<cite>{html.escape(source.title)}</cite>" if source.title else ""
    rows = facts(
        {
            "Address": _address(source.url),
            "Licence": html.escape(source.licence),
            "Note": html.escape(source.note),
            **{f"Used in {kind}": ", ".join(links) if kind != "tables" else "; ".join(links) for kind, links in uses.items()},
        }
    )
    date = f", {html.escape(source.date)}" if source.date else ""
    return (
        f'<div class="ledger-entry" id="source-{html.escape(source.key)}"><p class="ledger-entry-title">{html.escape(source.publisher)}{date}'
        f"{permalink(f'source-{html.escape(source.key)}', 'source')}<br>{title}</p>{rows}</div>\n"
    )


def _address(url: str) -> str:
    if not url:
        return "address not recorded"
    shown = html.escape(url)
    return f'<a class="ledger-address" href="{shown}">{shown}</a>' if url.startswith(("https://", "http://")) else shown


def _uses(page: Page) -> Uses:
    """Return links to what rests on each source, by kind of use."""
    uses: Uses = defaultdict(lambda: {"tables": [], "parameters": [], "scenarios": [], "pages": []})
    for name in [*tables.table_names(), *tables.ledger_names()]:
        for key in dict.fromkeys(tables.sidecar(name).source_keys):
            uses[key]["tables"].append(f'{page.link(DATA_PAGE, f"table-{name}", name)} ({html.escape(coverage(key, name))})')
    for name, item in load_declarations().items():
        if item.source:
            uses[item.source.key]["parameters"].append(page.link(PARAMETERS_PAGE, f"param-{name}", name))
    for name in scenario_names():
        for key in dict.fromkeys(source.key for source in load_scenario(name).sources):
            uses[key]["scenarios"].append(page.link(GALLERY, f"gallery-{name}", name))
    for docname, keys in _pages(page.env).items():
        for key in keys:
            uses[key]["pages"].append(page.link(docname, "", page.env.titles[docname].astext()))
    return uses


def _pages(env: BuildEnvironment) -> dict[str, list[str]]:
    """Return the sources each page uses, without the registers, which use all."""
    return {
        docname: env.metadata[docname].get(USED_SOURCES, [])
        for docname in sorted(env.found_docs)
        if docname in env.titles and REGISTERS not in env.metadata[docname]
    }


def register(app: Sphinx) -> None:
    """Add the directive."""
    app.add_directive("source-register", SourceRegister)
