"""The plan of a sweep: all of it checked before anything runs, written down, and compared when a sweep goes on."""

from __future__ import annotations

import json
import platform
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from alliance import paths, rerun
from alliance.errors import Problem, Refusal, nearest
from alliance.headlines import model
from alliance.parameters import load_declarations, load_scenario
from alliance.record import RunRecord, code_version, lock_hash
from alliance.sweep.axes import parse_axes, rule_problems
from alliance.sweep.design import LATIN, MOST_HELD, NONE, SOBOL, Design
from alliance.sweep.space import Space, space
from alliance.tables import table_hash

#: The seed where none is given: a sweep is the same each time it is asked for.
SEED = 1

MODEL, NOTEBOOKS = "model", "notebooks"


@dataclass(frozen=True)
class Plan:
    """What a sweep runs: its chapter, the values it starts from, what moves, and whether models or notebooks run."""

    record: RunRecord
    vary: tuple[str, ...]
    space: Space
    design: Design
    left_out: dict[str, str]
    level: str
    tables_folder: str

    @property
    def stem(self) -> str:
        return self.record.stems[0]

    @property
    def runs(self) -> int:
        return self.space.points * self.design.rows

    @property
    def base(self) -> dict[str, Any]:
        """Return the chapter's values from which a sweep starts."""
        return {name: self.record.values[name] for name in load_declarations().of(self.stem)}

    def points(self, start: int, stop: int) -> list[tuple[dict[str, Any], list[float]]]:
        """Return runs `start` to `stop`, each as a point of the grid and one of the unit cube; draws move fastest."""
        found = []
        while start < stop:
            place, first = divmod(start, self.design.rows)
            last = min(self.design.rows, first + stop - start)
            point = self.space.point(place)
            found += [(point, units) for units in self.design.units(first, last)]
            start += last - first
        return found

    def command(self) -> str:
        """Return the command that makes the sweep again."""
        words = ["alliance", "sweep", self.stem]
        for item in self.vary:
            words += ["--vary", item]
        if self.design.kind != NONE:
            words += ["--draws", str(self.design.draws), "--seed", str(self.design.seed)]
        if self.design.kind == SOBOL:
            words.append("--sensitivity")
        if self.record.scenario:
            words += ["--scenario", self.record.scenario]
        for name, value in self.record.settings.items():
            words += ["--set", f"{name}={value}"]
        if self.record.tables_option:
            words += ["--tables", self.record.tables_option]
        return shlex.join(words + (["--notebooks"] if self.level == NOTEBOOKS else []))

    def to_json(self) -> dict[str, Any]:
        """Return the plan as it stands in `plan.json`: what runs, and the hashes of what it is made from; no time, no path of a machine."""
        return {
            "stem": self.stem,
            "command": self.command(),
            "runs": self.runs,
            "level": self.level,
            "design": {"kind": self.design.kind, "draws": self.design.draws, "seed": self.design.seed},
            "axes": {name: list(values) for name, values in self.space.axes.items()},
            "drawn": {name: [item.low, item.high] for name, item in self.space.drawn.items()},
            "left_out": self.left_out,
            "values": self.base,
            **made_from(self.stem),
        }


def made_from(stem: str) -> dict[str, Any]:
    """Return what a chapter's results are made from here: hashes of its tables, the code, the locked environment, Python and SALib."""
    return {
        "tables": {name: table_hash(name)[:12] for name in model(stem).TABLES},
        "code": code_version(),
        "lock": lock_hash(),
        "python": platform.python_version(),
        "salib": version("SALib"),
    }


def make_plan(
    stem: str,
    *,
    vary: Sequence[str] = (),
    draws: int = 0,
    seed: int = SEED,
    sensitivity: bool = False,
    notebooks: bool = False,
    scenario: str | None = None,
    settings: Sequence[str] = (),
    tables_folder: Path | None = None,
    output: Path | None = None,
) -> tuple[Plan, Path]:
    """Return the plan of a sweep and the folder of its results. Raises Refusal with every problem of every input at once."""
    declarations = load_declarations()
    if stem not in declarations.stems:
        raise Refusal([Problem("STEM", f"there is no chapter '{stem}'{nearest(stem, declarations.stems)}")])
    axes, problems = parse_axes(declarations, stem, vary)
    record, target = None, output or paths.RUNS / f"sweep-{stem}"
    try:
        record, target = rerun.plan([stem], scenario=scenario, settings=settings, tables_folder=tables_folder, output=target)
    except Refusal as refusal:
        problems = refusal.problems + problems
    problems += [Problem("--set", f"{name} is given by --vary already") for name in axes if any(item.partition("=")[0].strip() == name for item in settings)]
    if sensitivity and draws and draws & (draws - 1):
        lower = 1 << (draws.bit_length() - 1)
        problems.append(Problem("--draws", f"{draws} is not a power of two, which --sensitivity needs; {lower} and {2 * lower} are the nearest"))
    if sensitivity and (vary or not draws):
        problems.append(Problem("--sensitivity", "goes with --draws and without --vary"))
    if not vary and not draws:
        problems.append(Problem("sweep", "nothing moves: give --vary NAME=A,B,C, --vary NAME=START:STOP:COUNT, or --draws N"))
    given = _given(scenario, record) if record else {}
    problems += rule_problems(declarations, axes, record.values, given) if record else []
    if problems or record is None:
        raise Refusal(problems)
    room, left_out = space(declarations, stem, values=record.values, given=given, axes=axes, draw=bool(draws))
    if draws and not room.drawn:
        raise Refusal([Problem("--draws", f"no parameter of {stem} is left to draw: those with a plausible range are given or must keep a rule")])
    kind = SOBOL if sensitivity else LATIN if draws else NONE
    design = Design(kind, draws, len(room.drawn), seed)
    if design.held > MOST_HELD:
        most = 1 << (MOST_HELD // (design.width * (design.width + 2))).bit_length() - 1
        raise Refusal([Problem("--draws", f"{draws} with --sensitivity means {design.rows:,} runs of {design.width} parameters, more than are held at once; {most} is the most")])
    folder = str(tables_folder.absolute()) if tables_folder else ""
    return Plan(record, tuple(vary), room, design, left_out, NOTEBOOKS if notebooks else MODEL, folder), target


def _given(scenario: str | None, record: RunRecord) -> dict[str, str]:
    """Return where each value that the analyst gave came from, by name: these stay as given and are not drawn."""
    found = dict.fromkeys(load_scenario(scenario).settings, load_scenario(scenario).file) if scenario else {}
    return {**found, **dict.fromkeys(record.settings, "--set")}


def differences(before: Mapping[str, Any], now: Mapping[str, Any], *, sides: tuple[str, str] = ("there", "now"), within: str = "") -> list[str]:
    """Return what differs between two plans as written down, one line a value; `sides` are what the two are called."""
    lines = []
    for key in dict.fromkeys([*before, *now]):
        old, new = before.get(key), now.get(key)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            lines += differences(old, new, sides=sides, within=f"{within}{key} ")
        elif old != new:
            lines.append(f"{within}{key}: {_short(old)} {sides[0]}, {_short(new)} {sides[1]}")
    return lines


def _short(value: Any) -> str:
    text = "nothing" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:117] + "..."
