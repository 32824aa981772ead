"""Checks of what the documents say of the agreements on cost sharing: dates, length, heads of payment, rule and method."""

from __future__ import annotations

import math

from alliance.models.claims.check import check
from alliance.models.claims.checks.money import paid
from alliance.models.claims.reading import Reader

TABLES = ("gdp", "recorded_facts", "single_figures", "sma_agreements", "sma_components", "sma_contributions")

_DAYS_OF_YEAR = 365.25


def fact(read: Reader, name: str) -> str:
    """Return the coded answer of a recorded fact."""
    return read.value("recorded_facts", "answer", fact_id=name)


def day(read: Reader, name: str) -> str:
    """Return the date of a recorded fact."""
    return read.value("recorded_facts", "date", fact_id=name)


def both(read: Reader, *names: str) -> str:
    """Return yes where all recorded facts are answered yes, no where none is, else partly."""
    answers = [fact(read, name) for name in names]
    return "yes" if set(answers) == {"yes"} else "partly" if "yes" in answers else "no"


def agreed(read: Reader, column: str, number: int):
    """Return what an agreement has in a column."""
    return read.value("sma_agreements", column, sma_no=number)


def _day_number(text: str) -> int:
    """Return the days from the beginning of the Gregorian calendar to a day in ISO form; differences are true lengths in days."""
    year, month, day_of_month = (int(part) for part in text.split("-"))
    # Years are taken to begin in March, so that the leap day comes last.
    year, month = (year - 1, month + 9) if month < 3 else (year, month - 3)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day_of_month


def _years(start: str, end: str) -> float:
    return (_day_number(end) - _day_number(start)) / _DAYS_OF_YEAR


@check("The years covered by the eleventh agreement, 2020 among them", "years")
def agreement_11_length(read: Reader) -> float:
    """Return how many calendar years the eleventh agreement covers."""
    return agreed(read, "period_end", 11) - agreed(read, "period_start", 11) + 1


@check("The length of the tenth agreement", "calendar year")
def agreement_10_length(read: Reader) -> float:
    """Return how many calendar years the tenth agreement covers."""
    return agreed(read, "period_end", 10) - agreed(read, "period_start", 10) + 1


@check("The day on which the talks on the eleventh agreement were concluded", "date")
def agreement_11_concluded(read: Reader) -> str:
    """Return the day of conclusion."""
    return agreed(read, "concluded", 11)


@check("The day on which the talks on the twelfth agreement were concluded", "date")
def agreement_12_concluded(read: Reader) -> str:
    """Return the day of conclusion."""
    return agreed(read, "concluded", 12)


@check("Agreements concluded so far, by the number of the newest", "agreements")
def newest_agreement(read: Reader) -> float:
    """Return the highest number of an agreement."""
    return max(read.series("sma_agreements", "sma_no", by="sma_no").values())


@check("The length of the dispute that ended in March 2021", "years", 1)
def dispute_length(read: Reader) -> dict[str, float]:
    """Return the years to the conclusion of the eleventh agreement from three days at which the dispute can be said to begin."""
    end = agreed(read, "concluded", 11)
    return {
        "from the entry into force of the agreement before": _years(agreed(read, "in_force", 10), end),
        "from the first round of talks on the new one": _years(day(read, "sma11-talks-open"), end),
        "from the lapse of the agreement before": _years(f"{agreed(read, 'period_end', 10)}-12-31", end),
    }


@check("From the inauguration to the conclusion of the talks", "months", 1)
def months_in_office(read: Reader) -> float:
    """Return the months between the inauguration of January 2021 and the conclusion of the eleventh agreement."""
    return 12 * _years(day(read, "biden-inaugurated"), agreed(read, "concluded", 11))


@check("Whether the talks were concluded within three months of the inauguration", "coded")
def early_in_office(read: Reader) -> str:
    """Return yes where the eleventh agreement was concluded in the first three months of the presidency, else no."""
    return "yes" if 0 <= months_in_office(read) < 3 else "no"


@check("The first day of the talks on the tenth agreement", "date")
def talks_10_opened(read: Reader) -> str:
    """Return the first day of the first round."""
    return day(read, "sma10-talks-open")


