"""Checks of what the documents say of demands, offers and refusals in the cost-sharing talks, and of what was said of them."""

from __future__ import annotations

from alliance.models.claims.check import check
from alliance.models.claims.checks.money import paid, rate
from alliance.models.claims.checks.money_terms import agreed, both, day, fact
from alliance.models.claims.reading import Reader

TABLES = ("exchange_rates", "recorded_facts", "single_figures", "sma_agreements", "sma_contributions", "sma_demands")


def asked(read: Reader, name: str) -> float:
    """Return a demand, claim or pledge, in billion dollars."""
    return read.value("sma_demands", "amount_usd_bn", demand_id=name)


@check("What the United States is reported to have asked for the eleventh agreement", "USD billion")
def demand_2019(read: Reader) -> float:
    """Return the demand of 2019 in billion dollars."""
    return asked(read, "us-2019-5bn")


@check("The five billion dollars first asked for, against the contribution of 2019", "times", 1)
def demand_2019_fivefold(read: Reader) -> dict[str, float]:
    """Return the demand over what Korea paid, in times, and the same as a rise over it: a fivefold increase can be read as either."""
    multiple = demand_2019_multiple(read)
    return {"as a multiple of it": multiple, "as a rise beyond it": multiple - 1}


@check("The five billion dollars first asked for, as a multiple of the contribution of 2019", "times", 1)
def demand_2019_multiple(read: Reader) -> float:
    """Return the demand for the eleventh agreement over the contribution of 2019."""
    return demand_2019(read) * rate(read, 2019) / paid(read, 2019)


@check("Growth from the contribution of 2019 to the five billion dollars first asked for", "per cent", 0)
def demand_2019_growth(read: Reader) -> float:
    """Return the growth from the contribution of 2019 to the demand reported for the eleventh agreement, in per cent."""
    return 100 * (demand_2019_multiple(read) - 1)


@check("The yearly sum that Donald Trump named in October 2024", "USD billion")
def claim_2024(read: Reader) -> float:
    """Return the sum in billion dollars."""
    return asked(read, "us-2024-10-claim-10bn")


@check("Whether the yearly sum that Donald Trump named in October 2024 lies above what was agreed for 2026", "coded")
def claim_2024_above_agreed(read: Reader) -> str:
    """Return yes where the sum named exceeds the contribution of 2026 at the rate of 2024, else no."""
    return "yes" if claim_2024(read) * rate(read, 2024) > paid(read, 2026) else "no"


@check("Whether both demands of 2018 and 2019 asked for a steeper rise than any agreement had brought in its first year", "coded")
def record_rises_asked(read: Reader) -> str:
    """Return yes where the rises asked for in the tenth and eleventh rounds exceed all first-year rises agreed, partly where one does, else no."""
    # The sixth agreement brought a fall and cannot be the highest rise.
    highest = max(read.series("sma_agreements", "first_year_change_pct", by="sma_no", sma_no=(2, 3, 5, 7, 8, 9, 10, 11, 12)).values())
    rises = [100 * (asked(read, name) * rate(read, year) / paid(read, year) - 1) for name, year in (("us-2018-1600m", 2018), ("us-2019-5bn", 2019))]
    above = [rise > highest for rise in rises]
    return "yes" if all(above) else "partly" if any(above) else "no"


@check("Whether the sums that Washington asked for grew", "coded")
def demands_grew(read: Reader) -> dict[str, str]:
    """Return whether the demand grew from the tenth round to the eleventh, and from 2019 to May 2020 within the eleventh."""
    first, second = asked(read, "us-2018-1600m"), asked(read, "us-2019-5bn")
    later = read.value("single_figures", "amount_usd_mn", figure_id="us-ask-2020-05") / 1000
    return {"from the tenth round to the eleventh": "yes" if second > first else "no", "in the course of the eleventh": "yes" if later > second else "no"}


@check("Whether a plan to charge other allies more is on record", "coded")
def other_allies_asked(read: Reader) -> str:
    """Return what a report of March 2019 says."""
    return fact(read, "us-2019-other-allies")


