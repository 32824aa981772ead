"""Korea beside Japan: one count, hand-worked."""

from __future__ import annotations

import pytest

from alliance.models.cost_sharing.comparison import korea_and_japan

COSTS = [
    {"item": item, "period": "2016-2019", "amount_usd_m": amount}
    for item, amount in (
        ("us_dod_obligations_korea", 12_000),
        ("rok_direct_support", 4_000),
        ("us_dod_obligations_japan", 20_000),
        ("japan_direct_support", 20_000),
    )
]
PERSONNEL = [
    {"country": country, "group": "us_military", "basis": basis, "period": "2021", "persons": persons}
    for country, basis, persons in (("KOR", "stated", 25_000), ("JPN", "stated", 50_000), ("KOR", "dmdc_single_report", 1))
]


def test_share_and_support_a_member():
    """Catch a swapped numerator: 4 of 4 + 12 is a quarter, and 4 bn over four years and 25,000 members is 40,000 dollars."""
    korea, japan = korea_and_japan(COSTS, PERSONNEL)
    assert (korea["country"], korea["share_pct"], korea["per_member_usd"]) == ("Korea", 25, 40_000)
    assert (japan["country"], japan["share_pct"], japan["per_member_usd"]) == ("Japan", 50, 100_000)


def test_the_published_sums_give_the_shares_in_the_table(data):
    """Catch a disturbed sum: 5.8 of 19.2 billion dollars is 30.2 per cent, 12.6 of 33.5 is 37.6 [gao-21-270]."""
    korea, japan = korea_and_japan(data["us_force_costs"], data["us_personnel"])
    shares = {row["share_id"]: row["share_pct"] for row in data["sma_cost_shares"]}
    assert korea["share_pct"] == pytest.approx(shares["kor-2016-2019-gao"], abs=0.05)
    assert japan["share_pct"] == pytest.approx(shares["jpn-2016-2019-gao"], abs=0.05)
