"""Where things stand in the repository. The one module that knows."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

BOOK = ROOT / "book"
BUILD = ROOT / "_build"
CACHE = BUILD / "cache"
CLAIMS = ROOT / "data" / "claims"
EXPECTED = ROOT / "tests" / "expected"
NOTEBOOKS = ROOT / "notebooks"
PARAMETERS = ROOT / "data" / "parameters"
REFERENCES = BOOK / "references.bib"
REQUIREMENTS = ROOT / "requirements.txt"
RUNS = BUILD / "runs"
SCENARIOS = ROOT / "data" / "scenarios"
TABLES = ROOT / "data" / "tables"

#: Environment variable through which a run tells its kernels which folder of replacement tables to read.
TABLES_VARIABLE = "ALLIANCE_TABLES"

#: Environment variable that is `later` in kernels whose figures are drawn after the run, by whoever asked for it.
PICTURES_VARIABLE = "ALLIANCE_PICTURES"


def replacement_tables() -> Path | None:
    """Return the folder whose tables stand in for the book's in this run, or None."""
    value = os.environ.get(TABLES_VARIABLE)
    return Path(value) if value else None


def environment_of_children() -> dict[str, str]:
    """Return the environment for a process that must import this very package, also where another copy of the book is installed."""
    inherited = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *([inherited] if inherited else [])])}


def shown(path: Path) -> str:
    """Return a path as messages print it: relative to the repository where it lies inside, else as given."""
    try:
        return Path(path).resolve().relative_to(ROOT).as_posix()
    except ValueError:
        return str(path)
