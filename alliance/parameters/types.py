"""The five parameter types and what each refuses. Nothing is guessed: text that is not plainly a value is refused.

Standard library only, like the rules beside it: a reader's browser refuses with this very code.
"""

from __future__ import annotations

import math
import re
from typing import Any, Literal

from alliance.errors import Problem, nearest
from alliance.models.yearpath import NUMBER, read_path

ParameterType = Literal["number", "integer", "choice", "text", "path"]

#: The Python type that a notebook's parameters cell and papermill see.
PYTHON_TYPES = {"number": "float", "integer": "int", "choice": "str", "text": "str", "path": "str"}


class OutOfBounds(ValueError):
    """A number outside its bounds; the message begins with the number and its unit."""


def parse_value(kind: str, given: Any, *, choices: dict[str, str] | None = None) -> Any:
    """Return `given` as the parameter type; raises ValueError saying the rule and the way out."""
    if isinstance(given, bool) or given is None or isinstance(given, (list, dict)):
        raise ValueError(f"a {kind} is needed, not {given!r}")
    if kind == "choice":
        if given not in (choices or {}):
            raise ValueError(f"is not a choice{nearest(str(given), choices or {})}")
        return given
    if kind == "text":
        if not str(given).strip():
            raise ValueError("is empty")
        return str(given)
    if kind == "path":
        text = str(given)
        for item in text.split():
            _refuse_look_alikes(item.partition("=")[2] or item)
        read_path(text)
        return " ".join(text.split())
    number = _number(given)
    if kind == "integer":
        if number != int(number):
            raise ValueError("a whole number is needed")
        return int(number)
    return number


def _number(given: Any) -> float:
    if isinstance(given, str):
        text = given.strip()
        _refuse_look_alikes(text)
        if not NUMBER.fullmatch(text):
            raise ValueError("a number is needed, such as 1400 or 2.5")
        given = float(text)
    if not math.isfinite(given):
        raise ValueError("a finite number is needed")
    return float(given)


def _refuse_look_alikes(text: str) -> None:
    """Name what people type for a number and what to type instead."""
    if text.endswith("%"):
        raise ValueError(f"a number without a per cent sign is needed: write {text.rstrip('% ')}")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        raise ValueError(f"a number without thousands commas is needed: write {text.replace(',', '')}")
    if re.fullmatch(r"[+-]?\d+,\d+", text):
        raise ValueError(f"a decimal point is needed: write {text.replace(',', '.')}")
    if re.fullmatch(r"[+-]?0\d+(\.\d+)?", text):
        plain = re.sub("^([+-]?)0+(?=[0-9])", r"\1", text)
        raise ValueError(f"a number without leading zeros is needed: write {plain}")
    if text.lower().lstrip("+-") in ("nan", "inf", "infinity", ".nan", ".inf"):
        raise ValueError("a finite number is needed")


def check_value(value: Any, *, kind: str, unit: str, bounds: tuple[float, float] | None) -> None:
    """Raise OutOfBounds where a number, or a year of a path, lies outside the bounds."""
    if bounds is None:
        return
    parsed = read_path(value) if kind == "path" else value
    for year, number in parsed.items() if isinstance(parsed, dict) else [(None, parsed)]:
        if not bounds[0] <= number <= bounds[1]:
            at = f"{number:.10g} {unit}" + (f" in {year}" if year else "")
            raise OutOfBounds(f"{at} is outside [{bounds[0]:.10g}, {bounds[1]:.10g}]{_upside_down(number, unit, bounds)}")


def _upside_down(number: float, unit: str, bounds: tuple[float, float]) -> str:
    """Return a hint where the reciprocal would fit: dollars per won for won per dollar."""
    over, per, under = unit.partition(" per ")
    if per and number > 0 and bounds[0] <= 1 / number <= bounds[1]:
        return f"; is this {under} per {over}? {unit} would be {1 / number:.6g}"
    return ""


class Parameter:
    """What every declared parameter can do, whoever holds its name, stem, type, unit, bounds and choices."""

    @property
    def file(self) -> str:
        return f"data/parameters/{self.stem}.yml"

    def parse(self, given: Any) -> Any:
        """Return `given` as this parameter's type and inside its bounds; raises ValueError with the rule."""
        value = parse_value(self.type, given, choices=self.choices)
        check_value(value, kind=self.type, unit=self.unit, bounds=self.bounds)
        return value

    def refusal(self, where: str, given: Any) -> Problem | None:
        """Return the problem of a given value, naming parameter, value and rule, or None where it is fine."""
        try:
            self.parse(given)
        except OutOfBounds as error:
            return Problem(where, f"{self.name} = {error} ({self.file})")
        except ValueError as error:
            shown = f"'{given}'" if isinstance(given, str) else repr(given)
            return Problem(where, f"{self.name} = {shown}{'' if str(error).startswith('is ') else ':'} {error} ({self.file})")
        return None
