"""`alliance pdf`: the built book, or a run, as one PDF."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from alliance import paths
from alliance.address import site_url
from alliance.pdf.chapters import chapters
from alliance.pdf.cover import facts, read_run
from alliance.pdf.document import document
from alliance.pdf.printing import finished, pages_of_targets, printed, printer
from alliance.record import baseline
from alliance.textfile import write_aside

NAME = "alliance-ledger.pdf"


def make(run: Path | None, *, report: Callable[[str], None]) -> Path:
    """Print the built book, or the run that lies in a folder; return where the PDF is, written whole or not at all.

    Raises Refusal for a folder without a run, a book that is not built or a SITE_URL that is no address, RunFailed where it cannot be printed.
    """
    site = run / "html" if run else paths.BUILD / "html"
    record: Mapping[str, Any] = read_run(run) if run else baseline().to_json()
    target = run / NAME if run else paths.BUILD / "pdf" / NAME
    address = site_url()
    whole = document(site, chapters(site), facts(record, address), site_url=address)
    with tempfile.TemporaryDirectory(prefix="alliance-pdf-") as folder, printer() as browser:
        file = Path(folder) / "book.html"
        file.write_text(whole.html({}), encoding="utf-8")
        report(f"pdf: {len(whole.found)} chapters, printed once to learn the page numbers of the contents")
        pages = pages_of_targets(printed(browser, file))
        file.write_text(whole.html(pages), encoding="utf-8")
        report("pdf: printed again with them")
        content = printed(browser, file)
    write_aside(target, finished(content, whole.facts, whole.headings))
    return target
