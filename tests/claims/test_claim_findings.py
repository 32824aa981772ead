"""What checks find, and what of it a later run may take over."""

from __future__ import annotations

from collections import Counter

import pytest

from alliance.models import claims as model
from alliance.models.claims.check import check
from alliance.models.claims.ledger import Findings

DATA = {"paid": [{"year": 2019, "amount": 100.0, "source": "a"}]}


@pytest.fixture
def ran() -> Counter:
    """How often each check has run."""
    return Counter()


@pytest.fixture
def checks(ran):
    """A check that reads the table alone, and one that reads a parameter too."""

    @check("Paid", "won")
    def paid(read):
        ran["paid"] += 1
        return read.value("paid", "amount", year=2019)

    @check("Paid in dollars", "dollars")
    def converted(read):
        ran["converted"] += 1
        return read.value("paid", "amount", year=2019) / read.parameter("krw_per_usd")

    return {item.name: item for item in (paid, converted)}


def figures(found: Findings) -> list[float]:
    return [found[name][0][""] for name in ("paid", "converted")]


def test_each_check_runs_once_and_again_only_where_what_it_read_is_other(checks, ran):
    """Catch a figure of an earlier run's parameters, and a check that runs again for nothing."""
    first = Findings({"krw_per_usd": 50.0, "other": 1}, DATA, checks)
    assert figures(first) == figures(first) == [100.0, 2.0] and ran == {"paid": 1, "converted": 1}
    assert figures(Findings({"krw_per_usd": 50.0, "other": 2}, DATA, checks, first)) == [100.0, 2.0] and ran == {"paid": 1, "converted": 1}
    assert figures(Findings({"krw_per_usd": 25.0, "other": 1}, DATA, checks, first)) == [100.0, 4.0] and ran == {"paid": 1, "converted": 2}


def test_nothing_is_taken_over_from_other_tables(checks, ran):
    """Catch a figure of another run's tables."""
    first = Findings({"krw_per_usd": 50.0}, DATA, checks)
    figures(first)
    assert figures(Findings({"krw_per_usd": 50.0}, {"paid": [{**DATA["paid"][0], "amount": 200.0}]}, checks, first)) == [200.0, 4.0]


def test_a_caller_that_changes_its_parameters_gets_what_they_say_now(given, data):
    """Catch findings that are known by a mapping which has changed since."""
    strict = {"claim_about_pct": 0.0, "claim_near_pct": 0.0}
    changed = dict(given)
    before = model.headlines(changed, data)
    changed |= strict
    assert model.headlines(changed, data) == model.headlines({**given, **strict}, {**data}) != before
