"""The built site, read as files: figures with their data, registers that are whole, tables with captions. What must hold on every page is the gate's."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from alliance import paths, tables
from alliance.charts.drawing import MIME, digest
from alliance.models.redrawn import rounded
from alliance.parameters import load_declarations

SITE = paths.BUILD / "html"
STEMS = load_declarations().stems


class Reader(HTMLParser):
    """Collects what tests ask about a page."""

    def __init__(self, path: Path):
        super().__init__(convert_charrefs=True)
        self.path = path
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, {name: value or "" for name, value in attributes}))

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]


@pytest.fixture(scope="module")
def pages() -> dict[str, Reader]:
    if not (SITE / "index.html").exists():
        pytest.fail("the site is not built; run 'make book'")
    return {path.relative_to(SITE).as_posix(): Reader(path) for path in sorted(SITE.rglob("*.html")) if "_static" not in path.parts}


def figures(page: Reader) -> list[str]:
    return [attributes["id"] for attributes in page.all("figure") if "ledger-figure" in attributes.get("class", "")]


@pytest.mark.parametrize("stem", STEMS)
def test_chapter_has_its_figures(pages, stem):
    """Catch a figure that fell back to text or to a bare image."""
    names = figures(pages[f"notebooks/{stem}.html"])
    assert len(names) == len(set(names)) >= 5
    assert not [tag for tag in pages[f"notebooks/{stem}.html"].all("img") if tag.get("src", "").startswith("data:")]


@pytest.mark.parametrize("stem", STEMS)
def test_figure_files_exist_and_data_give_the_hash_on_the_page(stem):
    """Catch a download that is missing or is not what is drawn."""
    text = (SITE / "notebooks" / f"{stem}.html").read_text(encoding="utf-8")
    blocks = re.findall(r'<figure class="ledger-figure[^>]* id="fig-([a-z0-9-]+)".*?</figure>', text, flags=re.DOTALL)
    for name in blocks:
        for ending in (".csv", ".svg", ".png", ".light.svg", ".dark.svg", ".narrow.light.svg", ".narrow.dark.svg"):
            assert (SITE / "figures" / f"{name}{ending}").stat().st_size > 20
        assert (SITE / "figures" / f"{name}.png").read_bytes().startswith(b"\x89PNG")
    embedded = re.findall(r'<script type="application/json" class="ledger-spec">(.*?)</script>', text, flags=re.DOTALL)
    assert len(embedded) == len(blocks)
    for name, content in zip(blocks, embedded, strict=True):
        data = json.loads(content)["data"]
        assert f"data <code>{digest(data)}</code>" in text
        with (SITE / "figures" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            read = list(csv.DictReader(file))
        assert digest([{key: _like(value, row[key]) for key, value in line.items()} for line, row in zip(read, data, strict=True)]) == digest(data)


def _like(text: str, value):
    """Return CSV text as the JSON value's type: CSV knows text alone."""
    if value is None:
        return None if text == "" else text
    return text if isinstance(value, str) else rounded(float(text))


def test_registers_list_everything(pages):
    """Catch a parameter, table or source that a register leaves out."""
    from alliance.sources import load_sources

    assert {f"param-{name}" for name in load_declarations()} <= set(pages["book/parameters.html"].ids)
    assert {f"table-{name}" for name in tables.table_names()} <= set(pages["book/data.html"].ids)
    assert {f"source-{key}" for key in load_sources()} <= set(pages["book/sources.html"].ids)


def test_conflicts_are_shown():
    """Catch a disagreement of sources that the data register keeps to itself."""
    text = " ".join((SITE / "book" / "data.html").read_text(encoding="utf-8").split())
    for name in tables.table_names():
        for conflict in tables.sidecar(name).conflicts:
            assert conflict.about.replace("'", "’") in text or conflict.about in text


def test_series_that_may_not_be_passed_on_are_nowhere_on_the_site():
    """Catch a restricted series in a download: SIPRI stands in shares alone, and no table of it is offered."""
    for name in tables.table_names():
        offered = (SITE / "data" / f"{name}.csv").exists()
        assert offered == (tables.sidecar(name).redistribute == "full"), name


def test_tables_have_captions_and_scoped_headers(pages):
    """Catch a table anywhere on the site that a screen reader cannot announce; the index of terms sets words in columns by tables."""
    checked = 0
    for name, page in pages.items():
        if name == "genindex.html":
            continue
        text = page.path.read_text(encoding="utf-8")
        for kind, table in re.findall(r'<table\b[^>]*class="([^"]*)"[^>]*>(.*?)</table>', text, flags=re.DOTALL):
            assert table.lstrip().startswith("<caption>"), (name, table[:200])
            headers = re.findall(r"<th\b[^>]*>", table)
            assert headers and all('scope="col"' in header or 'scope="row"' in header for header in headers), (name, table[:300])
            assert kind != "ledger" or 'scope="row"' in table
            assert "<th></th>" not in re.sub(r"<th [^>]*>", "<th>", table), (name, "a header says nothing")
            checked += 1
        assert len(re.findall(r"<table\b", text)) == len(re.findall(r'<table\b[^>]*class="', text)), name
    assert checked > 150


def test_downloads_of_tables_read_back():
    """Catch a CSV of a shown table that lost rows."""
    body = (SITE / "tables" / "demands.csv").read_text(encoding="utf-8")
    assert len(list(csv.DictReader(io.StringIO(body)))) == 9


def test_every_page_tells_the_state_of_knowledge(pages):
    """Catch a page whose numbers cannot be dated."""
    for name, page in pages.items():
        assert {"datetime": "2026-11-22"} in page.all("time"), name


@pytest.mark.parametrize("stem", STEMS)
def test_a_notebook_that_is_taken_away_shows_its_figures(pages, stem):
    """Catch a notebook on the site whose figures are one line of text in JupyterLab: runs are kept without their pictures."""
    notebook = json.loads((SITE / "_sources" / "notebooks" / f"{stem}.ipynb").read_text(encoding="utf-8"))
    shown = [output["data"] for cell in notebook["cells"] for output in cell.get("outputs", ()) if MIME in output.get("data", ())]
    assert len(shown) == len(figures(pages[f"notebooks/{stem}.html"]))
    assert all("".join(data["text/html"]).startswith("<img alt=") for data in shown)
