"""Figures of the verdicts: by document, kind and subject, of forecasts, and by how strictly claims are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import altair as alt

from alliance.charts.figure import DATA, Figure, Headlines, Row, figure
from alliance.charts.theme import KOREA, UNITED_STATES, WRAPPED
from alliance.charts.tornado import tornado
from alliance.models.claims import DOCUMENTS, VERDICTS
from alliance.models.claims.figures import (
    document_title,
    forecast_rows,
    forecast_title,
    named_documents,
    stacked_rows,
)
from alliance.models.headline import fill

#: What every verdict rests on: the documents themselves; the tables behind each stand in the ledger.
BASIS = tuple(key for key, _ in DOCUMENTS.values())

#: What a claim can be, in the plural.
_KINDS = {"number": "numbers", "date": "dates", "comparison": "comparisons", "rule": "rules", "legal": "legal statements", "cause": "causes", "forecast": "forecasts", "position": "positions"}

#: Verdicts from firm to open; greens hold, red does not, sand depends, grey was not checked.
_SHADES = dict(zip(VERDICTS, ("#1f7a5c", "#7fb89b", "#c8553d", "#d8b365", "#a9b0b6"), strict=True))


def by_document(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the verdicts on each document's claims, as shares of its claims."""
    return _stacked(
        named_documents(rows),
        "document",
        name="verdicts-by-document",
        title=document_title(headlines),
        alt_text=fill("Stacked bars of the verdicts on the claims of five documents, as shares of each document's claims. Of those judged, {claims_diplomat_holding_pct} hold for The Diplomat, {claims_cfr_holding_pct} for CFR, {claims_crs_holding_pct} for CRS, {claims_joongang_holding_pct} for JoongAng and {claims_atlantic_holding_pct} for the Atlantic Council.", headlines),
    )


