"""`results/NAME.json`: every headline of a scenario beside the baseline, for machines, with the keys that a run's own `results.json` has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliance.site.blocks import Page
from alliance.site.downloads import download
from alliance.site.metadata import as_json


def results_link(page: Page, name: str, results: Mapping[str, list[dict[str, Any]]], label: str) -> str:
    """Write the results of a scenario, by chapter; return the link to them."""
    return download(page, f"results/{name}.json", as_json([row for rows in results.values() for row in rows]), label)
