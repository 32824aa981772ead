"""What a notebook calls besides its model and its charts: its checked parameters, its data, its tables of record."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from alliance import claims as ledger
from alliance import paths, tables
from alliance.display import Sentences, TableView, say, table
from alliance.errors import Problem, Refusal, nearest
from alliance.headlines import data_of, model
from alliance.models.claims import DOCUMENTS
from alliance.models.headline import format_number, format_value
from alliance.models.sensitivity import tornado
from alliance.models.yearpath import read_path
from alliance.parameters import load_declarations
from alliance.parameters.values import check_rules, check_values
from alliance.sensitivity import INDICES, kept, plan_of, rows_of
from alliance.sources import load_sources

if TYPE_CHECKING:
    from alliance.charts.figure import Figure

__all__ = ["assumptions", "book_table", "check", "claims", "data_of", "parameters", "say", "say_if", "sensitivity", "sensitivity_told", "source_list", "swings", "table"]

#: From which sum of first-order indices, in per cent, no interplay is told: they are estimates.
_NO_INTERPLAY = 95

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


def sensitivity(stem: str, panels: Mapping[str, str], *, sources: Sequence[str] = ()) -> Figure:
    """Return the figure of the kept Sobol indices of headlines; `panels` says what each is called, in lower case.

    Its sources are those of the ranges that were drawn, and `sources`. Raises Refusal where a headline has no index.
    """
    found = {name: [row for row in rows_of(stem, INDICES) if row["headline"] == name] for name in panels}
    if missing := [name for name, rows in found.items() if not rows]:
        raise Refusal([Problem(paths.shown(INDICES), f"no index of {stem}.{name} is kept; run 'alliance check --update'") for name in missing])
    # Loaded here: pages ask this module for tables, and need no Altair.
    from alliance.charts.interplay import interplay

    declared, plan = load_declarations(), plan_of(stem)
    drawn = [declared[name].source.key for name in declared.ranges(stem) if declared[name].source]
    return interplay(
        {name: [{key: text if key in ("stem", "headline", "parameter") else float(text) for key, text in row.items()} for row in rows] for name, rows in found.items()},
        name=f"{stem.replace('_', '-')}-sensitivity",
        sources=[*drawn, *sources],
        labels={name: item.label for name, item in declared.of(stem).items()},
        panels=panels,
        draws=plan["draws"],
        seed=plan["seed"],
    )


def sensitivity_told(stem: str, names: Collection[str], headlines: Iterable[Mapping[str, Any]]) -> Sentences:
    """Return in sentences how far headlines go when every assumption is drawn at once, as kept for the book as published, and how much of that is interplay."""
    rows, decimals = {row["headline"]: row for row in kept(stem)}, {record["name"]: record["decimals"] for record in headlines}
    told = []
    for name in names:
        row = rows[name]
        base, low, high = (format_value(float(row[column]), decimals[name], row["unit"]) for column in ("base", "p05", "p95"))
        told.append(f"**{row['label']}:** {base} as declared; nine draws of ten lie between {low} and {high}.{_interplay(row)}")
    runs, seed = format_number(max(float(rows[name]["runs"]) for name in names), 0), plan_of(stem)["seed"]
    told.append(f"The draws, {runs} of them (seed {seed}), go around the declared values: they are the published book's, whatever values a run is given.")
    return Sentences("\n\n".join(told))


def _interplay(row: Mapping[str, str]) -> str:
    if not row["first_order_sum"]:
        return ""
    alone = round(100 * float(row["first_order_sum"]))
    if alone >= _NO_INTERPLAY:
        return " Nearly all of the spread comes from assumptions one at a time: what they do together adds little."
    return f" Assumptions one at a time account for about {alone} % of the variance, what they do together for the rest."


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
