"""Checks of figures that stand in tensions alone: what Korea pays, and soldiers; each has one sense and the unit in which it is compared."""

from __future__ import annotations

import math

from alliance.models.claims.check import check
from alliance.models.claims.checks.money import budget_growth, paid, rate
from alliance.models.claims.checks.money_demands import asked
from alliance.models.claims.checks.money_shares import figure, share
from alliance.models.claims.reading import Reader

TABLES = (
    "cfr",
    "demographics",
    "exchange_rates",
    "force_plans",
    "gdp",
    "rok_defence_budget",
    "single_figures",
    "sma_agreements",
    "sma_components",
    "sma_contributions",
    "sma_cost_shares",
    "sma_demands",
    "us_force_costs",
    "us_personnel",
)


def cost(read: Reader, item: str, **where: str) -> float:
    """Return a stated cost of the forces, in million dollars."""
    return read.value("us_force_costs", "amount_usd_m", item=item, **where)


# What Korea pays


@check("The whole of which the sum that testimony of 2016 named is about half", "USD billion", 1)
def whole_of_half(read: Reader) -> float:
    """Return the sum over the share that the same testimony gave it, in billion dollars."""
    return cost(read, "rok_contribution", period="2016") / share(read, "kor-2016-brooks") / 10


@check("The whole of which 1.2 billion dollars is about eighteen per cent", "USD billion", 1)
def whole_of_eighteen(read: Reader) -> float:
    """Return the sum over the share that stand in the same document, in billion dollars."""
    return cost(read, "rok_contribution", stated_by="Atlantic Council") / share(read, "kor-2025-usfk") / 10


@check("Direct Korean support of 2016 to 2019 as a part of it and of U.S. spending together", "per cent", 1)
def direct_support_share(read: Reader) -> float:
    """Return the share by the two sums of the U.S. audit office, in per cent."""
    support, spent = cost(read, "rok_direct_support"), cost(read, "us_dod_obligations_korea")
    return 100 * support / (support + spent)


@check("The contributions of 2016 to 2019 alone as a part of them and of U.S. spending together", "per cent", 1)
def contribution_share_2016(read: Reader) -> float:
    """Return the share with the contribution in the place of all direct support, in per cent."""
    agreed = 1000 * contributions_2016(read)
    return 100 * agreed / (agreed + cost(read, "us_dod_obligations_korea"))


@check("The contributions of 2016 to 2019 at the mean rates of those years", "USD billion", 1)
def contributions_2016(read: Reader) -> float:
    """Return the sum of four contributions, in billion dollars."""
    return math.fsum(paid(read, year) / rate(read, year) for year in range(2016, 2020))


@check("Direct Korean support of 2016 to 2019, in cash and in kind", "USD billion", 1)
def direct_support_2016(read: Reader) -> float:
    """Return the sum of the U.S. audit office, in billion dollars."""
    return cost(read, "rok_direct_support") / 1000


@check("The contribution of 2025 as a part of Korea's defence budget", "per cent", 1)
def share_of_defence_budget(read: Reader) -> float:
    """Return the contribution of 2025 over the defence budget of that year, in per cent."""
    return 100 * paid(read, 2025) / read.value("rok_defence_budget", "budget_krw_bn", basis="official", year=2025)


@check("The contribution of 2025 as a part of Korea's output", "per cent", 2)
def share_of_output(read: Reader) -> float:
    """Return the contribution of 2025 over output of that year, in per cent."""
    return paid(read, 2025) / read.value("gdp", "gdp_krw_trn", country="KOR", basis="bok_2020_base", year=2025) / 10


@check("The step from the money spent in 2020 to the contribution of 2021", "per cent", 0)
def step_on_money_spent(read: Reader) -> float:
    """Return the growth from what was spent in the year without an agreement, in per cent."""
    return 100 * (paid(read, 2021) / read.value("us_force_costs", "amount_krw_bn", item="sma_executed_in_gap_year") - 1)


@check("The money spent in 2020, while no agreement was in force", "KRW billion", 0)
def money_spent_2020(read: Reader) -> float:
    """Return the sum in billion won."""
    return read.value("us_force_costs", "amount_krw_bn", item="sma_executed_in_gap_year")


