"""The space of a sweep: parameters on a grid, parameters drawn from their plausible ranges, and how a run is found in it.

A draw is a point of the unit cube. Each coordinate is spread over its parameter's range; where parameters must not fall
below one another, over that part of the range which keeps the order, given those before it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import product
from typing import Any

from alliance.parameters import Declarations
from alliance.parameters.values import check_rules, rule_names

#: Significant digits of a drawn value: finer than any source, and short in the table.
_DIGITS = 10


@dataclass(frozen=True)
class Range:
    """What a parameter is drawn from: its type, and the two ends of its plausible range (for a choice, the two choices)."""

    kind: str
    low: Any
    high: Any

    def at(self, unit: float, least: float = -math.inf, most: float = math.inf) -> Any:
        """Return the value at a coordinate in [0, 1], of the parameter's type, between the ends and within `least` and `most`."""
        if self.kind == "choice":
            return self.low if unit < 0.5 else self.high
        low = min(max(float(self.low), least), most)
        high = max(min(float(self.high), most), low)
        if self.kind == "integer":
            return min(math.floor(low + unit * (high - low + 1)), int(high))
        value = min(max(float(f"{low + unit * (high - low):.{_DIGITS}g}"), low), high)
        return repr(value) if self.kind == "path" else value


@dataclass(frozen=True)
class Space:
    """Grid axes and drawn ranges by parameter name, and which parameters must not fall below which.

    `names` are the parameters that move, in the order of the declarations, `kinds` their types; `before` names, for each drawn one, those it must
    not fall below, and `after` those it must not pass.
    """

    names: tuple[str, ...]
    kinds: dict[str, str]
    axes: dict[str, tuple[Any, ...]]
    drawn: dict[str, Range]
    order: tuple[str, ...]
    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]

    @property
    def points(self) -> int:
        """Return the number of points of the grid, 1 where there is none."""
        return math.prod(len(values) for values in self.axes.values())

    def point(self, index: int) -> dict[str, Any]:
        """Return one point of the grid by its number, the last axis moving fastest."""
        found = {}
        for name, values in reversed(self.axes.items()):
            index, place = divmod(index, len(values))
            found[name] = values[place]
        return found

    def run(self, base: Mapping[str, Any], point: Mapping[str, Any], units: Sequence[float]) -> dict[str, Any]:
        """Return the values of the parameters that move, at a point of the grid and of the unit cube; the others are `base`."""
        values = {**base, **point}
        found = dict(point)
        given = dict(zip(self.drawn, units, strict=True))
        caps: dict[str, float] = {}
        for name in reversed(self.order):
            if name in self.after:
                caps[name] = min([self.drawn[name].high, *(caps.get(item, values[item]) for item in self.after[name])])
        for name in self.order:
            if name not in self.after:
                found[name] = self.drawn[name].at(given[name])
                continue
            # What is fixed holds: it may leave less than the plausible range, a single value, or one beyond it.
            least = max((found.get(item, values[item]) for item in self.before[name]), default=-math.inf)
            found[name] = self.drawn[name].at(given[name], least, max(caps[name], least))
        return {name: found[name] for name in self.names}

    def ends(self) -> dict[str, tuple[Any, Any]]:
        """Return the two ends between which each parameter moves: of its range, or of its axis."""
        found = {}
        for name in self.names:
            if name in self.drawn:
                found[name] = (self.drawn[name].low, self.drawn[name].high)
            else:
                axis = self.axes[name]
                found[name] = (min(axis), max(axis)) if not isinstance(axis[0], str) else (axis[0], axis[-1])
        return found


def space(
    declarations: Declarations, stem: str, *, values: Mapping[str, Any], given: Mapping[str, str], axes: Mapping[str, tuple[Any, ...]], draw: bool
) -> tuple[Space, dict[str, str]]:
    """Return the space of a sweep around `values`, and why parameters with a plausible range stay out of it, by name.

    `given` says of each value that the analyst gave where it came from; these, and the axes, are not drawn.
    """
    taken = declarations.of(stem)
    ranges = {name: ends for name, ends in declarations.ranges(stem).items() if draw and name not in axes and name not in given}
    out: dict[str, str] = {}
    for rule in declarations.rules:
        for name in rule.get("sums_to_one", ()):
            item = taken.get(name)
            if draw and item and item.plausible and item.plausible[0] != item.plausible[1] and name not in axes and name not in given:
                out[name] = "it must sum to one with others"
        if "ascending" not in rule and "sums_to_one" not in rule:
            members = [name for name in rule_names(rule, declarations) if name in ranges]
            if members and _can_break(declarations, rule, values, given, axes, ranges):
                out |= dict.fromkeys(members, f"a rule between {', '.join(rule_names(rule, declarations))} could be broken")
    drawn = {name: Range(taken[name].type, *ends) for name, ends in ranges.items() if name not in out}
    before, after = _neighbours([rule["ascending"] for rule in declarations.rules if "ascending" in rule and set(rule["ascending"]) <= set(taken)], drawn)
    order = tuple(name for name in TopologicalSorter({name: [item for item in before.get(name, ()) if item in drawn] for name in drawn}).static_order())
    names = tuple(name for name in taken if name in axes or name in drawn)
    return Space(names, {name: taken[name].type for name in names}, {name: axes[name] for name in taken if name in axes}, drawn, order, before, after), out


def _can_break(declarations: Declarations, rule: dict[str, Any], values: Mapping[str, Any], given: Mapping[str, str], axes: Mapping[str, tuple], ranges: Mapping[str, tuple]) -> bool:
    """Return whether some corner of the ranges, at some point of the grid, breaks a rule; rules are monotone in what they read."""
    names = rule_names(rule, declarations)
    alone = Declarations(declarations.by_name, declarations.taken, (rule,))
    moving = [name for name in names if name in ranges or name in axes]
    origin = {**given, **dict.fromkeys(moving, "")}
    for corner in product(*(ranges.get(name) or axes[name] for name in moving)):
        if check_rules(alone, {**{name: values[name] for name in names}, **dict(zip(moving, corner))}, origin):
            return True
    return False


def _neighbours(orders: Iterable[Sequence[str]], drawn: Mapping[str, Range]) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return, for each drawn parameter in an order, those before it and those after it."""
    before: dict[str, tuple[str, ...]] = {}
    after: dict[str, tuple[str, ...]] = {}
    for names in orders:
        for place, name in enumerate(names):
            if name in drawn:
                before[name] = (*before.get(name, ()), *names[:place])
                after[name] = (*after.get(name, ()), *names[place + 1 :])
    return before, after
