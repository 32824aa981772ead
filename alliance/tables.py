"""The sourced tables: `data/tables/<name>.csv`, each with a sidecar that says what stands in it and where from.

The ledgers of `data/claims` are tables too, with a source of their own for the whole file. `rows` and `frame` are the only readers. A run may put tables of its own in the place of the book's; they are
validated by the same sidecars.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from alliance import paths
from alliance.errors import Problem, Refusal, nearest
from alliance.parameters.declarations import SourceRef
from alliance.textfile import kept, read_text, read_yaml

if TYPE_CHECKING:
    # Loaded where a table is read anew: most runs find every row kept.
    import pandas as pd

STATUSES = ("observed", "preliminary", "estimated", "projected", "planned", "derived")
_PANDAS_TYPES = {"integer": "Int64", "number": "Float64", "string": "string", "date": "string"}


class Constraints(BaseModel):
    """Table Schema constraints of a field."""

    model_config = ConfigDict(extra="forbid")
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    enum: list[str] | None = None


class FieldSpec(BaseModel):
    """One column: Table Schema words plus the unit, price basis included."""

    model_config = ConfigDict(extra="forbid")
    name: str
    title: str
    type: Literal["integer", "number", "string", "date"]
    unit: str = ""
    constraints: Constraints = Constraints()


class TableSchema(BaseModel):
    """Primary key and columns of a table."""

    model_config = ConfigDict(extra="forbid")
    primaryKey: list[str]
    fields: list[FieldSpec]


class Licence(BaseModel):
    """Terms under which a table may be passed on."""

    model_config = ConfigDict(extra="forbid")
    name: str
    title: str


class Conflict(BaseModel):
    """Sources that disagree: about what, who says what, and which value the book uses by which rule."""

    model_config = ConfigDict(extra="forbid")
    about: str
    text: str
    rule: str


class Sidecar(BaseModel):
    """What `data/tables/<name>.yml` says of a table."""

    model_config = ConfigDict(extra="forbid")
    name: str
    title: str
    description: str
    redistribute: Literal["full", "derived", "none"]
    licenses: list[Licence] = Field(min_length=1)
    sources: list[SourceRef] = Field(min_length=1)
    processing: str
    conflicts: list[Conflict]
    table_schema: TableSchema = Field(alias="schema")

    @property
    def fields(self) -> list[FieldSpec]:
        return self.table_schema.fields

    @property
    def source_keys(self) -> list[str]:
        return [source.key for source in self.sources]


def table_names() -> list[str]:
    """Return the names of the book's tables of facts, in alphabetical order."""
    return sorted(path.stem for path in paths.TABLES.glob("*.csv"))


def ledger_names() -> list[str]:
    """Return the names of the ledgers of claims, in alphabetical order."""
    return sorted(path.stem for path in paths.CLAIMS.glob("*.csv"))


def _all_names() -> list[str]:
    return [*table_names(), *ledger_names()]


def _home(name: str) -> Path:
    """Return the folder in which the book keeps a table."""
    return paths.CLAIMS if (paths.CLAIMS / f"{name}.csv").is_file() else paths.TABLES


@lru_cache
def sidecar(name: str) -> Sidecar:
    """Return a table's sidecar. Raises Refusal where the file is missing or says something it may not."""
    path = _home(name) / f"{name}.yml"
    if not path.exists():
        raise Refusal([Problem(paths.shown(path), f"there is no table '{name}'{nearest(name, _all_names())}")])
    content = read_yaml(path)
    # Data Package allows a schema to be a file that several tables share.
    if isinstance(content.get("schema"), str):
        content["schema"] = read_yaml(path.parent / content["schema"])
    try:
        return Sidecar(**content)
    except ValidationError as error:
        raise Refusal(
            Problem(paths.shown(path), f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}") for item in error.errors()
        ) from None


def shown(name: str) -> str:
    """Return where the book keeps a table's sidecar, as messages print it."""
    return paths.shown(_home(name) / f"{name}.yml")


def table_path(name: str, folder: Path | None = None) -> Path:
    """Return the file a table is read from: the run's own where it has one, else the book's."""
    own = folder or paths.replacement_tables()
    if own and (own / f"{name}.csv").exists():
        return own / f"{name}.csv"
    return _home(name) / f"{name}.csv"


def table_hash(name: str, folder: Path | None = None) -> str:
    """Return the SHA-256 of a table's bytes and what its sidecar says, in hex."""
    return (_hash_held if _held else _hash_now)(name, folder)