@check("The contribution agreed afterwards for 2020", "KRW billion", 1)
def contribution_2020(read: Reader) -> float:
    """Return the sum in billion won."""
    return paid(read, 2020)


@check("The contribution of 2020 at the mean exchange rate of that year", "USD billion", 2)
def contribution_2020_usd(read: Reader) -> float:
    """Return the contribution of 2020 in billion dollars."""
    return paid(read, 2020) / rate(read, 2020)


@check("The contribution of 2025 at the mean exchange rate of 2025", "USD billion", 2)
def contribution_2025_at_2025(read: Reader) -> float:
    """Return the contribution of 2025 in billion dollars."""
    return paid(read, 2025) / rate(read, 2025)


@check("The contribution of 2025 at the mean exchange rate of 2021", "USD billion", 2)
def contribution_2025_at_2021(read: Reader) -> float:
    """Return the contribution of 2025 in billion dollars of the rate of 2021."""
    return paid(read, 2025) / rate(read, 2021)


@check("Growth of the contribution in won from 2021 to 2025", "per cent", 1)
def contribution_growth_2025(read: Reader) -> float:
    """Return the growth over four years, in per cent."""
    return 100 * (paid(read, 2025) / paid(read, 2021) - 1)


@check("The contribution of 2026 at the mean exchange rate of 2025", "USD billion", 2)
def contribution_2026_at_2025(read: Reader) -> float:
    """Return the contribution of 2026 in billion dollars."""
    return paid(read, 2026) / rate(read, 2025)


@check("The exchange rate at which the contribution of 2026 is 1.2 billion dollars", "KRW per USD", 0)
def rate_behind_1200m(read: Reader) -> float:
    """Return the contribution in won over the sum stated in dollars."""
    return 1000 * paid(read, 2026) / cost(read, "rok_contribution", stated_by="Atlantic Council")


@check("The mean exchange rate of 2025", "KRW per USD", 0)
def rate_2025(read: Reader) -> float:
    """Return won per dollar."""
    return rate(read, 2025)


@check("A rise of 500 per cent, told as a multiple", "times", 0)
def rise_as_multiple(read: Reader) -> float:
    """Return one plus the rise that the brief states."""
    return 1 + float(read.value("cfr", "value", id="cfr-02-1a")) / 100


@check("Growth from the 830 million dollars that the State Department named for 2018 to the five billion asked for", "per cent", 0)
def growth_on_2018_stated(read: Reader) -> float:
    """Return the growth from the sum stated for 2018, in per cent."""
    return 100 * (1000 * asked(read, "us-2019-5bn") / cost(read, "rok_contribution", period="2018") - 1)


@check("The sum that Donald Trump named in October 2024, as a multiple of the contribution of 2026", "times", 1)
def claim_2024_multiple(read: Reader) -> float:
    """Return the yearly sum claimed over the contribution of 2026 at the rate of 2025."""
    return asked(read, "us-2024-10-claim-10bn") / contribution_2026_at_2025(read)


@check("The Korean offer of March 2020 in its first year, at the rate of 2020", "USD billion", 2)
def offer_2020_first(read: Reader) -> float:
    """Return the sum of 2019 raised by the first rise offered, in billion dollars."""
    return paid(read, 2019) * (1 + figure(read, "rok-offer-2020-first-rise") / 100) / rate(read, 2020)


@check("The Korean offer of March 2020 in its fifth year, at the rate of 2020", "USD billion", 2)
def offer_2020_fifth(read: Reader) -> float:
    """Return the first year's sum raised four times, in billion dollars."""
    return offer_2020_first(read) * (1 + figure(read, "rok-offer-2020-later-rise") / 100) ** 4


@check("What the United States was reported to ask for in May 2020", "USD billion", 1)
def us_ask_2020(read: Reader) -> float:
    """Return the yearly sum in billion dollars."""
    return read.value("single_figures", "amount_usd_mn", figure_id="us-ask-2020-05") / 1000


