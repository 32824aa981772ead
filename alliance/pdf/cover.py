"""The cover: what the book is, as of when, which run it shows, with which parameters, how it is cited and made again."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from alliance import paths
from alliance.parameters import load_declarations
from alliance.parameters.scenarios import BASELINE
from alliance.site.citation import Edition, long_date
from alliance.site.colophon import shown
from alliance.textfile import read_text


@dataclass(frozen=True)
class Facts:
    """What the cover and the document's own properties say."""

    title: str
    subtitle: str
    author: str
    language: str
    edition: str
    as_of: str
    terms: str
    site_url: str
    record: Mapping[str, Any]

    @property
    def line(self) -> str:
        """Return the line at the foot of every page."""
        run = "" if self.is_book else f". Run {self.record['name']}"
        return f"{self.title}, edition {self.edition}{run}"

    @property
    def is_book(self) -> bool:
        """Return whether the pages are those of the book as published."""
        return self.record["name"] == BASELINE and not self.record["changed"]

    @property
    def citation(self) -> str:
        """Return how the book, or the run of it, is cited."""
        return Edition(self.edition, self.as_of, self.site_url, "" if self.is_book else self.record["name"]).book().text


def facts(record: Mapping[str, Any], site_url: str) -> Facts:
    """Return the facts of a run, from the book's own settings. Raises Refusal where they cannot be read."""
    settings = yaml.safe_load(read_text(paths.ROOT / "_config.yml"))
    cited = yaml.safe_load(read_text(paths.ROOT / "CITATION.cff"))
    options = settings["sphinx"]["config"]
    title, _, subtitle = cited["title"].partition(": ")
    return Facts(
        title=title,
        subtitle=subtitle,
        author=", ".join(_name(author) for author in cited["authors"]),
        language=options["language"],
        edition=options["alliance_edition"],
        as_of=options["alliance_as_of"],
        terms="Prose and figures: CC BY 4.0. Data: the terms that stand with each table. Code: BSD 3-Clause.",
        site_url=site_url,
        record=record,
    )


def read_run(folder: Path) -> dict[str, Any]:
    """Return the record that `alliance rerun` left in a folder, as it stands in `run.json`. Raises Refusal."""
    return json.loads(read_text(folder / "run.json"))


def cover(given: Facts) -> str:
    """Return the cover as HTML."""
    rows = {
        "State of knowledge": html.escape(long_date(given.as_of)),
        "Edition": html.escape(given.edition),
        "Run": _run(given),
        "Parameters": _parameters(given.record),
        "Code and environment": f"<code>{html.escape(given.record['code'])}</code>, requirements.txt <code>{html.escape(given.record['lock'])}</code>",
        "Made again by": f"<code>{html.escape(given.record['command'])}</code>",
        "Cite as": html.escape(given.citation),
        "Terms": html.escape(given.terms),
    }
    listed = "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in rows.items() if value)
    return f'<header class="cover"><p class="name">{html.escape(given.title)}</p><p class="subtitle">{html.escape(_sentence(given.subtitle))}</p><dl class="ledger-facts">{listed}</dl></header>'


def _run(given: Facts) -> str:
    if given.is_book:
        return "the book as published"
    record = given.record
    words = [f"<strong>{html.escape(record['title'] or record['name'])}</strong>", html.escape(record["story"]), "Numbers on these pages differ from the published book."]
    if record["replaced"]:
        words.append(f"Tables of this run's own: {html.escape(', '.join(record['replaced']))}.")
    return " ".join(filter(None, words))


def _parameters(record: Mapping[str, Any]) -> str:
    declared = load_declarations()
    changed = record["changed"]
    if not changed:
        return f"all {len(record['values'])} at their declared values, which the chapter Parameters lists"
    items = "".join(
        f"<li><code>{html.escape(name)}</code> = {html.escape(shown(value))} (declared: {html.escape(shown(declared[name].value))})</li>" for name, value in changed.items()
    )
    return f"<ul>{items}</ul>the other {len(record['values']) - len(changed)} at their declared values"


def _name(author: Mapping[str, str]) -> str:
    return author.get("name") or " ".join(filter(None, (author.get("given-names"), author.get("family-names"))))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
