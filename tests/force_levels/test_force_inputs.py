"""Bad input for this chapter's parameters: refused by name, before anything runs, with the rule."""

from __future__ import annotations

import pytest

FILE = "(data/parameters/force_levels.yml)"


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("fit_share=1.2", f"--set: fit_share = 1.2 fraction is outside [0, 1] {FILE}"),
        ("enlisted_share=-0.1", f"--set: enlisted_share = -0.1 fraction is outside [0, 1] {FILE}"),
        ("women_called_share=1.5", f"--set: women_called_share = 1.5 fraction is outside [0, 1] {FILE}"),
        ("boys_per_100_girls=0.513", f"--set: boys_per_100_girls = 0.513 boys per 100 girls is outside [80, 130] {FILE}"),
        ("counted_year=1951", f"--set: counted_year = 1951 year is outside [1990, 2024] {FILE}"),
        ("contribution_year=2004", f"--set: contribution_year = 2004 year is outside [2005, 2027] {FILE}"),
        ("force_horizon_year=2090", f"--set: force_horizon_year = 2090 year is outside [2025, 2075] {FILE}"),
        ("cadre_persons=-1", f"--set: cadre_persons = -1 persons is outside [0, 500000] {FILE}"),
        ("us_troops_after=-1500", "--set: us_troops_after = -1500 persons is outside [0, 45000] (data/parameters/cost_sharing.yml)"),
    ],
)
def test_a_number_that_cannot_be(refusals, given, line):
    """Catch a share above one, a year outside its table, and a cut larger than the force, which would leave fewer than nobody."""
    assert refusals([given]) == [line]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (["force_asked_year=2061"], "force_horizon_year = 2060 is below force_asked_year = 2061"),
        (["force_first_year=2041"], "force_asked_year = 2040 is below force_first_year = 2041"),
        (["force_first_year=2050", "force_asked_year=2050", "force_horizon_year=2050"], "force_horizon_year = 2050 must come after force_first_year = 2050"),
        (["service_months=40"], "months_ceiling = 36 is below service_months = 40"),
    ],
)
def test_values_out_of_order(refusals, settings, expected):
    """Catch a year asked about that is not reckoned, and a service longer than is held possible."""
    assert any(expected in line for line in refusals(settings))


def test_all_at_once_with_the_nearest_names(refusals):
    """Catch a name or a variant that there is not, refused one at a time or without the right one."""
    lines = refusals(["fertility_variant=wpp2024_lower", "service_month=24", "fit_share=86%", "women_fit_share=seven tenths"])
    text = "\n".join(lines)
    assert "fertility_variant = 'wpp2024_lower' is not a choice; did you mean 'wpp2024_lower_80'?" in text
    assert "no parameter is called 'service_month'; did you mean 'service_months'?" in text
    assert "without a per cent sign is needed: write 86" in text and "a number is needed" in text and len(lines) == 4


def test_a_cut_to_nobody_is_taken(declarations):
    """Catch a rule that is stricter than it says."""
    from alliance.parameters import resolve

    assert resolve(declarations, settings=["us_troops_after=0", "women_called_share=1", "fit_share=1"])["us_troops_after"] == 0
