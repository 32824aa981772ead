"""The sourced tables: `data/tables/<name>.csv`, each with a sidecar that says what stands in it and where from.

`rows` and `frame` are the only readers. A run may put tables of its own in the place of the book's; they are
validated by the same sidecars.
"""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from alliance import paths
from alliance.errors import Problem, Refusal, nearest
from alliance.parameters.declarations import SourceRef
from alliance.textfile import read_text, read_yaml

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
    """Return the names of the book's tables, in alphabetical order."""
    return sorted(path.stem for path in paths.TABLES.glob("*.csv"))


@lru_cache
def sidecar(name: str) -> Sidecar:
    """Return a table's sidecar. Raises Refusal where the file is missing or says something it may not."""
    path = paths.TABLES / f"{name}.yml"
    if not path.exists():
        raise Refusal([Problem(paths.shown(path), f"there is no table '{name}'{nearest(name, table_names())}")])
    try:
        return Sidecar(**read_yaml(path))
    except ValidationError as error:
        raise Refusal(
            Problem(paths.shown(path), f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}") for item in error.errors()
        ) from None


def table_path(name: str, folder: Path | None = None) -> Path:
    """Return the file a table is read from: the run's own where it has one, else the book's."""
    own = folder or paths.replacement_tables()
    if own and (own / f"{name}.csv").exists():
        return own / f"{name}.csv"
    return paths.TABLES / f"{name}.csv"


def table_hash(name: str, folder: Path | None = None) -> str:
    """Return the SHA-256 of a table's bytes and its sidecar's, in hex."""
    content = table_path(name, folder).read_bytes() + b"\0" + (paths.TABLES / f"{name}.yml").read_bytes()
    return hashlib.sha256(content).hexdigest()


def frame(name: str) -> pd.DataFrame:
    """Return a table as a DataFrame with the sidecar's columns and types. Raises Refusal where it breaks its schema."""
    data, problems = _read(name, table_path(name))
    if problems:
        raise Refusal(problems)
    return data


def rows(name: str) -> list[dict[str, Any]]:
    """Return a table as plain dicts, None where a value is not known: what models take."""
    data = frame(name)
    kinds = {field.name: {"integer": int, "number": float}.get(field.type, str) for field in sidecar(name).fields}
    return [
        {column: None if pd.isna(value) else kinds[column](value) for column, value in zip(data.columns, record, strict=True)}
        for record in data.itertuples(index=False)
    ]


def validate(folder: Path | None = None) -> list[Problem]:
    """Return every violation in the book's tables, or in a folder of replacement tables, by file, row and column."""
    if folder is None:
        return [problem for name in table_names() for problem in validate_table(name, paths.TABLES / f"{name}.csv")]
    where = str(folder)
    if not folder.exists():
        return [Problem("--tables", f"{where}: there is no such folder")]
    if not folder.is_dir():
        return [Problem("--tables", f"{where}: is not a folder")]
    files = sorted(folder.glob("*.csv"))
    if not files:
        return [Problem("--tables", f"{where}: holds no CSV file")]
    problems = []
    for path in files:
        if path.stem in table_names():
            problems += validate_table(path.stem, path)
        else:
            problems.append(Problem(paths.shown(path), f"the book has no table '{path.stem}'{nearest(path.stem, table_names())}"))
    return problems


def validate_table(name: str, path: Path) -> list[Problem]:
    """Return the violations of one file against the sidecar of the table it stands for."""
    try:
        data, problems = _read(name, path)
    except Refusal as refusal:
        return refusal.problems
    if not problems:
        problems = _violations(name, data, paths.shown(path))
    return problems


def _read(name: str, path: Path) -> tuple[pd.DataFrame, list[Problem]]:
    """Return a file's rows in the sidecar's types, and every cell that is not of its type."""
    fields = sidecar(name).fields
    where = paths.shown(path)
    try:
        raw = pd.read_csv(io.StringIO(read_text(path)), dtype=str, keep_default_na=False, index_col=False)
    except pd.errors.ParserError as error:
        return pd.DataFrame(), [Problem(where, f"is not a CSV table: {str(error).split('C error: ')[-1].strip()}")]
    expected = [field.name for field in fields]
    problems = [
        Problem(where, f"column '{column}' is not one of the table's{nearest(column, expected)}") for column in raw.columns if column not in expected
    ] + [Problem(where, f"column '{column}' is missing") for column in expected if column not in raw.columns]
    if problems:
        return pd.DataFrame(), problems
    data = {}
    for field in fields:
        text = raw[field.name].str.strip()
        given = text.where(text != "", pd.NA)
        if field.type in ("integer", "number"):
            numbers = pd.to_numeric(given, errors="coerce")
            bad = given.notna() & (numbers.isna() | ~numbers.map(lambda value: abs(value) < float("inf"), na_action="ignore").eq(True))
            if field.type == "integer":
                bad |= given.notna() & numbers.notna() & (numbers % 1 != 0)
            problems += [
                Problem(where, f"row {index + 2}, {field.name} = '{text[index]}': {'a whole' if field.type == 'integer' else 'a'} number is needed")
                for index in raw.index[bad]
            ]
            given = numbers.mask(bad)
        elif field.type == "date":
            bad = given.notna() & pd.to_datetime(given, format="%Y-%m-%d", errors="coerce").isna()
            problems += [
                Problem(where, f"row {index + 2}, {field.name} = '{text[index]}': a date YYYY-MM-DD is needed") for index in raw.index[bad]
            ]
        data[field.name] = given.astype(_PANDAS_TYPES[field.type])
    return pd.DataFrame(data, columns=expected), problems


def _violations(name: str, data: pd.DataFrame, where: str) -> list[Problem]:
    """Return what pandera finds against the sidecar's constraints, all at once."""
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
            row = "" if pd.isna(case.index) else f"row {int(case.index) + 2}, "
            if case.check == "multiple_fields_uniqueness":
                doubled.add(int(case.index) + 2)
            elif case.check == "not_nullable":
                problems.append(Problem(where, f"{row}{case.column} is missing"))
            else:
                unit = f" {units.get(case.column, '')}".rstrip()
                problems.append(Problem(where, f"{row}{case.column} = {case.failure_case}{unit} {case.check}"))
        if doubled:
            key = ", ".join(card.table_schema.primaryKey)
            problems.append(Problem(where, f"rows {', '.join(map(str, sorted(doubled)))} have the same {key}"))
    return problems + _source_problems(card, data, where)


def _source_problems(card: Sidecar, data: pd.DataFrame, where: str) -> list[Problem]:
    """Return rows whose source is missing or is not one of the sidecar's."""
    if "source" not in data:
        return [Problem(where, "the table has no column 'source'")]
    problems = []
    for index, cell in data["source"].items():
        for key in [] if pd.isna(cell) else str(cell).split(";"):
            if key not in card.source_keys:
                problems.append(Problem(where, f"row {index + 2}, source '{key}' is not in the sidecar{nearest(key, card.source_keys)}"))
        if pd.isna(cell):
            problems.append(Problem(where, f"row {index + 2} has no source"))
    return problems
