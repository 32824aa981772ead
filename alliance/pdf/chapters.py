"""The chapters of a built site in reading order: which pages there are, and what of each belongs on paper."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from alliance.errors import Problem, Refusal
from alliance.paths import shown

#: Nothing of these on paper: they work on a screen alone, or stand for a click.
_SCREEN_ONLY = "script, style, .headerlink, .ledger-filters, .cell_input, details.hide, .ledger-citation, .ledger-code, button, form, input, select, output, dialog, [id^='whatif-'], [hidden], .ledger-dark, picture source"

#: Attributes that name another element of the page.
_REFERENCES = ("aria-labelledby", "aria-describedby", "for", "headers")
_SCREEN_ATTRIBUTES = ("tabindex", "loading", "decoding", "onclick", "style")

#: The part of the pages that stand in no contents and are reached from those that do.
OTHER_PAGES = "Scenarios, one by one"


@dataclass(frozen=True)
class Chapter:
    """A page of the site: the part it belongs to, its address on the site, and its article as it stands there."""

    part: str
    path: str
    article: Tag

    @property
    def anchor(self) -> str:
        """Return the id of the chapter in the one document."""
        return anchor_of(self.path)

    @cached_property
    def title(self) -> str:
        """Return the chapter's heading as text."""
        heading = BeautifulSoup(str(self.article.h1), "html.parser")
        for mark in heading.select(".headerlink"):
            mark.decompose()
        return " ".join(heading.get_text().split())


def anchor_of(path: str, fragment: str = "") -> str:
    """Return the id that a place of a page has in the one document: `notebooks-force_levels--fig-active-force`."""
    page = path.removesuffix(".html").replace("/", "-")
    return f"{page}--{fragment}" if fragment else page


def chapters(site: Path) -> list[Chapter]:
    """Return the front page, the pages of the contents in their order, and those that these link to. Raises Refusal where there is no site."""
    front = _page(site, "index.html")
    found = [Chapter("", "index.html", _article(front, site, "index.html"))]
    part = ""
    for item in front.select("nav .caption, nav .toctree-l1 > a"):
        if item.name == "a":
            found += _new(site, found, part, _address("index.html", item["href"])[0])
        else:
            part = " ".join(item.get_text().split())
    # The list grows while it is walked: a page that is reached from a page that is reached comes as well.
    for chapter in found:
        for link in chapter.article.find_all("a", href=True):
            found += _new(site, found, OTHER_PAGES, _address(chapter.path, link["href"])[0])
    return found


def on_paper(chapter: Chapter, included: Mapping[str, Chapter], site_url: str) -> Tag:
    """Return a chapter's article for the one document: screen-only parts gone, ids its own, links into the document or out to the web.

    A link to a file of the site leads there where the site has an address, and is left out where it has none.
    """
    article = BeautifulSoup(str(chapter.article), "html.parser").article
    for element in article.select(_SCREEN_ONLY):
        if not element.decomposed:
            element.decompose()
    for details in article.find_all("details"):
        _open(details)
    _side_by_side(article)
    # A picture says what it shows; a second text alternative around it would be missing or said twice.
    for element in article.find_all(("figure", "figcaption")):
        element["class"] = [element.name, *element.get("class", ())]
        element.name = "div"
        element.attrs.pop("aria-labelledby", None)
    for element in article.find_all(True):
        _own_names(element, chapter)
    for link in article.find_all("a", href=True):
        _lead(link, chapter, included, site_url)
    for empty in article.select("ul.ledger-downloads:not(:has(li)), div.cell:not(:has(*))"):
        empty.decompose()
    return article


def _new(site: Path, found: list[Chapter], part: str, path: str) -> Iterator[Chapter]:
    if not path.endswith(".html") or any(chapter.path == path for chapter in found) or not (site / path).is_file():
        return
    article = _page(site, path).select_one("article.bd-article")
    # The search page and its like have nothing to read.
    if article is not None and article.h1 is not None and article.select_one(".genindextable") is None:
        yield Chapter(part, path, article)


def _page(site: Path, path: str) -> BeautifulSoup:
    file = site / path
    if not file.is_file():
        raise Refusal([Problem(shown(file), "there is no such page; 'make book' makes the book, 'alliance rerun' a run")])
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def _article(page: BeautifulSoup, site: Path, path: str) -> Tag:
    article = page.select_one("article.bd-article")
    if article is None or article.h1 is None:
        raise Refusal([Problem(shown(site / path), "holds no article with a heading: it is no page of this book")])
    return article


def _address(path: str, href: str) -> tuple[str, str]:
    """Return the page or file of the site that a link on a page leads to, and the place there; nothing for a link out of the site."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return "", ""
    address, fragment = urldefrag(href)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(address))) if address else path
    return target, unquote(fragment)


def _open(details: Tag) -> None:
    """Turn what opens at a click into what is open: its summary a line above the rest."""
    details.name = "div"
    details.attrs.pop("open", None)
    details["class"] = ["opened"]
    if details.summary:
        details.summary.name = "p"


def _side_by_side(article: Tag) -> None:
    """Put each run of a register's entries into a box of its own, which is set in columns."""
    for first in article.select(".ledger-entry"):
        if first.parent.get("class") == ["entries"]:
            continue
        box = first.wrap(BeautifulSoup("", "html.parser").new_tag("div", attrs={"class": ["entries"]}))
        while (after := box.find_next_sibling()) is not None and "ledger-entry" in after.get("class", ()):
            box.append(after.extract())


def _own_names(element: Tag, chapter: Chapter) -> None:
    for attribute in _SCREEN_ATTRIBUTES:
        element.attrs.pop(attribute, None)
    if "id" in element.attrs:
        element["id"] = anchor_of(chapter.path, element["id"])
    for attribute in _REFERENCES:
        if attribute in element.attrs:
            element[attribute] = " ".join(anchor_of(chapter.path, name) for name in element.get_attribute_list(attribute)[0].split())
    if element.get("role") == "region":
        del element["role"], element["aria-label"]


def _lead(link: Tag, chapter: Chapter, included: Mapping[str, Chapter], site_url: str) -> None:
    target, fragment = _address(chapter.path, link["href"])
    for attribute in ("download", "title", "target"):
        link.attrs.pop(attribute, None)
    if not target:
        return
    if target in included:
        link["href"] = f"#{anchor_of(target, fragment)}"
    elif site_url:
        link["href"] = urljoin(site_url.rstrip("/") + "/", quote(target) + (f"#{fragment}" if fragment else ""))
    else:
        line = link.find_parent("li") if link.find_parent("ul", class_="ledger-downloads") else None
        (line.decompose if line else link.unwrap)()
