"""The figures of the cost-sharing chapter: the record, the rules, and what the money weighs."""

from alliance.charts.cost_sharing.burden import (
    components_by_year,
    cost_shares,
    demands,
    implied_costs,
    korea_and_japan,
)
from alliance.charts.cost_sharing.record import (
    contribution,
    contribution_shares,
    dollar_change,
    real_contribution,
)
from alliance.charts.cost_sharing.rules import drivers, paths, rules_backtested

__all__ = [
    "components_by_year",
    "contribution",
    "contribution_shares",
    "cost_shares",
    "demands",
    "dollar_change",
    "drivers",
    "implied_costs",
    "korea_and_japan",
    "paths",
    "real_contribution",
    "rules_backtested",
]
