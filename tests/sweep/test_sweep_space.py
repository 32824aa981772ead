"""The space of a sweep: grids, ranges, draws, and the rules between parameters that draws keep."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from alliance.parameters import load_declarations
from alliance.parameters.values import check_rules
from alliance.sweep.design import BLOCK, LATIN, SOBOL, Design
from alliance.sweep.plan import make_plan
from alliance.sweep.space import Range


def runs(plan, start: int = 0, stop: int | None = None) -> list[dict[str, Any]]:
    return [plan.space.run(plan.base, point, units) for point, units in plan.points(start, plan.runs if stop is None else stop)]


def test_a_grid_is_every_combination_in_order():
    """Catch a grid that loses a point, repeats one, or mixes up its axes."""
    plan, _ = make_plan("cost_sharing", vary=["cap_pct=4,5", "krw_per_usd=1300:1500:3"])
    expected = [{"krw_per_usd": rate, "cap_pct": cap} for rate, cap in itertools.product((1300.0, 1400.0, 1500.0), (4.0, 5.0))]
    assert runs(plan) == expected and plan.runs == 6


def test_a_range_has_both_ends_and_no_dust():
    """Catch 0.30000000000000004 in a table, and a range that stops short."""
    plan, _ = make_plan("cost_sharing", vary=["fixed_cost_share=0.1:0.5:5"])
    assert [run["fixed_cost_share"] for run in runs(plan)] == [0.1, 0.2, 0.3, 0.4, 0.5]


@pytest.mark.parametrize("stem", sorted(set(load_declarations().stems) - {"claims"}))
def test_draws_stay_in_their_ranges_and_keep_every_rule(stem, declarations):
    """Catch a draw that the command itself would refuse."""
    plan, _ = make_plan(stem, draws=300)
    assert len(plan.space.drawn) > 5
    for run in runs(plan):
        for name, value in run.items():
            item = declarations[name]
            assert item.parse(value) == value
            if item.type != "choice":
                assert float(item.plausible[0]) <= float(value) <= float(item.plausible[1]), name
        assert check_rules(declarations, {**declarations.defaults(), **run}) == []


def test_draws_reach_both_ends_of_their_ranges(declarations):
    """Catch draws that cover a part of a range: a Latin hypercube has one in every thousandth."""
    plan, _ = make_plan("cost_sharing", draws=1000)
    for name, (low, high) in {name: item for name, item in declarations.ranges("cost_sharing").items() if declarations[name].type == "number"}.items():
        values = sorted(run[name] for run in runs(plan))
        step = (high - low) / 1000
        assert all(low + place * step - 1e-9 <= value <= low + (place + 1) * step + 1e-6 for place, value in enumerate(values)), name


def test_what_cannot_be_drawn_is_told():
    """Catch a parameter that silently stays where it is."""
    plan, _ = make_plan("cost_sharing", draws=10)
    assert set(plan.left_out) == {"labour_share", "construction_share", "logistics_share"}
    assert "sum to one" in plan.left_out["labour_share"] and not set(plan.left_out) & set(plan.space.names)


def test_what_is_given_is_not_drawn():
    """Catch a draw over a value that the analyst set, by option or by scenario."""
    plan, _ = make_plan("cost_sharing", draws=10, settings=["krw_per_usd=1290"], vary=["cap_pct=3"], scenario="high_inflation")
    assert not {"krw_per_usd", "cap_pct", "korea_cpi_path_pct"} & set(plan.space.drawn)
    assert plan.base["krw_per_usd"] == 1290 and all(run["cap_pct"] == 3 for run in runs(plan))


def test_an_order_with_overlapping_ranges_is_kept(declarations):
    """Catch a lowest duration above the most likely one, where a fixed neighbour leaves less than the range."""
    plan, _ = make_plan("opcon_transfer", draws=400, settings=["foc_months_low=3", "foc_months_mode=3", "fmc_months_high=13"])
    orders = [names for rule in declarations.rules if (names := rule.get("ascending")) and set(names) <= set(plan.base)]
    assert len(orders) > 3
    found = [{**plan.base, **run} for run in runs(plan)]
    for values in found:
        for names in orders:
            assert [values[name] for name in names] == sorted(values[name] for name in names), names
    # The plausible range runs from 9 to 16, and the value given for the longest is 13.
    modes = [values["fmc_months_mode"] for values in found]
    assert 9 <= min(modes) < 9.1 and 12.9 < max(modes) <= 13


@pytest.mark.parametrize(("kind", "low", "high", "ends"), [("integer", 2, 4, [2, 3, 4]), ("choice", "a", "b", ["a", "b"])])
def test_whole_numbers_and_choices_have_equal_chances(kind, low, high, ends):
    """Catch an end of a range that comes up half as often as the middle."""
    drawn = [Range(kind, low, high).at((place + 0.5) / 600) for place in range(600)]
    assert {value: drawn.count(value) for value in ends} == dict.fromkeys(ends, 600 // len(ends))


def test_first_draws_do_not_depend_on_how_many_follow():
    """Catch a sweep that cannot be made longer, and blocks that repeat each other."""
    design = Design(LATIN, 2 * BLOCK + 5, 3, 7)
    assert Design(LATIN, BLOCK, 3, 7).units(10, 20) == design.units(10, 20)
    assert design.units(BLOCK - 3, BLOCK + 3) == design.units(BLOCK - 3, BLOCK) + design.units(BLOCK, BLOCK + 3)
    assert design.units(0, 5) != design.units(BLOCK, BLOCK + 5) and len(design.units(0, design.rows)) == design.rows
    assert design.units(0, 5) != Design(LATIN, 2 * BLOCK + 5, 3, 8).units(0, 5)


def test_the_sobol_design_has_its_runs():
    """Catch indices from a design that SALib would not take."""
    design = Design(SOBOL, 8, 3, 1)
    assert design.rows == 8 * (3 + 2) == len(design.units(0, design.rows))
    assert design.units(5, 9) == design.units(0, 40)[5:9]


def test_draws_move_fastest_and_are_the_same_at_each_point():
    """Catch points of a grid that are compared over different draws."""
    plan, _ = make_plan("cost_sharing", vary=["cap_pct=4,5"], draws=6)
    found = runs(plan)
    assert plan.runs == 12 and [run["cap_pct"] for run in found] == [4.0] * 6 + [5.0] * 6
    assert [run["krw_per_usd"] for run in found[:6]] == [run["krw_per_usd"] for run in found[6:]]
    assert runs(plan, 4, 8) == found[4:8]
