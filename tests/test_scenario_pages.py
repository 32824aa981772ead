"""Scenario pages: one for each file, with its story, parameters, headlines and overlaid figures; what is typed into a file stays text."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from book_copy import copy_book, run_there

from alliance import changes, headlines, paths
from alliance.parameters import (
    load_declarations,
    load_scenario,
    resolve,
    scenario_names,
)
from alliance.record import moved
from alliance.scenario_results import answered, scenario_results, telling

SITE = paths.BUILD / "html"
BUILD = "import sys; from alliance.book import main; sys.exit(main())"


def page(name: str, site: Path = SITE) -> str:
    return (site / "scenarios" / f"{name}.html").read_text(encoding="utf-8")


def text_of(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def typed(text: str) -> str:
    """Return text with the marks that a page sets for those that are typed: quotation marks, dashes, three dots."""
    return text.translate({ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"', ord("–"): "--", ord("—"): "---", ord("…"): "..."})


def changed_in(stem: str, values: dict) -> bool:
    return any(values[name] != item.value for name, item in load_declarations().of(stem).items())


@pytest.mark.parametrize("name", scenario_names())
def test_page_tells_the_scenario(name):
    """Catch a page without its story, a parameter or a headline that moves, or with one that does not."""
    scenario, declarations = load_scenario(name), load_declarations()
    markup = page(name)
    words = typed(text_of(markup))
    assert words.startswith(typed(f"Scenario: {scenario.title} — The Alliance Ledger")) and typed(scenario.story) in words
    for key in scenario.settings:
        assert f">{key}</td>" in markup and f"#param-{key}" in markup
    values = resolve(declarations, scenario=scenario)
    results = {stem: headlines.compare(stem, values) for stem in declarations.stems if changed_in(stem, values)}
    gone = [row["label"] for stem, rows in results.items() for row in headlines.compute(stem, declarations.defaults()) if row["name"] not in {item["name"] for item in rows}]
    expected = [row["label"] for row in moved(row for rows in results.values() for row in rows)]
    table = re.search(rf'id="tbl-page-{name.replace("_", "-")}-headlines".*?</table>', markup, flags=re.DOTALL)[0]
    shown = [html.unescape(label) for label in re.findall(r'<th scope="row" [^>]*>(.*?)</th>', table)]
    assert sorted(shown) == sorted(expected + gone)
    assert [label for label in shown if label not in gone] == [label for label in expected if label not in gone]
    touched = [stem for stem, rows in results.items() if moved(rows)]
    sections = re.findall(r'<section id="chapter-([a-z-]+)"', markup)
    assert set(touched) <= {item.replace("-", "_") for item in sections}
    assert f"<code data-command>alliance rerun --scenario {name}</code>" in markup


@pytest.mark.parametrize("name", scenario_names())
def test_says_first_what_it_changes(name):
    """Catch a page whose reader must find the answer in a long table: what the chapters' answers give and moves stands above all else."""
    opening = page(name).partition('<div class="ledger-table"')[0]
    most = telling(scenario_results(name))
    assert most and len([item for item in re.findall(r"<li><p>(.+?)</p></li>", opening) if " becomes " in text_of(item)]) == len(most) <= 3
    for row in most:
        assert text_of(f": {html.escape(changes.value_text(row['baseline'], row['decimals'], row['unit']))} becomes {html.escape(row['text'])}") in text_of(opening)
    assert changes.ORDER in text_of(page(name))


def test_the_answers_own_headlines_come_first():
    """Catch a page that opens with a by-product because that moved more."""
    most = telling(scenario_results("weak_won"))
    assert {row["name"] for row in most} <= answered("cost_sharing") | answered("trade_links") | answered("force_levels")
    assert {"payment_krw_bn", "horizon_krw_bn"} <= answered("cost_sharing")


