"""The sourced tables: clean as they stand, honest about their sources, and read in their declared types."""

from __future__ import annotations

import csv
import re

import pandas as pd
import pytest

from alliance import paths, tables
from alliance.errors import Refusal
from alliance.headlines import model
from alliance.models.cost_sharing import TABLES
from alliance.parameters import load_declarations
from alliance.sources import load_sources

NAMES = tables.table_names()
FIELDS = [(name, field.name) for name in NAMES for field in tables.sidecar(name).fields]
MEASURES = [
    (name, field.name) for name in NAMES for field in tables.sidecar(name).fields if field.type in ("integer", "number") and re.search("KRW|USD|JPY|persons|index", field.unit)
]


def spec_of(name: str, column: str) -> tables.FieldSpec:
    return next(field for field in tables.sidecar(name).fields if field.name == column)


def test_the_books_tables_are_clean():
    """Catch a violation in any table of the book."""
    assert [str(problem) for problem in tables.validate()] == []


def test_every_table_has_a_sidecar_and_vice_versa():
    """Catch a table nobody describes, and a description of a table that is gone."""
    assert NAMES == sorted(path.stem for path in paths.TABLES.glob("*.yml")) and len(NAMES) >= 13
    assert all(tables.sidecar(name).name == name for name in NAMES)
    assert set(TABLES) <= set(NAMES)


@pytest.mark.parametrize("stem", load_declarations().stems)
def test_models_name_tables_that_exist(stem):
    """Catch a chapter that reads a table by a wrong name."""
    assert set(model(stem).TABLES) <= {*NAMES, *tables.ledger_names()} and list(model(stem).TABLES) == sorted(set(model(stem).TABLES))


@pytest.mark.parametrize("name", NAMES)
def test_sidecar_is_whole(name):
    """Catch a sidecar without description, licence, locators, processing, or a conflict without its rule."""
    card = tables.sidecar(name)
    assert len(card.title) > 10 and len(card.description) > 40 and len(card.processing) > 20
    assert all(licence.name and licence.title for licence in card.licenses)
    assert all(source.key in load_sources() and source.locator.strip() for source in card.sources)
    assert len(set(card.source_keys)) == len(card.sources)
    for conflict in card.conflicts:
        assert len(conflict.about) > 4 and len(conflict.text) > 20 and len(conflict.rule) > 5


@pytest.mark.parametrize("name", NAMES)
def test_sidecar_cites_what_rows_cite(name):
    """Catch a source in the sidecar that supports no row."""
    cited = {key for row in tables.rows(name) for key in row["source"].split(";")}
    assert cited <= set(tables.sidecar(name).source_keys)
    assert [key for key in tables.sidecar(name).source_keys if key not in cited] == []


@pytest.mark.parametrize("name", NAMES)
def test_keys_first_then_measures_then_standing(name):
    """Catch a table whose columns stand in another order than the contract's, or without status and source."""
    columns = [field.name for field in tables.sidecar(name).fields]
    key = tables.sidecar(name).table_schema.primaryKey
    measures = [index for index, column in enumerate(columns) if spec_of(name, column).unit]
    assert not measures or max(map(columns.index, key)) < min(measures)
    assert [column for column in columns if column in ("status", "source", "note")] == ["status", "source", "note"] == columns[-3:]
    assert all(spec_of(name, column).constraints.required for column in [*key, "status", "source"])


@pytest.mark.parametrize("name", NAMES)
def test_status_values(name):
    """Catch a standing that the book does not define."""
    assert tuple(spec_of(name, "status").constraints.enum) == tables.STATUSES
    assert {row["status"] for row in tables.rows(name)} <= set(tables.STATUSES)


@pytest.mark.parametrize(("name", "column"), FIELDS)
def test_fields_say_what_they_hold(name, column):
    """Catch a measure without unit, price basis or realistic limits."""
    field = spec_of(name, column)
    assert len(field.title) > 3
    if field.type in ("integer", "number"):
        assert field.constraints.minimum is not None and field.constraints.maximum is not None
        assert field.constraints.minimum < field.constraints.maximum
        assert field.unit or re.search("year|period|sma_no", column)
        assert not re.search("KRW|USD|JPY", field.unit) or re.search("current|constant|KRW per USD", field.unit)
        assert column.endswith("_pct") == field.unit.startswith("per cent")
    else:
        assert not field.unit


@pytest.mark.parametrize(("name", "column"), MEASURES)
def test_limits_catch_a_lost_factor_of_1000(name, column):
    """Catch limits so wide that a value in thousands would pass for one in millions, or the other way round."""
    limits, values = spec_of(name, column).constraints, tables.frame(name)[column].dropna()
    assert len(values) > 0
    assert (values * 1000 > limits.maximum).all() and (values / 1000 < limits.minimum).all()


