"""The figures of the priorities chapter: the record, what is thought and written, and the ranking."""

from alliance.charts.priorities.ranking import (
    BASIS,
    acceptability,
    blend,
    drivers,
    rankings,
)
from alliance.charts.priorities.record import (
    military_spending,
    missile_tests,
    statements,
)
from alliance.charts.priorities.views import document_words, publics, threats

__all__ = [
    "BASIS",
    "acceptability",
    "blend",
    "document_words",
    "drivers",
    "military_spending",
    "missile_tests",
    "publics",
    "rankings",
    "statements",
    "threats",
]
