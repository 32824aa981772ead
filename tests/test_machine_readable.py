"""What the site has for machines: data package, descriptions of tables, results of scenarios, registers both ways, citations."""

from __future__ import annotations

import json
import re

import frictionless
import jsonschema
import pytest
import yaml
from pybtex.database import parse_file

from alliance import headlines, paths, tables, takeaway
from alliance.parameters import load_declarations, load_scenario, scenario_names
from alliance.scenario_results import scenario_results
from alliance.site.citation import Edition
from alliance.site.coverage import coverage
from alliance.sources import load_sources

SITE = paths.BUILD / "html"
FULL = [name for name in [*tables.table_names(), *tables.ledger_names()] if tables.sidecar(name).redistribute == "full"]


def html_of(page: str) -> str:
    return (SITE / page).read_text(encoding="utf-8")


def test_a_stock_validator_accepts_the_data_package():
    """Catch a package whose schema, keys or limits are not those of its files."""
    report = frictionless.validate(str(SITE / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "message"])[:5]
    assert sorted(task.name for task in report.tasks) == sorted(name.replace("_", "-") for name in FULL)


def test_a_stock_validator_refuses_a_changed_one(tmp_path):
    """Catch a validation that would accept anything: a value out of bounds, and a column that is gone."""
    package = json.loads((SITE / "datapackage.json").read_text(encoding="utf-8"))
    item = next(item for item in package["resources"] if item["name"] == "exchange-rates")
    (tmp_path / "data").mkdir()
    rows = (SITE / item["path"]).read_text(encoding="utf-8").splitlines()
    year = rows[1].split(",")
    bad = {"bounds": [rows[0], ",".join("-5" if part.replace(".", "").isdigit() else part for part in year)], "column": [rows[0].rpartition(",")[0], *(row.rpartition(",")[0] for row in rows[1:])]}
    for lines in bad.values():
        (tmp_path / item["path"]).write_text("\n".join(lines) + "\n", encoding="utf-8")
        (tmp_path / "datapackage.json").write_text(json.dumps({**package, "resources": [item]}), encoding="utf-8")
        assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_the_package_says_units_sources_and_licences():
    """Catch a resource that a reader could not use without the book."""
    package = json.loads((SITE / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"] and package["version"] == "2026.11"
    for item in package["resources"]:
        card = tables.sidecar(item["name"].replace("-", "_"))
        assert [field.get("unit", "") for field in item["schema"]["fields"]] == [field.unit for field in card.fields]
        assert [source["key"] for source in item["sources"]] == card.source_keys and item["licenses"]
        assert all(load_sources()[source["key"]].citation == source["title"] and source["locator"] for source in item["sources"])


@pytest.mark.parametrize("name", FULL)
def test_tables_read_back_to_the_hash_on_the_page(name):
    """Catch a published table that is not the one the book reckons with."""
    entry = re.search(rf'<section id="table-{name}".*?</section>', html_of("book/data.html"), flags=re.DOTALL)[0]
    assert f"<code>{takeaway.data_hash(SITE / 'data' / f'{name}.csv')}</code>" in entry
    for ending in ("csv", "json", "bib", "py"):
        assert f'href="../data/{name}.{ending}" download' in entry
    space: dict = {}
    exec((SITE / "data" / f"{name}.py").read_text(encoding="utf-8"), space)
    assert len(space["shown"]) == len(tables.rows(name))


@pytest.mark.parametrize("name", scenario_names())
def test_results_of_every_scenario(name):
    """Catch a scenario whose headlines no machine can read, or that are not those of its page."""
    rows = json.loads((SITE / "results" / f"{name}.json").read_text(encoding="utf-8"))
    assert rows == json.loads(json.dumps([row for rows in scenario_results(name).values() for row in rows]))
    assert all(set(row) >= {"stem", "name", "label", "period", "value", "unit", "decimals", "text", "baseline", "difference"} for row in rows)
    assert f'href="../results/{name}.json"' in html_of(f"scenarios/{name}.html")
    assert f'href="../results/{name}.json"' in html_of("book/gallery.html")


def test_results_of_the_baseline():
    """Catch baseline headlines that differ from the recorded ones, or keys that are nowhere explained."""
    rows = json.loads((SITE / "results" / "baseline.json").read_text(encoding="utf-8"))
    declared = load_declarations().defaults()
    assert [(row["stem"], row["name"], row["value"]) for row in rows] == [(stem, row["name"], row["value"]) for stem in load_declarations().stems for row in headlines.compute(stem, declared)]
    assert {row["difference"] for row in rows} == {0.0}
    for key in rows[0]:
        assert f'<span class="pre">{key}</span>' in html_of("book/data.html"), key


def test_registers_lead_both_ways():
    """Catch a table, source or parameter whose use is not told, or not from the other side."""
    data, sources, parameters = (html_of(f"book/{name}.html") for name in ("data", "sources", "parameters"))
    for name in [*tables.table_names(), *tables.ledger_names()]:
        entry = re.search(rf'<section id="table-{name}".*?</section>', data, flags=re.DOTALL)[0]
        assert "<dt>Read by</dt>" in entry, name
        for key in tables.sidecar(name).source_keys:
            assert re.search(rf'href="(sources\.html)?#source-{re.escape(key)}"', entry), (name, key)
            assert f'data.html#table-{name}">' in entry_of(sources, f"source-{key}"), (name, key)
    for name, item in load_declarations().items():
        entry = entry_of(parameters, f"param-{name}")
        taken = [stem for stem in load_declarations().stems if name in load_declarations().of(stem)]
        assert all(f"notebooks/{stem}.html" in entry for stem in taken) and taken, name
        changed = [scenario for scenario in scenario_names() if name in load_scenario(scenario).settings]
        assert all(f"gallery.html#gallery-{scenario}" in entry for scenario in changed), name
    contribution = re.search(r'<section id="table-sma_contributions".*?</section>', data, flags=re.DOTALL)[0]
    assert "cost_sharing.html#fig-contribution-since-1991" in contribution


def entry_of(page: str, anchor: str) -> str:
    start = page.index(f'id="{anchor}"')
    end = page.find('<div class="ledger-entry"', start)
    return page[start : end if end > 0 else None]


def test_coverage_is_counted_from_the_rows():
    """Catch a coverage that is claimed and not counted."""
    assert coverage("sipri-milex-2025", "rok_military_burden") == "35 rows, 1990 to 2024: sipri_gdp_share_pct"
    assert "rows" in coverage("cfr-2021", "cfr")


def test_citation_file_is_valid():
    """Catch a CITATION.cff that its own format refuses. The schema is that of the Citation File Format 1.2.0 (CC BY 4.0)."""
    schema = json.loads((paths.ROOT / "tests" / "schemas" / "cff-1.2.0.json").read_text(encoding="utf-8"))
    content = json.loads(json.dumps(yaml.safe_load((paths.ROOT / "CITATION.cff").read_text(encoding="utf-8")), default=str))
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(content)] == []
    assert list(validator.iter_errors({**content, "authors": []})) and list(validator.iter_errors({**content, "date-released": "soon"}))
    settings = yaml.safe_load((paths.ROOT / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
    assert content["version"] == settings["alliance_edition"] == content["preferred-citation"]["version"]


def test_book_and_chapters_can_be_cited():
    """Catch a chapter without citation at its foot or on the page that has them all, and one without edition or date."""
    page = html_of("book/cite.html")
    entries = parse_file(str(SITE / "cite" / "all.bib")).entries
    assert len(entries) == 1 + len(load_declarations().stems)
    assert "The Alliance Ledger, edition 2026.11, state of knowledge 22 November 2026." in page
    for stem in load_declarations().stems:
        assert f'href="../cite/{stem}.bib"' in page
        foot = html_of(f"notebooks/{stem}.html").split("ledger-colophon")[1]
        assert f'href="../cite/{stem}.bib"' in foot and "edition 2026.11, state of knowledge 22 November 2026" in foot


def test_permalinks_are_absolute_where_the_address_is_known():
    """Catch a citation that points nowhere, or into a machine's folder."""
    here, there = (Edition("2026.11", "2026-11-22", url).block("fig", "x-y", 'A 5 % rise & "more"', docname="notebooks/a_b", chapter="Why?", data_hash="abc123") for url in ("", "https://example.org/ledger/"))
    assert there.address == "https://example.org/ledger/notebooks/a_b.html#fig-x-y"
    assert there.text.endswith(" https://example.org/ledger/notebooks/a_b.html#fig-x-y")
    assert here.text.endswith(" Page notebooks/a_b.html#fig-x-y") and "url = " not in here.bibtex
    assert "Figure x-y (data abc123) in: “Why?” The Alliance Ledger, edition 2026.11" in here.text
    assert r"A 5 \% rise \& " in there.bibtex and "url = {https://example.org/ledger/notebooks/a_b.html#fig-x-y}" in there.bibtex
