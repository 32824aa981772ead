"""Checks of what the documents say of networks, chips makers' shares, artificial intelligence, and the contest over technology."""

from __future__ import annotations

import math

from alliance.models.claims.check import check
from alliance.models.claims.checks.answers import answer, day, fact, fits, graded, so
from alliance.models.claims.reading import Reader

TABLES = ("recorded_facts", "single_figures", "technology_shares")

#: From how many times on a share is far larger than another.
FAR_TIMES = 1.5

#: Up to what share a supplier counts for little, in per cent.
LITTLE_PCT = 10


def share(read: Reader, topic: str, firm: str, period: str, region: str = "world") -> float:
    """Return a share of a market in per cent, as the researcher estimates it."""
    return read.value("technology_shares", "share_pct", topic=topic, firm=firm, period=period, region=region, reading="first")


# The contest of the United States and China


@check("Whether both sides took measures on technology from 2019 to 2020, and in this order", "coded")
def technology_contest(read: Reader) -> str:
    """Return partly where three U.S. steps against Huawei follow each other and the Chinese rules come after them: what moved them is not held."""
    steps = [day(read, name) for name in ("tech-huawei-listed", "tech-huawei-rule-may-2020", "tech-huawei-rule-august-2020", "tech-china-list-2020")]
    return fits(steps == sorted(set(steps)))


@check("Whether Washington urged Korea in 2019 and 2020 to keep Huawei out, on grounds of security", "coded")
def huawei_urged(read: Reader) -> str:
    """Return yes where it did in both years."""
    return answer(all(so(read, "tech-korea-asked-2019", "tech-korea-asked-2020")))


@check("Whether U.S. efforts were of this kind", "coded")
def efforts_named(read: Reader) -> dict[str, str]:
    """Return the coded answers: three aims on record, and no other supplier named beside those two."""
    return {
        "against Huawei": fact(read, "tech-lgu-urged-2020"),
        "for Nokia and Ericsson": fact(read, "tech-barr-2020"),
        "for open networks": fact(read, "tech-open-network-bill"),
        "for no other supplier, Samsung included": answer(fact(read, "tech-aid-names-samsung") != "yes"),
    }


@check("Whether Seoul left the choice of equipment to the company when asked to exclude Huawei", "coded")
def seoul_leaves_choice(read: Reader) -> str:
    """Return yes where it was asked and left the choice."""
    return answer(all(so(read, "tech-korea-asked-2020", "tech-korea-leaves-choice")))


# Networks and their suppliers


@check("Whether Samsung had under a tenth of all radio networks and of all telecom equipment in 2020", "coded")
def samsung_small(read: Reader) -> str:
    """Return yes or no."""
    return answer(max(share(read, "all_ran", "Samsung", "2020"), share(read, "all_telecom_equipment", "Samsung", "2020")) < LITTLE_PCT)


@check("Whether Samsung's share of the fifth generation was half as large again as that of all radio networks, or more", "coded")
def samsung_stronger_5g(read: Reader) -> dict[str, str]:
    """Return yes or no by two researchers; the share of all radio networks is that of 2020."""
    whole = share(read, "all_ran", "Samsung", "2020")
    return {
        "radio access in the first quarter of 2020 (Dell'Oro)": answer(share(read, "5g_ran", "Samsung", "2020-Q1") >= FAR_TIMES * whole),
        "base stations in 2020 (TrendForce)": answer(share(read, "5g_base_stations", "Samsung", "2020") >= FAR_TIMES * whole),
    }


@check("Samsung's share of fifth-generation equipment in 2020, by other figures than the one cited", "per cent", 1)
def samsung_5g_share(read: Reader) -> dict[str, float]:
    """Return the share in per cent, by what is counted and by whom."""
    return {
        "radio access in the first quarter (Dell'Oro)": share(read, "5g_ran", "Samsung", "2020-Q1"),
        "base stations in the year (TrendForce)": share(read, "5g_base_stations", "Samsung", "2020"),
    }


