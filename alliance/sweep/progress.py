"""How far a sweep is: a bar with the time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

#: Seconds between plain lines.
_PAUSE = 10.0


class Progress:
    """Shows runs done out of all; `done` are those that stood before."""

    def __init__(self, total: int, done: int, say: Callable[[str], None]):
        self._total, self._first, self._say = total, done, say
        self._begun = self._last = time.monotonic()
        self._bar = None
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                TextColumn,
                TimeElapsedColumn,
                TimeRemainingColumn,
            )
            from rich.progress import Progress as Bar

            shown = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
            self._bar = Bar(*shown, console=Console(stderr=True))
            self._task = self._bar.add_task("runs", total=total, completed=done)
            self._bar.start()

    def show(self, done: int, failed: int) -> None:
        """Show how many runs stand and how many of them failed."""
        if self._bar is not None:
            self._bar.update(self._task, completed=done, description=f"runs, {failed:,} failed" if failed else "runs")
            return
        now = time.monotonic()
        if done < self._total and now - self._last < _PAUSE:
            return
        self._last = now
        left = (now - self._begun) / max(1, done - self._first) * (self._total - done)
        self._say(f"{done:,} of {self._total:,} runs" + (f", {failed:,} failed" if failed else "") + (f", about {_span(left)} left" if done < self._total else ""))

    def stop(self) -> None:
        """Leave the terminal as it was."""
        if self._bar is not None:
            self._bar.stop()


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
