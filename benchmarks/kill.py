"""Kill -9 at random moments, and see that a rerun completes, gives what an undisturbed run gives, and that nothing is left.

    python benchmarks/kill.py [--rounds 20] [--seed 1] [--stem cost_sharing] [--engine ready] [--victim KIND]...

Kinds: command, kernel, server, builder of `alliance rerun`; sweep, sweep_worker of `alliance sweep`; dask_worker of a cluster
under it. Each round starts the command in a copy of the book, kills one process at a moment drawn at random from the time
that it lives in an undisturbed run, and runs the command again (a sweep with --resume). Prints a line a round and a table;
the status is 1 where a round failed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from clusters import Cluster
from copies import ROOT, Copy
from victims import Seen, Work, cluster_sweeps, marked, new_mark, reruns, sweeps

#: How long, in seconds, processes may take to notice that they are alone.
PATIENCE = 120

#: How often a round is begun anew where the victim had ended before its moment came.
TRIES = 5

RERUN, SWEEP, CLUSTER = ("command", "kernel", "server", "builder"), ("sweep", "sweep_worker"), ("dask_worker",)


def content(folder: Path) -> dict[str, bytes]:
    """Return the files of a run by name, without the one that holds its time."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "run.json"}


def left(copy: Copy, output: Path) -> list[str]:
    """Return what should not be there after a run: files in the making, anything beside its folder, anything in the folder for temporary files."""
    found = [path for place in (copy.build, output) for path in place.rglob(".*") if path.name.startswith(".writing-") or ".making-" in path.name]
    return [str(path) for path in [*found, *(path for path in output.parent.iterdir() if path != output), *copy.temporary.iterdir()]]


def windows(copy: Copy, work: Work) -> dict[str, tuple[float, float]]:
    """Run the command undisturbed; return between which seconds of it each kind of victim lives, and `all` of them together."""
    work.before_each()
    mark, started = new_mark(copy), time.monotonic()
    seen: dict[str, tuple[float, float]] = {}
    process = copy.start(work.command)
    while process.poll() is None:
        now, there = time.monotonic() - started, marked(mark)
        for victim, chosen in work.choose.items():
            if chosen(there, process.pid):
                seen[victim] = (seen.get(victim, (now, now))[0], now)
        time.sleep(0.05)
    if process.returncode:
        raise RuntimeError(process.communicate()[0][-3000:])
    return seen


