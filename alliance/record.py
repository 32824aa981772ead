"""The run record: what a page or a result was made from, and the command that makes it again.

It stands in notebook metadata, in `run.json` and at the foot of each page, never in a cell output. It holds no time
and no path of a machine, so that pages made twice are the same bytes; `run.json` adds time and engine.
"""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from alliance import changes, paths, tables
from alliance.claims import tables_of
from alliance.parameters import load_declarations
from alliance.parameters.scenarios import BASELINE

#: The file beside a site's source that tells the site extension of a run; without it the site is the baseline's.
FILE = "run.json"

#: The file with a run's headlines, each with its baseline and the difference.
RESULTS = "results.json"


@dataclass(frozen=True)
class RunRecord:
    """Parameters that differ from the default, data hashes, code version, lock hash, and the command."""

    name: str
    stems: tuple[str, ...]
    values: dict[str, Any]
    scenario: str = ""
    title: str = ""
    story: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    replaced: tuple[str, ...] = ()
    tables_option: str = ""

    @property
    def changed(self) -> dict[str, Any]:
        """Return the parameters whose value is not the declared one."""
        defaults = load_declarations().defaults()
        return {name: value for name, value in self.values.items() if value != defaults[name]}

    def changed_of(self, stem: str) -> dict[str, Any]:
        """Return the changed parameters that one chapter takes."""
        taken = load_declarations().of(stem)
        return {name: value for name, value in self.changed.items() if name in taken}

    @property
    def frame(self) -> dict[str, Any]:
        """Return what a run says of itself on every page, whatever its values: name, title, story, chapters, scenario, tables of its own."""
        return {
            "name": self.name,
            "title": self.title,
            "story": self.story,
            "stems": list(self.stems),
            "scenario": self.scenario,
            "tables_option": self.tables_option,
            "replaced": list(self.replaced),
        }

    def command(self, stem: str = "") -> str:
        """Return the exact command that reproduces the run, or one chapter of it."""
        words = ["alliance", "rerun", *([stem] if stem else self.stems if self.stems != load_declarations().stems else [])]
        if self.scenario:
            words += ["--scenario", self.scenario]
        for name, value in self.settings.items():
            # What a chapter does not take says nothing about it.
            if not stem or name in load_declarations().of(stem):
                words += ["--set", f"{name}={value}"]
        if self.tables_option:
            words += ["--tables", self.tables_option]
        return shlex.join(words)

    def of(self, stem: str) -> dict[str, Any]:
        """Return the record of one chapter, as it stands in notebook metadata and at the foot of its page."""
        return {
            "run": self.name,
            "changed": self.changed_of(stem),
            "tables": {name: tables.table_hash(name)[:12] for name in tables_of(stem)},
            "replaced": [name for name in self.replaced if name in tables_of(stem)],
            "code": code_version(),
            "lock": lock_hash(),
            "command": self.command(stem),
        }

    def to_json(self) -> dict[str, Any]:
        """Return the whole record as it stands in `run.json`, without time and engine."""
        return {
            **self.frame,
            "settings": self.settings,
            "values": self.values,
            "changed": self.changed,
            "tables": {name: tables.table_hash(name)[:12] for stem in self.stems for name in tables_of(stem)},
            "code": code_version(),
            "lock": lock_hash(),
            "command": self.command(),
        }


def baseline(stems: Iterable[str] | None = None) -> RunRecord:
    """Return the record of the book as published: every parameter at its declared value."""
    declarations = load_declarations()
    return RunRecord(BASELINE, tuple(stems or declarations.stems), declarations.defaults())


def read_record(folder: Path) -> RunRecord:
    """Return the record of the run whose source lies in a folder, the baseline's where no run left one."""
    path = folder / FILE
    if not path.exists():
        return baseline()
    content: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return RunRecord(
        name=content["name"],
        stems=tuple(content["stems"]),
        values=content["values"],
        scenario=content["scenario"],
        title=content["title"],
        story=content["story"],
        settings=content["settings"],
        replaced=tuple(content["replaced"]),
        tables_option=content["tables_option"],
    )


@lru_cache
def code_version() -> str:
    """Return the book's version and the first twelve hex digits of the SHA-256 of its package."""
    content = hashlib.sha256()
    for path in sorted((paths.ROOT / "alliance").rglob("*.py")):
        content.update(path.relative_to(paths.ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{version('alliance-ledger')}+{content.hexdigest()[:12]}"


@lru_cache
def lock_hash() -> str:
    """Return the first twelve hex digits of the SHA-256 of `requirements.txt`."""
    return hashlib.sha256(paths.REQUIREMENTS.read_bytes()).hexdigest()[:12]


def moved(results: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the headlines whose printed value is not the baseline's, in the order of `alliance.changes.ORDER`."""

    def told(row: Mapping[str, Any]) -> tuple[Any, ...]:
        return row["baseline"], row["value"], row["decimals"], row["unit"]

    return sorted((row for row in results if changes.moves(*told(row))), key=lambda row: (*changes.order(*told(row)), row["name"]))
