"""The book as one PDF: the one document that is printed, and a small run printed in truth."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from book_copy import alliance_there
from bs4 import BeautifulSoup
from pypdf import PdfReader

from alliance import paths
from alliance.parameters import load_declarations
from alliance.pdf import command
from alliance.pdf.chapters import OTHER_PAGES, chapters
from alliance.pdf.chromium import VARIABLE
from alliance.pdf.cover import cover, facts
from alliance.pdf.document import document
from alliance.record import baseline

SITE = paths.BUILD / "html"

#: The pages of the small run: a chapter, a register's neighbour, and a page that stands in no contents.
SMALL = ("index.html", "notebooks/force_levels.html", "book/gallery.html", "book/glossary.html", "scenarios/tariff_25.html")


@pytest.fixture(scope="module")
def whole():
    """The document of the whole book, as it goes to the printer."""
    if not (SITE / "index.html").exists():
        pytest.fail("the site is not built; run 'make book'")
    return document(SITE, chapters(SITE), facts(baseline().to_json(), ""), site_url="")


@pytest.fixture(scope="module")
def page(whole) -> BeautifulSoup:
    return BeautifulSoup(whole.html({}), "html.parser")


def test_every_page_of_the_contents_and_every_scenario_is_a_chapter(whole):
    """Catch a page of the book that is not on paper, or stands there out of its order."""
    listed = [path for path in re.findall(r"file: (\S+)", (paths.ROOT / "_toc.yml").read_text(encoding="utf-8"))]
    order = [chapter.path for chapter in whole.found]
    assert order[: len(listed) + 1] == ["index.html", *(f"{path}.html" for path in listed)]
    assert {chapter.path for chapter in whole.found if chapter.part == OTHER_PAGES} == {f"scenarios/{path.stem}.html" for path in paths.SCENARIOS.glob("*.yml")}


def test_places_are_unique_and_links_lead_to_them(page):
    """Catch two places under one name, a link to a place that is not there, and one that leads out of the document but not to the web."""
    ids = Counter(element["id"] for element in page.find_all(id=True))
    assert [name for name, times in ids.items() if times > 1] == []
    addresses = {link["href"] for link in page.find_all("a", href=True)}
    assert [address for address in addresses if address.startswith("#") and address[1:] not in ids] == []
    assert [address for address in addresses if not address.startswith(("#", "https://", "http://"))] == []
    assert len(addresses) > 1500


def test_what_needs_a_screen_is_gone_and_what_it_hides_is_there(page):
    """Catch a control, a dark picture or a closed box on paper, and a ledger that lost its rows."""
    assert page.select("script, button, form, input, details, picture source, .ledger-dark, .headerlink, figure") == []
    assert [image for image in page.find_all("img") if ".dark." in image["src"] or not image["src"].endswith(".light.svg") or not image.get("alt")] == []
    assert len(page.select("[id^='notebooks-claims--claim-']")) == 395
    assert len(page.select(".opened li")) > 500


def test_files_of_the_site_are_linked_where_the_site_has_an_address(whole):
    """Catch a link to a file that only this machine has, and an address that is not used."""
    addressed = document(SITE, whole.found[:4], facts(baseline().to_json(), "https://ledger.example/book"), site_url="https://ledger.example/book")
    links = [link["href"] for link in BeautifulSoup(addressed.body, "html.parser").select(".ledger-downloads a")]
    assert "https://ledger.example/book/figures/contribution-real.csv" in links
    assert all(link.startswith(("https://ledger.example/book/", "#")) for link in links)
    assert "https://ledger.example/book" in cover(addressed.facts)


def test_the_cover_says_what_the_book_is():
    """Catch a cover without the run, its parameters, the citation, or the command that makes it again."""
    text = BeautifulSoup(cover(facts(baseline().to_json(), "")), "html.parser").get_text(" ")
    assert "all 155 at their declared values".replace("155", str(len(load_declarations().defaults()))) in text
    for words in ("State of knowledge 22 November 2026", "alliance rerun", "The Alliance Ledger contributors (2026). The Alliance Ledger, edition 2026.11, state of knowledge 22 November 2026.", "CC BY 4.0"):
        assert words in text


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Path:
    """A small run as `alliance rerun` leaves it: some pages of the site, their pictures, its record."""
    folder = tmp_path_factory.mktemp("run")
    for name in SMALL:
        (folder / "html" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SITE / name, folder / "html" / name)
    shutil.copytree(SITE / "figures", folder / "html" / "figures")
    record = baseline().to_json()
    record |= {"name": "dear_dollar", "title": "A dear <dollar>", "story": "It stays there.", "changed": {"krw_per_usd": 1550}, "command": "alliance rerun --set krw_per_usd=1550"}
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


def pdf(run: Path, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess:
    """Run `alliance pdf` in a process of its own: one process drives one browser, and other tests hold theirs open."""
    return alliance_there(paths.ROOT, "pdf", str(run), environment=environment)


@pytest.fixture(scope="module")
def made(run, chromium_path) -> PdfReader:
    """The small run's PDF, printed by the machine's browser."""
    done = pdf(run)
    assert done.returncode == 0, done.stderr
    return PdfReader(run / command.NAME)


@pytest.fixture(scope="module")
def said(made) -> list[str]:
    """The text of each page."""
    return [" ".join(page.extract_text().split()) for page in made.pages]


def structure(reader: PdfReader):
    """Yield every element of the tag tree."""
    left = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while left:
        element = left.pop()
        yield element
        below = element.get("/K", [])
        for item in below if isinstance(below, list) else [below]:
            item = item.get_object()
            if isinstance(item, dict) and "/S" in item:
                left.append(item)


@pytest.mark.browser
def test_the_pdf_is_tagged_and_says_what_it_is(made):
    """Catch a PDF that a screen reader can do nothing with."""
    root = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert made.metadata.title == "The Alliance Ledger: A dear <dollar>" and made.metadata.author == "The Alliance Ledger contributors"
    assert all(page["/Tabs"] == "/S" for page in made.pages)
    kinds = Counter()
    for element in structure(made):
        kinds[element.get("/S")] += 1
        if element.get("/S") == "/Figure":
            assert len(element["/Alt"]) > 60
    pictures = sum(len(BeautifulSoup((SITE / name).read_text(encoding="utf-8"), "html.parser").select("picture.ledger-light")) for name in SMALL)
    assert kinds["/Figure"] == pictures > 15
    assert kinds["/H1"] == len(SMALL) + 1 and kinds["/Table"] >= 5 and kinds["/TH"] > 50 and kinds["/Link"] > 15


@pytest.mark.browser
def test_outline_contents_and_pages_agree(made, said):
    """Catch a heading cut short in the outline, and a page number in the contents that is another page's."""
    top = [entry for entry in made.outline if not isinstance(entry, list)]
    titles = [entry.title for entry in top]
    assert titles[0] == "Contents" and "Can the South Korean force be manned, and what do the numbers of U.S. troops mean?" in titles and len(titles) == len(SMALL) + 1
    for entry in top[1:]:
        number = made.get_destination_page_number(entry) + 1
        assert re.search(re.escape(entry.title.replace(" ", "")) + str(number) + r"(?!\d)", said[1].replace(" ", ""))
        assert entry.title.replace(" ", "") in said[number - 1].replace(" ", "")
    assert sum(isinstance(entry, list) for entry in made.outline) >= 3


