"""The chapter's reckoning put together: from parameters and table rows to the force by year, the levers and the payment a member."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alliance.models.cost_sharing.history import mean_rates
from alliance.models.force_levels import levers, payment, record, stock
from alliance.models.force_levels.cohorts import Cohorts, births, male_share
from alliance.models.force_levels.stock import Rules

Data = Mapping[str, Sequence[Mapping[str, Any]]]
Values = Mapping[str, Any]


def cohorts(values: Values, data: Data) -> Cohorts:
    """Return the births and shares that the declared values name."""
    return Cohorts(
        births=births(data["demographics"], values["fertility_variant"]),
        entry_age=values["entry_age"],
        male_share=male_share(values["boys_per_100_girls"]),
        ratio=values["cohort_ratio"],
    )


def rules(values: Values) -> Rules:
    """Return who serves and how long, as declared."""
    return Rules(
        months=values["service_months"],
        fit_share=values["fit_share"],
        enlisted_share=values["enlisted_share"],
        cadre=values["cadre_persons"],
        women_called_share=values["women_called_share"],
        women_fit_share=values["women_fit_share"],
    )


def reckon(
    *, births_by_year: Mapping[int, float], entry_age: int, boys_per_100_girls: float, cohort_ratio: float, months: float, fit_share: float, enlisted_share: float, cadre: float,
    women_called_share: float, women_fit_share: float, first_year: int, horizon_year: int,
) -> list[dict[str, Any]]:  # fmt: skip
    """Return the force for every year of the horizon (see stock.force). Births and cadre in persons, shares as fractions."""
    found = Cohorts(births=births_by_year, entry_age=entry_age, male_share=male_share(boys_per_100_girls), ratio=cohort_ratio)
    given = Rules(months=months, fit_share=fit_share, enlisted_share=enlisted_share, cadre=cadre, women_called_share=women_called_share, women_fit_share=women_fit_share)
    return [stock.force(found, given, year) for year in range(first_year, horizon_year + 1)]


def forces(values: Values, data: Data) -> list[dict[str, Any]]:
    """Return the force for every year from the first to the horizon, as declared (see stock.force)."""
    found, given = cohorts(values, data), rules(values)
    return [stock.force(found, given, year) for year in range(values["force_first_year"], values["force_horizon_year"] + 1)]


def force_in(values: Values, data: Data, year: int) -> dict[str, Any]:
    """Return the force of one year under the declared rules, as though they had always held (see stock.force)."""
    return stock.force(cohorts(values, data), rules(values), year)


def needed(values: Values, data: Data, *, year: int, target: float) -> dict[str, float | None]:
    """Return what each lever alone must be to hold a force in a year (see levers.needed)."""
    return levers.needed(cohorts(values, data), rules(values), year, target)


def alone(values: Values, found: dict[str, float | None]) -> dict[str, bool]:
    """Return which levers alone can do it, service no longer than the declared ceiling (see levers.possible)."""
    return levers.possible(found, months_ceiling=values["months_ceiling"])


def levers_by_target(values: Values, data: Data, *, targets: Iterable[int]) -> list[dict[str, Any]]:
    """Return what each lever alone must be in the year asked about, one row a force and lever: target, lever, needed, possible.

    Months are months, shares per cent, the cadre persons. Levers that no value makes enough are left out.
    """
    rows = []
    for target in targets:
        found = needed(values, data, year=values["force_asked_year"], target=target)
        can = alone(values, found)
        for lever, value in found.items():
            if value is not None:
                scale = 100 if lever in (levers.FIT, levers.WOMEN) else 1
                rows.append({"target": target, "lever": lever, "needed": value * scale, "possible": can[lever]})
    return rows


def months_by_year(values: Values, data: Data, *, targets: Iterable[int]) -> list[dict[str, Any]]:
    """Return the months of service that alone hold a force, for every year of the horizon: year, target, months (None where none is enough)."""
    found, given = cohorts(values, data), rules(values)
    years = range(values["force_first_year"], values["force_horizon_year"] + 1)
    return [{"year": year, "target": target, "months": levers.months_needed(found, given, year, target)} for target in targets for year in years]


def cadre_by_months(values: Values, data: Data) -> list[dict[str, Any]]:
    """Return the cadre that holds the declared force in the year asked about for each length of service, without women and with all: months, women, cadre."""
    found, given = cohorts(values, data), rules(values)
    rows = []
    for share in sorted({0.0, values["women_called_share"], 1.0}):
        changed = rules({**values, "women_called_share": share}) if share != given.women_called_share else given
        curve = levers.cadre_by_months(found, changed, values["force_asked_year"], values["force_target_persons"], longest=int(values["months_ceiling"]))
        rows += [{**row, "women_pct": share * 100} for row in curve]
    return rows


def model_cohorts(values: Values, data: Data) -> list[dict[str, Any]]:
    """Return the men who reach the age of service by year, as reckoned here: year, persons."""
    found = cohorts(values, data)
    return [{"year": year, "persons": found.men(year)} for year in range(values["force_first_year"], values["force_horizon_year"] + 1)]


def counts(data: Data) -> dict[int, int]:
    """Return the yearly U.S. counts by year (see record.counted)."""
    return record.counted(data["us_troops_history"], data["us_personnel"])


def rate_of(year: int, values: Values, data: Data) -> float:
    """Return the exchange rate for a year: its mean where the table has one, else the declared rate; won per dollar."""
    return mean_rates(data["exchange_rates"]).get(year, values["krw_per_usd"])


def paid(values: Values, data: Data, *, stated: int, after: int, counted: int) -> list[dict[str, Any]]:
    """Return the contribution a member before and after the declared change, by stated and by counted strength (see payment.after_cut)."""
    year = values["contribution_year"]
    return payment.after_cut(
        payment.won_contributions(data["sma_contributions"])[year],
        stated=stated,
        after=after,
        counted=counted,
        design=values["payment_design"],
        fixed_cost_share=values["fixed_cost_share"],
        krw_per_usd=rate_of(year, values, data),
    )


def paid_by_year(values: Values, data: Data) -> list[dict[str, Any]]:
    """Return the contribution a member by year since it is agreed in won: year, basis (counted, stated), persons, usd.

    Counted: the yearly count. Stated: the strength stated for the year, and the declared one for the year of the contribution.
    Each year at its own mean exchange rate.
    """
    won, counted = payment.won_contributions(data["sma_contributions"]), counts(data)
    stated: dict[int, int] = {}
    for row in record.us_said(data["us_personnel"]):
        if row["basis"] == record.STATED:
            stated.setdefault(row["year"], row["persons"])
    stated[values["contribution_year"]] = values["us_troops_korea"]
    rows = []
    for basis, strength in ((payment.COUNTED, counted), (payment.STATED, stated)):
        for year in sorted(set(won) & set(strength)):
            usd = payment.per_member(won[year], strength[year], rate_of(year, values, data))
            rows.append({"year": year, "basis": basis, "persons": strength[year], "usd": usd})
    return rows
