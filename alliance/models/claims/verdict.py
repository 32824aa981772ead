"""From a stated figure and a figure found to a verdict, and to the sentence that says why.

The verdicts: `holds`, `holds approximately`, `does not hold`, `depends` (on the sense in which the words are read) and
`not checkable`. Two latitudes decide between the first three, both parameters: how much "about" allows, and how far off a
figure may be and still hold approximately. A stated figure without "about" claims the precision with which it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from alliance.models.claims.check import Check, Figure
from alliance.models.headline import format_value

HOLDS, NEARLY, FAILS, DEPENDS, OPEN = "holds", "holds approximately", "does not hold", "depends", "not checkable"
VERDICTS = (HOLDS, NEARLY, FAILS, DEPENDS, OPEN)

#: How a claim states its figure, in the words of a sentence.
RELATIONS = {
    "equals": "",
    "about": "about ",
    "at_least": "at least ",
    "at_most": "at most ",
    "above": "more than ",
    "below": "less than ",
    "is": "",
}


#: Units in which a twentieth more or less is another thing altogether.
_EXACT = ("year", "rank")


@dataclass(frozen=True)
class Stated:
    """What a document states: the relation, the value as written, and its unit."""

    relation: str
    value: str
    unit: str

    @property
    def text(self) -> str:
        """Return the stated figure in words."""
        if self.relation == "is":
            return self.value
        decimals = len(self.value.partition(".")[2])
        return RELATIONS[self.relation] + format_value(float(self.value), decimals, self.unit)


def judged(stated: Stated, figure: Figure, *, about_pct: float, near_pct: float) -> str:
    """Return the verdict on one figure.

    A coded answer or a date holds where the one found begins as the stated one does: a day lies in its month; where the record
    knows the month alone, a stated day holds approximately. `partly` and `silent` make a coded claim depend. A number is
    compared by the relation; what misses by no more than `near_pct` per cent of the stated value holds approximately; a year or a rank is right or wrong.
    """
    if stated.relation == "is":
        return _coded(stated.value, str(figure))
    value, found = float(stated.value), float(figure)
    if stated.unit in _EXACT:
        about_pct = near_pct = 0
    miss = _miss(stated, value, found, about_pct)
    if miss <= 1e-9 * max(abs(value), 1):
        return HOLDS
    return NEARLY if miss <= abs(value) * near_pct / 100 else FAILS


def _coded(stated: str, found: str) -> str:
    """Return the verdict on a coded answer or a date."""
    if found in ("partly", "silent") and stated in ("yes", "no"):
        return DEPENDS
    if found.startswith(stated):
        return HOLDS
    return NEARLY if stated.startswith(found + "-") else FAILS


def _miss(stated: Stated, value: float, found: float, about_pct: float) -> float:
    """Return by how much a figure found misses what is stated, in the unit of both; zero or less where it does not."""
    if stated.relation in ("at_least", "above"):
        return value - found
    if stated.relation in ("at_most", "below"):
        return found - value
    rounding = 0.5 * _last_place(stated.value)
    latitude = max(rounding, abs(value) * about_pct / 100) if stated.relation == "about" else rounding
    return abs(found - value) - latitude


def _last_place(text: str) -> float:
    """Return what the last digit that counts stands for: 28500 is written to the hundred, 1.18 to the hundredth.

    At least two digits count, so that 500 is not taken for anything between 450 and 550; zero is written to the one.
    """
    whole, _, fraction = text.lstrip("-").partition(".")
    digits = (whole + fraction).lstrip("0")
    if not digits:
        return 1.0
    significant = max(len(digits) if fraction else len(digits.rstrip("0")), 2)
    return 10.0 ** (len(digits) - len(fraction) - significant)


def together(verdicts: Iterable[str]) -> str:
    """Return the verdict on a claim from those on its senses: theirs where they agree, else `depends`."""
    given = set(verdicts)
    return given.pop() if len(given) == 1 else DEPENDS


def why(stated: Stated, check: Check, figures: Mapping[str, Figure], verdicts: Mapping[str, str]) -> str:
    """Return in one sentence what was found and how it stands to what is stated."""
    if len(figures) == 1:
        [(sense, figure)] = figures.items()
        return f"{check.label}: {_found(stated, check, figure, verdicts[sense])}."
    senses = "; ".join(f"{sense}, {_found(stated, check, figure, verdicts[sense])}" for sense, figure in figures.items())
    return f"{check.label}: {senses}."


def _found(stated: Stated, check: Check, figure: Figure, verdict: str) -> str:
    text = check.text(figure)
    if stated.relation == "is":
        return f"{text}{'' if verdict == HOLDS else f', where {stated.value} is stated'}"
    if text == stated.text:
        return f"{text}, as stated"
    return f"{text}, {stated.text} stated{'' if verdict == HOLDS else _apart(stated, figure)}"


def _apart(stated: Stated, figure: Any) -> str:
    """Return how far the stated figure lies from the one found, where that is a distance at all."""
    if stated.relation not in ("equals", "about") or 0 in (float(figure), float(stated.value)) or stated.unit in ("year", "rank"):
        return ""
    apart = (float(stated.value) / float(figure) - 1) * 100
    if abs(apart) < 0.05:
        return ""
    return f" ({abs(apart):.1f} % too {'high' if apart > 0 else 'low'})"
