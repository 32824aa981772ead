"""The book's speed beside the plain stack's, in one run on one machine: `make bench`.

    python benchmarks/bench.py [--quick | --rounds N]

The plain stack is papermill's command for each notebook, then `jupyter-book build` on what it wrote with execution off,
no extension of ours and Altair's default renderer. It keeps nothing, so whatever changed it does everything again. Prints a
table of medians and ratios, and writes it to `latest.json` and `latest.md` beside this file.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from copies import ROOT, Copy

HERE = Path(__file__).parent
STEM = "cost_sharing"

#: What the plain stack shows instead of our figures: the same chart through Altair's own default renderer.
_DEFAULT_RENDERER = '''

from alliance.charts.drawing import drawable
from alliance.charts.theme import WIDE


def _altair(self, include=None, exclude=None):
    content = drawable(self.to_json(), layout=WIDE, config=LIGHT, titled=True)
    return alt.renderers.get()(content)


Figure._repr_mimebundle_ = _altair
'''

#: And of our tables, their HTML.
_DEFAULT_TABLE = '''

def _bare(self, include=None, exclude=None, bundle=TableView._repr_mimebundle_):
    return {mime: shown for mime, shown in bundle(self).items() if mime != TABLE_MIME}


TableView._repr_mimebundle_ = _bare
'''


class Plain:
    """The plain stack over a copy of the book."""

    def __init__(self, copy: Copy):
        self.copy, self.source = copy, copy.root / "plain"
        for module, more in (("charts/figure.py", _DEFAULT_RENDERER), ("display.py", _DEFAULT_TABLE)):
            with (copy.root / "alliance" / module).open("a", encoding="utf-8") as file:
                file.write(more)
        (self.source / "notebooks").mkdir(parents=True)
        shutil.copytree(copy.root / "book", self.source / "book")
        for name in ("index.md", "_toc.yml"):
            shutil.copy2(copy.root / name, self.source / name)
        settings = {"title": "Plain", "only_build_toc_files": True, "execute": {"execute_notebooks": "off"}}
        (self.source / "_config.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")

    def papermill(self, stem: str, *options: str) -> None:
        """Run papermill's command on a chapter."""
        files = [f"notebooks/{stem}.ipynb", str(self.source / "notebooks" / f"{stem}.ipynb")]
        self.copy.run([sys.executable, "-m", "papermill", *files, "--no-progress-bar", "--cwd", "notebooks", *options])

    def book(self) -> None:
        """Run every notebook and build the site."""
        for stem in self.copy.stems:
            self.papermill(stem)
        self.copy.run([sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", str(self.source), "-q"])


def timed(work: Callable[[], Any], rounds: int, before: Callable[[], Any] = lambda: None) -> list[float]:
    """Return how many seconds each of some rounds of work took, what comes before each not counted."""
    taken = []
    for _ in range(rounds):
        before()
        started = time.monotonic()
        work()
        taken.append(round(time.monotonic() - started, 2))
    return taken


def most_shared(copy: Copy) -> list[tuple[str, str]]:
    """Return the fewest parameters, as near as a greedy choice comes, that together reach every chapter, each with a value that is not its own."""
    code = (
        "import json; from alliance.parameters import load_declarations; d = load_declarations(); "
        "print(json.dumps([[n, repr(d[n].plausible[0]), [s for s in d.stems if n in d.of(s)]] for n in d if d[n].plausible and d[n].plausible[0] != d[n].value and d[n].type == 'number']))"
    )
    found, left, chosen = json.loads(copy.run([sys.executable, "-P", "-c", code])), set(copy.stems), []
    while left:
        name, value, reached = max(found, key=lambda item: len(left & set(item[2])))
        chosen.append((name, value))
        left -= set(reached)
    return chosen


def measured(rounds: int, runs: int) -> Iterator[dict[str, Any]]:
    """Yield one row a case: its name, seconds of ours and of the plain stack by round, and the ratio that the design asks for."""
    with tempfile.TemporaryDirectory(prefix="ledger-bench-") as folder:
        copy, plain = Copy(Path(folder) / "ours"), Plain(Copy(Path(folder) / "plain"))
        publish = [sys.executable, "-P", "-m", "alliance.publish"]
        rates = iter(range(1301, 1999))
        table = copy.root / "data" / "tables" / "exchange_rates.csv"

        def rerun(*words: str) -> None:
            copy.run(copy.command("rerun", *words, "--output", str(Path(folder) / "out")))

        # Each starts from nothing; the plain stack does so every time.
        cold, whole = timed(lambda: copy.run(publish), 1), timed(plain.book, rounds)
        yield {"case": "cold book", "ours": cold, "plain": whole[:1], "budget": None}
        yield {"case": "nothing changed", "ours": timed(lambda: copy.run(publish), max(rounds, 3)), "plain": whole, "budget": 8}
        yield {"case": "krw_per_usd changed, book rerun to a place without a run", "ours": timed(lambda: rerun("--set", f"krw_per_usd={next(rates)}"), 1), "plain": whole, "budget": None}
        yield {"case": "krw_per_usd changed, book rerun", "ours": timed(lambda: rerun("--set", f"krw_per_usd={next(rates)}"), rounds), "plain": whole, "budget": 4}
        reaching = most_shared(copy)
        case = f"{' and '.join(name for name, _ in reaching)} changed: every notebook runs"
        yield {"case": case, "ours": timed(lambda: rerun(*(word for pair in reaching for word in ("--set", "=".join(pair)))), 1), "plain": whole, "budget": 2}
        yield {"case": "one byte of a table changed", "ours": timed(lambda: copy.run(publish), rounds, lambda: table.open("a").write("\n")), "plain": whole, "budget": None}
        yield notebook_sweep(copy, plain, runs)
        yield from model_sweeps(copy)
        yield from scenario_growth(copy, publish)


def notebook_sweep(copy: Copy, plain: Plain, runs: int) -> dict[str, Any]:
    """Return what a hundred executed notebooks of one chapter take, each with a rate of its own: the sweep's command, and papermill's in a loop."""
    first = 1500
    loop = timed(lambda rates=iter(range(first, first + runs)): plain.papermill(STEM, "-p", "krw_per_usd", str(next(rates))), min(runs, 5))
    vary = ["--vary", f"krw_per_usd={first}:{first + runs - 1}:{runs}", "--notebooks", "--jobs", "2"]
    ours = timed(lambda: copy.run(copy.command("sweep", STEM, *vary, "--output", str(copy.temporary / "notebooks"))), 1)
    made = len(list((copy.temporary / "notebooks" / "notebooks").glob("*.ipynb")))
    if made != runs:
        raise RuntimeError(f"the sweep left {made} notebooks of {runs}")
    return {"case": "100 notebook runs of a sweep, two processes", "ours": [round(ours[0] * 100 / runs, 2)], "plain": [statistics.median(loop) * 100], "budget": 6}


def model_sweeps(copy: Copy) -> Iterator[dict[str, Any]]:
    """Yield time and peak memory of model-level sweeps."""
    for draws in (1_000, 10_000, 100_000):
        process = subprocess.Popen(
            copy.command("sweep", STEM, "--draws", str(draws), "--seed", "1", "--output", str(copy.temporary / f"sweep-{draws}")),
            cwd=copy.root, env=copy.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        started = time.monotonic()
        process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        row = {"case": f"model sweep, {draws:,} draws", "ours": [round(time.monotonic() - started, 2)], "peak_mb": round(used.ru_maxrss / 1024)}
        yield row | ({"seconds_allowed": 60} if draws == 100_000 else {}) | ({"note": f"failed with status {status}"} if status else {})


def scenario_growth(copy: Copy, publish: list[str]) -> Iterator[dict[str, Any]]:
    """Yield how long a book with 1, 10 and 50 scenarios more takes, what was made for fewer kept."""
    made = 0
    for number in (1, 10, 50):
        for made in range(made + 1, number + 1):
            text = f"title: Rate {made}\nstory: The won stands at another rate, for measurement only.\nset:\n  krw_per_usd: {1500 + made}\n"
            (copy.root / "data" / "scenarios" / f"measured_{made}.yml").write_text(text, encoding="utf-8")
        yield {"case": f"book with {number} scenarios more", "ours": timed(lambda: copy.run(publish), 1)}


def told(rows: list[dict[str, Any]]) -> list[str]:
    """Return the rows as a Markdown table, budgets missed named so."""
    lines = ["| what | ours, s | plain stack, s | ratio | budget | |", "|---|---|---|---|---|---|"]
    for row in rows:
        ours, plain = statistics.median(row["ours"]), statistics.median(row["plain"]) if "plain" in row else None
        ratio = f"{plain / ours:.1f} x" if plain else ""
        budget = row.get("budget")
        asked = f"{budget} x" if budget else f"{row['seconds_allowed']} s" if "seconds_allowed" in row else ""
        kept = plain / ours >= budget if budget else ours <= row.get("seconds_allowed", ours)
        remarks = [row.get("note", ""), f"peak {row['peak_mb']} MB" if "peak_mb" in row else "", ("met" if kept else "MISSED") if asked else ""]
        lines.append(f"| {row['case']} | {ours:.2f} | {'' if plain is None else f'{plain:.1f}'} | {ratio} | {asked} | {', '.join(filter(None, remarks))} |")
    return lines


def machine() -> dict[str, Any]:
    """Return what the figures were taken on, and how busy it was with other things."""
    return {
        "system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count(), "python": platform.python_version(),
        "date": time.strftime("%Y-%m-%d"), "load_at_start": [round(load, 1) for load in os.getloadavg()],
    }  # fmt: skip


def main() -> int:
    """Measure, print, write; the status is 0 whether budgets are met or not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="one round of what is slow, 20 notebook runs (the default)")
    parser.add_argument("--rounds", type=int, default=0, help="so many rounds, and 100 notebook runs")
    given = parser.parse_args()
    if given.quick and given.rounds:
        parser.error("--quick and --rounds exclude each other")
    if given.rounds < 0:
        parser.error(f"--rounds {given.rounds}: at least 1 is needed")
    on, rows = machine(), []
    head = f"Taken on {on['date']}: {on['cores']} cores, {on['system']} {on['processor']}, Python {on['python']}, load at the start {on['load_at_start'][0]}."
    # Written after each row: what a run that is stopped has measured is not lost.
    for row in measured(given.rounds or 1, 100 if given.rounds else 20):
        rows.append(row)
        print(told([row])[-1], flush=True)
        (HERE / "latest.json").write_text(json.dumps({"machine": on, "rounds": given.rounds or 1, "cases": rows}, indent=1) + "\n", encoding="utf-8")
        (HERE / "latest.md").write_text("\n".join([head, "", *told(rows)]) + "\n", encoding="utf-8")
    print(f"written to {HERE.relative_to(ROOT)}/latest.json and latest.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
