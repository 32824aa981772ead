"""A block of the page that is written when the page is: only then is it known which pages exist and what they use."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.util.osutil import relative_uri

from alliance.site.book import book_of, refuse
from alliance.sources import load_sources

SOURCES_PAGE, DATA_PAGE, PARAMETERS_PAGE = "book/sources", "book/data", "book/parameters"

#: Key of a page's metadata under which the sources it uses are noted.
USED_SOURCES = "alliance_sources"


class Block(nodes.General, nodes.Element):
    """A block of ours: `kind` says which function writes it, `content` from what. Its text is there for the search."""


Writer = Callable[["Page", Any], str]
WRITERS: dict[str, Writer] = {}


def writer(kind: str) -> Callable[[Writer], Writer]:
    """Register a function that returns the HTML of a kind of block."""

    def register(function: Writer) -> Writer:
        WRITERS[kind] = function
        return function

    return register


def block(kind: str, content: Any, *, text: Iterable[str] = ()) -> Block:
    """Return a block whose text the site's search finds."""
    node = Block("", kind=kind, content=content)
    node += nodes.Text(" ".join(text))
    return node


def visit_block(translator: Any, node: Block) -> None:
    """Write a block into the page."""
    page = Page(translator.builder, translator.builder.current_docname)
    translator.body.append(WRITERS[node["kind"]](page, node["content"]))
    raise nodes.SkipNode


def skip_block(translator: Any, node: Block) -> None:
    """Leave a block out, where the format is not HTML."""
    raise nodes.SkipNode


@dataclass(frozen=True)
class Page:
    """The page being written: links from it, and the files that go with it."""

    builder: Builder
    docname: str

    @property
    def env(self) -> BuildEnvironment:
        return self.builder.env

    def link(self, docname: str, anchor: str, text: str, *, title: str = "") -> str:
        """Return an HTML link to a place on another page, or the text alone where the book has no such page."""
        tip = f' title="{html.escape(title)}"' if title else ""
        if docname not in self.env.found_docs:
            return f"<span{tip}>{html.escape(text)}</span>" if tip else html.escape(text)
        here = docname == self.docname
        uri = ("" if here else self.builder.get_relative_uri(self.docname, docname)) + (f"#{anchor}" if anchor else "")
        return f'<a href="{html.escape(uri)}"{tip}>{html.escape(text)}</a>'

    def source(self, key: str, *, tip: bool = True) -> str:
        """Return a source's short name, linked to its entry in the register, with the full citation as a tip if wanted."""
        source = load_sources()[key]
        return self.link(SOURCES_PAGE, f"source-{key}", source.short, title=source.citation if tip else "")

    def file(self, path: str, content: bytes) -> str:
        """Write a file of the site; return its address from this page."""
        target = Path(self.builder.outdir) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        book_of(self.env).files.setdefault(self.docname, set()).add(path)
        return relative_uri(self.builder.get_target_uri(self.docname), path)


def note_target(env: BuildEnvironment, anchor: str, title: str, line: int | None = None) -> None:
    """Let prose link to a block: `[text](#fig-name)`. Two blocks of one name are refused: their files would be one."""
    domain = env.get_domain("std")
    if anchor in domain.anonlabels:
        refuse(env, line, f"'{anchor}' stands in the book twice, also in {domain.anonlabels[anchor][0]}")
    domain.anonlabels[anchor] = env.docname, anchor
    domain.labels[anchor] = env.docname, anchor, title


def note_sources(env: BuildEnvironment, keys: Iterable[str], line: int | None = None) -> None:
    """Note that the page being read uses sources; an unknown one is refused."""
    for key in keys:
        if key not in load_sources():
            refuse(env, line, f"no source is called '{key}'")
        used = env.metadata[env.docname].setdefault(USED_SOURCES, [])
        if key not in used:
            used.append(key)


def is_scenario(docname: str) -> bool:
    """Return whether a page is that of a scenario."""
    return docname.startswith("scenarios/")


def chapter_name(stem: str) -> str:
    """Return a chapter's stem as words: OPCON transfer."""
    return stem.replace("_", " ").capitalize().replace("Opcon", "OPCON")


def facts(items: Mapping[str, str]) -> str:
    """Return a description list of HTML values by plain label; empty values are left out."""
    rows = "".join(f"<div><dt>{html.escape(label)}</dt><dd>{value}</dd></div>" for label, value in items.items() if value)
    return f'<dl class="ledger-facts">{rows}</dl>'
