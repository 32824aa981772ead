"""Checks of what the documents say of North Korea's weapons, of sanctions, and of what it did towards the South."""

from __future__ import annotations

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

TABLES = ("alliance_events", "nk_missile_ranges", "nk_missile_tests", "nk_nuclear_tests", "north_korea_trade", "recorded_facts")

#: Days in a year of the calendar, leap years included.
_YEAR = 365.25


def _missiles(read: Reader, year: int) -> float:
    """Return the missiles launched in a year, counted one by one."""
    return read.value("nk_missile_tests", "launch_count", basis="cns_missiles", year=year)


def _class(read: Reader, name: str, year: int) -> float:
    """Return the missiles of a class of range launched in a year."""
    return read.value("nk_missile_ranges", "launch_count", range_class=name, year=year)


def _last_nuclear_test(read: Reader) -> str:
    """Return the day of the sixth nuclear test, the last in the book's table."""
    return read.value("nk_nuclear_tests", "date", estimate_id="test-6-10")


def _exports(read: Reader, year: int) -> float:
    """Return North Korean exports to the world in a year, in million dollars."""
    return read.value("north_korea_trade", "value_usd_mn", basis="kotra", partner="WLD", flow="export", year=year)


@check("The age of the halt to nuclear and long-range tests at the summit of May 2021", "years", 2)
def halt_age(read: Reader) -> dict[str, float]:
    """Return the years from three beginnings of the halt to the summit of May 2021."""
    then = event(read, "aev-041")
    return {
        "from the last intercontinental launch": days_from(day(read, "nk-last-icbm-2017"), then) / _YEAR,
        "from the last nuclear test": days_from(_last_nuclear_test(read), then) / _YEAR,
        "from Kim's announcement": days_from(day(read, "nk-halt-2018"), then) / _YEAR,
    }


@check("Whether the halt ended within a year of the summit of May 2021", "coded")
def halt_ended_within_a_year(read: Reader) -> dict[str, str]:
    """Return yes or no for missiles of intercontinental range, and for nuclear tests."""
    return {
        "for long-range missiles": answer(0 < days_from(event(read, "aev-041"), day(read, "nk-first-icbm-2022")) <= 365),
        "for nuclear tests": answer(_last_nuclear_test(read) > day(read, "nk-halt-2018")),
    }


@check("Whether launches of short-range missiles had begun again after none in 2018", "coded")
def launches_resumed_2019(read: Reader) -> str:
    """Return yes or no: more short-range missiles in 2019 than in 2018."""
    return answer(_class(read, "srbm", 2019) > _class(read, "srbm", 2018))


@check("Whether short-range missiles were launched in each of 2019, 2020 and 2021", "coded")
def short_range_tests(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*(_class(read, "srbm", year) > 0 for year in (2019, 2020, 2021)))


@check("Whether medium-range missiles were launched from 2018 to 2021", "coded")
def medium_range_tests(read: Reader) -> dict[str, str]:
    """Return yes or no by the class of range, and with the submarine missile of 2019, whose range falls in that class."""
    return {
        "by the class that the record gives": answer(any([_class(read, "mrbm", year) > 0 for year in range(2018, 2022)])),
        "with the submarine missile of October 2019": answer(_class(read, "slbm", 2019) > 0),
    }


@check("Whether the United Nations found such operations in 2020, and the United States brought charges in 2021", "coded")
def cyberattacks(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "nk-cyber-2020", "nk-cyber-2021"))


@check("Whether the stock of warheads and the launches of short-range missiles were above those before the talks", "coded")
def arsenal_grew(read: Reader) -> str:
    """Return yes, no or partly: SIPRI's estimate for 2020, and launches of 2019 against 2017."""
    return graded(*so(read, "nk-warheads-2020"), _class(read, "srbm", 2019) > _class(read, "srbm", 2017))


@check("How far the stop of launches and of nuclear tests before the first summit bears this out", "coded")
def tests_stopped(read: Reader) -> str:
    """Return partly where launches of 2018 are fewer than those of 2017 and the last nuclear test precedes the first summit; order shows no cause."""
    return fits(_missiles(read, 2018) < _missiles(read, 2017), _last_nuclear_test(read) < event(read, "aev-030"))


