"""The contribution a member: by hand, by either strength, before and after a cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.force_levels.payment import (
    after_cut,
    per_member,
    won_contributions,
)

DESIGNS = ("lump_sum", "proportional", "mixed")


def cut(**changed) -> dict[tuple[str, str], dict]:
    given = {"stated": 25_000, "after": 20_000, "counted": 20_000, "design": "lump_sum", "fixed_cost_share": 0.5, "krw_per_usd": 1000.0, **changed}
    return {(row["basis"], row["state"]): row for row in after_cut(1000, **given)}


def test_a_round_case():
    """Catch a lost factor of a thousand: a thousand billion won at 1,000 to the dollar are a billion dollars, 40,000 for each of 25,000."""
    assert per_member(1000, 25_000, 1000) == pytest.approx(40_000)


def test_a_cut_by_hand():
    """Catch a cut that reaches one strength and not the other: a fixed sum is 50,000 for each of 20,000 and 62,500 for each of 16,000."""
    rows = cut()
    assert rows["stated", "before"]["usd"] == pytest.approx(40_000) and rows["counted", "before"]["usd"] == pytest.approx(50_000)
    assert rows["stated", "after"]["usd"] == pytest.approx(50_000) and rows["counted", "after"]["usd"] == pytest.approx(62_500)
    assert cut(design="proportional")["stated", "after"]["usd"] == pytest.approx(40_000)
    assert cut(design="mixed")["stated", "after"]["usd"] == pytest.approx(45_000)


@given(st.integers(0, 25_000), st.integers(0, 25_000), st.sampled_from(DESIGNS))
def test_a_larger_cut_never_raises_force_or_sum(first, second, design):
    """Catch a cut that adds soldiers or money."""
    more, fewer = sorted((first, second), reverse=True)
    small, large = cut(after=more, design=design), cut(after=fewer, design=design)
    for basis in ("stated", "counted"):
        assert large[basis, "after"]["persons"] <= small[basis, "after"]["persons"] + 1e-9
        assert large[basis, "after"]["krw_bn"] <= small[basis, "after"]["krw_bn"] + 1e-9


@given(st.integers(1, 25_000), st.sampled_from(DESIGNS))
def test_the_divisor_is_worth_the_same_before_and_after(after, design):
    """Catch a cut that changes how far the two strengths lie apart."""
    rows = cut(after=after, design=design)
    assert rows["counted", "after"]["usd"] / rows["stated", "after"]["usd"] == pytest.approx(rows["counted", "before"]["usd"] / rows["stated", "before"]["usd"])


def test_nobody_left():
    """Catch a division by nobody: there is a sum and no payment a member."""
    row = cut(after=0)["stated", "after"]
    assert (row["persons"], row["krw_bn"], row["usd"]) == (0, 1000, None)
    with pytest.raises(ValueError, match="divided among 0 service members"):
        per_member(1000, 0, 1000)


def test_a_cut_larger_than_the_force():
    """Catch a cut that leaves fewer than nobody."""
    with pytest.raises(ValueError, match="a cut of 26500 is larger than the force of 25000"):
        cut(after=-1500)


def test_an_unknown_design():
    """Catch a design that is taken for a fixed sum."""
    with pytest.raises(ValueError, match="'flat' is not a design"):
        cut(design="flat")


def test_won_years(force_data):
    """Catch a dollar year or a second source among the amounts in won."""
    won = won_contributions(force_data["sma_contributions"])
    assert min(won) == 2005 and max(won) == 2027
    assert (won[2005], won[2026]) == (680.4, 1519.2)