@check("The Korean offer that was refused, at the rate of 2020", "USD billion", 2)
def offer_2020(read: Reader) -> dict[str, float]:
    """Return the offer of March 2020 in its fifth and in its first year, in billion dollars."""
    first_rise = read.value("single_figures", "share_pct", figure_id="rok-offer-2020-first-rise")
    later_rise = read.value("single_figures", "share_pct", figure_id="rok-offer-2020-later-rise")
    first = paid(read, 2019) * (1 + first_rise / 100) / rate(read, 2020)
    return {"in its fifth year": first * (1 + later_rise / 100) ** 4, "in its first year": first}


@check("The day of the refusal", "date")
def refusal_2020(read: Reader) -> dict[str, str]:
    """Return the day at which reports place the refusal, and the day on which the President spoke of it."""
    return {"where press reports place it": day(read, "us-2020-refusal-meeting"), "when the President himself spoke of it": day(read, "us-2020-refusal-own-words")}


@check("Whether reports of the American list bear it out", "coded")
def new_items_asked(read: Reader) -> dict[str, str]:
    """Return whether items were new, whether they included transport or rotation and training, and whether equipment."""
    return {
        "that the items were new": fact(read, "us-2019-new-items"),
        "that they included training and the moving of units": both(read, "us-2019-training", "us-2019-rotation"),
        "that they included equipment": fact(read, "us-2019-equipment"),
    }


@check("Whether reports name strategic weapons and the rotation of units among the items asked for", "coded")
def assets_and_rotation_asked(read: Reader) -> str:
    """Return yes where both are named, partly where one, else no."""
    return both(read, "us-2019-strategic-assets", "us-2019-rotation")


@check("Whether the sums that Korea agreed to for 2019 and 2021 lie below those that Washington had asked for", "coded")
def held_out(read: Reader) -> str:
    """Return yes where both sums in won are below the demands of the tenth and the eleventh rounds, partly where one is, else no."""
    less = [paid(read, agreed_for) < asked(read, name) * rate(read, year) for agreed_for, name, year in ((2019, "us-2018-1600m", 2018), (2021, "us-2019-5bn", 2019))]
    return "yes" if all(less) else "partly" if any(less) else "no"


@check("Whether a U.S. official is reported to have said so of forces for the Strait of Hormuz", "coded")
def hormuz_for_money(read: Reader) -> dict[str, str]:
    """Return what a report of January 2020 says: that they could count in the talks, and that they would replace money."""
    return {"that they could count as a contribution": fact(read, "us-2020-hormuz-counts"), "that they would stand in the place of money": fact(read, "us-2020-hormuz-instead")}


@check("Whether the tenth agreement ran out with no successor after a demand that doubled its sum or more", "coded")
def lapsed_under_demand(read: Reader) -> str:
    """Return yes where the next agreement was concluded after the tenth had ended and the demand was at least twice the contribution, else no."""
    lapsed = agreed(read, "concluded", 11) > f"{agreed(read, 'period_end', 10)}-12-31"
    return "yes" if lapsed and demand_2019_multiple(read) >= 2 else "no"


@check("Whether Donald Trump spoke of payment for military protection after his call of April 2025", "coded")
def payment_named_2025(read: Reader) -> str:
    """Return what reports of the call say."""
    return fact(read, "trump-2025-payment")


@check("Whether Donald Trump's statement of April 2025 names defence payments beside trade and praises their joint settlement", "coded")
def one_package_2025(read: Reader) -> str:
    """Return yes where both are recorded, partly where one, else no."""
    return both(read, "trump-2025-payment", "trump-2025-one-stop")


@check("Whether Donald Trump said, after the document, that Korea pays very little and ought to pay for its defence", "coded")
def too_little_2025(read: Reader) -> str:
    """Return what is recorded, where it was said after June 2025, the month of the document; else no."""
    return fact(read, "trump-2025-too-little") if day(read, "trump-2025-too-little") >= "2025-07" else "no"


@check("Whether a joint text after the document deals with support for U.S. forces, arms and defence spending", "coded")
def shares_addressed_2025(read: Reader) -> str:
    """Return yes where pledges on all three are dated after June 2025, the month of the document, partly where some are, else no."""
    names = ("rok-2025-11-support-33bn", "rok-2025-11-arms-25bn", "rok-2025-11-defence-3-5pct-gdp")
    after = [read.value("sma_demands", "stated", demand_id=name) >= "2025-07" for name in names]
    return "yes" if all(after) else "partly" if any(after) else "no"
