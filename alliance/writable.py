"""Whether a file can be written where an option says: asked before anything starts."""

from __future__ import annotations

import os
from pathlib import Path

from alliance.errors import Problem


def write_problems(option: str, path: Path) -> list[Problem]:
    """Return why a file cannot be written where an option says: a folder stands there, or nothing may be written there."""
    if path.is_dir():
        return [Problem(option, f"{path} is a folder, not a file")]
    parent = path.absolute().parent
    if not parent.is_dir():
        return [Problem(option, f"{path} cannot be written: {parent} is a file")] if parent.exists() else [Problem(option, f"{path} cannot be written: there is no folder {parent}")]
    if not os.access(parent, os.W_OK):
        return [Problem(option, f"{path} cannot be written: no permission for {parent}")]
    return []
