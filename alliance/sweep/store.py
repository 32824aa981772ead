"""The folder of a sweep: rows added in order while it runs, beside its place; renamed into it when all is there.

Until then it is DIR.unfinished and can be gone on with: `state.json` says how many rows stand and their hash, and whatever
was written after that is cut off. So no row is lost and none stands twice, wherever a sweep was stopped.
"""

from __future__ import annotations

import contextlib
import csv
import fcntl
import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from alliance.book import replace_folder
from alliance.errors import Problem, Refusal
from alliance.sweep.jobs import ERROR, RUN, Chunk
from alliance.sweep.plan import differences
from alliance.textfile import write_aside
from alliance.workspace import naming

TABLE, PLAN, RECORD = "runs.csv", "plan.json", "run.json"
_ROWS, _LATE, _STATE, _LOCK = "rows.csv", "late.csv", "state.json", "lock"

#: What becomes the folder of the sweep when all is there.
_MADE = "made"


def unfinished(target: Path) -> Path:
    """Return the folder in which a sweep stands until it is complete."""
    return target.with_name(f"{target.name}.unfinished")


class Store:
    """An unfinished sweep on disk: its table so far, and what came that the table has no column for."""

    def __init__(self, target: Path, header: Sequence[str]):
        self.target, self.folder = target, unfinished(target)
        self.made = self.folder / _MADE
        self.header = tuple(header)
        self.rows = self.failed = 0
        self._written = {_ROWS: 0, _LATE: 0}
        self._hashes = {_ROWS: hashlib.sha256(), _LATE: hashlib.sha256()}

    def begin(self) -> None:
        """Write the header of a new table."""
        shutil.rmtree(self.made, ignore_errors=True)
        for name, text in ((_ROWS, _line(self.header)), (_LATE, "")):
            (self.folder / name).write_bytes(b"")
            self._add(name, text)
        self._note()

    def go_on(self) -> None:
        """Take up a table where its state says that it stands. Raises Refusal where its rows are not those that were written."""
        state = read(self.folder / _STATE)
        for name, size in state["written"].items():
            path = self.folder / name
            with path.open("r+b") as file:
                left = size
                while left and (part := file.read(min(left, 1 << 20))):
                    self._hashes[name].update(part)
                    left -= len(part)
                if left or self._hashes[name].hexdigest() != state["sha256"][name]:
                    raise Refusal([Problem(str(path), "its rows are not those that the sweep wrote; it cannot be gone on with")])
                file.truncate(size)
            self._written[name] = size
        with (self.folder / _ROWS).open(encoding="utf-8") as file:
            if file.readline() != _line(self.header):
                raise Refusal([Problem(str(self.folder / _ROWS), "its columns are not those of this sweep; it cannot be gone on with")])
        for left_over in self.folder.rglob(".writing-*"):
            left_over.unlink()
        self.rows, self.failed = state["rows"], state["failed"]

    def append(self, chunk: Chunk) -> None:
        """Add the rows of a chunk, its notebooks first, and note that they stand."""
        for number, notebook in chunk.notebooks.items():
            write_aside(self.made / "notebooks" / f"{number:06}.ipynb", notebook)
        self._add(_ROWS, chunk.text)
        self._add(_LATE, "".join(map(_line, chunk.late)))
        self.rows += chunk.rows
        self.failed += chunk.failed
        self._note()

    def _add(self, name: str, text: str) -> None:
        data, path = text.encode(), self.folder / name
        with naming(path), path.open("ab") as file:
            file.write(data)
        self._written[name] += len(data)
        self._hashes[name].update(data)

    def _note(self) -> None:
        state = {"rows": self.rows, "failed": self.failed, "written": self._written, "sha256": {name: item.hexdigest() for name, item in self._hashes.items()}}
        write_aside(self.folder / _STATE, json.dumps(state))

    def table(self) -> tuple[Path, dict[str, dict[str, str]]]:
        """Return the finished table, and label and unit of headlines that first came up during the sweep, by name.

        Those have columns of their own there, after the others.
        """
        self.made.mkdir(exist_ok=True)
        path = self.made / TABLE
        path.unlink(missing_ok=True)
        known: dict[str, dict[str, str]] = {}
        with (self.folder / _LATE).open(encoding="utf-8", newline="") as file:
            for _, name, _, label, unit in csv.reader(file):
                known.setdefault(name, {"label": label, "unit": unit})
        if known:
            self._widen(path, sorted(known))
        else:
            _same_file(self.folder / _ROWS, path)
        return path, known

    def _widen(self, path: Path, names: Sequence[str]) -> None:
        with (
            (self.folder / _ROWS).open(encoding="utf-8", newline="") as old,
            (self.folder / _LATE).open(encoding="utf-8", newline="") as late,
            path.open("w", encoding="utf-8", newline="") as new,
        ):
            extras = csv.reader(late)
            following = next(extras, None)
            new.write(next(old).rstrip("\n") + "".join(f",{name}" for name in names) + "\n")
            # The error of a run is one line, so a line is a row.
            for line in old:
                cells = {}
                while following and following[0] == line.partition(",")[0]:
                    cells[following[1]] = following[2]
                    following = next(extras, None)
                new.write(line.rstrip("\n") + "".join(f",{cells.get(name, '')}" for name in names) + "\n")

    def finish(self, plan: Mapping[str, Any], record: Mapping[str, Any]) -> None:
        """Write plan and run record and put all in its place; an earlier sweep there is replaced. Killed before that, it is done again."""
        for name, content in ((PLAN, plan), (RECORD, record)):
            write_aside(self.made / name, _json(content))
        replace_folder(self.made, self.target)
        # Without its state it is no sweep to go on with, and what is left of it goes with the next one.
        (self.folder / _STATE).unlink()
        shutil.rmtree(self.folder)


