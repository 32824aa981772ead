"""`alliance sweep` for real: its tables, processes, failures, a kill in the middle, notebooks."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
from pathlib import Path

import pytest
from sweep_folders import ALLIANCE, table, wait_for

from alliance import headlines, paths
from alliance.errors import RunFailed
from alliance.models.sensitivity import tornado
from alliance.parameters import load_declarations
from alliance.sweep import command
from alliance.sweep.plan import make_plan

STEM = "cost_sharing"
DRAWS = ("--draws", "300", "--seed", "5")


@pytest.fixture(scope="module")
def undisturbed(sweep, tmp_path_factory) -> Path:
    """The folder of a sweep that one process made without disturbance."""
    folder = tmp_path_factory.mktemp("sweep") / "out"
    done = sweep(STEM, *DRAWS, "--jobs", "1", "--output", folder)
    assert done.returncode == 0, done.stderr
    return folder


def tables(folder: Path) -> dict[str, bytes]:
    """Return every table of a sweep and its plan, as bytes."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "run.json"}


def test_rows_are_what_the_model_says(undisturbed):
    """Catch a row whose headlines belong to other parameters, and digits lost on the way."""
    rows = table(undisturbed)
    assert [int(row["run"]) for row in rows] == list(range(300))
    plan, _ = make_plan(STEM, draws=300, seed=5)
    for number in (0, 77, 299):
        ((point, units),) = plan.points(number, number + 1)
        moved = plan.space.run(plan.base, point, units)
        assert {name: rows[number][f"set_{name}"] for name in moved} == {name: str(value) for name, value in moved.items()}
        for record in headlines.compute(STEM, {**plan.base, **moved}):
            assert float(rows[number][record["name"]]) == record["value"], record["name"]


