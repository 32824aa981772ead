"""What stands below every figure and table: lines that make it again, data that read back to its hash, metadata, citation."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from pybtex.database import parse_file

from alliance import paths, recipe, runner, tables, takeaway
from alliance.charts.drawing import MIME, digest
from alliance.display import TABLE_MIME
from alliance.errors import Refusal
from alliance.notebook import parameters
from alliance.parameters import load_declarations
from alliance.record import baseline
from alliance.site.metadata import table_columns
from alliance.sources import load_sources

SITE = paths.BUILD / "html"
STEMS = load_declarations().stems
BLOCK = re.compile(r'<(?:figure|div) class="(ledger-figure|ledger-table|ledger-preview ledger-overlay)" id="(fig|tbl)-([a-z0-9-]+)".*?(?=<figure|<div class="ledger-table|</article>)', re.DOTALL)


@lru_cache
def published() -> dict[str, Any]:
    """Return the executed notebooks of the book, from the cache of runs where they are kept."""
    return runner.run_notebooks(baseline(), report=lambda line: None)


def shown(stem: str) -> list[tuple[int, dict[str, Any]]]:
    """Return what a chapter shows, with the cell that shows it."""
    cells = enumerate(published()[stem].cells)
    return [(index, output["data"][mime]) for index, cell in cells for output in cell.get("outputs", ()) for mime in (MIME, TABLE_MIME) if mime in output.get("data", {})]


def blocks() -> list[tuple[Path, str, str, str]]:
    """Return every figure and table on the site: page, kind, name, HTML."""
    pages = sorted(path for path in SITE.rglob("*.html") if "_static" not in path.parts)
    return [(page, found[2], found[3], found[0]) for page in pages for found in BLOCK.finditer(page.read_text(encoding="utf-8"))]


def run(lines: str) -> Any:
    space: dict[str, Any] = {}
    exec(compile(lines, "lines of the page", "exec"), space)
    return space["shown"]


@pytest.mark.parametrize("stem", STEMS)
def test_lines_make_every_figure_and_table_of_a_chapter(stem):
    """Catch lines that leave something out, or that make something else than what stands above them."""
    found = shown(stem)
    assert len(found) >= 10
    for cell, content in found:
        lines = recipe.lines(published()[stem], cell, stem=stem, taken=load_declarations().of(stem), changed={})
        made = run(lines)
        assert made.name == content["name"]
        assert made.to_json()["hashes"] == content["hashes"], content["name"]
        folder = "figures" if "spec" in content else "tables"
        assert (SITE / folder / f"{content['name']}.py").read_text(encoding="utf-8") == lines


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem != "claims"])
def test_lines_make_the_figures_of_a_scenario(stem):
    """Catch lines under an overlaid figure that leave out the scenario's parameters or the published figure."""
    overlays = [(name, text) for page, _, name, text in blocks() if page.parent.name == "scenarios" and f"notebooks/{stem}.html#fig-" in text]
    assert overlays
    for name in [name for name, _ in overlays][:2]:
        made = run((SITE / "figures" / f"{name}.py").read_text(encoding="utf-8"))
        about = json.loads((SITE / "figures" / f"{name}.json").read_text(encoding="utf-8"))
        assert about["parameters"]
        assert (made if isinstance(made, dict) else made.to_json())["hashes"] == about["hashes"], name


def test_lines_make_what_differs_in_a_table_of_a_scenario():
    """Catch lines under such a table that make the whole of it, or the published one."""
    found = [(name, text) for page, kind, name, text in blocks() if page.parent.name == "scenarios" and kind == "tbl" and "what differs" in text]
    chosen = {text.split("<caption>")[1].split(":")[0]: name for name, text in found}
    assert len(chosen) > 3
    for name in list(chosen.values())[:4]:
        made = run((SITE / "tables" / f"{name}.py").read_text(encoding="utf-8"))
        assert made["name"] == name
        assert made["hashes"] == json.loads((SITE / "tables" / f"{name}.json").read_text(encoding="utf-8"))["hashes"], name


