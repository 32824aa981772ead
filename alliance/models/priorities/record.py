"""What the record says: missile tests on one basis, ratios of military spending, statements, polls, words of the documents."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]

#: What one unit of each count of missile tests is called.
BASIS_UNITS = {"cns_missiles": "missiles", "cns_launch_days": "launch days", "csis_events": "events"}

#: The features of statements that speak of one of the two neighbours, and of which.
TOPICS = {
    "north_korea_priority": "North Korea",
    "complete_denuclearisation": "North Korea",
    "end_of_regime_warning": "North Korea",
    "usfk_current_level": "North Korea",
    "rok_primary_responsibility": "North Korea",
    "strategic_flexibility": "China",
    "names_china": "China",
    "taiwan_strait": "China",
    "south_china_sea": "China",
}


def on_topic(statements: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the codings that speak of one of the two neighbours, with which (about), earliest first."""
    return sorted(({**row, "about": TOPICS[row["feature"]]} for row in statements if row["feature"] in TOPICS), key=lambda row: (row["date"], row["statement"]))


def by_year(rows: Iterable[Row], measure: str, **keys: str) -> dict[int, float]:
    """Return a measure by year, of the rows whose columns have the values given, in the measure's unit.

    Raises ValueError where no row has them.
    """
    found = {row["year"]: row[measure] for row in rows if all(row[column] == value for column, value in keys.items())}
    if not found:
        raise ValueError(f"no row has {', '.join(f'{column} {value}' for column, value in keys.items())}")
    return dict(sorted(found.items()))


def complete_years(tests: Iterable[Row], basis: str) -> dict[int, int]:
    """Return launches by year on one basis, incomplete years left out."""
    return by_year([row for row in tests if row["status"] == "observed"], "launch_count", basis=basis)


def mean_of(series: Mapping[int, float], first: int, last: int) -> float:
    """Return the mean over the years from `first` to `last`, in the unit of the series. Raises ValueError for a missing year."""
    missing = [str(year) for year in range(first, last + 1) if year not in series]
    if missing or last < first:
        raise ValueError(f"no mean from {first} to {last}: {', '.join(missing) or 'the years are not in order'}")
    return math.fsum(series[year] for year in range(first, last + 1)) / (last - first + 1)


def passed_for_good(series: Mapping[int, float], level: float) -> int | None:
    """Return the first year from which a series stays above a level to its end; None where its last year is not above."""
    years = sorted(series)
    above = None
    for year in reversed(years):
        if series[year] <= level:
            break
        above = year
    return above


def answers(polls: Iterable[Row], question: str, answer: str) -> dict[int, float]:
    """Return the per cent who gave an answer by year; of two polls in a year the later one."""
    found: dict[int, tuple[str, float]] = {}
    for row in polls:
        if row["question"] == question and row["answer"] == answer:
            found[row["year"]] = max(found.get(row["year"], ("", 0.0)), (row["field_period"], row["share_pct"]))
    return {year: share for year, (_, share) in sorted(found.items())}


def said_in(statements: Iterable[Row], feature: str, *, side: str, said: str = "yes") -> list[Row]:
    """Return the statements of a side whose coding of a feature is `said`, earliest first."""
    rows = [row for row in statements if row["feature"] == feature and row["side"] == side and row["said"] == said]
    return sorted(rows, key=lambda row: row["date"])


def theme_rates(counts: Iterable[Row]) -> list[dict[str, Any]]:
    """Return for each document and theme the occurrences in a thousand words: rate = 1000 x occurrences / words."""
    return [{**row, "rate": 1000 * row["occurrence_count"] / row["words"]} for row in counts]


def rate_in(rates: Sequence[Row], document: str, theme: str) -> float:
    """Return one document's rate for a theme, in occurrences a thousand words."""
    return next(row["rate"] for row in rates if row["document"] == document and row["theme"] == theme)
