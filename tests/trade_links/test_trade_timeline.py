"""The duties of 2025 and 2026 as steps: in force apart from said, begun with what held before, ended with the record."""

from __future__ import annotations

import pytest

from alliance.models.trade_links import timeline


def step(date, rate, stage, scope="Cars", status="observed"):
    return {"date": date, "rate_pct": rate, "stage": stage, "scope": scope, "imposed_by": "USA", "measure": "A step", "status": status}


def test_by_hand():
    """Catch a threat drawn as a duty, a lost start or end, and a Korean duty among the U.S. ones."""
    rows = [
        step("2020-01-01", 2.5, "kept"),
        step("2021-01-01", 0.0, "effective"),
        step("2025-04-03", 25.0, "effective"),
        step("2025-06-01", 50.0, "threatened", status="planned"),
        step("2025-11-01", 15.0, "effective_retroactive"),
        {**step("2025-12-01", 8.0, "effective"), "imposed_by": "KOR"},
        step("2026-02-01", None, "opened", scope="Not set"),
    ]
    found = [(row["date"], row["rate_pct"], row["kind"]) for row in timeline.steps(rows, first_year=2025)]
    assert found == [
        ("2025-01-01", 0.0, "in force"),
        ("2025-04-03", 25.0, "in force"),
        ("2025-11-01", 15.0, "in force"),
        ("2026-02-01", 15.0, "in force"),
        ("2025-06-01", 50.0, "said"),
    ]


def test_decimal_dates_ascend():
    """Catch days of a month that overtake the next month."""
    assert timeline.decimal_date("2025-01-01") == 2025 and timeline.decimal_date("2025-07-01") == 2025.5
    assert timeline.decimal_date("2025-12-31") < timeline.decimal_date("2026-01-01")


@pytest.mark.parametrize(("group", "last"), [("Cars", 15.0), ("Most other goods", 10.0), ("Steel and aluminium", 50.0)])
def test_last_known_rates(trade_data, group, last):
    """Catch a group whose line ends at a rate that was struck down or never applied."""
    line = [row for row in timeline.steps(trade_data["tariffs"], first_year=2025) if row["group"] == group and row["kind"] == "in force"]
    assert line[-1]["rate_pct"] == last and line[-1]["date"] == "2026-03-12"
    assert [row["at"] for row in line] == sorted(row["at"] for row in line)
