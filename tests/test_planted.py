"""Markup planted in a scenario, a claim and a table's description: on the built pages it is text, and nothing of it runs."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from book_copy import copy_book, run_there
from gate import markup
from gate.visit import visiting

from alliance.site.server import serving

PLANTED = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script><b>bold</b> & 'quoted'"
SCENARIO = f"""title: >-
  A dear dollar {PLANTED}
story: >-
  The won falls to 1,550 to the dollar and stays there. {PLANTED}
set:
  krw_per_usd: 1550
"""
PAGES = ("scenarios/planted.html", "book/gallery.html", "book/data.html", "notebooks/claims.html")


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """Return the site of a book in which markup stands wherever a contributor writes text."""
    book = copy_book(tmp_path_factory.mktemp("planted") / "book")
    (book / "data" / "scenarios" / "planted.yml").write_text(SCENARIO, encoding="utf-8")
    ledger = book / "data" / "claims" / "cfr.csv"
    rows = list(csv.DictReader(io.StringIO(ledger.read_text(encoding="utf-8"))))
    rows[0]["claim"] += f" {PLANTED}"
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    ledger.write_text(text.getvalue(), encoding="utf-8")
    sidecar = book / "data" / "tables" / "alliance_events.yml"
    content = sidecar.read_text(encoding="utf-8")
    sidecar.write_text(re.sub(r"(?m)^title: .*$", f"title: >-\n  Dated events {PLANTED}", content, count=1), encoding="utf-8")
    done = run_there(book, "import sys; from alliance.book import main; sys.exit(main())")
    assert done.returncode == 0, done.stdout + done.stderr
    return book / "_build" / "html"


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_planted_markup_is_text(browser, site, name):
    """Catch text of a contributor that becomes an element, runs, or is lost."""
    assert markup.unsafe(name, (site / name).read_text(encoding="utf-8")) == []
    with serving(site) as origin, visiting(browser, origin, name) as visit:
        page = visit.page
        assert page.title() != "owned"
        assert page.locator("img[src=x]").count() == 0
        assert page.evaluate("[...document.querySelectorAll('b')].filter(element => element.textContent === 'bold').length") == 0
        words = re.sub(r"[’‘]", "'", page.locator("main").text_content().replace("“", '"').replace("”", '"'))
        assert "<b>bold</b> & 'quoted'" in words and "onerror=" in words
        assert visit.findings() == []
