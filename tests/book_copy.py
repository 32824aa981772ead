"""A copy of the book in a folder of its own, for tests that change its files."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from alliance import paths


def copy_book(folder: Path) -> Path:
    """Copy the book's files to a folder, with the cache of runs and pictures linked: what is kept need not be made again."""
    names = subprocess.run(["git", "-C", str(paths.ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"], capture_output=True, text=True, check=True).stdout.split("\0")
    for name in names:
        if name and (paths.ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes((paths.ROOT / name).read_bytes())
    (folder / "_build").mkdir()
    paths.CACHE.mkdir(parents=True, exist_ok=True)
    (folder / "_build" / "cache").symlink_to(paths.CACHE, target_is_directory=True)
    return folder


def run_there(folder: Path, code: str, *arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess:
    """Run Python code with the package of a copy, not that of this book."""
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=folder, env=environment, check=False)


def alliance_there(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess:
    """Run the `alliance` command of a copy."""
    return run_there(folder, "from alliance.cli import main; main()", *arguments, environment=environment)
