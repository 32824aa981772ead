"""What several tests of sweeps do: read a sweep's tables, and wait for something to happen in another process."""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ALLIANCE = Path(sys.executable).with_name("alliance")


def table(folder: Path, name: str = "runs.csv") -> list[dict[str, str]]:
    """Return the rows of one of a sweep's tables."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wait_for(condition: Callable[[], bool], what: str) -> None:
    """Wait until something has happened; give up after two minutes, which nothing here takes."""
    for _ in range(2400):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail(f"{what} did not happen")
