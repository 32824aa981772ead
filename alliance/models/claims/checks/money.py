"""Checks of what the documents say of the contribution: amounts, steps, what they are worth in dollars, forecasts of them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from alliance.models.claims.check import check
from alliance.models.claims.reading import Reader

TABLES = ("exchange_rates", "rok_defence_budget", "single_figures", "sma_components", "sma_contributions")


def paid(read: Reader, year: int) -> float:
    """Return the official contribution of a year, in billion won."""
    return read.value("sma_contributions", "amount_krw_bn", year=year, basis="official")


def rate(read: Reader, year: int) -> float:
    """Return the mean exchange rate of a year, in won per dollar."""
    return read.value("exchange_rates", "krw_per_usd", year=year, basis="fed_average")


def budget_growth(read: Reader, year: int) -> float:
    """Return the growth of the official defence budget on the year before, in per cent."""
    budgets = read.series("rok_defence_budget", "budget_krw_bn", by="year", basis="official", year=(year - 1, year))
    return 100 * (budgets[year] / budgets[year - 1] - 1)


def mean(values: Sequence[float]) -> float:
    """Return the mean."""
    return math.fsum(values) / len(values)


@check("Korea's contribution of 2021 by the official count", "KRW trillion", 4)
def contribution_2021(read: Reader) -> float:
    """Return the contribution of the first year of the eleventh agreement with a new sum, in trillion won."""
    return paid(read, 2021) / 1000


@check("The contribution of 2021 at the mean exchange rate of that year", "USD billion", 3)
def contribution_2021_usd(read: Reader) -> float:
    """Return the contribution of 2021 in billion dollars."""
    return paid(read, 2021) / rate(read, 2021)


@check("The contribution of 2019 at the mean exchange rate of that year", "USD billion", 3)
def contribution_2019_usd(read: Reader) -> float:
    """Return the contribution of 2019 in billion dollars."""
    return paid(read, 2019) / rate(read, 2019)


@check("The contribution agreed for 2026, by the rate at which it is converted", "USD billion", 3)
def contribution_2026_usd(read: Reader) -> dict[str, float]:
    """Return the contribution of 2026 in billion dollars at the mean rates of the year of the agreement, the next, and 2026 itself."""
    amount = paid(read, 2026)
    senses = {"at the rate of 2024, when it was agreed": 2024, "at the rate of 2025, when the document appeared": 2025, "at the rate of the first half of 2026": 2026}
    return {sense: amount / rate(read, year) for sense, year in senses.items()}


@check("The step from the contribution of 2020, frozen at the sum of 2019, to that of 2021", "per cent", 1)
def contribution_step_2021(read: Reader) -> float:
    """Return the growth of the official contribution from 2020 to 2021, in per cent."""
    return 100 * (paid(read, 2021) / paid(read, 2020) - 1)


@check("The step from the contribution of 2018 to that of 2019", "per cent", 1)
def contribution_step_2019(read: Reader) -> float:
    """Return the growth of the official contribution from 2018 to 2019, in per cent."""
    return 100 * (paid(read, 2019) / paid(read, 2018) - 1)


@check("The labour part of the step of 2021", "per cent", 1)
def labour_step_2021(read: Reader) -> dict[str, float]:
    """Return what is left of the step of 2021 after budget growth: as a part of the whole sum, and as a rise of the labour part; per cent."""
    whole = contribution_step_2021(read) - budget_growth(read, 2020)
    labour = read.value("sma_components", "amount_krw_bn", year=2019, component="labour")
    return {"as points of the whole contribution": whole, "as a rise of what Korea paid for labour in 2019": whole * paid(read, 2020) / labour}


@check("The growth of the Korean defence budget in 2020, the year before the step", "per cent", 1)
def budget_growth_2020(read: Reader) -> float:
    """Return the growth of the official defence budget of 2020, in per cent."""
    return budget_growth(read, 2020)


@check("Whether the two parts that the ministry named add up to the step of 2021", "coded")
def step_2021_adds_up(read: Reader) -> str:
    """Return yes where the parts for the budget and for labour add to the step within a tenth of a point, else no."""
    parts = read.value("single_figures", "share_pct", figure_id="sma11-step-budget") + read.value("single_figures", "share_pct", figure_id="sma11-step-labour")
    return "yes" if abs(parts - contribution_step_2021(read)) < 0.1 else "no"


@check("How far the rise of the contribution from 2021 to 2025 lay from the growth of the defence budget", "percentage points", 1)
def rise_beside_budget(read: Reader) -> dict[str, float]:
    """Return the rise of the contribution over four years less that of the budget, a year earlier and in the same years, in points."""
    budgets = read.series("rok_defence_budget", "budget_krw_bn", by="year", basis="official", year=(2020, 2021, 2024, 2025))
    rise = paid(read, 2025) / paid(read, 2021)
    return {
        "with budgets a year earlier, as agreed": 100 * (rise - budgets[2024] / budgets[2020]),
        "with budgets of the same years": 100 * (rise - budgets[2025] / budgets[2021]),
    }


@check("The contribution of 2025 that the rule gave with budget growth as planned in 2021, at the rate of 2021", "USD billion", 2)
def contribution_2025_planned(read: Reader) -> float:
    """Return the sum of 2021 raised by the known budget growth of 2021 and three times by the planned mean growth, in billion dollars."""
    planned = read.value("single_figures", "share_pct", figure_id="defence-plan-2021-2025")
    return paid(read, 2021) * (1 + budget_growth(read, 2021) / 100) * (1 + planned / 100) ** 3 / rate(read, 2021)


@check("The contribution of 2025 as it came, by the rate at which it is converted", "USD billion", 2)
def contribution_2025_usd(read: Reader) -> dict[str, float]:
    """Return the contribution of 2025 in billion dollars at the mean rates of 2025 and of 2021."""
    return {"at the rate of 2025": paid(read, 2025) / rate(read, 2025), "at the rate of 2021": paid(read, 2025) / rate(read, 2021)}


@check("The lowest contribution of a year, at mean exchange rates", "USD million", 0)
def contribution_lowest_usd(read: Reader) -> dict[str, float]:
    """Return the lowest contribution of the five and of the fifteen years to 2020, in million dollars."""
    amounts = read.series("sma_contributions", "amount_krw_bn", by="year", basis="official", year=range(2006, 2021))
    rates = read.series("exchange_rates", "krw_per_usd", by="year", basis="fed_average", year=range(2006, 2021))
    dollars = {year: 1000 * amounts[year] / rates[year] for year in amounts}
    recent = [value for year, value in dollars.items() if year >= 2016]
    return {"in the five years to 2020": min(recent), "in the fifteen years to 2020": min(dollars.values())}
