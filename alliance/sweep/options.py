"""What an analyst types after `alliance sweep`, taken to a plan, or refused with everything that is wrong with it."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alliance import paths
from alliance.errors import Problem, Refusal
from alliance.sweep.plan import SEED, Plan, make_plan
from alliance.sweep.store import PLAN, no_sweep, read, unfinished

#: Options that may stand once, and those that are whole numbers, with the least that makes sense.
_ONCE = ("draws", "seed", "scenario", "tables", "jobs", "scheduler", "output")
_NUMBERS = {"draws": 1, "seed": 0, "jobs": 1}

#: Options that say what a sweep is; without any of them `--resume` takes those of the sweep that stands there.
_PLAN = ("vary", "draws", "seed", "sensitivity", "notebooks", "scenario", "set", "tables")


@dataclass(frozen=True)
class Request:
    """A checked plan, where it goes, and how it is run."""

    plan: Plan
    target: Path
    jobs: int
    scheduler: str
    resume: bool


def request(stem: str, options: Mapping[str, Any]) -> Request:
    """Return what options ask for, by their names without dashes; those that take a value are lists of what was typed.

    Raises Refusal with every problem at once.
    """
    problems = [Problem(f"--{name}", f"is given twice, as '{options[name][0]}' and as '{options[name][1]}'") for name in _ONCE if len(options[name]) > 1]
    once: dict[str, Any] = {name: options[name][0] if options[name] else None for name in _ONCE}
    output = Path(once["output"]) if once["output"] is not None else None
    resume = bool(options["resume"])
    if resume and not any(options[name] for name in _PLAN):
        stored = _stored(stem, output or paths.RUNS / f"sweep-{stem}")
        options = {**options, **stored}
        once |= {name: stored[name][0] for name in _ONCE if stored.get(name)}
    numbers = {}
    for name, least in _NUMBERS.items():
        text = once[name]
        if text is None:
            numbers[name] = {"seed": SEED}.get(name, 0)
        elif not (text.isascii() and text.isdigit()) or int(text) < least:
            problems.append(Problem(f"--{name}", f"'{text}' is not a whole number of {least} or more"))
            numbers[name] = least
        else:
            numbers[name] = int(text)
    if once["seed"] is not None and once["draws"] is None:
        problems.append(Problem("--seed", "goes with --draws"))
    if once["jobs"] is not None and once["scheduler"] is not None:
        problems.append(Problem("--jobs", "is for this machine; with --scheduler the cluster's workers decide"))
    try:
        plan, target = make_plan(
            stem,
            vary=options["vary"],
            draws=numbers["draws"],
            seed=numbers["seed"],
            sensitivity=bool(options["sensitivity"]),
            notebooks=bool(options["notebooks"]),
            scenario=once["scenario"],
            settings=options["set"],
            tables_folder=Path(once["tables"]) if once["tables"] is not None else None,
            output=output,
        )
    except Refusal as refusal:
        raise Refusal([*problems, *refusal.problems]) from None
    if problems:
        raise Refusal(problems)
    return Request(plan, target, numbers["jobs"], once["scheduler"] or "", resume)


def _stored(stem: str, target: Path) -> dict[str, Any]:
    """Return the options of the unfinished sweep at a folder. Raises Refusal where there is none, or one of another chapter."""
    path = unfinished(target) / PLAN
    if not path.exists():
        raise no_sweep(target)
    words: Sequence[str] = shlex.split(read(path)["command"])[2:]
    if words[0] != stem:
        raise Refusal([Problem("--resume", f"{unfinished(target)} is a sweep of {words[0]}, not of {stem}")])
    found: dict[str, Any] = {"vary": [], "set": []}
    rest = iter(words[1:])
    for word in rest:
        name = word.removeprefix("--")
        if name in ("sensitivity", "notebooks"):
            found[name] = True
        else:
            found.setdefault(name, []).append(next(rest))
    return found
