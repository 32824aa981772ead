"""Titles stay text in two places that put them into a page as HTML: the theme's heading for print, and the search's results.

A scenario's title comes from a file that anybody may have written; a heading of ours may hold an ampersand.
"""

from __future__ import annotations

import html
from typing import Any

from sphinx.application import Sphinx


def escape_page_title(app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Escape the title that sphinx-book-theme writes into the part of a page that is printed."""
    if "pagetitle" in context:
        context["pagetitle"] = html.escape(context["pagetitle"], quote=False)


def escape_found_titles(app: Sphinx) -> list:
    """Escape the headings in the search index before it is written; Sphinx's script sets them as HTML. Return no pages."""
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        # Sphinx offers no other place: the index is filled page by page and written right after this.
        for docname, titles in indexer._all_titles.items():
            indexer._all_titles[docname] = [(html.escape(title, quote=False), anchor) for title, anchor in titles]
    return []


def register(app: Sphinx) -> None:
    """Listen after the theme, and before the index is written."""
    app.connect("html-page-context", escape_page_title, priority=600)
    app.connect("html-collect-pages", escape_found_titles)
