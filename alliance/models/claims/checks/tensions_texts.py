"""Checks of figures that stand in tensions alone: what texts say point by point, dates, threats and tests; each has one sense."""

from __future__ import annotations

from alliance.models.claims.check import check
from alliance.models.claims.reading import Reader

TABLES = (
    "missile_guidelines",
    "nk_missile_tests",
    "opcon_promises",
    "public_opinion",
    "recorded_facts",
    "sma_agreements",
    "sma_components",
    "statement_language",
    "treaty_articles",
    "treaty_points",
    "us_troops_history",
)


def point(read: Reader, name: str) -> str:
    """Return the answer to a point put to a text: yes, no, partly or silent."""
    return read.value("treaty_points", "answer", point_id=name)


# The texts


@check("Whether Article IV lets U.S. forces leave only with Korea's consent", "coded")
def consent_in_article_4(read: Reader) -> str:
    """Return what the article says on the point."""
    return point(read, "mdt-4-withdraw")


@check("Fewer U.S. troops in Korea in 1971 than in 1969", "persons")
def troops_withdrawn_1971(read: Reader) -> float:
    """Return the difference of two counts, in persons."""
    counts = read.series("us_troops_history", "persons", by="year", country="KOR", group="us_military", year=(1969, 1971))
    return counts[1969] - counts[1971]


@check("Whether the Mutual Defense Treaty names an adversary", "coded")
def adversary_in_treaty(read: Reader) -> str:
    """Return what the treaty says on the point."""
    return point(read, "mdt-names-enemy")


@check("Whether Article III rules out that one side stays neutral when the other is attacked", "coded")
def neutrality_in_article_3(read: Reader) -> str:
    """Return what the article says on the point."""
    return point(read, "mdt-3-neutral")


@check("Whether Article III covers an attack on Guam", "coded")
def guam_in_article_3(read: Reader) -> str:
    """Return what the article says on the point."""
    return point(read, "mdt-3-guam")


@check("Whether the agreement of 2009 bars a further heading in a later one", "coded")
def bar_to_fourth_heading(read: Reader) -> str:
    """Return what the agreement says on the point."""
    return point(read, "sma8-bars-fourth")


@check("What Korea agreed to pay in 1998 for joint defence projects, a heading that has gone since", "USD million", 0)
def fourth_heading_1998(read: Reader) -> float:
    """Return the sum in million dollars."""
    return read.value("sma_components", "amount_usd_m", year=1998, component="cdip")


@check("Whether the measures relate to Article IV of the treaty itself", "coded")
def title_on_article_4(read: Reader) -> str:
    """Return what the title says on the point."""
    return point(read, "sma8-0-on-article-4")


@check("Whether the treaty forbids to join talks on payments and on tariffs", "coded")
def bar_to_linking(read: Reader) -> str:
    """Return what the treaty says on the point."""
    return point(read, "mdt-linking")


@check("The day on which the agreement on wartime support took effect", "date")
def wartime_support_in_force(read: Reader) -> str:
    """Return the day."""
    return read.value("recorded_facts", "date", fact_id="whns-in-force")


def _first_measures(read: Reader) -> float:
    return read.value("sma_agreements", "period_start", sma_no=1)


@check("Years from the Status of Forces Agreement to the first special measures", "years")
def years_of_the_rule(read: Reader) -> float:
    """Return the years in which article V stood without an exception."""
    return _first_measures(read) - read.value("treaty_articles", "year", article_id="art-10")


@check("Years from the first special measures to the end of those in force", "years")
def years_of_the_exception(read: Reader) -> float:
    """Return the calendar years that the agreements span, first and last counted."""
    return read.value("sma_agreements", "period_end", sma_no=12) - _first_measures(read) + 1


# Then and now


@check("The range that the missile guidelines allowed from 1979", "km")
def range_limit_1979(read: Reader) -> float:
    """Return the range in kilometres."""
    return read.value("missile_guidelines", "range_km", step_id="1979")


@check("The range that the missile guidelines allowed from 2001", "km")
def range_limit_2001(read: Reader) -> float:
    """Return the range in kilometres."""
    return read.value("missile_guidelines", "range_km", step_id="2001")


def _promised(read: Reader, promise: str) -> str:
    return read.value("opcon_promises", "promised_to", promise_id=promise)


@check("The end of the first window for the transfer, agreed in 2006", "date")
def transfer_first_window(read: Reader) -> str:
    """Return the month."""
    return _promised(read, "joint-2006-window")


@check("The date by which the U.S. commander sees the conditions met, as stated in April 2026", "date")
def transfer_us_date(read: Reader) -> str:
    """Return the month."""
    return _promised(read, "us-2026-04-2029")


@check("The end of the Korean president's term, within which Seoul wants the transfer", "date")
def transfer_korean_date(read: Reader) -> str:
    """Return the month."""
    return _promised(read, "kor-2025-term")


def _threat(read: Reader, question: str, answer: str) -> float:
    return read.value("public_opinion", "share_pct", population="KOR", question=question, answer=answer, year=2021)


@check("South Koreans who called North Korea the biggest threat of the day in December 2021", "per cent", 0)
def north_korea_threat_now(read: Reader) -> float:
    """Return the share in per cent."""
    return _threat(read, "biggest_threat_now", "North Korea")


@check("South Koreans who expected North Korea to be the biggest threat in ten years", "per cent", 0)
def north_korea_threat_later(read: Reader) -> float:
    """Return the share in per cent."""
    return _threat(read, "biggest_threat_in_ten_years", "North Korea")


@check("South Koreans who expected China to be the biggest threat in ten years", "per cent", 0)
def china_threat_later(read: Reader) -> float:
    """Return the share in per cent."""
    return _threat(read, "biggest_threat_in_ten_years", "China")


@check("Whether the U.S. strategy of December 2025 names complete denuclearisation", "coded")
def denuclearisation_in_strategy(read: Reader) -> str:
    """Return what the document says on the point."""
    return read.value("statement_language", "said", date="2025-12-01", feature="complete_denuclearisation")


@check("Whether the joint fact sheet of November 2025 names complete denuclearisation", "coded")
def denuclearisation_in_fact_sheet(read: Reader) -> str:
    """Return what the document says on the point."""
    return read.value("statement_language", "said", date="2025-11-14", feature="complete_denuclearisation", statement="Joint fact sheet, Trump and Lee")


def _tests(read: Reader, basis: str) -> dict[int, float]:
    return read.series("nk_missile_tests", "launch_count", by="year", basis=basis, year=(2024, 2025))


def _fall(counts: dict[int, float]) -> float:
    return 100 * (1 - counts[2025] / counts[2024])


@check("The fall from 2024 to 2025 in missiles of some range launched, each counted", "per cent", 0)
def missiles_fall_2025(read: Reader) -> float:
    """Return the fall by the list of the James Martin Center, in per cent."""
    return _fall(_tests(read, "cns_missiles"))


@check("The fall from 2024 to 2025 in events of launching, of any weapon", "per cent", 0)
def events_fall_2025(read: Reader) -> float:
    """Return the fall by the list of Beyond Parallel, in per cent."""
    return _fall(_tests(read, "csis_events"))


@check("Missiles of some range launched in 2025", "missiles")
def missiles_2025(read: Reader) -> float:
    """Return the number of missiles."""
    return read.value("nk_missile_tests", "launch_count", basis="cns_missiles", year=2025)


@check("Events of launching in 2025", "events")
def events_2025(read: Reader) -> float:
    """Return the number of events."""
    return read.value("nk_missile_tests", "launch_count", basis="csis_events", year=2025)
