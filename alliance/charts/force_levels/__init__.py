"""The figures of the chapter on force levels: U.S. strength and payment, births and cohorts, the force, and its levers."""

from alliance.charts.force_levels.force import active_force, drivers, force_by_year
from alliance.charts.force_levels.levers import by_target, months_by_year, trade
from alliance.charts.force_levels.people import fertility, men_aged_20
from alliance.charts.force_levels.strength import after_cut, payment, us_strength

__all__ = [
    "active_force",
    "after_cut",
    "by_target",
    "drivers",
    "fertility",
    "force_by_year",
    "men_aged_20",
    "months_by_year",
    "payment",
    "trade",
    "us_strength",
]
