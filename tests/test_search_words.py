"""What people type is found: other names, American spelling and Korean lead to the page that answers."""

from __future__ import annotations

import json

import pytest
import snowballstemmer
import yaml

from alliance import paths
from alliance.site.search_words import WORDS

PAGES = [chapter["file"] for part in yaml.safe_load((paths.ROOT / "_toc.yml").read_text(encoding="utf-8"))["parts"] for chapter in part["chapters"]]


@pytest.fixture(scope="module")
def index() -> dict:
    """The site's search index, as its script gets it."""
    text = (paths.BUILD / "html" / "searchindex.js").read_text(encoding="utf-8")
    return json.loads(text.removeprefix("Search.setIndex(").rstrip().removesuffix(")"))


def found(index: dict, typed: str) -> set[str]:
    """Return the pages with every word of what is typed, in their text or a title."""
    stem = snowballstemmer.stemmer("porter").stemWord
    pages = []
    for word in typed.lower().split():
        numbers = [kind.get(stem(word), []) for kind in (index["terms"], index["titleterms"])]
        pages.append({index["docnames"][number] for item in numbers for number in (item if isinstance(item, list) else [item])})
    return set.intersection(*pages)


def test_words_are_given_to_pages_that_exist():
    """Catch words for a page under another name, which nobody would find."""
    assert set(WORDS) <= set(PAGES)


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("SMA", "notebooks/cost_sharing"),
        ("burden sharing", "notebooks/cost_sharing"),
        ("host nation support", "notebooks/cost_sharing"),
        ("방위비분담금", "notebooks/cost_sharing"),
        ("wartime control", "notebooks/opcon_transfer"),
        ("OPCON transfer", "notebooks/opcon_transfer"),
        ("전작권 전환", "notebooks/opcon_transfer"),
        ("THAAD", "notebooks/trade_links"),
        ("사드", "notebooks/trade_links"),
        ("FTA tariffs", "notebooks/trade_links"),
        ("nuclear umbrella", "notebooks/priorities"),
        ("troop withdrawal", "notebooks/force_levels"),
        ("draft", "notebooks/force_levels"),
        ("주한미군 감축", "notebooks/force_levels"),
        ("mutual defense treaty", "book/treaties"),
        ("fact check", "notebooks/claims"),
        ("defense budget", "notebooks/cost_sharing"),
    ],
)
def test_what_people_type_finds_the_page_that_answers(index, typed, page):
    """Catch a search that comes back empty for a name the book does not use itself."""
    assert page in found(index, typed)


def test_the_words_are_not_on_the_pages():
    """Catch a heap of words that a reader sees."""
    for name in WORDS:
        assert WORDS[name] not in " ".join((paths.BUILD / "html" / f"{name}.html").read_text(encoding="utf-8").split())
    assert "전작권" not in (paths.BUILD / "html" / "notebooks" / "opcon_transfer.html").read_text(encoding="utf-8")
