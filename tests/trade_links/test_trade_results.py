"""The chapter's headlines: whole in every scenario, moved by every declared parameter, and what the scenarios say."""

from __future__ import annotations


import pytest

from alliance.models import trade_links as model
from alliance.models.trade_links import chapter, tariff
from alliance.parameters import load_declarations

DECLARED = load_declarations()
NAMES = list(DECLARED.of("trade_links"))

#: Another value for parameters whose neighbours the tables do not have, with what must change with it.
_OTHER = {"trade_basis": {"trade_basis": "customs_kr"}, "exposure_gdp_basis": {"exposure_gdp_basis": "world_bank_old_base"}, "exposure_year": {"exposure_year": 2024}}


def numbers(values, data) -> dict[str, float]:
    return {row["name"]: row["value"] for row in model.headlines(values, data)}


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_moves_a_headline(trade_values, trade_data, name):
    """Catch a parameter that `--set` takes and no result feels."""
    item, values = DECLARED[name], trade_values()
    before = numbers(values, trade_data)
    if name in _OTHER:
        others = [_OTHER[name]]
    elif item.choices:
        others = [{name: key} for key in item.choices if key != item.value]
    else:
        low, high = item.bounds
        others = [{name: type(item.value)(value)} for value in (item.value * 0.9, item.value + (1 if item.type == "integer" else 0.05)) if low <= value <= high and value != item.value]
        others = [{name: 2023}] if name == "trade_year" else [{name: 2025}] if name == "contribution_year" else others
    assert any(numbers({**values, **other}, trade_data) != before for other in others)


def test_hand_worked_bargain(trade_values, trade_data):
    """Catch a bargain that is not the sum of its parts: a demand of 3 above 1519.2 billion won at 1519.2 won a dollar adds 2."""
    values = {**trade_values(), "krw_per_usd": 1519.2, "demand_usd_bn": 3.0, "contribution_returned_share": 0.5, "tariff_rate_pct": 0.0, "pass_through_share": 1.0, "price_elasticity": 1.0, "tariff_coverage_share": 1.0, "lost_exports_net_share": 0.5}
    found = numbers(values, trade_data)
    assert found["contribution_usd_bn"] == pytest.approx(1) and found["more_usd_bn"] == pytest.approx(2) and found["more_net_usd_bn"] == pytest.approx(1)
    # At 25 per cent passed on in full the volume is 0.8: a fifth of exports is lost, half of that a net loss.
    assert found["difference_usd_bn"] == pytest.approx(found["to_us_usd_bn"] / 10)
    assert found["bargain_usd_bn"] == pytest.approx(1 - found["to_us_usd_bn"] / 10)


def test_turning_points_are_where_it_turns(trade_values, trade_data, trade_headlines):
    """Catch a flip point at which the bargain still costs or spares something."""
    values, found = trade_values(), trade_headlines["baseline"]
    for name, key, scale in (("worth_usd_bn", "demand_usd_bn", 1), ("flip_returned_pct", "contribution_returned_share", 100), ("flip_rival_pct", "tariff_rival_pct", 1)):
        assert numbers({**values, key: found[name]["value"] / scale}, trade_data)["bargain_usd_bn"] == pytest.approx(0, abs=1e-6)
    assert tariff.cost(chapter.terms(values, trade_data), found["break_even_pct"]["value"]) == pytest.approx(found["more_net_usd_bn"]["value"])


def test_no_deficit_no_share(trade_values, trade_data):
    """Catch a share of a deficit where the United States had a surplus: Korean customs, 1996."""
    found = numbers({**trade_values(), "trade_basis": "customs_kr", "trade_year": 1996}, trade_data)
    assert found["deficit_usd_bn"] < 0 and not {"close_exports_pct", "more_of_deficit_pct"} & set(found)


def test_scenarios_say_what_they_should(trade_headlines):
    """Catch a scenario whose result contradicts its story, or that reaches the record."""
    by = {name: {key: row["value"] for key, row in rows.items()} for name, rows in trade_headlines.items()}
    assert by["tariff_25"]["difference_usd_bn"] == pytest.approx(-by["baseline"]["difference_usd_bn"])
    assert by["one_stop_shopping"]["more_usd_bn"] < by["baseline"]["more_usd_bn"] and by["one_stop_shopping"]["rate_pct"] == 10
    assert by["china_cuts"]["cut_usd_bn"] == pytest.approx(3 * by["baseline"]["cut_usd_bn"])
    assert by["china_cuts"]["cut_net_gdp_pct"] == pytest.approx(4 * by["baseline"]["cut_net_gdp_pct"])
    assert all(rows["census_surplus_usd_bn"] == by["baseline"]["census_surplus_usd_bn"] for rows in by.values())
    assert by["weak_won"]["contribution_usd_bn"] < by["baseline"]["contribution_usd_bn"]


def test_equal_rates_are_one_bill(trade_values, trade_data):
    """Catch two bars on top of each other that look like one of twice the sum."""
    rows = model.bills({**trade_values(), "tariff_rival_pct": 15.0}, trade_data)
    keys = [(row["bill"], row["part"]) for row in rows]
    assert len(keys) == len(set(keys)) == 6


def test_curve_stays_in_its_band(trade_values, trade_data):
    """Catch a band that the declared curve leaves."""
    rows = model.curve(trade_values(), trade_data, ranges={"pass_through_share": (0.5, 1.0), "price_elasticity": (0.5, 2.0)}, highest_pct=30)
    assert len(rows) == 61 and rows[0]["usd_bn"] == 0
    assert all(row["low"] <= row["usd_bn"] <= row["high"] for row in rows)
