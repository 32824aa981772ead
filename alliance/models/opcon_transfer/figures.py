"""Rows and titles of the chapter's figures that look ahead, from the model alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from alliance.models.headline import fill, format_date
from alliance.models.opcon_transfer import chapter
from alliance.models.opcon_transfer.chapter import Data, Values
from alliance.models.redrawn import redrawn as drawn

Rows = Iterable[Mapping[str, Any]]

VIEWS = {"inside": "model, on the declared judgements", "all_joint": "past slips, all joint dates", "wartime_transfer": "past slips, wartime control alone"}
PARTS = {
    "work": "Work of the two stages",
    "exercises": "Lost exercises",
    "meetings": "Waiting for a meeting",
    "postponed": "Meetings that put off",
    "gate": "Security environment",
    "lead": "Lead time",
    "conditions": "First two conditions",
}


def likelihood_rows(rows: Rows, marks: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return the chance of transfer in per cent by date (a decimal year) and view, and after these the dates to mark."""
    data = [{"date": row["date"], "month": format_date(row["date"]), "view": VIEWS[row["view"]], "share_pct": row["share_pct"]} for row in rows]
    return data + [{"mark": f"{label}: {format_date(date)}", "at": date} for label, date in marks.items()]


def likelihood_title(headlines: Rows) -> str:
    """Return what the figure of the chance by month finds."""
    return fill("Chance of transfer within the Korean term: {korean_term_pct} by the model, {reference_korean_term_pct} by past slips", headlines)


def marks(values: Values) -> dict[str, float]:
    """Return the dates that the chance is read at, as decimal years by label."""
    named = {"Asked about": "asked_date", "U.S. president's term ends": "us_term_end", "U.S. commander's date": "us_commander_date", "Korean term ends, Seoul's goal": "korean_term_end"}
    return {label: values[f"{name}_year"] + (values[f"{name}_month"] - 1) / 12 for label, name in named.items()}


def time_rows(rows: Rows) -> list[dict[str, Any]]:
    """Return the parts of the mean time to transfer, each from where the one before ends (months)."""
    data, before = [], 0.0
    for row in rows:
        data.append({"part": PARTS[row["part"]], "from": before, "to": before + row["months"], "months": row["months"], "kind": "work" if row["part"] == "work" else "other"})
        before += row["months"]
    return data


def time_span(rows: list[dict[str, Any]]) -> list[float]:
    """Return the ends of the axis of the time taken, in months, with room for the numbers."""
    return [0, rows[-1]["to"] * 1.2]


def time_title(headlines: Rows) -> str:
    """Return what the figure of the time taken finds."""
    return fill("Of {time_total_months} on average the work itself takes {time_work_months}", headlines)


def redrawn(values: Values, data: Data, headlines: list[dict[str, Any]], declared: Mapping[str, Any], ranges: Mapping[str, tuple[Any, Any]]) -> dict[str, dict[str, Any]]:
    """Return the figures that a change of assumptions draws anew, by name (see alliance.models.redrawn)."""
    last_year = max(values["work_start_year"] + 11, values["korean_term_end_year"] + 5)
    chance = likelihood_rows(chapter.curves(values, data, last_year=last_year), marks(values))
    time = time_rows(chapter.time_taken(values))
    return {
        "opcon-likelihood": drawn(likelihood_title(headlines), chance, [row["mark"] for row in chance if "mark" in row]),
        "opcon-time": drawn(time_title(headlines), time, time_span(time)),
    }
