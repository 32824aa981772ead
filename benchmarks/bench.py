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
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from copies import ROOT, Copy

HERE = Path(__file__).parent
STEM = "cost_sharing"

#: What the plain stack shows instead of our figures: the same chart through Altair's own default renderer.
_DEFAULT_RENDERER = '''

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

#: Runs of one notebook side by side on ready kernels, each with a rate of its own: what a sweep through notebooks does.
_NOTEBOOK_RUNS = """
import os, sys
from concurrent.futures import ThreadPoolExecutor
from alliance import runner
with ThreadPoolExecutor(os.cpu_count()) as pool:
    done = list(pool.map(lambda number: runner.execute(sys.argv[1], {"krw_per_usd": 1300.0 + number}), range(int(sys.argv[2]))))
assert not [failure for _, failure in done if failure], done
"""


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


def shared_by_all(copy: Copy) -> tuple[str, str] | None:
    """Return a parameter that every chapter takes, with a value that is not its own, or None where there is none."""
    code = (
        "import json; from alliance.parameters import load_declarations; d = load_declarations(); "
        "print(json.dumps([[n, repr(d[n].plausible[0])] for n in d if all(n in d.of(s) for s in d.stems) and d[n].plausible and d[n].plausible[0] != d[n].value]))"
    )
    found = json.loads(copy.run([sys.executable, "-P", "-c", code]))
    return tuple(found[0]) if found else None


def measured(rounds: int, runs: int) -> list[dict[str, Any]]:
    """Return one row a case: its name, seconds of ours and of the plain stack by round, and the ratio that the design asks for."""
    with tempfile.TemporaryDirectory(prefix="ledger-bench-") as folder:
        copy, plain = Copy(Path(folder) / "ours"), Plain(Copy(Path(folder) / "plain"))
        publish = [sys.executable, "-P", "-m", "alliance.publish"]
        rates = iter(range(1301, 1999))
        table = copy.root / "data" / "tables" / "exchange_rates.csv"

        def rerun(*words: str) -> None:
            copy.run(copy.command("rerun", *words, "--output", str(Path(folder) / "out")))

        rows = [{"case": "cold book", "ours": timed(lambda: copy.run(publish), 1), "plain": timed(plain.book, 1), "budget": None}]
        again = timed(plain.book, rounds)
        rows.append({"case": "nothing changed", "ours": timed(lambda: copy.run(publish), max(rounds, 3)), "plain": again, "budget": 8})
        rerun("--set", "krw_per_usd=1300")
        rows.append({"case": "krw_per_usd changed, book rerun", "ours": timed(lambda: rerun("--set", f"krw_per_usd={next(rates)}"), rounds), "plain": again, "budget": 4})
        if shared := shared_by_all(copy):
            rows.append({"case": f"{shared[0]}, which every notebook reads", "ours": timed(lambda: rerun("--set", "=".join(shared)), 1), "plain": again, "budget": 2})
        rows.append({"case": "one byte of a table changed", "ours": timed(lambda: copy.run(publish), rounds, lambda: table.open("a").write("\n")), "plain": again, "budget": None})
        loop = timed(lambda: plain.papermill(STEM, "-p", "krw_per_usd", str(next(rates))), min(runs, 5))
        ours = timed(lambda: copy.run([sys.executable, "-P", "-c", _NOTEBOOK_RUNS, STEM, str(runs)]), 1)
        rows.append({"case": "100 notebook runs of a sweep", "ours": [ours[0] * 100 / runs], "plain": [statistics.median(loop) * 100], "budget": 6})
        return rows + model_sweeps(copy) + scenario_growth(copy, publish)


def model_sweeps(copy: Copy) -> list[dict[str, Any]]:
    """Return time and peak memory of model-level sweeps, where this checkout has `alliance sweep`."""
    if not (copy.root / "alliance" / "sweep").is_dir():
        return [{"case": "100,000-draw model sweep", "note": "not measured: this checkout has no `alliance sweep`"}]
    rows = []
    for draws in (1_000, 10_000, 100_000):
        process = subprocess.Popen(
            copy.command("sweep", STEM, "--draws", str(draws), "--seed", "1", "--output", str(copy.temporary / f"sweep-{draws}")),
            cwd=copy.root, env=copy.environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        started = time.monotonic()
        process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        row = {"case": f"model sweep, {draws:,} draws", "ours": [round(time.monotonic() - started, 2)], "peak_mb": round(used.ru_maxrss / 1024)}
        rows.append(row | ({"seconds_allowed": 60} if draws == 100_000 else {}) | ({"note": f"failed with status {status}"} if status else {}))
    return rows


def scenario_growth(copy: Copy, publish: list[str]) -> list[dict[str, Any]]:
    """Return how long a book with 1, 10 and 50 scenarios more takes, where scenarios have pages."""
    if not any("scenario" in path.name for path in (copy.build / "html").iterdir() if path.is_dir()):
        return [{"case": "1, 10 and 50 scenarios", "note": "not measured: this checkout has no scenario pages"}]
    rows, made = [], 0
    for number in (1, 10, 50):
        for made in range(made + 1, number + 1):
            text = f"title: Rate {made}\nstory: The won stands at another rate, for measurement only.\nset:\n  krw_per_usd: {1500 + made}\n"
            (copy.root / "data" / "scenarios" / f"measured_{made}.yml").write_text(text, encoding="utf-8")
        rows.append({"case": f"book with {number} scenarios more", "ours": timed(lambda: copy.run(publish), 1)})
    return rows


def told(rows: list[dict[str, Any]]) -> list[str]:
    """Return the rows as a Markdown table, budgets missed named so."""
    lines = ["| what | ours, s | plain stack, s | ratio | budget | |", "|---|---|---|---|---|---|"]
    for row in rows:
        if "ours" not in row:
            lines.append(f"| {row['case']} | | | | | {row['note']} |")
            continue
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
    on = machine()
    rows = measured(given.rounds or 1, 100 if given.rounds else 20)
    lines = told(rows)
    print("\n".join(lines))
    head = f"Taken on {on['date']}: {on['cores']} cores, {on['system']} {on['processor']}, Python {on['python']}, load at the start {on['load_at_start'][0]}."
    (HERE / "latest.json").write_text(json.dumps({"machine": on, "rounds": given.rounds or 1, "cases": rows}, indent=1) + "\n", encoding="utf-8")
    (HERE / "latest.md").write_text("\n".join([head, "", *lines]) + "\n", encoding="utf-8")
    print(f"written to {HERE.relative_to(ROOT)}/latest.json and latest.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
