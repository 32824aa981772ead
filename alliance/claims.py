"""The documents' claims with their verdicts: computed from the ledgers in `data/claims`, shown, recorded, and compared with the record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from alliance import paths, tables
from alliance.errors import Problem, Refusal, nearest
from alliance.headlines import model as model_of
from alliance.headlines import models_hash
from alliance.models import claims as model
from alliance.parameters import load_declarations
from alliance.textfile import kept_json, write_aside

#: The chapter whose parameters say how strictly a claim is read.
STEM = "claims"

_RECORDED = ("verdict", "found")


class _OnDemand(dict):
    """The rows of tables by name, each read when a check first asks for it."""

    def __missing__(self, name: str) -> list[dict[str, Any]]:
        self[name] = tables.rows(name)
        return self[name]


def entries(*, theme: str = "", document: str = "", values: Mapping[str, Any] | None = None) -> list[model.Entry]:
    """Return the claims of a theme, of a document or all, as judged at the declared (or given) values."""
    found = _findings(values)
    return [
        model.entry(name, claim, found, **found.latitudes)
        for name in ([document] if document else model.DOCUMENTS)
        for claim in tables.rows(name)
        if not theme or claim["theme"] == theme
    ]


def _findings(values: Mapping[str, Any] | None = None) -> model.Findings:
    return model.findings(values or load_declarations().defaults(STEM), _OnDemand())


def tables_of(stem: str) -> tuple[str, ...]:
    """Return the tables a chapter reads: its model's, and those on which the claims it shows rest."""
    return tuple(sorted({*model_of(stem).TABLES, *tables_read(stem)}))


def tables_read(theme: str) -> tuple[str, ...]:
    """Return the tables on which the verdicts of a theme rest, the ledgers themselves among them."""
    return _tables_read(theme, tuple(tables.table_hash(name) for name in [*model.DOCUMENTS, *tables.table_names()]))


@lru_cache(maxsize=64)
def _tables_read(theme: str, content: tuple[str, ...]) -> tuple[str, ...]:
    """Return `tables_read` for tables whose content has these hashes. To know it, every claim is judged."""
    made_from = [theme, content, load_declarations().defaults(STEM), models_hash(), Path(__file__).read_text(encoding="utf-8")]
    return tuple(kept_json("claims", made_from, lambda: sorted({name for item in entries(theme=theme) for name in [item.document, *item.tables]})))


def problems() -> list[Problem]:
    """Return what is wrong with the ledgers: ids, checks that do not exist or read nothing, units, claims left without a word."""
    found = _findings()
    told = [(document, claim["id"], message) for document in model.DOCUMENTS for claim in tables.rows(document) for message in _faults(document, claim, found)]
    told += [("tensions", row["id"], message) for row in tables.rows("tensions") for message in _tension_faults(row, found)]
    return [Problem(f"data/claims/{name}.csv", f"{key}: {message}") for name, key, message in told]


def _tension_faults(row: Mapping[str, Any], found: model.Findings) -> Iterable[str]:
    known = {claim["id"] for document in model.DOCUMENTS for claim in tables.rows(document)}
    yield from (f"there is no claim '{key}'{nearest(key, known)}" for key in row["claims"].split(";") if key not in known)
    try:
        model.reckoned(row, found)
    except (LookupError, ValueError) as error:
        yield str(error).strip('"')


def _faults(document: str, claim: Mapping[str, Any], found: model.Findings) -> Iterable[str]:
    if not claim["id"].startswith(f"{document}-"):
        yield f"the id of a claim begins with {document}-"
    unknown = [claim[column] for column in ("check", "check_then") if claim[column] and claim[column] not in model.CHECKS]
    yield from (f"there is no check '{name}'{nearest(name, model.CHECKS)}" for name in unknown)
    stated = [column for column in ("relation", "value", "unit") if claim[column] is None]
    if claim["check"] or claim["check_then"]:
        yield from (f"is checked and has no {column}" for column in stated)
    elif not claim["needs"]:
        yield "has neither a check nor a word on what would be needed"
    if claim["check_then"] and claim["kind"] != "forecast":
        yield "only a forecast is judged as seen then"
    if not unknown and not stated and (claim["check"] or claim["check_then"]):
        try:
            for name in filter(None, (claim["check"], claim["check_then"])):
                found[name]
            model.entry(document, claim, found, **found.latitudes)
        except (LookupError, ValueError) as error:
            yield str(error).strip('"')


def moved() -> list[Problem]:
    """Return every claim whose verdict or figure is not the recorded one, by its id."""
    found = []
    for item in entries():
        where = f"data/claims/{item.document}.csv"
        if item.claim["verdict"] != item.verdict:
            found.append(Problem(where, f"{item.id}: recorded '{item.claim['verdict'] or 'nothing'}', now '{item.verdict}'; {item.why}"))
        elif (item.claim["found"] or "") != item.found:
            found.append(Problem(where, f"{item.id}: recorded the figure '{item.claim['found'] or ''}', now '{item.found}'"))
    return found


def record() -> list[str]:
    """Write verdicts and figures found into the ledgers; return the files that changed."""
    changed = []
    for document in model.DOCUMENTS:
        judged = {item.id: item for item in entries(document=document)}
        columns = [field.name for field in tables.sidecar(document).fields]
        text = io.StringIO()
        writer = csv.DictWriter(text, columns, lineterminator="\n")
        writer.writeheader()
        for claim in tables.rows(document):
            writer.writerow({**claim, "verdict": judged[claim["id"]].verdict, "found": judged[claim["id"]].found})
        path = paths.CLAIMS / f"{document}.csv"
        if path.read_text(encoding="utf-8") != text.getvalue():
            write_aside(path, text.getvalue())
            changed.append(paths.shown(path))
    return changed


def listing(document: str = "") -> str:
    """Return the claims as `alliance claims` prints them. Raises Refusal for a document that the book does not examine."""
    if document and document not in model.DOCUMENTS:
        raise Refusal([Problem("--document", f"there is no document '{document}'{nearest(document, model.DOCUMENTS)}")])
    lines = []
    for name in [document] if document else model.DOCUMENTS:
        found = entries(document=name)
        lines += [f"{model.DOCUMENTS[name][1]}: {len(found)} claims, {len(model.checked(found))} checked", ""]
        lines += [f"{item.id}  {item.verdict}\n    {item.claim['claim']}\n    {item.why}\n" for item in found]
    return "\n".join(lines)
