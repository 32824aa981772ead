"""The chapter's headline numbers: what the notebook states, prose pastes, sweeps vary and checks compare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliance.models.force_levels import chapter, levers, payment, record
from alliance.models.force_levels.chapter import Data, Values
from alliance.models.force_levels.cohorts import BIRTHS_BASIS
from alliance.models.headline import headline

Records = list[dict[str, Any]]


def headlines(parameters: Values, data: Data) -> Records:
    """Return the chapter's headline records (see alliance.models.headline).

    `parameters` are the chapter's declared parameters by name, `data` the rows of the tables in `TABLES` by name. What a lever
    leaves over exists only where that lever alone can hold the force.
    """
    rows = {row["year"]: row for row in chapter.forces(parameters, data)}
    return [
        *_force(parameters, rows),
        *_levers(parameters, data),
        *_checks(parameters, data),
        *_births(parameters, data),
        *_published(data),
        *_strength(parameters, data),
        *_payment(parameters, data),
        *_both(parameters, rows),
    ]


def _thousand(name: str, label: str, persons: float, period: str | int = "", decimals: int = 0) -> dict[str, Any]:
    """Return the record of a number of Koreans, in thousands: what is reckoned or projected is not known to the last person."""
    return headline(name, label, persons / 1000, "thousand persons", decimals, period)


def _force(values: Values, rows: Mapping[int, dict[str, Any]]) -> Records:
    first, asked, last = values["force_first_year"], values["force_asked_year"], values["force_horizon_year"]
    then, target = rows[asked], values["force_target_persons"]
    peak = max(rows.values(), key=lambda row: row["force"])
    outnumbered = [year for year, row in rows.items() if row["conscripts"] < row["cadre"]]
    found = [
        _thousand("force_first", "Force at the end of the first year", rows[first]["force"], first),
        _thousand("force_asked", "Force in the year asked about", then["force"], asked),
        _thousand("force_horizon", "Force at the horizon", rows[last]["force"], last),
        _thousand("force_peak", "Largest force of the horizon", peak["force"], peak["year"]),
        _thousand("force_target", "Force to be held", target, asked),
        _thousand("force_gap", "Force to be held less the force reckoned", target - then["force"], asked),
        headline("force_share_of_target_pct", "Force reckoned as a share of the force to be held", then["force"] / max(target, 1) * 100, "per cent", 0, asked),
        _thousand("conscripts_first", "Conscripts at the end of the first year", rows[first]["conscripts"], first),
        _thousand("conscripts_asked", "Conscripts in the year asked about", then["conscripts"], asked),
        _thousand("women_asked", "Women among the conscripts in the year asked about", then["women"], asked),
        _thousand("cohort_first", "Men who reach the age of service in the first year", rows[first]["cohort"], first),
        _thousand("cohort_asked", "Men who reach the age of service in the year asked about", then["cohort"], asked),
        headline("cohort_change_pct", "Change in the men who reach the age of service", (then["cohort"] / rows[first]["cohort"] - 1) * 100, "per cent", 0, f"{first} to {asked}"),
        _thousand("cadre", "Professional cadre, as declared", then["cadre"], asked),
    ]
    if outnumbered:
        found.append(headline("cadre_outnumbers_year", "First year in which the cadre outnumbers the conscripts", min(outnumbered), "year", 0))
    return found


def _levers(values: Values, data: Data) -> Records:
    year, target = values["force_asked_year"], values["force_target_persons"]
    found = chapter.needed(values, data, year=year, target=target)
    can = chapter.alone(values, found)
    months, fit, women = found[levers.MONTHS], found[levers.FIT], found[levers.WOMEN]
    longest = chapter.force_in({**values, "service_months": values["months_ceiling"]}, data, year)
    rows = [
        _thousand("flip_target", "Largest force that service alone can hold", longest["force"], year),
        _thousand("flip_cadre", "Least cadre at which service alone can hold the force", max(0, target - longest["conscripts"]), year),
        _thousand("lever_cadre", "Cadre that alone holds the force", found[levers.CADRE], year),
        _thousand("lever_cadre_more", "Change in the cadre that alone holds the force", found[levers.CADRE] - values["cadre_persons"], year),
        headline("levers_enough", "Levers among service, fitness and women that alone hold the force", sum(can[name] is True for name in (levers.MONTHS, levers.FIT, levers.WOMEN)), "levers", 0, year),
        headline("months_now", "Length of service, as declared", values["service_months"], "months", 0),
        headline("months_ceiling", "Longest service held possible", values["months_ceiling"], "months", 0),
        headline("fit_now_pct", "Share of men found fit, as declared", values["fit_share"] * 100, "per cent", 1),
    ]
    if months is not None:
        rows.append(headline("lever_months", "Length of service that alone holds the force", months, "months", 1, year))
    if fit is not None:
        rows.append(headline("lever_fit_pct", "Share of men found fit that alone holds the force", fit * 100, "per cent", 0, year))
    if women is not None:
        rows.append(headline("lever_women_pct", "Share of women liable that alone holds the force", women * 100, "per cent", 0, year))
    if can[levers.MONTHS]:
        rows.append(headline("lever_months_left", "Months left below the ceiling when service alone holds the force", values["months_ceiling"] - months, "months", 1, year))
    if can[levers.FIT]:
        rows.append(headline("lever_fit_left_pct", "Share of men not needed when fitness alone holds the force", (1 - fit) * 100, "percentage points", 0, year))
    if can[levers.WOMEN]:
        rows.append(headline("lever_women_left_pct", "Share of women not needed when women alone hold the force", (1 - women) * 100, "percentage points", 0, year))
    return rows


def _checks(values: Values, data: Data) -> Records:
    """Return the model beside what others published; what they assume of the cadre and of fitness is mostly not known."""
    plans = data["force_plans"]
    reported = record.value(plans, "active_duty_force", 2025, "ministry_report")
    rows = []
    for year, series, basis, name, label in (
        (2025, "active_duty_force", "ministry_report", "check_2025", "Force of 2025, model less report"),
        (2038, "active_duty_force", "kida", "check_2038", "Force of 2038, model less the Korea Institute for Defense Analyses"),
        (2043, "active_duty_force", "authorised_outlook", "check_2043", "Force of 2043, model less the outlook of posts"),
        (2030, "enlisted_strength", "ministry_answer", "check_enlisted_2030", "Conscripts of 2030, model less the ministry"),
        (2035, "enlisted_strength", "ministry_answer", "check_enlisted_2035", "Conscripts of 2035, model less the ministry"),
        (2040, "enlisted_strength", "ministry_answer", "check_enlisted_2040", "Conscripts of 2040, model less the ministry"),
    ):
        column = "force" if series == "active_duty_force" else "conscripts"
        rows.append(headline(f"{name}_pct", label, (chapter.force_in(values, data, year)[column] / record.value(plans, series, year, basis) - 1) * 100, "per cent", 1, year))
    men = chapter.cohorts(values, data)
    ministry = record.value(plans, "active_duty_force", 2040, "ministry_answer") - record.value(plans, "enlisted_strength", 2040, "ministry_answer")
    authorised = record.value(plans, "active_duty_force", 2020, "ministry_authorised")
    hold = chapter.needed(values, data, year=2040, target=authorised)[levers.MONTHS]
    for year in (2032, 2037, 2040):
        named = record.value(plans, "conscription_cohort", year, "manpower_administration")
        rows.append(headline(f"check_cohort_{year}_pct", f"Men at the age of service in {year}, model less the manpower administration", (men.men(year) / named - 1) * 100, "per cent", 1, year))
    rows += [
        _thousand("reported_2025", "Force reported in 2025", reported, 2025),
        _thousand("model_2025", "Force of 2025 as the model has it", chapter.force_in(values, data, 2025)["force"], 2025),
        _thousand("model_2038", "Force of 2038 as the model has it", chapter.force_in(values, data, 2038)["force"], 2038),
        _thousand("model_2040", "Force of 2040 as the model has it", chapter.force_in(values, data, 2040)["force"], 2040),
        _thousand("ministry_cadre_2040", "Cadre that the ministry's two figures for 2040 leave", ministry, 2040),
        _thousand("authorised_2020", "Authorised force of 2020", authorised, 2020),
        headline("cohort_20_years_pct", "Change in the men who reach the age of service", (men.men(2040) / men.men(2020) - 1) * 100, "per cent", 0, "2020 to 2040"),
    ]
    if hold is not None:
        rows.append(headline("hold_2020_months", "Length of service that alone holds the authorised force of 2020", hold, "months", 1, 2040))
    return rows


def _births(values: Values, data: Data) -> Records:
    rows = data["demographics"]
    rates = {(row["basis"], row["year"]): row["children_per_woman"] for row in record.fertility(rows)}
    born = {(row["basis"], row["year"]): row["births"] for row in rows if row["births"] is not None}
    observed = {year: rate for (basis, year), rate in rates.items() if basis == "statistics_korea"}
    lowest = min(observed, key=lambda year: (observed[year], year))
    unit = "children per woman"
    return [
        headline("fertility_lowest", "Lowest fertility counted", observed[lowest], unit, 2, lowest),
        headline("fertility_latest", "Fertility of the last year counted", observed[max(observed)], unit, 2, max(observed)),
        headline("fertility_2025_projected", "Fertility of 2025 as projected in 2023", rates["statistics_korea_2022_medium", 2025], unit, 2, 2025),
        headline("fertility_below_year", "First year in which fertility is below replacement and stays there", record.first_below(rows, values["replacement_fertility"], BIRTHS_BASIS), "year", 0),
        headline("births_gap_2010_pct", "Registered births above the United Nations estimate", (born["statistics_korea", 2010] / born[BIRTHS_BASIS, 2010] - 1) * 100, "per cent", 1, 2010),
        headline("births_gap_2020_pct", "Registered births above the United Nations estimate", (born["statistics_korea", 2020] / born[BIRTHS_BASIS, 2020] - 1) * 100, "per cent", 1, 2020),
    ]


def _published(data: Data) -> Records:
    """Return figures of others that the text sets side by side; they depend on tables alone."""
    men = {(row["basis"], row["year"]): row["persons"] for row in record.men_aged_20(data["demographics"], data["force_plans"])}
    plans = data["force_plans"]
    born_2018 = next(row["births"] for row in data["demographics"] if (row["basis"], row["year"]) == ("statistics_korea", 2018))
    budget = {row["year"]: row["budget_krw_bn"] for row in data["rok_defence_budget"] if row["basis"] == "official"}
    north = record.value(plans, "active_duty_force", 2022, "ministry", "PRK")
    reported = record.value(plans, "active_duty_force", 2025, "ministry_report")
    return [
        _thousand("men_20_2040_kida", "Men aged 20 by the Korea Institute for Defense Analyses", men["kida", 2040], 2040),
        _thousand("men_20_2040_administration", "Men aged 20 by the manpower administration", men["manpower_administration", 2040], 2040),
        _thousand("men_20_2038_statistics", "Men aged 20 by Statistics Korea", men["statistics_korea_2022_medium", 2038], 2038),
        headline("men_20_2038_share_pct", "Men aged 20 in 2038 by Statistics Korea over all births of 2018", men["statistics_korea_2022_medium", 2038] / born_2018 * 100, "per cent", 0, 2038),
        _thousand("kida_2038", "Force of 2038 by the Korea Institute for Defense Analyses", record.value(plans, "active_duty_force", 2038, "kida"), 2038),
        _thousand("ministry_2040", "Force of 2040 by the ministry's answer", record.value(plans, "active_duty_force", 2040, "ministry_answer"), 2040),
        _thousand("outlook_2043", "Posts foreseen for 2043", record.value(plans, "active_duty_force", 2043, "authorised_outlook"), 2043),
        _thousand("reported_2019", "Force of 2019 by the ministry's report", record.value(plans, "active_duty_force", 2019, "ministry_report"), 2019),
        _thousand("standing_2019", "Standing force at the end of 2019", record.value(plans, "active_duty_force", 2019, "standing_end_of_year"), 2019),
        _thousand("nco_missing", "Non-commissioned officers missing from the level held adequate", record.value(plans, "nco_shortfall", 2025, "ministry_report"), 2025),
        _thousand("north_2022", "North Korean force, estimate of the South Korean ministry", north, 2022),
        headline("north_ratio", "North Korean force of 2022 against the South Korean one of 2025", north / reported, "times", 1),
        headline("budget_per_member_krw_m", "Korean defence budget a Korean service member", budget[2025] * 1000 / reported, "KRW million", 0, 2025),
    ]


def _strength(values: Values, data: Data) -> Records:
    history, personnel = data["us_troops_history"], data["us_personnel"]
    counts = chapter.counts(data)
    rows = record.us_counts(history, personnel)
    before_1954, reserve = [row for row in rows if row["year"] < 1954], [row for row in rows if row["basis"] == record.WITH_RESERVE]
    peak = max(before_1954, key=lambda row: row["persons"])
    single = [row for row in rows if row["basis"] == record.SINGLE][-1]
    said = record.us_said(personnel)
    floor = next(row for row in said if row["basis"] == record.FLOOR)
    claimed = {row["year"]: row["persons"] for row in said if row["basis"] == record.CLAIMED}
    stated_2021 = next(row["persons"] for row in said if row["basis"] == record.STATED and row["year"] == 2021)
    year, stated = values["counted_year"], values["us_troops_korea"]
    counted = record.count_of(counts, year)
    below = sum(row["persons"] < floor["persons"] for row in reserve)
    return [
        headline("stated", "Stated U.S. strength", stated, "persons", 0),
        headline("floor", "Level below which funds of fiscal 2026 may not take the force", floor["persons"], "persons", 0, "FY2026"),
        headline("counted", "U.S. strength as counted", counted, "persons", 0, year),
        headline("counted_gap", "Stated strength less the count", stated - counted, "persons", 0, year),
        headline("counted_latest", "Last single report", single["persons"], "persons", 0, "December 2025"),
        headline("counted_2021", "U.S. strength as counted", counts[2021], "persons", 0, 2021),
        headline("stated_2021", "Stated U.S. strength", stated_2021, "persons", 0, 2021),
        headline("counted_peak", "Highest count on record, an estimate", peak["persons"], "persons", 0, peak["year"]),
        headline("counted_1960", "U.S. strength as counted", counts[1960], "persons", 0, 1960),
        headline("counted_1990", "U.S. strength as counted", counts[1990], "persons", 0, 1990),
        headline("reserve_years", "Years counted with the selected reserve", len(reserve), "years", 0, f"{reserve[0]['year']} to {reserve[-1]['year']}"),
        headline("reserve_years_below", "Years among them whose count lies below the level of the act", below, "years", 0, f"{reserve[0]['year']} to {reserve[-1]['year']}"),
        headline("claimed_2020", "Strength claimed by Donald Trump", claimed[2020], "persons", 0, 2020),
        headline("claimed_2024", "Strength claimed by Donald Trump", claimed[2024], "persons", 0, 2024),
    ]


def _payment(values: Values, data: Data) -> Records:
    year, stated, after = values["contribution_year"], values["us_troops_korea"], values["us_troops_after"]
    counted = record.count_of(chapter.counts(data), values["counted_year"])
    rows = {(row["basis"], row["state"]): row for row in chapter.paid(values, data, stated=stated, after=after, counted=counted)}
    by_stated, by_count = rows[payment.STATED, "before"]["usd"], rows[payment.COUNTED, "before"]["usd"]
    amount, later = rows[payment.STATED, "before"]["krw_bn"], rows[payment.STATED, "after"]
    claimed = next(row["persons"] for row in record.us_said(data["us_personnel"]) if row["basis"] == record.CLAIMED and row["year"] == 2024)
    rate = chapter.rate_of(year, values, data)
    found = [
        headline("contribution_krw_bn", "Contribution", amount, "KRW billion", 1, year),
        headline("member_stated_usd", "Contribution a member by stated strength", by_stated, "USD", 0, year),
        headline("member_counted_usd", "Contribution a member by counted strength", by_count, "USD", 0, year),
        headline("member_claimed_usd", "Contribution a member by the strength claimed in 2024", payment.per_member(amount, claimed, rate), "USD", 0, year),
        headline("member_gap_pct", "Counted against stated strength: change in the contribution a member", (by_count / by_stated - 1) * 100, "per cent", 0, year),
        headline("member_krw_m", "Contribution a member by stated strength, in won", amount * 1000 / stated, "KRW million", 0, year),
        headline("after_cut_persons", "Stated strength after the change", after, "persons", 0),
        headline("cut_persons", "Cut in the stated strength", stated - after, "persons", 0),
        headline("cut_pct", "Cut in the stated strength", (stated - after) / stated * 100, "per cent", 0),
        headline("after_cut_contribution_krw_bn", "Contribution after the cut, under the design", later["krw_bn"], "KRW billion", 1, year),
    ]
    if later["usd"] is not None:
        found += [
            headline("member_after_usd", "Contribution a member by stated strength after the cut", later["usd"], "USD", 0, year),
            headline("member_after_counted_usd", "Contribution a member by counted strength after the cut", rows[payment.COUNTED, "after"]["usd"], "USD", 0, year),
            headline("member_after_change_pct", "Change in the contribution a member through the cut", (later["usd"] / by_stated - 1) * 100, "per cent", 0, year),
        ]
    return found


def _both(values: Values, rows: Mapping[int, dict[str, Any]]) -> Records:
    """Return the cut beside the Korean decline; there is none to compare with where the force does not fall or the year asked about is the first."""
    first, asked = values["force_first_year"], values["force_asked_year"]
    fall = rows[first]["force"] - rows[asked]["force"]
    if asked == first or fall <= 0:
        return []
    yearly = fall / (asked - first)
    return [
        _thousand("decline_yearly", "Fall of the Korean force a year", yearly, f"{first} to {asked}", 1),
        headline("cut_in_months", "Months of that fall that equal the U.S. cut", (values["us_troops_korea"] - values["us_troops_after"]) / yearly * 12, "months", 0, f"{first} to {asked}"),
    ]
