"""The chapter's headline numbers: what the notebook states, prose pastes, sweeps vary and checks compare."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from alliance.models.headline import format_date, headline
from alliance.models.opcon_transfer import chapter, promises, simulation
from alliance.models.opcon_transfer.chapter import Data, Values
from alliance.models.opcon_transfer.months import decimal_year, month_of, read_month
from alliance.models.opcon_transfer.schedule import NEVER, Course, gate_needed

Records = list[dict[str, Any]]


def headlines(parameters: Values, data: Data) -> Records:
    """Return the chapter's headline records (see alliance.models.headline).

    `parameters` are the chapter's declared parameters by name, `data` the rows of the tables in `TABLES` by name. A
    date that does not come by the horizon prints as such.
    """
    found = chapter.sampled(parameters)
    months = simulation.sorted_months(found)
    return [
        *_dates(parameters, months),
        *_chances(parameters, months, found),
        *_paths(parameters),
        *_flips(parameters, found),
        *_time(parameters),
        *_reference(parameters, data),
        *_record(parameters, data),
    ]


def _date(name: str, label: str, month: float, otherwise: str = "", horizon: int = 0) -> dict[str, Any]:
    """Return the record of a date. Where it does not come by the horizon it prints `otherwise` and stands one month beyond it."""
    if month != NEVER:
        return headline(name, label, decimal_year(month), "date", 1)
    return {**headline(name, label, decimal_year(horizon + 1), "date", 1), "text": otherwise}


def _dates(values: Values, months: Sequence[float]) -> Records:
    names = (("p10", "one case in ten", 0.1), ("p25", "one case in four", 0.25), ("p50", "one case in two", 0.5), ("p75", "three cases in four", 0.75), ("p90", "nine cases in ten", 0.9))
    horizon = chapter.plan(values).horizon
    later = f"a time after {values['transfer_horizon_year']}"
    return [
        *[_date(f"transfer_{name}", f"Transfer has come by then in {label}", simulation.quantile(months, share), later, horizon) for name, label, share in names],
        headline("beyond_horizon_pct", "Chance that transfer does not come by the horizon", 100 - simulation.share_by(months, horizon), "per cent", 1, f"to {values['transfer_horizon_year']}"),
    ]


def _chances(values: Values, months: Sequence[float], found: Sequence[Course]) -> Records:
    asked = chapter.dates(values)
    plan = chapter.plan(values)
    certified = sorted(item.certified for item in found)

    def chance(name: str, label: str, month: int, ordered: Sequence[float] = months) -> dict[str, Any]:
        return headline(name, label, simulation.share_by(ordered, month), "per cent", 0, f"by {format_date(decimal_year(month))}")

    return [
        chance("asked_pct", "Chance of transfer by the date asked about", asked["asked_date"]),
        chance("us_commander_pct", "Chance of transfer by the U.S. commander's date", asked["us_commander_date"]),
        chance("goal_pct", "Chance of transfer by the goal", asked["transfer_goal"]),
        chance("us_term_pct", "Chance of transfer within the U.S. president's term", asked["us_term_end"]),
        chance("korean_term_pct", "Chance of transfer within the Korean president's term", asked["korean_term_end"]),
        chance("foc_first_pct", "Chance that full operational capability is certified at the first meeting", plan.first_meeting, certified),
        chance("foc_second_pct", "Chance that it is certified by the second meeting", plan.first_meeting + plan.interval, certified),
        *[_date(name.removesuffix("_date") + "_date", f"Date declared as {name.replace('_', ' ')}", month) for name, month in asked.items()],
        headline("samples", "Samples of the simulation", len(months), "samples", 0),
        headline("sampling_error_pct", "Sampling error of the chance within the Korean term, one standard deviation", _error(simulation.share_by(months, asked["korean_term_end"]), len(months)), "percentage points", 1),
    ]


def _error(share_pct: float, samples: int) -> float:
    """Return the standard deviation of a simulated probability, sqrt(p (1 - p) / n), in percentage points."""
    return math.sqrt(share_pct / 100 * (1 - share_pct / 100) / samples) * 100


def _paths(values: Values) -> Records:
    ends = (("earliest", "low", "shortest"), ("smooth", "mode", "most likely"), ("slow", "high", "longest"))
    return [_date(f"{name}_date", f"Transfer with the {word} durations and nothing lost, put off or shut", chapter.without_luck(values, end).transfer) for name, end, word in ends]


def _flips(values: Values, found: Sequence[Course]) -> Records:
    """Return where an even chance of transfer within the Korean term turns: chance of an open gate, lead time."""
    plan, end = chapter.plan(values), chapter.dates(values)["korean_term_end"]
    lucks = simulation.draws(values["transfer_seed"], values["transfer_samples"])
    needed = simulation.quantile(sorted(gate_needed(plan, luck, item, end) for luck, item in zip(lucks, found, strict=True)), 0.5)
    longest = simulation.quantile(sorted((-lead for lead in simulation.in_time(found, end))), 0.5)
    rows = []
    if needed != NEVER:
        rows.append(headline("flip_gate_pct", "Chance of an open gate at which transfer within the Korean term becomes as likely as not", needed * 100, "per cent", 0))
    if longest <= 0:
        rows.append(headline("flip_lead_months", "Longest lead time at which transfer within the Korean term is as likely as not", -longest, "months", 0))
    rows.append(headline("gate_always_pct", "Chance within the Korean term if the gate never shuts", simulation.share_by(chapter.ordered(values, gate_open_pct=100.0), end), "per cent", 0))
    return rows


def _time(values: Values) -> Records:
    parts = {row["part"]: row["months"] for row in chapter.time_taken(values)}
    labels = {
        "work": "Mean time taken by the work itself",
        "exercises": "Mean time added by lost exercises",
        "meetings": "Mean time added by waiting for a meeting",
        "postponed": "Mean time added by meetings that put off",
        "gate": "Mean time added by the security environment",
        "lead": "Mean time added by the lead time",
        "conditions": "Mean time added by the first two conditions",
    }
    total = math.fsum(parts.values())
    return [
        *[headline(f"time_{part}_months", label, parts[part], "months", 1) for part, label in labels.items()],
        headline("time_total_months", "Mean time to transfer", total, "months", 0),
        headline("time_work_share_pct", "Work as a share of the mean time to transfer", parts["work"] / total * 100, "per cent", 0),
    ]


def _reference(values: Values, data: Data) -> Records:
    slips = chapter.slips(values, data)
    control = promises.of_class(slips, promises.TRANSFER)
    predicted = chapter.reference(values, data)
    asked = chapter.dates(values)
    return [
        headline("joint_promises", "Joint dates that came due or were given up", len(slips), "promises", 0),
        headline("joint_kept", "Joint dates that were kept", promises.kept(slips), "promises", 0),
        headline("control_promises", "Joint dates for wartime control", len(control), "promises", 0),
        headline("control_kept", "Joint dates for wartime control that were kept", promises.kept(control), "promises", 0),
        headline("control_slip_longest_years", "Longest slip of a date for wartime control, counted as declared", max(row["months"] for row in control) / 12, "years", 1),
        _date("reference_p50", "Transfer by past slips in one case in two", simulation.quantile(predicted, 0.5), "a time not known", chapter.plan(values).horizon),
        headline("reference_goal_pct", "Chance of transfer by the goal, by past slips alone", simulation.share_by(predicted, asked["transfer_goal"]), "per cent", 0),
        headline("reference_korean_term_pct", "Chance of transfer within the Korean term, by past slips alone", simulation.share_by(predicted, asked["korean_term_end"]), "per cent", 0),
        headline("reference_control_pct", "Chance of transfer within the Korean term, by the slips of dates for wartime control", simulation.share_by(chapter.reference(values, data, promises.TRANSFER), asked["korean_term_end"]), "per cent", 0),
        headline("reference_never_pct", "Share of past dates whose slip has no end yet", sum(month == NEVER for month in predicted) / len(predicted) * 100, "per cent", 0),
    ]


def _record(values: Values, data: Data) -> Records:
    """Return what the chapter says of the record; apart from the month that it counts to, it depends on tables alone."""
    now = month_of(values["work_start_year"], values["work_start_month"])
    dated = {row["promise_id"]: row for row in data["opcon_promises"]}
    events = {row["milestone_id"]: row for row in data["opcon_milestones"]}
    due = {key: read_month(dated[key]["promised_to"]) for key in dated}
    moved = read_month(dated["joint-2007-april-2012"]["revised_to"]) - due["joint-2007-april-2012"]
    foc = {row["step"]: row["done"] for row in data["opcon_stages"] if row["stage"] == "FOC"}
    peacetime = next(row for row in data["command_arrangements"] if row["arrangement_id"] == "armistice-1994")
    conditions = [row for row in data["opcon_conditions"] if row["item_type"] == "condition"]
    report = month_of(2021, 5)
    return [
        headline("slip_2010_years", "How far the date of 2012 was moved", moved / 12, "years", 1, "2010"),
        headline("since_2012_years", "Time since the first fixed date passed", (now - due["joint-2007-april-2012"]) / 12, "years", 1),
        headline("since_peacetime_years", "Time since peacetime control returned", (now - read_month(peacetime["from"])) / 12, "years", 1),
        headline("foc_wait_years", "Time since full operational capability was assessed", (now - read_month(foc["assessment"])) / 12, "years", 1),
        headline("wait_2006_years", "What the window of 2006 promised, from announcement to its end", (due["joint-2006-window"] - read_month(dated["joint-2006-window"]["announced"])) / 12, "years", 1, "2006"),
        headline("wait_2007_years", "What the date of 2007 promised, from announcement", (due["joint-2007-april-2012"] - read_month(dated["joint-2007-april-2012"]["announced"])) / 12, "years", 1, "2007"),
        headline("wait_2010_years", "What the date of 2010 promised, from announcement", (due["joint-2010-december-2015"] - read_month(dated["joint-2010-december-2015"]["announced"])) / 12, "years", 1, "2010"),
        headline("wait_goal_years", "What the goal of 2025 promised, from announcement", (due["kor-2025-term"] - read_month(dated["kor-2025-term"]["announced"])) / 12, "years", 1, "2025"),
        headline("talks_2021_years", "From the proposal of talks to May 2021", (report - read_month(events["ocm-010"]["date"])) / 12, "years", 1),
        headline("agreed_2021_years", "From the agreement in principle to May 2021", (report - read_month(events["ocm-011"]["date"])) / 12, "years", 1),
        headline("milestones", "Milestones in the table", len(events), "events", 0, "1950 to 2026"),
        headline("reported_milestones", "Milestones known from press digests alone", sum(row["basis"] == "reported" for row in data["opcon_milestones"]), "events", 0, "2026"),
        headline("conditions", "Conditions of the plan", len(conditions), "conditions", 0),
    ]
