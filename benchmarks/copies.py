"""A copy of the book to measure and to maltreat: its caches can be emptied and its tables changed without harm to the book."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Copy:
    """A copy of the repository's files, with the environment in which its own package is found."""

    def __init__(self, folder: Path, **variables: str):
        self.root = folder / "book"
        self.temporary = folder / "tmp"
        self.temporary.mkdir(parents=True)
        listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in filter(None, listed.split("\0")):
            if (ROOT / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.root / name)
        # Compiled modules are kept, as they are on a machine where nobody forbids it.
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.environment = {**inherited, "PYTHONPATH": str(self.root), "TMPDIR": str(self.temporary), "JUPYTER_RUNTIME_DIR": str(self.temporary), **variables}

    @property
    def build(self) -> Path:
        return self.root / "_build"

    @property
    def stems(self) -> list[str]:
        return sorted(path.stem for path in (self.root / "notebooks").glob("*.ipynb"))

    def command(self, *words: str) -> list[str]:
        """Return the command line of `alliance WORDS` in the copy."""
        return [sys.executable, "-P", "-c", "from alliance.cli import main; main()", *map(str, words)]

    def start(self, command: list[str], **settings: object) -> subprocess.Popen:
        """Start a command line in the copy, what it prints kept."""
        return subprocess.Popen(command, cwd=self.root, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **settings)

    def run(self, command: list[str], *, variables: Mapping[str, str] | None = None) -> str:
        """Run a command line in the copy; return what it printed. Raises RuntimeError where it fails."""
        environment = {**self.environment, **(variables or {})}
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command[:6])} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}")
        return done.stdout + done.stderr

    def forget_runs(self) -> None:
        """Remove kept runs; pictures, rows and sources stay kept."""
        for name in ("runs", "last"):
            shutil.rmtree(self.build / "cache" / name, ignore_errors=True)

    def forget_sites(self) -> None:
        """Remove what was built, as it is known to the next build."""
        shutil.rmtree(self.build / "site", ignore_errors=True)
