"""China or North Korea first: for whom, and since when?

Six options are scored on five criteria, from tables where one exists and else by declared judgements (scores), and ranked
by weighted sums at the weights of each capital (ranking), over the whole space of weights and of judged scores (space),
with the weights at which the ranking turns (flips). What is known comes first (record, facts). The model orders arguments
and measures nothing. Left out on purpose: cost, feasibility, and what either capital decides.
"""

from alliance.models.priorities.chapter import (
    acceptability_rows,
    blend_rows,
    moves,
    rankings,
    reckon,
)
from alliance.models.priorities.figures import redrawn
from alliance.models.priorities.options import (
    CRITERIA,
    CRITERION_LABELS,
    OPTION_LABELS,
    OPTIONS,
)
from alliance.models.priorities.record import on_topic, theme_rates
from alliance.models.priorities.results import headlines

#: The tables the chapter's model reads.
TABLES = (
    "country_warmth",
    "document_word_counts",
    "document_word_list",
    "military_expenditure_ratios",
    "military_gdp_shares",
    "nk_missile_tests",
    "nk_nuclear_tests",
    "public_opinion",
    "rok_military_burden",
    "statement_language",
)

__all__ = [
    "CRITERIA",
    "CRITERION_LABELS",
    "OPTIONS",
    "OPTION_LABELS",
    "TABLES",
    "acceptability_rows",
    "blend_rows",
    "headlines",
    "moves",
    "on_topic",
    "rankings",
    "reckon",
    "redrawn",
    "theme_rates",
]