def by_kind(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the verdicts on each kind of claim, as shares of its claims."""
    rows = list(rows)
    return _stacked(
        [{**row, "kind": _KINDS[row["kind"]].capitalize()} for row in sorted(rows, key=_holding, reverse=True)],
        "kind",
        name="verdicts-by-kind",
        title=f"Of the kinds of claim, {_KINDS[_most(rows, 'kind')]} could be judged most often, {_KINDS[_most(rows, 'kind', least=True)]} least",
        alt_text="Stacked bars of the verdicts on each kind of claim: numbers, dates, comparisons, rules, legal statements, causes, forecasts and positions, as shares of the claims of the kind.",
    )


def by_theme(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the verdicts on the claims of each subject, as shares of its claims."""
    rows = list(rows)
    return _stacked(
        [{**row, "theme": row["theme"].replace("_", " ").capitalize().replace("Opcon", "OPCON")} for row in sorted(rows, key=_holding, reverse=True)],
        "theme",
        name="verdicts-by-subject",
        title=fill("The five documents make {claims_total:number} claims; those on {subject} could be judged most often", headlines, subject=_most(rows, "theme").replace("_", " ").replace("opcon", "OPCON")),
        alt_text="Stacked bars of the verdicts on the claims of each subject: cost sharing, OPCON transfer, priorities, trade links, force levels, treaties and politics, as shares of the claims of the subject.",
    )


def _holding(row: Row) -> float:
    """Return the part of claims that hold, exactly or approximately."""
    return (row["holds"] + row["holds approximately"]) / row["claims"]


def _most(rows: Iterable[Row], field: str, *, least: bool = False) -> str:
    """Return the kind or subject of which the largest part of claims was judged, or the smallest."""
    return (min if least else max)(rows, key=lambda row: (row["checked"] / row["claims"], row["claims"]))[field]


def _stacked(rows: list[Mapping], field: str, *, name: str, title: str, alt_text: str) -> Figure:
    data = stacked_rows(rows, field)
    chart = (
        alt.Chart(DATA, height=alt.Step(34))
        .mark_bar(size=22)
        .encode(
            y=alt.Y(f"{field}:N", title=None, sort=[f"{row[field]} ({row['claims']})" for row in rows], axis=alt.Axis(labelExpr=WRAPPED, labelLimit=170)),
            x=alt.X("share_pct:Q", title="% of claims", scale=alt.Scale(domain=[0, 100], nice=False), axis=alt.Axis(tickCount=5)),
            color=_colour(),
            order=alt.Order("rank:Q"),
            tooltip=[alt.Tooltip(f"{field}:N", title=field.capitalize()), alt.Tooltip("verdict:N", title="Verdict"), alt.Tooltip("claims:Q", title="Claims")],
        )
    )
    return figure(chart, data, name=name, title=title, alt=alt_text, sources=BASIS, note="In brackets the number of claims. Each verdict is computed from tables and parameters; the ledger below names them claim by claim.")


def _colour() -> alt.Color:
    return alt.Color("verdict:N", title=None, scale=alt.Scale(domain=list(_SHADES), range=list(_SHADES.values())), legend=alt.Legend(columns=3))


def forecasts(rows: Iterable[Row], headlines: Headlines) -> Figure:
    """Return the verdicts on the documents' forecasts, by what was known then and by what came of them."""
    data = forecast_rows(rows)
    chart = (
        alt.Chart(DATA, height=alt.Step(44))
        .mark_bar(size=28)
        .encode(
            y=alt.Y("time:N", title=None, sort=None, axis=alt.Axis(labelExpr=WRAPPED, labelLimit=170)),
            x=alt.X("forecasts:Q", title="Forecasts", axis=alt.Axis(tickCount=6, tickMinStep=1)),
            color=_colour(),
            order=alt.Order("rank:Q"),
            tooltip=[alt.Tooltip("time:N", title="Judged"), alt.Tooltip("verdict:N", title="Verdict"), alt.Tooltip("forecasts:Q", title="Forecasts")],
        )
    )
    return figure(
        chart,
        data,
        name="forecast-record",
        title=forecast_title(headlines),
        alt=fill("Two stacked bars of the verdicts on {forecasts_made:number} forecasts: as seen when they were made, and as they turned out. Of {forecasts_judged_then:number} judged by what was then known {forecasts_held_then:number} were borne out; of {forecasts_due:number} whose outcome is known {forecasts_held:number} came true.", headlines),
        sources=BASIS,
        note="Not checkable: no table speaks to the forecast, or its time has not come.",
    )


def latitude(rows: Iterable[Row], headlines: Headlines, *, used: float) -> Figure:
    """Return the share of judged claims that hold against how much latitude the reading allows; `used` is that of the run."""
    data = [{**row, "run_pct": used} for row in rows]
    base = alt.Chart(DATA, height=240)
    x = alt.X("latitude_pct:Q", title="Latitude of \"about\" and of \"approximately\", %", scale=alt.Scale(nice=False))
    line = base.mark_line(point=True, color=KOREA).encode(
        x=x,
        y=alt.Y("holding_pct:Q", title="% of judged claims that hold", scale=alt.Scale(domain=[0, 100], nice=False)),
        tooltip=[alt.Tooltip("latitude_pct:Q", title="Latitude, %"), alt.Tooltip("holding_pct:Q", title="% that hold", format=".1f")],
    )
    here = base.mark_rule(color=UNITED_STATES, strokeDash=[4, 3]).encode(x="run_pct:Q")
    return figure(
        line + here,
        data,
        name="latitude",
        title=fill("With no latitude at all {strict_holding_pct} of the judged claims hold, as used here {claims_holding_pct}", headlines),
        alt=fill("Line chart of the share of judged claims that hold, exactly or approximately, against the latitude that the reading allows, from none to one part in five. With none it is {strict_holding_pct}. A dashed line marks what this run uses.", headlines),
        sources=BASIS,
        note="Both latitudes move together here. The dashed line is the latitude of \"about\" in this run.",
    )


def drivers(rows: Mapping[str, Iterable[Row]], headlines: Headlines, *, labels: Mapping[str, str], panels: Mapping[str, str]) -> Figure:
    """Return the tornado of the number of claims that hold as stated and of the share that hold at least approximately."""
    return tornado(
        rows,
        headlines,
        name="claims-drivers",
        title="Claims that hold as stated hang most on",
        alt_text="Bar charts, widest bar first, of the lowest and highest number of claims that hold as stated, and share of judged claims that hold at least approximately, when one assumption at a time goes through its plausible range.",
        sources=BASIS,
        labels=labels,
        panels=panels,
        digits=".1f",
    )