@pytest.mark.parametrize("name", ["treaty-mutual-defense", "whole-book-scenarios", "scenario-taiwan-year-moved", "scenario-taiwan-year-parameters", "page-weak-won-headlines", "page-weak-won-parameters"])
def test_lines_make_tables_of_other_pages(name):
    """Catch lines under a table outside the chapters that make another one."""
    about = json.loads((SITE / "tables" / f"{name}.json").read_text(encoding="utf-8"))
    made = run((SITE / "tables" / f"{name}.py").read_text(encoding="utf-8"))
    assert (made.name, made.data_hash) == (name, about["hashes"]["data"])


def test_lines_run_on_their_own(tmp_path):
    """Catch lines that need what only a test or a notebook has."""
    lines = (SITE / "figures" / "paths-to-horizon.py").read_text(encoding="utf-8") + "print(shown.data_hash, shown.spec_hash)\n"
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=False, cwd=tmp_path)
    hashes = json.loads((SITE / "figures" / "paths-to-horizon.json").read_text(encoding="utf-8"))["hashes"]
    assert (done.stdout.split(), done.stderr) == ([hashes["data"], hashes["spec"]], "")


def test_every_figure_and_table_has_its_files_and_the_data_read_back_to_the_hash_on_the_page():
    """Catch a missing link or file, and a CSV that is not what is drawn."""
    found = blocks()
    assert len(found) > 300
    for page, kind, name, text in found:
        base = SITE / ("figures" if kind == "fig" else "tables") / name
        endings = ["csv", "json", "bib", "py"] + (["svg", "png"] if "ledger-preview" not in text and kind == "fig" else [])
        for ending in endings:
            link = re.search(rf'href="([^"]*/{name}\.{ending})" download>', text)
            assert link and (page.parent / link[1]).resolve() == base.with_name(f"{name}.{ending}"), (name, ending)
            assert base.with_name(f"{name}.{ending}").stat().st_size > 20
        assert "<summary>Cite</summary>" in text and "<summary>Code</summary>" in text
        assert re.search(r"data <code>([0-9a-f]{6})</code>", text)[1] == takeaway.data_hash(base.with_name(f"{name}.csv")), name


def test_metadata_says_what_it_must():
    """Catch metadata without title, sources, unit, licence or terms, and a term that is laxer than a table's."""
    for _, kind, name, _ in blocks():
        about = json.loads((SITE / ("figures" if kind == "fig" else "tables") / f"{name}.json").read_text(encoding="utf-8"))
        assert about["title"] and about["edition"] and about["as_of"] and about["licenses"] and about["citation"]["text"], name
        assert about["kind"] == ("figure" if kind == "fig" else "table")
        assert about["recipe"].endswith("\nshown\n") and about["permalink"].endswith(f".html#{kind}-{name}")
        assert all(load_sources()[source["key"]].citation == source["title"] for source in about["sources"])
        terms = {tables.sidecar(table["name"]).redistribute for table in about["tables"]}
        assert about["redistribute"] == ("derived" if "derived" in terms else "full")
        if kind == "fig":
            assert about["alt"] and about["sources"]
            numbers = [field for field in about["schema"]["fields"] if field["type"] != "string"]
            assert not numbers or [field for field in numbers if field.get("unit")], name
    spending = json.loads((SITE / "figures" / "military-spending.json").read_text(encoding="utf-8"))
    assert spending["redistribute"] == "derived" and "SIPRI" in str(spending["tables"])
    contribution = json.loads((SITE / "figures" / "paths-to-horizon.json").read_text(encoding="utf-8"))
    units = {field["name"]: field.get("unit") for field in contribution["schema"]["fields"]}
    assert units == {"path": None, "year": "year", "low": "Billion won, current", "high": "Billion won, current", "kind": None, "krw_bn": "Billion won, current"}
    assert "sma_contributions" in contribution["read"] and contribution["command"] == "alliance rerun cost_sharing"


