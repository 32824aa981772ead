"""What is killed: the commands that are started for it, and the kinds of process that each has."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import psutil
from clusters import Cluster
from copies import Copy

#: The variable in a process's environment that says which round it belongs to.
MARK = "ALLIANCE_KILL_ROUND"

#: Draws of a sweep: some seconds of work, and more than one chunk a worker.
_DRAWS = 1000


class Seen(NamedTuple):
    """A process as it was when it was seen: its number, its parent's, and its command line."""

    pid: int
    parent: int
    words: tuple[str, ...]


Choose = Callable[[list[Seen], int], list[Seen]]


@dataclass(frozen=True)
class Work:
    """A command line that writes to `output`, and how its processes are told apart.

    `choose` has, by kind of victim, a function from the living processes of a round and the command's number to those of
    that kind. Losing one of the kinds in `spared` must not stop the command. `again` makes the rest of a stopped one.
    """

    command: list[str]
    again: list[list[str]]
    output: Path
    choose: dict[str, Choose]
    spared: frozenset[str] = frozenset()
    cluster: Cluster | None = None
    before_each: Callable[[], object] = field(default=lambda: None)


def _is_server(process: Seen) -> bool:
    return "alliance.engine.server" in process.words


def _kernels(processes: list[Seen], command: int) -> list[Seen]:
    """Return the kernels: forks of the fork server under one engine, processes of their own under the other."""
    return [item for item in processes if "ipykernel_launcher" in item.words or _is_server(item) and item.parent != command]


def _command(processes: list[Seen], command: int) -> list[Seen]:
    return [item for item in processes if item.pid == command]


def _with_word(word: str) -> Choose:
    return lambda processes, command: [item for item in processes if word in item.words]


def reruns(copy: Copy, stem: str, engine: str) -> Work:
    """Return a rerun of a chapter without any kept run; the same command makes it again. By lot, its site is built from nothing or over that of another run."""
    output = copy.root.parent / "out" / "run"
    command, other = (copy.command("rerun", stem, "--set", f"krw_per_usd={rate}", "--engine", engine, "--output", str(output)) for rate in (1400, 1300))
    lots = random.Random(1)

    def forget() -> None:
        copy.forget_sites()
        if lots.random() < 0.5:
            copy.run(other)
        copy.forget_runs()

    choose = {
        "command": _command,
        "kernel": _kernels,
        "server": lambda processes, command: [item for item in processes if _is_server(item) and item.parent == command],
        "builder": _with_word("alliance.building"),
    }
    return Work(command, [command], output, choose, before_each=forget)


def sweeps(copy: Copy) -> Work:
    """Return a sweep by processes of this machine; it is gone on with, or made again where nothing of it stands."""
    output = copy.root.parent / "sweep" / "out"
    command = copy.command("sweep", "cost_sharing", "--draws", str(_DRAWS), "--jobs", "2", "--output", str(output))
    choose = {"sweep": _command, "sweep_worker": _with_word("--multiprocessing-fork")}
    return Work(command, [[*command, "--resume"], command], output, choose, spared=frozenset({"sweep_worker"}))


def cluster_sweeps(copy: Copy, cluster: Cluster) -> Work:
    """Return the same sweep on a cluster, which has two workers when a round begins."""
    plain, output = sweeps(copy), copy.root.parent / "dask" / "out"
    command = [*plain.command[: plain.command.index("--jobs")], "--scheduler", cluster.address, "--output", str(output)]

    def refill() -> None:
        cluster.workers[:] = [item for item in cluster.workers if item.poll() is None]
        while len(cluster.workers) < 2:
            cluster.add_worker()

    choose = {"dask_worker": lambda processes, command: [Seen(item.pid, 0, ()) for item in cluster.workers if item.poll() is None]}
    return Work(command, [[*command, "--resume"], command], output, choose, frozenset(choose), cluster, refill)


def new_mark(copy: Copy) -> str:
    """Return a mark that every process carries which is started in the copy from now on."""
    copy.environment[MARK] = mark = uuid.uuid4().hex
    return mark


def marked(mark: str) -> list[Seen]:
    """Return the living processes that carry the mark of a round in their environment."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark and process.status() != psutil.STATUS_ZOMBIE:
                found.append(Seen(process.pid, process.ppid(), tuple(process.cmdline())))
        except psutil.Error:
            continue
    return found
