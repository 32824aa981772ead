"""The book's tables for machines: each with its description in Data Package words, and `datapackage.json` with all that may be passed on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from alliance import tables
from alliance.charts.drawing import digest
from alliance.models.redrawn import rounded
from alliance.site.blocks import DATA_PAGE
from alliance.site.citation import AUTHOR, BOOK, Edition
from alliance.site.metadata import LICENCE, as_json, source_entry
from alliance.tables import FieldSpec

FILE = "datapackage.json"

#: The folder of the site in which tables stand.
FOLDER = "data"


def names() -> list[str]:
    """Return the names of all tables, the ledgers of claims after the tables of facts."""
    return [*tables.table_names(), *tables.ledger_names()]


def rows_hash(name: str) -> str:
    """Return the hash of a table's rows, which `alliance.takeaway.data_hash` finds in its CSV."""
    return _rows_hash(name, tables.table_hash(name))


@lru_cache(maxsize=256)
def _rows_hash(name: str, content: str) -> str:
    return digest(rounded(tables.rows(name)))


def resource(name: str) -> dict[str, Any]:
    """Return a table's description as a tabular data resource: path, licences, sources with locators, fields with units, hash of the rows.

    A table that may not be passed on in full has no path.
    """
    card = tables.sidecar(name)
    offered = card.redistribute == "full"
    return {
        "name": name.replace("_", "-"),
        "title": card.title,
        "description": card.description,
        **({"path": f"{FOLDER}/{name}.csv", "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8"} if offered else {}),
        "redistribute": card.redistribute,
        "processing": card.processing,
        "licenses": [licence.model_dump() for licence in card.licenses],
        "sources": [source_entry(source.key) | {"locator": source.locator} for source in card.sources],
        "conflicts": [conflict.model_dump() for conflict in card.conflicts],
        "rows": len(tables.rows(name)),
        "hashes": {"data": rows_hash(name)},
        "schema": {"fields": [_field(field) for field in card.fields], "primaryKey": card.table_schema.primaryKey, "missingValues": [""]},
    }


def package(edition: Edition) -> dict[str, Any]:
    """Return the data package: every table that may be passed on in full."""
    return {
        "profile": "tabular-data-package",
        "name": "alliance-ledger",
        "title": BOOK,
        "description": f"The tables of {BOOK}, an open report book on the U.S.-South Korea alliance; {edition.words}. Tables whose sources forbid it are left out.",
        "version": edition.number,
        **({"homepage": edition.site_url} if edition.site_url else {}),
        "keywords": ["U.S.-South Korea alliance", "burden sharing", "operational control", "trade", "force levels"],
        "contributors": [{"title": AUTHOR, "role": "author"}],
        "licenses": [LICENCE],
        "resources": [resource(name) for name in names() if tables.sidecar(name).redistribute == "full"],
    }


def write(app: Sphinx, error: Exception | None) -> None:
    """Write the data package once the pages are written, where the book has its register of tables."""
    if error is None and app.builder.format == "html" and DATA_PAGE in app.env.found_docs:
        content = package(Edition.of(app.config, app.alliance_book.record))
        (Path(app.outdir) / FILE).write_bytes(as_json(content))


def _field(field: FieldSpec) -> dict[str, Any]:
    limits = field.constraints.model_dump(exclude_none=True, exclude_defaults=True)
    ends: Iterable[str] = ("minimum", "maximum") if field.type == "integer" else ()
    limits |= {end: int(limits[end]) for end in ends if end in limits}
    described = {"name": field.name, "title": field.title, "type": field.type, "unit": field.unit, "constraints": limits}
    return {key: value for key, value in described.items() if value}
