"""The last site of a run's place, over which the next one is built where they differ in values alone.

Pages are copied, for the build finishes all of them. The files that pages leave, pictures and data to take away, are many and large: those that the
build did not write anew are taken over when it is done.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

#: Where Jupyter Book keeps what it has read, and, within, the note of `alliance.site.reuse` of the files that each page leaves.
DOCTREES = ".doctrees"
FILES = "files.json"


def left_by_pages(built: Path) -> set[str]:
    """Return the paths of the files that pages leave in a site, without the pages; `built` is the folder in which Jupyter Book works."""
    return {path for files in json.loads((built / DOCTREES / FILES).read_text(encoding="utf-8")).values() for path in files}


def can_be_built_over(built: Path) -> bool:
    """Return whether a build left what the next one needs to know of it."""
    return (built / DOCTREES / FILES).is_file()


def lay_under(last: Path, built: Path) -> None:
    """Copy the pages of a site to where Jupyter Book builds the next one."""
    shutil.rmtree(built / "html", ignore_errors=True)
    left = left_by_pages(built)
    for path in last.rglob("*"):
        name = path.relative_to(last)
        # The theme's own files are put there by every build.
        if path.is_file() and name.as_posix() not in left and name.parts[0] != "_static":
            (built / "html" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, built / "html" / name)


def carry_over(last: Path, built: Path) -> None:
    """Give a site the files that its pages left in the last one and that were not written anew."""
    for name in left_by_pages(built):
        made = built / "html" / name
        if not made.exists():
            made.parent.mkdir(parents=True, exist_ok=True)
            try:
                # The last site is about to go, and then these are no links any more.
                os.link(last / name, made)
            except OSError:
                shutil.copy2(last / name, made)
