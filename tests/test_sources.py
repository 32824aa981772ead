"""The registry of sources: every key used exists, every entry is used and can be found by a reader."""

from __future__ import annotations

import re

import pytest

from alliance import paths
from alliance.check import used_sources
from alliance.sources import load_sources

KEYS = list(load_sources())


def test_every_key_used_exists():
    """Catch a number whose source is a key without an entry."""
    assert {key: places for key, places in used_sources().items() if key not in KEYS} == {}


def test_every_entry_is_used():
    """Catch an entry that looks like evidence and supports nothing."""
    assert [key for key in KEYS if key not in used_sources()] == []


def test_every_row_of_every_table_is_in_the_registry():
    """Catch a row that cites what the registry does not hold."""
    from alliance import tables

    cited = {key for name in tables.table_names() for row in tables.rows(name) for key in row["source"].split(";")}
    assert len(cited) > 100 and cited <= set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_entry_is_citable(key):
    """Catch an entry without publisher, title, date, or address, and a guessed or half-typed address."""
    source = load_sources()[key]
    assert source.publisher.strip() and source.title.strip() and source.date.strip()
    assert re.fullmatch(r"\d{4}(-\d{2}){0,2}|n\.d\.", source.date)
    assert re.fullmatch(r"https?://[^\s{}\\]+\.[^\s{}\\]+", source.url) or "address not recorded" in source.note
    assert not (source.url and "address not recorded" in source.note)
    assert not re.search(r"[{}\\]", source.publisher + source.title + source.note)
    assert source.citation.endswith(".") and source.title.rstrip(".") in source.citation and (source.url or "address not recorded") in source.citation


def test_entries_are_sorted_and_single():
    """Catch an entry given twice, of which one is lost, and a registry nobody can look up by eye."""
    keys = re.findall(r"^@\w+\{([^,]+),", paths.REFERENCES.read_text(encoding="utf-8"), re.MULTILINE)
    assert keys == sorted(keys) and len(keys) == len(set(keys)) == len(KEYS)


def test_what_is_read_of_an_entry(tmp_path):
    """Catch braces and escapes of BibTeX that reach the reader, and a missing address that goes unmarked."""
    path = tmp_path / "references.bib"
    path.write_text("@misc{a, author = {{Office of X \\& Y}}, title = {{Costs {in} Korea}}, year = {2021}, date = {2021-03-17}, note = {address not recorded}}\n", encoding="utf-8")
    source = load_sources(path)["a"]
    assert source.citation == "Office of X & Y. Costs in Korea. 2021-03-17. address not recorded."
    assert source.short == "Office of X & Y 2021"
