"""A copy of the built site in which one page is another one: a fault is planted, and everything else is as it was."""

from __future__ import annotations

import re
from pathlib import Path


def planted(site: Path, folder: Path, name: str, pattern: str, replacement: str) -> Path:
    """Return a copy of a site, made of links to it, in which the first match of a pattern on one page is replaced; the pattern must be there."""
    text = (site / name).read_text(encoding="utf-8")
    changed, times = re.subn(pattern, lambda found: found.expand(replacement), text, count=1, flags=re.DOTALL)
    assert times == 1 and changed != text, f"{name} has no {pattern!r}"
    _linked(site, folder, Path(name).parts)
    (folder / name).write_text(changed, encoding="utf-8")
    return folder


def _linked(origin: Path, folder: Path, way: tuple[str, ...]) -> None:
    """Link everything in a folder but what stands on the way to the changed page."""
    folder.mkdir(parents=True)
    for item in origin.iterdir():
        if item.name != way[0]:
            (folder / item.name).symlink_to(item)
    if len(way) > 1:
        _linked(origin / way[0], folder / way[0], way[1:])
