"""How the book refuses: every offender at once, each with its place, the value, the rule and the way out."""

from __future__ import annotations

import difflib
import errno
import os
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that cannot be used: where it stands and what is wrong with it."""

    where: str
    message: str

    def __str__(self) -> str:
        # One line an offender, whatever the value held.
        return " ".join(f"{self.where}: {self.message}".split())


class Refusal(Exception):
    """Input that cannot be used; carries every problem found, so that one attempt shows them all."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class RunFailed(Exception):
    """A run that started and did not finish; the message says which notebook and why."""


def failed_to_write(error: OSError) -> str:
    """Return what the system said to a read or a write, with the file first."""
    if isinstance(error, shutil.Error):
        # A copy of a folder tells every file that it could not copy.
        _, target, why = error.args[0][0]
        return f"{target}: {why.partition('] ')[2].partition(': ')[0] or why}; what was there before is as it was"
    return f"{error.filename2 or error.filename or 'alliance'}: {error.strerror or error}; what was there before is as it was"


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}


def no_room(printed: str) -> tuple[int, str, str] | None:
    """Return number, words and file ('' where none is told) of the first error in what a process printed that says it found no room to write."""
    for number, words, _, path in re.findall(r"\[Errno (\d+)\] ([^:'\n]+)(: '([^'\n]+)')?", printed):
        if int(number) in _NO_ROOM:
            return int(number), os.strerror(int(number)), path
    return None


def nearest(name: str, known: Iterable[str]) -> str:
    """Return '; did you mean X?' for the nearest known name, or what there is when nothing is near."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"; did you mean '{near[0]}'?"
    return "; there are " + ", ".join(names) if len(names) <= 12 else ""
