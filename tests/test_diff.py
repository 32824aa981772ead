"""`alliance diff` on a real repository: a copy of the book whose last commit holds other numbers."""

from __future__ import annotations

import csv
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from book_copy import alliance_there as alliance
from book_copy import copy_book

from alliance import paths
from alliance.diff import report
from alliance.diff.changes import Change, Section, sections
from alliance.diff.published import recorded

HEADLINE = "baseline,cost_sharing,payment_krw_bn,2026,1519.2,KRW billion,\"1,519.2 billion won\""
CELL = "2021,official,11,,1183.3"


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", "-C", str(folder), *identity, *arguments], capture_output=True, text=True, check=True).stdout


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (path, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    """Return a copy of the book; its last commit has other values in a table, a headline, a verdict and a figure."""
    folder = copy_book(tmp_path_factory.mktemp("diff") / "book")
    changed = {name: (folder / name).read_bytes() for name in ("data/tables/sma_contributions.csv", "tests/expected/headlines.csv", "data/claims/cfr.csv", "notebooks/cost_sharing.ipynb")}
    table = folder / "data" / "tables" / "sma_contributions.csv"
    edit(table, CELL, CELL.replace("1183.3", "1138.3"))
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(lines[:-1]), encoding="utf-8")
    edit(folder / "tests" / "expected" / "headlines.csv", HEADLINE, HEADLINE.replace("1519.2", "1500").replace("1,519.2", "1,500.0"))
    edit(folder / "data" / "claims" / "cfr.csv", ",depends,\"as stated: 28,500", ",holds,\"as stated: 28,500")
    notebook = (folder / "notebooks" / "cost_sharing.ipynb").read_text(encoding="utf-8")
    digest = re.search(r"figure drivers: \d+ rows, data ([0-9a-f]{6})", notebook)[1]
    edit(folder / "notebooks" / "cost_sharing.ipynb", digest, "000000")
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Other numbers")
    for name, content in changed.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def told(book) -> tuple[str, str]:
    """Return the report as text and as a page."""
    done = alliance(book, "diff", "main", "--html", "moved.html")
    assert done.returncode == 0, done.stderr
    return done.stdout, (book / "moved.html").read_text(encoding="utf-8")


def test_every_kind_of_change_is_told(told):
    """Catch a moved number that a reviewer would not see, and numbers that did not move among those that did."""
    text = " ".join(told[0].split())
    assert "Headlines: 1 change in " in text and "1,500.0 billion won -> 1,519.2 billion won (+19.2 billion won, +1.3 %)" in text
    assert "Verdicts on the documents' claims: 1 change in " in text and "cfr-00-1: Almost 30,000 American troops are stationed in South Korea holds; as stated" in text
    assert "Figures and tables of the chapters: 1 change in " in text and "data 000000" in text and "(data changed)" in text
    assert "Data tables: 2 changes in " in text and "year 2021, basis official: amount_krw_bn 1138.3 -> 1183.3 (+45, +4.0 %)" in text and "(row added)" in text


class Page(HTMLParser):
    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))


def test_the_page_stands_alone_and_can_be_heard(told):
    """Catch a report that loads something, runs something, or gives a table without caption and headers."""
    page = Page(told[1])
    tags = [tag for tag, _ in page.tags]
    assert not {"script", "link", "img", "iframe"} & set(tags) and "http" not in told[1]
    assert dict(page.tags)["html"] == {"lang": "en"} and tags.count("h1") == 1 and tags.count("main") == 1
    assert tags.count("table") == tags.count("caption") == 4
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in page.tags if tag == "th")
    assert "1,500.0 billion won" in told[1] and "+1.3 %" in told[1]


def test_what_a_table_holds_is_text_on_the_page():
    """Catch a cell that becomes part of the page."""
    found = [Section("Data tables", 1, (Change("<b>t</b>", "<script>alert(1)</script>", "&", "a\"b"),))]
    text = report.page(found, "<i>", "0" * 40)
    assert "<script" not in text and "<b>" not in text and "<i>" not in text


def test_a_commit_that_is_not_there(book):
    """Catch a traceback, or the name of an option taken for a commit."""
    for given, part in (("mian", "'mian' names no commit here; did you mean 'main'?"), ("", "'' names no commit here"), ("HEAD~99", "names no commit here")):
        done = alliance(book, "diff", given)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("REV: ") and part in done.stderr and len(done.stderr.splitlines()) == 1
    assert alliance(book, "diff", "--", "--all").returncode == 2


