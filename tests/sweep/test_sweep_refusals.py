"""What an analyst may mistype after `alliance sweep`: refused at once, all of it, with status 2, and nothing written."""

from __future__ import annotations

import sys

import pytest

from alliance import cli
from alliance.sweep.command import held
from alliance.sweep.design import MOST_HELD
from alliance.sweep.plan import make_plan

STEM = "cost_sharing"


@pytest.fixture
def refused(monkeypatch, capsys, tmp_path):
    """Return a function that gives a sweep's options to the command and returns the lines with which it refuses them."""

    def lines(*options: str, stem: str = STEM, output: str = "deep/out") -> list[str]:
        monkeypatch.setattr(sys, "argv", ["alliance", "sweep", stem, *options, "--output", str(tmp_path / output)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        told = capsys.readouterr()
        assert stop.value.code == 2 and told.out == "" and "Traceback" not in told.err, told
        assert not (tmp_path / "deep").exists()
        return told.err.splitlines()

    return lines


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--vary", "krw_usd=1300,1400"], ["--vary: no parameter is called 'krw_usd'; did you mean 'krw_per_usd'?"]),
        (["--vary", "conscript_months=18,21"], ["--vary: no parameter is called 'conscript_months'; see 'alliance parameters cost_sharing'"]),
        (["--vary", "service_months=18,21"], ["the chapter cost_sharing does not take service_months; see 'alliance parameters cost_sharing'"]),
        (["--vary", "krw_per_usd=1500:1300:5"], ["START is above STOP; did you mean 1300:1500:5?"]),
        (["--vary", "krw_per_usd=1300:1300:5"], ["START and STOP are the same"]),
        (["--vary", "krw_per_usd=1300:1500:0"], ["COUNT must be a whole number from 2 to 100,000, not '0'"]),
        (["--vary", "krw_per_usd=1300:1500:9999999999999"], ["COUNT must be a whole number from 2 to 100,000, not '9999999999999'"]),
        (["--vary", "krw_per_usd=1300:1500"], ["is not START:STOP:COUNT"]),
        (["--vary", "krw_per_usd=1:9000:3"], ["krw_per_usd = 1 KRW per USD is outside [500, 3000]", "krw_per_usd = 9000 KRW per USD is outside [500, 3000]"]),
        (["--vary", "cap_pct=4,999"], ["cap_pct = 999 per cent a year is outside [0, 30]"]),
        (["--vary", "cap_pct=4,,5"], ["cap_pct"]),
        (["--vary", "cap_pct=4,4"], ["cap_pct: 4.0 is given twice"]),
        (["--vary", "cap_pct=4,5", "--vary", "cap_pct=3"], ["--vary: cap_pct is given twice"]),
        (["--vary", "cap_pct"], ["'cap_pct' is not NAME=A,B,C or NAME=START:STOP:COUNT"]),
        (["--vary", "projection_rule=1:2:3"], ["a choice has no range; list its values"]),
        (["--vary", "projection_rule=fixed_growt,cpi_lagged"], ["fixed_growth"]),
        (["--vary", "base_year=2024:2026:2", "--vary", "cap_pct=4:5:1"], ["COUNT must be a whole number from 2 to 100,000, not '1'"]),
        (["--draws", "0"], ["--draws: '0' is not a whole number of 1 or more"]),
        (["--draws", "1e3"], ["--draws: '1e3' is not a whole number of 1 or more"]),
        (["--draws", "5", "--draws", "6"], ["--draws: is given twice, as '5' and as '6'"]),
        (["--draws", "5", "--seed", "-1", "--jobs", "0"], ["--seed: '-1' is not", "--jobs: '0' is not"]),
        (["--seed", "3", "--vary", "cap_pct=4,5"], ["--seed: goes with --draws"]),
        (["--draws", "100", "--sensitivity"], ["100 is not a power of two", "64 and 128 are the nearest"]),
        (["--vary", "cap_pct=4,5", "--sensitivity"], ["--sensitivity: goes with --draws and without --vary"]),
        (["--draws", str(1 << 60), "--sensitivity"], ["more than are held at once; 32768 is the most"]),
        (["--vary", "cap_pct=4,5", "--set", "cap_pct=3"], ["--set: cap_pct is given by --vary already"]),
        ([], ["nothing moves: give --vary"]),
        (["--resume"], ["there is no unfinished sweep; leave out --resume to begin one"]),
        (["--draws", "5", "--resume"], ["there is no unfinished sweep; leave out --resume to begin one"]),
        (["--draws", "5", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:8786"], ["--jobs: is for this machine"]),
        (["--drawz", "5"], ["--drawz"]),
    ],
)
def test_a_slip_of_the_hand(refused, options, told):
    """Catch a slip that runs something, that is told one at a time, or that leaves a folder behind."""
    lines = "\n".join(refused(*options))
    for part in told:
        assert part in lines, lines


def test_every_slip_is_told_at_once(refused):
    """Catch an analyst who mends one thing only to be told the next."""
    lines = refused("--vary", "krw_usd=1", "--vary", "cap_pct=5:4:2", "--set", "fixed_growth=3", "--scenario", "weak_wonn", "--draws", "many", "--seed", "x")
    assert [line.partition(":")[0] for line in lines] == ["--draws", "--seed", "--scenario", "--set", "--vary", "--vary"]


def test_a_chapter_that_is_none(refused):
    """Catch a sweep of another chapter than was meant."""
    assert refused("--draws", "5", stem="cost_sharin") == ["STEM: there is no chapter 'cost_sharin'; did you mean 'cost_sharing'?"]


def test_a_folder_that_holds_something_else(refused, tmp_path):
    """Catch a sweep that replaces, or removes, what it did not make."""
    for name in ("out", "other.unfinished"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "letter.txt").write_text("mine", encoding="utf-8")
    (line,) = refused("--draws", "5", output="out")
    assert line == f"--output: {tmp_path}/out: is not empty and holds no earlier run; nothing was touched"
    (line,) = refused("--draws", "5", output="other")
    assert line == f"--output: {tmp_path}/other.unfinished: is not empty and holds no sweep; nothing was touched"
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (line,) = refused("--draws", "5", output="file/out")
    assert line == f"--output: {tmp_path}/file/out: cannot be written, {tmp_path}/file is a file"
    assert sorted(path.read_text() for path in tmp_path.rglob("*") if path.is_file()) == ["mine"] * 3


def test_a_state_that_cannot_be_read(refused, tmp_path):
    """Catch a traceback over a file that a loss of power left empty."""
    plan, target = make_plan(STEM, vary=["cap_pct=4,5"], output=tmp_path / "out")
    with held(target, plan.to_json(), resume=False):
        state = tmp_path / "out.unfinished" / "state.json"
        state.write_text('{"rows": 1}', encoding="utf-8")
    state.write_text("", encoding="utf-8")
    (line,) = refused("--vary", "cap_pct=4,5", "--resume", output="out")
    assert line == f"{state}: cannot be read; remove {state.parent} to begin anew"


def test_the_largest_design_is_a_power_of_two_that_is_taken():
    """Catch a limit that refuses what it names."""
    plan, _ = make_plan(STEM, draws=32768, sensitivity=True)
    assert plan.design.held <= MOST_HELD < 2 * plan.design.held
