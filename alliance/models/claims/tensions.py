"""Where documents disagree, with each other, with themselves or with the record, each reconciled in numbers.

A tension sets two figures side by side, each either what a claim states or what a check finds, and accounts for the
distance in a sentence filled with figures. They are ranked by the factor between the two: how far off a reader would be
who took one for the other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from string import Formatter
from typing import Any

from alliance.models.claims.check import Check, Figure
from alliance.models.claims.ledger import DOCUMENTS, Findings
from alliance.models.claims.reading import Reader
from alliance.models.claims.verdict import Stated
from alliance.models.headline import fill, format_iso_date, headline

#: What sets two figures apart, in the words of the chapter.
KINDS = {
    "denominators": "Shares of different wholes",
    "multiple_and_percentage": "A multiple against a percentage",
    "forecast_and_outcome": "A forecast against the outcome",
    "rounded_and_official": "A rounded against an official figure",
    "two_reporters": "One reporter against another",
    "one_off_and_yearly": "Once against every year",
    "flow_and_stock": "A flow against a stock",
    "then_and_now": "Then against now",
    "text_and_reading": "What a text says against how it is read",
    "with_itself": "A document against itself",
}


@dataclass(frozen=True)
class Tension:
    """One tension as reckoned: its row, both figures in words and as values in their unit, the factor between them (None where they are no numbers), the account."""

    row: Mapping[str, Any]
    first: str
    second: str
    values: tuple[Figure, Figure]
    unit: str
    factor: float | None
    account: str
    reads: tuple[tuple, ...]
    sources: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.row["id"]


def tensions(findings: Findings) -> list[Tension]:
    """Return every tension, the most misleading first; those without numbers follow in the order of their table.

    A tension whose figures the tables of the run do not hold is left out.
    """
    found = []
    for row in findings.data["tensions"]:
        try:
            found.append(findings.made_once(f"tension {row['id']}", partial(_reckoned, row, findings)))
        except LookupError:
            # Tables of a run's own may lack a row that a figure needs; there is then no pair to show.
            continue
    return sorted(found, key=lambda item: (item.factor is None, -(item.factor or 0)))


def named(row: Mapping[str, Any]) -> set[str]:
    """Return the names of all claims and checks whose figures a tension shows."""
    return {row["first"], row["second"], *_filled_in(row)}


def _filled_in(row: Mapping[str, Any]) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(row["account"]) if name} - {"first", "second", "factor"}


def reckoned(row: Mapping[str, Any], findings: Findings) -> Tension:
    """Return one tension. Raises KeyError for a name that is neither a claim nor a check, ValueError where the two figures are the same or differ in unit."""
    return _reckoned(row, findings, Reader(findings.parameters, findings.data))


def _reckoned(row: Mapping[str, Any], findings: Findings, reader: Reader) -> Tension:
    first, second = (_figure(row[side], reader, findings.checks) for side in ("first", "second"))
    if first.unit != second.unit:
        raise ValueError(f"sets '{first.unit}' against '{second.unit}'")
    if first.value == second.value:
        raise ValueError(f"{first.text} and {second.text} are the same: no tension")
    factor = _factor(first.value, second.value)
    records = [_record(name, _figure(name, reader, findings.checks)) for name in sorted(_filled_in(row))]
    words = {"first": first.text, "second": second.text, "factor": f"{factor:.1f}" if factor else ""}
    return Tension(row, first.text, second.text, (first.value, second.value), first.unit, factor, fill(row["account"], records, **words), tuple(reader.reads), reader.sources)


@dataclass(frozen=True)
class _Found:
    label: str
    value: Figure
    unit: str
    decimals: int
    text: str


def _figure(name: str, reader: Reader, checks: Mapping[str, Check]) -> _Found:
    """Return what a claim states or a check finds. A check with several senses is none: a tension names one figure."""
    if name in checks:
        item = checks[name]
        value = item(reader)
        if isinstance(value, dict):
            raise ValueError(f"the check {name} has several senses")
        return _Found(item.label, value, item.unit, item.decimals, _words(value, item.unit, item.text(value)))
    document = name.partition("-")[0]
    if document not in DOCUMENTS:
        raise KeyError(f"'{name}' is neither a claim nor a check")
    claim = {column: reader.value(document, column, id=name) for column in ("relation", "value", "unit")}
    stated = Stated(**claim)
    value = claim["value"] if claim["relation"] == "is" else float(claim["value"])
    return _Found("", value, claim["unit"], len(claim["value"].partition(".")[2]), _words(value, claim["unit"], stated.text))


def _words(value: Figure, unit: str, text: str) -> str:
    """Return a figure as a sentence has it: a date in words, all else as the ledger prints it."""
    return format_iso_date(value) if unit == "date" and isinstance(value, str) else text


def _record(name: str, found: _Found) -> dict[str, Any]:
    if isinstance(found.value, str):
        return {"name": name, "text": found.text, "value": 0.0, "unit": found.unit, "decimals": 0, "period": "", "label": found.label}
    return {**headline(name, found.label, found.value, found.unit, found.decimals), "text": found.text}


def _factor(first: Figure, second: Figure) -> float | None:
    """Return how many times the larger of two figures is the smaller; None for texts and where one is zero or they differ in sign."""
    if isinstance(first, str) or isinstance(second, str) or first * second <= 0:
        return None
    return math.exp(abs(math.log(first / second)))
