"""Checks of what the documents say of Korea's share of the cost, of relocation, of where the money goes and of what it weighs."""

from __future__ import annotations

from alliance.models.claims.check import check
from alliance.models.claims.checks.money import mean, paid, rate
from alliance.models.claims.reading import Reader

TABLES = ("exchange_rates", "gdp", "rok_defence_budget", "single_figures", "sma_contributions", "sma_cost_shares", "sma_demands", "us_force_costs")


def share(read: Reader, name: str) -> float:
    """Return a stated share of cost, in per cent."""
    return read.value("sma_cost_shares", "share_pct", share_id=name)


def figure(read: Reader, name: str) -> float:
    """Return a single figure that is a share, in per cent."""
    return read.value("single_figures", "share_pct", figure_id=name)


@check("Korea's part of the cost, by two other definitions", "per cent", 0)
def other_shares(read: Reader) -> dict[str, float]:
    """Return the part of direct cost from 2016 to 2019 and the part of cost without personnel, in per cent."""
    return {"of direct cost in 2016 to 2019, relocation included": share(read, "kor-2016-2019-gao"), "of cost without personnel": share(read, "kor-2016-brooks")}


@check("The contribution of 2020 beside what the Pentagon spent on its forces in Korea in fiscal 2020", "per cent", 1)
def share_of_spending(read: Reader) -> dict[str, float]:
    """Return the contribution over U.S. spending, and over both together, in per cent."""
    spent = read.value("us_force_costs", "amount_usd_m", item="us_dod_cost_estimate_korea_total", period="FY2020")
    contribution = 1000 * paid(read, 2020) / rate(read, 2020)
    return {"as a part of U.S. spending": 100 * contribution / spent, "as a part of both together": 100 * contribution / (contribution + spent)}


@check("The mean of five American statements, of 2002 to 2016, on Korea's part of the cost without personnel", "per cent", 0)
def non_personnel_share(read: Reader) -> float:
    """Return the mean of the shares stated with that definition before the document, in per cent."""
    stated = read.series("sma_cost_shares", "share_pct", by="share_id", definition="non_personnel", period=("2002", "2003", "2008", "2011", "2016"))
    return mean(list(stated.values()))


@check("Korea's part of the relocation as testified in 2016, the share stated of the whole stated", "USD billion", 1)
def relocation_paid(read: Reader) -> float:
    """Return the Korean part of the relocation, in billion dollars."""
    whole = read.value("us_force_costs", "amount_usd_m", item="camp_humphreys_relocation_cost")
    return whole * share(read, "kor-2016-humphreys") / 100 / 1000


@check("Korea's part of the cost of relocation by two earlier statements", "per cent", 0)
def relocation_share(read: Reader) -> dict[str, float]:
    """Return the shares stated in 2016 and 2018, in per cent."""
    return {"by the commander in 2016": share(read, "kor-2016-humphreys"), "by a report of 2018, as a lower limit": share(read, "kor-2018-humphreys")}


@check("Whether more than half of the contribution is spent in Korea, by a reckoning of 2018 and an estimate of 2019", "coded")
def spent_in_korea(read: Reader) -> str:
    """Return yes where both exceed half, partly where one does, else no."""
    above = [figure(read, name) > 50 for name in ("sma-spent-in-korea-2018", "sma-spent-in-korea-2019")]
    return "yes" if all(above) else "partly" if any(above) else "no"


@check("Whether most of the money is spent in Korea and none of it lies unspent in an account of the U.S. Treasury", "coded")
def not_a_transfer(read: Reader) -> str:
    """Return yes where most is spent in Korea and no cash lies unspent, partly where some does, no where less than half is spent there."""
    unspent = read.value("us_force_costs", "amount_usd_m", item="sma_unspent_cash_cumulative")
    if figure(read, "sma-spent-in-korea-2019") <= 50:
        return "no"
    return "partly" if unspent > 0 else "yes"


@check("Whether more South Koreans were against meeting the American demands than for it, in a poll of January 2019", "coded")
def poll_against_demands(read: Reader) -> str:
    """Return yes where more were against, else no."""
    return "yes" if figure(read, "poll-2019-01-oppose") > figure(read, "poll-2019-01-favour") else "no"


@check("Whether the rise from the agreed sum to ten billion dollars is less than one year's growth", "coded")
def ten_billion_bearable(read: Reader) -> dict[str, str]:
    """Return whether the rise, at the rate of 2025, is less than the growth of output in 2025 and of the defence budget in 2026, in won."""
    rise = read.value("sma_demands", "amount_usd_bn", demand_id="us-2024-10-claim-10bn") * rate(read, 2025) - paid(read, 2026)
    output = read.series("gdp", "gdp_krw_trn", by="year", country="KOR", basis="bok_2020_base", year=(2024, 2025))
    budget = read.series("rok_defence_budget", "budget_krw_bn", by="year", basis="official", year=(2025, 2026))
    growth = {"of output": 1000 * (output[2025] - output[2024]), "of the defence budget": budget[2026] - budget[2025]}
    return {sense: "yes" if rise < amount else "no" for sense, amount in growth.items()}


@check("Korea's gross domestic product", "USD billion", 0)
def output_usd(read: Reader) -> dict[str, float]:
    """Return output in billion dollars on the base of 2020 and on the base before."""
    senses = {"in 2024 on the base of 2020": (2024, "bok_2020_base"), "in 2023 on the base before": (2023, "world_bank_old_base")}
    return {sense: read.value("gdp", "gdp_usd_bn", country="KOR", year=year, basis=basis) for sense, (year, basis) in senses.items()}
