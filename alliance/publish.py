"""What `make book` runs: the book, made where anything that it is made from has changed since it was made last.

The check itself imports next to nothing, so that a book with nothing changed costs a fraction of a second.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress

from alliance import paths

#: What the book is made from, besides the interpreter and the environment variables below.
_INPUTS = ("alliance", "book", "data", "notebooks", "index.md", "_config.yml", "_toc.yml", "requirements.txt", "pyproject.toml")
_VARIABLES = ("SITE_URL", paths.TABLES_VARIABLE)
_STAMP = paths.CACHE / "book.json"


def main() -> int:
    """Make the book where that is needed; return the exit status."""
    target = paths.BUILD / "html" / "index.html"
    state = inputs_hash()
    if target.is_file() and _stamped() == state:
        print("nothing changed since the book was made: no checks, no runs, no build")
        print(f"open {paths.shown(target)}")
        return 0
    from alliance import book
    from alliance.textfile import write_aside

    status = book.main()
    # An input that was edited while the book was made is made into the next one.
    if status == 0 and inputs_hash() == state:
        # Where there is no room for the note, the book is looked at again next time.
        with suppress(OSError):
            write_aside(_STAMP, json.dumps({"made_from": state}))
    return status


def inputs_hash() -> str:
    """Return a hash of every file, variable and interpreter that the published book depends on."""
    content = hashlib.sha256(sys.version.encode())
    for name in _VARIABLES:
        content.update(f"\0{name}={os.environ.get(name, '')}".encode())
    for name in _INPUTS:
        place = paths.ROOT / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if "__pycache__" not in path.parts and ".ipynb_checkpoints" not in path.parts and path.is_file():
                content.update(b"\0" + path.relative_to(paths.ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return content.hexdigest()


def _stamped() -> str:
    """Return the hash that the published book was made from, nothing where there is no book or no word on it."""
    try:
        return json.loads(_STAMP.read_text(encoding="utf-8"))["made_from"]
    except (OSError, ValueError, LookupError, TypeError):
        return ""


if __name__ == "__main__":
    sys.exit(main())
