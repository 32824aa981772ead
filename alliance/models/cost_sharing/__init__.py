"""What does South Korea pay for U.S. Forces Korea, by which rule, and what would another rule cost?

A(t) = A(t-1) x (1 + r(t) / 100), with r from the rule of the agreement in force (rules), put to the record since 1991
(backtest), carried forward (projection), in won, dollars and constant prices (money), weighed against budget, GDP,
troops and stated costs (burden), and split among its recipients (recipients). Left out on purpose: indirect support such as
free land, which is not paid under the agreements, and any judgement of what the presence is worth.
"""

from alliance.models.cost_sharing.chapter import (
    band,
    contribution_series,
    demands_weighed,
    gdp_shares,
    record,
    rival_path,
    rule_inputs,
    rule_path,
    rules_backtested,
)
from alliance.models.cost_sharing.comparison import korea_and_japan
from alliance.models.cost_sharing.figures import redrawn
from alliance.models.cost_sharing.projection import project
from alliance.models.cost_sharing.recipients import complete_splits
from alliance.models.cost_sharing.results import components, headlines, troops_after

#: The tables the chapter's model reads.
TABLES = (
    "consumer_prices",
    "exchange_rates",
    "gdp",
    "japan_host_nation_support",
    "rok_defence_budget",
    "sma_agreements",
    "sma_components",
    "sma_contributions",
    "sma_cost_shares",
    "sma_demands",
    "us_force_costs",
    "us_personnel",
)

__all__ = [
    "TABLES",
    "band",
    "complete_splits",
    "components",
    "contribution_series",
    "demands_weighed",
    "gdp_shares",
    "headlines",
    "korea_and_japan",
    "project",
    "record",
    "redrawn",
    "rival_path",
    "rule_inputs",
    "rule_path",
    "rules_backtested",
    "troops_after",
]
