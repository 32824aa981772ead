"""The same sweep on a Dask cluster of this machine: a real scheduler and two real workers on the loopback address."""

from __future__ import annotations

import json
import os
import re
import signal
from pathlib import Path

import pytest
from clusters import Cluster
from sweep_folders import table, wait_for

STEM = "cost_sharing"
SWEEP = ("--draws", "2000", "--seed", "3")


def tables(folder: Path) -> dict[str, bytes]:
    """Return every table of a sweep and its plan, as bytes."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "run.json"}


@pytest.fixture
def cluster(tmp_path) -> Cluster:
    made = Cluster(tmp_path / "cluster")
    yield made
    made.stop()


@pytest.fixture(scope="module")
def local(sweep, tmp_path_factory) -> Path:
    """The folder of the same sweep, made by processes of this machine."""
    folder = tmp_path_factory.mktemp("local") / "out"
    done = sweep(STEM, *SWEEP, "--output", folder)
    assert done.returncode == 0, done.stderr
    return folder


def rows_kept(target: Path) -> int:
    state = target.with_name(f"{target.name}.unfinished") / "state.json"
    return json.loads(state.read_text())["rows"] if state.exists() else 0


def test_a_worker_killed_in_the_middle_costs_time_only(cluster, begin, local, tmp_path):
    """Catch rows that differ from a local sweep's, and runs lost with the worker that had them."""
    first, _ = cluster.add_worker(), cluster.add_worker()
    process = begin(STEM, *SWEEP, "--scheduler", cluster.address, "--output", tmp_path / "out")
    wait_for(lambda: rows_kept(tmp_path / "out") > 0 or process.poll() is not None, "a first row")
    os.kill(first.pid, signal.SIGKILL)
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    assert tables(tmp_path / "out") == tables(local)
    record = json.loads((tmp_path / "out" / "run.json").read_text())
    assert (record["where"], record["jobs"]) == ("cluster", 2)


def test_a_lost_scheduler_is_told_and_the_sweep_goes_on(cluster, sweep, begin, local, tmp_path):
    """Catch a command that hangs or shows a traceback when the scheduler is gone, and rows lost with it."""
    cluster.add_worker()
    target = tmp_path / "out"
    process = begin(STEM, *SWEEP, "--scheduler", cluster.address, "--output", target)
    wait_for(lambda: rows_kept(target) > 0 or process.poll() is not None, "a first row")
    os.kill(cluster.scheduler.pid, signal.SIGKILL)
    _, errors = process.communicate()
    assert process.returncode == 1
    last = errors.splitlines()[-1]
    assert f"the scheduler at {cluster.address} was lost" in last and "--resume goes on from there" in last
    assert "Traceback" not in errors and 0 < rows_kept(target) < 2000
    done = sweep(STEM, "--resume", "--output", target)
    assert done.returncode == 0, done.stderr
    assert tables(target) == tables(local)


def test_grids_failures_and_other_tables(cluster, sweep, tmp_path):
    """Catch a cluster that differs from processes where runs fail, and replacement tables that its workers do not read."""
    cluster.add_worker()
    from alliance import paths

    mine = tmp_path / "mine"
    mine.mkdir()
    lines = (paths.TABLES / "gdp.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (mine / "gdp.csv").write_text("".join(line for line in lines if ",weo_2019," not in line), encoding="utf-8")
    options = ("--vary", "gdp_history_basis=mnd_shares,weo_2019", "--tables", mine)
    for name, where in (("here", ()), ("there", ("--scheduler", cluster.address))):
        done = sweep(STEM, *options, *where, "--output", tmp_path / name)
        assert done.returncode == 0, done.stderr
    assert tables(tmp_path / "here") == tables(tmp_path / "there")
    assert [bool(row["error"]) for row in table(tmp_path / "there")] == [False, True]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("127.0.0.1:8786", "is not an address such as tcp://127.0.0.1:8786"),
        ("tcp://127.0.0.1:1", "no scheduler answers at tcp://127.0.0.1:1; start one with 'dask scheduler --port 1'"),
    ],
)
def test_a_scheduler_that_is_not_there(sweep, tmp_path, address, message):
    """Catch a sweep that starts, or leaves something behind, without its cluster."""
    done = sweep(STEM, *SWEEP, "--scheduler", address, "--output", tmp_path / "out")
    assert (done.returncode, done.stdout) == (2, "") and message in done.stderr and "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_cluster_without_workers_or_with_other_code(cluster, sweep, tmp_path, monkeypatch):
    """Catch a sweep that waits for ever, and results of another edition of the book taken for this one's."""
    alone = sweep(STEM, *SWEEP, "--scheduler", cluster.address, "--output", tmp_path / "out")
    assert alone.returncode == 2 and f"{cluster.address} has no worker; start one with 'dask worker {cluster.address}'" in alone.stderr
    monkeypatch.setenv("PYTHONPATH", str(other_edition(tmp_path)))
    cluster.add_worker()
    monkeypatch.delenv("PYTHONPATH")
    other = sweep(STEM, *SWEEP, "--scheduler", cluster.address, "--output", tmp_path / "out")
    assert other.returncode == 2 and "Traceback" not in other.stderr
    assert re.search(r"--scheduler: worker tcp://\S+: code: \S+ here, \S+ on the worker", other.stderr), other.stderr
    assert not (tmp_path / "out").exists() and not (tmp_path / "out.unfinished").exists()


def other_edition(folder: Path) -> Path:
    """Return a copy of the book whose package differs by a comment."""
    import shutil

    from alliance import paths

    made = folder / "edition"
    for name in ("alliance", "data"):
        shutil.copytree(paths.ROOT / name, made / name, ignore=shutil.ignore_patterns("__pycache__"))
    (made / "book").mkdir()
    shutil.copy(paths.REFERENCES, made / "book")
    shutil.copy(paths.REQUIREMENTS, made)
    with (made / "alliance" / "paths.py").open("a", encoding="utf-8") as file:
        file.write("# another edition\n")
    return made
