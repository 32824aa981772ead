"""Checks of what the documents say of the contribution: amounts, steps, demands, shares."""

from __future__ import annotations

from alliance.models.claims.check import check
from alliance.models.claims.reading import Reader

TABLES = ("exchange_rates", "sma_agreements", "sma_contributions", "sma_demands")


@check("Korea's contribution of 2021 by the official count", "KRW trillion", 4)
def contribution_2021(read: Reader) -> float:
    """Return the contribution of the first year of the eleventh agreement, in trillion won."""
    return read.value("sma_contributions", "amount_krw_bn", year=2021, basis="official") / 1000


@check("The same contribution at the mean exchange rate of 2021", "USD billion", 3)
def contribution_2021_usd(read: Reader) -> float:
    """Return the contribution of 2021 in billion dollars."""
    return contribution_2021(read) * 1000 / read.value("exchange_rates", "krw_per_usd", year=2021, basis="fed_average")


@check("The step from the contribution of 2020 to that of 2021", "per cent", 1)
def contribution_step_2021(read: Reader) -> float:
    """Return the growth of the official contribution from 2020 to 2021, in per cent."""
    amounts = read.series("sma_contributions", "amount_krw_bn", by="year", basis="official", year=(2020, 2021))
    return 100 * (amounts[2021] / amounts[2020] - 1)


@check("Growth from the contribution of 2019 to the five billion dollars first asked for", "per cent", 0)
def demand_2019_growth(read: Reader) -> float:
    """Return the growth from the contribution of 2019 to the demand reported for the eleventh agreement, in per cent."""
    asked = read.value("sma_demands", "amount_usd_bn", demand_id="us-2019-5bn")
    paid = read.value("sma_contributions", "amount_krw_bn", year=2019, basis="official")
    rate = read.value("exchange_rates", "krw_per_usd", year=2019, basis="fed_average")
    return 100 * (asked / (paid / rate) - 1)


@check("The years covered by the eleventh agreement", "years")
def agreement_11_length(read: Reader) -> float:
    """Return how many calendar years the eleventh agreement covers."""
    return read.value("sma_agreements", "period_end", sma_no=11) - read.value("sma_agreements", "period_start", sma_no=11) + 1