@pytest.mark.parametrize("name", scenario_names())
def test_tables_that_change_are_there(name):
    """Catch a table of a chapter that a scenario changes and that its page leaves out, and one shown without both values."""
    markup, prefix = page(name), f"tbl-{name.replace('_', '-')}-"
    shown = re.findall(rf'<div class="ledger-table" id="{prefix}.*?</table>', markup, flags=re.DOTALL)
    assert len(shown) == sum(map(int, re.findall(r"(\d+) of \d+ tables? change", markup)))
    for block in shown:
        assert ", now</th>" in block and ", published</th>" in block and "what differs" in block


@pytest.mark.parametrize("name", scenario_names())
def test_figures_are_there_and_led_back(name):
    """Catch a picture or a CSV that is missing, a figure left out, and one that does not lead to the published one."""
    markup = page(name)
    blocks = re.findall(r'<figure class="ledger-preview ledger-overlay".*?</figure>', markup, flags=re.DOTALL)
    assert len(blocks) == sum(map(int, re.findall(r"(\d+) of \d+ figures", markup)))
    for block in blocks:
        files = re.findall(r'(?:src|srcset)="([^"]+\.svg)"', block) + re.findall(r'href="([^"]+\.csv)"', block)
        assert len(files) >= 5
        assert all((SITE / "scenarios" / file).resolve().stat().st_size > 20 for file in files)
        assert re.search(r'href="\.\./notebooks/\w+\.html#fig-[a-z0-9-]+"', block)
        assert "the book as published" in text_of(block) or "As published" in text_of(block)


def test_gallery_lists_and_links_every_scenario():
    """Catch a scenario that nobody can reach."""
    markup = (SITE / "book" / "gallery.html").read_text(encoding="utf-8")
    for name in scenario_names():
        assert f'href="../scenarios/{name}.html"' in markup and f'<section id="gallery-{name}">' in markup


def test_search_leaves_them_out():
    """Catch twenty versions of every chapter among what a reader finds."""
    text = (SITE / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    own = {number for number, name in enumerate(index["docnames"]) if name.startswith("scenarios/")}
    assert len(own) == len(scenario_names())
    for part in ("terms", "titleterms"):
        assert not [word for word, found in index[part].items() if own & set([found] if isinstance(found, int) else found)]
    assert not [title for title, found in index["alltitles"].items() if own & {item[0] for item in found}]
    assert {index["titles"][number] for number in own} == {""}


PLANTED = """title: "**Bold** {headline}`x.y` <script>alert(1)</script> [a](b) $x$"
story: "See ```{include} ../secret.md``` and {cite}`nobody` or <img src=x onerror=alert(2)>. {{ 7*7 }} # Heading | `code` &amp; done."
set:
  krw_per_usd: 1600
"""


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> Path:
    return copy_book(tmp_path_factory.mktemp("pages") / "book")


@pytest.fixture(scope="module")
def built(copied) -> Path:
    """Return the site of a book into which two files were dropped: the README's own example, and one that tries everything."""
    readme = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"`data/scenarios/dear_dollar.yml`:\n\n((?:    .*\n|\n)+)", readme)[1]
    example = "\n".join(line.removeprefix("    ") for line in block.splitlines())
    folder = copied / "data" / "scenarios"
    (folder / "dear_dollar.yml").write_text(example, encoding="utf-8")
    (folder / "planted.yml").write_text(PLANTED, encoding="utf-8")
    done = run_there(copied, BUILD)
    assert done.returncode == 0, done.stdout + done.stderr
    return copied / "_build" / "html"


