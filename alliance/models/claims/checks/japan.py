"""Checks of what the documents say of Japan: its relations with Korea, the journey of March 2021, and cooperation of the three countries."""

from __future__ import annotations

from math import fsum

from alliance.models.claims.check import check
from alliance.models.claims.checks.answers import (
    answer,
    day,
    event,
    fact,
    fits,
    graded,
    so,
)
from alliance.models.claims.checks.dates import days_from
from alliance.models.claims.reading import Reader

TABLES = ("alliance_events", "bilateral_trade", "recorded_facts", "single_figures", "sma_agreements", "trade_coercion")

_CURBS = "2019-07-01-export-licence-rule-for-three-chip-materials-anno"
_DELISTED = "2019-09-18-korea-removes-japan-from-its-preferred-list"
_CURBS_END = "2023-03-16-summit-agrees-to-end-curbs"


def _step(read: Reader, coercion_id: str) -> str:
    """Return the date of a step in the trade quarrel."""
    return read.value("trade_coercion", "date", coercion_id=coercion_id)


def _bad(read: Reader, year: int) -> float:
    """Return the share of South Koreans with a bad impression of Japan, in per cent."""
    return read.value("single_figures", "share_pct", figure_id=f"japan-bad-{year}")


def _trade(read: Reader, year: int) -> float:
    """Return Korea's goods exports to Japan and imports from it, in million dollars."""
    flows = [read.value("bilateral_trade", "value_usd_mn", basis="customs_kr", reporter="KOR", partner="JPN", flow=flow, year=year, reading="first") for flow in ("export", "import")]
    return fsum(flows)


@check("The day on which the ministers met in Seoul", "date")
def seoul_meeting(read: Reader) -> str:
    """Return the date."""
    return event(read, "aev-040")


@check("Whether the agreement was concluded before the visit and initialled on its day", "coded")
def visit_undisturbed(read: Reader) -> str:
    """Return yes, no or partly."""
    initialled = read.value("sma_agreements", "initialled", sma_no=11)
    visit = event(read, "aev-040")
    return graded(read.value("sma_agreements", "concluded", sma_no=11) < visit, initialled == visit)


@check("Whether the agreement was concluded before the journey was announced", "coded")
def settled_before_announced(read: Reader) -> str:
    """Return yes or no."""
    return answer(read.value("sma_agreements", "concluded", sma_no=11) < day(read, "trip-2021-seoul-announced"))


@check("How far the order of agreement, ministers' meeting and summit bears this out", "coded")
def settlement_before_strategy(read: Reader) -> str:
    """Return partly where the order fits; order alone does not show that the one made room for the other."""
    return fits(read.value("sma_agreements", "concluded", sma_no=11) < event(read, "aev-040"), event(read, "aev-040") < event(read, "aev-041"))


@check("Whether it was announced as the first journey abroad of the two secretaries", "coded")
def first_journey(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "trip-2021-first")


@check("Whether both meetings came about in the week announced", "coded")
def both_meetings(read: Reader) -> str:
    """Return yes, no or partly: Tokyo as recorded, and Seoul within a week of it."""
    return graded(*so(read, "trip-2021-tokyo-2plus2"), 0 <= days_from(day(read, "trip-2021-tokyo-2plus2"), event(read, "aev-040")) <= 7)


@check("Whether Washington had announced the meeting in Seoul", "coded")
def meetings_announced(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "trip-2021-seoul-announced")


@check("Whether the meetings in Tokyo and Seoul lay at most three days apart", "coded")
def meetings_back_to_back(read: Reader) -> str:
    """Return yes or no."""
    return answer(0 <= days_from(day(read, "trip-2021-tokyo-2plus2"), event(read, "aev-040")) <= 3)


@check("Whether the announcement gives the strengthening of alliances as the aim", "coded")
def journey_aim(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "trip-2021-aim-alliances")


@check("Whether both aims show", "coded")
def journey_two_aims(read: Reader) -> dict[str, str]:
    """Return answers by the announcement and by what followed: a meeting of the three security advisers within a month."""
    followed = 0 < days_from(event(read, "aev-040"), day(read, "trilateral-advisers-2021")) <= 31
    return {
        "in the announcement": graded(*so(read, "trip-2021-aim-alliances", "trip-2021-aim-trilateral")),
        "in what followed within a month": answer(followed),
    }


@check("How far the meetings of the three that followed the journey bear this out", "coded")
def three_meet_after(read: Reader) -> str:
    """Return partly where security advisers met in April and foreign ministers in May 2021; order alone shows no cause."""
    return fits(event(read, "aev-040") < day(read, "trilateral-advisers-2021"), day(read, "trilateral-advisers-2021") < day(read, "trilateral-ministers-2021"))


