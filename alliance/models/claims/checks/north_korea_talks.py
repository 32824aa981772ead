"""Checks of what the documents say of talks with North Korea: summits, the policy review of 2021, President Moon's part, offers and refusals."""

from __future__ import annotations

from alliance.models.claims.check import check
from alliance.models.claims.checks.answers import (
    answer,
    day,
    event,
    fact,
    fits,
    graded,
    says,
    so,
)
from alliance.models.claims.reading import Reader

TABLES = ("alliance_events", "public_opinion", "recorded_facts", "statement_language")

_MAY_2021 = "2021-05-21"


@check("The day on which the White House called its review of policy complete", "date")
def review_complete(read: Reader) -> str:
    """Return the date."""
    return day(read, "nk-review-2021")


@check("Whether the White House described its policy in these words in April 2021", "coded")
def review_words(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "nk-review-words")


@check("Whether the announcement of April 2021 gives this goal", "coded")
def review_goal(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "nk-review-goal")


@check("Whether relief from sanctions for partial steps was part of the policy of April 2021", "coded")
def review_relief(read: Reader) -> dict[str, str]:
    """Return answers by the announcement and by the press of the day."""
    return {"in the announcement": fact(read, "nk-review-relief-official"), "in the press of the day": fact(read, "nk-review-relief")}


@check("Whether the announcement of April 2021 leaves open what North Korea would be given", "coded")
def review_leaves_open(read: Reader) -> str:
    """Return yes where the announcement is silent on relief, else no."""
    return answer(fact(read, "nk-review-relief-official") == "silent")


@check("Whether President Moon welcomed the review in his speech of 10 May 2021", "coded")
def review_welcomed(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "nk-moon-review-2021")


@check("Whether U.S. officials spoke of an approach without answer and left the next move to North Korea", "coded")
def ball_in_their_court(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "nk-outreach-2021", "nk-ball-2021"))


@check("Whether North Korea stayed away from talks", "coded")
def outreach_ignored(read: Reader) -> dict[str, str]:
    """Return answers for 2019, when officials met in Stockholm, and for the time to March 2021."""
    return {"in 2019": answer(fact(read, "nk-stockholm-2019") != "yes"), "from then to March 2021": graded(*so(read, "nk-silence-2021", "nk-outreach-2021"))}


@check("Whether North Korea announced the end of all lines to the South, in June 2020", "coded")
def lines_cut(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "nk-lines-2020")


@check("How far President Moon's speeches at the United Nations, in 2018 and in 2021, bear this out", "coded")
def moon_pressed_for_talks(read: Reader) -> str:
    """Return partly where both press for talks or an end of the war: that nothing came before it, or why, is more than they show."""
    return fits(*so(read, "nk-moon-mediator", "nk-moon-talks-2021"))


@check("Whether President Moon gave lasting peace as the aim of his last year in office", "coded")
def moon_lasting_peace(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "nk-moon-peace-2021")


@check("Whether President Moon met Kim, and three times within 2018", "coded")
def moon_met_kim(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "nk-panmunjom-2018", "nk-three-summits-2018"))


@check("Whether Seoul asked for talks of Washington with North Korea, and the two presidents' text names the accords of 2018", "coded")
def seoul_asked_for_talks(read: Reader) -> str:
    """Return yes, no or partly: Moon's speech of September 2021, and the joint statement of May 2021."""
    return graded(*so(read, "nk-moon-talks-2021", "nk-statement-accords-2021"))


@check("Whether President Moon had called for steps towards an end of the war before, in 2018", "coded")
def moon_called_in_2018(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "nk-moon-mediator")


@check("The accords of 2018", "date")
def accords_2018(read: Reader) -> dict[str, str]:
    """Return the days of the declaration of Panmunjom and of the Singapore summit."""
    return {"with Seoul": day(read, "nk-panmunjom-2018"), "with Washington": event(read, "aev-030")}


@check("Whether the joint statement of May 2021 rests diplomacy on the accords of 2018", "coded")
def statement_rests_on_accords(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "nk-statement-accords-2021")


@check("Whether Biden voiced support for inter-Korean dialogue at the summit, by the report of the day", "coded")
def dialogue_supported(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "nk-statement-dialogue-2021")


@check("Whether the envoy named in May 2021 kept another post", "coded")
def envoy_part_time(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "nk-envoy-2021")


@check("Whether the leaders of the United States and North Korea met three times from June 2018 to June 2019", "coded")
def direct_channel(read: Reader) -> str:
    """Return yes or no: Singapore, Hanoi and Panmunjom in this order."""
    return answer(event(read, "aev-030") < event(read, "aev-035") < event(read, "aev-036"))


@check("Whether officials parted in Stockholm without result, and no active talks followed to March 2021", "coded")
def stalled_since_stockholm(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "nk-stockholm-2019", "nk-silence-2021"), day(read, "nk-stockholm-2019") < day(read, "nk-silence-2021"))


@check("Whether North Korea policy divided the two allies", "coded")
def divided_over_north_korea(read: Reader) -> dict[str, str]:
    """Return answers by the joint text of May 2021, no where it has a common line, and by the question of an end of the war in September 2021."""
    return {
        "in the joint text of May 2021": graded(*(not stated for stated in so(read, "nk-statement-accords-2021", "nk-statement-dialogue-2021"))),
        "over a declaration that the war is over, September 2021": fact(read, "nk-end-of-war-2021"),
    }


@check("Whether works that Seoul wanted were held up by sanctions in 2018", "coded")
def allies_differed_2018(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "nk-sanctions-projects")


@check("Whether Trump said in January 2025 that he would approach Kim", "coded")
def trump_interest(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "nk-trump-interest-2025")


@check("Whether Kim declared himself ready for talks, in September 2025", "coded")
def kim_offer(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "nk-kim-offer-2025")


@check("Whether the two leaders had met before", "coded")
def leaders_had_met(read: Reader) -> str:
    """Return yes or no: three meetings before January 2025."""
    return answer(event(read, "aev-030") < event(read, "aev-035") < event(read, "aev-036") < day(read, "nk-trump-interest-2025"))


@check("Whether North Korea comes before China", "coded")
def north_korea_first(read: Reader) -> dict[str, str]:
    """Return answers by the text of the four ministers of March 2021, and by what South Koreans called the greatest threat that year."""
    shares = {
        (question, country): read.value("public_opinion", "share_pct", population="KOR", question=question, answer=country, year=2021)
        for question in ("biggest_threat_now", "biggest_threat_in_ten_years")
        for country in ("North Korea", "China")
    }
    return {
        "in the ministers' text of March 2021": graded(says(read, "2021-03-18", "north_korea_priority"), not says(read, "2021-03-18", "names_china")),
        "to South Koreans asked about the threat of the day": answer(shares["biggest_threat_now", "North Korea"] > shares["biggest_threat_now", "China"]),
        "to South Koreans asked about the next ten years": answer(shares["biggest_threat_in_ten_years", "North Korea"] > shares["biggest_threat_in_ten_years", "China"]),
    }


@check("Whether the joint texts of spring 2021 name North Korea, the Taiwan Strait and the South China Sea", "coded")
def shared_challenges(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(says(read, "2021-03-18", "north_korea_priority"), says(read, _MAY_2021, "taiwan_strait"), says(read, _MAY_2021, "south_china_sea"))
