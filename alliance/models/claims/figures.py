"""Rows and title of the chapter's figure of the forecasts, from the model alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from alliance.models.claims.verdict import VERDICTS
from alliance.models.headline import fill
from alliance.models.redrawn import redrawn as drawn

Rows = Iterable[Mapping[str, Any]]


def forecast_rows(rows: Rows) -> list[dict[str, Any]]:
    """Return the number of forecasts by verdict, as seen then and as they turned out."""
    return [{**row, "time": row["time"].capitalize(), "rank": VERDICTS.index(row["verdict"])} for row in rows]


def forecast_title(headlines: Rows) -> str:
    """Return what the figure of the forecasts finds."""
    return fill("{forecasts_held:number} of {forecasts_due:number} forecasts whose outcome is known came true, {forecasts_failed:number} did not", headlines)


def forecasts_redrawn(rows: Rows, headlines: Rows) -> dict[str, dict[str, Any]]:
    """Return the figure of the forecasts, by its name (see alliance.models.redrawn)."""
    return {"forecast-record": drawn(forecast_title(headlines), forecast_rows(rows))}
