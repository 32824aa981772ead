"""What a notebook calls besides its model and its charts: its checked parameters, its data, its tables of record."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from typing import Any

from alliance import tables
from alliance.display import Sentences, TableView, say, table
from alliance.errors import Problem, Refusal, nearest
from alliance.headlines import data_of, model
from alliance.models.yearpath import read_path
from alliance.parameters import load_declarations
from alliance.parameters.values import check_rules, check_values
from alliance.sources import load_sources

__all__ = ["assumptions", "check", "data_of", "say", "say_if", "source_list", "table"]

#: The first line of the cell that papermill puts after the parameters cell.
_INJECTED = "# Parameters"


def check(stem: str, names: Mapping[str, Any]) -> dict[str, Any]:
    """Return a chapter's parameters by name from a notebook's globals, each of its type and inside its bounds.

    Refuses, all at once, values that break a declaration or a rule, and names that papermill's injected cell assigns
    and the chapter does not take. Other names are left alone, so that cells can be run again by hand.
    """
    declarations = load_declarations()
    taken = declarations.of(stem)
    where = f"notebooks/{stem}.ipynb"
    missing = [name for name in taken if name not in names]
    problems = [Problem(where, f"the parameters cell does not assign {name}") for name in missing]
    problems += [
        Problem(where, f"no parameter is called '{name}'{nearest(name, taken)}") for name in _injected_names(names) if name not in taken
    ]
    given = {name: names[name] for name in taken if name in names}
    problems += check_values(taken, taken, given, where)
    refused = {problem.message.split(" = ")[0] for problem in problems}
    values = {name: taken[name].parse(value) for name, value in given.items() if name not in refused}
    problems += check_rules(declarations, values, dict.fromkeys(values, where))
    if problems:
        raise Refusal(problems)
    return values


def _injected_names(names: Mapping[str, Any]) -> list[str]:
    """Return what the input before this one assigns, where that input is papermill's."""
    history = names.get("In", [])
    source = history[-2] if len(history) > 1 else ""
    if not source.startswith(_INJECTED):
        return []
    targets = [target for node in ast.parse(source).body if isinstance(node, ast.Assign) for target in node.targets]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def say_if(name: str, template: str, otherwise: str, headlines: Iterable[Mapping[str, Any]]) -> Sentences:
    """Return `template` filled where there is a headline `name`, else `otherwise` filled: a result may not exist."""
    records = list(headlines)
    return say(template if any(record["name"] == name for record in records) else otherwise, records)


def assumptions(stem: str, given: Mapping[str, Any], *, roles: Iterable[str] = ("choice", "uncertainty", "fact")) -> TableView:
    """Return a chapter's assumptions as a table: value in this run, unit, plausible range, and where it comes from."""
    rows = []
    for name, item in load_declarations().of(stem).items():
        if item.role in roles:
            low, high = item.plausible or ("", "")
            source = load_sources()[item.source.key].short + ", " + item.source.locator if item.source else "Judgement. " + item.judgement
            rows.append(
                {
                    "label": item.label,
                    "value": item.choices[given[name]].partition(" (")[0] if item.choices else _shown(given[name]),
                    "unit": "" if item.choices else item.unit,
                    "plausible": "" if item.choices or low == high else f"{_shown(low)} to {_shown(high)}",
                    "basis": source,
                    "name": name,
                }
            )
    columns = [("label", "Assumption"), ("value", "Value"), ("unit", "Unit"), ("plausible", "Plausible"), ("basis", "Where from"), ("name", "Name")]
    return table(f"{stem.replace('_', '-')}-assumptions", rows, columns, caption="Assumptions of this chapter, as used in this run")


def _shown(value: Any) -> str:
    if isinstance(value, str) and not isinstance(read_path(value), float):
        return value
    number = float(value)
    return f"{number:.10g}"


def source_list(stem: str) -> TableView:
    """Return the tables a chapter reads, with how many sources each has and what its licence allows."""
    rows = []
    for name in model(stem).TABLES:
        card = tables.sidecar(name)
        rows.append(
            {
                "title": card.title,
                "table": name,
                "rows": len(tables.frame(name)),
                "sources": len(card.sources),
                "licence": "; ".join(licence.title for licence in card.licenses),
                "conflicts": len(card.conflicts),
            }
        )
    columns = [("title", "Table"), ("table", "Name"), ("rows", "Rows", 0), ("sources", "Sources", 0), ("conflicts", "Conflicts noted", 0), ("licence", "Terms")]
    return table(f"{stem.replace('_', '-')}-sources", rows, columns, caption="Tables behind this chapter; every row carries its source")
