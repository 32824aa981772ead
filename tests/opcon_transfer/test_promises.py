"""The record of promised dates: slips by hand, both readings, and what they predict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.opcon_transfer.months import month_of
from alliance.models.opcon_transfer.promises import (
    ALL,
    TRANSFER,
    kept,
    of_class,
    on_chart,
    predicted,
    slips,
)
from alliance.models.opcon_transfer.schedule import NEVER

NOW = month_of(2026, 9)


def promise(name: str, due: str, *, revised: str = "", done: str = "", holder: str = "joint", subject: str = "wartime_transfer", outcome: str = "postponed") -> dict:
    return {"promise_id": name, "announced": "2006-10-20", "promised_from": due, "promised_to": due, "revised_to": revised, "done": done, "holder": holder, "subject": subject, "outcome": outcome}


STAGES = [{"stage": "IOC", "step": "certification", "done": "2020"}]
ROWS = [
    promise("moved", "2012-04", revised="2015-12"),
    promise("dropped", "2015-12"),
    promise("late", "2020-12", revised="2022-12", done="2022-08", subject="foc_assessment"),
    promise("kept", "2019-12", done="2019-11", subject="ioc", outcome="kept"),
    promise("ours alone", "2025-12", holder="KOR"),
    promise("not yet due", "2026-12", outcome="open"),
]


def months(basis: str = "revision", step: str = "acceptance") -> dict[str, tuple[int, bool]]:
    return {row["promise_id"]: (row["months"], row["open"]) for row in slips(ROWS, STAGES, now=NOW, basis=basis, ioc_step=step)}


def test_slips_to_the_next_date_by_hand():
    """Catch a slip counted from the announcement, one side's goals among joint dates, and promises that are not due."""
    assert months() == {"moved": (44, False), "dropped": (129, True), "late": (24, False), "kept": (-1, False)}


def test_slips_to_what_happened_by_hand():
    """Catch a date that was moved and counts as kept: from April 2012 to September 2026 are 173 months, and no end."""
    assert months("outcome") == {"moved": (173, True), "dropped": (129, True), "late": (20, False), "kept": (-1, False)}


def test_the_other_reading_of_initial_capability():
    """Catch a verification in 2020 that keeps a promise for 2019."""
    assert months(step="verification")["kept"] == (12, False)


def test_classes_and_what_they_predict():
    """Catch stages among the dates for wartime control, and an open slip that gives a date."""
    rows = slips(ROWS, STAGES, now=NOW, basis="revision", ioc_step="acceptance")
    assert kept(rows) == 1 and kept(of_class(rows, TRANSFER)) == 0 and len(of_class(rows, ALL)) == 4
    assert predicted(of_class(rows, TRANSFER), month_of(2030, 6)) == [month_of(2034, 2), NEVER]


@given(st.integers(0, 400))
def test_a_later_goal_gives_later_dates(more):
    """Catch a prediction that does not move with its goal."""
    rows = slips(ROWS, STAGES, now=NOW, basis="revision", ioc_step="acceptance")
    early, late = (predicted(rows, month_of(2030, 6) + item) for item in (0, more))
    assert [month + more for month in early] == late


def test_published_slip_of_2010(opcon_data, opcon_values):
    """Catch a record that is not the one in the papers: from 17 April 2012 to 1 December 2015, three years and eight months by whole months."""
    rows = {row["promise_id"]: row for row in slips(opcon_data["opcon_promises"], opcon_data["opcon_stages"], now=NOW, basis="revision", ioc_step="acceptance")}
    assert rows["joint-2007-april-2012"]["months"] == 3 * 12 + 8
    assert rows["joint-2010-december-2015"]["open"] and rows["joint-1992-peacetime"]["months"] == 0


def test_chart_rows(opcon_data):
    """Catch a stage on the slip chart, and a promise for the past."""
    rows = on_chart(opcon_data["opcon_promises"])
    assert len(rows) == 10 and all(row["first"] <= row["promised"] and row["promised"] > row["announced"] for row in rows)


@pytest.mark.parametrize("given_", [{"basis": "hope"}, {"ioc_step": "rumour"}])
def test_refuses(given_):
    """Catch a way to count that nobody defined."""
    with pytest.raises(ValueError, match="there are"):
        slips(ROWS, STAGES, **{"now": NOW, "basis": "revision", "ioc_step": "acceptance", **given_})
    with pytest.raises(ValueError, match="reference class"):
        of_class([], "all")
