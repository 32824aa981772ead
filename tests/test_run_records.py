"""Commands taken off built pages and run: the same results, hash for hash."""

from __future__ import annotations

import html
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from alliance import headlines, paths
from alliance.parameters import load_declarations, scenario_names
from alliance.record import moved

SITE = paths.BUILD / "html"
STEMS = load_declarations().stems


def commands(page: str) -> list[str]:
    """Return the commands on a page of the built book."""
    return [html.unescape(text) for text in re.findall(r"<code data-command>(.+?)</code>", (SITE / page).read_text(encoding="utf-8"))]


def run(command: str, output: Path) -> Path:
    """Run a command as it stands on a page, its results put into a folder of the test's."""
    name, *words = shlex.split(command)
    done = subprocess.run([Path(sys.executable).with_name(name), *words, "--output", str(output)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return output


def hashes_of(notebook: Path, kinds: str = "figure|table") -> dict[str, str]:
    """Return the data hash of each figure and table, or of one kind, in an executed notebook, by name."""
    texts = [output["data"].get("text/plain", "") for cell in nbformat.read(notebook, as_version=4).cells for output in cell.get("outputs", ()) if "data" in output]
    return dict(re.findall(rf"^(?:{kinds}) ([a-z0-9-]+): \d+ rows, data ([0-9a-f]{{6}})", "\n".join(texts), flags=re.MULTILINE))


def hashes_on(page: Path) -> dict[str, str]:
    """Return the data hash under each figure and table on a page, by name."""
    text = page.read_text(encoding="utf-8")
    parts = re.split(r'<(?:figure|div) [^>]*?\bid="(?:fig|tbl)-([a-z0-9-]+)"', text)
    return {name: found[1] for name, part in zip(parts[1::2], parts[2::2], strict=True) if (found := re.search(r"data <code>([0-9a-f]{6})</code>", part))}


@pytest.mark.parametrize("stem", STEMS)
def test_every_chapter_tells_its_command(stem):
    """Catch a chapter that cannot be made again from what stands on its page."""
    assert commands(f"notebooks/{stem}.html")[-1] == f"alliance rerun {stem}"


@pytest.mark.parametrize("name", scenario_names())
def test_every_scenario_page_tells_its_commands(name):
    """Catch a scenario whose page or chapters name another scenario's command."""
    *chapters, whole = commands(f"scenarios/{name}.html")
    assert whole == f"alliance rerun --scenario {name}"
    assert chapters and all(re.fullmatch(rf"alliance rerun ({'|'.join(STEMS)}) --scenario {name}", command) for command in chapters)


@pytest.fixture(scope="module")
def chapter(tmp_path_factory) -> Path:
    """The command at the foot of a chapter that simulates, run."""
    return run(commands("notebooks/opcon_transfer.html")[-1], tmp_path_factory.mktemp("chapter") / "out")


@pytest.fixture(scope="module")
def in_scenario(tmp_path_factory) -> Path:
    """The command of a chapter on a scenario's page, run."""
    (command,) = [command for command in commands("scenarios/weak_won.html") if "trade_links" in command]
    return run(command, tmp_path_factory.mktemp("scenario") / "out")


def test_a_chapter_is_made_again(chapter):
    """Catch a page whose command gives other figures, tables or headlines."""
    published = hashes_on(SITE / "notebooks" / "opcon_transfer.html")
    made = hashes_of(chapter / "notebooks" / "opcon_transfer.ipynb")
    assert published == made == hashes_on(chapter / "html" / "notebooks" / "opcon_transfer.html") and len(made) > 8
    results = json.loads((chapter / "results.json").read_text(encoding="utf-8"))
    assert [{key: row[key] for key in ("name", "value", "text")} for row in results] == [
        {key: row[key] for key in ("name", "value", "text")} for row in headlines.compute("opcon_transfer", load_declarations().defaults())
    ]


def test_a_chapter_of_a_scenario_is_made_again(in_scenario):
    """Catch a scenario page whose command gives other figures or other headlines."""
    shown = {name.removeprefix("weak-won-"): digest for name, digest in hashes_on(SITE / "scenarios" / "weak_won.html").items() if name.startswith("weak-won-")}
    made = hashes_of(in_scenario / "notebooks" / "trade_links.ipynb", "figure")
    published = hashes_on(SITE / "notebooks" / "trade_links.html")
    own = {name: digest for name, digest in shown.items() if name in made}
    # What the page leaves out is as published.
    assert own and made == {**{name: published[name] for name in made}, **own}
    page = (SITE / "scenarios" / "weak_won.html").read_text(encoding="utf-8")
    rows = json.loads((in_scenario / "results.json").read_text(encoding="utf-8"))
    assert moved(rows) and all(html.escape(row["text"]) in page for row in moved(rows))


def test_time_and_engine_stand_in_the_record_alone(in_scenario):
    """Catch a time or an engine on a page or in a notebook: two runs of one command would differ."""
    record = json.loads((in_scenario / "run.json").read_text(encoding="utf-8"))
    assert record["finished"] and record["seconds"] > 0 and record["engine"]
    notebook = nbformat.read(in_scenario / "notebooks" / "trade_links.ipynb", as_version=4)
    assert set(notebook.metadata["alliance"]) == {"run", "changed", "tables", "replaced", "code", "lock", "command"}
    for path in [in_scenario / "notebooks" / "trade_links.ipynb", *(in_scenario / "html").rglob("*.html")]:
        assert record["finished"] not in path.read_text(encoding="utf-8")
