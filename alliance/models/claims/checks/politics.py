"""Checks of what the documents say of elections, summits, presidents and public health."""

from __future__ import annotations

from alliance.models.claims.check import check
from alliance.models.claims.checks.answers import all_of, answer
from alliance.models.claims.checks.dates import (
    days_from,
    months_from,
    year_of,
    years_from,
)
from alliance.models.claims.reading import Reader

TABLES = (
    "opcon_milestones",
    "pandemic_counts",
    "political_figures",
    "recorded_facts",
    "sma_agreements",
    "sma_demands",
    "statement_language",
    "tariffs",
    "treaty_points",
)


def _date(read: Reader, fact_id: str) -> str:
    return read.value("recorded_facts", "date", fact_id=fact_id)


def _fact(read: Reader, *fact_ids: str) -> str:
    """Return whether one or several facts are so, taken together."""
    return all_of(*(read.value("recorded_facts", "answer", fact_id=key) for key in fact_ids))


def _pct(read: Reader, figure_id: str) -> float:
    return read.value("political_figures", "value_pct", figure_id=figure_id)


def _tariff(read: Reader, column: str, tariff_id: str):
    return read.value("tariffs", column, tariff_id=tariff_id)


# The war of 1950 and a word for the alliance


@check("The war of 1950", "date")
def war_began(read: Reader) -> dict[str, str]:
    """Return the days of the attack and of the U.S. order to help."""
    return {"the attack": _date(read, "war-attack"), "the American order to help": _date(read, "war-us-order")}


@check("Years from the attack of June 1950 to the first month of President Lee", "years")
def war_anniversary(read: Reader) -> float:
    """Return the calendar years between the attack and the year in which the article appeared."""
    return float(year_of(_date(read, "kr-term-2025")) - year_of(_date(read, "war-attack")))


@check("Whether U.S. officials called the commitment or the ties ironclad for more than two years", "coded")
def ironclad_for_years(read: Reader) -> str:
    """Return whether the word is on record from 2017, 2018 and 2023, and the first and last lie more than two years apart."""
    apart = years_from(_date(read, "ironclad-2017"), _date(read, "ironclad-2023")) > 2
    return all_of(_fact(read, "ironclad-2017", "ironclad-2018", "ironclad-2023"), answer(apart))


# Elections and terms


@check("The day of the U.S. presidential election of 2020", "date")
def us_vote_2020(read: Reader) -> str:
    """Return the day of the vote."""
    return _date(read, "us-vote-2020")


@check("The day on which the U.S. president took office in 2021", "date")
def us_term_2021(read: Reader) -> str:
    """Return the first day of the term."""
    return _date(read, "us-term-2021")


@check("Months from the U.S. president's first day to that of President Moon's successor", "months", 1)
def moon_months_left(read: Reader) -> float:
    """Return the months of the term that were left."""
    return months_from(_date(read, "us-term-2021"), _date(read, "kr-term-2022"))


@check("Whether less than a third of President Moon's term was left when the new U.S. president took office", "coded")
def moon_window(read: Reader) -> str:
    """Return whether the time left was under a third of the whole term."""
    return answer(moon_months_left(read) < months_from(_date(read, "kr-term-2017"), _date(read, "kr-term-2022")) / 3)


@check("What was reached between the two changes of president", "coded")
def moon_window_used(read: Reader) -> dict[str, str]:
    """Return whether the cost agreement and the assessment for the transfer fell between the two first days in office."""

    def within(text: str) -> str:
        return answer(days_from(_date(read, "us-term-2021"), text) > 0 and days_from(text, _date(read, "kr-term-2022")) > 0)

    return {
        "the agreement on the contribution": within(read.value("sma_agreements", "concluded", sma_no=11)),
        "the assessment of full operational capability": within(read.value("opcon_milestones", "date", milestone_id="ocm-027")),
    }


@check("The day of Korea's presidential election of 2017", "date")
def korean_vote_2017(read: Reader) -> str:
    """Return the day of the vote that Moon won."""
    return _date(read, "kr-vote-2017")


@check("The day of Korea's next presidential election", "date")
def korean_vote_2022(read: Reader) -> str:
    """Return the day of the vote after that of 2017."""
    return _date(read, "kr-vote-2022")


@check("Whether the constitution gives the president five years and no second election", "coded")
def korean_term(read: Reader) -> str:
    """Return what Article 70 of the constitution says."""
    return _fact(read, "kr-five-years", "kr-one-term")


@check("The day on which President Lee took office", "date")
def lee_took_office(read: Reader) -> str:
    """Return the first day of President Lee's term."""
    return _date(read, "kr-term-2025")


@check("Whether the ruling party and its satellite won at least three fifths of the seats in 2020", "coded")
def ruling_party_seats(read: Reader) -> str:
    """Return whether the share of seats was at least sixty per cent."""
    return answer(_pct(read, "assembly-ruling-party") >= 60)