@check("Rounds of talks that opened between the entry into force of the ninth agreement and January 2021", "rounds")
def rounds_opened(read: Reader) -> float:
    """Return how many of the tenth and eleventh rounds opened between the entry into force of the ninth agreement and January 2021."""
    first, last = agreed(read, "in_force", 9), day(read, "biden-inaugurated")
    return sum(first < opened < last for opened in (day(read, "sma10-talks-open"), day(read, "sma11-talks-open")))


@check("Months from the end of the tenth agreement to the conclusion of the next, or to the end of October 2020 if that came first", "months", 0)
def months_without_agreement(read: Reader) -> float:
    """Return the months without an agreement, counted at most to the day before the document appeared."""
    end = min(agreed(read, "concluded", 11), "2020-10-31")
    return 12 * _years(f"{agreed(read, 'period_end', 10)}-12-31", end)


@check("Whether the tenth agreement was struck between the lapse of the ninth and the opening of the Hanoi summit", "coded")
def struck_before_hanoi(read: Reader) -> str:
    """Return partly where the order of events bears out the summit as an occasion, which does not show that it was the only one; else no."""
    struck = agreed(read, "concluded", 10)
    return "partly" if f"{agreed(read, 'period_end', 9)}-12-31" < struck < day(read, "hanoi-summit") else "no"


@check("Whether special measures agreements cover the years from 2025 on without a gap, in force in time", "coded")
def covered_from_2025(read: Reader) -> str:
    """Return yes where the eleventh agreement covers 2025 and the twelfth follows on it, each in force in time; else no."""
    covers = agreed(read, "period_end", 11) >= 2025 and agreed(read, "period_start", 12) == agreed(read, "period_end", 11) + 1
    in_time = agreed(read, "in_force", 11) < "2025" and agreed(read, "in_force", 12) < f"{agreed(read, 'period_start', 12)}"
    return "yes" if covers and in_time else "no"


def _heads(read: Reader, year: int) -> float:
    parts = read.series("sma_components", "amount_krw_bn", by="component", year=year, component=("labour", "construction", "logistics"), measure="allocated")
    return math.fsum(parts.values())


def _heads_add_up(read: Reader) -> bool:
    """Say whether the three heads add to the contributions of 2018 and 2019 within a tenth of a billion won."""
    return all([abs(_heads(read, year) - paid(read, year)) < 0.1 for year in (2018, 2019)])


@check("Whether labour, construction and logistics made up the whole contribution of 2018 and 2019 and are the uses named under the twelfth agreement", "coded")
def three_heads_12(read: Reader) -> str:
    """Return yes where the amounts add up and reports on the twelfth agreement name the three uses, partly where one of the two holds, else no."""
    held = [_heads_add_up(read), fact(read, "sma12-three-heads") == "yes"]
    return "yes" if all(held) else "partly" if any(held) else "no"


@check("Whether the eleventh agreement pays for labour, construction and logistics and for no fourth head", "coded")
def three_heads_2021(read: Reader) -> str:
    """Return yes where reports name the three heads alone and deny the fourth, no where they name it, else partly."""
    named, fourth = fact(read, "sma11-three-heads"), fact(read, "sma11-readiness-head")
    return "yes" if (named, fourth) == ("yes", "no") else "no" if fourth == "yes" else "partly"


@check("Whether the three heads of 2021 are those of 2018 and 2019", "coded")
def heads_carried_over(read: Reader) -> str:
    """Return yes where both the amounts before and the reports on the eleventh agreement know the three heads alone, else no."""
    return "yes" if three_heads_2021(read) == "yes" and _heads_add_up(read) else "no"


@check("Whether Korea has kept to the same heads of payment", "coded")
def scope_kept(read: Reader) -> dict[str, str]:
    """Return whether heads were kept to, and whether what was paid for within them was: no where equipment from outside Korea was paid for."""
    within = "no" if fact(read, "sma-off-peninsula-2014") == "yes" else "yes"
    return {"by the heads of payment from 2018 to 2021": heads_carried_over(read), "by what was paid for under them from 2014 to 2018": within}