def test_citations_are_bibtex_with_keys_of_their_own():
    """Catch an entry that a BibTeX reader refuses, and two that would overwrite each other."""
    keys = set()
    files = [path for folder in ("figures", "tables", "cite") for path in sorted((SITE / folder).glob("*.bib"))]
    for key, entry in [pair for path in files if path.name != "all.bib" for pair in parse_file(str(path)).entries.items()]:
        assert key not in keys and entry.persons["author"] and entry.fields["title"] and entry.fields["year"] == "2026"
        keys.add(key)
    assert len(keys) > 300


@pytest.mark.parametrize(
    "rows",
    [
        [{"a": 1.5, "b": "x"}, {"a": None, "b": ""}],
        [{"a": 1, "b": "x"}, {"a": 3, "b": None}],
        [{"a": 0.1, "b": "2012"}, {"a": 2, "b": 'with "quotes", and\nlines'}],
        [{"a": None, "b": "only"}],
        [{"a": 123456789012345, "b": "–"}],
    ],
)
def test_rows_come_back_as_they_were(tmp_path, rows):
    """Catch a number that becomes text, a text of digits that becomes a number, and an empty text that becomes unknown."""
    (tmp_path / "x.csv").write_bytes(takeaway.csv_bytes(rows, ["a", "b"]))
    (tmp_path / "x.json").write_text(json.dumps({"schema": {"fields": takeaway.field_types(rows, ["a", "b"])}}), encoding="utf-8")
    assert takeaway.read_rows(tmp_path / "x.csv") == rows
    assert takeaway.data_hash(tmp_path / "x.csv") == digest(rows)
    (tmp_path / "x.csv").write_text("a,c\n1,2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="x.csv has the columns"):
        takeaway.read_rows(tmp_path / "x.csv")


@pytest.mark.parametrize("values", [["x", 1], ["", None], [True, False]])
def test_what_cannot_come_back_is_refused(values):
    """Catch a column that its CSV would change in silence."""
    with pytest.raises(ValueError, match="column a"):
        takeaway.field_types([{"a": value} for value in values], ["a"])


def test_parameters_are_checked():
    """Catch lines with a value that the book would refuse."""
    assert parameters("cost_sharing", krw_per_usd=1600)["krw_per_usd"] == 1600
    with pytest.raises(Refusal, match="did you mean 'krw_per_usd'"):
        parameters("cost_sharing", krw_usd=1600)
    with pytest.raises(Refusal, match="is outside"):
        parameters("cost_sharing", krw_per_usd=-1)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["x = 1\ny = x + 1\nz = 5", "y"], ["x = 1", "y = x + 1", "shown = y", "shown"]),
        (["y = 1", "x = [y for z in range(3)]", "w = x", "x"], ["y = 1", "x = [y for z in range(3)]", "shown = x", "shown"]),
        (["total = 1", "total += 2", "total"], ["total = 1", "total += 2", "shown = total", "shown"]),
        (["from a import b, c\nimport d", "c(1)"], ["from a import c", "shown = c(1)", "shown"]),
    ],
)
def test_only_what_is_needed_is_kept(cells, expected):
    """Catch a line that the figure does not need, or one that it needs and loses."""
    notebook = {"cells": [{"cell_type": "code", "metadata": {}, "source": source} for source in cells]}
    lines = recipe.lines(notebook, len(cells) - 1, stem="x", taken=[], changed={})
    assert [line for line in lines.splitlines() if line] == expected


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("First year, USD million", "USD million"),
        ("Amount, KRW billion, published", "KRW billion"),
        ("Amount, now", ""),
        ("Times", "Times"),
        ("Thousand persons", "Thousand persons"),
        ("In ten years", ""),
        ("Traded, million tonnes", "million tonnes"),
    ],
)
def test_a_header_names_a_unit_or_none(header, unit):
    """Catch metadata that calls a remark, or a span of time, the unit of a column."""
    (column,) = table_columns({"columns": [{"key": "value", "header": header, "kind": "number"}]})
    assert column["unit"] == unit