@check("Whether launches rose again in the year of the Hanoi meeting", "coded")
def hanoi_setback(read: Reader) -> str:
    """Return yes or no: more missiles in 2019 than in 2018."""
    return answer(_missiles(read, 2019) > _missiles(read, 2018))


@check("Whether progress came, in talks active in early 2021 or fewer missiles in 2022 than in 2020 (silent where it did not, which does not show that none could)", "coded")
def progress_by_2022(read: Reader) -> str:
    """Return yes where both came, partly where one did, and silent where neither: what did not happen may have been possible."""
    found = graded(*(not quiet for quiet in so(read, "nk-silence-2021")), _missiles(read, 2022) < _missiles(read, 2020))
    return "silent" if found == "no" else found


@check("Whether the halt to launches of intercontinental missiles still held in 2020", "coded")
def halt_held_2020(read: Reader) -> str:
    """Return yes or no: no missile of that class in 2020."""
    return answer(_class(read, "icbm", 2020) == 0)


@check("Whether new tests followed", "coded")
def tests_after_june_2025(read: Reader) -> dict[str, str]:
    """Return yes or no for missiles, more in 2026 to April than in all 2025, and for a nuclear test."""
    return {
        "more missiles in early 2026 than in 2025": answer(_missiles(read, 2026) > _missiles(read, 2025)),
        "a nuclear test": answer(_last_nuclear_test(read) > day(read, "nk-trump-interest-2025")),
    }


@check("Whether North Korea was launching missiles the year before", "coded")
def launches_2024(read: Reader) -> str:
    """Return yes or no."""
    return answer(_missiles(read, 2024) > 0)


@check("Whether North Korea put more pressure on the South", "coded")
def pressure_on_south(read: Reader) -> dict[str, str]:
    """Return answers for words of 2025 and 2026, and for launches of each year against the one before."""
    of_2025 = _missiles(read, 2025)
    return {
        "in words, 2025 and 2026": graded(*so(read, "nk-south-rejected-2025", "nk-south-threat-2026")),
        "in launches, 2025 against 2024": answer(of_2025 > _missiles(read, 2024)),
        "in launches, 2026 to April against 2025": answer(_missiles(read, 2026) > of_2025),
    }


@check("Whether launches had risen from 2023 to 2024", "coded")
def launches_rose_2024(read: Reader) -> str:
    """Return yes or no."""
    return answer(_missiles(read, 2024) > _missiles(read, 2023))


@check("Whether sanctions cover all remaining major exports, and exports fell by four fifths from 2016 to 2018", "coded")
def exports_banned(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "nk-sanctions-exports"), _exports(read, 2018) < _exports(read, 2016) / 5)


@check("Whether sanctions ban whole groups of imports, and imports fell from 2016 to 2018", "coded")
def imports_banned(read: Reader) -> str:
    """Return yes, no or partly."""
    bought = read.series("north_korea_trade", "value_usd_mn", by="year", basis="kotra", partner="WLD", flow="import", year=(2016, 2018))
    return graded(*so(read, "nk-sanctions-imports"), bought[2018] < bought[2016])


@check("Whether the bans of 2017 stood, and the three governments called for their full application in May 2021", "coded")
def sanctions_in_force(read: Reader) -> str:
    """Return yes, no or partly."""
    return graded(*so(read, "nk-sanctions-exports", "nk-trilateral-sanctions-2021"))


@check("How far the foreign ministers' statement of the same month bears this out", "coded")
def sanctions_called_for(read: Reader) -> str:
    """Return partly where it does: the ministers spoke, not the presidents."""
    return fits(*so(read, "nk-trilateral-sanctions-2021"))


@check("Whether inter-Korean rail works needed exemptions from sanctions", "coded")
def projects_held_up(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "nk-sanctions-projects")


@check("Whether Kim refused outside help because of the pandemic, in August 2020", "coded")
def aid_refused(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "nk-aid-refused-2020")


@check("How far the fall of North Korean trade and the refusal of help in 2020 bear this out", "coded")
def pandemic_closed_the_north(read: Reader) -> str:
    """Return partly where both are so: a closed border slows talks, but they had stopped before."""
    trade = read.series("north_korea_trade", "value_usd_mn", by="year", basis="kotra", partner="CHN", flow="total", year=(2019, 2020))
    return fits(trade[2020] < trade[2019], *so(read, "nk-aid-refused-2020"))