@check("Whether the eleventh agreement has a floor to Korea's share of the pay of Korean employees and lets it go on through a lapse", "coded")
def labour_guarantees(read: Reader) -> str:
    """Return yes where reports on the agreement name both guarantees, partly where one, else no."""
    return both(read, "sma11-labour-floor", "sma11-labour-lapse")


@check("Whether the heads of logistics and construction cover supplies and the repair of quarters, and are paid for under the eleventh agreement", "coded")
def supplies_and_upkeep(read: Reader) -> str:
    """Return yes where reports say all three, partly where some, else no."""
    return both(read, "sma-logistics-supplies", "sma-construction-repair", "sma11-three-heads")


@check("Whether the first sum of each agreement from the sixth to the twelfth is what Korea was to pay that year", "coded")
def agreements_set_the_sum(read: Reader) -> str:
    """Return yes where the sum of each agreement in won equals the official contribution of its first year, else no."""
    sums = read.series("sma_agreements", "first_year_krw_bn", by="sma_no", sma_no=range(6, 13))
    years = read.series("sma_agreements", "first_year", by="sma_no", sma_no=range(6, 13))
    return "yes" if all(abs(sums[number] - paid(read, years[number])) < 0.1 for number in sums) else "no"


@check("Whether what Korea has to pay is fixed beforehand", "coded")
def duties_fixed(read: Reader) -> dict[str, str]:
    """Return whether the sum of 2026 stands in the agreement, and whether its division does: no where that is settled later."""
    fixed = abs(agreed(read, "first_year_krw_bn", 12) - paid(read, 2026)) < 0.1
    return {"as to the whole sum": "yes" if fixed else "no", "as to its division among the heads": "no" if fact(read, "sma-split-set-later") == "yes" else "yes"}


@check("Whether the agreement was signed after the period that it covers had begun", "coded")
def late_rounds(read: Reader) -> dict[str, str]:
    """Return, for the three newest rounds, yes where the signature came after the first day of the period, else no."""
    late = {number: agreed(read, "signed", number) > f"{agreed(read, 'period_start', number)}" for number in (10, 11, 12)}
    return {f"the {name}": "yes" if late[number] else "no" for number, name in ((10, "tenth"), (11, "eleventh"), (12, "twelfth"))}


@check("Whether the method in force sets the whole sum first", "coded")
def sum_set_first(read: Reader) -> str:
    """Return what reports say of the method."""
    return fact(read, "sma-sum-first")


@check("Whether parliament has asked for a study of that change and Japan pays by item", "coded")
def needs_based_thinkable(read: Reader) -> str:
    """Return yes where both are recorded, partly where one is, else no."""
    return both(read, "assembly-needs-based", "japan-by-item")


@check("Whether Korea's output grew from 1990 to 1999, in won and in dollars", "coded")
def output_grew_1990s(read: Reader) -> str:
    """Return yes where nominal output grew in both currencies, partly where in one, else no."""
    grew = []
    for column in ("gdp_krw_trn", "gdp_usd_bn"):
        output = read.series("gdp", column, by="year", country="KOR", basis="weo_2019", year=(1990, 1999))
        grew.append(output[1999] > output[1990])
    return "yes" if all(grew) else "partly" if any(grew) else "no"


@check("Whether Korea's payments began in the 1990s", "coded")
def payments_began_1990s(read: Reader) -> dict[str, str]:
    """Return whether the first agreement was signed in the 1990s, and whether nothing was paid before."""
    signed = "yes" if "1990" <= agreed(read, "signed", 1) < "2000" else "no"
    before = read.value("single_figures", "amount_usd_mn", figure_id="rok-direct-support-1989")
    return {"under a special agreement": signed, "in any form": "no" if before > 0 else "yes"}


@check("Whether an account of the first agreement bears it out", "coded")
def why_payments_began(read: Reader) -> dict[str, str]:
    """Return whether Washington asked, and whether Korea's means were the ground: partly where U.S. deficits are named beside them."""
    means, deficits = fact(read, "korea-means-1991"), fact(read, "us-deficits-1980s")
    ground = "no" if means != "yes" else "partly" if deficits == "yes" else "yes"
    return {"that Washington asked": fact(read, "us-cost-sharing-1980s"), "that Korea's growth was the ground": ground}
