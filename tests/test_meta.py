"""What pages tell machines: descriptions, the site's own address where it is known, and the page for what is missing."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as tree
from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document
from sphinx.errors import ExtensionError

from alliance import address, book, paths, rerun, runner
from alliance.errors import Refusal
from alliance.site import assets, meta, weight

SITE = paths.BUILD / "html"


def page_of(*texts: str) -> nodes.document:
    made = new_document("x")
    made += [nodes.paragraph("", text) for text in texts]
    return made


def test_description_is_the_first_sentences_whole():
    """Catch a description that is a stub, is cut inside a sentence where it need not be, or breaks at an abbreviation."""
    assert meta.description(page_of("Short.", "A first sentence that is long enough to tell something of the page.")).startswith("A first sentence")
    long = "The U.S. Forces pay for this and that, and so does Seoul. " * 8
    assert meta.description(page_of(long)) == ("The U.S. Forces pay for this and that, and so does Seoul. " * 5).strip()
    cut = meta.description(page_of("word " * 100))
    assert len(cut) <= 300 and cut.endswith("word…")
    assert meta.description(page_of("Short.")) == ""


@pytest.mark.parametrize("given", ["example.org", "ftp://example.org/", "https://", "https://example.org/?a=b", 'https://example.org/"><script>', "javascript:alert(1)"])
def test_an_address_that_is_none_is_refused_before_anything_runs(monkeypatch, capsys, given):
    """Catch pages that carry a broken or dangerous address, and minutes of runs before that is told."""
    monkeypatch.setenv("SITE_URL", given)
    with pytest.raises(Refusal, match="SITE_URL: .* is no address of a site"):
        address.site_url()
    with pytest.raises(ExtensionError, match="SITE_URL"):
        meta.configure(SimpleNamespace(), SimpleNamespace())
    monkeypatch.setattr(runner, "run_notebooks", lambda *given, **settings: pytest.fail("a notebook was run"))
    assert book.main() == 2 and "SITE_URL: " in capsys.readouterr().err
    with pytest.raises(Refusal, match="SITE_URL"):
        rerun.plan([], scenario=None, settings=[], tables_folder=None, output=None)


@pytest.mark.parametrize(("given", "expected"), [("", ""), ("https://example.org", "https://example.org/"), ("https://example.org/ledger/", "https://example.org/ledger/")])
def test_the_address_ends_in_a_slash(monkeypatch, given, expected):
    monkeypatch.setenv("SITE_URL", given)
    assert address.site_url() == expected


def test_map_and_robots_stand_there_where_the_site_knows_its_address(monkeypatch, tmp_path):
    """Catch a map that lists what should not be found, leaves out what should, or is no XML."""
    app = SimpleNamespace(config=SimpleNamespace(alliance_as_of="2026-11-22"))
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "favicon.svg").write_bytes((SITE / "_static" / "favicon.svg").read_bytes())
    monkeypatch.delenv("SITE_URL", raising=False)
    meta.write_files(app, tmp_path, ["index.html"])
    assert not (tmp_path / "sitemap.xml").exists() and not (tmp_path / "robots.txt").exists()
    monkeypatch.setenv("SITE_URL", "https://example.org/ledger")
    meta.write_files(app, tmp_path, ["404.html", "book/data.html", "index.html", "search.html"])
    found = [(place[0].text, place[1].text) for place in tree.parse(tmp_path / "sitemap.xml").getroot()]
    assert found == [("https://example.org/ledger/book/data.html", "2026-11-22"), ("https://example.org/ledger/index.html", "2026-11-22")]
    assert (tmp_path / "robots.txt").read_text(encoding="utf-8").endswith("Sitemap: https://example.org/ledger/sitemap.xml\n")


def test_icon_is_one(tmp_path):
    """Catch a tab without its picture in what asks for favicon.ico alone."""
    content = (SITE / "favicon.ico").read_bytes()
    kind, count, side, size, start = struct.unpack("<xxHHB7xII", content[:22])
    assert (kind, count, side, len(content)) == (1, 1, 32, start + size) and content[start:].startswith(b"\x89PNG")
    assert struct.unpack(">II", content[start + 16 : start + 24]) == (32, 32)


def test_the_page_for_what_is_missing_holds_at_any_depth(monkeypatch):
    """Catch a missing page without styles or links, at the root of a host and below a path."""
    text = '<a href="book/x.html">a</a><script src="_static/m.js?v=1"></script><form action="search.html"><a href="#main">b</a><a href="#">c</a><a href="https://d.org/">d</a>'
    monkeypatch.delenv("SITE_URL", raising=False)
    assert re.findall(r'(?:href|src|action)="([^"]*)"', weight.from_anywhere(text)) == ["/book/x.html", "/_static/m.js?v=1", "/search.html", "#main", "/", "https://d.org/"]
    monkeypatch.setenv("SITE_URL", "https://example.org/ledger")
    assert re.findall(r'(?:href|src|action)="([^"]*)"', weight.from_anywhere(text))[:2] == ["/ledger/book/x.html", "/ledger/_static/m.js?v=1"]


def test_every_address_of_an_asset_has_a_version():
    """Catch an asset that browsers may keep although it changed."""
    for path in SITE.rglob("*.html"):
        found = re.findall(r'(?:src|href|data-index)="/?(?:\.\./)*((?:_static/|searchindex\.js|favicon\.ico)[^"]*)"', path.read_text(encoding="utf-8"))
        assert len(found) >= 5 and all(re.search(r"\?v=[0-9a-f]{8}$", address) for address in found), path


def test_nothing_of_the_theme_is_left_that_no_page_loads():
    """Catch megabytes of scripts, fonts and translations in what is uploaded."""
    assert not [path.name for path in (SITE / "_static").rglob("*") if path.suffix in (".map", ".woff2", ".ttf", ".mo", ".po", ".txt")]
    assert [path.name for path in (SITE / "_static").rglob("*.css")] == ["ledger.css"]


def test_every_part_of_our_styles_is_in_the_one_sheet():
    """Catch a part that nobody lists, or that the purge took away."""
    assert sorted(assets.STYLES) == sorted(path.name for path in assets.STATIC.glob("*.css"))
    sheet = (SITE / "_static" / "ledger.css").read_text(encoding="utf-8")
    for word in (".ledger-figure", "table.ledger", ".ledger-colophon", ".shell-bar", ".whatif"):
        assert word in sheet
