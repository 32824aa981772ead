"""The search index of the whole book, also where a build wrote only some of its pages, with headings that stay text.

Sphinx reads its last index back without some of what it held, and in another order; so what each page gave to it is kept beside the doctrees.
Its script sets the headings that it finds as HTML: they are escaped, for a scenario's title comes from a file that anybody may have written.
"""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.search import IndexBuilder

#: The note of what the pages gave to the index, beside the doctrees.
_NOTE = "search.json"

#: What the index has by page, and its pages by word.
_BY_PAGE = ("_titles", "_filenames", "_all_titles", "_index_entries")
_BY_WORD = ("_mapping", "_title_mapping")


def complete(app: Sphinx) -> list:
    """Give the index what pages that were not written gave to it before, sort it, and escape its headings. Return no pages.

    Sphinx offers no other place: the index is filled page by page and written right after this.
    """
    indexer = getattr(app.builder, "indexer", None)
    if indexer is None:
        return []
    note = Path(app.doctreedir) / _NOTE
    before = json.loads(note.read_text(encoding="utf-8")) if note.exists() else {}
    written = set(app.alliance_book.files)
    for name in _BY_PAGE:
        setattr(indexer, name, _by_page(getattr(indexer, name), before.get(name, {}), written, app.env.found_docs))
    for name in _BY_WORD:
        setattr(indexer, name, _by_word(getattr(indexer, name), before.get(name, {}), written, app.env.found_docs))
    note.write_text(json.dumps(_told(indexer), ensure_ascii=False), encoding="utf-8")
    indexer._all_titles = {docname: [(html.escape(title, quote=False), anchor) for title, anchor in titles] for docname, titles in indexer._all_titles.items()}
    return []


def _by_page(now: dict[str, Any], before: dict[str, Any], written: set[str], present: set[str]) -> dict[str, Any]:
    """Return what pages gave: now those that were written, before the others that the book has."""
    found = {docname: content for docname, content in before.items() if docname in present - written} | {docname: now[docname] for docname in written & now.keys()}
    return dict(sorted(found.items()))


def _by_word(now: dict[str, set[str]], before: dict[str, list[str]], written: set[str], present: set[str]) -> dict[str, set[str]]:
    """Return by word the pages that have it."""
    found = {word: now.get(word, set()) & written | set(before.get(word, ())) & (present - written) for word in now.keys() | before.keys()}
    return {word: pages for word, pages in sorted(found.items()) if pages}


def _told(indexer: IndexBuilder) -> dict[str, Any]:
    return {name: getattr(indexer, name) for name in _BY_PAGE} | {name: {word: sorted(pages) for word, pages in getattr(indexer, name).items()} for name in _BY_WORD}


def register(app: Sphinx) -> None:
    """Listen before the index is written."""
    app.connect("html-collect-pages", complete)
