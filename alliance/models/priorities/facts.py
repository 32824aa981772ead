"""Headlines of the record: tests, spending, statements, polls and documents. They depend on tables and two choices alone."""

from __future__ import annotations

import math
from typing import Any

from alliance.models.headline import headline
from alliance.models.priorities import record
from alliance.models.priorities.chapter import Data, Values

Records = list[dict[str, Any]]


def facts(values: Values, data: Data) -> Records:
    """Return the headlines of what is known, in the order of the chapter."""
    return [*_tests(values, data), *_spending(data), *_statements(data), *_polls(data), *_documents(data)]


def _tests(values: Values, data: Data) -> Records:
    basis, years = values["missile_basis"], values["recent_years"]
    unit = record.BASIS_UNITS[basis]
    series = record.complete_years(data["nk_missile_tests"], basis)
    last = max(series)
    recent, before = (record.mean_of(series, end - years + 1, end) for end in (last, last - years))
    peak = max(series, key=lambda year: (series[year], -year))
    long_range = record.by_year(data["nk_missile_tests"], "launch_count", basis="cns_icbm")
    tests = {row["test_no"]: row["date"] for row in data["nk_nuclear_tests"]}
    largest = [row[column] for row in data["nk_nuclear_tests"] if row["test_no"] == max(tests) for column in ("yield_low_kt", "yield_kt", "yield_high_kt") if row[column] is not None]
    both = {name: record.complete_years(data["nk_missile_tests"], name)[last] for name in ("cns_missiles", "csis_events")}
    return [
        headline("tests_peak", "Highest year of missile tests", series[peak], unit, 0, peak),
        headline("tests_recent_mean", "Missile tests, yearly mean of the recent years", recent, unit + " a year", 1, f"{last - years + 1} to {last}"),
        headline("tests_before_mean", "Missile tests, yearly mean of as many years before", before, unit + " a year", 1, f"{last - 2 * years + 1} to {last - years}"),
        headline("tests_last_cns", "Missiles of the last complete year by CNS", both["cns_missiles"], "missiles", 0, last),
        headline("tests_last_csis", "Events of the last complete year by CSIS", both["csis_events"], "events", 0, last),
        headline("icbm_total", "Missiles of intercontinental range by CNS", math.fsum(long_range.values()), "missiles", 0, f"{min(long_range)} to {max(long_range)}"),
        headline("icbm_first_year", "First year with a missile of intercontinental range by CNS", min(long_range), "year", 0),
        headline("nuclear_tests", "Nuclear tests", len(tests), "tests", 0, f"{min(tests.values())[:4]} to {max(tests.values())[:4]}"),
        headline("nuclear_last_low_kt", "Lowest estimate of the last nuclear test", min(largest), "kilotons", 0, max(tests.values())[:4]),
        headline("nuclear_last_high_kt", "Highest estimate of the last nuclear test", max(largest), "kilotons", 0, max(tests.values())[:4]),
    ]


def _spending(data: Data) -> Records:
    names = {"CHN": "China", "KOR": "Korea", "JPN": "Japan", "USA": "the United States"}
    found: Records = []
    for top, below in (("CHN", "KOR"), ("CHN", "JPN"), ("USA", "CHN"), ("KOR", "JPN")):
        series = record.by_year(data["military_expenditure_ratios"], "spending_ratio", numerator=top, denominator=below)
        first, last = min(series), max(series)
        name = f"ratio_{top}_{below}".lower()
        label = f"Military spending of {names[top]} as a multiple of that of {names[below]}"
        found += [headline(f"{name}_first", label, series[first], "times", 1, first), headline(name, label, series[last], "times", 1, last)]
        passed = record.passed_for_good(series, 1.0)
        if top == "CHN" and passed:
            found.append(headline(f"{name}_passed_year", f"Year from which China has spent more than {names[below]}", passed, "year", 0))
    shares = {country: record.by_year(data["military_gdp_shares"], "gdp_share_pct", country=country) for country in ("USA", "CHN", "JPN")}
    shares["KOR"] = record.by_year(data["rok_military_burden"], "sipri_gdp_share_pct")
    found += [
        headline(f"gdp_share_{country}_pct".lower(), f"Military spending of {names[country]} as a share of GDP", series[max(series)], "per cent", 1, max(series))
        for country, series in shares.items()
    ]
    return found


