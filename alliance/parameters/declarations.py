"""Parameter declarations: `data/parameters/<stem>.yml`, and `shared.yml` for what several stems use.

A declaration carries label, type, value, unit, bounds (outside: refused), plausible range (what sensitivity
walks), role, and either a source with locator or a judgement with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from alliance import paths
from alliance.errors import Problem, Refusal, nearest
from alliance.parameters.ranges import plausible_ranges
from alliance.parameters.types import Parameter, ParameterType
from alliance.textfile import read_yaml

SHARED = "shared"


class SourceRef(BaseModel):
    """A key of `book/references.bib` and where in that source the value stands."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    key: str
    locator: str


class Declaration(BaseModel, Parameter):
    """One declared parameter."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    stem: str
    label: str = Field(min_length=5)
    type: ParameterType
    value: Any
    unit: str
    bounds: tuple[float, float] | None = None
    plausible: tuple[Any, Any] | None = None
    choices: dict[str, str] | None = None
    role: Literal["choice", "uncertainty", "fact"]
    source: SourceRef | None = None
    judgement: str | None = None
    note: str = ""
    panel: bool = False

    @model_validator(mode="after")
    def _coherent(self) -> Declaration:
        numeric = self.type in ("number", "integer", "path")
        if numeric and self.bounds is None:
            raise ValueError("needs bounds")
        if (self.type == "choice") != (self.choices is not None):
            raise ValueError("choices belong to type choice, and only there")
        if (self.source is None) == (self.judgement is None):
            raise ValueError("needs either a source with locator or a judgement with its reason")
        if numeric and self.role != "fact" and self.plausible is None:
            raise ValueError("needs a plausible range")
        object.__setattr__(self, "value", self.parse(self.value))
        if self.plausible is not None:
            low, high = (self.parse(end) for end in self.plausible)
            object.__setattr__(self, "plausible", (low, high))
            if self.type in ("number", "integer") and not low <= self.value <= high:
                raise ValueError(f"value {self.value} is outside its own plausible range [{low}, {high}]")
            if self.type == "path" and not float(low) < float(high):
                raise ValueError(f"plausible range [{low}, {high}] is not in order")
        return self


@dataclass(frozen=True)
class Declarations(Mapping[str, Declaration]):
    """All declarations of the book by name, which stem takes which, and the rules between them."""

    by_name: dict[str, Declaration]
    taken: dict[str, tuple[str, ...]]
    rules: tuple[dict[str, Any], ...]

    def __getitem__(self, name: str) -> Declaration:
        return self.by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)

    @property
    def stems(self) -> tuple[str, ...]:
        return tuple(self.taken)

    def of(self, stem: str) -> dict[str, Declaration]:
        """Return the declarations a stem takes, shared ones first, in the order of the files."""
        if stem not in self.taken:
            raise Refusal([Problem("STEM", f"there is no chapter '{stem}'{nearest(stem, self.taken)}")])
        return {name: self.by_name[name] for name in self.taken[stem]}

    def ranges(self, stem: str, given: Mapping[str, Any] | None = None) -> dict[str, tuple[Any, Any]]:
        """Return what sensitivity walks in a chapter (see plausible_ranges), around `given` values where there are any."""
        return plausible_ranges(self.of(stem), self.rules, given)

    def defaults(self, stem: str | None = None) -> dict[str, Any]:
        """Return the baseline: every declared value by name, of one stem or of the whole book."""
        names = self.taken[stem] if stem else self.by_name
        return {name: self.by_name[name].value for name in names}


@lru_cache
def load_declarations(folder: Path = paths.PARAMETERS) -> Declarations:
    """Return every declaration of the book. Raises Refusal with all problems of all files."""
    problems: list[Problem] = []
    files: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yml"), key=lambda path: (path.stem != SHARED, path.stem)):
        try:
            files[path.stem] = read_yaml(path)
        except Refusal as refusal:
            problems += refusal.problems
    by_name: dict[str, Declaration] = {}
    for stem, content in files.items():
        problems += _read_file(stem, content, by_name)
    taken, rules = {}, []
    for stem, content in files.items():
        rules += content.get("rules", [])
        if stem != SHARED:
            uses = tuple(content.get("uses", []))
            for name in uses:
                if name not in by_name:
                    problems.append(Problem(f"data/parameters/{stem}.yml", f"uses '{name}', which is not declared{nearest(name, by_name)}"))
            taken[stem] = uses + tuple(name for name, item in by_name.items() if item.stem == stem)
    if problems:
        raise Refusal(problems)
    return Declarations(by_name, taken, tuple(rules))


def _read_file(stem: str, content: dict[str, Any], by_name: dict[str, Declaration]) -> list[Problem]:
    """Add one file's declarations to `by_name`; return what is wrong with the file."""
    where = f"data/parameters/{stem}.yml"
    problems = [
        Problem(where, f"'{key}' is not a section of a parameter file{nearest(key, ('parameters', 'uses', 'rules'))}")
        for key in content
        if key not in ("parameters", "uses", "rules")
    ]
    for name, fields in content.get("parameters", {}).items():
        if name in by_name:
            problems.append(Problem(where, f"{name} is declared already in {by_name[name].file}"))
            continue
        try:
            by_name[name] = Declaration(name=name, stem=stem, **fields)
        except ValidationError as error:
            for item in error.errors():
                field = ".".join(str(part) for part in item["loc"])
                problems.append(Problem(where, f"{name}{'.' + field if field else ''}: {item['msg'].removeprefix('Value error, ')}"))
    return problems