def _hash_now(name: str, folder: Path | None) -> str:
    content = table_path(name, folder).read_bytes() + b"\0" + _sidecar_text(name)
    return hashlib.sha256(content).hexdigest()


_hash_held = lru_cache(_hash_now)
_held = False


def hold_hashes() -> None:
    """Reckon the hash of each table once from now on: for a process in whose life no table changes, and that asks for them ten thousands of times."""
    global _held
    _held = True


@lru_cache
def _sidecar_text(name: str) -> bytes:
    return sidecar(name).model_dump_json().encode()


@lru_cache
def _pandas_version() -> str:
    return version("pandas")


def frame(name: str) -> pd.DataFrame:
    """Return a table as a DataFrame with the sidecar's columns and types. Raises Refusal where it breaks its schema."""
    data, problems = _read(name, table_path(name))
    if problems:
        raise Refusal(problems)
    return data


def rows(name: str) -> list[dict[str, Any]]:
    """Return a table as plain dicts, None where a value is not known: what models take."""
    return [dict(row) for row in _rows(name, table_path(name), table_hash(name))]


@lru_cache(maxsize=256)
def _rows(name: str, path: Path, content: str) -> list[dict[str, Any]]:
    """Return the rows of a table whose content has a hash; scenarios and sweeps ask for the same ones again and again."""
    made_from = "\0".join([content, _pandas_version(), Path(__file__).read_text(encoding="utf-8")])
    file = paths.CACHE / "tables" / f"{name}-{hashlib.sha256(made_from.encode()).hexdigest()[:32]}.json"
    return json.loads(kept(file, lambda: json.dumps(_rows_read(name), ensure_ascii=False, allow_nan=False).encode()))


def _rows_read(name: str) -> list[dict[str, Any]]:
    import pandas as pd

    data = frame(name)
    kinds = {field.name: {"integer": int, "number": float}.get(field.type, str) for field in sidecar(name).fields}
    return [
        {column: None if pd.isna(value) else kinds[column](value) for column, value in zip(data.columns, record, strict=True)}
        for record in data.itertuples(index=False)
    ]


def validate(folder: Path | None = None) -> list[Problem]:
    """Return every violation in the book's tables, or in a folder of replacement tables, by file, row and column."""
    if folder is None:
        return [problem for name in _all_names() for problem in validate_table(name, _home(name) / f"{name}.csv")]
    where = str(folder)
    if not folder.exists():
        return [Problem("--tables", f"{where}: there is no such folder")]
    if not folder.is_dir():
        return [Problem("--tables", f"{where}: is not a folder")]
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv")
    if not files:
        return [Problem("--tables", f"{where}: holds no CSV file")]
    problems = []
    for path in files:
        if path.suffix != ".csv":
            problems.append(Problem(paths.shown(path), "the name of a table ends in .csv, in small letters"))
        elif path.stem in _all_names():
            problems += validate_table(path.stem, path)
        else:
            problems.append(Problem(paths.shown(path), f"the book has no table '{path.stem}'{nearest(path.stem, _all_names())}"))
    return problems


def validate_table(name: str, path: Path) -> list[Problem]:
    """Return the violations of one file against the sidecar of the table it stands for, in the order of its rows."""
    try:
        data, problems = _read(name, path)
    except Refusal as refusal:
        return refusal.problems
    if len(data.columns):
        problems += _violations(name, data, paths.shown(path), {problem.message.split(" = ")[0] for problem in problems})
    return problems


