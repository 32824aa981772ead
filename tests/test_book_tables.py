"""Tables of the book on pages of prose: chosen rows and columns, and what stops a build."""

from __future__ import annotations

import csv
import re

import pytest

from alliance import book, paths, runner, tables
from alliance.errors import RunFailed
from alliance.record import baseline

SITE = paths.BUILD / "html"


def test_rows_columns_and_sources_are_the_tables():
    """Catch a page that shows other rows than it names, codes for words, or a row without its source."""
    with (SITE / "tables" / "treaty-mutual-defense.csv").open(encoding="utf-8", newline="") as file:
        shown = list(csv.DictReader(file))
    rows = [row for row in tables.rows("treaty_articles") if row["instrument"] == "mutual_defense_treaty"]
    assert [row["article"] for row in shown] == [row["article"] for row in rows]
    assert set(shown[0]) == {"article", "us_commitment", "rok_commitment", "shared_commitment"}
    page = re.sub(r"<pre>.*?</pre>", "", (SITE / "book" / "treaties.html").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert "wartime host nation support" in page and "wartime_host_nation_support" not in page
    for row in rows:
        for key in row["source"].split(";"):
            assert f"sources.html#source-{key}" in page


@pytest.mark.parametrize(
    ("argument", "columns", "where", "message"),
    [
        ("treaty_article", "article", "", "the book has no table 'treaty_article'; did you mean 'treaty_articles'?"),
        ("treaty_articles", "artcle", "", "the table treaty_articles has no column 'artcle'; did you mean 'article'?"),
        ("treaty_articles", "article", "instrument=nato", "no row of the table treaty_articles has instrument=nato"),
    ],
)
def test_what_does_not_exist_stops_the_build(monkeypatch, tmp_path, argument, columns, where, message):
    """Catch an empty table, or none, where a page names one."""
    original = book.lay_out

    def with_a_typo(record, notebooks, source, **options):
        original(record, notebooks, source, **options)
        with (source / "index.md").open("a", encoding="utf-8") as file:
            file.write(f"\n```{{book-table}} {argument}\n:name: a-name\n:caption: A caption\n:columns: {columns}\n")
            file.write((f":where: {where}\n" if where else "") + "```\n")

    monkeypatch.setattr(book, "lay_out", with_a_typo)
    executed = runner.run_notebooks(baseline(), report=lambda line: None)
    with pytest.raises(RunFailed) as failed:
        book.build_site(baseline(), executed, tmp_path / "html", report=lambda line: None)
    assert message in str(failed.value)
