"""The chapter's headlines: coherent with each other, moved by every parameter, and read from exactly its tables."""

from __future__ import annotations

import pytest

from alliance.models import priorities as model
from alliance.parameters import load_declarations

WEIGHTS = [name for name in load_declarations().of("priorities") if name.startswith("weight_") and name not in ("weight_samples", "weight_seed")]
NAMES = [name for name in load_declarations().of("priorities") if name not in WEIGHTS]


def values(given, data) -> dict[str, float]:
    return {row["name"]: row["value"] for row in model.headlines(given, data)}


@pytest.fixture(scope="module")
def before(defaults, data):
    return values(defaults, data)


def test_first_places_cover_the_space(before):
    """Catch first places that do not add up to all weights."""
    for suffix in ("first_pct", "first_drawn_pct"):
        assert sum(round(before[f"{option}_{suffix}"] * 20) == 0 for option in model.OPTIONS) < len(model.OPTIONS)
        total = sum(round(before[f"{option}_{suffix}"] * 1000) for option in model.OPTIONS)
        assert total == 100_000


def test_ranks_are_one_to_six(before):
    """Catch a capital whose ranks are no order."""
    for capital in ("washington", "seoul"):
        assert sorted(before[f"{capital}_{option}_rank"] for option in model.OPTIONS) == [1, 2, 3, 4, 5, 6]


def test_tau_and_opposed_pairs_agree(before):
    """Catch a tau that tells another story than the count of pairs beside it."""
    assert before["kendall_tau"] == pytest.approx(1 - 2 * before["opposed_pairs"] / before["all_pairs"])


def test_moving_the_weight_turns_the_top(defaults, data, before):
    """Catch a flip point that does not flip: just beyond it Seoul's first option is another one, just before it the same."""
    top = model.reckon(defaults, data).top("seoul")
    for beyond, same in ((-0.002, True), (0.002, False)):
        amount = before["flip_seoul_now_to_later"] + beyond
        shifted = {**defaults, "weight_seoul_threat_now": defaults["weight_seoul_threat_now"] - amount, "weight_seoul_threat_later": defaults["weight_seoul_threat_later"] + amount}
        assert (model.reckon(shifted, data).top("seoul") == top) is same


def test_moving_the_answers_turns_seoul(defaults, data, before):
    """Catch a flip of the poll at another place than where Seoul's lead of the North is gone."""
    at = before["flip_threat_moved_pct"] / 100
    assert values({**defaults, "threat_moved_share": at}, data)["seoul_north_lead_points"] == pytest.approx(0, abs=1e-6)


def test_equal_capitals_agree(defaults, data):
    """Catch a difference between the capitals that does not come from their weights."""
    same = {**defaults, **{f"weight_washington_{name}": defaults[f"weight_seoul_{name}"] for name in model.CRITERIA}}
    found = values(same, data)
    assert found["kendall_tau"] == 1 and found["opposed_pairs"] == 0 and "flip_blend_pct" not in found
    assert found["washington_north_lead_points"] == found["seoul_north_lead_points"]


def test_no_spread_leaves_the_declared_order(defaults, data):
    """Catch drawn scores that differ from the declared ones although nothing may move."""
    found = values({**defaults, "judgement_spread_points": 0}, data)
    assert found["washington_top_kept_pct"] == found["seoul_top_kept_pct"] == 100
    assert all(found[f"{option}_first_pct"] == found[f"{option}_first_drawn_pct"] for option in model.OPTIONS)


def test_another_seed_tells_the_same_story(defaults, data, before):
    """Catch a share that rests on one seed: with 2,000 draws it moves by less than five points."""
    other = values({**defaults, "weight_seed": 7}, data)
    for name in [name for name in before if name.endswith(("first_pct", "drawn_pct", "kept_pct"))]:
        assert abs(other[name] - before[name]) < 5, name


def other_values(item) -> list:
    if item.choices:
        return [name for name in item.choices if name != item.value]
    step = 1 if item.type == "integer" else (item.bounds[1] - item.bounds[0]) / 5
    return [value for value in (item.value + step, item.value - step) if item.bounds[0] <= value <= item.bounds[1]]


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_moves_a_headline(declarations, defaults, data, before, name):
    """Catch a parameter that `--set` takes and no result feels."""
    assert any(values({**defaults, name: value}, data) != before for value in other_values(declarations[name]))


@pytest.mark.parametrize("name", WEIGHTS)
def test_every_weight_moves_a_headline(defaults, data, before, name):
    """Catch a weight that no result feels, moved together with another of its capital."""
    other = next(item for item in WEIGHTS if item.split("_")[1] == name.split("_")[1] and item != name)
    assert values({**defaults, name: defaults[name] + 0.05, other: defaults[other] - 0.05}, data) != before


@pytest.mark.parametrize(
    ("settings", "rule"),
    [
        (["weight_seoul_threat_now=0.5"], "weight_seoul_safety 0.25 = 1.15, but these shares must sum to one"),
        (["weight_washington_stake=-0.1", "weight_washington_safety=0.45"], "weight_washington_stake = -0.1 weight is outside [0, 1]"),
        (["weight_washington_stake=20%"], "a number without a per cent sign is needed"),
        (["weight_seoul_threat=0.5"], "no parameter is called 'weight_seoul_threat'; did you mean"),
        (["missile_basis=csis"], "missile_basis = 'csis' is not a choice"),
        (["recent_years=0"], "recent_years = 0 years is outside [1, 15]"),
        (["recent_years=2.5"], "a whole number is needed"),
        (["weight_samples=0"], "weight_samples = 0 draws is outside [100, 100000]"),
        (["weight_seed=-1"], "weight_seed = -1 seed is outside"),
        (["threat_moved_share=1.5"], "threat_moved_share = 1.5 fraction is outside [0, 1]"),
        (["stake_quads_points=5"], "no parameter is called 'stake_quads_points'; did you mean 'stake_quad_points'?"),
        (["safety_quad_points=11"], "safety_quad_points = 11 points is outside [0, 10]"),
        (["judgement_spread_points=nan"], "a finite number is needed"),
    ],
)
def test_refused(refusals, settings, rule):
    """Catch a weight, option or count that cannot be used and is taken."""
    assert any(rule in line for line in refusals(settings))


def test_both_capitals_are_refused_at_once(refusals):
    """Catch a report that stops at the first capital."""
    lines = refusals(["weight_seoul_stake=0.9", "weight_washington_stake=0.9"])
    assert len([line for line in lines if "must sum to one" in line]) == 2


def test_longest_window(defaults, data):
    """Catch a window of recent years that the series cannot fill at the end of its bounds."""
    assert values({**defaults, "recent_years": 15}, data)["tests_before_mean"] > 0


@pytest.mark.parametrize(
    ("scenario", "moved", "kept"),
    [
        ("taiwan_year", {"seoul_north_lead_points", "compete_china_first_pct", "washington_north_lead_points"}, {"threat_now_north_pct", "tests_recent_mean"}),
        ("talks_first", {"talk_north_first_pct", "seoul_talk_north_rank"}, {"ratio_chn_kor", "washington_compete_china_rank"}),
        ("north_first", {"washington_north_lead_points", "washington_top_points"}, {"seoul_north_lead_points", "deter_north_first_pct"}),
    ],
)
def test_scenarios_change_what_they_should(headlines_of, scenario, moved, kept):
    """Catch a scenario that reaches results it has nothing to do with, or misses its own."""
    for name in moved | kept:
        same = headlines_of[scenario][name]["text"] == headlines_of["baseline"][name]["text"]
        assert same == (name in kept), name
