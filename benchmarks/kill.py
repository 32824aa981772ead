"""Kill -9 at random moments, and see that a rerun completes, gives what an undisturbed run gives, and that nothing is left.

    python benchmarks/kill.py [--rounds 20] [--seed 1] [--stem cost_sharing] [--engine ready] [--victim command|kernel|builder]...

Each round starts `alliance rerun` in a copy of the book without any kept run, kills one process of it at a moment drawn at
random from the time that it lives in an undisturbed run, and runs the command again. Prints a line a round; the status is 1
where a round failed.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import psutil
from copies import Copy

#: How long, in seconds, processes may take to notice that they are alone.
PATIENCE = 15

MARK = "ALLIANCE_KILL_ROUND"


def is_server(process: psutil.Process) -> bool:
    return "alliance.engine.server" in process.cmdline()


def kernels(processes: list[psutil.Process], command: int) -> list[psutil.Process]:
    """Return the kernels: forks of the fork server under one engine, processes of their own under the other."""
    return [item for item in processes if "ipykernel_launcher" in item.cmdline() or is_server(item) and item.ppid() != command]


#: Which process of a run is killed.
VICTIMS: dict[str, Callable[[list[psutil.Process], int], list[psutil.Process]]] = {
    "command": lambda processes, command: [item for item in processes if item.pid == command],
    "kernel": kernels,
    "server": lambda processes, command: [item for item in processes if is_server(item) and item.ppid() == command],
    "builder": lambda processes, command: [item for item in processes if "alliance.building" in item.cmdline()],
}


def marked(mark: str) -> list[psutil.Process]:
    """Return the living processes that carry the mark of a round in their environment."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == mark and process.status() != psutil.STATUS_ZOMBIE:
                process.cmdline()
                found.append(process)
        except psutil.Error:
            continue
    return found


def content(folder: Path) -> dict[str, bytes]:
    """Return the files of a run by name, without the one that holds its time."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "run.json"}


def left(copy: Copy, output: Path) -> list[str]:
    """Return what should not be there after a run: files in the making, and anything in the folder for temporary files."""
    found = [path for place in (copy.build, output.parent) for path in place.rglob(".*") if path.name.startswith((".writing-", f".{output.name}."))]
    return [str(path) for path in [*found, *copy.temporary.iterdir()]]


def windows(copy: Copy, command: list[str]) -> dict[str, tuple[float, float]]:
    """Run the command undisturbed; return between which seconds of it each kind of victim lives."""
    copy.environment[MARK] = mark = uuid.uuid4().hex
    started = time.monotonic()
    seen: dict[str, tuple[float, float]] = {}
    process = copy.start(command)
    while process.poll() is None:
        now, there = time.monotonic() - started, marked(mark)
        for victim, chosen in VICTIMS.items():
            if chosen(there, process.pid):
                seen[victim] = (seen.get(victim, (now, now))[0], now)
        time.sleep(0.02)
    if process.returncode:
        raise RuntimeError(process.communicate()[0][-3000:])
    return seen


def round_of(copy: Copy, command: list[str], output: Path, victim: str, moment: float, expected: dict[str, bytes]) -> list[str]:
    """Run, kill, look for what is left alive, run again, compare; return what went wrong."""
    before = content(output) if output.exists() else {}
    copy.forget_runs()
    copy.environment[MARK] = mark = uuid.uuid4().hex
    started = time.monotonic()
    process = copy.start(command)
    killed = False
    while not killed and process.poll() is None:
        if time.monotonic() - started >= moment:
            for item in VICTIMS[victim](marked(mark), process.pid)[:1]:
                item.send_signal(signal.SIGKILL)
                killed = True
        time.sleep(0.01)
    printed = process.communicate()[0]
    wrong = []
    if killed and victim != "command" and process.returncode not in (0, 1):
        wrong.append(f"status {process.returncode}")
    if "Traceback" in printed:
        wrong.append(f"a traceback: {printed[-600:]}")
    if killed and process.returncode and content(output) not in (before, expected):
        wrong.append("what was there before is not as it was")
    until = time.monotonic() + PATIENCE
    while (alive := marked(mark)) and time.monotonic() < until:
        time.sleep(0.05)
    wrong += [f"still running: {' '.join(item.cmdline())[:80]}" for item in alive]
    for item in alive:
        item.kill()
    copy.run(command)
    if content(output) != expected:
        wrong.append("the rerun gives other files than an undisturbed run")
    wrong += [f"left behind: {name}" for name in left(copy, output)]
    told = f"killed after {moment:.2f} s" if killed else "had ended before it could be killed"
    print(f"{victim}: {told}, status {process.returncode}{''.join('; WRONG: ' + item for item in wrong) or '; as it should be'}", flush=True)
    return wrong


def main() -> int:
    """Run the rounds; return 1 where something went wrong, else 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20, help="rounds for each kind of victim (20)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--stem", default="cost_sharing")
    parser.add_argument("--engine", default="ready", choices=("ready", "plain"))
    parser.add_argument("--victim", action="append", choices=VICTIMS, help="may be repeated (command and kernel)")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="ledger-kill-"))
    try:
        copy, output = Copy(folder), folder / "out" / "run"
        command = copy.command("rerun", given.stem, "--set", "krw_per_usd=1400", "--engine", given.engine, "--output", str(output))
        copy.run(command)
        copy.forget_runs()
        lives, expected, draws = windows(copy, command), content(output), random.Random(given.seed)
        print(f"an undisturbed run takes {lives['command'][1]:.1f} s and gives {len(expected)} files", flush=True)
        wrong = []
        for victim in given.victim or ["command", "kernel"]:
            for _ in range(given.rounds):
                wrong += round_of(copy, command, output, victim, draws.uniform(*lives[victim]), expected)
        return 1 if wrong else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
