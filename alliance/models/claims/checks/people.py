"""Checks of what the documents say of Korea's population, and of what it means for forces and budgets."""

from __future__ import annotations

from alliance.models.claims.check import check
from alliance.models.claims.checks.answers import answer, day, fits, graded
from alliance.models.claims.reading import Reader

TABLES = ("demographics", "force_plans", "population", "recorded_facts", "single_figures")

#: Children per woman below which a population does not replace itself.
REPLACEMENT = 2.1


def _residents(read: Reader, basis: str, years: tuple[int, ...]) -> dict[int, float]:
    return read.series("population", "total", by="year", basis=basis, year=years)


def _first_fall(totals: dict[int, float]) -> str:
    """Return the first year with fewer people than the year before, `later` where there is none."""
    years = sorted(totals)
    return next((str(year) for before, year in zip(years, years[1:], strict=False) if totals[year] < totals[before]), "later")


def _strength(read: Reader, year: int, basis: str) -> float:
    return read.value("force_plans", "persons", country="KOR", series="active_duty_force", year=year, basis=basis)


@check("Whether there were 2.1 children per woman or more in 1979 and fewer in 1984, by the United Nations", "coded")
def replacement_lost(read: Reader) -> str:
    """Return yes where the threshold was crossed between the two years."""
    rates = read.series("demographics", "children_per_woman", by="year", basis="wpp2024", year=(1979, 1984))
    return answer(rates[1979] >= REPLACEMENT > rates[1984])


@check("The year from which those aged 15 to 64 become fewer, by the United Nations in 2019", "date")
def working_age_peak(read: Reader) -> dict[str, str]:
    """Return the year of the peak, and the year after it, which is the first below the year before."""
    aged = read.series("population", "aged_15_64", by="year", basis="wpp2019", year=range(2012, 2020))
    peak = max(aged, key=aged.__getitem__)
    return {"the peak": str(peak), "the first year below the year before": str(peak + 1)}


@check("The first fall of the total population in the projections of March 2019", "date")
def fall_projected(read: Reader) -> dict[str, str]:
    """Return the year by two variants."""
    return {"medium variant": day(read, "people-fall-medium"), "low variant": day(read, "people-fall-low")}


@check("The first fall of the total population", "date")
def fall_came(read: Reader) -> dict[str, str]:
    """Return the year by two counts."""
    return {"registered residents at the end of the year": _first_fall(_residents(read, "registered", (2019, 2020))), "mean of the year, by the World Bank": _first_fall(_residents(read, "world_bank", tuple(range(2016, 2022))))}


@check("Whether those aged 15 to 64 were projected to become fewer from 2020 to 2040, by the United Nations in 2019", "coded")
def ageing_projected(read: Reader) -> str:
    """Return yes or no."""
    aged = read.series("population", "aged_15_64", by="year", basis="wpp2019", year=(2020, 2040))
    return answer(aged[2040] < aged[2020])


@check("What came by 2024 and 2025", "coded")
def ageing_came(read: Reader) -> dict[str, str]:
    """Return yes or no: the share of those aged 65 and over, and the total population of two spans."""
    old = {year: read.value("population", "aged_65_plus_pct", basis=basis, year=year) for basis, year in (("statistics_korea_2022_medium", 2022), ("kihasa", 2025))}
    total = _residents(read, "world_bank", (2020, 2022, 2024))
    return {
        "a larger share of the old, 2022 to 2025": answer(old[2025] > old[2022]),
        "fewer people in 2024 than in 2020": answer(total[2024] < total[2020]),
        "fewer people in 2024 than in 2022": answer(total[2024] < total[2022]),
    }


@check("Whether half of the social budget of 2025 goes to the old, and welfare fixed by law is planned to grow", "coded")
def budget_weighed_down(read: Reader) -> str:
    """Return partly where both hold: they fit a lasting weight on the budget, and do not part it from other causes."""
    share, growth = (read.value("single_figures", "share_pct", figure_id=name) for name in ("elderly-welfare-2025", "welfare-growth-2025"))
    return fits(share >= 50, growth > 0)


@check("Whether men aged 20 were projected to become fewer from 2020 to 2023 and on to 2065", "coded")
def conscripts_projected(read: Reader) -> str:
    """Return yes or no, by the projection of Statistics Korea known then."""
    men = read.series("demographics", "men_aged_20", by="year", basis="statistics_korea_before_2022", year=(2020, 2023, 2065))
    return answer(men[2020] > men[2023] > men[2065])


@check("Whether the forces were smaller in 2025 than in 2020, and are foreseen to be smaller still in 2040", "coded")
def forces_shrink(read: Reader) -> str:
    """Return yes where both hold."""
    return graded(_strength(read, 2025, "ministry_report") < _strength(read, 2020, "ministry_authorised"), _strength(read, 2040, "ministry_answer") < _strength(read, 2025, "ministry_report"))


@check("Whether the forces of 2025 were smaller than those of 2020 and short of what the ministry calls adequate", "coded")
def size_not_kept(read: Reader) -> str:
    """Return yes where both hold."""
    short = read.value("force_plans", "persons", country="KOR", series="force_shortfall", year=2025)
    return graded(_strength(read, 2025, "ministry_report") < _strength(read, 2020, "ministry_authorised"), short > 0)