@pytest.mark.browser
def test_links_lead_inside_or_to_the_web(made):
    """Catch a dead link, and a link that tells where the PDF was made."""
    places = set(made.named_destinations)
    inside = outside = 0
    for page in made.pages:
        for note in page.get("/Annots", []):
            note = note.get_object()
            if "/Dest" in note:
                inside += 1
                assert note["/Dest"] in places
            else:
                outside += 1
                assert note["/A"]["/URI"].startswith(("https://", "http://"))
    assert inside > 10 and outside == 0, "the registers, which lead to the web, are not in the small run"


@pytest.mark.browser
def test_charts_are_drawn_and_no_page_is_empty(made, said):
    """Catch a chart as a raster picture, a blank sheet, and a sheet without its number."""
    for number, page in enumerate(made.pages, 1):
        forms = [item.get_object() for item in (page["/Resources"].get("/XObject") or {}).values()]
        assert all(form["/Subtype"] != "/Image" for form in forms)
        assert len(said[number - 1]) > 150, f"page {number} is next to empty"
        assert number == 1 or re.search(rf"(?<!\d){number} ?The Alliance Ledger, edition 2026\.11\. Run dear_dollar", said[number - 1])
    assert "krw_per_usd = 1,550 (declared: 1,421.4)" in said[0] and "A dear <dollar>" in said[0] and "run dear_dollar with assumptions of its own" in said[0] and "differ from the published book" in said[0]


@pytest.mark.browser
def test_made_again_it_is_the_same_bytes(made, run):
    """Catch a date, a path or a random name in the PDF."""
    before = (run / command.NAME).read_bytes()
    assert pdf(run).returncode == 0
    assert (run / command.NAME).read_bytes() == before
    assert str(run).encode() not in before and b"CreationDate" not in before


@pytest.mark.browser
def test_a_picture_that_is_missing_is_named_and_an_earlier_pdf_stays(run, tmp_path, chromium_path):
    """Catch a hole where a chart should be, and a good PDF lost to a failed one."""
    broken = tmp_path / "run"
    (broken / "html" / "scenarios").mkdir(parents=True)
    shutil.copy(run / "run.json", broken)
    shutil.copy(run / "html" / "index.html", broken / "html")
    (broken / command.NAME).write_bytes(b"earlier")
    failed = pdf(broken)
    assert failed.returncode == 1 and re.search(r"pictures of the site are missing: .*\.light\.svg", failed.stderr)
    assert (broken / command.NAME).read_bytes() == b"earlier"
    assert sorted(path.name for path in broken.iterdir()) == ["alliance-ledger.pdf", "html", "run.json"]


def test_without_a_browser_it_says_how_to_get_one(run):
    """Catch a traceback where Chromium is missing or is none."""
    without = {name: value for name, value in os.environ.items() if name != VARIABLE} | {"PATH": ""}
    missing = pdf(run, without)
    assert missing.returncode == 1 and "no Chromium found" in missing.stderr and "ALLIANCE_CHROMIUM" in missing.stderr
    none = pdf(run, without | {VARIABLE: "/nowhere/chromium"})
    assert none.returncode == 1 and "/nowhere/chromium does not start" in none.stderr and "Traceback" not in none.stderr


def test_a_folder_without_a_run_is_refused(tmp_path):
    """Catch a PDF of nothing."""
    nowhere = pdf(tmp_path / "none")
    assert nowhere.returncode == 2 and "none/run.json: there is no such file" in nowhere.stderr
    (tmp_path / "run.json").write_text(json.dumps(baseline().to_json()), encoding="utf-8")
    empty = pdf(tmp_path)
    assert empty.returncode == 2 and "html/index.html: there is no such page" in empty.stderr
