"""What the chapter's own figures must show beside what every figure must: titles and texts that follow the results."""

from __future__ import annotations

import pytest
from chapter_figures import figures_of

from alliance.charts.figure import Figure

STEM = "opcon_transfer"


@pytest.fixture
def figures() -> dict[str, Figure]:
    return figures_of(STEM)


@pytest.mark.parametrize("scenario", ["early_transfer", "exercises_lost", "gate_closed"])
def test_follows_the_scenario(figures, scenario):
    """Catch an outlook that stays as it is under other assumptions, and a record that does not."""
    other = figures_of(STEM, scenario)
    assert all(other[name].data_hash == figures[name].data_hash for name in ("command", "promised", "slips", "stages"))
    assert all(other[name].data_hash != figures[name].data_hash for name in ("likelihood", "terms", "time_taken", "drivers"))
    assert other["likelihood"].title != figures["likelihood"].title


def test_alt_texts_say_what_is_so(figures):
    """Catch an alt text that the data contradict: what is open, what the model's line does, which part of the time is work."""
    assert {row["became"] for row in figures["slips"].data} == {"kept", "late or moved", "still open"}
    assert [row["slip_years"] > 10 for row in figures["slips"].data if row["became"] == "still open"] == [True]
    model_line = [row["share_pct"] for row in figures["likelihood"].data if row.get("view", "") and row["view"].startswith("model")]
    assert model_line == sorted(model_line) and len(model_line) > 100
    parts = {row["part"]: row["months"] for row in figures["time_taken"].data}
    assert parts["Work of the two stages"] < sum(parts.values()) / 2
    both = [row["share_pct"] for row in figures["terms"].data if row["term"] == "both presidents' terms"]
    assert sum(both) < 5
    assert max(row["to"] for row in figures["command"].data if row["situation"] == "War" and row["standing"] == "in force") > 2026


def test_joint_dates_stand_apart(figures):
    """Catch a goal of one side drawn as a joint date: there are three joint ones, all before 2014."""
    joint = [row["announced"] for row in figures["promised"].data if row["holder"] == "both governments"]
    assert len(joint) == 3 and max(joint) < 2014
    assert all(row["source_read"] == "reported" for row in figures["promised"].data if row["holder"] == "Seoul alone" and row["announced"] > 2026)
