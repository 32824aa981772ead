"""The engines: ready kernels give what plain papermill gives, fail clearly, and leave nothing running."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import psutil
import pytest

from alliance import cli, paths, runner
from alliance.engine import forks
from alliance.parameters import (
    load_declarations,
    load_scenario,
    resolve,
    scenario_names,
)
from alliance.record import RunRecord

STEMS = load_declarations().stems


def executed(stem: str, changed: dict, engine: str) -> str:
    notebook, failure = runner.execute(stem, changed, engine)
    assert failure == ""
    return nbformat.writes(notebook)


@pytest.mark.parametrize("stem", STEMS)
def test_both_engines_give_the_same_notebook(stem):
    """Catch a ready kernel that lacks something of a fresh one, or has something more."""
    assert executed(stem, {}, "ready") == executed(stem, {}, "plain")


@pytest.mark.parametrize("name", scenario_names())
def test_both_engines_give_the_same_notebook_under_a_scenario(name):
    """Catch a value that reaches one engine's kernel differently: in each scenario, one of the chapters that it reaches, in turn.

    `benchmarks/identical.py` takes all of them, papermill's command for the plain engine, and models in processes and on Dask.
    """
    record = RunRecord(name, STEMS, resolve(load_declarations(), scenario=load_scenario(name)), scenario=name)
    reached = [stem for stem in STEMS if record.changed_of(stem)]
    stem = reached[scenario_names().index(name) % len(reached)]
    assert executed(stem, record.changed_of(stem), "ready") == executed(stem, record.changed_of(stem), "plain")


def notebook_of(path: Path, *sources: str) -> Path:
    """Write a notebook of code cells."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    made.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(made, path)
    return path


def test_papermill_finds_the_engine(tmp_path):
    """Catch an entry point that only our own command knows: papermill's command runs a notebook of anybody on it."""
    source = notebook_of(tmp_path / "in.ipynb", "import sys, os\nprint('alliance.notebook' in sys.modules, os.getcwd())")
    command = [sys.executable, "-m", "papermill", "in.ipynb", "out.ipynb", "--engine", "ready", "--no-progress-bar"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=source.parent, check=False)
    assert done.returncode == 0, done.stderr
    shown = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells[0].outputs[0].text
    assert shown == f"True {tmp_path}\n"


def test_a_kernel_that_dies_is_a_failed_run_and_the_next_one_works(tmp_path, monkeypatch):
    """Catch a hang, a traceback or a lost fork server after a kernel that was killed."""
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    notebook_of(tmp_path / "dying.ipynb", "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    notebook_of(tmp_path / "living.ipynb", "1 + 1")
    for engine in ("ready", "plain"):
        notebook, failure = runner.execute("dying", {}, engine)
        assert notebook is None and "its kernel ended before the notebook did" in failure
        assert runner.execute("living", {}, engine)[1] == ""


def test_a_fork_server_that_dies_is_started_again(tmp_path, monkeypatch):
    """Catch every later run of a process failing because of one process that was killed."""
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    notebook_of(tmp_path / "living.ipynb", "1 + 1")
    first = forks.server()
    first._process.kill()
    first._process.wait()
    assert runner.execute("living", {}, "ready")[1] == ""
    assert forks.server() is not first


_PARENT = """
import sys, time
from alliance.engine import forks
server = forks.server()
kernel = server.fork({"transport": "ipc", "ip": "@test-%d" % server._process.pid, "key": "k", "signature_scheme": "hmac-sha256",
    "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "hb_port": 4, "control_port": 5}, arguments=[], folder="/", environment={})
print(server._process.pid, kernel.pid, flush=True)
time.sleep(600)
"""


def test_nothing_outlives_a_parent_that_is_killed():
    """Catch kernels and a fork server that stay behind."""
    parent = subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, text=True)
    found = [psutil.Process(int(pid)) for pid in parent.stdout.readline().split()]
    assert len(found) == 2 and all(item.is_running() for item in found)
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    _, alive = psutil.wait_procs(found, timeout=60)
    assert alive == []


def test_kernels_leave_no_file(tmp_path, monkeypatch):
    """Catch sockets and connection files that pile up, in the folder for temporary files or in the cache."""
    monkeypatch.setattr(paths, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "tmp").mkdir()
    notebook_of(tmp_path / "living.ipynb", "1 + 1")
    for engine in ("ready", "plain"):
        assert runner.execute("living", {}, engine)[1] == ""
    assert [path for path in [*(tmp_path / "tmp").rglob("*"), *(tmp_path / "cache").rglob("*")] if path.is_file()] == []


def test_an_engine_that_is_none_is_refused(monkeypatch, capsys):
    """Catch a mistyped engine that is replaced by the default."""
    monkeypatch.setattr(sys, "argv", ["alliance", "rerun", "--engine", "redy"])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 2
    assert "--engine: there is no engine 'redy'; did you mean 'ready'?" in capsys.readouterr().err