def kill(process: Seen) -> bool:
    """Kill a process; return whether it was still there."""
    try:
        os.kill(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def killed_run(copy: Copy, work: Work, victim: str, mark: str, moment: float) -> tuple[bool, int, str]:
    """Run the command and kill a victim so many seconds after one is first seen; return whether one was there to be killed, the status, and what was printed."""
    killed, seen = False, None
    process = copy.start(work.command)
    while not killed and process.poll() is None:
        there = work.choose[victim](marked(mark), process.pid)
        seen = time.monotonic() if there and seen is None else seen
        if there and time.monotonic() - seen >= moment:
            killed = kill(there[0])
        time.sleep(0.02)
    printed = process.communicate()[0]
    return killed, process.returncode, printed


def left_alive(mark: str) -> list[Seen]:
    """Return the processes of a round that do not notice that they are alone."""
    until = time.monotonic() + PATIENCE
    while (alive := marked(mark)) and time.monotonic() < until:
        time.sleep(0.05)
    return alive


def completed(copy: Copy, work: Work) -> str:
    """Make the rest of a stopped command; return why that does not work, or nothing."""
    for command in work.again:
        done = subprocess.run(command, cwd=copy.root, env=copy.environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return ""
        if not (done.returncode == 2 and "there is no unfinished sweep" in done.stderr):
            break
    return f"running it again ends with {done.returncode}: {done.stderr[-600:]}"


def round_of(copy: Copy, work: Work, victim: str, moment: float, expected: dict[str, bytes]) -> tuple[bool, list[str]]:
    """Run, kill, look for what is left alive, run again, compare; return whether something was killed and what went wrong."""
    work.before_each()
    before = content(work.output)
    mark = new_mark(copy)
    killed, status, printed = killed_run(copy, work, victim, mark, moment)
    wrong = []
    if killed and status not in ((0,) if victim in work.spared else (-signal.SIGKILL, 0) if victim in ("command", "sweep") else (0, 1)):
        wrong.append(f"status {status}: {printed[-600:]}")
    if "Traceback" in printed:
        wrong.append(f"a traceback: {printed[-600:]}")
    if content(work.output) not in (before, expected):
        wrong.append("what was there before is not as it was")
    alive = left_alive(mark)
    wrong += [f"still running: {' '.join(item.words)[:80]}" for item in alive]
    for item in alive:
        kill(item)
    # What a run makes beside its folder may stand there only as long as it can be gone on with.
    if (killed and status) or wrong:
        wrong += filter(None, [completed(copy, work)])
    if content(work.output) != expected:
        wrong.append("there are other files than an undisturbed run gives")
    wrong += [f"left behind: {name}" for name in left(copy, work.output)]
    told = f"killed {moment:.2f} s after it was first seen" if killed else "had ended before it could be killed"
    print(f"{victim}: {told}, status {status}{''.join('; WRONG: ' + item for item in wrong) or '; as it should be'}", flush=True)
    return killed, wrong


def rounds_of(copy: Copy, work: Work, victims: list[str], rounds: int, draws: random.Random) -> dict[str, tuple[int, int]]:
    """Return, by victim, how many rounds there were in which one was killed, and in how many something went wrong."""
    work.before_each()
    copy.run(work.command)
    lives, expected = windows(copy, work), content(work.output)
    lasts = max(end for _, end in lives.values())
    print(f"an undisturbed {work.command[4]} takes {lasts:.1f} s and gives {len(expected)} files", flush=True)
    kills, failures = dict.fromkeys(victims, 0), dict.fromkeys(victims, 0)
    for victim in victims * rounds:
        for _ in range(TRIES):
            killed, wrong = round_of(copy, work, victim, draws.uniform(0, lives[victim][1] - lives[victim][0]), expected)
            failures[victim] += bool(wrong)
            if killed or wrong:
                break
        kills[victim] += killed
    return {victim: (kills[victim], failures[victim]) for victim in victims}


def main() -> int:
    """Run the rounds; return 1 where something went wrong or nothing could be killed, else 0."""
    kinds = [*RERUN, *SWEEP, *CLUSTER]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20, help="rounds for each kind of victim (20)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stem", default="cost_sharing", help="the chapter that is rerun")
    parser.add_argument("--engine", default="ready", choices=("ready", "plain"))
    parser.add_argument("--victim", action="append", choices=kinds, help="may be repeated (all)")
    given = parser.parse_args()
    # Told to end, it takes its cluster along.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    chosen, draws = given.victim or kinds, random.Random(given.seed)
    folder = Path(tempfile.mkdtemp(prefix="ledger-kill-"))
    found: dict[str, tuple[int, int]] = {}
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        copy = Copy(folder)
        # Pictures, rows and sources are kept by what they are made from, so the copy may begin with the book's own.
        if (ROOT / "_build" / "cache").is_dir():
            shutil.copytree(ROOT / "_build" / "cache", copy.build / "cache", ignore=shutil.ignore_patterns("runs", "last", ".writing-*"))
        for kinds_of, start in ((RERUN, lambda: reruns(copy, given.stem, given.engine)), (SWEEP, lambda: sweeps(copy)), (CLUSTER, lambda: cluster_sweeps(copy, cluster(stack, copy)))):
            victims = [victim for victim in dict.fromkeys(chosen) if victim in kinds_of]
            if victims:
                found |= rounds_of(copy, start(), victims, given.rounds, draws)
    print("\n".join(f"{victim}: {kills} of {given.rounds} rounds with a kill, {failures or 'none'} wrong" for victim, (kills, failures) in found.items()))
    return 1 if any(failures or not kills for kills, failures in found.values()) else 0


def cluster(stack: ExitStack, copy: Copy) -> Cluster:
    """Return a cluster whose workers have the copy's code; it goes with the stack."""
    folder = copy.root.parent / "cluster"
    # What its processes keep in the folder for temporary files is the cluster's own, and not left by the command.
    made = Cluster(folder, {**copy.environment, "TMPDIR": str(folder)})
    stack.callback(made.stop)
    return made


if __name__ == "__main__":
    sys.exit(main())
