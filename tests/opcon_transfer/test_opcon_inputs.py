"""Bad input for this chapter's parameters: refused by name, all at once, with the rule."""

from __future__ import annotations

import pytest

FILE = "(data/parameters/opcon_transfer.yml)"


def test_a_duration_below_zero(refusals):
    """Catch work that takes less than no time."""
    assert refusals(["fmc_months_low=-1"]) == [f"--set: fmc_months_low = -1 months is outside [0, 60] {FILE}"]


def test_a_range_out_of_order(refusals):
    """Catch a most likely value above the greatest, and all falls of a range at once."""
    assert refusals(["fmc_months_mode=20"]) == [
        f"--set: fmc_months_high = 18 is below fmc_months_mode = 20; fmc_months_low, fmc_months_mode, fmc_months_high must not fall {FILE}"
    ]
    (line,) = refusals(["foc_months_low=9", "foc_months_mode=8"])
    assert "foc_months_mode = 8 is below foc_months_low = 9 and foc_months_high = 6 is below foc_months_mode = 8" in line


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (["work_start_year=2029"], "asked_date_year = 2028 is below work_start_year = 2029"),
        (["asked_date_year=2046"], "transfer_horizon_year = 2045 must come after asked_date_year = 2046"),
        (["transfer_horizon_year=2031", "korean_term_end_year=2031"], "transfer_horizon_year = 2031 must come after korean_term_end_year = 2031"),
    ],
)
def test_dates_out_of_order(refusals, settings, expected):
    """Catch a date asked about before the start or beyond what is looked at."""
    assert any(expected in line for line in refusals(settings))


def test_unknown_option_and_name(refusals):
    """Catch a choice and a name that there are not."""
    lines = refusals(["conditions_needed=at_transfr", "gate_open=50", "gate_open_pct=65%", "meeting_month=13"])
    text = "\n".join(lines)
    assert "is not a choice; did you mean 'at_transfer'?" in text and "no parameter is called 'gate_open'; did you mean 'gate_open_pct'?" in text
    assert "without a per cent sign" in text and "meeting_month = 13 month is outside [1, 12]" in text and len(lines) == 4


def test_equal_ends_are_taken(declarations):
    """Catch a rule that is stricter than it says: a fixed duration has three equal values."""
    from alliance.parameters import resolve

    assert resolve(declarations, settings=["fmc_months_low=12", "fmc_months_mode=12", "fmc_months_high=12"])["fmc_months_high"] == 12


def test_sensitivity_keeps_the_order(declarations, opcon_values):
    """Catch a tornado that walks a most likely value past the greatest one of a scenario."""
    values = opcon_values("early_transfer")
    assert declarations.ranges("opcon_transfer")["fmc_months_mode"] == (9, 16)
    assert declarations.ranges("opcon_transfer", values)["fmc_months_mode"] == (9, 12)
    assert declarations.ranges("opcon_transfer", values)["gate_open_pct"] == declarations.ranges("opcon_transfer")["gate_open_pct"]
