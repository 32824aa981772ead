"""The one document that is printed: cover, contents, and every chapter, with the style sheet and pictures of the site."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from alliance.pdf.chapters import Chapter, on_paper
from alliance.pdf.cover import Facts, cover

_STYLE = Path(__file__).with_name("paper.css")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

#: A table of this many columns and rows is laid across the sheet.
_WIDE_COLUMNS, _WIDE_ROWS = 7, 60


@dataclass(frozen=True)
class Document:
    """The document but for the numbers in its contents."""

    facts: Facts
    found: Sequence[Chapter]
    body: str

    def html(self, pages: Mapping[str, int]) -> str:
        """Return the document as HTML; `pages` says on which page a chapter starts, as far as that is known."""
        style = f"{_STYLE.read_text(encoding='utf-8')}\n{_running_heads(self.found, self.facts)}"
        return (
            f'<!DOCTYPE html>\n<html lang="{html.escape(self.facts.language)}"><head><meta charset="utf-8"><title>{html.escape(self.facts.title)}</title>'
            f"<style>{style}</style></head><body>\n{cover(self.facts)}\n{_contents(self.found, pages)}\n{self.body}\n</body></html>\n"
        )

    @cached_property
    def headings(self) -> list[str]:
        """Return the text of every heading in its order, as the outline has it."""
        return [" ".join(heading.get_text().split()) for heading in BeautifulSoup(self.html({}), "html.parser").find_all(_HEADINGS)]


def document(site: Path, found: Sequence[Chapter], facts: Facts, *, site_url: str) -> Document:
    """Return the document of a site's chapters."""
    included = {chapter.path: chapter for chapter in found}
    return Document(facts, found, "\n".join(_chapter(site, chapter, included, site_url) for chapter in found))


def _chapter(site: Path, chapter: Chapter, included: Mapping[str, Chapter], site_url: str) -> str:
    article = on_paper(chapter, included, site_url)
    folder = (site / chapter.path).parent
    for image in article.find_all("img"):
        image["src"] = (folder / image["src"]).resolve().as_uri()
    for table in article.select(".ledger-table"):
        if _is_wide(table):
            table["class"] = [*table["class"], "wide"]
    article.name = "section"
    article["class"] = ["chapter"]
    article["id"] = chapter.anchor
    return str(article)


def _is_wide(table: Tag) -> bool:
    return len(table.select("thead th")) >= _WIDE_COLUMNS and len(table.select("tbody tr")) >= _WIDE_ROWS


def _contents(found: Sequence[Chapter], pages: Mapping[str, int]) -> str:
    parts = []
    for part, chapters in groupby(found, key=lambda chapter: chapter.part):
        heading = f"<p class=part>{html.escape(part)}</p>" if part else ""
        lines = "".join(
            f'<li><a href="#{chapter.anchor}"><span class=title>{html.escape(chapter.title)}</span><span class=leader></span>'
            f'<span class=number>{pages.get(chapter.anchor, "000")}</span></a></li>'
            for chapter in chapters
        )
        parts.append(f"{heading}<ol>{lines}</ol>")
    return f'<nav class="contents" id="contents" aria-labelledby="contents-heading"><h1 id="contents-heading">Contents</h1>{"".join(parts)}</nav>'


def _running_heads(found: Sequence[Chapter], facts: Facts) -> str:
    """Return the rules that give each chapter sheets of its own, upright and across, with its title at the top and the book's at the foot."""
    rules = [f"@page {{ @bottom-left {{ content: {_string(facts.line)} }} }}"]
    for chapter in found:
        name = f"sheet-{chapter.anchor}"
        title = _string(chapter.title)
        rules.append(f"#{chapter.anchor} {{ page: {name} }} #{chapter.anchor} .wide {{ page: {name}-across }}")
        rules.append(f"@page {name} {{ @top-left {{ content: {title} }} }} @page {name}-across {{ size: A4 landscape; @top-left {{ content: {title} }} }}")
    return "\n".join(rules)


def _string(text: str) -> str:
    """Return text as a string of a style sheet."""
    escaped = "".join(f"\\{ord(sign):x} " if sign in '"\\<\n' else sign for sign in text)
    return f'"{escaped}"'
