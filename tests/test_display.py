"""Sentences and tables as a cell shows them."""

from __future__ import annotations

import re

import pytest

from alliance.display import TABLE_MIME, say, table
from alliance.models.headline import headline

RESULTS = [headline("paid", "Paid", 1.0688, "USD billion", 2, 2026), headline("change", "Change", -8.04, "per cent", 1, "2021 to 2026"), headline("won", "Won", 1519.2, "KRW billion", 1)]
ROWS = [{"year": 2020 + index, "who": "<b>Korea & Japan</b>", "krw_bn": 1000 + index / 3, "unused": index} for index in range(12)]
COLUMNS = [("year", "Year"), ("who", "Who"), ("krw_bn", "KRW billion", 1)]


def shown(rows=ROWS, columns=COLUMNS, **about):
    return table("who-pays", rows, columns, **{"caption": "Who pays <what>", "sources": ["a", "b", "a"], **about})


def test_a_sentence_is_the_same_in_markdown_and_in_plain_text():
    """Catch a sentence that nbval compares in another wording than readers see."""
    bundle = say("It pays {paid}, which {change:rose|fell} by {change:abs} in {change:period}; {won:number} in won, {word}.", RESULTS, word="by 5")._repr_mimebundle_()
    text = "It pays 1.07 billion dollars, which fell by 8.0 % in 2021 to 2026; 1,519.2 in won, by 5."
    assert bundle == {"text/plain": text, "text/markdown": text}


def test_dollar_signs_are_refused():
    """Catch a dollar sign: JupyterLab makes mathematics of what stands between two, escaped or not."""
    with pytest.raises(ValueError, match="write dollars as a word"):
        say("It pays {paid}, not $2 billion.", RESULTS)


def test_unknown_key_is_refused():
    """Catch a sentence with a hole."""
    with pytest.raises(KeyError, match="no headline is called 'payed'; there are change, paid, won"):
        say("{payed}", RESULTS)


def test_plain_text_of_a_table():
    """Catch a changed row that nbval would not see, or a table told to nbval without its first rows."""
    lines = shown()._repr_mimebundle_()["text/plain"].split("\n")
    assert re.fullmatch(r"table who-pays: 12 rows, data [0-9a-f]{6}", lines[0])
    assert lines[1:4] == ["Year | Who | KRW billion", "2020 | <b>Korea & Japan</b> | 1,000.0", "2021 | <b>Korea & Japan</b> | 1,000.3"]
    assert len(lines) == 2 + 8


@pytest.mark.parametrize(
    ("rows", "same"),
    [
        ([{**row, "unused": 0} for row in ROWS], True),
        ([{**row, "krw_bn": row["krw_bn"] + 1e-9} for row in ROWS], True),
        ([*ROWS[:-1], {**ROWS[-1], "krw_bn": ROWS[-1]["krw_bn"] + 0.01}], False),
        (ROWS[:-1], False),
        (ROWS[::-1], False),
    ],
)
def test_hash_of_a_table(rows, same):
    """Catch a changed last row behind the eight that are printed, and a difference that is none."""
    assert (shown(rows).data_hash == shown().data_hash) is same


def test_html_of_a_table():
    """Catch a table without caption or scoped headers, a cell whose markup is taken for markup, and an empty corner."""
    bundle = shown()._repr_mimebundle_()
    html = bundle["text/html"]
    assert set(bundle) == {TABLE_MIME, "text/html", "text/plain"}
    assert html.count("<table") == html.count("<caption>") == 1 and "<caption>Who pays &lt;what&gt;</caption>" in html
    assert [text for text in re.findall(r'<th scope="col"[^>]*>([^<]+)</th>', html)] == ["Year", "Who", "KRW billion"]
    assert len(re.findall(r'<th scope="row"', html)) == 12 and html.count("<td") == 12 * 2
    assert "<b>" not in html and "&lt;b&gt;Korea &amp; Japan&lt;/b&gt;" in html


def test_json_of_a_table():
    """Catch data offered to the reader that is not what is shown."""
    content = shown().to_json()
    assert content["sources"] == ["a", "b"] and content["hashes"] == {"data": shown().data_hash}
    assert content["data"][1] == {"year": 2021, "who": "<b>Korea & Japan</b>", "krw_bn": 1000.33333}
    assert content["text"][1] == ["2021", "<b>Korea & Japan</b>", "1,000.3"]
    assert [(column["key"], column["header"], column["kind"]) for column in content["columns"]] == [("year", "Year", "text"), ("who", "Who", "text"), ("krw_bn", "KRW billion", "number")]


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(None, 1, "–"), ("", None, "–"), (float("nan"), 1, "–"), (1234.56, 1, "1,234.6"), (-0.04, 1, "0.0"), (-1.5, 1, "−1.5"), (2027, None, "2027"), ("about 5", 1, "about 5")],
)
def test_cells(value, decimals, text):
    """Catch a gap shown as nan, a year with a comma, or a hyphen for a minus."""
    assert shown([{"a": value}], [("a", "A", decimals)]).to_json()["text"] == [[text]]


def test_refuses_a_table_without_rows():
    """Catch an empty table under a caption that promises one."""
    with pytest.raises(ValueError, match="table who-pays: no rows to show"):
        shown([])


def test_refuses_a_column_that_no_row_has():
    """Catch a misspelt column that shows as a column of dashes."""
    with pytest.raises(ValueError, match="krw_bm"):
        shown(columns=[("year", "Year"), ("krw_bm", "KRW billion", 1)])