@check("Whether six rounds of such consultations were held before the first ministers' meeting under Trump", "coded")
def consultations_begun(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(
        *so(read, "trilateral-2015-vice-ministers", "trilateral-2017-sixth-round"),
        day(read, "trilateral-2015-vice-ministers") < day(read, "trilateral-2017-sixth-round") < day(read, "trilateral-ministers-2017"),
    )


@check("How far Blinken's part as host of the first round bears this out", "coded")
def consultations_host(read: Reader) -> str:
    """Return partly where he was: a host need not be the author."""
    return fits(*so(read, "trilateral-blinken-host"))


@check("Whether the three countries stopped consulting under the Trump administration", "coded")
def consultations_lapsed(read: Reader) -> dict[str, str]:
    """Return answers for foreign ministers, who met in 2017 and 2018, and for the last year."""
    return {
        "foreign ministers, 2017 and 2018": graded(*(not met for met in so(read, "trilateral-ministers-2017", "trilateral-ministers-2018"))),
        "foreign ministers, the year before May 2021": fact(read, "trilateral-gap-2021"),
    }


@check("Whether a U.S. official called cooperation of the three hindered, and ministers went a year without meeting", "coded")
def coordination_weakened(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "trilateral-hindered-2019", "trilateral-gap-2021"))


@check("Whether a U.S. official had called cooperation of the three hindered by the quarrel", "coded")
def coordination_hindered_2019(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "trilateral-hindered-2019")


@check("Whether U.S. and joint texts of May 2021 put cooperation of the three forward", "coded")
def trilateral_stressed(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "trilateral-2021-emphasis", "trilateral-statement-2021"))


@check("Whether security advisers and foreign ministers of the three met in spring 2021", "coded")
def trilateral_meetings_2021(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "trilateral-advisers-2021", "trilateral-ministers-2021"))


@check("How far the order of the end of the curbs and the commitment of Camp David bears this out", "coded")
def rapprochement_first(read: Reader) -> str:
    """Return partly where the curbs ended first; order alone does not show that the one needed the other."""
    return fits(_step(read, _CURBS_END) < event(read, "aev-045"))


@check("Whether relations with Japan worsened", "coded")
def japan_worsens(read: Reader) -> dict[str, str]:
    """Return answers by trade, by the impression South Koreans have of Japan, over two spans, and by a thaw between."""
    of_2020 = _bad(read, 2020)
    return {
        "in trade, 2018 to 2020": answer(_trade(read, 2020) < _trade(read, 2018)),
        "in opinion, 2019 to 2020": answer(of_2020 > _bad(read, 2019)),
        "in opinion, 2013 to 2020": answer(of_2020 > _bad(read, 2013)),
        "without a break, given the thaw of late 2019": answer(fact(read, "japan-thaw-2019") != "yes"),
    }


@check("Whether no earlier figure was worse", "coded")
def japan_record_low(read: Reader) -> dict[str, str]:
    """Return answers by the view of relations and by the impression of Japan, 2020 against 2013."""
    return {
        "in the view of relations, since 2013": fact(read, "japan-poll-record-2020"),
        "in the impression of Japan, against 2013": answer(_bad(read, 2020) > _bad(read, 2013)),
    }


@check("How far the order of ruling, curbs and the worst view of relations bears this out", "coded")
def japan_low_causes(read: Reader) -> str:
    """Return partly where the order fits; order alone shows no cause."""
    curbs = _step(read, _CURBS)
    return fits(day(read, "japan-court-2018") < curbs, curbs < day(read, "japan-poll-record-2020"), *so(read, "japan-poll-record-2020"))


@check("How far the order of the ruling on wartime labour and Japan's curbs bears this out", "coded")
def history_strains(read: Reader) -> str:
    """Return partly where they did; Tokyo gave another reason for them."""
    return fits(day(read, "japan-court-2018") < _step(read, _CURBS), *so(read, "japan-court-2018"))


@check("Whether the two countries are at odds", "coded")
def always_at_odds(read: Reader) -> dict[str, str]:
    """Return answers for 2020, when more than half of South Koreans thought ill of Japan, and for after the curbs ended."""
    return {"in 2020": answer(_bad(read, 2020) > 50), "after March 2023": answer(_step(read, _CURBS_END) > event(read, "aev-045"))}


@check("Whether steps over history, security and trade followed each other, and Japan's standing with South Koreans fell", "coded")
def blows_and_counterblows(read: Reader) -> str:
    """Return yes, no or partly: ruling, radar, curbs, end of the pact and delisting in this order, and the bad impression of 2020 over that of 2019."""
    steps = [day(read, "japan-court-2018"), day(read, "japan-radar-2018"), _step(read, _CURBS), day(read, "japan-intelligence-pact-2019"), _step(read, _DELISTED)]
    return graded(steps == sorted(steps), _bad(read, 2020) > _bad(read, 2019))


@check("Whether the court upheld damages and held that the treaty of 1965 leaves claims of individuals", "coded")
def court_ruling(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "japan-court-2018", "japan-court-individual-claims"))


@check("Whether ties with Japan strained", "coded")
def japan_strain(read: Reader) -> dict[str, str]:
    """Return answers for 2021, by the bad impression against 2019, and for 2023, no strain where the curbs ended before Camp David."""
    return {"in 2021": answer(_bad(read, 2021) > _bad(read, 2019)), "in 2023": answer(_step(read, _CURBS_END) > event(read, "aev-045"))}


@check("Whether more South Koreans than the year before thought ill of Japan in 2020", "coded")
def japan_opinion_2020(read: Reader) -> str:
    """Return yes or no."""
    return answer(_bad(read, 2020) > _bad(read, 2019))


@check("The year in which Japan annexed Korea", "date")
def annexation(read: Reader) -> str:
    """Return the year."""
    return day(read, "japan-annexation")


@check("The year in which Japanese rule over Korea ended", "date")
def liberation(read: Reader) -> str:
    """Return the year."""
    return day(read, "japan-liberation")