def _same_file(there: Path, path: Path) -> None:
    """Give a file a second name; where the place has none to give, copy it."""
    try:
        os.link(there, path)
    except OSError:
        shutil.copyfile(there, path)


def _json(content: Any) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _line(cells: Sequence[Any]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def header(names: Sequence[str], columns: Sequence[str]) -> list[str]:
    """Return the columns of the table: the run's number, the parameters that move, its error, the headlines.

    A parameter is `set_NAME`, because a headline may have the same name.
    """
    return [RUN, *(f"set_{name}" for name in names), ERROR, *columns]


@contextlib.contextmanager
def held(target: Path, plan: Mapping[str, Any], *, resume: bool) -> Iterator[bool]:
    """Hold the folder of an unfinished sweep for this process; yield whether there are rows to go on from.

    Raises Refusal where another sweep is at work there, where an unfinished one stands and is not to be gone on with, and
    where the one to go on with has another plan, other tables or other code: what differs is said.
    """
    folder = unfinished(target)
    if resume and not folder.exists():
        raise no_sweep(target)
    if folder.exists() and not (folder.is_dir() and ((folder / _LOCK).exists() or not any(folder.iterdir()))):
        raise Refusal([Problem("--output", f"{folder}: is not empty and holds no sweep; nothing was touched")])
    above = [parent for parent in folder.parents if not parent.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refusal([Problem("--output", f"{target}: another sweep is at work there")]) from None
        try:
            there = (folder / PLAN).exists() and (resume and (folder / _STATE).exists() or kept_rows(target) > 0)
            if resume and not there:
                raise no_sweep(target)
            if there:
                _refuse_others(target, plan, resume=resume)
            else:
                write_aside(folder / PLAN, _json(plan))
            yield there
        finally:
            # Without a row there is nothing to go on with.
            if not kept_rows(target):
                shutil.rmtree(folder, ignore_errors=True)
                for parent in above:
                    with contextlib.suppress(OSError):
                        parent.rmdir()


def kept_rows(target: Path) -> int:
    """Return how many rows of an unfinished sweep are noted on disk, 0 where there is none."""
    state = unfinished(target) / _STATE
    return read(state)["rows"] if state.exists() else 0


def read(path: Path) -> dict[str, Any]:
    """Return what a file of an unfinished sweep says. Raises Refusal where it cannot be read, as after a loss of power."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise Refusal([Problem(str(path), f"cannot be read; remove {path.parent} to begin anew")]) from None


def no_sweep(target: Path) -> Refusal:
    """Return the refusal to go on where there is nothing to go on with."""
    done = " (the sweep there is complete)" if (target / PLAN).exists() else ""
    return Refusal([Problem("--resume", f"{target}: there is no unfinished sweep{done}; leave out --resume to begin one")])


def _refuse_others(target: Path, plan: Mapping[str, Any], *, resume: bool) -> None:
    folder = unfinished(target)
    rows, before = kept_rows(target), read(folder / PLAN)
    if not resume:
        raise Refusal([Problem("--output", f"{folder} holds an unfinished sweep, {rows:,} of {before['runs']:,} runs; go on with --resume, or remove that folder")])
    found = differences(before, json.loads(json.dumps(plan)), sides=("there", "now"))
    if found:
        raise Refusal(Problem("--resume", f"{folder} is not of this sweep: {line}") for line in found)
