"""Who depends on whom, and what does one-stop shopping, tariffs and defence in one bargain, cost?

Trade stands on the basis of its maker and is never joined (series). A duty costs Korea the price cut on what is still sold
and a part of what is not (tariff); a larger contribution is set beside it on one scale (chapter), both against the deficit
(balance). A partner's cut is set against exports and GDP (exposure). What is recorded comes first (facts). Left out on
purpose: who wins elsewhere, the exchange rate's answer, retaliation, and what the alliance is worth.
"""

from alliance.models.trade_links.balance import closing_line
from alliance.models.trade_links.chapter import (
    bills,
    by_basis,
    curve,
    cuts,
    demands,
    trade,
)
from alliance.models.trade_links.figures import redrawn
from alliance.models.trade_links.results import headlines
from alliance.models.trade_links.series import (
    both_ways,
    customs_exports,
    mirror,
    shares,
)
from alliance.models.trade_links.timeline import steps

#: The tables the chapter's model reads.
TABLES = (
    "bilateral_trade",
    "exchange_rates",
    "export_sectors",
    "gdp",
    "investment",
    "monthly_trade",
    "north_korea_trade",
    "sma_contributions",
    "sma_demands",
    "tariffs",
    "technology_shares",
    "trade_coercion",
    "trade_shares",
    "trade_totals",
    "visitor_arrivals",
)

__all__ = [
    "TABLES",
    "bills",
    "both_ways",
    "by_basis",
    "closing_line",
    "curve",
    "customs_exports",
    "cuts",
    "demands",
    "headlines",
    "mirror",
    "redrawn",
    "shares",
    "steps",
    "trade",
]
