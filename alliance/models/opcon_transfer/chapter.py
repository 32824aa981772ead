"""The chapter's reckoning put together: from parameters and table rows to plan, courses of events and reference class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from alliance.models.opcon_transfer import promises, simulation
from alliance.models.opcon_transfer.months import first_at_or_after, month_of
from alliance.models.opcon_transfer.schedule import Course, Draws, Plan, course

Data = Mapping[str, Sequence[Mapping[str, Any]]]
Values = Mapping[str, Any]

#: What can be declared for when the first two conditions must be met.
AT_DECISION, AT_TRANSFER = "at_decision", "at_transfer"

#: The dates that the chapter asks about; each is declared as a year and a month.
DATES = ("asked_date", "transfer_goal", "korean_term_end", "us_term_end", "us_commander_date")


def plan(values: Values) -> Plan:
    """Return the assumptions as a plan; chances in per cent become fractions, dates numbers of months."""
    start = month_of(values["work_start_year"], values["work_start_month"])
    if values["conditions_needed"] not in (AT_DECISION, AT_TRANSFER):
        raise ValueError(f"'{values['conditions_needed']}' is not a time; there are {AT_DECISION} and {AT_TRANSFER}")
    return Plan(
        start=start,
        first_meeting=first_at_or_after(start, values["meeting_month"]),
        interval=values["meeting_interval_months"],
        horizon=month_of(values["transfer_horizon_year"], 12),
        foc=tuple(values[f"foc_months_{end}"] for end in ("low", "mode", "high")),
        fmc=tuple(values[f"fmc_months_{end}"] for end in ("low", "mode", "high")),
        conditions=tuple(values[f"conditions_months_{end}"] for end in ("low", "mode", "high")),
        repeat=values["foc_repeat_pct"] / 100,
        lost=values["exercise_lost_pct"] / 100,
        lost_months=values["exercise_lost_months"],
        postponed=values["meeting_postpones_pct"] / 100,
        gate=values["gate_open_pct"] / 100,
        lead=values["lead_months"],
        conditions_first=values["conditions_needed"] == AT_DECISION,
    )


def simulate(
    *, start: tuple[int, int], meeting_month: int, interval_months: int, horizon_year: int, foc: tuple, fmc: tuple, conditions: tuple, repeat_pct: float,
    lost_pct: float, lost_months: int, postpones_pct: float, gate_pct: float, lead_months: int, conditions_needed: str, samples: int, seed: int,
) -> tuple[Course, ...]:  # fmt: skip
    """Return one course of events a sample (see schedule.course). Durations are (low, mode, high) in months, chances in per cent."""
    values = {
        "work_start_year": start[0], "work_start_month": start[1], "meeting_month": meeting_month, "meeting_interval_months": interval_months,
        "transfer_horizon_year": horizon_year, "foc_repeat_pct": repeat_pct, "exercise_lost_pct": lost_pct, "exercise_lost_months": lost_months,
        "meeting_postpones_pct": postpones_pct, "gate_open_pct": gate_pct, "lead_months": lead_months, "conditions_needed": conditions_needed,
    }  # fmt: skip
    for name, given in (("foc", foc), ("fmc", fmc), ("conditions", conditions)):
        values |= {f"{name}_months_{end}": value for end, value in zip(("low", "mode", "high"), given, strict=True)}
    return simulation.courses(plan(values), seed, samples)


def sampled(values: Values, **changed: Any) -> tuple[Course, ...]:
    """Return the courses of events of declared values, some of them changed by name."""
    given = {**values, **changed}
    return simulation.courses(plan(given), given["transfer_seed"], given["transfer_samples"])


def ordered(values: Values, **changed: Any) -> list[float]:
    """Return the months of transfer in ascending order (see simulation.sorted_months)."""
    return simulation.sorted_months(sampled(values, **changed))


def dates(values: Values) -> dict[str, int]:
    """Return the dates that the chapter asks about, as numbers of months: asked, goal, korean_term, us_term, us_commander."""
    return {name: month_of(values[f"{name}_year"], values[f"{name}_month"]) for name in DATES}


def slips(values: Values, data: Data) -> list[dict[str, Any]]:
    """Return the slips of every joint promise (see promises.slips), counted as declared."""
    return promises.slips(
        data["opcon_promises"], data["opcon_stages"], now=month_of(values["work_start_year"], values["work_start_month"]), basis=values["slip_basis"], ioc_step=values["ioc_step"]
    )


def reference(values: Values, data: Data, reference_class: str | None = None) -> list[float]:
    """Return the months of transfer that the declared goal and the slips of a reference class give, in ascending order."""
    chosen = promises.of_class(slips(values, data), reference_class or values["reference_class"])
    return promises.predicted(chosen, dates(values)["transfer_goal"])


def curves(values: Values, data: Data, *, last_year: int) -> list[dict[str, Any]]:
    """Return the chance of transfer by month under the inside view and under both reference classes: view, month, date, share_pct."""
    first, last = month_of(values["work_start_year"], values["work_start_month"]), month_of(last_year, 12)
    views = {"inside": ordered(values), **{name: reference(values, data, name) for name in (promises.ALL, promises.TRANSFER)}}
    return [{"view": view, **row, "date": row["month"] / 12} for view, months in views.items() for row in simulation.cumulative(months, first, last)]


def in_office(values: Values, *, last_year: int) -> list[dict[str, Any]]:
    """Return the chance of transfer by year, and in whose terms it falls: year, term, share_pct. Every year has a row, its last months' if nothing falls in it."""
    months, ends = ordered(values), dates(values)
    rows = []
    for year in range(values["work_start_year"], last_year + 1):
        edges = [year * 12 - 1, *sorted({min(max(ends[name], year * 12 - 1), year * 12 + 11) for name in ("us_term_end", "korean_term_end")}), year * 12 + 11]
        for before, after in zip(edges, edges[1:]):
            share = simulation.share_by(months, after) - simulation.share_by(months, before)
            if share > 0 or after == edges[-1] > before:
                rows.append({"year": year, "term": _term(after, ends), "share_pct": share})
    return rows


