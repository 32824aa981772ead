"""The registry of sources: `book/references.bib`, cited by tables, parameters, scenarios and prose alike."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from alliance import paths
from alliance.textfile import kept


@dataclass(frozen=True)
class Source:
    """One entry: who published what, when, where it can be read, and under which terms."""

    key: str
    publisher: str
    title: str
    date: str
    url: str
    note: str
    licence: str

    @property
    def short(self) -> str:
        """Return publisher and year, as a source line prints them."""
        year = self.date[:4]
        return f"{self.publisher} {year}" if year else self.publisher

    @property
    def citation(self) -> str:
        """Return the full citation as one line of text."""
        parts = [self.publisher, self.title, self.date, self.url or "address not recorded"]
        return ". ".join(part.rstrip(".") for part in parts if part) + "."


@lru_cache
def load_sources(path: Path = paths.REFERENCES) -> dict[str, Source]:
    """Return every entry of the registry by key."""
    made_from = b"\0".join([path.read_bytes(), version("pybtex").encode(), Path(__file__).read_bytes()])
    file = paths.CACHE / "sources" / f"{hashlib.sha256(made_from).hexdigest()[:32]}.json"
    found = kept(file, lambda: json.dumps([asdict(item) for item in _parsed(path)], ensure_ascii=False).encode())
    return {item["key"]: Source(**item) for item in json.loads(found)}


def _parsed(path: Path) -> list[Source]:
    """Return the entries of a BibTeX file, by pybtex: it is thorough and takes its time."""
    from pybtex.database import parse_file

    sources = []
    for key, entry in parse_file(str(path)).entries.items():
        fields = {name.lower(): _plain(value) for name, value in entry.fields.items()}
        people = [_plain(" ".join(str(person).split())) for person in entry.persons.get("author", [])]
        sources.append(
            Source(
                key=key,
                publisher=" and ".join(people),
                title=fields.get("title", ""),
                date=fields.get("date") or fields.get("year", ""),
                url=entry.fields.get("url", ""),
                note=fields.get("note", ""),
                licence=fields.get("licence", ""),
            )
        )
    return sources


def _plain(text: str) -> str:
    """Return BibTeX text without braces and escapes."""
    return re.sub(r"\\([%&_#$])", r"\1", re.sub(r"[{}]", "", text))