def test_every_mistake_at_once(book):
    """Catch a command that starts before it knows where to write."""
    done = alliance(book, "diff", "mian", "--html", "nowhere/moved.html")
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 2
    assert "there is no folder" in done.stderr


def test_outside_a_repository(book):
    """Catch a traceback of git's in a book that was unpacked from an archive."""
    (book / ".git").rename(book / "git-elsewhere")
    try:
        done = alliance(book, "diff", "HEAD")
    finally:
        (book / "git-elsewhere").rename(book / ".git")
    assert (done.returncode, done.stdout) == (2, "") and "is not a git repository" in done.stderr


def test_a_commit_of_something_else(book):
    """Catch a commit without this book that counts as one without numbers."""
    tree = git(book, "hash-object", "-w", "-t", "tree", "/dev/null").strip()
    empty = git(book, "commit-tree", "-m", "Nothing", tree).strip()
    done = alliance(book, "diff", empty)
    assert done.returncode == 2 and "it is no commit of this book" in done.stderr


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    names = [path for folder in (paths.TABLES, paths.CLAIMS, paths.NOTEBOOKS, paths.EXPECTED) for path in sorted(folder.iterdir()) if path.is_file()]
    return {paths.shown(path): path.read_text(encoding="utf-8-sig") for path in names}


def test_nothing_moves_against_itself(files):
    """Catch a change that is none, and a kind of thing that is not read at all."""
    found = sections(recorded(files), recorded(files))
    assert [section.changes for section in found] == [()] * 4
    assert all(section.compared > 20 for section in found)


def test_every_table_is_read_by_its_key(files):
    """Catch rows that hide each other under a key too short."""
    for name, table in recorded(files).tables.items():
        (path,) = [path for path in files if path.endswith(f"/{name}.csv")]
        assert len(table.rows) == len(list(csv.DictReader(files[path].splitlines(keepends=True)))), name


def test_what_came_and_went_stands_last(files):
    """Catch a number that disappears without a word."""
    lines = files["tests/expected/headlines.csv"].splitlines()
    gone = {**files, "tests/expected/headlines.csv": "\n".join([lines[0], *lines[2:]])}
    (change,) = sections(recorded(files), recorded(gone))[0].changes
    assert change.after == "none" and change.before == next(csv.DictReader(lines))["text"]
    (change,) = sections(recorded(gone), recorded(files))[0].changes
    assert change.before == "none"


def test_the_same_change_in_many_scenarios_is_told_once(files):
    """Catch a report in which one change stands twenty times, and one that hides a scenario with another number."""
    lines = files["tests/expected/headlines.csv"].splitlines(keepends=True)
    row = ",cost_sharing,payment_krw_bn,2026,1519.2,"
    count = sum(row in line for line in lines)
    other = [line.replace(",1519.2,", ",1500,").replace("1,519.2", "1,500.0") if row in line else line for line in lines]
    every = sections(recorded(files), recorded({**files, "tests/expected/headlines.csv": "".join(other)}))[0]
    (change,) = every.changes
    assert (change.place, change.times) == ("as published and in every scenario", count) and every.summary.startswith(f"{count} changes in ")
    some = [line.replace(",1519.2,", ",1510,").replace("1,519.2", "1,510.0") if row in line and line.startswith("weak_won,") else new for line, new in zip(lines, other, strict=True)]
    one, rest = sorted(sections(recorded(files), recorded({**files, "tests/expected/headlines.csv": "".join(some)}))[0].changes, key=lambda item: item.times)
    assert (one.place, one.after, rest.place) == ("in weak_won", "1,510.0 billion won", f"as published and in {count - 2} scenarios")


def test_a_change_below_the_printed_digits_is_told(files):
    """Catch a drift that rounding hides."""
    moved = {**files, "tests/expected/headlines.csv": files["tests/expected/headlines.csv"].replace(HEADLINE, HEADLINE.replace("1519.2,", "1519.21,"))}
    (change,) = sections(recorded(files), recorded(moved))[0].changes
    assert (change.before, change.after) == ("1,519.2 billion won (1519.2)", "1,519.2 billion won (1519.21)")
    assert change.difference == "+0.01"