def _term(month: int, ends: Mapping[str, int]) -> str:
    """Return in which of the two presidents' terms a month falls."""
    korean, american = month <= ends["korean_term_end"], month <= ends["us_term_end"]
    return "both" if korean and american else "korean" if korean else "american" if american else "neither"


def gate_curve(values: Values, *, lost_pcts: Sequence[float]) -> list[dict[str, Any]]:
    """Return the chance of transfer within the Korean term by the chance of an open gate: gate_pct, lost_pct, share_pct."""
    end = dates(values)["korean_term_end"]
    return [
        {"gate_pct": gate, "lost_pct": lost, "share_pct": simulation.share_by(ordered(values, gate_open_pct=float(gate), exercise_lost_pct=lost), end)}
        for lost in lost_pcts
        for gate in range(0, 101, 5)
    ]


def time_taken(values: Values) -> list[dict[str, Any]]:
    """Return what the mean time to transfer is made of (see simulation.time_taken)."""
    return simulation.time_taken(plan(values), values["transfer_seed"], values["transfer_samples"])


def without_luck(values: Values, end: str) -> Course:
    """Return the course of events with every duration at one end (low, mode or high), nothing lost, put off or shut, however late."""
    fixed = {name: (values[f"{name}_months_{end}"],) * 3 for name in ("foc", "fmc", "conditions")}
    far = replace(plan(values), repeat=0.0, lost=0.0, postponed=0.0, gate=1.0, horizon=month_of(2200, 12), **fixed)
    meetings = [0.5] * 400
    return course(far, Draws(foc=0.5, fmc=0.5, conditions=0.5, repeat=0.5, lost=[0.5], postponed=meetings, gate=meetings))
