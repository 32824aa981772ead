"""Printing a document with the machine's Chromium, and putting the PDF in order: pages of its targets, properties, dates left out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from alliance.errors import RunFailed
from alliance.pdf.chromium import HOW_TO_GET, arguments, chromium
from alliance.pdf.cover import Facts

#: The name that Chromium gives to an element of the tag tree, by which cells name their headers.
_TAG_NAME = re.compile(rb"\(node(\d{8})\)")


@contextmanager
def printer() -> Iterator[Any]:
    """Give an open browser that prints. Raises RunFailed where there is none or it does not start."""
    from playwright.sync_api import Error, sync_playwright

    path = chromium()
    if path is None:
        raise RunFailed(f"no Chromium found, which prints the PDF: {HOW_TO_GET}")
    with sync_playwright() as play:
        try:
            browser = play.chromium.launch(executable_path=path, args=arguments())
        except Error as error:
            raise RunFailed(f"{path} does not start: {str(error).splitlines()[0]}; {HOW_TO_GET}") from error
        yield browser
        browser.close()


def printed(browser: Any, document: Path) -> bytes:
    """Return a document as a tagged PDF with an outline. Raises RunFailed for a picture that is not there."""
    context = browser.new_context(color_scheme="light", java_script_enabled=False)
    try:
        page = context.new_page()
        page.set_default_timeout(300_000)
        page.goto(document.as_uri(), wait_until="load")
        missing = page.evaluate("[...document.images].filter(image => !image.naturalWidth).map(image => image.src.split('/').pop())")
        if missing:
            raise RunFailed(f"pictures of the site are missing: {', '.join(missing)}")
        return page.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True)
    finally:
        context.close()


def pages_of_targets(content: bytes) -> dict[str, int]:
    """Return on which page of a PDF each place stands that a link leads to, from 1."""
    reader = PdfReader(io.BytesIO(content))
    return {name.removeprefix("/"): reader.get_destination_page_number(target) + 1 for name, target in reader.named_destinations.items()}


def finished(content: bytes, facts: Facts, headings: Sequence[str]) -> bytes:
    """Return a PDF with the book's properties, the headings whole in its outline, and without the time and the machine that made it."""
    writer = PdfWriter(clone_from=io.BytesIO(content))
    writer.pdf_header = "%PDF-1.7"
    _whole_titles(writer, headings)
    writer.metadata = {
        "/Title": facts.title + ("" if facts.is_book else f": {facts.record['title'] or facts.record['name']}"),
        "/Author": facts.author,
        "/Subject": facts.subtitle,
        "/Keywords": f"edition {facts.edition}; state of knowledge {facts.as_of}",
    }
    writer.root_object[NameObject("/Lang")] = TextStringObject(facts.language)
    # A reader shows and says the title, not the name of the file.
    writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.root_object[NameObject("/PageMode")] = NameObject("/UseOutlines")
    for page in writer.pages:
        page[NameObject("/Tabs")] = NameObject("/S")
    result = io.BytesIO()
    writer.write(result)
    return _numbered_anew(result.getvalue())


def _numbered_anew(content: bytes) -> bytes:
    """Return a PDF with its tags' names counted from 1 in their order: Chromium counts on from whatever it did before. No length changes."""
    ranks = {name: b"%08d" % rank for rank, name in enumerate(sorted(set(_TAG_NAME.findall(content))), 1)}
    return _TAG_NAME.sub(lambda found: b"(node" + ranks[found[1]] + b")", content)


def _whole_titles(writer: PdfWriter, headings: Sequence[str]) -> None:
    """Give each entry of the outline its heading's text: Chromium drops the space at which a heading's line breaks."""
    left = iter(headings)
    for entry in _entries(writer.root_object["/Outlines"]):
        bare = "".join(entry["/Title"].split())
        whole = next((heading for heading in left if "".join(heading.split()) == bare), None)
        if whole is None:
            raise RunFailed(f"the outline has an entry that is no heading of the book, or not in its order: {entry['/Title']}")
        entry[NameObject("/Title")] = TextStringObject(whole)


def _entries(parent: DictionaryObject) -> Iterator[DictionaryObject]:
    """Yield the entries of an outline in their order."""
    entry = parent.get("/First")
    while entry is not None:
        found = entry.get_object()
        yield found
        yield from _entries(found)
        entry = found.get("/Next")
