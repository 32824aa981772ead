"""The checks, by subject; each module names the tables it reads."""

from alliance.models.claims.check import Check, collected
from alliance.models.claims.checks import (
    china,
    forces,
    investment,
    japan,
    money,
    money_demands,
    money_shares,
    money_terms,
    north_korea,
    north_korea_talks,
    opcon,
    people,
    politics,
    quad,
    strategy,
    technology,
    tensions,
    tensions_texts,
    tensions_trade,
    trade,
    treaties,
)

_MODULES = (
    china,
    forces,
    investment,
    japan,
    money,
    money_demands,
    money_shares,
    money_terms,
    north_korea,
    north_korea_talks,
    opcon,
    people,
    politics,
    quad,
    strategy,
    technology,
    tensions,
    tensions_texts,
    tensions_trade,
    trade,
    treaties,
)

#: Every check of the book by its name.
CHECKS: dict[str, Check] = collected(*_MODULES)

#: The tables that checks read.
TABLES = tuple(sorted({name for module in _MODULES for name in module.TABLES}))
