"""A chapter's table in a scenario beside the published one: the rows that differ, each changed column twice."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import nbformat

from alliance.charts.drawing import digest
from alliance.display import TABLE_MIME

#: What is told elsewhere on a scenario's page: the changed parameters.
_ELSEWHERE = "-assumptions"

Content = Mapping[str, Any]


def shown_tables(notebook: nbformat.NotebookNode) -> dict[str, dict[str, Any]]:
    """Return the tables of an executed notebook as JSON, by name, in order, without those that list its assumptions."""
    outputs = [output["data"][TABLE_MIME] for cell in notebook.cells for output in cell.get("outputs", ()) if TABLE_MIME in output.get("data", ())]
    found = [json.loads(json.dumps(item)) for item in outputs]
    return {item["name"]: item for item in found if not item["name"].endswith(_ELSEWHERE)}


def changed_table(run: Content, published: Content, name: str) -> dict[str, Any] | None:
    """Return the rows of a table that are not as published, as the JSON of a table called `name`; None where all are.

    The columns that tell rows apart come first, then those of long text that stay, without which a row says little, then each column in which a
    row differs, as published and as it is now. A row that only one of the two has shows nothing on the other side. Tables of other
    columns count as wholly new.
    """
    columns = run["columns"]
    if [column["key"] for column in columns] != [column["key"] for column in published["columns"]]:
        return {**run, "name": name, "anchor": "", "filters": []}
    width = _telling(run["text"], published["text"])
    before, now = (_by_key(item, width) for item in (published, run))
    keys = [key for key in dict.fromkeys([*now, *before]) if before.get(key, ("", ""))[0] != now.get(key, ("", ""))[0]]
    if not keys:
        return None
    nothing = ["–"] * len(columns), dict.fromkeys(column["key"] for column in columns)
    pairs = [(before.get(key, nothing), now.get(key, nothing)) for key in keys]
    differing = [place for place in range(width, len(columns)) if any(old[0][place] != new[0][place] for old, new in pairs)]
    staying = [*range(width), *(place for place in range(width, len(columns)) if columns[place]["kind"] == "long" and place not in differing)]
    shown = [dict(columns[place]) for place in staying]
    for place in differing:
        key, header = columns[place]["key"], columns[place]["header"]
        shown += [{**columns[place], "key": f"{key}_published", "header": f"{header}, published"}, {**columns[place], "header": f"{header}, now"}]
    there = [old if new is nothing else new for old, new in pairs]
    text = [[*(row[0][place] for place in staying), *(side[0][place] for place in differing for side in pair)] for row, pair in zip(there, pairs, strict=True)]
    data = [_row([column["key"] for column in columns], staying, differing, row, *pair) for row, pair in zip(there, pairs, strict=True)]
    caption = f"{run['caption']}: what differs, {len(keys)} row{'s' * (len(keys) != 1)}"
    return {**run, "name": name, "caption": caption, "columns": shown, "text": text, "data": data, "hashes": {"data": digest(data)}, "anchor": "", "filters": []}


def _telling(*texts: Sequence[Sequence[str]]) -> int:
    """Return how many leading columns tell the rows of each table apart; one where none do."""
    most = min((len(row) for rows in texts for row in rows), default=1)
    return next((width for width in range(1, most) if all(len({tuple(row[:width]) for row in rows}) == len(rows) for rows in texts)), 1)


def _by_key(table: Content, width: int) -> dict[tuple[Any, ...], tuple[list[str], Content]]:
    """Return the rows by their leading cells and, among rows of the same ones, their number: text and data."""
    found: dict[tuple[Any, ...], tuple[list[str], Content]] = {}
    for text, data in zip(table["text"], table["data"], strict=True):
        count = 0
        while (key := (*text[:width], count)) in found:
            count += 1
        found[key] = text, data
    return found


def _row(names: Sequence[str], staying: Sequence[int], differing: Sequence[int], row: tuple, before: tuple, now: tuple) -> dict[str, Any]:
    found = {names[place]: row[1][names[place]] for place in staying}
    for name in (names[place] for place in differing):
        found |= {f"{name}_published": before[1][name], name: now[1][name]}
    return found
