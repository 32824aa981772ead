"""A page's HTML read as text: no script, handler or address in it that could run, and what it says of itself to machines."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

from gate import Finding

#: Types of script elements that hold data and never run.
_DATA = ("application/json", "application/ld+json")


class Reader(HTMLParser):
    """Collects the elements of a page, in order, with their attributes, and the text of the title."""

    def __init__(self, text: str):
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.title = ""
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, {name: value or "" for name, value in attributes}))
        self._open = tag

    def handle_endtag(self, tag):
        self._open = ""

    def handle_data(self, data):
        if self._open == "title":
            self.title += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


def unsafe(name: str, text: str) -> list[Finding]:
    """Return inline scripts, inline handlers, script addresses and a changed base: what a strict policy forbids."""
    found = []
    for tag, attributes in Reader(text).elements:
        if tag == "script" and "src" not in attributes and attributes.get("type") not in _DATA:
            found.append(Finding(name, "inline script", str(attributes)))
        if tag == "base":
            found.append(Finding(name, "base element", str(attributes)))
        for key, value in attributes.items():
            if key.startswith("on"):
                found.append(Finding(name, "inline handler", f"<{tag} {key}={value!r}>"))
            if value.strip().lower().startswith("javascript:"):
                found.append(Finding(name, "script address", f"<{tag} {key}={value!r}>"))
    return found


def undescribed(pages: Mapping[str, str]) -> list[Finding]:
    """Return pages without a title or description of their own, language, or exactly one first heading; `pages` are texts by name."""
    found, titles = [], {}
    for name, text in pages.items():
        page = Reader(text)
        descriptions = [tag.get("content", "") for tag in page.all("meta") if tag.get("name") == "description"]
        if name not in ("search.html", "404.html") and not (len(descriptions) == 1 and 50 <= len(descriptions[0]) <= 320):
            found.append(Finding(name, "description", str(descriptions)))
        if page.all("html") != [{**page.all("html")[0], "lang": "en"}]:
            found.append(Finding(name, "language", str(page.all("html"))))
        if len(page.all("h1")) != 1:
            found.append(Finding(name, "first heading", f"{len(page.all('h1'))} of them"))
        for what in (page.title, *descriptions):
            if not what.strip() or what in titles:
                found.append(Finding(name, "title or description", f"{what!r} is also that of {titles.get(what, 'nothing')}"))
            titles[what] = name
    return found