def test_two_processes_give_the_same_bytes(sweep, undisturbed, tmp_path):
    """Catch rows in the order in which workers finish."""
    done = sweep(STEM, *DRAWS, "--jobs", "2", "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert tables(tmp_path / "out") == tables(undisturbed)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_derived_tables(undisturbed, declarations, defaults, data):
    """Catch a range that its runs do not have, a tornado that is not the chapter's, and a turning point that does not turn."""
    rows = table(undisturbed)
    values = sorted(float(row["horizon_usd_bn"]) for row in rows)
    (found,) = [row for row in table(undisturbed, "ranges.csv") if row["headline"] == "horizon_usd_bn"]
    assert (float(found["min"]), float(found["max"])) == (pytest.approx(values[0]), pytest.approx(values[-1]))
    assert float(found["median"]) == pytest.approx((values[149] + values[150]) / 2) and found["runs"] == "300" and found["unit"] == "USD billion"

    def result(name):
        return lambda given: next(row["value"] for row in headlines.model(STEM).headlines(given, data) if row["name"] == name)

    expected = [row for row in tornado(result("horizon_usd_bn"), defaults, declarations.ranges(STEM)) if row["swing"]]
    drawn = [row for row in table(undisturbed, "tornado.csv") if row["headline"] == "horizon_usd_bn"]
    assert [(row["parameter"], float(row["swing"])) for row in drawn] == [(row["name"], pytest.approx(row["swing"])) for row in expected]
    (flip,) = [row for row in table(undisturbed, "flips.csv") if row["headline"] == "usd_change_pct"]
    at = float(flip["at"])
    assert result("usd_change_pct")({**defaults, "krw_per_usd": at - 1}) > 0 > result("usd_change_pct")({**defaults, "krw_per_usd": at + 1})


def test_plan_and_record(undisturbed):
    """Catch a table that does not say what it was made from, or how to make it again."""
    plan, record = (json.loads((undisturbed / name).read_text(encoding="utf-8")) for name in ("plan.json", "run.json"))
    assert record["command"] == plan["command"] == f"alliance sweep {STEM} --draws 300 --seed 5"
    assert plan["tables"]["exchange_rates"] and plan["code"] and plan["lock"] and "seconds" not in plan and record["seconds"] > 0
    assert plan["left_out"]["labour_share"] and str(paths.ROOT) not in json.dumps(record)


def stopped_in_the_middle(begin, target: Path, *options: str) -> None:
    """Start a sweep and kill it with SIGKILL once some of its rows stand."""
    process = begin(STEM, *options, "--output", target)
    state = target.with_name("out.unfinished") / "state.json"
    wait_for(lambda: state.exists() and json.loads(state.read_text())["rows"] > 0, "a first row")
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def workers_of(target: Path) -> list[int]:
    """Return the processes that are at work for a sweep or were left behind by it: those that hold its address in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"SWEEP_TEST={target}".encode() in path.read_bytes():
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def test_a_killed_sweep_goes_on_to_the_same_bytes(sweep, begin, undisturbed, tmp_path, monkeypatch):
    """Catch rows lost or doubled by a kill, processes left behind, and a torn row that is taken for a whole one."""
    target = tmp_path / "out"
    monkeypatch.setenv("SWEEP_TEST", str(target))
    # Enough runs that a kill comes in the middle; the first 300 need not be those of the shorter sweep, which has a smaller block.
    long = ("--draws", "4000", "--seed", "5")
    stopped_in_the_middle(begin, target, *long, "--jobs", "2")
    wait_for(lambda: not workers_of(target), "the end of its workers")
    assert not target.exists()
    unfinished = tmp_path / "out.unfinished"
    kept = json.loads((unfinished / "state.json").read_text())["rows"]
    assert 0 < kept < 4000
    with (unfinished / "rows.csv").open("a", encoding="utf-8") as file:
        file.write("3999,torn")
    refused = sweep(STEM, *long, "--output", target)
    assert refused.returncode == 2 and f"holds an unfinished sweep, {kept:,} of 4,000 runs; go on with --resume" in refused.stderr
    # Without options of its own, --resume takes those of the sweep that stands there.
    done = sweep(STEM, "--resume", "--output", target)
    assert done.returncode == 0, done.stderr
    assert f"going on after {kept:,} of 4,000 runs" in done.stderr
    again = sweep(STEM, *long, "--output", tmp_path / "again")
    assert again.returncode == 0, again.stderr
    assert tables(target) == tables(tmp_path / "again")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "out"]


def test_another_plan_is_not_gone_on_with(sweep, begin, tmp_path):
    """Catch one table made from two plans, or from rows that somebody changed."""
    target = tmp_path / "out"
    stopped_in_the_middle(begin, target, "--draws", "4000", "--jobs", "1")
    other = sweep(STEM, "--draws", "4000", "--seed", "2", "--set", "cap_pct=4", "--resume", "--output", target)
    assert other.returncode == 2
    for line in ("design seed: 1 there, 2 now", "values cap_pct: 5.0 there, 4.0 now", "drawn cap_pct: [4.0, 5.0] there, nothing now"):
        assert f"out.unfinished is not of this sweep: {line}" in other.stderr, other.stderr
    plan = tmp_path / "out.unfinished" / "plan.json"
    content = plan.read_text(encoding="utf-8")
    table_hash = json.loads(content)["tables"]["gdp"]
    plan.write_text(content.replace(table_hash, "0123456789ab"), encoding="utf-8")
    old = sweep(STEM, "--resume", "--output", target)
    assert old.returncode == 2 and f"tables gdp: 0123456789ab there, {table_hash} now" in old.stderr
    plan.write_text(content, encoding="utf-8")
    rows = tmp_path / "out.unfinished" / "rows.csv"
    rows.write_bytes(rows.read_bytes().replace(b"1519.2", b"1519.3", 1))
    changed = sweep(STEM, "--resume", "--output", target)
    assert changed.returncode == 2 and "its rows are not those that the sweep wrote" in changed.stderr


def test_a_killed_worker_costs_nothing(undisturbed, begin, tmp_path, monkeypatch):
    """Catch a sweep that ends, or loses rows, with one of its processes."""
    target = tmp_path / "out"
    monkeypatch.setenv("SWEEP_TEST", str(target))
    process = begin(STEM, *DRAWS, "--jobs", "2", "--output", target)
    marks = (b"spawn_main", b"--multiprocessing-fork")

    def spawned() -> list[int]:
        return [pid for pid in workers_of(target) if all(mark in Path(f"/proc/{pid}/cmdline").read_bytes() for mark in marks)]

    wait_for(lambda: len(spawned()) == 2, "the start of two workers")
    os.kill(spawned()[0], signal.SIGKILL)
    assert process.wait() == 0, process.stderr.read()
    assert tables(target) == tables(undisturbed)


@pytest.fixture
def without_weo(tmp_path) -> Path:
    """A folder with a table of GDP that lacks one of its bases: it keeps its schema, so only runs that read the basis fail."""
    folder = tmp_path / "mine"
    folder.mkdir()
    lines = (paths.TABLES / "gdp.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "gdp.csv").write_text("".join(line for line in lines if ",weo_2019," not in line), encoding="utf-8")
    return folder


def test_a_run_that_fails_is_a_row(sweep, tmp_path, without_weo):
    """Catch a sweep that ends with one bad run, a failure without its reason, and replacement tables that workers do not read."""
    target = tmp_path / "out"
    done = sweep(STEM, "--vary", "gdp_history_basis=mnd_shares,weo_2019", "--vary", "cap_pct=4,5", "--tables", without_weo, "--output", target)
    assert done.returncode == 0, done.stderr
    assert "4 of 4 runs, 2 failed" in done.stderr
    rows = table(target)
    assert [bool(row["error"]) for row in rows] == [row["set_gdp_history_basis"] == "weo_2019" for row in rows]
    (failed, _) = (row for row in rows if row["error"])
    assert failed["error"].startswith("ValueError: max()") and failed["payment_krw_bn"] == ""
    assert json.loads((target / "run.json").read_text())["failed"] == 2
    assert [row["runs"] for row in table(target, "ranges.csv") if row["headline"] == "payment_krw_bn"] == ["2"]


def test_a_sweep_of_failures_alone_is_a_failed_run(sweep, tmp_path, without_weo):
    """Catch status 0 for a table without a single result."""
    done = sweep(STEM, "--vary", "cap_pct=4,5", "--set", "gdp_history_basis=weo_2019", "--tables", without_weo, "--output", tmp_path / "out")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "every run failed: see the column 'error' of" in done.stderr and "ValueError: max()" in done.stderr.splitlines()[-1]
    assert [row["error"][:10] for row in table(tmp_path / "out")] == ["ValueError"] * 2


def test_headlines_that_come_up_late_have_a_column(tmp_path):
    """Catch a headline that is lost because the first runs did not have it."""
    plan, target = make_plan(STEM, vary=["alternative_rule=defence_budget_growth,fixed_growth,fixed_amounts"], settings=["projection_rule=fixed_amounts"], output=tmp_path / "out")
    command.run(plan, target, jobs=1, say=lambda line: None)
    rows = {row["set_alternative_rule"]: row for row in table(target)}
    for rule, row in rows.items():
        expected = {record["name"]: record["value"] for record in headlines.compute(STEM, {**plan.base, "alternative_rule": rule})}
        assert {name: float(row[name]) for name in expected} == expected
        assert all(value == "" for name, value in row.items() if name not in expected and not name.startswith("set_") and name != "run")
    assert rows["fixed_growth"]["rival_crosses_year"] and not rows["fixed_amounts"]["rival_crosses_year"]
    assert "rival_crosses_year" in {row["headline"] for row in table(target, "ranges.csv")}


def test_a_full_or_forbidden_place_leaves_a_clear_word(tmp_path):
    """Catch a traceback, and a failed sweep that takes an earlier one with it."""
    plan, target = make_plan(STEM, vary=["cap_pct=4,5"], output=tmp_path / "out")
    command.run(plan, target, jobs=1, say=lambda line: None)
    before = tables(target)
    (tmp_path / "out.unfinished").mkdir()
    (tmp_path / "out.unfinished" / "lock").touch()
    (tmp_path / "out.unfinished" / "rows.csv").mkdir()
    with pytest.raises(RunFailed, match=r"rows\.csv: Is a directory; no run was kept"):
        command.run(plan, target, jobs=1, say=lambda line: None)
    assert tables(target) == before


def test_a_sweep_that_finds_no_room_goes_on_when_there_is(sweep, begin, undisturbed, tmp_path):
    """Catch a row that is half written and taken for a whole one, and a sweep that is lost with its disk."""
    target = tmp_path / "out"
    limit = (undisturbed / "runs.csv").stat().st_size * 9 // 10
    process = begin(STEM, *DRAWS, "--output", target, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    _, errors = process.communicate()
    kept = json.loads((tmp_path / "out.unfinished" / "state.json").read_text())["rows"]
    assert process.returncode == 1 and 0 < kept < 300 and not target.exists()
    told = f"{tmp_path}/out.unfinished/rows.csv: File too large; {kept} runs are kept in {tmp_path}/out.unfinished; the same command with --resume goes on from there"
    assert errors.splitlines()[-1] == told
    done = sweep(STEM, "--resume", "--output", target)
    assert done.returncode == 0, done.stderr
    assert tables(target) == tables(undisturbed)


def test_notebooks_are_those_of_rerun(sweep, tmp_path):
    """Catch a sweep of notebooks whose numbers are not those of `alliance rerun`."""
    target = tmp_path / "out"
    done = sweep(STEM, "--vary", "krw_per_usd=1300,1400", "--notebooks", "--jobs", "2", "--output", target)
    assert done.returncode == 0, done.stderr
    again = subprocess.run([ALLIANCE, "rerun", STEM, "--set", "krw_per_usd=1400", "--output", tmp_path / "rerun"], capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    row = table(target)[1]
    results = json.loads((tmp_path / "rerun" / "results.json").read_text(encoding="utf-8"))
    assert {item["name"]: item["value"] for item in results} == {item["name"]: float(row[item["name"]]) for item in results}
    assert (target / "notebooks" / "000001.ipynb").read_bytes() == (tmp_path / "rerun" / "notebooks" / f"{STEM}.ipynb").read_bytes()
    assert load_declarations()["krw_per_usd"].value != 1400
