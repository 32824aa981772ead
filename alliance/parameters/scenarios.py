"""Scenarios: `data/scenarios/<name>.yml` with title, story, sources and the changed parameters only."""

from __future__ import annotations

import difflib
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from alliance import paths
from alliance.errors import Problem, Refusal, nearest
from alliance.parameters.declarations import SourceRef
from alliance.textfile import read_yaml

BASELINE = "baseline"


#: What the parts of a scenario file are called.
_PARTS = ("title", "story", "sources", "set")


class Scenario(BaseModel):
    """A named set of changed parameters; the baseline is the declarations themselves and has no file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    file: str
    title: str = Field(min_length=3, max_length=120)
    story: str = Field(min_length=20)
    sources: list[SourceRef] = Field(default_factory=list)
    settings: dict[str, Any] = Field(alias="set", min_length=1)

    @field_validator("title", "story")
    @classmethod
    def _printable(cls, text: str) -> str:
        # A terminal obeys control characters, and a page cannot hold them.
        text = " ".join(text.split())
        if not text.isprintable():
            raise ValueError("holds a character that cannot be printed")
        return text


def scenario_names(folder: Path | None = None) -> list[str]:
    """Return the names of the book's scenarios, in alphabetical order."""
    return sorted(path.stem for path in (folder or paths.SCENARIOS).glob("*.yml"))


def strangers() -> list[Problem]:
    """Return the files among the book's scenarios that would never be read, because their name does not end in .yml."""
    files = [path for path in sorted(paths.SCENARIOS.iterdir()) if path.suffix != ".yml" and not path.name.startswith(".")]
    return [Problem(paths.shown(path), f"is not read: the name of a scenario file ends in .yml; call it '{_name(path)}.yml'") for path in files]


def load_scenario(name_or_file: str) -> Scenario:
    """Return a scenario by the name of one of the book's, or from a file. Raises Refusal with everything that is wrong in it."""
    is_file = "/" in name_or_file or "\\" in name_or_file or re.search(r"\.ya?ml$", name_or_file)
    path = Path(name_or_file) if is_file else paths.SCENARIOS / f"{name_or_file}.yml"
    if not is_file and not path.exists():
        raise Refusal([Problem("--scenario", f"there is no scenario '{name_or_file}'{nearest(name_or_file, scenario_names())}")])
    content = read_yaml(path)
    where = paths.shown(path)
    problems = [*_name_problems(path), *(Problem(where, f"'{key}' is not a part of a scenario{nearest(str(key), _PARTS)}") for key in content if key not in _PARTS)]
    try:
        scenario = Scenario(name=_name(path), file=where, **{key: value for key, value in content.items() if key in _PARTS})
    except ValidationError as error:
        meant = {close for key in content if key not in _PARTS for close in difflib.get_close_matches(str(key), _PARTS, n=1)}
        # A part that is there under a mistyped name is not missing as well.
        problems += [_problem(where, item) for item in error.errors() if not (item["type"] == "missing" and item["loc"][0] in meant)]
    if problems:
        raise Refusal([*problems, *_setting_problems(content.get("set"), where)])
    return scenario


def _name(path: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "_", path.stem.lower()).strip("_")


def _name_problems(path: Path) -> list[Problem]:
    """Return what is wrong with the name of a file: it becomes a name on the command line and part of addresses."""
    name, where = _name(path), paths.shown(path)
    if name == BASELINE:
        return [Problem(where, f"'{BASELINE}' is the book as published and no name for a scenario")]
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        return [Problem(where, "the name of a scenario file begins with a letter; lower-case letters, digits and underscores follow")]
    if path.stem != name and path.resolve().parent == paths.SCENARIOS:
        return [Problem(where, f"the name of a scenario of the book is lower-case letters, digits and underscores; call it '{name}.yml'")]
    return []


def _setting_problems(settings: Any, where: str) -> list[Problem]:
    """Return what is wrong with the changed parameters of a file that is refused already."""
    from alliance.parameters.declarations import load_declarations
    from alliance.parameters.values import check_values

    declarations = load_declarations()
    return check_values(declarations, declarations, settings, where) if isinstance(settings, dict) else []


def _problem(where: str, item: Any) -> Problem:
    field = ".".join(str(part) for part in item["loc"])
    if item["type"] == "missing":
        return Problem(where, f"'{field}' is missing")
    if item["type"] == "extra_forbidden":
        known = SourceRef.model_fields
        return Problem(where, f"'{field}' is not a part of a source{nearest(str(item['loc'][-1]), known)}")
    given = f" = {item['input']!r}" if isinstance(item["input"], (str, bool, type(None))) and len(str(item["input"])) < 60 else ""
    return Problem(where, f"{field}{given}: {_rule(item)}")


def _rule(item: Any) -> str:
    """Return in plain words what a part of a file must be."""
    limits = item.get("ctx", {})
    whole = {
        "string_type": "text is needed",
        "string_too_short": f"at least {limits.get('min_length')} characters are needed",
        "string_too_long": f"at most {limits.get('max_length')} characters, here {len(str(item['input']))}",
        "list_type": "a list is needed, one '- {key: ..., locator: ...}' a line",
        "value_error": str(limits.get("error", "")),
    }
    if item["loc"][0] == "set":
        return "one 'name: value' a line is needed, the parameters that the scenario changes"
    if item["loc"][0] == "sources" and item["type"] in ("model_type", "model_attributes_type", "dict_type"):
        return "a source is '{key: ..., locator: ...}'"
    return whole.get(item["type"]) or item["msg"]
