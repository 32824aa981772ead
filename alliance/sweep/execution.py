"""Where jobs run: worker processes of this machine, started anew when one is lost. Results come in the order of the jobs."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Protocol

from alliance.errors import RunFailed

#: How often a job may lose the process that works on it before it is taken to be the job's own doing.
_LOSSES = 3


class Workers(Protocol):
    """Something that runs functions elsewhere."""

    count: int

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Return a ticket for a call that runs elsewhere."""

    def result(self, ticket: Any) -> Any:
        """Return what the call of a ticket returned; raises what it raised, and RunFailed where no worker can run it."""

    def close(self) -> None:
        """Let the workers go; what they have not begun is dropped."""


def ordered(workers: Workers, function: Callable[..., Any], calls: Iterable[tuple]) -> Iterator[Any]:
    """Yield the results of calls in their order, with no more under way than keeps the workers busy."""
    waiting: deque = deque()
    for arguments in calls:
        waiting.append(workers.submit(function, *arguments))
        if len(waiting) >= 3 * workers.count:
            yield workers.result(waiting.popleft())
    while waiting:
        yield workers.result(waiting.popleft())


@dataclass
class _Ticket:
    function: Callable[..., Any]
    arguments: tuple
    future: Future
    pool: int
    losses: int = 0


class Processes:
    """Worker processes of this machine. A process that is killed costs the jobs it had under way, which then run again."""

    def __init__(self, count: int):
        self.count = count
        self._number = 0
        self._pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # Spawned, not forked: notebooks run an event loop, and a fork of a process that has run one does not work.
        return ProcessPoolExecutor(self.count, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)

    def submit(self, function: Callable[..., Any], *arguments: Any) -> _Ticket:
        try:
            future = self._pool.submit(function, *arguments)
        except BrokenProcessPool:
            self._renew()
            future = self._pool.submit(function, *arguments)
        return _Ticket(function, arguments, future, self._number)

    def result(self, ticket: _Ticket) -> Any:
        while True:
            try:
                return ticket.future.result()
            except BrokenProcessPool:
                ticket.losses += 1
                if ticket.losses > _LOSSES:
                    raise RunFailed(f"worker processes were killed {ticket.losses} times at the same place; is memory short?") from None
                if ticket.pool == self._number:
                    self._renew()
                ticket.future, ticket.pool = self._pool.submit(ticket.function, *ticket.arguments), self._number

    def _renew(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = self._start()
        self._number += 1

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Make a worker end with the command that started it, however that ends, and leave Ctrl-C to the command."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Models make many small things and no cycles: looking for those less often saves a twentieth of the time.
    gc.set_threshold(20_000, 20, 20)
    parent = multiprocessing.parent_process()
    threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()


@contextlib.contextmanager
def closing(workers: Workers) -> Iterator[Workers]:
    """Yield workers and let them go at the end, whatever happens."""
    try:
        yield workers
    finally:
        workers.close()
