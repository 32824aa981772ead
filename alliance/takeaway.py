"""The data of a figure or table as a file to take away: written as CSV with the types of its columns beside it, and read back.

    from alliance.takeaway import data_hash
    data_hash("contribution-real.csv")

gives the hash that the page shows below the figure, from the CSV and the JSON metadata beside it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from alliance.charts.drawing import digest
from alliance.models.redrawn import rounded

#: What a cell can be, by the type of the column in Table Schema words.
_READERS = {"number": lambda text: rounded(float(text)), "integer": lambda text: int(float(text))}


def csv_bytes(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """Return rows as UTF-8 CSV with the columns in order; an unknown value is an empty cell."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(columns)
    lines.writerows([row.get(column) for column in columns] for row in rows)
    return text.getvalue().encode()


def field_types(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> list[dict[str, Any]]:
    """Return for each column its name and its type as a field of Table Schema, enough to read the CSV back as it was.

    `missingValues` is empty where an empty cell is a text without characters and not an unknown value. Raises ValueError for a column
    that mixes text with numbers, or both kinds of empty cell: its CSV could not be read back.
    """
    return [_field(name, [row.get(name) for row in rows]) for name in columns]


def _field(name: str, values: Sequence[Any]) -> dict[str, Any]:
    known = [value for value in values if value is not None]
    if known and all(isinstance(value, str) for value in known):
        if "" not in known:
            return {"name": name, "type": "string"}
        if len(known) == len(values):
            return {"name": name, "type": "string", "missingValues": []}
    elif not any(isinstance(value, (str, bool)) for value in known):
        whole = all(isinstance(value, int) for value in known)
        return {"name": name, "type": "integer" if whole and known else "number"}
    raise ValueError(f"column {name}: text, numbers and empty cells of two kinds cannot be told apart in a CSV file")


def read_rows(path: str | Path) -> list[dict[str, Any]]:
    """Return the rows of a CSV file of the site, each value of the type that the metadata beside the file name.

    The metadata is the file of the same name that ends in .json. Raises FileNotFoundError without it, and ValueError where
    the two do not fit each other.
    """
    path = Path(path)
    fields = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["schema"]["fields"]
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file)
        if lines.fieldnames != [field["name"] for field in fields]:
            raise ValueError(f"{path.name} has the columns {lines.fieldnames}, its metadata {[field['name'] for field in fields]}")
        return [{field["name"]: _value(line[field["name"]], field) for field in fields} for line in lines]


def _value(text: str, field: Mapping[str, Any]) -> Any:
    if text == "" and field.get("missingValues", [""]):
        return None
    return _READERS.get(field["type"], str)(text)


def data_hash(path: str | Path) -> str:
    """Return the hash of the data in a CSV file of the site, as the page shows it: six hex digits. Raises as `read_rows` does.

    It is the start of the SHA-256 of the rows as JSON in UTF-8: a list of objects with sorted keys, no spaces, whole numbers without a
    decimal point, null for what is not known.
    """
    return digest(rounded(read_rows(path)))
