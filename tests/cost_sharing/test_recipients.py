"""Who receives the money, and what a change in troop numbers would do to it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models import cost_sharing as model
from alliance.models.cost_sharing.recipients import after_troop_change, by_component


def test_by_hand():
    """Catch a local share applied to the whole payment: half of 1,000, four fifths of it local, is 400."""
    parts = by_component(1000, {"a": 0.5, "b": 0.3, "c": 0.2}, {"a": 0.8, "b": 1.0, "c": 0.0})
    assert {name: (part["amount"], part["local"]) for name, part in parts.items()} == {"a": (500, 400), "b": (300, 300), "c": (200, 0)}


@given(st.floats(1, 1e5), st.lists(st.floats(0.01, 1), min_size=1, max_size=6), st.floats(0, 1))
def test_parts_sum_to_the_payment(payment, raw, local):
    """Catch money that goes to nobody, or a local part larger than its component."""
    weights = {str(index): weight / math.fsum(raw) for index, weight in enumerate(raw)}
    parts = by_component(payment, weights, dict.fromkeys(weights, local))
    assert math.fsum(part["amount"] for part in parts.values()) == pytest.approx(payment)
    assert math.fsum(part["local"] for part in parts.values()) == pytest.approx(payment * local)


@pytest.mark.parametrize("weights", [{"a": 0.5, "b": 0.4}, {"a": 0.5, "b": 0.6}, {"a": 1.2, "b": -0.2}])
def test_refuses_weights(weights):
    """Catch weights that do not sum to one, and a negative one that makes them."""
    with pytest.raises(ValueError, match="weights must be fractions that sum to one, not "):
        by_component(1, weights, dict.fromkeys(weights, 1.0))


@pytest.mark.parametrize(("design", "after"), [("lump_sum", 1000), ("proportional", 1000 * 0.8), ("mixed", 1000 * (0.5 + 0.5 * 0.8))])
def test_fewer_troops_by_hand(design, after):
    """Catch a design under the wrong name, or a fixed part that moves: 25,000 to 20,000 at half fixed cost."""
    assert after_troop_change(1000, troops=25_000, troops_after=20_000, design=design, fixed_cost_share=0.5) == pytest.approx(after)


@given(st.floats(1, 1e5), st.integers(1, 45_000), st.integers(0, 45_000), st.floats(0, 1))
def test_mixed_lies_between(payment, troops, after, fixed):
    """Catch a mixed design outside the two that it mixes, and one that does not become either at its ends."""
    lump, proportional, mixed = (
        after_troop_change(payment, troops=troops, troops_after=after, design=design, fixed_cost_share=fixed) for design in ("lump_sum", "proportional", "mixed")
    )
    slack = 1e-9 * max(lump, proportional)
    assert lump == payment and min(lump, proportional) - slack <= mixed <= max(lump, proportional) + slack
    ends = [after_troop_change(payment, troops=troops, troops_after=after, design="mixed", fixed_cost_share=end) for end in (0, 1)]
    assert ends == pytest.approx([proportional, lump])


@pytest.mark.parametrize("design", ["lump_sum", "proportional", "mixed"])
def test_same_troops_same_payment(design):
    """Catch a design that changes the payment when nobody leaves."""
    assert after_troop_change(1000, troops=28_500, troops_after=28_500, design=design, fixed_cost_share=0.3) == 1000


def test_refuses_a_design():
    """Catch an unknown design that is taken for a fixed sum."""
    with pytest.raises(ValueError, match="'flat' is not a design; there are lump_sum, proportional, mixed"):
        after_troop_change(1, troops=1, troops_after=1, design="flat", fixed_cost_share=0)


def test_declared_designs_are_the_models(declarations, defaults):
    """Catch a design that can be chosen and that the model does not know."""
    for design in declarations["payment_design"].choices:
        assert math.isfinite(model.troops_after(defaults, 1000, design))


def test_published_split_of_2019(defaults, data):
    """Catch weights that do not give 500.5, 371 and 167.4 of 1038.9 within a tenth of a per cent of the whole [newsis-2021-03-10]."""
    printed = {row["component"]: row["amount_krw_bn"] for row in data["sma_components"] if row["year"] == 2019}
    assert printed == {"labour": 500.5, "construction": 371, "logistics": 167.4}
    parts = model.components(defaults, 1038.9)
    assert {name: part["amount"] for name, part in parts.items()} == pytest.approx(printed, abs=1038.9e-3)
