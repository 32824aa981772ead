"""Checks that stand in tensions alone: each value read moves the figure, and some are worked by hand."""

from __future__ import annotations

from typing import Any

import pytest

from alliance.models import claims as model
from alliance.models.claims.check import Check
from alliance.models.claims.checks import tensions, tensions_texts, tensions_trade

MODULES = (tensions, tensions_texts, tensions_trade)
OWN = sorted({item.name for module in MODULES for item in vars(module).values() if isinstance(item, Check)})


@pytest.mark.parametrize("name", OWN)
def test_a_check_of_a_tension_has_one_figure(name, given, data):
    """Catch a check with several senses, of which a tension could not say which it shows."""
    figures, _ = model.CHECKS[name].run(given, data)
    assert list(figures) == [""]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_a_module_names_the_tables_it_reads(module, given, data):
    """Catch a table that a module reads without naming it, or names in vain."""
    own = [item for item in vars(module).values() if isinstance(item, Check) and item.function.__module__ == module.__name__]
    assert sorted({name for item in own for name in item.run(given, data)[1].tables}) == list(module.TABLES)


def rows(**tables: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    return {name: [{"source": "", **row} for row in found] for name, found in tables.items()}


def test_a_wage_rise_weighs_as_much_as_labour_does():
    """Worked by hand: 6 per cent on 500 of 1,000 is 30, which is 3 per cent of the whole."""
    data = rows(
        cfr=[{"id": "cfr-04-2a", "value": "6"}],
        sma_components=[{"year": 2019, "component": "labour", "amount_krw_bn": 500}],
        sma_contributions=[{"year": 2019, "basis": "official", "amount_krw_bn": 1000}],
    )
    assert tensions.wage_rise_in_points.run({}, data)[0][""] == pytest.approx(3)


def test_support_is_a_part_of_itself_and_of_what_it_is_added_to():
    """Worked by hand: 25 beside 75 is a quarter, not a third."""
    data = rows(us_force_costs=[{"item": "rok_direct_support", "amount_usd_m": 25}, {"item": "us_dod_obligations_korea", "amount_usd_m": 75}])
    assert tensions.direct_support_share.run({}, data)[0][""] == pytest.approx(25)


def test_an_offer_grows_by_its_yearly_rise():
    """Worked by hand: 1,000 raised by 10 per cent at 1,000 won is 1.1; raised four times by 100 per cent it is 17.6 billion dollars."""
    data = rows(
        single_figures=[{"figure_id": "rok-offer-2020-first-rise", "share_pct": 10}, {"figure_id": "rok-offer-2020-later-rise", "share_pct": 100}],
        sma_contributions=[{"year": 2019, "basis": "official", "amount_krw_bn": 1000}],
        exchange_rates=[{"year": 2020, "basis": "fed_average", "krw_per_usd": 1000}],
    )
    assert tensions.offer_2020_first.run({}, data)[0][""] == pytest.approx(1.1)
    assert tensions.offer_2020_fifth.run({}, data)[0][""] == pytest.approx(17.6)
