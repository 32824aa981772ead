"""The book as a whole: settings and contents, the build and what it leaves when it fails."""

from __future__ import annotations

import subprocess
import sys

import pytest
import yaml

from alliance import book, paths, runner
from alliance.errors import RunFailed
from alliance.parameters import load_declarations
from alliance.record import baseline

PAGES = [chapter["file"] for part in yaml.safe_load((paths.ROOT / "_toc.yml").read_text())["parts"] for chapter in part["chapters"]]


def test_contents_and_files_agree():
    """Catch a page that nobody can reach and a chapter without a notebook."""
    found = {f"book/{path.stem}" for path in paths.BOOK.glob("*.md")} | {f"notebooks/{path.stem}" for path in paths.NOTEBOOKS.glob("*.ipynb")}
    assert set(PAGES) == found
    assert {page.partition("/")[2] for page in PAGES if page.startswith("notebooks/")} == set(load_declarations().stems)


def test_settings_stand_where_jupyter_book_reads_them():
    """Catch a misplaced key, which Jupyter Book accepts in silence."""
    settings = yaml.safe_load((paths.ROOT / "_config.yml").read_text())
    assert settings["execute"]["execute_notebooks"] == "force"
    assert settings["execute"]["raise_on_error"] is True
    assert settings["only_build_toc_files"] is True
    assert {"_build", ".*", "**/.*"} <= set(settings["exclude_patterns"])
    assert "alliance.site" in settings["sphinx"]["config"]["extensions"]
    assert settings["sphinx"]["config"]["alliance_as_of"] == "2026-11-22"


@pytest.fixture(scope="module")
def executed():
    """Return the chapters as the built book has them."""
    return runner.run_notebooks(baseline(), report=lambda line: None)


def test_make_book_again_does_nothing(capsys):
    """Catch a build that runs notebooks or pages anew although nothing changed."""
    assert book.main() == 0
    capsys.readouterr()
    assert book.main() == 0
    assert capsys.readouterr().out.splitlines()[:-1] == [*(f"{stem}: nothing changed, no run" for stem in load_declarations().stems), "site: nothing changed, no build"]


def test_an_edited_sentence_shows_without_a_run(executed, tmp_path, monkeypatch):
    """Catch a sentence that waits for a run, and a run for a sentence."""
    edited = runner.read_notebook("cost_sharing")
    edited.cells[0].source = "# What does Seoul pay, and by which rule?"
    read = runner.read_notebook
    monkeypatch.setattr(runner, "read_notebook", lambda stem: edited if stem == "cost_sharing" else read(stem))
    lines: list[str] = []
    notebooks = runner.run_notebooks(baseline(), report=lines.append)
    assert lines == [f"{stem}: nothing changed, no run" for stem in load_declarations().stems]
    assert notebooks["cost_sharing"].cells[0].source.startswith("# What does Seoul pay")
    assert notebooks["cost_sharing"].cells[3].outputs == executed["cost_sharing"].cells[3].outputs


def test_links_to_chapters_that_were_not_run():
    """Catch a run of one chapter that cannot be built, because the front page links to another."""
    text = "Read [one](notebooks/one.ipynb), [the\nother](../notebooks/other.ipynb) and [data](book/data.md)."
    assert book.without_dead_links(text, {"one": None}) == "Read [one](notebooks/one.ipynb), the\nother and [data](book/data.md)."


def test_a_failed_build_leaves_the_last_good_site(executed, tmp_path, monkeypatch):
    """Catch a broken or half-built site in the place of a good one; an unknown headline must stop a build."""
    target = tmp_path / "html"
    target.mkdir()
    (target / "index.html").write_text("last good", encoding="utf-8")
    original = book.lay_out

    def with_a_typo(record, notebooks, source, **options):
        original(record, notebooks, source, **options)
        with (source / "index.md").open("a", encoding="utf-8") as file:
            file.write("\nIt pays {headline}`cost_sharing.payment_krw`.\n")

    monkeypatch.setattr(book, "lay_out", with_a_typo)
    with pytest.raises(RunFailed, match="no headline of 'cost_sharing' is called 'payment_krw'; did you mean 'payment_krw_bn'"):
        book.build_site(baseline(), executed, target, report=lambda line: None)
    assert [path.name for path in tmp_path.iterdir()] == ["html"]
    assert (target / "index.html").read_text(encoding="utf-8") == "last good"


def test_a_bare_build_gives_every_page(tmp_path):
    """Catch a book that only our own driver can build."""
    command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", ".", "--path-output", str(tmp_path), "-q"]
    before = {path for path in paths.ROOT.rglob("*") if not {"_build", ".venv", "__pycache__", ".pytest_cache", ".git"} & set(path.parts)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=paths.ROOT, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    assert "WARNING:" not in done.stdout + done.stderr
    site = tmp_path / "_build" / "html"
    for page in ["index", *PAGES]:
        assert (site / f"{page}.html").stat().st_size > 5000, page
    made = (paths.BUILD / "html" / "notebooks" / "cost_sharing.html").read_text(encoding="utf-8")
    bare = (site / "notebooks" / "cost_sharing.html").read_text(encoding="utf-8")
    assert bare == made
    after = {path for path in paths.ROOT.rglob("*") if not {"_build", ".venv", "__pycache__", ".pytest_cache", ".git"} & set(path.parts)}
    assert after == before
