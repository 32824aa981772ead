"""A chapter's declarations as they travel to a reader's browser, which has no YAML and no pydantic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from alliance.parameters.types import Parameter


@dataclass(frozen=True)
class Carried(Parameter):
    """One declared parameter: what is needed to check a value and to name it."""

    name: str
    stem: str
    label: str
    type: str
    value: Any
    unit: str
    bounds: tuple[float, float] | None
    plausible: tuple[Any, Any] | None
    choices: dict[str, str] | None


class CarriedDeclarations(dict[str, Carried]):
    """The declarations a chapter takes, by name, with the rules between parameters."""

    def __init__(self, items: Mapping[str, Carried], rules: list[dict[str, Any]]):
        super().__init__(items)
        self.rules = rules

    def defaults(self) -> dict[str, Any]:
        """Return every declared value by name."""
        return {name: item.value for name, item in self.items()}


def carry(taken: Mapping[str, Any], rules: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the declarations of a chapter and the rules between them, as JSON can hold them."""
    names = [field.name for field in fields(Carried)]
    items = [Carried(**{name: getattr(item, name) for name in names}) for item in taken.values()]
    return {"parameters": [asdict(item) for item in items], "rules": rules}


def unpack(content: Mapping[str, Any]) -> CarriedDeclarations:
    """Return the declarations that `carry` packed."""
    pairs = ("bounds", "plausible")
    items = [Carried(**{**item, **{name: tuple(item[name]) if item[name] else None for name in pairs}}) for item in content["parameters"]]
    return CarriedDeclarations({item.name: item for item in items}, list(content["rules"]))
