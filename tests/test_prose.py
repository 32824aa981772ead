"""The lint of typed numbers: what it must catch, and what it must let pass."""

from __future__ import annotations

import pytest

from alliance import prose


def test_the_books_prose_is_clean():
    """Catch a result typed into prose."""
    assert [str(problem) for problem in prose.problems()] == []


@pytest.mark.parametrize(
    "text",
    [
        "Korea pays 1.07 billion dollars.",
        "A first sentence with a source {cite}`cfr-2021`. A second has 14 per cent.",
        "| who | what |\n|---|---|\n| CFR | 28,000 troops |",
        "- one\n- 28,500 troops\n",
        "On 15 March 2012 the rate fell to 2.5 per cent.",
        "### In 2024 there were 24,515\n",
    ],
)
def test_a_typed_number_is_caught(text):
    """Catch a lint that lets a result pass."""
    assert len(prose.typed_numbers(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "In {headline}`cost_sharing.payment_krw_bn:period` it pays {headline}`cost_sharing.payment_krw_bn`.",
        "The report has 28,500 {cite}`crs-2021`.",
        "The report has 28,500 ([CRS](#source-crs-2021)).",
        "It came into force on 15 March 2012, and Article 2 is silent; see Section 232 and FY2026.",
        "Run `alliance rerun --set krw_per_usd=1400`.",
        "```\nkrw_per_usd=1400\n```\n",
        "With $x = 10$ and\n\n$$y = 3x$$\n",
        "The 5G networks, KORUS, IF10165 and the 2+2 of the 2020s in 2019-2021.",
        "See [the chapter](notebooks/claims.ipynb).",
    ],
)
def test_names_and_pasted_values_pass(text):
    """Catch a lint that makes writers work around it."""
    assert prose.typed_numbers(text) == []


def test_the_line_is_named():
    """Catch a message that sends the writer to the wrong line."""
    assert prose.typed_numbers("One.\n\nTwo and\nthree are 55 here.")[0].startswith("line 4: '55' is typed")


def test_sentences_that_code_fills_are_prose():
    """Catch a result typed into a template, and a lint that takes a headline's name or a field for prose."""
    code = """say_if("flip_2020_pct", '''
In 2024 it was {share_2024_pct} of 28,500.
''', "otherwise nothing moves", results)"""
    told = [message for text in prose.said(code) for message in prose.typed_numbers(text)]
    assert len(told) == 1 and "'28,500' is typed" in told[0]
