"""The JSON metadata beside the data of a figure or table: everything that somebody needs who has only these two files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from alliance import tables
from alliance.parameters import load_declarations
from alliance.record import code_version, lock_hash
from alliance.site.citation import Citation
from alliance.sources import load_sources
from alliance.takeaway import field_types

#: The terms of what the book itself adds: arrangement, titles, drawing, text.
LICENCE = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}

#: From what may be passed on in full to what may be cited alone.
_TERMS = ("full", "derived", "none")
_CHANNELS = {"x": "x", "y": "y", "x2": "x", "y2": "y"}
_UNIT = re.compile(r"%|USD|KRW|JPY|[Tt]imes|[Pp]ersons|[Pp]oints|[Mm]onths|years|words|tonnes")

#: A header that is a unit and nothing else, and what a table of differences puts after one.
_BARE_UNIT = re.compile(rf"(?:Thousand )?(?:{_UNIT.pattern})")
_SIDE = re.compile(r", (?:published|now)$")


def document(content: Mapping[str, Any], *, columns: Sequence[dict[str, Any]], cite: Citation, files: Mapping[str, str]) -> bytes:
    """Return the metadata of a figure or table as JSON, sources with their full citation, terms and parameters with their units.

    `content` is that of the block, `columns` its fields with title and unit, `files` what lies beside the metadata by kind.
    """
    origin = content["origin"]
    related = behind(content["sources"], origin["tables"])
    declared = load_declarations()
    found = {
        "name": content["name"],
        "kind": "figure" if "spec" in content else "table",
        "title": content.get("title") or content["caption"],
        "alt": content.get("alt", ""),
        "note": content.get("note", ""),
        "permalink": cite.address,
        "edition": cite.edition.number,
        "as_of": cite.edition.as_of,
        "licenses": [LICENCE],
        "redistribute": strictest(related),
        "rows": len(content["data"]),
        "schema": {"fields": merged(field_types(content["data"], [column["name"] for column in columns]), columns)},
        "sources": [source_entry(key) for key in content["sources"]],
        "tables": [table_entry(name) for name in related],
        "read": {name: _hash(name) for name in origin["tables"]},
        "parameters": {name: {"value": value, "declared": declared[name].value, "unit": declared[name].unit} for name, value in origin["changed"].items()},
        "hashes": content["hashes"],
        "code": code_version(),
        "environment": lock_hash(),
        "command": origin["command"],
        "recipe": origin["recipe"],
        "citation": {"text": cite.text, "bibtex": cite.bibtex},
        "files": dict(files),
    }
    return as_json({key: value for key, value in found.items() if value != ""})


def as_json(content: Any) -> bytes:
    """Return JSON as the files of the site have it."""
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


# Asked for with every figure; the tables do not change while a site is built.
@lru_cache
def _hash(name: str) -> str:
    return tables.table_hash(name)[:12]


def merged(types: Iterable[dict[str, Any]], columns: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return fields of Table Schema: the types of the data with title and unit, where there are any."""
    return [{**kind, **{key: value for key, value in column.items() if value}} for kind, column in zip(types, columns, strict=True)]


def behind(sources: Iterable[str], names: Iterable[str]) -> list[str]:
    """Return those of the tables read that share a source with what is shown."""
    keys = set(sources)
    return [name for name in names if keys & set(tables.sidecar(name).source_keys)]


def strictest(names: Iterable[str]) -> str:
    """Return the strictest terms among tables: full, derived or none; full where there is no table."""
    return max((tables.sidecar(name).redistribute for name in names), key=_TERMS.index, default="full")


def source_entry(key: str) -> dict[str, str]:
    """Return a source with its full citation, date, licence and address, as far as they are known."""
    source = load_sources()[key]
    entry = {"key": key, "title": source.citation, "date": source.date, "licence": source.licence, "path": source.url}
    return {name: value for name, value in entry.items() if value}


def table_entry(name: str) -> dict[str, Any]:
    """Return a table of the book by name, with title, terms and licences."""
    card = tables.sidecar(name)
    return {
        "name": name,
        "title": card.title,
        "redistribute": card.redistribute,
        "licenses": [licence.model_dump() for licence in card.licenses],
    }


def figure_columns(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the columns of a figure: title as its tooltip or legend has it, unit as its axes have it."""
    titles: dict[str, dict[str, None]] = {}
    units: dict[str, dict[str, None]] = {}
    for view in [view for key in ("vconcat", "hconcat") for view in content["spec"].get(key, ())] or [content["spec"]]:
        encodings = list(_encodings(view))
        axes = {channel: _title(item) for encoding in encodings for channel, item in encoding if channel in ("x", "y") and _title(item)}
        for channel, item in (pair for encoding in encodings for pair in encoding):
            axis = axes.get(_CHANNELS.get(channel, ""), "")
            numeric = item.get("type", "quantitative") == "quantitative" and channel in _CHANNELS
            if numeric and axis and item["field"] != "year":
                units.setdefault(item["field"], {})[_title(item) or axis] = None
            if channel not in _CHANNELS and _title(item):
                titles.setdefault(item["field"], {})[_title(item)] = None
    return [{"name": name, "title": "; ".join(titles.get(name) or units.get(name, ())), "unit": "; ".join(units.get(name, ())) or _unit_of(name, titles)} for name in content["columns"]]


def _unit_of(name: str, titles: Mapping[str, Iterable[str]]) -> str:
    """Return the unit of a column that stands on no axis: that of its tooltip where one is named there."""
    if name == "year":
        return "year"
    return "; ".join(title for title in titles.get(name, ()) if _UNIT.search(title))


def _encodings(node: Any) -> Iterable[list[tuple[str, dict[str, Any]]]]:
    """Yield the encodings of a view, each as pairs of channel and definition with a field."""
    if isinstance(node, Mapping):
        if isinstance(node.get("encoding"), Mapping):
            pairs = [(channel, item) for channel, given in node["encoding"].items() for item in (given if isinstance(given, list) else [given])]
            yield [(channel, item) for channel, item in pairs if isinstance(item, Mapping) and "field" in item]
        for value in node.values():
            yield from _encodings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _encodings(value)


def _title(item: Mapping[str, Any]) -> str:
    """Return the title of an encoding, in one line; of several lines Vega-Lite has a list."""
    title = item.get("title") or (item.get("axis") or {}).get("title") or ""
    return " ".join(title) if isinstance(title, list) else title


def table_columns(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the columns of a shown table: header as title, and the unit that a header of numbers ends in or is."""
    return [{"name": column["key"], "title": column["header"], "unit": _header_unit(column["header"]) if column["kind"] == "number" else ""} for column in content["columns"]]


def _header_unit(header: str) -> str:
    _, comma, last = _SIDE.sub("", header).rpartition(", ")
    return last if (_UNIT.search if comma else _BARE_UNIT.match)(last) else ""
