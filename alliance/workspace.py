"""Folders in the making, beside the place they are for: locked while somebody works in them, swept when nobody does, put in place in one step.

A lock goes with the process that holds it, however that ends. So what a killed run left behind is known by being
unlocked, and two runs at once never take each other's work for a leftover.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alliance.textfile import WRITING

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


@contextmanager
def naming(folder: Path) -> Iterator[None]:
    """Let an error of the system that names no file, as one on a full disk may not, name the folder that was written in."""
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno is not None:
            raise OSError(error.errno, error.strerror, str(folder)) from error
        raise


@contextmanager
def aside(target: Path) -> Iterator[Path]:
    """Give a new folder beside `target`, gone at the end; folders that killed runs left beside it go first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _recover(target)
    for left in target.parent.glob(f".{target.name}.making-*"):
        _remove_if_left(left)
    made, lock = _locked_folder(target)
    try:
        with naming(target):
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        os.close(lock)


def _locked_folder(target: Path) -> tuple[Path, int]:
    while True:
        made = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.making-"))
        made.chmod(0o755)
        lock = os.open(made, os.O_RDONLY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Between its making and its lock somebody may have swept it.
        if made.exists() and os.path.samestat(made.stat(), os.fstat(lock)):
            return made, lock
        os.close(lock)


def _remove_if_left(path: Path) -> None:
    """Remove a file or folder that no living process holds a lock on."""
    try:
        lock = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    except OSError:
        pass
    finally:
        os.close(lock)


def sweep(folder: Path) -> None:
    """Remove the files in the making that killed processes left anywhere below a folder."""
    for left in folder.rglob(f"{WRITING}*"):
        _remove_if_left(left)


@contextmanager
def alone(work: Path, *, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the one lock on a work folder; `waiting` is called where another process has it."""
    work.parent.mkdir(parents=True, exist_ok=True)
    with open(work.with_name(f"{work.name}.lock"), "w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        with naming(work):
            yield


def update_folder(made: Path, place: Path) -> None:
    """Let a folder hold what another does, which is then gone; files with the same bytes stay as they are, with their times."""
    place.mkdir(parents=True, exist_ok=True)
    wanted = {path.relative_to(made) for path in made.rglob("*")}
    for path in sorted(place.rglob("*"), reverse=True):
        if path.relative_to(place) not in wanted:
            path.rmdir() if path.is_dir() else path.unlink()
    for name in sorted(wanted):
        if (made / name).is_dir():
            (place / name).mkdir(exist_ok=True)
        elif not (place / name).is_file() or (place / name).read_bytes() != (made / name).read_bytes():
            os.replace(made / name, place / name)
    shutil.rmtree(made)


def folder_hash(folder: Path) -> str:
    """Return a hash of the names and contents of all files in a folder."""
    content = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        content.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode() + data)
    return content.hexdigest()


def replace_folder(made: Path, target: Path) -> None:
    """Put a finished folder in the place of another, in one step where the system has it; a kill leaves one or the other, whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _recover(target)
    if made.stat().st_dev != target.parent.stat().st_dev:
        with aside(target) as near:
            shutil.copytree(made, near / "whole")
            replace_folder(near / "whole", target)
        shutil.rmtree(made, ignore_errors=True)
        return
    try:
        os.rename(made, target)
        return
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise
    if not _exchanged(made, target):
        old = _old(target)
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
        made.rename(target)
        made = old
    shutil.rmtree(made, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places; return whether the system can."""
    exchange = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if exchange is None:
        return False
    return exchange(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0


def _old(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _recover(target: Path) -> None:
    """Bring back what a run was about to replace when it was killed, where the system has no single step for that."""
    old = _old(target)
    if old.is_dir() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