def _statements(data: Data) -> Records:
    rows = record.on_topic(data["statement_language"])
    taiwan = record.said_in(rows, "taiwan_strait", side="joint")
    left_out = [row for side in ("joint", "US") for row in record.said_in(rows, "complete_denuclearisation", side=side, said="no")]
    alone = [row for row in left_out if row["side"] == "US"]
    return [
        headline("statements_joint", "Joint statements coded", len({row["statement"] for row in rows if row["side"] == "joint"}), "statements", 0, _span([row for row in rows if row["side"] == "joint"])),
        headline("statements_taiwan", "Joint statements coded as naming the Taiwan Strait", len(taiwan), "statements", 0, _span(taiwan)),
        headline("taiwan_first_year", "First joint statement coded as naming the Taiwan Strait", _first_year(rows, "taiwan_strait", "joint"), "year", 0),
        headline("flexibility_year", "First joint statement coded as naming strategic flexibility", _first_year(rows, "strategic_flexibility", "joint"), "year", 0),
        headline("us_strategy_year", "First text of Washington that gives Seoul the first responsibility against the North", _first_year(rows, "rok_primary_responsibility", "US"), "year", 0),
        headline("statements_without_denuclearisation", "Statements coded as leaving out denuclearisation", len(left_out), "statements", 0, _span(left_out)),
        headline("statements_without_denuclearisation_us", "Of those, documents of Washington alone", len(alone), "statements", 0, _span(alone)),
    ]


def _first_year(rows: list[Any], feature: str, side: str) -> int:
    return int(record.said_in(rows, feature, side=side)[0]["date"][:4])


def _span(rows: list[Any]) -> str:
    years = sorted(row["date"][:4] for row in rows)
    return f"{years[0]} to {years[-1]}" if years else ""


def _polls(data: Data) -> Records:
    polls = data["public_opinion"]
    found: Records = []
    for name, question in (("now", "biggest_threat_now"), ("later", "biggest_threat_in_ten_years")):
        for key, answer in (("north", "North Korea"), ("china", "China")):
            ((year, share),) = record.answers(polls, question, answer).items()
            found.append(headline(f"threat_{name}_{key}_pct", f"South Koreans who name {answer} as the biggest threat{'' if name == 'now' else ' in ten years'}", share, "per cent", 0, year))
    for name, question, answer, label in (
        ("view_of_china", "view_of_china", "unfavourable", "South Koreans with an unfavourable view of China (Pew)"),
        ("own_weapons", "own_nuclear_weapons", "support", "South Koreans for nuclear weapons of their own (Gallup Korea)"),
        ("troops_if_invaded", "troops_if_invaded", "favour", "Americans for using U.S. troops if the North invades (Chicago Council)"),
    ):
        series = record.answers(polls, question, answer)
        peak = max(series, key=lambda year: (series[year], -year))
        found += [headline(f"{name}_{part}_pct", label, series[year], "per cent", 0, year) for part, year in (("first", min(series)), ("peak", peak), ("last", max(series)))]
    majority = record.passed_for_good(record.answers(polls, "view_of_china", "unfavourable"), 50.0)
    if majority:
        found.append(headline("view_of_china_majority_year", "First poll of Pew from which on more than half of South Koreans view China unfavourably", majority, "year", 0))
    warmth = {row["country"]: row for row in data["country_warmth"]}
    names = {"PRK": "North Korea", "CHN": "China", "JPN": "Japan", "USA": "the United States"}
    found += [headline(f"warmth_{key}".lower(), f"Warmth of South Koreans towards {names[key]}", row["warmth_degrees"], "degrees", 1, row["period"]) for key, row in warmth.items()]
    return found


def _documents(data: Data) -> Records:
    rates = record.theme_rates(data["document_word_counts"])
    documents = list(dict.fromkeys(row["document"] for row in rates))
    found: Records = []
    for document in documents:
        short = document.split("-")[0]
        found += [
            headline(f"words_{short}_{theme}", f"Words for {label} in a thousand of {document}", record.rate_in(rates, document, theme), "in a thousand words", 1)
            for theme, label in (("north_korea", "North Korea"), ("china", "China"), ("cost_sharing", "cost sharing"), ("technology", "technology"), ("quad", "the Quad"), ("japan", "Japan"))
        ]
    ahead = [document for document in documents if record.rate_in(rates, document, "china") > record.rate_in(rates, document, "north_korea")]
    found.append(headline("documents_china_ahead", "Documents that name China more often than North Korea", len(ahead), "documents", 0))
    found.append(headline("documents_counted", "Documents counted", len(documents), "documents", 0))
    return found
