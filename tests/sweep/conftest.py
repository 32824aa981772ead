"""What tests of sweeps start from: the real command in a process of its own, started anew for each."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sweep_folders import ALLIANCE


@pytest.fixture(scope="session")
def sweep() -> Callable[..., subprocess.CompletedProcess]:
    """Return a function that runs `alliance sweep` to its end."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess:
        return subprocess.run([ALLIANCE, "sweep", *map(str, arguments)], capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def begin() -> Callable[..., subprocess.Popen]:
    """Return a function that starts `alliance sweep`; what still runs at the end of the test is killed."""
    started = []

    def run(*arguments: str | Path, **settings: Any) -> subprocess.Popen:
        command = [ALLIANCE, "sweep", *map(str, arguments)]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, **settings))
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.communicate()
