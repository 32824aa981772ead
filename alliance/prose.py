"""The lint of typed numbers: a digit in prose is pasted, or it is a year, a date, a name's number, or stands in a sentence with a source.

What is typed does not move when the data do. Pasted values (`{headline}`), code, mathematics, links and directives are no
prose; the front page, the pages in `book/`, the Markdown cells of the notebooks and the sentences that their code fills are.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from alliance import paths
from alliance.errors import Problem
from alliance.textfile import read_text

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

#: What is no prose: fenced blocks, mathematics, targets and comments, roles that paste, code, addresses of links, raw HTML.
_NOT_PROSE = [
    re.compile(pattern, flags=re.DOTALL | re.MULTILINE)
    for pattern in (r"^```.*?^```", r"\$\$.*?\$\$", r"\$[^$\n]+\$", r"^\(.*\)=$", r"<!--.*?-->", r"\{(?:headline|edition|ref|doc|numref)\}`[^`]*`", r"`[^`\n]*`", r"\]\([^)#]*\)", r"<[^>\n]+>")
]

#: What marks a sentence as sourced: a citation, or a link to the register of sources.
_CITED = re.compile(r"\{cite\}|#source-")

#: What a template has filled in.
_FIELD = re.compile(r"\{[^{}]*\}")

#: Digits that are names of times and things, not results.
_NAMES = re.compile(
    rf"(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{4}})?|\b\d{{1,2}} (?:{_MONTHS})|\b(?:19|20)\d\ds?\b(?:[-–/]\d\d(?:\d\d)?\b)?|\b(?:Article|Articles|Section|Sections|Chapter|Part|Public Law|Resolution|FY|OPLAN) ?\d+"
    r"|\b[A-Z]+-?\d+[A-Z]*\b|\b\d+(?:st|nd|rd|th)\b|\b\dG\b|\b\d\+\d\b|\b3\.\d+\b(?= or newer)",
)


def problems() -> list[Problem]:
    """Return every sentence of the book's prose that holds a digit typed without a source, by file and line."""
    pages = [paths.ROOT / "index.md", *sorted(paths.BOOK.glob("*.md"))]
    found = [Problem(paths.shown(path), message) for path in pages for message in typed_numbers(read_text(path))]
    for path in sorted(paths.NOTEBOOKS.glob("*.ipynb")):
        for cell, text in _cells(path):
            found += [Problem(paths.shown(path), f"cell {cell}: {message}") for message in typed_numbers(text)]
    return found


def _cells(path: Path) -> Iterator[tuple[str, str]]:
    """Yield a notebook's prose with the ids of its cells: Markdown, and the sentences that code fills and shows."""
    import nbformat

    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            yield cell.id, cell.source
        elif cell.source.startswith("say"):
            yield from ((cell.id, text) for text in said(cell.source))


def said(code: str) -> list[str]:
    """Return the templates that a cell's code hands to `say` and `say_if`, without their fields, which are pasted."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "say_if")]
    texts = [item.value for call in calls for item in call.args if isinstance(item, ast.Constant) and isinstance(item.value, str) and " " in item.value]
    return [_FIELD.sub(_blank, text) for text in texts]


def typed_numbers(text: str) -> list[str]:
    """Return a message for each sentence of Markdown with a typed digit that no source covers, with its line."""
    prose = text
    for pattern in _NOT_PROSE:
        prose = pattern.sub(_blank, prose)
    messages = []
    for start, sentence in _sentences(prose):
        if _CITED.search(sentence):
            continue
        left = re.search(r"\d[\d.,]*", _NAMES.sub(_blank, sentence))
        if left:
            line = prose.count("\n", 0, start + left.start()) + 1
            messages.append(f"line {line}: '{left.group().rstrip('.,')}' is typed; paste a headline, or cite a source in that sentence")
    return messages


def _blank(match: re.Match) -> str:
    """Return as much white space as what it stands for, lines kept, so that places do not move; a citation is left to be seen."""
    return re.sub(r"[^\n]", " ", match.group())


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence, row of a table, or item of a list with where it starts."""
    start = 0
    for end in re.finditer(r"(?<=[.!?:])\s+(?=[A-Z*\[(-])|\n\s*\n|\n(?=\s*[-*|#])|\Z", text):
        yield start, text[start : end.start()]
        start = end.end()
