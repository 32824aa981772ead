"""A page has something to read: a heading and words below it."""

from __future__ import annotations

from gate import Finding
from gate.site import Site

#: Letters without which a page is a hole in the book.
_LEAST = 200

#: Pages that a script fills, or that say one thing.
_SHORT = ("search.html", "404.html")


def empty(site: Site, name: str) -> list[Finding]:
    """Return a finding for a page without a heading, without text, and for a section that has a heading and nothing else."""
    article = site.page(name).find("article") or site.page(name).find("main")
    if article is None or not (article.h1 and article.h1.get_text(strip=True)):
        return [Finding(name, "empty page", "no heading")]
    text = " ".join(article.get_text(" ").split())
    if name not in _SHORT and len(text) < _LEAST:
        return [Finding(name, "empty page", f"{len(text)} letters: {text}")]
    found = []
    for section in article.select("section"):
        heading = section.find(["h1", "h2", "h3", "h4"], recursive=False)
        if heading is not None and not (section.get_text(strip=True).removeprefix(heading.get_text(strip=True)) or section.find("img")):
            found.append(Finding(name, "empty section", heading.get_text(strip=True)))
    return found
