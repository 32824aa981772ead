"""Lighthouse on every page of the built site, as a phone sees it: `python benchmarks/lighthouse.py LIGHTHOUSE [PAGE...]`.

LIGHTHOUSE is the command of an installed npm package `lighthouse`, which is no part of this project. Prints each page's
four scores and the lowest of each, and ends with 1 where one is under the budget. Scores of speed want an idle machine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from alliance import paths
from alliance.site.server import serving

SITE = paths.BUILD / "html"
BUDGET = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}

#: Pages that are meant to stay out of search engines, which Lighthouse counts as a fault.
UNLISTED = ("404.html", "search.html")


def scores(command: str, address: str) -> dict[str, int]:
    """Return the four scores of a page, 0 for one that could not be taken in three tries."""
    flags = "--headless=new --no-sandbox" if hasattr(os, "geteuid") and os.geteuid() == 0 else "--headless=new"
    arguments = [command, address, "--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={flags}"]
    # Now and then a browser does not come up or a trace is lost; that says nothing of the page.
    tries = (subprocess.run(arguments, capture_output=True, text=True, check=False) for _ in range(3))
    taken = next((done for done in tries if done.returncode == 0), None)
    categories = json.loads(taken.stdout)["categories"] if taken else {}
    return {name: round(100 * (categories.get(name, {}).get("score") or 0)) for name in BUDGET}


def main(command: str, *chosen: str) -> int:
    """Print the scores of the chosen pages, or of all; return 1 where one is under the budget."""
    names = chosen or sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    found = {}
    with serving(SITE) as origin:
        for name in names:
            found[name] = scores(command, origin + name)
            print(f"{name:40}", *(f"{key} {value:3}" for key, value in found[name].items()), flush=True)
    lowest = {key: min((row[key] for name, row in found.items() if key != "seo" or name not in UNLISTED), default=100) for key in BUDGET}
    print(f"{'lowest':40}", *(f"{key} {value:3}" for key, value in lowest.items()))
    return int(any(lowest[key] < least for key, least in BUDGET.items()))


if __name__ == "__main__":
    if not Path(sys.argv[1] if len(sys.argv) > 1 else "").is_file():
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
