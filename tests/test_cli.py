"""What an analyst mistypes: refused with status 2, one line an offender, no traceback, nothing left behind."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from alliance import cli

RERUN = ("rerun", "cost_sharing")


@pytest.fixture
def alliance(monkeypatch, capsys):
    """Return a function that runs the command in this process: status, standard output, lines of standard error."""

    def run(*arguments: str) -> tuple[int, str, list[str]]:
        monkeypatch.setattr(sys, "argv", ["alliance", *map(str, arguments)])
        try:
            cli.main()
            status = 0
        except SystemExit as stop:
            status = stop.code or 0
        captured = capsys.readouterr()
        return status, captured.out, captured.err.splitlines()

    return run


REFUSED = {
    "unknown parameter": (["--set", "krw_usd=1400"], ["no parameter is called 'krw_usd'; did you mean 'krw_per_usd'?"]),
    "given twice": (["--set", "cap_pct=4", "--set", "cap_pct=5"], ["cap_pct is given twice, as '4' and as '5'"]),
    "text for a number": (["--set", "krw_per_usd=many"], ["krw_per_usd = 'many': a number is needed"]),
    "percent sign": (["--set", "cap_pct=5%"], ["cap_pct = '5%': a number without a per cent sign is needed: write 5"]),
    "thousands comma": (["--set", "krw_per_usd=1,400"], ["without thousands commas is needed: write 1400"]),
    "nan": (["--set", "krw_per_usd=nan"], ["krw_per_usd = 'nan': a finite number is needed"]),
    "zero rate": (["--set", "krw_per_usd=0"], ["krw_per_usd = 0 KRW per USD is outside [500, 3000]"]),
    "negative rate": (["--set", "krw_per_usd=-1400"], ["krw_per_usd = -1400 KRW per USD is outside [500, 3000]"]),
    "dollars per won": (["--set", "krw_per_usd=0.0007"], ["is this USD per KRW? KRW per USD would be 1428.57"]),
    "growth of 900 per cent": (["--set", "fixed_growth_pct=900"], ["fixed_growth_pct = 900 per cent a year is outside [-50, 100]"]),
    "growth below -100 per cent": (["--set", "defence_budget_growth_path_pct=-101"], ["= -101 per cent a year is outside [-50, 50]"]),
    "unknown rule": (["--set", "projection_rule=cpi_lagged_caped"], ["projection_rule = 'cpi_lagged_caped' is not a choice; did you mean 'cpi_lagged_capped'?"]),
    "end before start": (["--set", "horizon_year=2020"], ["horizon_year = 2020 must come after base_year = 2026"]),
    "weights": (["--set", "labour_share=0.5"], ["labour_share 0.5 + construction_share 0.357 + logistics_share 0.161 = 1.018, but these shares must sum to one"]),
    "negative weight in a sum of one": (
        ["--set", "labour_share=-0.2", "--set", "construction_share=0.9", "--set", "logistics_share=0.3"],
        ["labour_share = -0.2 fraction is outside [0, 1]"],
    ),
    "missing year": (["--set", "korea_cpi_path_pct=2026=2 2027=2 2029=2 2030=2"], ["the path has no value for 2028"]),
    "path too short": (["--set", "korea_cpi_path_pct=2026=2 2027=2"], ["has no value for 2028, 2029, 2030; it must name every year from 2026 to 2030"]),
    "doubled year": (["--set", "korea_cpi_path_pct=2026=2 2026=3"], ["the year 2026 is given twice"]),
    "no value": (["--set", "krw_per_usd"], ["'krw_per_usd' is not NAME=VALUE"]),
    "unknown scenario": (["--scenario", "weak_one"], ["there is no scenario 'weak_one'; did you mean 'weak_won'?"]),
    "missing scenario file": (["--scenario", "nowhere/x.yml"], ["nowhere/x.yml: there is no such file"]),
    "missing tables": (["--tables", "nowhere"], ["nowhere: there is no such folder"]),
    "option twice": (["--output", "a", "--output", "b"], ["--output: is given twice, as 'a' and as 'b'"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(alliance, tmp_path, case):
    """Catch a wrong input that runs, shows a traceback, or leaves something behind."""
    options, expected = REFUSED[case]
    target = [] if "--output" in options else ["--output", tmp_path / "out"]
    status, out, errors = alliance(*RERUN, *options, *target)
    assert status == 2
    assert out == ""
    assert len(errors) == len(expected)
    for line, text in zip(errors, expected, strict=True):
        assert text in line
    assert list(tmp_path.iterdir()) == []


def test_every_offender_is_listed_at_once(alliance, tmp_path):
    """Catch a command that makes an analyst correct one mistake a try."""
    scenario = tmp_path / "mine.yml"
    scenario.write_text("title: Mine\nstory: Twenty letters and more.\nset:\n  cap: 4\n  krw_per_usd: 60000\n", encoding="utf-8")
    status, _, errors = alliance(
        "rerun", "cost_sharin", "--scenario", scenario, "--set", "cap_pct=5%", "--set", "labour_share=1", "--tables", tmp_path / "none", "--output", scenario
    )
    assert status == 2
    text = "\n".join(errors)
    for part in (
        "there is no chapter 'cost_sharin'; did you mean 'cost_sharing'?",
        "no parameter is called 'cap'; did you mean",
        "krw_per_usd = 60000 KRW per USD is outside",
        "write 5",
        "must sum to one",
        "there is no such folder",
        "is a file, not a folder",
    ):
        assert part in text
    assert all(line.startswith((str(tmp_path), "--", "STEM")) for line in errors)


def scenario_file(folder: Path, content: bytes) -> Path:
    path = folder / "mine.yml"
    path.write_bytes(content)
    return path


GOOD = "title: Mine\nstory: Twenty letters and more.\nset:\n  krw_per_usd: 1600\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        ("title: ü".encode("latin-1"), "is not UTF-8: byte 7"),
        (b"title: Mine\n", "'story' is missing"),
        (b"- a\n", "holds a list where names and values were expected"),
        (GOOD.encode() + b"  krw_per_usd: 1500\n", "'krw_per_usd' is given twice, on lines 4 and 5"),
        (GOOD.encode() + b"sett: 3\n", "'sett' is not a part of a scenario; did you mean 'set'?"),
        (b"title: [\n", "line 2"),
    ],
)
def test_scenario_files_that_cannot_be_used(alliance, tmp_path, content, message):
    """Catch a broken file that is half read."""
    path = scenario_file(tmp_path, content)
    status, _, errors = alliance(*RERUN, "--scenario", path, "--output", tmp_path / "out")
    assert status == 2
    assert any(message in line and line.startswith(str(path)) for line in errors), errors
    assert not (tmp_path / "out").exists()


def test_a_directory_is_no_scenario(alliance, tmp_path):
    """Catch a traceback for a folder given as a file."""
    status, _, errors = alliance(*RERUN, "--scenario", f"{tmp_path}/", "--output", tmp_path / "out")
    assert (status, len(errors)) == (2, 1)
    assert "is a directory, not a file" in errors[0]


def test_output_that_cannot_be_written(alliance, tmp_path):
    """Catch a run of minutes that ends in an error, and a folder of somebody's that is overwritten."""
    below_file = tmp_path / "file"
    below_file.write_text("x", encoding="utf-8")
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("mine", encoding="utf-8")
    for target, message in ((below_file / "out", "is a file"), (foreign, "holds no earlier run; nothing was touched"), (below_file, "is a file, not a folder")):
        status, _, errors = alliance(*RERUN, "--set", "krw_per_usd=1400", "--output", target)
        assert (status, len(errors)) == (2, 1)
        assert message in errors[0]
    assert (foreign / "thesis.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("words", [("rerum",), ("parameter",), ("check", "--updat"), ("rerun", "--sett", "a=1"), ("parameters", "cost")])
def test_mistyped_commands_and_options(words):
    """Catch boxes, tracebacks and status 0 for a word that is no command; run as a user does."""
    done = subprocess.run([Path(sys.executable).with_name("alliance"), *words], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr and "╭" not in done.stderr
    assert words[-1].split("=")[0] in done.stderr or words[0] in done.stderr


def test_parameters_lists_unit_bounds_and_source(alliance):
    """Catch a listing that leaves out what an analyst needs to choose a value."""
    status, out, _ = alliance("parameters", "cost_sharing")
    assert status == 0
    block = out[out.index("krw_per_usd = ") : out.index("us_troops_korea = ")]
    for part in ("1421.4", "[KRW per USD]", "bounds 500 to 3000, plausible 1290.0 to 1485.0", "frb-h10-exchange-rates"):
        assert part in block


def test_parameters_schema_refuses_what_the_command_refuses(alliance):
    """Catch a schema that is laxer than the declarations."""
    _, out, _ = alliance("parameters", "--schema")
    schema = json.loads(out)
    assert schema["additionalProperties"] is False
    assert schema["properties"]["krw_per_usd"] | {"title": "", "description": ""} == {
        "type": "number", "title": "", "default": 1421.4, "minimum": 500, "maximum": 3000, "description": "",
    }  # fmt: skip
    assert "cpi_lagged_capped" in schema["properties"]["projection_rule"]["enum"]
