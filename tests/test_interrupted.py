"""Runs that are killed, that meet each other, or that find no room: what was there before stays, and the next run completes."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from alliance import book, check, paths, textfile, workspace
from alliance.errors import Refusal, failed_to_write, no_room

ALLIANCE = Path(sys.executable).with_name("alliance")
KILL = paths.ROOT / "benchmarks" / "kill.py"


def test_killed_processes_leave_nothing_and_the_rest_completes():
    """Catch leftovers, orphans and mixed results of what is killed; `benchmarks/kill.py` does it many times."""
    victims = ["command", "kernel", "sweep", "sweep_worker", "dask_worker"]
    options = [word for victim in victims for word in ("--victim", victim)]
    done = subprocess.run([sys.executable, KILL, "--rounds", "1", "--stem", "claims", *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for victim in victims:
        assert f"{victim}: 1 of 1 rounds with a kill, none wrong" in done.stdout


def rerun(output: Path, rate: int, **settings) -> subprocess.Popen:
    command = [ALLIANCE, "rerun", "cost_sharing", "--set", f"krw_per_usd={rate}", "--output", output]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **settings)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "run.json"}


@pytest.fixture(scope="module")
def at_1390(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("undisturbed") / "out"
    done = rerun(folder, 1390)
    assert done.wait() == 0, done.communicate()[1]
    return folder


def test_two_runs_at_once_to_one_place(at_1390, tmp_path):
    """Catch a site of one run under the results of another, and a crash of either."""
    both = [rerun(tmp_path / "out", 1390), rerun(tmp_path / "out", 1391)]
    told = [item.communicate()[1] for item in both]
    assert [item.returncode for item in both] == [0, 0], told
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    shown = (tmp_path / "out" / "html" / "notebooks" / "cost_sharing.html").read_text(encoding="utf-8")
    rate = record["changed"]["krw_per_usd"]
    assert f"krw_per_usd={rate}" in shown and f"krw_per_usd={2781 - rate}" not in shown
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]
    if rate == 1390:
        assert files(tmp_path / "out") == files(at_1390)


def test_two_runs_of_the_same_at_once(at_1390, tmp_path):
    """Catch kept runs that two processes write over each other."""
    both = [rerun(tmp_path / name, 1390) for name in ("one", "other")]
    told = [item.communicate()[1] for item in both]
    assert [item.returncode for item in both] == [0, 0], told
    assert files(tmp_path / "one") == files(tmp_path / "other") == files(at_1390)


def refused_for_room(done: subprocess.Popen, word: str) -> None:
    out, told = done.communicate()
    assert done.returncode == 1, told
    assert out == "" and "Traceback" not in told
    assert word in told.splitlines()[-1] and "what was there before is as it was" in told.splitlines()[-1]


@pytest.fixture
def disk(at_1390, tmp_path):
    """A disk of two megabytes with an earlier run on it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by root alone; the limit on a file's size is tested all the same")
    (disk / "out").mkdir()
    for name in ("results.json", "run.json"):
        (disk / "out" / name).write_bytes((at_1390 / name).read_bytes())
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk(disk):
    """Catch a run that replaces a good one by half of itself, or ends in a traceback, when the disk is full."""
    before = files(disk / "out")
    refused_for_room(rerun(disk / "out", 1390), "No space left on device")
    assert files(disk / "out") == before
    assert [path.name for path in disk.iterdir()] == ["out"]


def test_a_read_only_folder(disk):
    """Catch a run of minutes that ends in an error which was there to be seen before it began."""
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    before = files(disk / "out")
    done = rerun(disk / "out", 1390)
    told = done.communicate()[1]
    assert done.returncode == 2
    assert told.splitlines() == [f"--output: {disk}/out: cannot be written, no permission for {disk}"]
    assert files(disk / "out") == before


def test_a_file_that_may_not_grow(at_1390, tmp_path):
    """Catch the same where a limit on the size of files stands for the full disk."""
    before = files(at_1390)
    small = rerun(at_1390, 1390, preexec_fn=no_growth_beyond(50_000))
    refused_for_room(small, "File too large")
    assert files(at_1390) == before
    assert [path.name for path in at_1390.parent.iterdir()] == ["out"]


