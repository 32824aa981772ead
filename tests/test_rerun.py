"""`alliance rerun` for real: notebook, results, record and site of other assumptions and other tables."""

from __future__ import annotations

import csv
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from alliance import headlines, paths, runner
from alliance.parameters import (
    load_declarations,
    load_scenario,
    resolve,
    scenario_names,
)
from alliance.record import RunRecord, moved

ALLIANCE = Path(sys.executable).with_name("alliance")

#: Headlines in dollars that depend on tables alone: past years at their own rates.
PAST = {"official_2002_usd_m", "announced_2002_usd_m", "from_announced_2003_usd_m", "official_2003_usd_m", "pentagon_2020_usd_bn", "gao_korea_per_member_usd", "gao_japan_per_member_usd"}


def alliance(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess:
    return subprocess.run([ALLIANCE, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, check=False)


def results_of(folder: Path) -> dict[str, dict]:
    return {row["name"]: row for row in json.loads((folder / "results.json").read_text(encoding="utf-8"))}


@pytest.fixture(scope="module")
def at_1400(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("rerun") / "out"
    done = alliance("rerun", "cost_sharing", "--set", "krw_per_usd=1400", "--output", folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_converted_figure_moves_and_no_agreed_amount_does(at_1400):
    """Catch a figure in dollars that a new exchange rate leaves behind, and a won amount that it moves."""
    results = results_of(at_1400)
    converted = {
        name
        for name, row in results.items()
        if row["unit"].startswith("USD") and name not in PAST and not name.startswith(("demand_usd", "demand_per_member", "break_even_usd", "outcome_"))
    }
    assert converted == {
        "payment_usd_bn", "payment_per_member_usd", "usd_change_m", "usd_change_won_m", "usd_change_rate_m", "horizon_usd_bn", "rival_usd_bn",
        "cost_all_in_usd_bn", "cost_non_personnel_usd_bn", "cost_gao_usd_bn",
    }  # fmt: skip
    for name in converted:
        assert results[name]["difference"] != 0, name
    for name, row in results.items():
        if row["unit"] == "KRW billion":
            assert row["difference"] == 0, name
    assert results["payment_usd_bn"]["value"] == pytest.approx(1519.2 / 1400)
    assert results["payment_usd_bn"]["baseline"] == pytest.approx(1519.2 / 1421.4)


def test_what_stands_below_a_figure_of_a_run_is_the_run_s(at_1400):
    """Catch lines, metadata or a citation that pass a run of one's own off as the published book."""
    figures = at_1400 / "html" / "figures"
    about = json.loads((figures / "dollar-change.json").read_text(encoding="utf-8"))
    assert about["parameters"] == {"krw_per_usd": {"value": 1400.0, "declared": 1421.4, "unit": "KRW per USD"}}
    name = json.loads((at_1400 / "run.json").read_text(encoding="utf-8"))["name"]
    assert f"run {name} with assumptions of its own" in about["citation"]["text"] and f"-{name}-fig-dollar-change" in about["citation"]["bibtex"]
    lines = (figures / "dollar-change.py").read_text(encoding="utf-8")
    assert 'notebook.parameters("cost_sharing", krw_per_usd=1400.0)' in lines
    space: dict = {}
    exec(lines, space)
    assert space["shown"].to_json()["hashes"] == about["hashes"]
    space = {}
    exec(lines.replace(", krw_per_usd=1400.0", ""), space)
    assert space["shown"].data_hash != about["hashes"]["data"]


def test_results_and_record_say_what_was_run(at_1400):
    """Catch a result without its unit or its baseline, and a record that cannot be reproduced."""
    record = json.loads((at_1400 / "run.json").read_text(encoding="utf-8"))
    assert record["changed"] == {"krw_per_usd": 1400.0}
    assert record["command"] == "alliance rerun cost_sharing --set krw_per_usd=1400.0"
    assert record["engine"] == "ready" and record["seconds"] > 0 and record["finished"]
    assert record["lock"] and record["code"] and record["tables"]["exchange_rates"]
    keys = {"stem", "name", "label", "period", "value", "unit", "decimals", "text", "baseline", "difference"}
    assert all(set(row) == keys for row in results_of(at_1400).values())
    notebook = nbformat.read(at_1400 / "notebooks" / "cost_sharing.ipynb", as_version=4)
    assert notebook.metadata["alliance"]["changed"] == {"krw_per_usd": 1400.0}
    assert str(paths.ROOT) not in json.dumps(notebook)


def test_the_site_of_a_run_says_what_differs(at_1400):
    """Catch a site for other assumptions that could be taken for the book's."""
    front = (at_1400 / "html" / "index.html").read_text(encoding="utf-8")
    assert "What this run changes" in front and "Numbers on these pages differ from the published book." in front
    assert "Contribution in dollars" in front and "1.07 billion dollars" in front and "1.09 billion dollars" in front
    chapter = (at_1400 / "html" / "notebooks" / "cost_sharing.html").read_text(encoding="utf-8")
    assert "1,400.0 won per dollar" in chapter and "Numbers on these pages differ" in chapter
    pasted = (at_1400 / "html" / "front.html").read_text(encoding="utf-8")
    assert "1.09 billion dollars" in pasted


def test_the_command_on_the_page_makes_the_same_results(at_1400, tmp_path):
    """Catch a printed command that does not reproduce its page."""
    chapter = (at_1400 / "html" / "notebooks" / "cost_sharing.html").read_text(encoding="utf-8")
    command = re.search(r"<code data-command>(.+?)</code>", chapter).group(1)
    words = shlex.split(command)
    assert words[0] == "alliance"
    done = alliance(*words[1:], "--output", tmp_path / "again")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "again" / "results.json").read_bytes() == (at_1400 / "results.json").read_bytes()
    assert (tmp_path / "again" / "notebooks" / "cost_sharing.ipynb").read_bytes() == (at_1400 / "notebooks" / "cost_sharing.ipynb").read_bytes()


def table_copy(name: str, folder: Path, change: Callable[[list[dict[str, str]]], None]) -> Path:
    """Write a changed copy of a table of the book, with a byte-order mark; return its folder."""
    with (paths.TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    folder.mkdir()
    with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return folder


def test_an_earlier_run_is_replaced_and_a_failed_one_leaves_it(at_1400, tmp_path):
    """Catch results of two runs mixed in one folder, and results lost to a run that fails."""
    before = (at_1400 / "results.json").read_bytes()
    done = alliance("rerun", "cost_sharing", "--set", "krw_per_usd=1400", "--output", at_1400)
    assert done.returncode == 0, done.stderr
    assert "nothing changed, no run" in done.stderr
    assert (at_1400 / "results.json").read_bytes() == before
    # A rate that the record needs is gone: the table keeps its schema, so only the run finds out.
    folder = table_copy("exchange_rates", tmp_path / "mine", lambda rows: rows.remove(next(row for row in rows if row["year"] == "2020")))
    failed = alliance("rerun", "cost_sharing", "--tables", folder, "--output", at_1400)
    assert failed.returncode == 1
    assert "cost_sharing: cell 2: KeyError: 2020" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert (at_1400 / "results.json").read_bytes() == before
    assert sorted(path.name for path in at_1400.parent.iterdir()) == ["out"]


@pytest.mark.parametrize("name", scenario_names())
def test_notebooks_run_under_every_scenario(name):
    """Catch a sentence or a chart that only the baseline can fill: every chapter that a scenario reaches is executed."""
    values = resolve(load_declarations(), scenario=load_scenario(name))
    whole = RunRecord(name, load_declarations().stems, values, scenario=name)
    reached = replace(whole, stems=tuple(stem for stem in whole.stems if whole.changed_of(stem)))
    assert reached.stems
    assert set(runner.run_notebooks(reached, report=lambda line: None)) == set(reached.stems)


def test_demand_is_met_in_its_year():
    """Catch a target path that misses its target: ten billion dollars at the declared rate in 2030."""
    values = resolve(load_declarations(), scenario=load_scenario("demand_met"))
    results = {row["name"]: row for row in headlines.compute("cost_sharing", values)}
    assert results["horizon_usd_bn"]["value"] == pytest.approx(10)
    assert results["horizon_growth_pct"]["value"] == pytest.approx(results["demand_growth_needed_pct"]["value"])


def test_other_tables_replace_the_books(tmp_path):
    """Catch a table of an analyst's that is ignored, or that changes the baseline too."""

    def change(rows: list[dict[str, str]]) -> None:
        next(row for row in rows if (row["year"], row["basis"]) == ("2021", "fed_average"))["krw_per_usd"] = "1300"

    folder = table_copy("exchange_rates", tmp_path / "mine", change)
    done = alliance("rerun", "cost_sharing", "--tables", folder, "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    changed = {row["name"] for row in moved(results_of(tmp_path / "out").values())}
    assert {"usd_change_pct", "usd_change_m", "outcome_2025_at_2021_usd_bn"} <= changed
    assert not {"payment_usd_bn", "horizon_krw_bn"} & changed
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["replaced"] == ["exchange_rates"]
    chapter = (tmp_path / "out" / "html" / "notebooks" / "cost_sharing.html").read_text(encoding="utf-8")
    assert "own)" in chapter
