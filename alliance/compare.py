"""`alliance compare`: the headlines of scenarios beside the baseline, sorted by how much they move."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alliance import changes, headlines
from alliance.errors import Problem, Refusal
from alliance.parameters import load_declarations, load_scenario, resolve
from alliance.parameters.scenarios import BASELINE
from alliance.textfile import write_aside
from alliance.writable import write_problems

#: Characters that a column of the table needs to be read, and those that names of headlines need.
_COLUMN, _NAMES = 19, 34


@dataclass(frozen=True)
class Row:
    """One headline: its record without values, and its value by scenario, the baseline among them; None where it has none."""

    stem: str
    record: Mapping[str, Any]
    values: Mapping[str, float | None]

    @property
    def label(self) -> str:
        period = f", {self.record['period']}" if self.record["period"] else ""
        return f"{self.record['label']}{period}"

    @property
    def order(self) -> tuple[int, float]:
        """Return the key for sorting: that of the scenario in which the headline moves most."""
        return min(changes.order(self.values[BASELINE], value, self.record["decimals"], self.record["unit"]) for value in self.values.values())

    @property
    def moves(self) -> bool:
        """Return whether any scenario prints another value than the baseline."""
        return len({self.text(name) for name in self.values}) > 1

    def text(self, name: str) -> str:
        return changes.value_text(self.values[name], self.record["decimals"], self.record["unit"])

    def change(self, name: str) -> str:
        """Return the difference and, where it means something, the per cent: `−0.12 billion dollars (−11.2 %)`."""
        before, after, unit = self.values[BASELINE], self.values[name], self.record["unit"]
        if before == after:
            return "same"
        share = changes.per_cent_text(before, after, unit)
        return changes.difference_text(before, after, self.record["decimals"], unit) + (f" ({share})" if share else "")


def plan(given: Sequence[str], csv_file: Path | None = None) -> list[tuple[str, dict[str, Any]]]:
    """Return name and values of each scenario to compare, in the order given. Raises Refusal with every problem at once.

    `baseline` may be among them and is left out: it stands beside all others anyway.
    """
    problems = [Problem("SCENARIO", f"{name} is given twice") for name in sorted({name for name in given if list(given).count(name) > 1})]
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for item in dict.fromkeys(given):
        if item == BASELINE:
            continue
        try:
            scenario = load_scenario(item)
            values = resolve(load_declarations(), scenario=scenario)
        except Refusal as refusal:
            problems += [Problem("SCENARIO" if problem.where == "--scenario" else problem.where, problem.message) for problem in refusal.problems]
            continue
        if scenario.name in found:
            problems.append(Problem("SCENARIO", f"{item} and {found[scenario.name][0]} have the same name, '{scenario.name}'"))
        found[scenario.name] = item, values
    if not problems and not found:
        problems.append(Problem("SCENARIO", f"{BASELINE} alone compares with nothing; name a scenario or a file"))
    problems += write_problems("--csv", csv_file) if csv_file else []
    if problems:
        raise Refusal(problems)
    return [(name, values) for name, (_, values) in found.items()]


def compare(scenarios: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Row]:
    """Return every headline of the book with its value in each scenario, in the order of `alliance.changes.ORDER`."""
    declarations = load_declarations()
    runs = {BASELINE: declarations.defaults(), **dict(scenarios)}
    rows = []
    for stem in declarations.stems:
        records: dict[str, dict[str, Any]] = {}
        values: dict[str, dict[str, float]] = {}
        for name, given in runs.items():
            for record in headlines.compute(stem, given):
                records.setdefault(record["name"], record)
                values.setdefault(record["name"], {})[name] = record["value"]
        rows += [Row(stem, record, {name: values[key].get(name) for name in runs}) for key, record in records.items()]
    return sorted(rows, key=lambda row: row.order)


def table_text(rows: Sequence[Row], names: Sequence[str]) -> str:
    """Return CSV of every headline: stem, name, label, period, unit, baseline, and for each scenario value, difference and per cent."""
    columns = ["stem", "name", "label", "period", "unit", BASELINE]
    columns += [f"{name}{part}" for name in names for part in ("", "_difference", "_pct")]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        record, before = row.record, row.values[BASELINE]
        line = {"stem": row.stem, **{key: record[key] for key in ("name", "label", "period", "unit")}, BASELINE: _number(before)}
        for name in names:
            after = row.values[name]
            line[name] = _number(after)
            line[f"{name}_difference"] = _number(None if before is None or after is None else after - before)
            line[f"{name}_pct"] = _number(changes.per_cent(before, after, record["unit"]))
        writer.writerow(line)
    return text.getvalue()


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.9g}"


def write_csv(path: Path, rows: Sequence[Row], names: Sequence[str]) -> None:
    """Write the comparison as CSV, whole or not at all."""
    write_aside(path, table_text(rows, names))


def lines(rows: Sequence[Row], names: Sequence[str]) -> list[str]:
    """Return the headlines that move as plain lines, a paragraph each."""
    width = max(len(name) for name in [BASELINE, *names])
    told = []
    for row in filter(lambda row: row.moves, rows):
        told += [f"{row.label} ({row.stem}.{row.record['name']})", f"    {BASELINE:{width}}  {row.text(BASELINE)}"]
        told += [f"    {name:{width}}  {row.text(name)}, {row.change(name)}" if row.change(name) != "same" else f"    {name:{width}}  same" for name in names]
    return [*told, summary(rows)]


def fits(names: Sequence[str], width: int) -> bool:
    """Return whether a table with a column a scenario can be read at a width in characters."""
    return _NAMES + _COLUMN * (len(names) + 1) <= width


def rich_table(rows: Sequence[Row], names: Sequence[str]) -> Any:
    """Return the headlines that move as a table for a terminal."""
    from rich.table import Table
    from rich.text import Text

    shown = Table(show_lines=True)
    for name in ("headline", BASELINE, *names):
        shown.add_column(Text(name), overflow="fold", min_width=10)
    for row in filter(lambda row: row.moves, rows):
        cells = [Text(row.text(name)) + Text(f"\n{row.change(name)}", style="dim") for name in names]
        shown.add_row(Text(row.label), Text(row.text(BASELINE)), *cells)
    return shown


def summary(rows: Sequence[Row]) -> str:
    """Return in sentences how many headlines move, and in which order they stand."""
    moving = sum(1 for row in rows if row.moves)
    return f"{moving} of {len(rows)} headlines move; the others are the same in all. {changes.ORDER}"
