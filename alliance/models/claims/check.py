"""What a check is: a named function that reads tables and parameters and returns the figure to hold a claim against."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from alliance.models.claims.reading import Reader, Rows
from alliance.models.headline import format_value

#: A figure found: a number in the check's unit, or a coded answer or a date as text.
Figure = float | str


@dataclass(frozen=True)
class Check:
    """A named check: what its figure is, in words that begin a sentence, and its unit and decimals.

    `unit` is that of headlines, `coded` for an answer such as yes, no or silent, or `date` for a day or month in ISO form.
    """

    name: str
    label: str
    unit: str
    decimals: int
    function: Callable[[Reader], Figure | dict[str, Figure]]

    def run(self, parameters: Mapping[str, Any], data: Mapping[str, Rows]) -> tuple[dict[str, Figure], Reader]:
        """Return the figures found by the sense in which the claim is read, and what was read to find them.

        A claim with one sense has one figure under an empty name. Raises ValueError where the check reads nothing: a figure that
        hangs on no value of the book checks nothing.
        """
        reader = Reader(parameters, data)
        found = self.function(reader)
        if not reader.reads:
            raise ValueError(f"the check {self.name} reads no table value and no parameter")
        return (found if isinstance(found, dict) else {"": found}), reader

    def __call__(self, read: Reader) -> Any:
        """Return the figures found, so that a check can build on another."""
        return self.function(read)

    def text(self, figure: Figure) -> str:
        """Return a figure as the ledger prints it."""
        return figure if isinstance(figure, str) else format_value(figure, self.decimals, self.unit)


def check(label: str, unit: str, decimals: int = 0) -> Callable[[Callable], Check]:
    """Make a check of a function; its name is the function's."""

    def made(function: Callable[[Reader], Any]) -> Check:
        return Check(function.__name__, label, unit, decimals, function)

    return made


def collected(*modules: ModuleType) -> dict[str, Check]:
    """Return the checks of modules by name. Raises ValueError where two have the same name."""
    found: dict[str, Check] = {}
    for module in modules:
        for item in vars(module).values():
            if isinstance(item, Check) and found.setdefault(item.name, item) is not item:
                raise ValueError(f"two checks are called {item.name}")
    return found
