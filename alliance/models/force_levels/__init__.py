"""Can the force be manned, and what do the U.S. numbers mean?

Conscripts come from the births of twenty years before (cohorts): those of one age, the share found fit, the share of these who
serve, for the months of service; with the professional cadre they are the force (stock). Turned round, it says what each lever
alone must be to hold a force (levers). U.S. strengths stand under the rule by which they were counted or said (record), and divide
what Korea pays (payment). Left out on purpose: how large a force is needed, reserves, and what a soldier can do.
"""

from alliance.models.force_levels.chapter import (
    alone,
    cadre_by_months,
    counts,
    force_in,
    forces,
    levers_by_target,
    model_cohorts,
    months_by_year,
    needed,
    paid,
    paid_by_year,
    reckon,
)
from alliance.models.force_levels.cohorts import births
from alliance.models.force_levels.figures import redrawn
from alliance.models.force_levels.record import (
    fertility,
    men_aged_20,
    series,
    us_counts,
    us_said,
)
from alliance.models.force_levels.results import headlines

#: The tables the chapter's model reads.
TABLES = (
    "demographics",
    "exchange_rates",
    "force_plans",
    "rok_defence_budget",
    "sma_contributions",
    "us_personnel",
    "us_troops_history",
)

__all__ = [
    "TABLES",
    "alone",
    "births",
    "cadre_by_months",
    "counts",
    "fertility",
    "force_in",
    "forces",
    "headlines",
    "levers_by_target",
    "men_aged_20",
    "model_cohorts",
    "months_by_year",
    "needed",
    "paid",
    "paid_by_year",
    "reckon",
    "redrawn",
    "series",
    "us_counts",
    "us_said",
]
