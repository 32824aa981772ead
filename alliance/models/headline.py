"""Headline records: a number with its name, unit and the text in which the whole book prints it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

#: How a value and its unit are printed together. A unit that is not listed follows the number after a space.
_FORMS = {
    "KRW billion": "{} billion won",
    "KRW trillion": "{} trillion won",
    "USD billion": "{} billion dollars",
    "USD million": "{} million dollars",
    "USD": "{} dollars",
    "KRW million": "{} million won",
    "JPY billion": "{} billion yen",
    "KRW per USD": "{} won per dollar",
    "per cent": "{} %",
    "percentage points": "{} percentage points",
    "times": "{} times",
    "persons": "{} persons",
    "rank": "rank {}",
    "years": "{} years",
    "year": "{}",
}


#: A single one of what units count in the plural; of millions there are several.
_ONE_OF_SEVERAL = re.compile(r"^(1 (?!.*illion|thousand)[a-z ]*[a-z])s$")

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def format_date(value: float) -> str:
    """Return a decimal year as the month it stands for: 2029 + 10/12 is `November 2029`."""
    months = math.floor(value * 12 + 0.5)
    return f"{_MONTHS[months % 12]} {months // 12}"


def format_iso_date(text: str) -> str:
    """Return a day, month or year in ISO form as prose has it: 2021-03-07 is `7 March 2021`, 2021-03 `March 2021`."""
    year, *rest = text.split("-")
    words = [_MONTHS[int(rest[0]) - 1], year] if rest else [year]
    return " ".join([str(int(rest[1])), *words] if len(rest) == 2 else words)


def format_number(value: float, decimals: int) -> str:
    """Return a number with thousands separators and a fixed number of decimals, minus sign as a true minus.

    Zero never carries a sign. Raises ValueError for a value that is not finite.
    """
    if not math.isfinite(value):
        raise ValueError(_not_finite(value))
    # A mean that is 7.65 but for the last bit must round as 7.65 does in charts and files.
    value = float(f"{value:.15g}")
    text = f"{abs(value):,.{decimals}f}"
    negative = value < 0 and any(digit in text for digit in "123456789")
    return f"−{text}" if negative else text


def _not_finite(value: float) -> str:
    return f"{value} cannot be printed: it is not a finite number"


# Most headlines of a sweep stay where they are from one run to the next.
@lru_cache(maxsize=4096)
def format_value(value: float, decimals: int, unit: str) -> str:
    """Return a value as the book prints it with its unit: `1,519.2 billion won`, `−0.2 billion dollars`, `8.3 %`, `November 2029`."""
    if unit == "date":
        return format_date(value)
    number = str(int(value)) if unit == "year" else format_number(value, decimals)
    bare = number.removeprefix("−")
    text = _FORMS.get(unit, "{} " + unit).format(bare)
    if bare == "1":
        text = _ONE_OF_SEVERAL.sub(r"\1", text)
    return text if bare == number else f"−{text}"


_with_text = ContextVar("with_text", default=True)


@contextmanager
def values_alone() -> Iterator[None]:
    """Leave the text of records made meanwhile empty: printing a number takes longer than most take to reckon."""
    token = _with_text.set(False)
    try:
        yield
    finally:
        _with_text.reset(token)


def headline(name: str, label: str, value: float, unit: str, decimals: int, period: str | int = "") -> dict[str, Any]:
    """Return one headline record: name, label, period, value, unit, decimals, text. Raises ValueError for a value that is not finite."""
    if _with_text.get():
        text = format_value(value, decimals, unit)
    elif math.isfinite(value):
        text = ""
    else:
        raise ValueError(_not_finite(value))
    return {
        "name": name,
        "label": label,
        "period": str(period),
        "value": float(value),
        "unit": unit,
        "decimals": decimals,
        "text": text,
    }


class Said:
    """A headline inside a sentence. `{x}` prints its text, `{x:abs}` that of its size, `{x:rises|falls}` a word by its sign.

    `{x:number}` prints the number without its unit and `{x:period}` the period it belongs to. Of a headline that has no result in a run, value None,
    every way but the period prints its text.
    """

    def __init__(self, record: Mapping[str, Any]):
        self.record = record

    def __format__(self, spec: str) -> str:
        record = self.record
        if not spec or (record["value"] is None and spec != "period"):
            return record["text"]
        if spec == "abs":
            return format_value(abs(record["value"]), record["decimals"], record["unit"])
        if spec == "number":
            return str(int(record["value"])) if record["unit"] == "year" else format_number(record["value"], record["decimals"])
        if spec == "period":
            return record["period"]
        if spec.count("|") == 1:
            return spec.split("|")[round(record["value"], record["decimals"]) < 0]
        raise ValueError(f"'{spec}' is not a way to print a headline; there are abs, number, period and WORD|WORD")


class _Known(dict):
    def __missing__(self, name: str) -> Any:
        raise KeyError(f"no headline is called '{name}'; there are {', '.join(sorted(self))}")


def fill(template: str, headlines: Iterable[Mapping[str, Any]], **words: Any) -> str:
    """Return text with every `{name}` filled by the headline of that name (see Said) or by a word given for it.

    White space is folded; a line that begins with a hyphen stays one of a list. Raises KeyError for an unknown name.
    """
    known = {record["name"]: Said(record) for record in headlines}
    lines = re.split(r"\n\s*(?=- )", template.strip())
    return "\n".join(" ".join(line.split()) for line in lines).format_map(_Known({**known, **words}))
