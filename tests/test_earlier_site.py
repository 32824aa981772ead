"""A run built over the last site of its place: the same, byte for byte, as one built from nothing."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from alliance import earlier_site
from alliance.charts.drawing import DrawnElsewhere
from alliance.parameters import load_declarations
from alliance.record import RunRecord
from alliance.workspace import folder_hash, update_folder

ALLIANCE = Path(sys.executable).with_name("alliance")

#: Values that between them reach every chapter; each run takes back what the other changed.
FIRST = ("krw_per_usd=1290", "claim_about_pct=2")
SECOND = ("foc_months_high=3", "judgement_spread_points=1")


def rerun(folder: Path, *words: str, settings: tuple[str, ...] = ()) -> str:
    """Run chapters, or the whole book, into a folder; return what the command says."""
    options = [word for item in settings for word in ("--set", item)]
    done = subprocess.run([ALLIANCE, "rerun", *words, *options, "--output", folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a run by name; of `run.json`, all but when it was made and how long that took."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    record = json.loads(found["run.json"])
    return found | {"run.json": json.dumps({key: value for key, value in record.items() if key not in ("finished", "seconds")}).encode()}


@pytest.fixture(scope="module")
def anew(tmp_path_factory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("anew") / "out"
    assert "site: building\n" in rerun(folder, settings=SECOND)
    return contents(folder)


@pytest.fixture(scope="module")
def over(tmp_path_factory, anew) -> Path:
    folder = tmp_path_factory.mktemp("over") / "out"
    rerun(folder, settings=FIRST)
    assert "site: building over the last one" in rerun(folder, settings=SECOND)
    return folder


def test_a_site_built_over_another_is_the_one_built_anew(over, anew):
    """Catch a page, a picture, a word of the search index or a file to take away that is left from the run before."""
    found = contents(over)
    assert sorted(found) == sorted(anew)
    assert [name for name in anew if found[name] != anew[name]] == []


def test_nothing_is_built_over_a_site_that_was_touched(over, anew):
    """Catch a page that somebody edited and the next run passes on as its own."""
    page = over / "html" / "book" / "method.html"
    page.write_text(page.read_text(encoding="utf-8") + "<!-- edited -->", encoding="utf-8")
    told = rerun(over, settings=SECOND)
    assert "site: building\n" in told
    assert contents(over) == anew
    assert "site: nothing changed, no build" in rerun(over, settings=SECOND)
    assert contents(over) == anew


def test_a_run_of_other_chapters_is_built_anew(tmp_path):
    """Catch a page of a chapter that is not in the run any more."""
    rerun(tmp_path / "out", "claims", settings=("claim_about_pct=3",))
    assert "site: building\n" in rerun(tmp_path / "out", "priorities", settings=("judgement_spread_points=2",))
    assert [path.stem for path in (tmp_path / "out" / "html" / "notebooks").glob("*.html")] == ["priorities"]
    assert not [path for path in (tmp_path / "out" / "html" / "figures").iterdir() if path.name.startswith("verdicts")]


def test_a_chapter_s_command_names_what_the_chapter_takes():
    """Catch a command with settings that say nothing about the chapter, which would make its page another one in every run."""
    declarations = load_declarations()
    settings = {"krw_per_usd": 1290.0, "foc_months_high": 3.0}
    record = RunRecord("custom", tuple(declarations.stems), declarations.defaults() | settings, settings=settings)
    assert record.command() == "alliance rerun --set krw_per_usd=1290.0 --set foc_months_high=3.0"
    assert record.command("opcon_transfer") == "alliance rerun opcon_transfer --set foc_months_high=3.0"
    assert record.command("claims") == "alliance rerun claims"


def test_a_folder_is_brought_up_to_date(tmp_path):
    """Catch a file that stays behind, and one that seems changed because it was written again."""
    made, place = tmp_path / "made", tmp_path / "place"
    for folder, files in ((place, {"same": "1", "other": "1", "gone/deep": "1"}), (made, {"same": "1", "other": "2", "new/deep": "3"})):
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    os.utime(place / "same", (1, 1))
    wanted = folder_hash(made)
    update_folder(made, place)
    assert folder_hash(place) == wanted and not made.exists() and not (place / "gone").exists()
    assert (place / "same").stat().st_mtime == 1


def test_a_hash_of_a_folder_tells_names_and_contents_apart(tmp_path):
    """Catch two folders that are taken for the same: one file under another name, or a byte that moved from one to the next."""
    hashes = set()
    for number, files in enumerate(({"a": "xy", "b": "z"}, {"a": "x", "b": "yz"}, {"a": "xy", "c": "z"}, {"a": "xyz"})):
        for name, text in files.items():
            (tmp_path / str(number)).mkdir(exist_ok=True)
            (tmp_path / str(number) / name).write_text(text, encoding="utf-8")
        hashes.add(folder_hash(tmp_path / str(number)))
    assert len(hashes) == 4


def test_files_of_pages_are_carried_over_where_the_system_has_no_links(tmp_path, monkeypatch):
    """Catch a run on another disk than the last one, and a file written anew that the old one replaces."""
    last, built = tmp_path / "last", tmp_path / "built"
    for folder, text in ((last / "figures", "old"), (built / "html" / "figures", "new")):
        folder.mkdir(parents=True)
        (folder / "a.svg").write_text(text, encoding="utf-8")
    (last / "figures" / "b.svg").write_text("kept", encoding="utf-8")
    (built / earlier_site.DOCTREES).mkdir()
    (built / earlier_site.DOCTREES / earlier_site.FILES).write_text(json.dumps({"page": ["figures/a.svg", "figures/b.svg"]}), encoding="utf-8")

    def refused(*given):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refused)
    earlier_site.carry_over(last, built)
    assert {path.name: path.read_text(encoding="utf-8") for path in (built / "html" / "figures").iterdir()} == {"a.svg": "new", "b.svg": "kept"}


def test_a_picture_drawn_elsewhere_is_waited_for_and_not_for_ever(tmp_path):
    """Catch a build that draws what is about to be there, and one that waits for a process that draws no more."""
    lock, picture = tmp_path / "lock", tmp_path / "a.svg"
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        waiting = DrawnElsewhere(lock)
        # As long as a busy machine may take to come to it.
        waiting._left = 60.0
        threading.Timer(0.1, lambda: picture.write_text("<svg/>", encoding="utf-8")).start()
        waiting.wait(picture)
        assert picture.exists()
        waiting._left = 0.05
        waiting.wait(tmp_path / "never")
        assert waiting._left <= 0
    unlocked = DrawnElsewhere(lock)
    unlocked._left = 60.0
    unlocked.wait(tmp_path / "never")
    assert unlocked._left > 0
