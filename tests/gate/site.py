"""A built site as files: its pages, parsed once, and what a reference on a page leads to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

_ID = re.compile(r'<[a-zA-Z][^<>]*?\s(?:id|name)="([^"]*)"')


class Site:
    """The folder of a built site; pages are named by their path in it, `notebooks/claims.html`."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html") if "_static" not in path.parts)
        self.page = cache(self._page)
        self.places = cache(self._places)

    def _page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup((self.folder / name).read_text(encoding="utf-8"), "html.parser")

    def _places(self, name: str) -> frozenset[str]:
        """Return the anchors of a page; cheaper than parsing one that is only linked to."""
        return frozenset(BeautifulSoup(f"<p>{item}</p>", "html.parser").get_text() for item in _ID.findall((self.folder / name).read_text(encoding="utf-8")))


def target(page: str, address: str) -> tuple[str, str] | None:
    """Return file and anchor that an address on a page leads to inside the site, None for one that leads out of it."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    if not parts.path:
        return page, unquote(parts.fragment)
    base = "" if parts.path.startswith("/") else posixpath.dirname(page)
    return posixpath.normpath(posixpath.join(base, unquote(parts.path.lstrip("/")))), unquote(parts.fragment)


def loaded(page: BeautifulSoup) -> Iterator[tuple[Tag, str]]:
    """Yield every element with what it makes a browser load: scripts, styles, pictures, frames, fonts named ahead."""
    for element in page.find_all(["script", "img", "source", "iframe", "video", "audio", "embed", "track", "input"], src=True):
        yield element, element["src"]
    for element in page.find_all(["img", "source"], srcset=True):
        for part in element["srcset"].split(","):
            yield element, part.split()[0]
    for element in page.find_all("object", data=True):
        yield element, element["data"]
    for element in page.find_all("link", href=True):
        if {"stylesheet", "preload", "modulepreload", "prefetch", "icon", "apple-touch-icon", "manifest"} & set(element.get("rel", ())):
            yield element, element["href"]
