"""From what an analyst gives (a scenario, `--set NAME=VALUE`) to a checked value for every parameter of the book."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from alliance.errors import Problem, Refusal, nearest
from alliance.models.yearpath import read_path

# A reader's browser has neither of the two: there, declarations come as `alliance.parameters.carried` unpacks them.
if TYPE_CHECKING:
    from alliance.parameters.declarations import Declaration, Declarations
    from alliance.parameters.scenarios import Scenario


def parse_settings(items: Iterable[str]) -> tuple[dict[str, str], list[Problem]]:
    """Return {name: text} of `NAME=VALUE` items, and a problem for each item that is none or names one twice."""
    settings: dict[str, str] = {}
    problems = []
    for item in items:
        name, equals, value = item.partition("=")
        name = name.strip()
        if not equals or not name:
            problems.append(Problem("--set", f"'{item}' is not NAME=VALUE"))
        elif name in settings:
            problems.append(Problem("--set", f"{name} is given twice, as '{settings[name]}' and as '{value}'"))
        else:
            settings[name] = value
    return settings, problems


def resolve(
    declarations: Declarations, *, scenario: Scenario | None = None, settings: Iterable[str] = ()
) -> dict[str, Any]:
    """Return a value for every parameter of the book: declared, then the scenario's, then `--set`.

    Raises Refusal with every problem at once: unknown and doubled names, types, bounds, rules between parameters.
    """
    given, problems = parse_settings(settings)
    layers = [("--set", given)]
    if scenario is not None:
        layers.insert(0, (scenario.file, scenario.settings))
    values = declarations.defaults()
    origin: dict[str, str] = {}
    refused: set[str] = set()
    for where, layer in layers:
        problems += check_values(declarations, declarations, layer, where)
        for name, value in layer.items():
            if name in declarations and declarations[name].refusal(where, value) is None:
                values[name] = declarations[name].parse(value)
                origin[name] = where
            else:
                refused.add(name)
    problems += check_rules(declarations, {name: value for name, value in values.items() if name not in refused}, origin)
    if problems:
        raise Refusal(problems)
    return values


def check_values(
    known: Iterable[str], declarations: Declarations | dict[str, Declaration], given: dict[str, Any], where: str
) -> list[Problem]:
    """Return the problems of single values: names that are not known, types and bounds."""
    problems = []
    for name, value in given.items():
        if name not in known:
            problems.append(Problem(where, f"no parameter is called '{name}'{nearest(name, known)}"))
        elif problem := declarations[name].refusal(where, value):
            problems.append(problem)
    return problems


def check_rules(declarations: Declarations, values: dict[str, Any], origin: dict[str, str] | None = None) -> list[Problem]:
    """Return the problems of the rules between parameters; `origin` says where each given value came from.

    The rules: `sums_to_one: [names]`; `after: NAME, all: [names]`, a year after each of the others; `together: [first,
    second]`, who changes the first must give the second; `ascending: [names]`, none below the one before it; `covers: PATH, first: YEAR or name, last: YEAR or name`; `at_least:
    {name: value}` and `among: {name: [years]}` with `because`. `when: {name: value}` limits a rule to runs with that value. A rule whose names are not all in `values` is left out.
    """
    origin = origin or {}
    problems = []
    for rule in declarations.rules:
        names = rule_names(rule, declarations)
        if not set(names) <= set(values) or any(values[name] != value for name, value in rule.get("when", {}).items()):
            continue
        message = _broken(rule, values, origin, declarations)
        if message:
            wheres = {origin[name] for name in names if name in origin}
            file = declarations[names[0]].file
            problems.append(Problem(", ".join(sorted(wheres)) or file, f"{message} ({file})"))
    return problems


def rule_names(rule: dict[str, Any], declarations: Iterable[str]) -> list[str]:
    """Return the parameters a rule speaks of."""
    names = list(rule.get("sums_to_one") or rule.get("together") or rule.get("ascending") or rule.get("at_least") or rule.get("among") or ())
    if "after" in rule:
        names = [rule["after"], *rule["all"]]
    if "covers" in rule:
        names = [rule["covers"]] + [str(rule[end]) for end in ("first", "last") if rule[end] in declarations]
    return names + list(rule.get("when", ()))


def _broken(rule: dict[str, Any], values: dict[str, Any], origin: dict[str, str], declarations: Declarations) -> str:
    """Return what breaks a rule, or nothing."""
    if "sums_to_one" in rule:
        names = rule["sums_to_one"]
        total = math.fsum(values[name] for name in names)
        shown = " + ".join(f"{name} {values[name]:.10g}" for name in names)
        return "" if abs(total - 1) < 1e-6 else f"{shown} = {total:.10g}, but these shares must sum to one"
    if "after" in rule:
        last = rule["after"]
        late = [f"{name} = {values[name]}" for name in rule["all"] if values[name] >= values[last]]
        return f"{last} = {values[last]} must come after {' and '.join(late)}" if late else ""
    if "ascending" in rule:
        names = rule["ascending"]
        falls = [f"{after} = {values[after]:.10g} is below {before} = {values[before]:.10g}" for before, after in zip(names, names[1:]) if values[after] < values[before]]
        return f"{' and '.join(falls)}; {', '.join(names)} must not fall" if falls else ""
    if "together" in rule:
        first, second = rule["together"]
        alone = values[first] != declarations[first].value and second not in origin
        return f"{first} = {values[first]} is changed, so {second} must be given for it too" if alone else ""
    if "at_least" in rule:
        ((name, least),) = rule["at_least"].items()
        condition = " and ".join(f"{key} is {value}" for key, value in rule["when"].items())
        return f"{name} = {values[name]} must be {least} or later where {condition}: {rule['because']}" if values[name] < int(least) else ""
    if "among" in rule:
        return _not_among(rule, values)
    path = read_path(values[rule["covers"]])
    first, last = (int(values.get(rule[end], rule[end])) for end in ("first", "last"))
    missing = [str(year) for year in range(first, last + 1) if isinstance(path, dict) and year not in path]
    return f"{rule['covers']} = '{values[rule['covers']]}' has no value for {', '.join(missing)}; it must name every year from {first} to {last}" if missing else ""


def _not_among(rule: dict[str, Any], values: dict[str, Any]) -> str:
    """Return that a year is none of those a rule names, with the nearest that is, or nothing."""
    ((name, listed),) = rule["among"].items()
    allowed = sorted(map(int, listed))
    year = values[name]
    if year in allowed:
        return ""
    condition = " and ".join(f"{key} is {value}" for key, value in rule["when"].items())
    closest = min(allowed, key=lambda other: (abs(other - year), -other))
    return f"{name} = {year} must be one of {_spans(allowed)} where {condition}: {rule['because']}; the nearest is {closest}"


def _spans(years: list[int]) -> str:
    """Return ascending years in words, runs of at least three as a span: `2001, 2004 to 2009`."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
