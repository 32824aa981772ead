"""The weight of a first visit: every byte that a page loads before anything on it is touched, as sent with gzip."""

from __future__ import annotations

from gate import Finding
from gate.visit import Visit

TEXT_PAGE = 120_000
CHART_PAGE = 250_000


def too_heavy(visit: Visit) -> list[Finding]:
    """Return a finding for a page over its budget; a page with a chart to wake has the larger one."""
    budget = CHART_PAGE if visit.page.locator(".ledger-chart").count() else TEXT_PAGE
    total = sum(visit.loaded.values())
    if total <= budget:
        return []
    heaviest = sorted(visit.loaded.items(), key=lambda item: -item[1])[:3]
    return [Finding(visit.name, "over budget", f"{total:,} of {budget:,} bytes; " + ", ".join(f"{address} {size:,}" for address, size in heaviest))]
