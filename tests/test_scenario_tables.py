"""Tables of a scenario beside the published ones: the rows that differ, both values in them, and nothing else."""

from __future__ import annotations

import pytest

from alliance.charts.drawing import digest
from alliance.display import table
from alliance.scenario_tables import changed_table

COLUMNS = [("rule", "Rule"), ("year", "Year", 0), ("krw", "Billion won", 1), ("note", "Note")]


def shown(*rows: tuple, columns=COLUMNS) -> dict:
    return table("rules", [dict(zip(("rule", "year", "krw", "note"), row, strict=True)) for row in rows], columns, caption="The rules", sources=["crs-2021"]).to_json()


@pytest.fixture
def published() -> dict:
    return shown(("cap", 2026, 1.0, "a"), ("cap", 2027, 2.0, "a"), ("plan", 2026, 3.0, "b"))


def test_only_what_differs_is_shown_with_both_values(published):
    """Catch a table that leaves its reader to find the changed cell, or a row under another one's key."""
    found = changed_table(shown(("plan", 2026, 3.0, "b"), ("cap", 2026, 1.0, "a"), ("cap", 2027, 2.5, "a")), published, "mine-rules")
    assert found["text"] == [["cap", "2,027", "2.0", "2.5"]]
    assert [column["header"] for column in found["columns"]] == ["Rule", "Year", "Billion won, published", "Billion won, now"]
    assert [(row["krw_published"], row["krw"]) for row in found["data"]] == [(2, 2.5)]
    assert found["name"] == "mine-rules" and found["caption"] == "The rules: what differs, 1 row"
    assert found["hashes"]["data"] == digest(found["data"]) and found["sources"] == ["crs-2021"]


def test_long_text_that_stays_is_shown():
    """Catch a claim's verdict without the claim."""
    long = "A sentence that is much longer than a cell of a table wants it to be"
    found = changed_table(shown(("cap", 2026, 1.0, long)), shown(("cap", 2026, 2.0, long)), "mine-rules")
    assert found["text"] == [["cap", long, "2.0", "1.0"]]
    assert found["data"][0]["note"] == long


def test_the_same_table_is_not_shown(published):
    """Catch a table without a row."""
    assert changed_table(published, published, "mine-rules") is None


def test_rows_come_and_go(published):
    """Catch a row that only one side has and that is lost, and rows of one key taken for one."""
    found = changed_table(shown(("cap", 2026, 1.0, "a"), ("plan", 2026, 3.0, "b"), ("target", 2026, 9.0, "c")), published, "mine-rules")
    assert found["text"] == [["target", "2,026", "–", "9.0", "–", "c"], ["cap", "2,027", "2.0", "–", "a", "–"]]
    twice = changed_table(shown(("x", 1, 1.0, "a"), ("x", 1, 1.0, "a"), ("x", 1, 1.0, "z")), shown(("x", 1, 1.0, "a"), ("x", 1, 1.0, "a"), ("x", 1, 1.0, "b")), "mine")
    assert len(twice["text"]) == 1 and twice["text"][0][-2:] == ["b", "z"]


def test_other_columns_make_a_new_table(published):
    """Catch two tables laid beside each other that hold different things."""
    run = shown(("cap", 2026, 1.0, "a"), columns=COLUMNS[:3])
    assert changed_table(run, published, "mine-rules")["text"] == run["text"]
