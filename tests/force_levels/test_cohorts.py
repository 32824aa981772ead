"""Cohorts from births: worked by hand, refused outside the table, and set against the register's own figures."""

from __future__ import annotations

import pytest

from alliance.models.force_levels import record
from alliance.models.force_levels.chapter import cohorts
from alliance.models.force_levels.cohorts import Cohorts, births, male_share

ROWS = [
    {"basis": "wpp2024", "year": 2023, "births": 1000, "children_per_woman": 0.8},
    {"basis": "wpp2024", "year": 2024, "births": 1200, "children_per_woman": 0.8},
    {"basis": "wpp2024_lower_80", "year": 2024, "births": None, "children_per_woman": 0.6},
    {"basis": "kida", "year": 2024, "births": 7, "children_per_woman": 9.0},
]


def made(**changed) -> Cohorts:
    return Cohorts(**{"births": {2000: 1000, 2001: 2000}, "entry_age": 20, "male_share": 0.6, "ratio": 0.9, **changed})


def test_a_cohort_of_a_thousand():
    """Catch boys and girls mixed up, or the wrong year of birth: of 1,000 born 600 are boys, and 540 come up twenty years later."""
    assert made().men(2020) == pytest.approx(540)
    assert made().women(2020) == pytest.approx(360)
    assert made(entry_age=19).men(2020) == pytest.approx(1080)


def test_share_of_boys():
    """Catch the ratio taken for the share: 100 to 100 are a half, 150 to 100 three fifths."""
    assert (male_share(100), male_share(150), male_share(0)) == (0.5, 0.6, 0)
    with pytest.raises(ValueError, match="fewer than none"):
        male_share(-1)


def test_a_year_outside_the_table():
    """Catch a cohort made up for a year whose births are not known; the message names the years that are."""
    with pytest.raises(ValueError, match="aged 20 in 2022 were born in 2002; births are known for cohorts of 2020 to 2021"):
        made().men(2022)


def test_fertility_moves_projected_births_alone():
    """Catch births of the past that a variant changes, and a variant that changes nothing: 1,200 x 0.6 / 0.8 = 900."""
    assert births(ROWS, "wpp2024") == {2023: 1000, 2024: 1200}
    assert births(ROWS, "wpp2024_lower_80") == {2023: 1000, 2024: pytest.approx(900)}


def test_an_unknown_variant():
    """Catch a variant that is quietly taken for the medium one."""
    with pytest.raises(ValueError, match="'wpp2024_low' is not a fertility variant; there are wpp2024, wpp2024_lower_80"):
        births(ROWS, "wpp2024_low")


def test_the_registers_cohorts_are_reproduced(force_values, force_data):
    """Catch a reckoning that does not give what the manpower administration published: 188 and 143 thousand men in 2037 and 2040, and within four per cent all five."""
    men = cohorts(force_values(), force_data)
    named = {row["year"]: row["persons"] for row in record.series(force_data["force_plans"], "conscription_cohort")}
    assert set(named) == {2025, 2032, 2033, 2037, 2040}
    assert round(men.men(2037), -3) == named[2037] == 188_000
    assert round(men.men(2040), -3) == named[2040] == 143_000
    assert all(men.men(year) == pytest.approx(persons, rel=0.04) for year, persons in named.items())
