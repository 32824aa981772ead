"""What `--vary` takes: NAME=A,B,C or NAME=START:STOP:COUNT, ends included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from alliance.errors import Problem, nearest
from alliance.parameters import Declarations
from alliance.parameters.declarations import Declaration
from alliance.parameters.values import check_rules, rule_names

VARY = "--vary"

#: The most values of one range: more would be a slip of the hand, and each is looked at before anything runs.
_MOST = 100_000


def parse_axes(declarations: Declarations, stem: str, items: Iterable[str]) -> tuple[dict[str, tuple[Any, ...]], list[Problem]]:
    """Return {name: values} of `--vary` items, and every problem of every item: form, name, type, bounds, values given twice."""
    taken = declarations.of(stem)
    axes: dict[str, tuple[Any, ...]] = {}
    problems: list[Problem] = []
    for item in items:
        name, equals, text = item.partition("=")
        name = name.strip()
        if not equals or not name:
            problems.append(Problem(VARY, f"'{item}' is not NAME=A,B,C or NAME=START:STOP:COUNT"))
        elif name not in declarations:
            problems.append(Problem(VARY, f"no parameter is called '{name}'" + (nearest(name, taken) or f"; see 'alliance parameters {stem}'")))
        elif name not in taken:
            problems.append(Problem(VARY, f"the chapter {stem} does not take {name}; see 'alliance parameters {stem}'"))
        elif name in axes:
            problems.append(Problem(VARY, f"{name} is given twice"))
        else:
            axes[name], found = _values(taken[name], text)
            problems += found
    return axes, problems


def _values(item: Declaration, text: str) -> tuple[tuple[Any, ...], list[Problem]]:
    """Return the values of one axis and what is wrong with them."""
    if ":" in text:
        given, problem = _between(item, text)
        if problem:
            return (), [Problem(VARY, problem)]
    else:
        given = [part.strip() for part in text.split(",")]
    problems = [found for value in given if (found := item.refusal(VARY, value))]
    if problems:
        return (), problems
    values = tuple(item.parse(value) for value in given)
    twice = sorted({str(value) for value in values if values.count(value) > 1})
    return values, [Problem(VARY, f"{item.name}: {', '.join(twice)} is given twice")] if twice else []


def _between(item: Declaration, text: str) -> tuple[list[str], str]:
    """Return the texts of START:STOP:COUNT, evenly spaced with both ends, or what is wrong with it."""
    parts = [part.strip() for part in text.split(":")]
    if item.type not in ("number", "integer", "path"):
        return [], f"{item.name} = '{text}': a {item.type} has no range; list its values, NAME=A,B,C"
    if len(parts) != 3:
        return [], f"{item.name} = '{text}' is not START:STOP:COUNT"
    ends = [item.refusal(VARY, part) for part in parts[:2]]
    if any(ends):
        return [], "; ".join(problem.message for problem in ends if problem)
    if not parts[2].isascii() or not parts[2].isdigit() or not 2 <= int(parts[2]) <= _MOST:
        return [], f"{item.name} = '{text}': COUNT must be a whole number from 2 to {_MOST:,}, not '{parts[2]}'"
    try:
        start, stop, count = float(parts[0]), float(parts[1]), int(parts[2])
    except ValueError:
        return [], f"{item.name} = '{text}': the ends of a range are single numbers"
    if start == stop:
        return [], f"{item.name} = '{text}': START and STOP are the same"
    if start > stop:
        return [], f"{item.name} = '{text}': START is above STOP; did you mean {parts[1]}:{parts[0]}:{parts[2]}?"
    return [f"{start + (stop - start) * step / (count - 1):.12g}" for step in range(count)], ""


def rule_problems(declarations: Declarations, axes: Mapping[str, tuple[Any, ...]], values: Mapping[str, Any], given: Mapping[str, str]) -> list[Problem]:
    """Return the rules between parameters that points of the grid break; only the axes of a rule are walked for it."""
    found: dict[str, Problem] = {}
    for rule in declarations.rules:
        names = rule_names(rule, declarations)
        # An axis whose values were refused has none.
        moving = [name for name in names if axes.get(name)]
        alone = Declarations(declarations.by_name, declarations.taken, (rule,))
        origin = {**given, **dict.fromkeys(moving, VARY)}
        for point in product(*(axes[name] for name in moving)) if moving else []:
            for problem in check_rules(alone, {**{name: values[name] for name in names}, **dict(zip(moving, point))}, origin):
                found.setdefault(str(problem), problem)
    return list(found.values())
