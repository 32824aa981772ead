"""What a notebook calls besides its model and its charts: its checked parameters, its data, its tables of record."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from alliance import claims as ledger
from alliance import tables
from alliance.display import Sentences, TableView, say, table
from alliance.errors import Problem, Refusal, nearest
from alliance.headlines import data_of, model
from alliance.models.claims import DOCUMENTS
from alliance.models.sensitivity import tornado
from alliance.models.yearpath import read_path
from alliance.parameters import load_declarations
from alliance.parameters.values import check_rules, check_values
from alliance.sensitivity import kept
from alliance.sources import load_sources

__all__ = ["assumptions", "book_table", "check", "claims", "data_of", "parameters", "say", "say_if", "sensitivity", "source_list", "swings", "table"]

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
    # A notebook assigns every parameter; those that are not as declared are the ones somebody gave.
    changed = [name for name, value in values.items() if value != taken[name].value]
    problems += check_rules(declarations, values, dict.fromkeys(changed, where))
    if problems:
        raise Refusal(problems)
    return values


def parameters(stem: str, **changed: Any) -> dict[str, Any]:
    """Return a chapter's parameters by name: those given, checked as in its notebook, and the others as declared.

    Refuses, all at once, a name that the chapter does not take and values that break a declaration or a rule.
    """
    taken = load_declarations().of(stem)
    if unknown := [name for name in changed if name not in taken]:
        raise Refusal(Problem(stem, f"no parameter is called '{name}'{nearest(name, taken)}") for name in unknown)
    return check(stem, {**{name: item.value for name, item in taken.items()}, **changed})


def _injected_names(names: Mapping[str, Any]) -> list[str]:
    """Return what the input before this one assigns, where that input is papermill's."""
    history = names.get("In", [])
    source = history[-2] if len(history) > 1 else ""
    if not source.startswith(_INJECTED):
        return []
    targets = [target for node in ast.parse(source).body if isinstance(node, ast.Assign) for target in node.targets]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def swings(
    stem: str, given: Mapping[str, Any], data: Mapping[str, Any], names: Iterable[str]
) -> dict[str, list[dict[str, Any]]]:
    """Return for each headline named how far each assumption of the chapter moves it over its plausible range.

    Rows are those of `alliance.models.sensitivity.tornado`, in the headline's unit, widest first.
    """

    reckoned: dict[str, dict[str, float]] = {}

    def value(name: str, values: Mapping[str, Any]) -> float:
        # Every headline asks at the same values, and the model gives all of them at once.
        at = repr(sorted(values.items()))
        if at not in reckoned:
            reckoned[at] = {record["name"]: record["value"] for record in model(stem).headlines(values, data)}
        return reckoned[at][name]

    ranges = load_declarations().ranges(stem, given)
    return {name: tornado(partial(value, name), given, ranges) for name in names}


def sensitivity(stem: str, names: Iterable[str]) -> TableView:
    """Return how far headlines move when every assumption is drawn at once, as the book keeps it around the declared values.

    One row a headline named: declared value, the middle nine tenths of the draws, in the headline's unit, the three assumptions
    that move it most alone, and where its sign turns. Raises KeyError for a headline that is not kept.
    """
    rows = {row["headline"]: row for row in kept(stem)}
    shown = []
    for name in names:
        row = rows[name]
        drivers = [row[f"driver_{place}"] for place in (1, 2, 3) if row[f"driver_{place}"]]
        labels = {item: load_declarations()[item].label for item in drivers}
        values = {column: float(row[column]) for column in ("base", "p05", "p95")}
        shown.append({"label": row["label"], "unit": row["unit"], **values, "drivers": "; ".join(labels.values()) or "none", "turns": row["turns_along"] or "nowhere"})
    columns = [("label", "Result"), ("unit", "Unit"), ("base", "As declared", 2), ("p05", "Low (5 in 100)", 2), ("p95", "High (95 in 100)", 2), ("drivers", "Moved most by"), ("turns", "Sign turns at")]
    return table(f"{stem.replace('_', '-')}-sensitivity", shown, columns, caption="All assumptions drawn at once from their plausible ranges, around the declared values")