@check("Samsung's place in fifth-generation radio access in the first quarter of 2020", "rank")
def samsung_5g_rank(read: Reader) -> float:
    """Return the rank. Raises ValueError where the suppliers not named could hold more together than Samsung."""
    shares = read.series("technology_shares", "share_pct", by="firm", topic="5g_ran", period="2020-Q1", region="world", reading="first")
    if 100 - math.fsum(shares.values()) > shares["Samsung"]:
        raise ValueError("a supplier that is not named could stand before Samsung")
    return 1 + sum(value > shares["Samsung"] for value in shares.values())


@check("Whether more South-East Asians chose Samsung in 2020 than any firm that is neither Chinese nor American", "coded")
def samsung_trusted(read: Reader) -> str:
    """Return yes where what is left after Samsung, Chinese and U.S. firms is less than Samsung has."""
    chosen = [read.value("single_figures", "share_pct", figure_id=f"suppliers-{who}-2020") for who in ("samsung", "chinese", "us")]
    return answer(chosen[0] > 100 - math.fsum(chosen))


@check("Whether Samsung counted among the alternatives to Huawei", "coded")
def samsung_alternative(read: Reader) -> dict[str, str]:
    """Return yes or no: named by the U.S. agency, and with a growing share of all radio networks."""
    return {
        "as Washington named suppliers in October 2020": fact(read, "tech-aid-names-samsung"),
        "by a growing share of all radio networks, 2019 to 2020": answer(share(read, "all_ran", "Samsung", "2020") > share(read, "all_ran", "Samsung", "2019")),
    }


@check("Whether there were U.S. loans for networks of foreign suppliers in October 2020", "coded")
def aid_agency_loans(read: Reader) -> dict[str, str]:
    """Return the coded answers: loans offered at the agency's word, and given by the agency itself."""
    return {"offered at the word of the aid agency": fact(read, "tech-aid-loans"), "given by the agency itself": fact(read, "tech-aid-lends")}


@check("Whether a bill that would fund such networks lay before Congress", "coded")
def network_bill(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "tech-open-network-bill")


@check("China's part in Samsung's consolidated revenue of 2019", "per cent", 1)
def samsung_china_revenue_2019(read: Reader) -> float:
    """Return the share in per cent, from revenue in China and in all."""
    revenue = read.series("technology_shares", "revenue_krw_trn", by="region", topic="revenue_consolidated", firm="Samsung", region=("China", "total"), period="2019")
    return 100 * revenue["China"] / revenue["total"]


# Artificial intelligence and new fields


@check("What spread in these years", "coded")
def technology_spreads(read: Reader) -> dict[str, str]:
    """Return yes or no: networks by the operators that run one, artificial intelligence by a world-wide survey of firms in two years."""
    return {
        "commercial networks of the fifth generation, in 2020": fact(read, "tech-5g-operators"),
        "firms that use artificial intelligence, in 2019": fact(read, "tech-ai-use-2019"),
        "firms that use artificial intelligence, in 2020": fact(read, "tech-ai-use-2020"),
    }


@check("Whether technology became a field of cooperation: the statement of 2021, a working group and a committee of 2024", "coded")
def technology_cooperation(read: Reader) -> str:
    """Return yes where all three came, partly where some did."""
    return graded(*so(read, "statement-2021-technology", "tech-ai-working-group", "tech-defence-committee"))


@check("Whether the defence ministry turned to artificial intelligence, and gave the lack of young men as a reason", "coded")
def ministry_turns_to_technology(read: Reader) -> str:
    """Return yes where both hold, partly where one does."""
    return graded(*so(read, "tech-defence-plan-2023", "tech-defence-plan-reason"))


@check("Whether the presidents' statement of May 2021 covers the six fields named", "coded")
def statement_fields_2021(read: Reader) -> str:
    """Return yes where technology, climate, energy, cyberspace, health and space are all covered, partly where some are."""
    return graded(*so(read, *(f"statement-2021-{field}" for field in ("technology", "climate", "energy", "cyber", "health", "space"))))