@check("Whether approval of President Moon fell from December 2020 to April 2021", "coded")
def moon_approval_fell(read: Reader) -> str:
    """Return whether the later poll is below the earlier one, of the same pollster."""
    return answer(_pct(read, "moon-approval-2021-04") < _pct(read, "moon-approval-2020-12"))


@check("Whether apartment prices rose in 2020, and those who disapproved in April 2021 named policy on real estate first", "coded")
def moon_approval_reason(read: Reader) -> str:
    """Return whether prices rose and real estate leads the reasons given."""
    return all_of(answer(_pct(read, "apartment-prices-2020") > 0), answer(_pct(read, "moon-reason-housing") > _pct(read, "moon-reason-second")))


# Summits and pledges


@check("The day of the summit in Washington", "date")
def summit_2021(read: Reader) -> str:
    """Return the day on which Biden and Moon met."""
    return _date(read, "summit-2021")


@check("Whether President Moon met leaders of Congress on the journey of May 2021", "coded")
def moon_in_congress(read: Reader) -> str:
    """Return whether the meeting on Capitol Hill is on record, on the eve of the summit."""
    eve = days_from(_date(read, "moon-congress"), _date(read, "summit-2021"))
    return all_of(_fact(read, "moon-congress"), answer(0 <= eve <= 5))


@check("Whether Biden, before the election, promised to strengthen the alliance", "coded")
def biden_pledged(read: Reader) -> str:
    """Return whether the promise is on record before the election."""
    return all_of(_fact(read, "biden-pledge"), answer(days_from(_date(read, "biden-pledge"), _date(read, "us-vote-2020")) > 0))


@check("Whether the dispute over the contribution ended in Biden's first hundred days", "coded")
def dispute_ended(read: Reader) -> str:
    """Return whether the eleventh agreement was concluded within a hundred days of the inauguration."""
    return answer(0 < days_from(_date(read, "us-term-2021"), read.value("sma_agreements", "concluded", sma_no=11)) <= 100)


@check("What followed Trump's open complaints", "coded")
def alliance_strained(read: Reader) -> dict[str, str]:
    """Return whether a lapse of the cost agreement, and a fall of Korean support for the alliance, came after the complaints."""
    lapse = f"{read.value('sma_agreements', 'period_end', sma_no=10)}-12-31"
    after = days_from(_date(read, "trump-doubts"), lapse) > 0 and days_from(lapse, read.value("sma_agreements", "concluded", sma_no=11)) > 0
    change = 100 * (_pct(read, "alliance-support-2020") / _pct(read, "alliance-support-2019") - 1)
    return {
        "a lapse of the agreement on the contribution": answer(after),
        "a marked fall of Korean support for the alliance, 2019 to 2020": answer(change < -read.parameter("claim_about_pct")),
    }


@check("Whether Presidents Bush and Obama each took a step", "coded")
def bush_and_obama(read: Reader) -> dict[str, str]:
    """Return whether steps of both presidents stand in the record, in command, in trade, and of Obama in world bodies."""

    def steps(first: str, second: str) -> str:
        return answer(days_from(first, second) > 0)

    milestones = read.series("opcon_milestones", "date", by="milestone_id", milestone_id=("ocm-011", "ocm-015"))
    return {
        "in command, 2006 and 2010": steps(milestones["ocm-011"], milestones["ocm-015"]),
        "in trade, 2007 and 2012": steps(_tariff(read, "date", "2007-06-30-korus-fta-signed"), _tariff(read, "date", "2012-03-15-korus-fta-in-force")),
        "in world bodies, under Obama alone": _fact(read, "g20-host", "nuclear-summit-host"),
    }


# The second term of Trump


@check("Whether talks on the contribution were brought forward with Trump's return in view", "coded")
def talks_brought_forward(read: Reader) -> str:
    """Return whether the plan is on record and the twelfth agreement was concluded before its first year."""
    agreed = read.value("sma_agreements", "concluded", sma_no=12)
    early = days_from(agreed, f"{read.value('sma_agreements', 'period_start', sma_no=12)}-01-01") > 0
    return all_of(_fact(read, "early-talks"), answer(early))


@check("Whether cost and tariffs went separate ways in the first term and into one deal in the second", "coded")
def terms_differ(read: Reader) -> str:
    """Return whether the texts of 2018 and 2019 lie more than a month apart, and one call and one paper of 2025 hold both subjects."""
    apart = days_from(_tariff(read, "date", "2018-09-24-korus-amendment-signed"), read.value("sma_agreements", "concluded", sma_no=10)) > 31
    joined = all_of(_fact(read, "call-2025-04"), read.value("treaty_points", "answer", point_id="jfs-both"))
    return all_of(answer(apart), joined)