def test_the_example_of_the_readme_yields_its_page(built):
    """Catch an example that does not work when it is pasted."""
    markup = page("dear_dollar", built)
    assert "<h1>Scenario: A dear dollar and dear prices" in markup
    assert "1,550" in markup and "2026=3.0 2027=3.0" in markup
    assert {"cost-sharing", "trade-links"} <= set(re.findall(r'<section id="chapter-([a-z-]+)"', markup))
    assert 'href="../scenarios/dear_dollar.html"' in (built / "book" / "gallery.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["scenarios/planted", "book/gallery"])
def test_title_and_story_stay_text(built, name):
    """Catch Markdown, a role, a directive, HTML or a script in a title or story that is obeyed."""
    markup = (built / f"{name}.html").read_text(encoding="utf-8")
    for part in ("<script>alert", "<img src=x", "<strong>Bold", 'href="b"', ">Heading<"):
        assert part not in markup
    words = text_of(re.sub(r"<nav.*?</nav>", "", markup, flags=re.DOTALL))
    assert "**Bold** {headline}`x.y` <script>alert(1)</script> [a](b) $x$" in words
    assert "{cite}`nobody` or <img src=x onerror=alert(2)>. {{ 7*7 }} # Heading | `code` &amp; done." in words


def test_titles_stay_text_in_what_the_search_finds(built):
    """Catch a title that the search's script puts into the page as HTML."""
    text = (built / "searchindex.js").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)" in text and "<script" not in text


def test_wrong_files_are_all_listed_before_anything_runs(copied, built):
    """Catch a scenario refused without file, key, rule and nearest name, one that hides another, and a site lost to it."""
    folder = copied / "data" / "scenarios"
    before = (built / "index.html").read_bytes()
    wrong = {
        "first.yml": "title: First\nstory: Twenty letters and a few more.\nsources:\n  - {key: wpp2042, locator: x}\nset:\n  krw_usd: 1500\n  cap_pct: 900\n",
        "second.yml": "titel: Second\nstory: Twenty letters and a few more.\nset:\n  horizon_yaer: 2031\n",
        "third.yaml": "title: Third\nstory: Twenty letters and a few more.\nset:\n  krw_per_usd: 1500\n",
        "My Fourth.yml": "title: Fourth\nstory: Twenty letters and a few more.\nset:\n  krw_per_usd: 1500\n",
        "baseline.yml": "title: Fifth\nstory: Twenty letters and a few more.\nset:\n  krw_per_usd: 1500\n",
        "idle.yml": "title: Sixth\nstory: Twenty letters and a few more.\nset:\n  cap_pct: 4\n",
        "same.yml": "title: Seventh\nstory: Twenty letters and a few more.\nset:\n  krw_per_usd: 1421.40\n  cap_pct: 4.5\n  constant_price_year: 2020\n",
        "broken.yml": "title: Eighth: a colon\nstory: Twenty letters and a few more.\n",
    }
    for name, content in wrong.items():
        (folder / name).write_text(content, encoding="utf-8")
    try:
        done = run_there(copied, BUILD)
    finally:
        for name in wrong:
            (folder / name).unlink()
    assert (done.returncode, done.stdout) == (2, "")
    for part in (
        "data/scenarios/first.yml: no parameter is called 'krw_usd'; did you mean 'krw_per_usd'?",
        "data/scenarios/first.yml: cap_pct = 900",
        "data/scenarios/first.yml: the source 'wpp2042' is not in book/references.bib; did you mean 'wpp2024'?",
        "data/scenarios/second.yml: 'titel' is not a part of a scenario; did you mean 'title'?",
        "data/scenarios/second.yml: no parameter is called 'horizon_yaer'; did you mean 'horizon_year'?",
        "data/scenarios/third.yaml: is not read: the name of a scenario file ends in .yml; call it 'third.yml'",
        "data/scenarios/My Fourth.yml: the name of a scenario of the book is lower-case letters, digits and underscores; call it 'my_fourth.yml'",
        "data/scenarios/baseline.yml: 'baseline' is the book as published and no name for a scenario",
        "data/scenarios/idle.yml: changes no headline; a scenario must change a result",
        "data/scenarios/same.yml: krw_per_usd is set to its declared value; a scenario holds changes only",
        "data/scenarios/broken.yml: line 1: a second ': ' in one line; put text that holds one in quotes",
    ):
        assert part in done.stderr
    assert len(done.stderr.splitlines()) == 11
    assert (built / "index.html").read_bytes() == before
