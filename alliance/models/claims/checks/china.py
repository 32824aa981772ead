"""Checks of what the documents say of China: its rise, the wording of joint texts, fears and threats, U.S. priorities, war over Taiwan."""

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
    says,
    so,
)
from alliance.models.claims.reading import Reader

TABLES = (
    "alliance_events",
    "military_expenditure_ratios",
    "north_korea_trade",
    "public_opinion",
    "recorded_facts",
    "single_figures",
    "sma_demands",
    "statement_language",
    "trade_coercion",
    "trade_shares",
)

_MARCH_2021, _MAY_2021, _MAY_2022, _NOVEMBER_2025 = "2021-03-18", "2021-05-21", "2022-05-21", "2025-11-14"


def _ratio(read: Reader, numerator: str, denominator: str, year: int) -> float:
    """Return military spending of one country over that of another in a year."""
    return read.value("military_expenditure_ratios", "spending_ratio", numerator=numerator, denominator=denominator, year=year)


def _share(read: Reader, figure_id: str) -> float:
    """Return a single share, in per cent."""
    return read.value("single_figures", "share_pct", figure_id=figure_id)


def _unnamed(read: Reader) -> bool:
    """Return whether the text of the four ministers of March 2021 leaves China unnamed."""
    return not says(read, _MARCH_2021, "names_china")


@check("Whether China's military spending grew from 2010 to 2020 against Korea's, Japan's and that of the United States", "coded")
def china_rises(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(
        _ratio(read, "CHN", "KOR", 2020) > _ratio(read, "CHN", "KOR", 2010),
        _ratio(read, "CHN", "JPN", 2020) > _ratio(read, "CHN", "JPN", 2010),
        _ratio(read, "USA", "CHN", 2020) < _ratio(read, "USA", "CHN", 2010),
    )


@check("Whether the Secretary of State's first major speech singled China out", "coded")
def blinken_on_china(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "blinken-speech-first", "blinken-speech-china"))


@check("How far the speech, on democracy and on allies, bears this out", "coded")
def blinken_on_democracies(read: Reader) -> str:
    """Return partly where it does both: a line between two models is more than that."""
    return fits(*so(read, "blinken-speech-democracy", "blinken-speech-allies"))


@check("Whether Washington's speech of March 2021 put China first, and the joint text with Seoul North Korea, without China's name", "coded")
def allies_differ_on_priority(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "blinken-speech-china"), says(read, _MARCH_2021, "north_korea_priority"), _unnamed(read))


@check("Whether the joint text of May 2021 has both the Taiwan Strait and the accords of 2018 with North Korea", "coded")
def difference_narrowed(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(says(read, _MAY_2021, "taiwan_strait"), *so(read, "nk-statement-accords-2021"))


@check("Whether Washington was reported to call on Korea to join the Quad, and joint texts came to name the Taiwan Strait and the South China Sea", "coded")
def joined_wording(read: Reader) -> str:
    """Return yes, no or partly: the press of May 2021, and the statements of May 2021 and May 2022."""
    return graded(*so(read, "quad-calls-2021"), says(read, _MAY_2021, "taiwan_strait"), says(read, _MAY_2022, "taiwan_strait"), says(read, _MAY_2021, "south_china_sea"))


@check("Whether Washington had called for work with allies to meet China", "coded")
def allies_called_on(read: Reader) -> str:
    """Return the coded answer on the speech of 3 March 2021."""
    return fact(read, "blinken-speech-allies")


@check("Whether the joint statement of May 2021 has phrases that bear on China", "coded")
def china_phrases(read: Reader) -> str:
    """Return yes, no or partly: the order built on rules, the South China Sea, the Taiwan Strait."""
    return graded(*so(read, "statement-2021-order", "statement-2021-sea"), says(read, _MAY_2021, "taiwan_strait"))


@check("Whether the statement opposes what undermines an order built on rules", "coded")
def rules_based_order(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "statement-2021-order")


@check("Whether the statement pledges freedom of navigation and overflight there", "coded")
def freedom_of_navigation(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "statement-2021-sea")


@check("Whether the statement of May 2021 names the Taiwan Strait", "coded")
def taiwan_named_2021(read: Reader) -> str:
    """Return yes or no."""
    return answer(says(read, _MAY_2021, "taiwan_strait"))


@check("Whether Seoul kept China out of joint texts", "coded")
def avoids_china(read: Reader) -> dict[str, str]:
    """Return answers for the ministers' text of March 2021 and for the presidents' of May 2021."""
    return {"in March 2021": answer(_unnamed(read)), "in May 2021, on the Taiwan Strait": answer(not says(read, _MAY_2021, "taiwan_strait"))}


@check("Whether the rivalry showed in joint texts of the allies", "coded")
def friction_over_china(read: Reader) -> dict[str, str]:
    """Return yes where the text leaves out what Washington put first."""
    return {"in March 2021, with China unnamed": answer(_unnamed(read)), "from May 2021, with the Taiwan Strait left out": answer(not says(read, _MAY_2021, "taiwan_strait"))}


@check("Whether China had already acted against Korea over a decision of the alliance", "coded")
def caught_between_before(read: Reader) -> str:
    """Return yes or no: the order to stop tours of March 2017 after the decision of July 2016."""
    order = read.value("trade_coercion", "date", coercion_id="2017-03-02-order-to-travel-agents-to-stop-selling-korea-tour")
    return answer(order > event(read, "aev-024"))


@check("The day of the decision to deploy a U.S. missile defence battery", "date")
def missile_defence_decided(read: Reader) -> str:
    """Return the date."""
    return event(read, "aev-024")


@check("Whether Korea's foreign minister and South-East Asian opinion shied away from a side in 2020", "coded")
def hesitant_to_choose(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "quad-kang-exclusive", "asean-hesitates-2020"))