def _read(name: str, path: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """Return a file's rows in the sidecar's types, indexed by the row of the file, and every cell that is not of its type."""
    import pandas as pd

    fields = sidecar(name).fields
    where = paths.shown(path)
    header, cells, problems = _cells(path)
    expected = [field.name for field in fields]
    problems += [Problem(where, f"column '{column}' is not one of the table's{nearest(column, expected)}") for column in header if column not in expected]
    problems += [Problem(where, f"column '{column}' is missing") for column in expected if column not in header]
    problems += [Problem(where, f"column '{column}' stands twice") for column in sorted({item for item in header if header.count(item) > 1})]
    if problems:
        return pd.DataFrame(), problems
    raw = pd.DataFrame.from_dict(cells, orient="index", columns=header, dtype="string")
    data = {}
    for field in fields:
        text = raw[field.name].str.strip()
        data[field.name], bad = _typed(text.where(text != "", pd.NA), field.type)
        needed = {"integer": "a whole number", "number": "a number", "date": "a date YYYY-MM-DD"}.get(field.type)
        problems += [Problem(where, f"row {row}, {field.name} = '{text[row]}': {needed} is needed") for row in raw.index[bad]]
    return pd.DataFrame(data, columns=expected), problems


def _cells(path: Path) -> tuple[list[str], dict[int, list[str]], list[Problem]]:
    """Return the header, the cells by row of the file (the header is row 1), and rows that have too few or too many."""
    where = paths.shown(path)
    try:
        lines = list(csv.reader(io.StringIO(read_text(path), newline=""), strict=True))
    except csv.Error as error:
        raise Refusal([Problem(where, f"is not a CSV table: {error}")]) from None
    header = [item.strip() for item in lines[0]]
    cells = {row: line for row, line in enumerate(lines[1:], start=2) if line}
    problems = [
        Problem(where, f"row {row} has {len(line)} cells, the header {len(header)}") for row, line in cells.items() if len(line) != len(header)
    ]
    if not cells:
        problems.append(Problem(where, "has no rows"))
    return header, cells, problems


def _typed(given: pd.Series, kind: str) -> tuple[pd.Series, pd.Series]:
    """Return a column of text as its type, and which cells are not of it; those become unknown."""
    import pandas as pd

    bad = pd.Series(False, index=given.index)
    if kind in ("integer", "number"):
        plain = given.str.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?").fillna(True).astype(bool)
        numbers = pd.to_numeric(given.where(plain, pd.NA), errors="coerce").astype("Float64")
        # Plain digits can still be more than a number holds, 1e999.
        bad = ~plain | (numbers.abs() == float("inf")).fillna(False).astype(bool) | (kind == "integer") & numbers.notna() & (numbers.fillna(0) % 1 != 0)
        given = numbers.mask(bad)
    elif kind == "date":
        real = pd.to_datetime(given, format="%Y-%m-%d", errors="coerce").notna() & given.str.fullmatch(r"\d{4}-\d{2}-\d{2}").fillna(False).astype(bool)
        bad = given.notna() & ~real
    return given.astype(_PANDAS_TYPES[kind]), bad.astype(bool)


def _violations(name: str, data: pd.DataFrame, where: str, told: set[str]) -> list[Problem]:
    """Return what pandera finds against the sidecar's constraints, all at once; `told` are cells that were reported already."""
    import pandas as pd
    import pandera.pandas as pa

    card = sidecar(name)
    columns = {}
    for field in card.fields:
        limits, checks = field.constraints, []
        if limits.minimum is not None:
            checks.append(pa.Check.ge(limits.minimum, error=f"is below the minimum {limits.minimum:g}"))
        if limits.maximum is not None:
            checks.append(pa.Check.le(limits.maximum, error=f"is above the maximum {limits.maximum:g}"))
        if limits.enum:
            checks.append(pa.Check.isin(limits.enum, error=f"is not one of {', '.join(limits.enum)}"))
        columns[field.name] = pa.Column(_PANDAS_TYPES[field.type], checks, nullable=not limits.required)
    schema = pa.DataFrameSchema(columns, unique=card.table_schema.primaryKey)
    problems = []
    try:
        schema.validate(data, lazy=True)
    except pa.errors.SchemaErrors as errors:
        units = {field.name: field.unit for field in card.fields}
        doubled = set()
        for case in errors.failure_cases.itertuples():
            row = "" if pd.isna(case.index) else f"row {int(case.index)}, "
            if case.check == "multiple_fields_uniqueness":
                doubled.add(int(case.index))
            elif case.check == "not_nullable":
                if f"{row}{case.column}" in told:
                    continue
                problems.append(Problem(where, f"{row}{case.column} is missing"))
            else:
                unit = f" {units.get(case.column, '')}".rstrip()
                problems.append(Problem(where, f"{row}{case.column} = {case.failure_case}{unit} {case.check}"))
        if doubled:
            key = ", ".join(card.table_schema.primaryKey)
            problems.append(Problem(where, f"rows {', '.join(map(str, sorted(doubled)))} have the same {key}"))
    return problems + _source_problems(card, data, where)


def _source_problems(card: Sidecar, data: pd.DataFrame, where: str) -> list[Problem]:
    """Return rows whose source is not one of the sidecar's; a missing one breaks the column's own rule, and a ledger of claims has no such column."""
    import pandas as pd

    if "source" not in data:
        return []
    return [
        Problem(where, f"row {row}, source '{key}' is not in the sidecar{nearest(key, card.source_keys)}")
        for row, cell in data["source"].items()
        for key in ([] if pd.isna(cell) else str(cell).split(";"))
        if key not in card.source_keys
    ]
