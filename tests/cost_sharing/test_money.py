"""Won, dollars and constant prices: by hand and for every input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.models.cost_sharing.money import (
    at_prices_of,
    break_even_rate,
    dollar_change,
    krw_bn,
    usd_bn,
)

WON, RATE = st.floats(1, 1e5), st.floats(100, 5000)
ORDERS = ["won_first", "rate_first", "mean"]


def test_by_hand():
    """Catch a factor of 1,000 between won and dollars: 1,400 billion won at 1,400 is one billion, 1,000 million at 1,400 is 1,400 billion won."""
    assert usd_bn(1400, 1400) == 1
    assert krw_bn(1000, 1400) == 1400
    assert break_even_rate(1200, 1.0) == 1200
    assert at_prices_of(100, 2000, 2020, {2000: 50.0, 2020: 100.0}) == 200


@pytest.mark.parametrize("order", ORDERS)
def test_won_and_rate_up_by_half(order):
    """Catch parts that do not cancel: 100 / 100 to 150 / 150 changes no dollar, the won path and the rate take each other back."""
    change = dollar_change(first_krw_bn=100, last_krw_bn=150, first_rate=100, last_rate=150, order=order)
    won = {"won_first": 50 / 100, "rate_first": 50 / 150, "mean": (50 / 100 + 50 / 150) / 2}[order]
    assert change == pytest.approx({"total": 0, "won": won, "rate": -won})


@pytest.mark.parametrize(
    ("order", "won", "rate"), [("won_first", 100 / 1000, 1100 / 2000 - 1100 / 1000), ("rate_first", 100 / 2000, 1000 / 2000 - 1000 / 1000)]
)
def test_order_by_hand(order, won, rate):
    """Catch an order that is named the wrong way round: 1,000 to 1,100 won billion, 1,000 to 2,000 won a dollar."""
    change = dollar_change(first_krw_bn=1000, last_krw_bn=1100, first_rate=1000, last_rate=2000, order=order)
    assert change == pytest.approx({"total": 1100 / 2000 - 1, "won": won, "rate": rate})


@pytest.mark.parametrize("order", ORDERS)
@given(first=WON, last=WON, rate=RATE, other=RATE)
def test_parts_sum_to_the_change(order, first, last, rate, other):
    """Catch a part that goes to neither won nor rate."""
    change = dollar_change(first_krw_bn=first, last_krw_bn=last, first_rate=rate, last_rate=other, order=order)
    assert change["won"] + change["rate"] == pytest.approx(change["total"], abs=1e-9)
    assert change["total"] == pytest.approx(last / other - first / rate, abs=1e-9)


@pytest.mark.parametrize("order", ORDERS)
@given(first=WON, last=WON, rate=RATE)
def test_one_thing_moves(order, first, last, rate):
    """Catch a rate effect at an unchanged rate, or a won effect at an unchanged amount."""
    assert dollar_change(first_krw_bn=first, last_krw_bn=last, first_rate=rate, last_rate=rate, order=order)["rate"] == pytest.approx(0, abs=1e-9)
    assert dollar_change(first_krw_bn=first, last_krw_bn=first, first_rate=rate, last_rate=rate + last, order=order)["won"] == 0


@given(WON, RATE)
def test_there_and_back(won, rate):
    """Catch conversions that are not each other's inverse."""
    assert krw_bn(usd_bn(won, rate) * 1000, rate) == pytest.approx(won)
    assert usd_bn(won, break_even_rate(won, usd_bn(won, rate))) == pytest.approx(usd_bn(won, rate))


@given(WON, st.dictionaries(st.integers(1990, 2030), st.floats(10, 200), min_size=2, max_size=6))
def test_deflating(amount, index):
    """Catch prices of a year that change an amount of that year, and a way round two years that does not lead back."""
    first, last = min(index), max(index)
    assert at_prices_of(amount, first, first, index) == pytest.approx(amount)
    assert at_prices_of(at_prices_of(amount, first, last, index), last, first, index) == pytest.approx(amount)


@pytest.mark.parametrize("convert", [usd_bn, krw_bn])
@pytest.mark.parametrize("rate", [0, -1400, float("nan")])
def test_refuses_rates(convert, rate):
    """Catch a division by a rate of zero or a negative payment out of a negative rate."""
    with pytest.raises(ValueError, match="an exchange rate must be above zero, not "):
        convert(1, rate)


def test_refuses_an_order():
    """Catch an unknown order that is taken for one of the three."""
    with pytest.raises(ValueError, match="'both' is not an order; there are won_first, rate_first, mean"):
        dollar_change(first_krw_bn=1, last_krw_bn=1, first_rate=1, last_rate=1, order="both")


def test_published_total_of_2002(data):
    """Catch a conversion that misses the announced 490 million: 58.8 million and 536.8 billion won at 1,245 [hankyung-2001-11-16]."""
    fifth = next(row for row in data["sma_agreements"] if row["sma_no"] == 5)
    total = fifth["first_year_usd_part_m"] + usd_bn(fifth["first_year_krw_part_bn"], 1245) * 1000
    assert round(total) == round(58.8 + 536.8 / 1.245) == fifth["first_year_usd_m"] == 490
