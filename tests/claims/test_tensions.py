"""Tensions: every figure named exists, the two differ, and a value disturbed moves the account."""

from __future__ import annotations

import math

import pytest

from alliance import tables
from alliance.headlines import data_of
from alliance.models import claims as model
from alliance.models.claims.tensions import reckoned
from alliance.parameters import load_declarations

ROWS = {row["id"]: row for row in tables.rows("tensions")}


@pytest.fixture(scope="module")
def found():
    return model.findings(load_declarations().defaults("claims"), data_of("claims"))


@pytest.mark.parametrize("key", ROWS)
def test_a_tension_says_what_sets_its_figures_apart(key, found):
    """Catch an account that names neither figure, or a factor that is not theirs."""
    item = reckoned(ROWS[key], found)
    assert "{" not in item.account and len(item.account) > 60 and item.account.endswith(".")
    assert item.first in item.account or item.second in item.account
    if item.factor:
        one, other = item.values
        assert math.isclose(item.factor, max(one / other, other / one)) and item.factor > 1


def test_the_most_misleading_comes_first(found):
    """Catch an order that is not by factor."""
    factors = [item.factor or 0 for item in model.tensions(found)]
    assert factors == sorted(factors, reverse=True)


@pytest.mark.parametrize("key", ROWS)
def test_every_claim_of_a_tension_exists(key):
    """Catch a tension between claims that nobody made."""
    known = {claim["id"] for document in model.DOCUMENTS for claim in tables.rows(document)}
    assert set(ROWS[key]["claims"].split(";")) <= known
