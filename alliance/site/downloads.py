"""What stands below every figure and table: one line of files to take away, how to cite it, and the code that makes it."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from alliance.site.blocks import Page
from alliance.site.book import book_of
from alliance.site.citation import Citation, Edition
from alliance.site.metadata import document, figure_columns, table_columns
from alliance.takeaway import csv_bytes


def downloads(page: Page, kind: str, content: Mapping[str, Any], *, pictures: Mapping[str, bytes] | None = None, links: Sequence[str] = ()) -> str:
    """Write the files of a figure (`kind` fig) or table (tbl); return the line below it.

    `pictures` are files by their ending, offered under it in capitals; `links` are further links, as HTML.
    """
    folder, columns = ("figures", figure_columns(content)) if kind == "fig" else ("tables", table_columns(content))
    base = f"{folder}/{content['name']}"
    cite = cited(page, kind, content["name"], content.get("title") or content["caption"], content["hashes"]["data"])
    pictures = pictures or {}
    names = {ending: f"{content['name']}.{ending}" for ending in ("csv", *pictures, "bib", "py")}
    about = document(content, columns=columns, cite=cite, files=names)
    offered = [
        download(page, f"{base}.csv", csv_bytes(content["data"], [column["name"] for column in columns]), f"Data, {counted(len(content['data']))} (CSV)"),
        download(page, f"{base}.json", about, "Metadata"),
        *(download(page, f"{base}.{ending}", body, ending.upper()) for ending, body in pictures.items()),
        *links,
    ]
    return line(page, base, offered, data_hash=content["hashes"]["data"], cite=cite, recipe=content["origin"]["recipe"])


def line(page: Page, base: str, links: Sequence[str], *, data_hash: str, cite: Citation, recipe: str) -> str:
    """Return a line of links, then the hash of the data, and folded below them citation and code, their files written under `base`."""
    items = "".join(f"<li>{link}</li>" for link in links)
    bibtex = download(page, f"{base}.bib", cite.bibtex.encode(), "BibTeX")
    script = download(page, f"{base}.py", recipe.encode(), "As a file")
    return (
        f'<div class="ledger-take"><ul class="ledger-downloads">{items}<li>data <code>{html.escape(data_hash)}</code></li></ul>'
        f'<details class="ledger-citation"><summary>Cite</summary><p>{citation_html(page, cite)}</p><p>{bibtex}</p></details>'
        f'<details class="ledger-code"><summary>Code</summary><p>These lines make it, in the book’s environment. {script}</p>'
        f'<div class="highlight"><pre>{html.escape(recipe, quote=False)}</pre></div></details></div>'
    )


def cited(page: Page, kind: str, name: str, title: str, data_hash: str) -> Citation:
    """Return the citation of a block of this page."""
    return edition(page).block(kind, name, title, docname=page.docname, chapter=page.env.titles[page.docname].astext(), data_hash=data_hash)


def edition(page: Page) -> Edition:
    """Return the edition that is being built."""
    return Edition.of(page.builder.config, book_of(page.env).record)


def citation_html(page: Page, cite: Citation) -> str:
    """Return a citation as HTML, its address as a link where it is a whole one."""
    text = html.escape(cite.text, quote=False)
    if not cite.edition.site_url:
        return text
    address = html.escape(cite.address)
    return f'{text.removesuffix(address)}<a href="{address}">{address}</a>'


def download(page: Page, path: str, body: bytes, label: str) -> str:
    """Write a file to take away; return the link to it."""
    return f'<a href="{page.file(path, body)}" download>{label}</a>'


def counted(number: int) -> str:
    """Return a number of rows in words a reader expects."""
    return f"{number:,} row" if number == 1 else f"{number:,} rows"
