"""Rows and titles of the chapter's figures of verdicts, from the model alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from alliance.models.claims.ledger import DOCUMENTS, Entry
from alliance.models.claims.tally import by, forecast_verdicts
from alliance.models.claims.verdict import VERDICTS
from alliance.models.headline import fill
from alliance.models.redrawn import redrawn as drawn

Rows = Iterable[Mapping[str, Any]]


def named_documents(rows: Rows) -> list[dict[str, Any]]:
    """Return rows with each document's name in the place of its key."""
    return [{**row, "document": DOCUMENTS[row["document"]][1]} for row in rows]


def stacked_rows(rows: Rows, field: str) -> list[dict[str, Any]]:
    """Return one row a verdict and value of `field`, with the share of its claims in per cent and their number."""
    return [
        {field: f"{row[field]} ({row['claims']})", "verdict": verdict, "share_pct": 100 * row[verdict] / row["claims"], "claims": row[verdict], "rank": rank}
        for row in rows
        for rank, verdict in enumerate(VERDICTS)
    ]


def document_title(headlines: Rows) -> str:
    """Return what the figure of the verdicts by document finds."""
    return fill("Of {claims_checked:number} claims that could be checked {claims_holding_pct} hold, exactly or approximately", headlines)


def forecast_rows(rows: Rows) -> list[dict[str, Any]]:
    """Return the number of forecasts by verdict, as seen then and as they turned out."""
    return [{**row, "time": row["time"].capitalize(), "rank": VERDICTS.index(row["verdict"])} for row in rows]


def forecast_title(headlines: Rows) -> str:
    """Return what the figure of the forecasts finds."""
    return fill("{forecasts_held:number} of {forecasts_due:number} forecasts whose outcome is known came true, {forecasts_failed:number} did not", headlines)


def entries_redrawn(entries: list[Entry], headlines: Rows) -> dict[str, dict[str, Any]]:
    """Return the figures of the verdicts on claims, by name (see alliance.models.redrawn)."""
    documents = stacked_rows(named_documents(by(entries, "document")), "document")
    return {
        "verdicts-by-document": drawn(document_title(headlines), documents, list(dict.fromkeys(row["document"] for row in documents))),
        "forecast-record": drawn(forecast_title(headlines), forecast_rows(forecast_verdicts(entries))),
    }
