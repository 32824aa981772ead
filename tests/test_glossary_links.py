"""Links to the glossary: the first mention in prose, once a page, and nowhere else."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.utils import new_document

from alliance import paths
from alliance.site.glossary_links import GLOSSARY, link_terms, terms

ENTRIES = {
    ("Special Measures Agreement", "SMA"): "An agreement on cost (Smith 2020). It runs for years.",
    ("lead time",): "The least time between two steps.",
    ("IOC, FOC",): "Two stages.",
    ("cap",): "The highest rise.",
    ("duty",): "What an importer pays.",
}


def glossary() -> nodes.document:
    document = new_document("glossary")
    listed = nodes.definition_list()
    for names, meaning in ENTRIES.items():
        item = nodes.definition_list_item()
        for name in names:
            item += nodes.term("", name, ids=[f"term-{name.replace(' ', '-')}"])
        item += nodes.definition("", nodes.paragraph("", meaning))
        listed += item
    document += listed
    return document


def linked(*content: nodes.Node, docname: str = "notebooks/opcon_transfer") -> list[tuple[str, str]]:
    """Return the links that a page of this content gets, as text and address."""
    document = new_document("page")
    document += list(content)
    text = document.astext()
    env = SimpleNamespace(found_docs={GLOSSARY}, get_doctree=lambda name: glossary())
    app = SimpleNamespace(env=env, alliance_book=SimpleNamespace(glossary=None), builder=SimpleNamespace(get_relative_uri=lambda here, there: f"../{there}.html"))
    link_terms(app, document, docname)
    assert document.astext() == text
    return [(node.astext(), node["refuri"]) for node in document.findall(nodes.reference) if "ledger-term" in node["classes"]]


def paragraph(*content: nodes.Node | str) -> nodes.paragraph:
    return nodes.paragraph("", "", *(nodes.Text(item) if isinstance(item, str) else item for item in content))


def test_the_first_mention_leads_to_the_glossary_and_no_other():
    """Catch a page full of links, and an entry that is linked again under its other name."""
    found = linked(paragraph("The SMA of 2026. The next Special\nMeasures Agreement, an SMA."), paragraph("An SMA."))
    assert found == [("SMA", "../book/glossary.html#term-SMA")]
    assert linked(paragraph("A Special\nMeasures Agreement."))[0][1] == "../book/glossary.html#term-Special-Measures-Agreement"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lead times differ.", ["Lead times"]),
        ("After FOC comes more.", ["FOC"]),
        ("A capital, a recap, a cap-and-trade scheme.", []),
        ("The cap holds.", ["cap"]),
        ("A sma, a Cap.", ["Cap"]),
        ("On active duty.", []),
    ],
)
def test_terms_are_whole_words(text, found):
    """Catch a link in the middle of a word, a short name in small letters, and a word that means something else."""
    assert [name for name, _ in linked(paragraph(text))] == found


def test_only_prose_is_linked():
    """Catch a link inside a heading, a link, code, mathematics, a table, a filled-in value or a source."""
    table = nodes.table("", nodes.tgroup("", nodes.tbody("", nodes.row("", nodes.entry("", paragraph("The cap"))))))
    inside = [nodes.reference("", "the cap", refuri="x"), nodes.literal("", "cap"), nodes.math("", "cap"), nodes.inline("", "cap", classes=["ledger-headline"])]
    section = nodes.section("", nodes.title("", "The cap"), paragraph(*inside), table, ids=["x"])
    assert linked(section) == []
    assert linked(section.deepcopy(), paragraph("under the ", nodes.strong("", "cap")))[0][0] == "cap"
    assert linked(paragraph("The cap"), docname=GLOSSARY) == []


def test_a_link_says_what_the_term_means():
    """Catch a tip that is empty, or that ends in a source."""
    assert terms(glossary())["SMA"].meaning == "An agreement on cost."


def test_the_built_chapters_have_their_links():
    """Catch a transform that runs before the sentences that notebooks fill are there."""
    page = BeautifulSoup((paths.BUILD / "html" / "notebooks" / "cost_sharing.html").read_text(encoding="utf-8"), "html.parser")
    found = [link.get_text() for link in page.select("article p a.ledger-term")]
    assert {"Special Measures Agreement", "cap", "stated strength"} <= set(found) and len(found) == len(set(found))