@check("How far the share of exports to China in 2019 and the joint text of March 2021 bear this out", "coded")
def hesitant_for_trade(read: Reader) -> str:
    """Return partly where both are so: neither shows the motive."""
    return fits(read.value("trade_shares", "share_pct", reporter="KOR", partner="CHN", flow="export", year=2019) >= 25, _unnamed(read))


@check("How far North Korea's trade with China, and Seoul's request for China's help, bear this out", "coded")
def china_sways_the_north(read: Reader) -> str:
    """Return partly where both are so: that this binds Seoul's policy is more than they show."""
    share = read.value("north_korea_trade", "china_share_pct", basis="kotra", partner="CHN", flow="total", year=2019)
    return fits(share > 50, *so(read, "moon-china-role-2021"))


@check("How far President Moon's request for China's help with the North bears this out", "coded")
def china_asked_over_nuclear_talks(read: Reader) -> str:
    """Return partly where he did: that hope kept Seoul from opposing China is more than it shows."""
    return fits(*so(read, "moon-china-role-2021"))


@check("Whether the leaked guidance wants allies to carry most of the deterrence of such threats", "coded")
def guidance_on_allies(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "memo-2025-allies")


@check("Whether the leaked guidance puts China before other dangers", "coded")
def guidance_on_china(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "memo-2025-china")


@check("Whether the guidance of March 2025 puts China first, and the strategy of January 2026 leaves the North chiefly to Korea", "coded")
def deterring_china_first(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "memo-2025-china"), says(read, "2026-01-23", "rok_primary_responsibility"))


@check("Whether priorities changed in 2025, and Trump's demand for more money is part of that", "coded")
def priorities_change(read: Reader) -> dict[str, str]:
    """Return answers for the change, and for the demand: it is no part of a later change where it was made before."""
    return {
        "the change itself": graded(*so(read, "memo-2025-china", "memo-2025-allies"), says(read, "2026-01-23", "rok_primary_responsibility")),
        "a demand made no earlier than the change": answer(read.value("sma_demands", "stated", demand_id="us-2019-5bn") > day(read, "memo-2025-china")),
    }


@check("Whether Japan proposed one theatre with the Korean Peninsula and both seas, as the press had it", "coded")
def one_theatre(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "one-theatre-proposed", "one-theatre-area"))


@check("Whether the U.S. Secretary of Defense answered favourably, as the press had it", "coded")
def one_theatre_welcomed(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "one-theatre-answer")


@check("Whether South Koreans doubted the ally", "coded")
def fear_of_abandonment(read: Reader) -> dict[str, str]:
    """Return yes where more than half doubt, by what was asked."""
    return {
        "that it would defend them, 2020": answer(_share(read, "us-would-defend-2020") < 50),
        "that it would defend them, 2021": answer(_share(read, "us-would-defend-2021") < 50),
        "that it would use nuclear weapons for them, 2023": answer(_share(read, "us-nuclear-doubt-2023") > 50),
    }