def test_restricted_sources_give_shares_only():
    """Catch a restricted series that enters the repository as levels."""
    derived = [name for name in NAMES if tables.sidecar(name).redistribute == "derived"]
    assert "rok_military_burden" in derived
    assert not any(tables.sidecar(name).redistribute == "none" for name in NAMES)
    for name in derived:
        key = tables.sidecar(name).table_schema.primaryKey
        measures = {field.name for field in tables.sidecar(name).fields if field.type in ("integer", "number")} - set(key)
        assert measures and all(re.search("_pct$|_share$|_ratio$|index|count", column) for column in measures)
    for name in NAMES:
        restricted = {key for key in tables.sidecar(name).source_keys if key.startswith("sipri")}
        assert not restricted or name in derived


@pytest.mark.parametrize("name", NAMES)
def test_frame_and_rows_agree(name):
    """Catch a value that changes between the notebook's table and what the model takes, or a gap that becomes a number."""
    frame, rows = tables.frame(name), tables.rows(name)
    assert len(frame) == len(rows) > 0
    for field in tables.sidecar(name).fields:
        kind = {"integer": int, "number": float}.get(field.type, str)
        for value, (_, given) in zip(frame[field.name], enumerate(row[field.name] for row in rows), strict=True):
            assert (given is None and pd.isna(value)) or (type(given) is kind and given == value)


def test_unknown_table():
    """Catch a misspelt table that ends in a traceback."""
    with pytest.raises(Refusal, match="there is no table 'exchange_rate'; did you mean 'exchange_rates'"):
        tables.sidecar("exchange_rate")


def test_a_run_reads_its_own_tables(tmp_path, monkeypatch):
    """Catch a run that names its own tables and reads the book's, or replaces more than it gave."""
    text = (paths.TABLES / "exchange_rates.csv").read_text(encoding="utf-8")
    (tmp_path / "exchange_rates.csv").write_text(text.replace("1421.3963", "1500"), encoding="utf-8")
    before, gdp = tables.table_hash("exchange_rates"), tables.table_hash("gdp")
    monkeypatch.setenv(paths.TABLES_VARIABLE, str(tmp_path))
    assert 1500 in [row["krw_per_usd"] for row in tables.rows("exchange_rates")]
    assert tables.table_hash("exchange_rates") != before and tables.table_hash("gdp") == gdp
    assert tables.table_path("gdp") == paths.TABLES / "gdp.csv"
    (tmp_path / "exchange_rates.csv").write_text(text.replace("1421.3963", "much"), encoding="utf-8")
    with pytest.raises(Refusal, match="krw_per_usd = 'much': a number is needed"):
        tables.rows("exchange_rates")


