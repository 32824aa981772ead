"""The reader of checks: one value or a refusal, and every value noted."""

from __future__ import annotations

import pytest

from alliance.models.claims.reading import Reader

ROWS = [
    {"year": 2019, "basis": "official", "amount": 100.0, "source": "a;b"},
    {"year": 2020, "basis": "official", "amount": 120.0, "source": "b"},
    {"year": 2020, "basis": "second", "amount": None, "source": "c"},
]


@pytest.fixture
def reader() -> Reader:
    return Reader({"krw_per_usd": 1000.0}, {"paid": ROWS})


def test_a_value_is_noted_with_its_row(reader):
    """Catch a read that leaves no trace."""
    assert reader.value("paid", "amount", year=2019) == 100.0 and reader.parameter("krw_per_usd") == 1000.0
    assert reader.reads == {("paid", 0, "amount"): 100.0, ("", "krw_per_usd"): 1000.0}
    assert reader.sources == ("a", "b") and reader.tables == ("paid",)


@pytest.mark.parametrize("where", [{}, {"basis": "official"}, {"year": 1999}, {"basis": "second"}])
def test_several_or_no_values_are_refused(reader, where):
    """Catch a check that takes the first of several rows, or a hole for a value."""
    with pytest.raises(LookupError, match="one is needed"):
        reader.value("paid", "amount", **where)


def test_a_series_has_one_value_a_key(reader):
    """Catch a series with holes filled or keys doubled."""
    assert reader.series("paid", "amount", by="year", year=range(2000, 2030)) == {2019: 100.0, 2020: 120.0}
    assert reader.series("paid", "amount", by="year", basis=("official", "second")) == {2019: 100.0, 2020: 120.0}
    with pytest.raises(LookupError, match="one for each basis"):
        reader.series("paid", "amount", by="basis")


def test_unknown_names_are_refused(reader):
    """Catch a misspelt table, column or parameter."""
    for call in (lambda: reader.value("payed", "amount"), lambda: reader.value("paid", "sum", year=2019), lambda: reader.parameter("krw")):
        with pytest.raises(LookupError):
            call()