@check("What a wage rise of 6.5 per cent adds to the whole contribution", "per cent", 1)
def wage_rise_in_points(read: Reader) -> float:
    """Return the stated rise times the part of the contribution of 2019 that was labour, in per cent of the whole."""
    rise = float(read.value("cfr", "value", id="cfr-04-2a"))
    return rise * read.value("sma_components", "amount_krw_bn", year=2019, component="labour") / paid(read, 2019)


@check("The step of 2021 if its labour part were a wage rise", "per cent", 1)
def step_with_wage_rise(read: Reader) -> float:
    """Return the growth of the defence budget plus what the wage rise adds, in per cent."""
    return budget_growth(read, 2020) + wage_rise_in_points(read)


@check("Years of the eleventh agreement from the year in which it was concluded", "years")
def agreement_11_years_left(read: Reader) -> float:
    """Return the years from that of the conclusion to the last one, both counted."""
    return read.value("sma_agreements", "period_end", sma_no=11) - int(read.value("sma_agreements", "concluded", sma_no=11)[:4]) + 1


@check("The day on which the eleventh agreement entered into force", "date")
def agreement_11_in_force(read: Reader) -> str:
    """Return the day."""
    return read.value("sma_agreements", "in_force", sma_no=11)


@check("The growth of the Korean defence budget in 2021", "per cent", 1)
def budget_growth_2021(read: Reader) -> float:
    """Return the growth of the official defence budget of 2021, in per cent."""
    return budget_growth(read, 2021)


@check("Support for U.S. forces that Korea pledged in November 2025", "USD billion", 0)
def support_pledge_2025(read: Reader) -> float:
    """Return the pledge in billion dollars."""
    return asked(read, "rok-2025-11-support-33bn")


# Soldiers and those who could be


def _troops(read: Reader, **where: str) -> float:
    return read.value("us_personnel", "persons", country="KOR", group="us_military", **where)


@check("U.S. troops in Korea by the highest count of 2021", "persons")
def counted_troops_2021(read: Reader) -> float:
    """Return the persons counted, reserves included."""
    return _troops(read, period="2021", basis="dmdc_active_plus_reserve")


@check("U.S. troops in Korea by the count of June 2025", "persons")
def counted_troops_2025(read: Reader) -> float:
    """Return the persons counted."""
    return _troops(read, period="2025-06", basis="dmdc_single_report")


@check("The strength stated for 2021", "persons")
def stated_troops_2021(read: Reader) -> float:
    """Return the persons stated."""
    return _troops(read, period="2021", basis="stated")


@check("The authorised strength of Korea's forces in 2020", "persons")
def korean_force_2020(read: Reader) -> float:
    """Return the persons authorised."""
    return read.value("force_plans", "persons", series="active_duty_force", country="KOR", year=2020)


@check("The strength of Korea's forces as reported in 2025", "persons")
def korean_force_2025(read: Reader) -> float:
    """Return the persons reported."""
    return read.value("force_plans", "persons", series="active_duty_force", country="KOR", year=2025)


@check("What Korea's forces lack in 2025 to the level that the ministry calls adequate", "persons")
def korean_shortfall_2025(read: Reader) -> float:
    """Return the persons lacking."""
    return read.value("force_plans", "persons", series="force_shortfall", year=2025)


def _births(read: Reader, year: int) -> float:
    return read.value("demographics", "births", basis="wpp2024", year=year)


@check("Births in Korea in 1984", "persons")
def births_1984(read: Reader) -> float:
    """Return the births of the year in which fertility had fallen below replacement."""
    return _births(read, 1984)


@check("Births in Korea in 2023", "persons")
def births_2023(read: Reader) -> float:
    """Return the births of the year with the lowest fertility so far."""
    return _births(read, 2023)


@check("Children per woman in Korea in 1984", "children per woman", 2)
def fertility_1984(read: Reader) -> float:
    """Return total fertility."""
    return read.value("demographics", "children_per_woman", basis="wpp2024", year=1984)


@check("Children per woman in Korea in 2023", "children per woman", 2)
def fertility_2023(read: Reader) -> float:
    """Return total fertility."""
    return read.value("demographics", "children_per_woman", basis="statistics_korea", year=2023)
