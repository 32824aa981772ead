"""Every check hangs on what it read: a value disturbed is a figure changed, and a check that reads nothing is refused."""

from __future__ import annotations

import pytest
from disturbance import idle

from alliance import tables
from alliance.models import claims as model
from alliance.models.claims.check import check
from alliance.models.claims.reading import Reader
from alliance.models.claims.tensions import named

CLAIMED = {claim[column] for name in model.DOCUMENTS for claim in tables.rows(name) for column in ("check", "check_then") if claim[column]}
USED = sorted(CLAIMED | {name for row in tables.rows("tensions") for name in named(row) if name in model.CHECKS})


@pytest.mark.parametrize("name", USED)
def test_every_value_read_moves_the_figure_found(name, given, data):
    """Catch a check whose figure does not rest on what it claims to read, or is typed."""
    assert idle(model.CHECKS[name], given, data) == []


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
