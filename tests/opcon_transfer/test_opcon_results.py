"""The chapter's headlines: whole in every scenario, moved by every declared parameter, and what the scenarios say."""

from __future__ import annotations

import math

import pytest

from alliance.models import opcon_transfer as model
from alliance.models.opcon_transfer import chapter
from alliance.parameters import load_declarations

DECLARED = load_declarations()
NAMES = list(DECLARED.of("opcon_transfer"))


def numbers(values, data) -> dict[str, float]:
    return {row["name"]: row["value"] for row in model.headlines(values, data)}


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_moves_a_headline(opcon_values, opcon_data, name):
    """Catch a parameter that `--set` takes and no result feels."""
    item, values = DECLARED[name], opcon_values()
    before = numbers(values, opcon_data)
    # Half a month or half a per cent keeps least, most likely and most in order; a horizon must come near to be felt.
    step = {"integer": 1, "number": 0.5}.get(item.type) if name != "transfer_horizon_year" else 10
    others = [key for key in item.choices if key != item.value] if item.choices else [value for value in (item.value + step, item.value - step) if item.bounds[0] <= value <= item.bounds[1]]
    assert any(numbers({**values, name: value}, opcon_data) != before for value in others)


def test_keyword_call_is_the_same_simulation(opcon_values):
    """Catch a notebook call that simulates something else than the headlines."""
    values = opcon_values()
    found = model.simulate(
        start=(2026, 9), meeting_month=11, interval_months=12, horizon_year=2045, foc=(0, 1, 6), fmc=(6, 10, 18), conditions=(15, 28, 42), repeat_pct=30, lost_pct=25,
        lost_months=12, postpones_pct=20, gate_pct=65, lead_months=12, conditions_needed="at_transfer", samples=values["transfer_samples"], seed=values["transfer_seed"],
    )  # fmt: skip
    assert found == model.sampled(values)
    with pytest.raises(ValueError, match="is not a time"):
        chapter.plan({**values, "conditions_needed": "later"})


def test_flip_points_are_where_it_turns(opcon_values, opcon_data, opcon_headlines):
    """Catch a flip point at which the chance within the Korean term is not about even."""
    lead = int(opcon_headlines["baseline"]["flip_lead_months"]["value"])
    at, above = (numbers({**opcon_values(), "lead_months": value}, opcon_data)["korean_term_pct"] for value in (lead, lead + 1))
    assert at >= 50 > above
    early = opcon_values("early_transfer")
    flip = opcon_headlines["early_transfer"]["flip_gate_pct"]["value"]
    below, over = (numbers({**early, "gate_open_pct": flip + by}, opcon_data)["korean_term_pct"] for by in (-0.01, 0.01))
    assert below < 50 <= over


def test_scenarios_say_what_they_should(opcon_headlines):
    """Catch a scenario of good news that brings bad, and one that reaches the record."""
    by_term = {name: opcon_headlines[name]["korean_term_pct"]["value"] for name in ("baseline", "early_transfer", "exercises_lost", "gate_closed")}
    assert by_term["early_transfer"] > 50 > by_term["baseline"] > max(by_term["exercises_lost"], by_term["gate_closed"])
    assert all(opcon_headlines[name]["joint_kept"]["value"] == 3 for name in by_term)
    assert opcon_headlines["weak_won"] == opcon_headlines["baseline"]


def test_hand_worked_record(opcon_headlines):
    """Catch a span counted wrongly: December 1994 to September 2026, and September 2005 and 2006 to May 2021."""
    got = {name: row["value"] for name, row in opcon_headlines["baseline"].items()}
    assert got["since_peacetime_years"] == pytest.approx(31.75)
    assert got["talks_2021_years"] == pytest.approx(15 + 8 / 12) and got["agreed_2021_years"] == pytest.approx(14 + 8 / 12)
    assert (got["joint_promises"], got["joint_kept"], got["control_promises"], got["control_kept"]) == (7, 3, 3, 0)


def test_terms_add_up(opcon_values, opcon_headlines):
    """Catch a year whose parts are not its whole, and a month given to the wrong term."""
    rows = model.in_office(opcon_values(), last_year=2045)
    got = opcon_headlines["baseline"]
    assert math.fsum(row["share_pct"] for row in rows) == pytest.approx(100 - got["beyond_horizon_pct"]["value"])
    assert math.fsum(row["share_pct"] for row in rows if row["term"] in ("both", "korean")) == pytest.approx(got["korean_term_pct"]["value"])
    assert math.fsum(row["share_pct"] for row in rows if row["term"] == "both") == pytest.approx(got["us_term_pct"]["value"])
