"""Titles stay text where the theme puts them into a page as HTML, in its heading for print.

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


def register(app: Sphinx) -> None:
    """Listen after the theme."""
    app.connect("html-page-context", escape_page_title, priority=600)
