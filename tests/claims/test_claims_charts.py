"""What the chapter's own figures must show beside what every figure must: titles and texts that follow the results."""

from __future__ import annotations

import pytest
from chapter_figures import figures_of

from alliance.charts.figure import Figure

STEM = "claims"


@pytest.fixture
def figures() -> dict[str, Figure]:
    return figures_of(STEM)


def test_shares_of_each_bar_sum_to_all(figures):
    """Catch a verdict that no bar shows."""
    for name, field in (("by_document", "document"), ("by_kind", "kind"), ("by_theme", "theme")):
        rows = figures[name].data
        for value in {row[field] for row in rows}:
            assert abs(sum(row["share_pct"] for row in rows if row[field] == value) - 100) < 1e-6