def no_growth_beyond(limit: int):
    """Return what a child runs first so that no file of it grows beyond a size in bytes, as on a disk without more room."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def test_a_comparison_that_finds_no_room(tmp_path):
    """Catch half a table in the place of a whole one."""
    kept = tmp_path / "headlines.csv"
    kept.write_text("before", encoding="utf-8")
    command = [ALLIANCE, "compare", "weak_won", "--csv", kept]
    done = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=no_growth_beyond(2000))
    refused_for_room(done, f"{kept}: File too large")
    assert kept.read_text(encoding="utf-8") == "before" and [path.name for path in tmp_path.iterdir()] == ["headlines.csv"]


@pytest.mark.parametrize("place", ["EXPECTED", "BUILD"])
def test_an_update_that_could_not_be_written(monkeypatch, tmp_path, place):
    """Catch an update of minutes that ends where it could have known before it began, and records half of what it found."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setattr(paths, place, tmp_path / "file" / "below")
    with pytest.raises(Refusal) as caught:
        list(check.update(report=print))
    assert str(caught.value) == f"alliance check --update: {tmp_path}/file/below: cannot be written, {tmp_path}/file is a file"


def test_a_book_that_could_not_be_written(monkeypatch, tmp_path, capsys):
    """Catch the same of `make book`."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setattr(paths, "BUILD", tmp_path / "file" / "below")
    assert book.main() == 2
    assert capsys.readouterr().err == f"make book: {tmp_path}/file/below: cannot be written, {tmp_path}/file is a file\n"


def test_what_a_builder_says_of_a_full_disk_is_told_in_a_line():
    """Catch a traceback of another process where a line would do, and a warning of Sphinx taken for a full disk."""
    printed = "reading sources...\nTraceback (most recent call last):\nOSError: [Errno 28] No space left on device: '/a/b.html'\n\nThe above exception ..."
    assert no_room(printed) == (28, "No space left on device", "/a/b.html")
    assert no_room("OSError: [Errno 28] No space left on device\n") == (28, "No space left on device", "")
    assert no_room("FileNotFoundError: [Errno 2] No such file or directory: '/a'\nWARNING: 28") is None


def test_an_error_without_a_file_names_the_folder(tmp_path):
    """Catch an error that says what went wrong and not where: a write to an open file names none."""
    with pytest.raises(OSError) as caught, workspace.aside(tmp_path / "out") as made, (made / "file").open("w") as file, open("/dev/full", "w") as full:
        file.write("x")
        full.write("x")
        full.flush()
    assert failed_to_write(caught.value) == f"{tmp_path}/out: No space left on device; what was there before is as it was"
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "full").symlink_to(tmp_path / "nowhere")
    with pytest.raises(shutil.Error) as caught:
        shutil.copytree(tmp_path / "from", tmp_path / "to")
    assert failed_to_write(caught.value) == f"{tmp_path}/to/full: No such file or directory; what was there before is as it was"


def test_a_write_that_fails_names_the_file(tmp_path):
    """Catch an error that says what went wrong and not where."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OSError) as caught:
        textfile.write_aside(tmp_path / "file" / "below", "x")
    assert caught.value.filename == str(tmp_path / "file" / "below")


def test_leftovers_are_swept_and_work_in_progress_is_not(tmp_path):
    """Catch leftovers that stay for ever, and a run that sweeps what another one is writing."""
    target = tmp_path / "out"
    left = tmp_path / ".out.making-left"
    left.mkdir()
    with workspace.aside(target) as first, workspace.aside(target) as second:
        assert first.is_dir() and second.is_dir() and first != second
        assert not left.exists()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / ".writing-left").write_text("half", encoding="utf-8")
    workspace.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("one_step", [True, False])
def test_a_folder_takes_the_place_of_another(tmp_path, monkeypatch, one_step):
    """Catch files of two folders mixed, with and without a system that exchanges folders in one step."""
    if not one_step:
        monkeypatch.setattr(workspace, "_exchanged", lambda one, other: False)
    for name, inside in (("made", "new"), ("target", "old")):
        (tmp_path / name).mkdir()
        (tmp_path / name / inside).write_text(inside, encoding="utf-8")
    workspace.replace_folder(tmp_path / "made", tmp_path / "target")
    assert [path.name for path in tmp_path.iterdir()] == ["target"]
    assert [path.name for path in (tmp_path / "target").iterdir()] == ["new"]


def test_a_folder_is_brought_back_after_a_kill_between_two_steps(tmp_path):
    """Catch a good site that is gone because its successor never came."""
    (tmp_path / ".target.old").mkdir()
    (tmp_path / ".target.old" / "old").write_text("old", encoding="utf-8")
    with workspace.aside(tmp_path / "target"):
        pass
    assert (tmp_path / "target" / "old").read_text(encoding="utf-8") == "old"