@check("Whether Korea settled with Washington after Japan had", "coded")
def korea_after_japan(read: Reader) -> str:
    """Return whether the Korean tariff deal is later than the Japanese one."""
    return answer(days_from(_date(read, "japan-deal"), _tariff(read, "date", "2025-07-30-deal-reciprocal-tariff")) > 0)


@check("Whether a tariff on Korea, announced and then suspended, was still to be settled", "coded")
def korea_pending(read: Reader) -> str:
    """Return whether the rate announced in April 2025 was above the one that applied in June."""
    return answer(_tariff(read, "rate_pct", "2025-04-02-reciprocal-tariff") > _tariff(read, "rate_pct", "2025-04-09-country-rates-suspended"))


@check("Whether the U.S. president took up Korean matters himself within three months, by a letter and a deal on tariffs", "coded")
def korea_taken_up(read: Reader) -> str:
    """Return whether the letter and the deal of July 2025 came within ninety-two days of President Lee's first day."""
    names = ("2025-07-07-letter-reciprocal-tariff-from-2025-08-01", "2025-07-30-deal-reciprocal-tariff")
    return all_of(*(answer(0 < days_from(_date(read, "kr-term-2025"), _tariff(read, "date", name)) <= 92) for name in names))


@check("Whether plans for Korea first came after June 2025", "coded")
def plans_still_to_come(read: Reader) -> dict[str, str]:
    """Return whether the first plan on tariffs, and the first published strategy that speaks of Korea's part, came after President Lee's first day."""
    strategy = read.value("statement_language", "date", statement="U.S. National Defense Strategy", feature="rok_primary_responsibility")
    plans = {"for trade, by the tariff of April 2025": _tariff(read, "date", "2025-04-02-reciprocal-tariff"), "for defence, by the strategy of January 2026": strategy}
    return {sense: answer(days_from(_date(read, "kr-term-2025"), text) > 0) for sense, text in plans.items()}


@check("Whether the presidents met before their governments published joint terms on trade and defence", "coded")
def presidents_led(read: Reader) -> str:
    """Return whether the summit of Gyeongju came before the joint fact sheet."""
    return answer(days_from(_tariff(read, "date", "2025-10-29-gyeongju-summit-final-terms"), _tariff(read, "date", "2025-11-14-joint-fact-sheet-and-mou")) > 0)


@check("Whether Trump named a sum for Korea in the campaign and asked for payment again in office", "coded")
def payment_asked_again(read: Reader) -> str:
    """Return whether the call of April 2025 named payment and came after the sum named in the campaign, before President Lee's first day."""
    stated, call = read.value("sma_demands", "stated", demand_id="us-2024-10-claim-10bn"), _date(read, "call-2025-04")
    return all_of(_fact(read, "call-2025-04"), answer(days_from(stated, call) > 0 and days_from(call, _date(read, "kr-term-2025")) > 0))


# Public health


def _count(read: Reader, measure: str, date: str) -> float:
    return float(read.value("pandemic_counts", "persons", country="KOR", measure=measure, date=date))


@check("Infections counted by 19 May 2021", "persons")
def covid_cases(read: Reader) -> float:
    """Return the infections since the beginning, in persons."""
    return _count(read, "cases", "2021-05-19")


@check("Deaths counted by 19 May 2021", "persons")
def covid_deaths(read: Reader) -> float:
    """Return the deaths since the beginning, in persons."""
    return _count(read, "deaths", "2021-05-19")


@check("Share of Koreans fully vaccinated by 19 May 2021", "per cent", 1)
def covid_vaccinated(read: Reader) -> float:
    """Return the share, in per cent: the count of that day over the population that count and share of three days before imply."""
    return _count(read, "fully_vaccinated", "2021-05-19") / _count(read, "fully_vaccinated", "2021-05-16") * _pct(read, "vaccinated-2021-05-16")


@check("Korean troops for whom the U.S. president promised a vaccine", "persons")
def vaccine_promised(read: Reader) -> float:
    """Return the troops named in the promise, in persons."""
    return _count(read, "vaccine_promised", "2021-05-21")


@check("Whether Korean deaths per head were below a tenth of the OECD mean at the end of 2020 and of the U.S. figure in June 2021", "coded")
def covid_contained(read: Reader) -> str:
    """Return whether ten times the Korean death rate stays under the mean of the OECD, and under the rate of the United States."""

    def below(date: str, other: str) -> str:
        rates = read.series("pandemic_counts", "deaths_per_100k", by="country", measure="death_rate", date=date)
        return answer(10 * rates["KOR"] < rates[other])

    return all_of(below("2020-12-31", "OECD"), below("2021-06-04", "USA"))


@check("Whether Korea went without a national lockdown in the first year of the pandemic", "coded")
def no_lockdown(read: Reader) -> str:
    """Return whether studies of the first year found no national lockdown."""
    return _fact(read, "no-lockdown")
