"""How to cite the book, a chapter, a figure or a table: as a line of text, and as BibTeX."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sphinx.config import Config

from alliance.parameters.scenarios import BASELINE
from alliance.record import RunRecord

AUTHOR = "The Alliance Ledger contributors"
BOOK = "The Alliance Ledger"

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_BIBTEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", **{sign: f"\\{sign}" for sign in "&%$#_"}, "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True)
class Citation:
    """One thing to cite: what it is called, in which chapter, where it stands in the site, and in which edition."""

    key: str
    title: str
    edition: Edition
    #: `Figure contribution-real`, with the hash of its data; nothing for a page.
    part: str = ""
    chapter: str = ""
    #: Place in the site, `notebooks/cost_sharing.html#fig-contribution-real`.
    place: str = ""

    @property
    def text(self) -> str:
        """Return the citation as one line of text."""
        inside = f"{self.part + ' in' if self.part else 'In'}: {_quoted(self.chapter) + ' ' if self.chapter else ''}{BOOK}"
        what = f"{_quoted(self.title)} {inside}" if self.place else self.title
        return " ".join(filter(None, (f"{AUTHOR} ({self.edition.year}). {what}, {self.edition.words}.", self.address if self.edition.site_url or not self.place else f"Page {self.place}")))

    @property
    def address(self) -> str:
        """Return the permalink: absolute where the site knows its own address, else the place in the site."""
        return f"{self.edition.site_url}{self.place}"

    @property
    def bibtex(self) -> str:
        """Return the citation as an entry of a BibTeX file."""
        fields = {
            "author": "{" + AUTHOR + "}",
            "title": "{" + _escaped(self.title) + "}",
            "year": self.edition.year,
            "edition": _escaped(self.edition.words.removeprefix("edition ")),
        }
        if self.place:
            fields["howpublished"] = _escaped(", ".join(filter(None, (self.part, self.chapter, BOOK))))
        if self.edition.site_url:
            fields["url"] = self.address
        elif self.place:
            fields["note"] = _escaped(f"Page {self.place}")
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{{self.key},\n{body},\n}}\n"


@dataclass(frozen=True)
class Edition:
    """The edition of the book that a site holds: published, or a run with assumptions of its own."""

    number: str
    as_of: str
    site_url: str
    run: str = ""

    @classmethod
    def of(cls, config: Config, record: RunRecord) -> Edition:
        return cls(config.alliance_edition, config.alliance_as_of, config.html_baseurl, "" if record.name == BASELINE else record.name)

    @property
    def year(self) -> str:
        return self.number[:4]

    @property
    def words(self) -> str:
        run = f", run {self.run} with assumptions of its own" if self.run else ""
        return f"edition {self.number}{run}, state of knowledge {long_date(self.as_of)}"

    def key(self, *parts: str) -> str:
        """Return the BibTeX key of a part of the book."""
        return "-".join(["alliance-ledger", self.number, *filter(None, (self.run, *parts))])

    def book(self) -> Citation:
        """Return the citation of the whole book."""
        return Citation(self.key(), BOOK, self)

    def page(self, docname: str, title: str) -> Citation:
        """Return the citation of a chapter or another page."""
        return Citation(self.key(docname.rpartition("/")[2]), title, self, place=f"{docname}.html")

    def block(self, kind: str, name: str, title: str, *, docname: str, chapter: str, data_hash: str) -> Citation:
        """Return the citation of a figure or table; `kind` is the prefix of its anchor, fig, tbl or table."""
        word = "Figure" if kind == "fig" else "Table"
        return Citation(self.key(kind, name), title, self, part=f"{word} {name} (data {data_hash})", chapter=chapter, place=f"{docname}.html#{kind}-{name}")


def long_date(iso: str) -> str:
    """Return 22 November 2026 for 2026-11-22."""
    year, month, day = (int(part) for part in iso.split("-"))
    return f"{day} {_MONTHS[month - 1]} {year}"


def _quoted(title: str) -> str:
    """Return a title in quotation marks, with a full stop inside them where it ends in no mark of its own."""
    return f"“{title}{'' if title.endswith(('?', '.', '!')) else '.'}”"


def _escaped(text: str) -> str:
    return re.sub(r"[\\{}&%$#_~^]", lambda sign: _BIBTEX[sign[0]], text)
