"""What is published at one time: headlines, verdicts, figures and tables shown, data tables. From a commit's files, or from the working tree."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import yaml

from alliance import paths
from alliance.charts.drawing import MIME
from alliance.display import TABLE_MIME

#: The line with which a figure or a table shown is recorded in a notebook.
_SHOWN = re.compile(r"^(figure|table) ([a-z0-9-]+): (\d+) rows, data ([0-9a-f]+)(?:, spec ([0-9a-f]+))?")

#: Columns of a ledger that hold results; they are told as verdicts.
_RESULTS = ("verdict", "found")


@dataclass(frozen=True)
class Table:
    """A data table: its key columns and its rows as text, by key."""

    key: tuple[str, ...]
    rows: Mapping[tuple[str, ...], Mapping[str, str]]


@dataclass(frozen=True)
class Published:
    """Everything published, each by its key; `labels` are those of headlines, by chapter and name, as far as they are known."""

    headlines: Mapping[tuple[str, str, str], Mapping[str, str]]
    labels: Mapping[tuple[str, str], str]
    verdicts: Mapping[str, Mapping[str, str]]
    shown: Mapping[str, Mapping[str, str]]
    tables: Mapping[str, Table]


def recorded(files: Mapping[str, str]) -> Published:
    """Return what the files of a commit record."""
    headlines = _csv(files[paths.shown(paths.EXPECTED / "headlines.csv")])
    return Published(
        headlines={(row["scenario"], row["stem"], row["name"]): row for row in headlines},
        # Headlines are recorded without their labels; the kept sensitivity has them.
        labels={(row["stem"], row["headline"]): row["label"] for row in _csv(files.get(paths.shown(paths.EXPECTED / "sensitivity.csv"), ""))},
        verdicts=_verdicts(files),
        shown={key: value for path, text in files.items() if re.fullmatch(r"notebooks/\w+\.ipynb", path) for key, value in _shown(PurePosixPath(path).stem, json.loads(text))},
        tables=_tables(files),
    )


def present(*, report: Any) -> Published:
    """Return what the working tree gives now: headlines and verdicts reckoned, chapters run (from the cache where nothing changed).

    Raises Refusal for data that break their rules, and RunFailed for a notebook that fails.
    """
    from alliance import check, claims, headlines, runner, tables
    from alliance.errors import Refusal
    from alliance.parameters import load_declarations
    from alliance.record import baseline

    problems = tables.validate()
    if problems:
        raise Refusal(problems)
    files = {paths.shown(path): path.read_text(encoding="utf-8-sig") for folder in (paths.TABLES, paths.CLAIMS) for path in sorted(folder.iterdir()) if path.suffix in (".csv", ".yml")}
    notebooks = runner.run_notebooks(baseline(), report=report, pictures=False)
    return Published(
        headlines={(row["scenario"], row["stem"], row["name"]): row for row in check.recorded_rows()},
        labels={(stem, row["name"]): row["label"] for stem in load_declarations().stems for row in headlines.compute(stem, load_declarations().defaults())},
        verdicts={item.id: {"claim": item.claim["claim"], "verdict": item.verdict, "found": item.found} for item in claims.entries()},
        shown={key: value for stem, notebook in notebooks.items() for key, value in _shown(stem, notebook)},
        tables=_tables(files),
    )


def _csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.replace("\r\n", "\n"))))


def _verdicts(files: Mapping[str, str]) -> dict[str, dict[str, str]]:
    rows = [row for path, text in files.items() if re.fullmatch(r"data/claims/\w+\.csv", path) for row in _csv(text)]
    return {row["id"]: {"claim": row.get("claim", ""), "verdict": row["verdict"], "found": row.get("found") or ""} for row in rows if "verdict" in row}


def _shown(stem: str, notebook: Mapping[str, Any]) -> Iterable[tuple[str, dict[str, str]]]:
    """Yield each figure and table that a notebook shows, by `STEM/NAME`, with its kind, number of rows and hashes."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            text = data.get("text/plain", "")
            match = _SHOWN.match(text if isinstance(text, str) else "".join(text))
            if match:
                kind, name, rows, digest, spec = match.groups()
                title = data.get(MIME, {}).get("title") or data.get(TABLE_MIME, {}).get("caption") or ""
                yield f"{stem}/{name}", {"kind": kind, "rows": rows, "data": digest, "spec": spec or "", "title": title}


def _tables(files: Mapping[str, str]) -> dict[str, Table]:
    found = {}
    for path, text in files.items():
        if re.fullmatch(r"data/(tables|claims)/\w+\.csv", path):
            rows = [{column: value or "" for column, value in row.items() if column and column not in _RESULTS} for row in _csv(text)]
            key = _key(files, path, rows)
            found[PurePosixPath(path).stem] = Table(key, {tuple(row[column] for column in key): row for row in rows})
    return found


def _key(files: Mapping[str, str], path: str, rows: list[dict[str, str]]) -> tuple[str, ...]:
    """Return the key columns that a table's sidecar, or its folder's shared schema, names, itself or in a schema it shares; every column where none does."""
    columns = list(rows[0]) if rows else []
    schema = _yaml(files, path.removesuffix(".csv") + ".yml").get("schema", {})
    if isinstance(schema, str):
        schema = _yaml(files, str(PurePosixPath(path).parent / schema))
    key = tuple(schema.get("primaryKey") or ())
    return key if key and set(key) <= set(columns) else tuple(columns)


def _yaml(files: Mapping[str, str], path: str) -> Mapping[str, Any]:
    # Some eighty sidecars are read twice; libyaml is ten times as fast as the loader in Python.
    content = yaml.load(files.get(path, ""), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506: a safe loader
    return content if isinstance(content, dict) else {}
