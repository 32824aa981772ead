"""Whether files can be written where an option says, or where a command keeps its work: asked before anything starts."""

from __future__ import annotations

import os
from pathlib import Path

from alliance.errors import Problem


def write_problems(option: str, path: Path) -> list[Problem]:
    """Return why a file cannot be written where an option says: a folder stands there, or nothing may be written there."""
    if path.is_dir():
        return [Problem(option, f"{path} is a folder, not a file")]
    parent = path.absolute().parent
    if not parent.exists():
        return [Problem(option, f"{path} cannot be written: there is no folder {parent}")]
    return folder_problems(option, parent, shown=f"{path} cannot be written:")


def folder_problems(option: str, folder: Path, *, shown: str = "") -> list[Problem]:
    """Return why nothing can be written in a folder, which need not be there yet: a file stands in its way, or nothing may be written there.

    A message begins with `shown`, by default the folder itself.
    """
    begins = shown or f"{folder}: cannot be written,"
    near = folder.absolute()
    while not near.exists():
        near = near.parent
    if not near.is_dir():
        return [Problem(option, f"{begins} {near} is a file")]
    return [] if os.access(near, os.W_OK | os.X_OK) else [Problem(option, f"{begins} no permission for {near}")]
