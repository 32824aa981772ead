"""What one build knows: the run it publishes, headlines computed once a chapter, and everything that must stop it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import ExtensionError

from alliance import paths, pyodide
from alliance.errors import Problem, Refusal, nearest
from alliance.models.headline import Said
from alliance.record import RunRecord, code_version, read_record
from alliance.scenario_results import results
from alliance.site.assets import STATIC, TEMPLATES


@dataclass
class Book:
    """The state of one build."""

    record: RunRecord
    problems: list[Problem] = field(default_factory=list)
    #: What other pages knew the pages by that are read now, and the files that each page written now leaves: see `alliance.site.reuse`.
    names: dict[str, Any] = field(default_factory=dict)
    files: dict[str, set[str]] = field(default_factory=dict)
    #: The glossary's terms and what finds them: see `alliance.site.glossary_links`.
    glossary: Any = None

    @classmethod
    def open(cls, source: Path) -> Book:
        """Return the book of the run whose source lies in a folder. Raises ExtensionError where that cannot be read."""
        try:
            return cls(read_record(Path(source)))
        except Refusal as refusal:
            raise ExtensionError(f"the book cannot be built:\n{refusal}") from refusal

    def headline(self, key: str) -> Said:
        """Return the headline `stem.name` in this run, without a result where only the published book has one. Raises Refusal where neither has it."""
        stem, _, name = key.partition(".")
        if stem not in self._headlines:
            raise Refusal([Problem(key, f"there is no chapter '{stem}'{nearest(stem, self._headlines)}")])
        known = self._headlines[stem]
        if name not in known:
            raise Refusal([Problem(key, f"no headline of '{stem}' is called '{name}'{nearest(name, known)}")])
        return Said(known[name])

    @cached_property
    def _headlines(self) -> dict[str, dict[str, dict[str, Any]]]:
        return {stem: {row["name"]: row for row in rows} for stem, rows in results(self.record.values).items()}


def book_of(env: BuildEnvironment) -> Book:
    """Return the book of the build an environment belongs to."""
    return env.app.alliance_book


def refuse(env: BuildEnvironment, line: int | None, message: str) -> None:
    """Note something on the page being read that must stop the build once every page is read."""
    where = f"{env.doc2path(env.docname, base=False)}{f':{line}' if line else ''}"
    book_of(env).problems.append(Problem(where, message))


def refuse_problems(app: Sphinx, env: BuildEnvironment) -> None:
    """Raise ExtensionError with every problem that reading found; Sphinx then fails with or without -W."""
    problems = app.alliance_book.problems
    if problems:
        raise ExtensionError("the book cannot be built:\n" + "\n".join(str(problem) for problem in problems))


def fingerprint(source: Path) -> str:
    """Return a hash of all that pages are made from besides their own source and the values of the run; `alliance.site.reuse` sees to those."""
    # Whether the model for the browser is part of the build shows on the pages.
    content = hashlib.sha256(f"{code_version()} {pyodide.kept()} {read_record(Path(source)).frame}".encode())
    folders = [paths.ROOT / "data", STATIC, TEMPLATES, paths.replacement_tables()]
    files = [paths.REFERENCES]
    files += [path for folder in folders if folder for path in sorted(folder.rglob("*"))]
    for path in files:
        if path.is_file():
            content.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return content.hexdigest()
