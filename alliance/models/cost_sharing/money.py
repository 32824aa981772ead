"""Won, dollars and constant prices; and what of a change in dollars is won and what is the exchange rate.

KRW billion / (KRW per USD) = USD billion. Rates are means of the year [frb-h10-exchange-rates] or declared.
"""

from __future__ import annotations

from collections.abc import Mapping


def usd_bn(krw_bn: float, krw_per_usd: float) -> float:
    """Return won in dollars: USD billion = KRW billion / rate. Raises ValueError for a rate that is not above zero."""
    if not krw_per_usd > 0:
        raise ValueError(f"an exchange rate must be above zero, not {krw_per_usd}")
    return krw_bn / krw_per_usd


def krw_bn(usd_m: float, krw_per_usd: float) -> float:
    """Return dollars in won: KRW billion = USD million x rate / 1000. Raises ValueError for a rate that is not above zero."""
    if not krw_per_usd > 0:
        raise ValueError(f"an exchange rate must be above zero, not {krw_per_usd}")
    return usd_m * krw_per_usd / 1000


def at_prices_of(amount: float, year: int, price_year: int, index: Mapping[int, float]) -> float:
    """Return an amount of one year at the prices of another: amount x index(price_year) / index(year), same currency."""
    return amount * index[price_year] / index[year]


def dollar_change(
    *, first_krw_bn: float, last_krw_bn: float, first_rate: float, last_rate: float, order: str
) -> dict[str, float]:
    """Return a change in dollars and its two parts, in USD billion: total, won (the path in won), rate (the exchange rate).

    With W won and R won per dollar. `won_first`: won = (W1 - W0) / R0, rate = W1 x (1/R1 - 1/R0). `rate_first`:
    rate = W0 x (1/R1 - 1/R0), won = (W1 - W0) / R1. `mean`: the mean of the two. The parts sum to the total in each.
    """
    total = usd_bn(last_krw_bn, last_rate) - usd_bn(first_krw_bn, first_rate)
    won_first = (last_krw_bn - first_krw_bn) / first_rate
    won_last = (last_krw_bn - first_krw_bn) / last_rate
    won = {"won_first": won_first, "rate_first": won_last, "mean": (won_first + won_last) / 2}.get(order)
    if won is None:
        raise ValueError(f"'{order}' is not an order; there are won_first, rate_first, mean")
    return {"total": total, "won": won, "rate": total - won}


def break_even_rate(payment_krw_bn: float, target_usd_bn: float) -> float:
    """Return the exchange rate at which a payment in won is a stated amount in dollars: KRW per USD = won / dollars."""
    return payment_krw_bn / target_usd_bn
