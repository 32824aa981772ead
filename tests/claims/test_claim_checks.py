"""Every check hangs on what it read: a value disturbed is a figure changed, and a check that reads nothing is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from alliance import tables
from alliance.headlines import data_of
from alliance.models import claims as model
from alliance.models.claims.check import Check, check
from alliance.models.claims.reading import Reader
from alliance.parameters import load_declarations

USED = sorted({claim[column] for name in model.DOCUMENTS for claim in tables.rows(name) for column in ("check", "check_then") if claim[column]})


@pytest.fixture(scope="module")
def given() -> dict[str, Any]:
    return load_declarations().defaults("claims")


@pytest.fixture(scope="module")
def data() -> dict[str, list[dict[str, Any]]]:
    return data_of("claims")


def others(value: Any) -> Iterator[Any]:
    """Yield values that are not the one read: nearer and farther ones, since an order may take a large step to turn."""
    if isinstance(value, str):
        yield from (f"{int(value[:4]) + 40}{value[4:]}", f"{int(value[:4]) - 40}{value[4:]}") if value[:4].isdigit() else ()
        yield from (other for other in ("no", "yes", "silent", "something else") if other != value)
    else:
        steps = (value * 1.5 + 1, value / 2 - 1, value * 1000 + 1000, -value - 1000)
        yield from (type(value)(step) for step in steps)


def figures(item: Check, given: dict[str, Any], data: dict[str, Any]) -> Any:
    """Return what a check finds, or that it refuses the values: either is a change."""
    try:
        return item.run(given, data)[0]
    except (LookupError, ValueError, ZeroDivisionError) as error:
        return type(error)


def disturbed(key: tuple, value: Any, given: dict[str, Any], data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return parameters and data with one value read replaced."""
    if key[0] == "":
        return {**given, key[1]: value}, data
    name, number, column = key
    rows = list(data[name])
    rows[number] = {**rows[number], column: value}
    return given, {**data, name: rows}


@pytest.mark.parametrize("name", USED)
def test_every_value_read_moves_the_figure_found(name, given, data):
    """Catch a check whose figure does not rest on what it claims to read, or is typed."""
    item = model.CHECKS[name]
    before, reader = item.run(given, data)
    idle = [key for key, value in reader.reads.items() if all(figures(item, *disturbed(key, other, given, data)) == before for other in others(value))]
    assert idle == []


@pytest.mark.parametrize("name", USED)
def test_checks_read_only_tables_of_the_chapter(name, given, data):
    """Catch a table that a verdict rests on and that the cache of the chapter does not know."""
    assert set(model.CHECKS[name].run(given, data)[1].tables) <= set(model.TABLES)


def test_the_chapter_reads_no_table_in_vain(given, data):
    """Catch a table named and never read."""
    read = {name for check_name in USED for name in model.CHECKS[check_name].run(given, data)[1].tables}
    assert set(model.TABLES) - read - set(model.DOCUMENTS) - {"tensions"} == set()


def test_every_check_is_used():
    """Catch a check that no claim and no tension names."""
    assert set(model.CHECKS) - set(USED) == set()


def test_a_check_that_reads_nothing_is_refused(given, data):
    """Catch a typed figure that passes for a finding."""

    @check("Typed in", "years")
    def typed(read: Reader) -> float:
        return 6

    with pytest.raises(ValueError, match="reads no table value"):
        typed.run(given, data)


def test_a_label_begins_a_sentence():
    """Catch a label that reads as a fragment in the ledger."""
    assert [item.name for item in model.CHECKS.values() if not item.label[:1].isupper() or item.label.endswith((".", ":")) or len(item.label) < 15] == []
