"""`make book`: made again exactly when something that it is made from has changed; the builder that waits ahead."""

from __future__ import annotations

import signal
import subprocess
import sys

import psutil
import pytest

from alliance import building, paths, publish


def test_a_book_with_nothing_changed_is_known_without_an_import(capsys):
    """Catch a second `make book` that checks, runs or builds, or that loads pandas to find out that it need not."""
    assert publish.main() == 0
    assert publish.main() == 0
    assert "nothing changed since the book was made" in capsys.readouterr().out
    code = "import sys; from alliance import publish; publish.main(); print(sorted({'pandas', 'yaml', 'nbformat', 'pydantic'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with one file of each input of the book, taken for the repository."""
    for name in publish._INPUTS:
        path = tmp_path / name if "." in name else tmp_path / name / "deep" / "file.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", publish._INPUTS)
def test_every_input_counts(place, name):
    """Catch a book that stays as it was although a file that it is made from changed, came or went."""
    before = publish.inputs_hash()
    path = place / name if "." in name else place / name / "deep" / "file.txt"
    path.write_text(f"{name}.", encoding="utf-8")
    changed = publish.inputs_hash()
    path.rename(path.with_name("other"))
    assert len({before, changed, publish.inputs_hash()}) == 3


def test_the_inputs_are_all_there_is():
    """Catch a file at the root that the book is made from and that nobody counts."""
    settings = {"Makefile", "README.md", "LICENSE", "CITATION.cff", "conftest.py", "tests", "benchmarks", "_build"}
    there = {path.name for path in paths.ROOT.iterdir() if not path.name.startswith(".") and not path.name.endswith((".egg-info", "__pycache__"))}
    assert there - settings == set(publish._INPUTS)


def test_compiled_files_do_not_count(place):
    """Catch a book made again because Python wrote its own files."""
    before = publish.inputs_hash()
    (place / "alliance" / "__pycache__").mkdir()
    (place / "alliance" / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert publish.inputs_hash() == before


@pytest.mark.parametrize("name", publish._VARIABLES)
def test_variables_count(place, monkeypatch, name):
    """Catch a book for another address, or from other tables, that is taken for this one."""
    before = publish.inputs_hash()
    monkeypatch.setenv(name, "elsewhere")
    assert publish.inputs_hash() != before


def test_a_builder_says_what_jupyter_book_says(tmp_path):
    """Catch a failed build that counts as a good one, or whose words are lost."""
    builder = building.Builder()
    status, printed = builder.build(["build", str(tmp_path / "nowhere")])
    assert status == 2 and "nowhere" in printed


def test_a_builder_that_is_not_needed_ends():
    """Catch a process that stays behind where nothing is built."""
    builder = building.Builder()
    process = psutil.Process(builder._process.pid)
    builder.close()
    assert not process.is_running()


def test_a_builder_ends_with_its_parent():
    """Catch a builder that stays behind when the command is killed."""
    code = "from alliance import building\nimport time\nb = building.Builder()\nprint(b._process.pid, flush=True)\ntime.sleep(600)"
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    builder = psutil.Process(int(parent.stdout.readline()))
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    _, alive = psutil.wait_procs([builder], timeout=60)
    assert alive == []
