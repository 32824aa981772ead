"""The chapter's headlines: whole in every scenario, moved by every declared parameter, and what the scenarios say."""

from __future__ import annotations


import pytest

from alliance.models import force_levels as model
from alliance.parameters import load_declarations

DECLARED = load_declarations()
NAMES = list(DECLARED.of("force_levels"))


def numbers(values, data) -> dict[str, float]:
    return {row["name"]: row["value"] for row in model.headlines(values, data)}


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_moves_a_headline(force_values, force_data, name):
    """Catch a parameter that `--set` takes and no result feels. The fixed part of cost is felt where the sum follows in part."""
    item, values = DECLARED[name], {**force_values(), "payment_design": "mixed"}
    before = numbers(values, force_data)
    step = {"integer": 1, "number": 0.05}.get(item.type)
    others = [key for key in item.choices if key != values[name]] if item.choices else [value for value in (item.value + step, item.value - step) if item.bounds[0] <= value <= item.bounds[1]]
    assert any(numbers({**values, name: value}, force_data) != before for value in others)


def test_hand_worked_headlines(force_headlines):
    """Catch a headline that is not what paper gives, from births of 270,034 and 295,280 in 2020 and 2019."""
    got = {name: row["value"] for name, row in force_headlines["baseline"].items()}
    conscripts = (270034 + 295280 / 2) * 105.3 / 205.3 * 1.03 * 0.864 * 0.86 / 1000
    assert got["conscripts_asked"] == pytest.approx(conscripts) and got["force_asked"] == pytest.approx(conscripts + 190)
    assert got["force_gap"] == pytest.approx(500 - 190 - conscripts) == pytest.approx(got["lever_cadre_more"])
    assert got["lever_fit_pct"] == pytest.approx(86.4 * 310 / conscripts)
    assert got["member_stated_usd"] == pytest.approx(1519.2e9 / 1421.4 / 28500) and got["member_counted_usd"] == pytest.approx(1519.2e9 / 1421.4 / 24515)
    assert got["member_after_usd"] == pytest.approx(1519.2e9 / 1421.4 / 24000)
    assert (got["reserve_years"], got["reserve_years_below"], got["counted_gap"]) == (16, 13, 3985)
    assert got["budget_per_member_krw_m"] == pytest.approx(61246.9 * 1000 / 450000)


def test_published_figures_are_reproduced(force_headlines, force_values, force_data):
    """Catch a model that misses what others published: 450 thousand reported in 2025, and with a cadre of 200 thousand the institute's 396 thousand of 2038, to one per cent."""
    got = force_headlines["baseline"]
    assert abs(got["check_2025_pct"]["value"]) < 1 and abs(got["check_2043_pct"]["value"]) < 2
    found = model.force_in({**force_values(), "cadre_persons": 200_000}, force_data, 2038)
    assert found["force"] == pytest.approx(396_000, rel=0.01) and found["conscripts"] == pytest.approx(196_000, rel=0.01)


def test_the_lever_headlines_hold_the_force(force_values, force_data, force_headlines):
    """Catch a lever as printed that does not hold the force when it is set."""
    got = force_headlines["baseline"]
    held = numbers({**force_values(), "service_months": got["lever_months"]["value"]}, force_data)
    assert held["force_asked"] == pytest.approx(500) and held["force_gap"] == pytest.approx(0, abs=1e-9)
    assert numbers({**force_values(), "cadre_persons": round(got["lever_cadre"]["value"] * 1000)}, force_data)["force_asked"] == pytest.approx(500, abs=0.001)
    assert "lever_fit_left_pct" not in got and "lever_women_left_pct" not in got and got["levers_enough"]["value"] == 1


def test_flip_points_are_where_it_turns(force_values, force_data, force_headlines):
    """Catch a flip point at which service alone does not just hold the force."""
    got = force_headlines["baseline"]
    for name, flip, less, more in (("force_target_persons", "flip_target", 500, -500), ("cadre_persons", "flip_cadre", -500, 500)):
        at = round(got[flip]["value"] * 1000)
        assert "lever_months_left" not in numbers({**force_values(), name: at + less}, force_data)
        assert "lever_months_left" in numbers({**force_values(), name: at + more}, force_data)


def test_a_cut_beside_the_decline_is_left_out_where_there_is_none(force_values, force_data):
    """Catch a comparison with a decline that is none, and a division by no years."""
    assert "cut_in_months" not in numbers({**force_values(), "force_asked_year": 2026}, force_data)
    assert "cut_in_months" not in numbers({**force_values(), "force_asked_year": 2032}, force_data)
    assert "member_after_usd" not in numbers({**force_values(), "us_troops_after": 0}, force_data)


def test_scenarios_say_what_they_should(force_headlines):
    """Catch a scenario whose result contradicts its story, and one that reaches the record."""
    by = {name: {key: row["value"] for key, row in rows.items()} for name, rows in force_headlines.items()}
    base = by["baseline"]
    assert base["force_asked"] < by["longer_service"]["force_asked"] < by["women_liable"]["force_asked"] < 500
    assert by["women_liable"]["levers_enough"] == 2 and by["low_fertility"]["levers_enough"] == 0
    assert by["low_fertility"]["model_2040"] == base["model_2040"] and by["low_fertility"]["force_horizon"] < base["force_horizon"]
    assert by["drawdown"]["cut_persons"] == 9000 and by["drawdown"]["member_stated_usd"] == base["member_stated_usd"]
    assert by["weak_won"]["force_asked"] == base["force_asked"] and by["weak_won"]["member_stated_usd"] < base["member_stated_usd"]
    assert all(rows["counted_peak"] == 326863 for rows in by.values())


def test_keyword_call_is_the_same_reckoning(force_values, force_data):
    """Catch a notebook call that reckons something else than the headlines."""
    values = force_values()
    found = model.reckon(
        births_by_year=model.births(force_data["demographics"], "wpp2024"), entry_age=20, boys_per_100_girls=105.3, cohort_ratio=1.03, months=18, fit_share=0.864, enlisted_share=0.86, cadre=190_000,
        women_called_share=0, women_fit_share=0.7, first_year=2026, horizon_year=2060,
    )  # fmt: skip
    assert found == model.forces(values, force_data) and [row["year"] for row in found] == list(range(2026, 2061))