@check("Whether the worry stands in the understanding of 2006 and in polls of 2023 and 2025", "coded")
def fear_of_entrapment(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(says(read, "2006-01-19", "strategic_flexibility"), _share(read, "rivalry-worry-2023") > 50, *so(read, "eai-taiwan-2025"))


@check("Whether these worries grew by a poll of June 2025", "coded")
def fears_grow(read: Reader) -> dict[str, str]:
    """Return answers for doubt of the nuclear umbrella, which grew, and for war over Taiwan, where the poll shows wariness but no growth."""
    return {"of being left alone": fact(read, "eai-umbrella-2025"), "of being drawn into a war": fits(*so(read, "eai-taiwan-2025"))}


@check("Whether most South Koreans named one of the two the greatest threat in 2021, for the day and for ten years on", "coded")
def both_threaten(read: Reader) -> str:
    """Return yes, no or partly: the shares that named North Korea or China add to more than half."""
    shares = [
        [read.value("public_opinion", "share_pct", population="KOR", question=question, answer=country, year=2021) for country in ("North Korea", "China")]
        for question in ("biggest_threat_now", "biggest_threat_in_ten_years")
    ]
    return graded(*(fsum(pair) > 50 for pair in shares))


@check("How far the texts of November 2025 took this up, on the Taiwan Strait and on the level of U.S. forces", "coded")
def posture_and_china(read: Reader) -> str:
    """Return partly where they name the strait and leave out the level: that they touch both is not yet that the two were joined."""
    return fits(says(read, _NOVEMBER_2025, "taiwan_strait"), not says(read, _NOVEMBER_2025, "usfk_current_level"))


@check("How far the texts of November 2025 took this up, with older wording left out and newer wording in", "coded")
def new_terms(read: Reader) -> str:
    """Return partly where the warning of an end of the regime is gone and a faster transfer of command is in: whether that is a new basis is a judgement."""
    return fits(not says(read, _NOVEMBER_2025, "end_of_regime_warning"), says(read, _NOVEMBER_2025, "opcon_speed_word"))


@check("Whether Washington deferred to Seoul over China in joint wording", "coded")
def deference(read: Reader) -> dict[str, str]:
    """Return answers to March 2021, by the understanding of 2006 and the ministers' text, and since, by two texts on the Taiwan Strait."""
    return {
        "from 2006 to March 2021": graded(says(read, "2006-01-19", "strategic_flexibility"), _unnamed(read)),
        "since May 2021": graded(not says(read, _MAY_2021, "taiwan_strait"), not says(read, _MAY_2022, "taiwan_strait")),
    }


@check("How far the words on the Taiwan Strait with Presidents Moon and Yoon bear this out", "coded")
def same_for_hawks(read: Reader) -> str:
    """Return partly where both texts name it: like wording fits like treatment and does not show it."""
    return fits(says(read, _MAY_2021, "taiwan_strait") == says(read, _MAY_2022, "taiwan_strait"))


@check("Whether wording moved away from Seoul's caution by November 2025", "coded")
def deference_ends(read: Reader) -> dict[str, str]:
    """Return yes where a text of 2025 says what that of 2022 did not, or leaves out what had been standard."""
    return {
        "on the Taiwan Strait, against 2022": answer(says(read, _NOVEMBER_2025, "taiwan_strait") != says(read, _MAY_2022, "taiwan_strait")),
        "on the level of U.S. forces": answer(not says(read, _NOVEMBER_2025, "usfk_current_level")),
    }


@check("Whether Lee kept from provoking China", "coded")
def lee_and_china(read: Reader) -> dict[str, str]:
    """Return answers by his words as a candidate and by the text that he agreed with Trump."""
    return {"in his words of May 2025": fact(read, "lee-china-2025"), "in the fact sheet with Trump, on the Taiwan Strait": answer(not says(read, _NOVEMBER_2025, "taiwan_strait"))}


@check("Whether Washington was reported to ask allies, Korea among them, for their part in a war over Taiwan", "coded")
def allies_asked_over_taiwan(read: Reader) -> str:
    """Return yes, no or partly: others were asked, the report does not name Korea."""
    return graded(*so(read, "taiwan-role-asked-2025", "taiwan-role-korea-2025"))


@check("Whether China strikes Guam in the base cases of a published war game", "coded")
def guam_struck(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "guam-war-games-2023")


@check("How far the estimate of what a war would cost the United States bears this out", "coded")
def war_costs_united_states(read: Reader) -> str:
    """Return partly where it would: a loss spared is a part of a gain in strategy."""
    return fits(_share(read, "war-loss-us") > 0)


@check("Whether a war is estimated to cost Korea a larger share of its output than the United States", "coded")
def war_costs_korea_more(read: Reader) -> str:
    """Return yes or no."""
    return answer(_share(read, "war-loss-korea") > _share(read, "war-loss-us"))
