"""Scenarios: `data/scenarios/<name>.yml` with title, story, sources and the changed parameters only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from alliance import paths
from alliance.errors import Problem, Refusal, nearest
from alliance.parameters.declarations import SourceRef
from alliance.textfile import read_yaml

BASELINE = "baseline"


class Scenario(BaseModel):
    """A named set of changed parameters; the baseline is the declarations themselves and has no file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    file: str
    title: str = Field(min_length=3)
    story: str = Field(min_length=20)
    sources: list[SourceRef] = Field(default_factory=list)
    settings: dict[str, Any] = Field(alias="set", min_length=1)


def scenario_names(folder: Path = paths.SCENARIOS) -> list[str]:
    """Return the names of the book's scenarios, in alphabetical order."""
    return sorted(path.stem for path in folder.glob("*.yml"))


def load_scenario(name_or_file: str) -> Scenario:
    """Return a scenario by the name of one of the book's, or from a file. Raises Refusal."""
    is_file = "/" in name_or_file or "\\" in name_or_file or re.search(r"\.ya?ml$", name_or_file)
    path = Path(name_or_file) if is_file else paths.SCENARIOS / f"{name_or_file}.yml"
    if not is_file and not path.exists():
        raise Refusal([Problem("--scenario", f"there is no scenario '{name_or_file}'{nearest(name_or_file, scenario_names())}")])
    content = read_yaml(path)
    where = paths.shown(path)
    parts = ("title", "story", "sources", "set")
    foreign = [Problem(where, f"'{key}' is not a part of a scenario{nearest(str(key), parts)}") for key in content if key not in parts]
    if foreign:
        raise Refusal(foreign)
    try:
        return Scenario(name=path.stem.lower().replace("-", "_").replace(" ", "_"), file=where, **content)
    except ValidationError as error:
        raise Refusal(_problem(where, item) for item in error.errors()) from None


def _problem(where: str, item: Any) -> Problem:
    field = ".".join(str(part) for part in item["loc"])
    if item["type"] == "missing":
        return Problem(where, f"'{field}' is missing")
    return Problem(where, f"{field}: {item['msg']}")