def say_if(name: str, template: str, otherwise: str, headlines: Iterable[Mapping[str, Any]]) -> Sentences:
    """Return `template` filled where there is a headline `name`, else `otherwise` filled: a result may not exist."""
    records = list(headlines)
    return say(template if any(record["name"] == name for record in records) else otherwise, records)


def assumptions(stem: str, given: Mapping[str, Any]) -> TableView:
    """Return the assumptions of a chapter that are uncertain, on the panel or changed, with value, plausible range and where it comes from.

    Facts and other choices stay in the parameter register.
    """
    ranges = load_declarations().ranges(stem)
    rows = []
    for name, item in load_declarations().of(stem).items():
        if item.role == "uncertainty" or item.panel or given[name] != item.value:
            source = f"{load_sources()[item.source.key].short}, {item.source.locator}" if item.source else "Judgement. " + item.judgement
            low, high = ("", "") if item.choices else ranges.get(name, ("", ""))
            rows.append(
                {
                    "label": item.label,
                    "value": item.choices[given[name]].partition(" (")[0] if item.choices else f"{_shown(given[name])} {item.unit}",
                    "plausible": f"{_shown(low)} to {_shown(high)}" if low != high else "",
                    "basis": source,
                }
            )
    columns = [("label", "Assumption"), ("value", "Value"), ("plausible", "Plausible"), ("basis", "Where from")]
    return table(f"{stem.replace('_', '-')}-assumptions", rows, columns, caption="The assumptions that matter most, as used here")


def book_table(name: str, columns: Mapping[str, str], *, where: Mapping[str, Iterable[str]], called: str, caption: str) -> TableView:
    """Return columns of a table of the book as shown under a name of its own, each row with its sources.

    `columns` are headers by column, the sidecar's title where empty; `where` are the values a row may have, by column. Enumerated values
    lose their underscores. Raises ValueError where no row is left and KeyError for a column that the table has not.
    """
    fields = {field.name: field for field in tables.sidecar(name).fields}
    rows = [row for row in tables.rows(name) if all(str(row[column]) in values for column, values in where.items())]
    coded = [key for key in columns if fields[key].constraints.enum]
    shown = [row | {key: row[key].replace("_", " ") for key in coded if row[key]} for row in rows]
    headers = [(key, header or fields[key].title) for key, header in columns.items()]
    return table(called, shown, headers, caption=caption, sources=[key for row in rows for key in row["source"].split(";")])


def claims(stem: str, given: Mapping[str, Any]) -> TableView | None:
    """Return the documents' claims that fall in a chapter, each with its verdict and why; None where none does.

    They are judged at the run's values; what the chapter does not take of the claims' own parameters stays as declared.
    """
    declared = load_declarations().defaults(ledger.STEM)
    values = {name: given.get(name, value) for name, value in declared.items()}
    rows = [
        {"where": f"{DOCUMENTS[item.document][1]}, {item.claim['place']}", "claim": item.claim["claim"], "verdict": item.verdict, "why": item.why}
        for item in ledger.entries(theme=stem, values=values)
    ]
    if not rows:
        return None
    columns = [("where", "Document, paragraph and sentence"), ("claim", "Claim, in our words"), ("verdict", "Verdict"), ("why", "What was found")]
    sources = [key for key, _ in DOCUMENTS.values()]
    return table(f"{stem.replace('_', '-')}-claims", rows, columns, caption=f"Claims of the five documents on this subject: {len(rows)}", sources=sources)


def _shown(value: Any) -> str:
    if isinstance(value, str) and not isinstance(read_path(value), float):
        return value
    number = float(value)
    return f"{number:.10g}"


def source_list(stem: str) -> TableView:
    """Return the tables a chapter reads, with how many rows, sources and noted conflicts each has."""
    rows = []
    for name in model(stem).TABLES:
        card = tables.sidecar(name)
        rows.append(
            {
                "title": card.title,
                "table": name,
                "rows": len(tables.rows(name)),
                "sources": len(card.sources),
                "conflicts": len(card.conflicts),
            }
        )
    columns = [("title", "Table"), ("table", "Name"), ("rows", "Rows", 0), ("sources", "Sources", 0), ("conflicts", "Conflicts noted", 0)]
    return table(f"{stem.replace('_', '-')}-sources", rows, columns, caption="Tables behind this chapter; every row carries its source")
