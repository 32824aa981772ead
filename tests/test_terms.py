"""What may not be passed on: of sources that forbid it only shares, ratios and counts stand in the tables and on the site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from alliance import paths, tables
from alliance.site.datapackage import package, resource
from alliance.site.citation import Edition

SITE = paths.BUILD / "html"

#: Units of what may be derived from a restricted source; money or persons would be the series itself.
RELATIVE = re.compile(r"^(times|per cent|%|share|index|ratio|count a year|year|points)", re.IGNORECASE)
COUNTS = re.compile(r"^(missiles|events|nuclear tests|times, log axis|% of GDP)", re.IGNORECASE)

#: A table that may be passed on in full can name such a source for single facts.
SINGLE_FACTS = 3

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def restricted() -> dict[str, set[str]]:
    """Return the tables that may not be passed on in full, by the sources that they name."""
    found: dict[str, set[str]] = {}
    for name in tables.table_names():
        if tables.sidecar(name).redistribute != "full":
            for key in tables.sidecar(name).source_keys:
                found.setdefault(key, set()).add(name)
    return found


def in_tables(names: Iterable[str]) -> list[str]:
    """Return what stands in tables of the repository and may not: levels or records of a restricted source, or many of its values in a free table."""
    problems = []
    for name in names:
        card, rows = tables.sidecar(name), tables.rows(name)
        mine = set(card.source_keys) & set(restricted())
        if card.redistribute == "full":
            counts = {key: sum(1 for row in rows if key in str(row.get("source")).split(";")) for key in mine}
            problems += [f"{name}: {count} rows of {key}" for key, count in counts.items() if count > SINGLE_FACTS]
        else:
            problems += field_problems(name, [field.model_dump() for field in card.fields if field.name not in card.table_schema.primaryKey])
            problems += [f"{name}: terms are 'none' and {len(rows)} rows stand there" for _ in [0] if card.redistribute == "none" and rows]
    return problems


def field_problems(where: str, fields: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return fields that hold more than shares, ratios, indices and counts."""
    problems = []
    for field in fields:
        parts = (field.get("unit") or "").split("; ")
        if field["type"] in ("number", "integer") and not all(RELATIVE.match(part) or COUNTS.match(part) for part in parts):
            problems.append(f"{where}: {field['name']} is in '{field.get('unit')}'")
        if field["type"] == "date":
            problems.append(f"{where}: {field['name']} holds dates of records")
    return problems


def on_site(site: Path) -> list[str]:
    """Return what stands in a built site and may not."""
    problems = []
    closed = {name for names in restricted().values() for name in names}
    lines = {name: set(tables.table_path(name).read_text(encoding="utf-8").splitlines()[1:]) for name in closed}
    for path in sorted(site.rglob("*")):
        if path.suffix not in (".csv", ".json", ".html", ".txt", ".md", ".js", ".ipynb"):
            continue
        where = path.relative_to(site).as_posix()
        text = path.read_text(encoding="utf-8")
        problems += [f"{where}: holds rows of {name}" for name in closed if len(lines[name] & set(text.splitlines())) > 2]
        if path.suffix != ".csv":
            continue
        if not path.with_suffix(".json").exists():
            problems.append(f"{where}: says nothing of its terms")
            continue
        about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        keys = {source["key"] for source in about["sources"]} & set(restricted())
        if where.startswith("data/"):
            problems += [f"{where}: is offered, its terms are '{about['redistribute']}'" for _ in [0] if about["redistribute"] != "full"]
        elif keys:
            problems += field_problems(where, about["schema"]["fields"])
            problems += [f"{where}: holds the days of records" for _ in [0] if len(set(DAY.findall(text))) > SINGLE_FACTS]
    return problems


def test_there_are_such_tables():
    """Catch a scan that has nothing to look for."""
    assert set(restricted()) == {"sipri-milex-2025", "cns-missile-tests", "csis-beyond-parallel"}


def test_tables_hold_what_is_derived_alone():
    """Catch levels, records, or a series of a restricted source under another table's terms."""
    assert in_tables([*tables.table_names()]) == []


def test_site_holds_what_is_derived_alone():
    """Catch a restricted series in any file of the site."""
    assert on_site(SITE) == []


def test_data_package_leaves_them_out():
    """Catch a restricted table in the package, or one that is offered under its own description."""
    listed = {item["name"] for item in package(Edition("2026.11", "2026-11-22", ""))["resources"]}
    for name in [*tables.table_names(), *tables.ledger_names()]:
        full = tables.sidecar(name).redistribute == "full"
        assert (name.replace("_", "-") in listed) == full == ("path" in resource(name)) == (SITE / "data" / f"{name}.csv").exists(), name


def test_what_is_derived_is_offered_with_its_recipe():
    """Catch an entry of the data register that forbids and offers nothing."""
    page = (SITE / "book" / "data.html").read_text(encoding="utf-8")
    for name in {name for names in restricted().values() for name in names}:
        entry = re.search(rf'<section id="table-{name}".*?</section>', page, flags=re.DOTALL)[0]
        values = re.search(r"<dt>Derived values</dt><dd>(.*?)</dd>", entry, flags=re.DOTALL)[1]
        assert "the recipe stands under Processing and Sources" in values and "<dt>Processing</dt>" in entry
        assert name == "nk_missile_ranges" or re.search(r'href="\.\./(figures|tables)/[a-z0-9-]+\.csv"', values), name


METADATA = {"redistribute": "derived", "sources": [{"key": "sipri-milex-2025"}], "schema": {"fields": [{"name": "year", "type": "integer", "unit": "year"}, {"name": "spent", "type": "number", "unit": "USD million"}]}}


@pytest.mark.parametrize(
    ("file", "text", "about", "problem"),
    [
        ("figures/planted.csv", "year,spent\n2024,47600\n", METADATA, "spent is in 'USD million'"),
        ("figures/planted.csv", "day\n" + "".join(f"2017-0{month}-04\n" for month in range(1, 8)), {**METADATA, "schema": {"fields": [{"name": "day", "type": "string"}]}}, "holds the days of records"),
        ("figures/planted.csv", "year,spent\n2024,1\n", None, "says nothing of its terms"),
        ("data/rok_military_burden.csv", "year\n2024\n", METADATA, "is offered, its terms are 'derived'"),
        ("_sources/notes.txt", None, None, "holds rows of rok_military_burden"),
    ],
)
def test_what_is_planted_is_found(tmp_path, file, text, about, problem):
    """Catch a scan that finds nothing whatever stands there."""
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(text or tables.table_path("rok_military_burden").read_text(encoding="utf-8"), encoding="utf-8")
    if about:
        path.with_suffix(".json").write_text(json.dumps(about), encoding="utf-8")
    assert any(problem in found for found in on_site(tmp_path)), on_site(tmp_path)


def test_a_level_in_a_table_is_found(monkeypatch):
    """Catch a table of levels that calls itself derived, and a free table with a whole series."""
    field = {"name": "spent", "type": "number", "unit": "USD million"}
    assert field_problems("x", [field]) and not field_problems("x", [{**field, "unit": "per cent of GDP"}])
    original = tables.sidecar
    free = original("rok_military_burden").model_copy(update={"redistribute": "full"})
    monkeypatch.setattr(tables, "sidecar", lambda name: free if name == "rok_military_burden" else original(name))
    assert in_tables(["rok_military_burden"]) == ["rok_military_burden: 35 rows of sipri-milex-2025"]
