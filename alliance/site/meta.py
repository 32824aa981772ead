"""What a page tells machines of itself: title, description, its own address, and for the whole site a map and a picture for tabs."""

from __future__ import annotations

import html
import re
import struct
from pathlib import Path
from typing import Any

import vl_convert
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError

from alliance.address import site_url
from alliance.errors import Refusal
from alliance.site.headers import PAGE_POLICY

#: Pages that no search engine should list.
UNLISTED = ("search", "404")
_LONGEST = 300


def configure(app: Sphinx, config: Config) -> None:
    """Set what Sphinx makes of the site's address, and the page for addresses that lead nowhere. Raises ExtensionError for what is no address."""
    try:
        config.html_baseurl = site_url()
    except Refusal as refusal:
        raise ExtensionError(f"the book cannot be built:\n{refusal}") from None
    config.html_additional_pages = {**config.html_additional_pages, "404": "404.html"}


def add_to_page(app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the page's frame its title, description, and whether it is to be listed."""
    name = {"search": "Search", "404": "Page not found"}.get(docname) or plain(context.get("title", ""))
    context["page_name"] = html.escape(name)
    book = app.config.html_title
    context["page_title"] = html.escape(name if name == book else f"{name} — {book}")
    context["description"] = html.escape(description(doctree)) if doctree is not None else ""
    context["indexed"] = docname not in UNLISTED
    context["policy"] = html.escape(PAGE_POLICY)


def plain(markup: str) -> str:
    """Return the text of HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markup)).split())


def description(doctree: nodes.document) -> str:
    """Return the first sentences of a page, for a chapter its answer: whole ones, up to about 300 characters."""
    for paragraph in doctree.findall(nodes.paragraph):
        text = " ".join(paragraph.astext().split())
        if len(text) >= 50:
            return _shortened(text)
    return ""


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    sentences = re.split(r"(?<=[a-z0-9)][.?!]) (?=[A-Z])", text)
    while len(sentences) > 1 and len(" ".join(sentences)) > _LONGEST:
        sentences.pop()
    whole = " ".join(sentences)
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1].rpartition(" ")[0] + "…"


def write_files(app: Sphinx, out: Path, pages: list[str]) -> None:
    """Write the picture for tabs and, where the site knows its address, the map for search engines. `pages` are paths from `out`."""
    (out / "favicon.ico").write_bytes(_icon((out / "_static" / "favicon.svg").read_text(encoding="utf-8")))
    base = site_url()
    if base:
        listed = [page for page in pages if page.removesuffix(".html") not in UNLISTED]
        entries = "".join(f"<url><loc>{html.escape(base + page)}</loc><lastmod>{app.config.alliance_as_of}</lastmod></url>\n" for page in listed)
        (out / "sitemap.xml").write_text(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</urlset>\n', encoding="utf-8"
        )
        (out / "robots.txt").write_text(f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n", encoding="utf-8")


def _icon(svg: str) -> bytes:
    """Return a picture of 32 by 32 points as .ico, for what asks for that alone."""
    side = 32
    picture = vl_convert.svg_to_png(svg, scale=1)
    head = struct.pack("<HHH", 0, 1, 1) + struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), 22)
    return head + picture
