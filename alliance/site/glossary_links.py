"""Links to the glossary: on every page, the first mention of a term in running text leads to what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

GLOSSARY = "book/glossary"

#: Everyday words that mean other things as well: soldiers are on active duty, a treaty is a duty. Prose links them itself, with {term}.
_EVERYDAY = frozenset({"duty"})

#: Inside of these a word is not prose, or has a link of its own.
_NOT_PROSE = (nodes.reference, nodes.literal, nodes.math, nodes.title, nodes.table, nodes.caption, nodes.raw, addnodes.glossary, addnodes.pending_xref)


@dataclass(frozen=True)
class Term:
    """A name of an entry: its anchor in the glossary, which entry it belongs to, and what that says."""

    anchor: str
    entry: int
    meaning: str


def terms(glossary: nodes.document) -> dict[str, Term]:
    """Return the glossary's terms by name; an entry may have several, and a line may list some with commas between them."""
    found: dict[str, Term] = {}
    for number, item in enumerate(glossary.findall(nodes.definition_list_item)):
        meaning = _first_sentence(item.next_node(nodes.definition).astext())
        for term in item.findall(nodes.term):
            for name in set(term.astext().split(", ")) - _EVERYDAY:
                found[name] = Term(term["ids"][0], number, meaning)
    return found


def link_terms(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Turn each term's first mention in a paragraph of the page into a link; what code shows has been read by now."""
    if docname == GLOSSARY or GLOSSARY not in app.env.found_docs:
        return
    book = app.alliance_book
    # Pages are resolved when all are read, so the glossary stays what it is.
    book.glossary = book.glossary or _sought(app)
    known, pattern = book.glossary
    if not known:
        return
    address = app.builder.get_relative_uri(docname, GLOSSARY)
    seen: set[int] = set()
    for text in list(_prose(doctree)):
        parts = list(_parts(str(text), pattern, known, seen, address))
        if any(isinstance(part, nodes.reference) for part in parts):
            text.parent.replace(text, parts)


def _prose(doctree: nodes.document) -> Iterator[nodes.Text]:
    """Yield the text of paragraphs, without what stands in links, code, mathematics and tables, or was filled in or cited."""
    for text in doctree.findall(nodes.Text):
        above = list(_ancestors(text))
        if any(isinstance(node, nodes.paragraph) for node in above) and not any(isinstance(node, _NOT_PROSE) or _is_filled(node) for node in above):
            yield text


def _ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    while node.parent is not None:
        node = node.parent
        yield node


def _is_filled(node: nodes.Node) -> bool:
    return isinstance(node, nodes.inline) and bool(node.get("classes"))


def _sought(app: Sphinx) -> tuple[list[Term], re.Pattern[str]]:
    """Return the terms of the book's glossary, the longest name first, and what finds them.

    A term is found as whole words, the longest that fits; one in small letters may begin a sentence, and stand in the plural. Its place among the terms
    is that of the group that matched.
    """
    known = terms(app.env.get_doctree(GLOSSARY))
    names = sorted(known, key=lambda name: (-len(name), name))
    forms = [f"[{name[0]}{name[0].upper()}]{re.escape(name[1:])}s?" if name[0].islower() else f"{re.escape(name)}s?" for name in names]
    pattern = rf"(?<![\w-])(?:{'|'.join(f'({form})' for form in forms)})(?![\w-])".replace(r"\ ", r"\s+")
    return [known[name] for name in names], re.compile(pattern)


def _parts(text: str, pattern: re.Pattern[str], known: Sequence[Term], seen: set[int], address: str) -> Iterator[nodes.Node]:
    start = 0
    for found in pattern.finditer(text):
        term = known[found.lastindex - 1]
        if term.entry in seen:
            continue
        seen.add(term.entry)
        if found.start() > start:
            yield nodes.Text(text[start : found.start()])
        yield nodes.reference("", found.group(), refuri=f"{address}#{term.anchor}", internal=True, reftitle=term.meaning, classes=["ledger-term"])
        start = found.end()
    if start < len(text):
        yield nodes.Text(text[start:])


def _first_sentence(text: str) -> str:
    """Return a definition's first sentence without its sources."""
    flat = re.sub(r"\s*\([^()]*\d{4}(?:-[\d-]+)?[^()]*\)", "", " ".join(text.split()))
    return re.split(r"(?<=[a-z)]\.)\s", flat)[0]


def register(app: Sphinx) -> None:
    """Listen after notebooks' outputs and the links of their sentences are in place."""
    app.connect("doctree-resolved", link_terms, priority=910)