@pytest.fixture
def problems(tmp_path):
    """Return the lines found in a copy of a table after cells, given as {(row, column): text}, or the whole text were changed."""

    def lines(change, name: str = "exchange_rates") -> list[str]:
        path = tmp_path / f"{name}.csv"
        with (paths.TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            cells = list(csv.reader(file))
        if callable(change):
            cells = change(cells)
        else:
            for (row, column), text in change.items():
                cells[row - 1][cells[0].index(column)] = text
        if isinstance(cells, bytes):
            path.write_bytes(cells)
        else:
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(cells)
        found = [str(problem) for problem in tables.validate(tmp_path)]
        assert all(line.startswith(f"{path}: ") and "\n" not in line for line in found)
        return [line.removeprefix(f"{path}: ") for line in found]

    return lines


@pytest.mark.parametrize(
    ("row", "column", "text", "expected"),
    [
        (3, "krw_per_usd", "0.7367", "row 3, krw_per_usd = 0.7367 KRW per USD is below the minimum 500"),
        (3, "krw_per_usd", "736733", "row 3, krw_per_usd = 736733.0 KRW per USD is above the maximum 2500"),
        (4, "krw_per_usd", "much", "row 4, krw_per_usd = 'much': a number is needed"),
        (4, "krw_per_usd", "1,400", "row 4, krw_per_usd = '1,400': a number is needed"),
        (4, "krw_per_usd", "nan", "row 4, krw_per_usd = 'nan': a number is needed"),
        (4, "krw_per_usd", "inf", "row 4, krw_per_usd = 'inf': a number is needed"),
        (4, "krw_per_usd", "1e999", "row 4, krw_per_usd = '1e999': a number is needed"),
        (4, "krw_per_usd", "1_400", "row 4, krw_per_usd = '1_400': a number is needed"),
        (5, "year", "1993.5", "row 5, year = '1993.5': a whole number is needed"),
        (5, "year", "", "row 5, year is missing"),
        (5, "krw_per_usd", "", "row 5, krw_per_usd is missing"),
        (6, "basis", "fed", "row 6, basis = fed is not one of fed_average, press_average"),
        (6, "status", "seen", "row 6, status = seen is not one of observed, preliminary, estimated, projected, planned, derived"),
        (7, "source", "frb-h10", "row 7, source 'frb-h10' is not in the sidecar"),
        (7, "source", "frb-h10-exchange-rates;nobody", "row 7, source 'nobody' is not in the sidecar"),
        (8, "year", "1997", "rows 8, 9 have the same year, basis"),
    ],
)
def test_planted_cells(problems, row, column, text, expected):
    """Catch a slip in one cell that is not reported with its row, column, value and rule, once."""
    (line,) = problems({(row, column): text})
    assert line.startswith(expected)


def test_missing_source(problems):
    """Catch a row without a source, and its report in two lines."""
    assert len(problems({(7, "source"): ""})) == 1


@pytest.mark.parametrize("text", ["1991-25-01", "25/01/1991", "1991", "1991-1-5"])
def test_dates(problems, text):
    """Catch a date that could be read two ways."""
    assert problems({(2, "signed"): text}, "sma_agreements") == [f"row 2, signed = '{text}': a date YYYY-MM-DD is needed"]


def test_several_at_once(problems):
    """Catch a report that stops at the first kind of violation, so that a table must be mended many times."""
    found = problems({(3, "krw_per_usd"): "0.7", (4, "status"): "seen", (5, "source"): "nobody", (6, "year"): "1994.5", (7, "krw_per_usd"): "much"})
    for row in range(3, 8):
        assert any(line.startswith(f"row {row}, ") for line in found), row


def test_rows_are_counted_as_an_editor_counts(problems):
    """Catch a blank line in the file that makes every later row number wrong."""
    assert problems(lambda cells: [*cells[:3], [], *cells[3:8], [*cells[8][:3], "seen", *cells[8][4:]], *cells[9:]]) == [
        "row 10, status = seen is not one of observed, preliminary, estimated, projected, planned, derived"
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda cells: [row[:2] + row[3:] for row in cells], ["column 'krw_per_usd' is missing"]),
        (lambda cells: [[*row, "x"] for row in cells], ["column 'x' is not one of the table's; there are basis, krw_per_usd, note, source, status, year"]),
        (lambda cells: [["yeer", *cells[0][1:]], *cells[1:]], ["column 'yeer' is not one of the table's; did you mean 'year'?", "column 'year' is missing"]),
        (lambda cells: b"", ["is empty"]),
        (lambda cells: "year,basis".encode("utf-16"), ["is not UTF-8: byte 0 is 0xff"]),
        (lambda cells: [*cells[:4], [*cells[4], "more"], *cells[5:]], ["row 5 has 7 cells, the header 6"]),
    ],
)
def test_planted_shapes(problems, change, expected):
    """Catch a file that is not the table its name says."""
    assert problems(change) == expected


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda cells: [cells[0], *([*row, "more"] for row in cells[1:])], id="a cell more than the header in every row"),
        pytest.param(lambda cells: cells[:1], id="a header without rows"),
        pytest.param(lambda cells: ",".join(cells[0]).encode() + b'\n"1991,fed_average,700,observed,frb,\n1992,fed_average,700,observed,frb,"\n', id="a quotation mark closed a line too late"),
    ],
)
def test_no_table_in_it(problems, change):
    """Catch cells that are dropped without a word, a table without rows, and a report that runs over many lines."""
    assert len(problems(change)) >= 1


@pytest.mark.parametrize("change", [lambda cells: b"\xef\xbb\xbf" + "\r\n".join(map(",".join, cells[:-1])).encode(), lambda cells: cells[::-1][-1:] + cells[:0:-1]])
def test_harmless_differences(problems, change):
    """Catch a byte-order mark, line ends of Windows or another order of rows that are refused."""
    assert problems(change) == []


def test_folder_of_replacements(tmp_path):
    """Catch a folder for `--tables` that is missing, empty, no folder, or holds a table that the book does not have."""
    where, text = tmp_path / "mine", (paths.TABLES / "exchange_rates.csv").read_text(encoding="utf-8")
    assert [str(problem) for problem in tables.validate(where)] == [f"--tables: {where}: there is no such folder"]
    where.mkdir()
    assert [str(problem) for problem in tables.validate(where)] == [f"--tables: {where}: holds no CSV file"]
    (where / "exchange_rates.csv").write_text(text, encoding="utf-8")
    assert tables.validate(where) == []
    (where / "exchange_rate.csv").write_text(text, encoding="utf-8")
    (where / "gdp.csv").write_text(text, encoding="utf-8")
    lines = [str(problem) for problem in tables.validate(where)]
    assert f"{where / 'exchange_rate.csv'}: the book has no table 'exchange_rate'; did you mean 'exchange_rates'?" in lines
    assert f"{where / 'gdp.csv'}: column 'country' is missing" in lines
    assert [str(problem) for problem in tables.validate(where / "gdp.csv")] == [f"--tables: {where / 'gdp.csv'}: is not a folder"]
