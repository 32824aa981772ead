"""The search page in a browser: what people type, in the sentence in which it stands, chapters first."""

from __future__ import annotations

import pytest
from gate.visit import until, visiting

pytestmark = pytest.mark.browser


def results(visit) -> list[tuple[str, str, list[str]]]:
    """Return title, sentence and marked words of each result, once all are there."""
    until(visit.page, "document.querySelectorAll('#search-results li').length && [...document.querySelectorAll('#search-results li')].every(item => item.querySelector('p.context, span'))")
    return visit.page.evaluate(
        "[...document.querySelectorAll('#search-results li')].map(item => [item.querySelector('a').textContent, item.querySelector('p.context')?.textContent ?? '', [...item.querySelectorAll('mark')].map(mark => mark.textContent.toLowerCase())])"
    )


def found(browser, origin, typed: str) -> dict[str, tuple[str, list[str]]]:
    """Return the results for what is typed, in their order."""
    with visiting(browser, origin, f"search.html?q={typed}") as visit:
        shown = {}
        for title, sentence, marks in results(visit):
            if sentence:
                shown.setdefault(title, (sentence, marks))
        assert visit.wrong == []
        return shown


@pytest.mark.parametrize(
    ("typed", "title", "mark"),
    [
        ("THAAD", "Who depends on whom", "thaad"),
        ("wartime control", "When could wartime operational control", "wartime"),
        ("conscripts", "Can the South Korean force be manned", "conscript"),
        ("exchange rate", "What does South Korea pay", "exchange"),
    ],
)
def test_the_first_result_is_a_chapter_with_the_sentence(browser, origin, typed, title, mark):
    """Catch a register before the chapter, code or half a word for a sentence, and a sentence that runs on."""
    shown = found(browser, origin, typed)
    chapters = [name for name in shown if name.startswith(title)]
    assert chapters and list(shown).index(chapters[0]) < 3
    sentence, marks = shown[chapters[0]]
    assert any(item.startswith(mark) for item in marks) and 30 < len(sentence) < 275 and "(" not in sentence.partition(" ")[0]


def test_a_word_that_is_not_on_the_page_shows_its_answer(browser, origin):
    """Catch a Korean name that finds nothing, or a result without a word of the page."""
    shown = found(browser, origin, "전작권 전환")
    [(title, (sentence, marks))] = shown.items()
    assert title.startswith("When could wartime operational control") and len(sentence) > 60 and marks == []


def test_what_is_typed_stays_text(browser, origin):
    """Catch markup from the address bar, and words that are a pattern."""
    for typed in ("%3Cimg%20src=x%20onerror=alert(1)%3E%20korea", "korea (.*)%2B[", "c%2B%2B%20korea"):
        with visiting(browser, origin, f"search.html?q={typed}") as visit:
            visit.page.wait_for_timeout(500)
            assert visit.page.locator("#search-results img").count() == 0 and visit.wrong == []
