"""What a reader tries on a page, as reckoned: by the book's own code, with its refusals, and nothing but the standard library."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import math
import re
import shlex
import subprocess
import sys
from random import Random
from types import SimpleNamespace

import pytest

from alliance import headlines, paths, pyodide, runner, whatif
from alliance.charts.drawing import MIME
from alliance.errors import Refusal, RunFailed
from alliance.parameters import load_declarations, load_scenario, resolve
from alliance.parameters.scenarios import BASELINE
from alliance.parameters.values import check_rules
from alliance.record import RunRecord, baseline
from alliance.rerun import plan
from alliance.site import whatif as panel
from alliance.site.whatif_controls import slider_scale

STEMS = load_declarations().stems


def chapter(stem: str, record: RunRecord | None = None) -> whatif.Chapter:
    """Open a chapter as the browser does, from the JSON that the site ships."""
    return whatif.Chapter(json.loads(panel.chapter_json(stem, record or baseline())))


def drawn_items(stem: str, sets: int, seed: int) -> list[list[str]]:
    """Return settings drawn within the bounds, most of them within the plausible ranges; some break a rule between parameters."""
    source, declared = Random(f"{stem} {seed}"), list(load_declarations().of(stem).values())

    def value(item) -> str:
        if item.choices:
            return source.choice(list(item.choices))
        ends = [float(end) for end in (item.plausible if item.plausible and source.random() < 0.8 else item.bounds)]
        number = source.uniform(*ends)
        # Draws of a simulation: a few hundred say what many thousand would.
        number = min(number, 400) if item.name.endswith("_samples") else number
        return str(math.ceil(number)) if item.type == "integer" else f"{number:.6g}"

    return [[f"{item.name}={value(item)}" for item in source.sample(declared, min(len(declared), source.randint(1, 5)))] for _ in range(sets)]


@pytest.mark.parametrize("stem", STEMS)
def test_results_are_those_of_every_other_run(stem):
    """Catch a panel that reckons otherwise than `alliance rerun`: in a headline, in what it refuses, or in how."""
    opened, taken = chapter(stem), 0
    for items in drawn_items(stem, 12, seed=1):
        answer = opened.answer(items)
        try:
            values = resolve(load_declarations(), settings=items)
        except Refusal as refusal:
            assert [problem["text"] for problem in answer["problems"]] == [problem.message for problem in refusal.problems]
            continue
        try:
            expected = headlines.compare(stem, values)
        except (ArithmeticError, LookupError, ValueError) as error:
            assert answer == {"failed": str(error)}
            continue
        taken += 1
        shown = {row["name"]: (row["value"], row["now"]) for row in answer["headlines"] if row["value"] is not None}
        assert shown == {row["name"]: (row["value"], row["text"]) for row in expected}
        again = plan(shlex.split(answer["command"])[2:3], scenario=None, settings=[word for word in shlex.split(answer["command"])[4::2]], tables_folder=None, output=None)[0]
        assert {name: again.values[name] for name in load_declarations().of(stem)} == {name: values[name] for name in load_declarations().of(stem)}
        assert opened.answer([f"{name}={text}" for name, text in answer["items"]])["headlines"] == answer["headlines"]
    assert taken >= 3


def test_all_that_is_wrong_is_told_at_once():
    """Catch a link that is taken in part, and a refusal without the rule or the nearest name."""
    answer = chapter("cost_sharing").answer(["krw_usd=1300", "cap_pct=1,4", "cap_pct=3", "demand_usd_bn=1e9", "korea_cpi_path_pct=2026=1"])
    texts = [problem["text"] for problem in answer["problems"]]
    assert set(answer) == {"problems"} and len(texts) == 5
    assert "did you mean 'krw_per_usd'?" in texts[1] and "[0.1, 100]" in texts[3] and "2027, 2028, 2029, 2030" in texts[4]
    assert answer["problems"][3]["names"] == ["demand_usd_bn"]


def test_a_value_given_beside_another_stays_in_the_link():
    """Catch a link that leaves out a value which a rule wants beside a changed one."""
    opened = chapter("cost_sharing")
    assert "base_krw_bn must be given" in opened.answer(["base_year=2025"])["problems"][0]["text"]
    declared = whatif.text_of(load_declarations()["base_krw_bn"].value)
    assert opened.answer(["base_year=2025", f"base_krw_bn={declared}"])["items"] == [["base_year", "2025"], ["base_krw_bn", declared]]
    assert opened.answer([f"base_krw_bn={declared}", "cap_pct=5.0"])["items"] == []


def test_the_site_of_a_scenario_starts_from_its_values():
    """Catch a panel of a run that compares with the book as published, or whose command forgets the scenario."""
    record, _ = plan((), scenario="weak_won", settings=("cap_pct=4",), tables_folder=None, output=None)
    opened = chapter("cost_sharing", record)
    same = opened.answer([])
    assert {row["way"] for row in same["headlines"]} == {"same"} and same["figures"] == {} and same["items"] == []
    assert {row["name"]: row["now"] for row in same["headlines"]} == {row["name"]: row["text"] for row in headlines.compute("cost_sharing", record.values)}
    tried = opened.answer(["cap_pct=3", "demand_usd_bn=7"])
    assert tried["command"] == "alliance rerun cost_sharing --scenario weak_won --set cap_pct=3 --set demand_usd_bn=7"
    assert tried["items"] == [["cap_pct", "3"], ["demand_usd_bn", "7"]]


@pytest.mark.parametrize("scenario", [BASELINE, "weak_won", "women_liable", "demand_met", "early_transfer", "tariff_25", "talks_first", "strict_reading"])
def test_figures_drawn_anew_are_those_of_the_notebook(scenario):
    """Catch a figure in the browser whose rows, title or order is not what the executed notebook draws."""
    record = baseline() if scenario == BASELINE else RunRecord(scenario, STEMS, resolve(load_declarations(), scenario=load_scenario(scenario)))
    stems = STEMS if scenario == BASELINE else tuple(stem for stem in STEMS if record.changed_of(stem))
    notebooks = runner.run_notebooks(RunRecord(record.name, stems, record.values), report=lambda line: None)
    for stem in stems:
        drawn = {output["data"][MIME]["name"]: output["data"][MIME] for cell in notebooks[stem].cells for output in cell.get("outputs", ()) if MIME in output.get("data", ())}
        redrawn = chapter(stem, record).shown
        assert redrawn
        for name, figure in redrawn.items():
            assert figure["title"] == drawn[name]["title"]
            assert [{column: row.get(column) for column in drawn[name]["columns"]} for row in figure["rows"]] == drawn[name]["data"]
            spec = json.dumps(drawn[name]["spec"])
            assert all(json.dumps(item) in spec for item in figure["lists"]), name


@pytest.mark.parametrize("stem", STEMS)
def test_the_answer_is_that_of_the_chapter(stem):
    """Catch a panel that answers in other words or numbers than the page, and a change that is not marked."""
    notebook = runner.run_notebooks(RunRecord(BASELINE, (stem,), load_declarations().defaults()), report=lambda line: None)[stem]
    said = next(output["data"]["text/plain"] for cell in notebook.cells for output in cell.get("outputs", ()) if "text/markdown" in output.get("data", ()) and "say(" in cell.source)
    opened = chapter(stem)
    assert "".join(text for text, changed in opened.answer([])["sentences"]) == re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", said)
    assert not any(changed for _, changed in opened.answer([])["sentences"])
    tried = {"cost_sharing": "krw_per_usd=1300", "opcon_transfer": "lead_months=9", "priorities": "judgement_spread_points=4", "trade_links": "trade_basis=customs_kr", "force_levels": "service_months=24", "claims": "claim_about_pct=1"}
    changed = opened.answer([tried[stem]])
    marked = [text for text, other in changed["sentences"] if other]
    assert marked and (stem != "trade_links" or opened.declarations["trade_basis"].choices["customs_kr"] in marked) and (stem != "opcon_transfer" or "9" in marked)


def test_the_archive_runs_on_the_standard_library_alone(tmp_path):
    """Catch a module of the browser's that needs a package, and two archives of one book that differ."""
    (tmp_path / "model.zip").write_bytes(panel.model_zip())
    (tmp_path / "chapters.json").write_text(json.dumps([panel.chapter_json(stem, baseline()).decode() for stem in STEMS]))
    code = (
        "import json, sys, zipfile\nzipfile.ZipFile('model.zip').extractall('model')\nsys.path.insert(0, 'model')\nfrom alliance.whatif import Chapter\n"
        "print([len(Chapter(json.loads(text)).answer([])['headlines']) for text in json.load(open('chapters.json'))])"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr == "" and json.loads(done.stdout) == [len(headlines.compute(stem, load_declarations().defaults())) for stem in STEMS]
    first = panel.model_zip()
    panel.model_zip.cache_clear()
    assert panel.model_zip() == first


@pytest.mark.parametrize("stem", STEMS)
def test_every_assumption_has_its_control(stem):
    """Catch a declared parameter that cannot be tried, more than eight controls at once, and a slider that leaves the bounds."""
    markup = (paths.BUILD / "html" / "notebooks" / f"{stem}.html").read_text(encoding="utf-8")
    shown, _, rest = markup.partition('<details class="whatif-more">')
    declared = load_declarations().of(stem)
    assert markup.count(f'id="whatif-{stem}"') == 1
    assert all(markup.count(f'name="{name}"') == 1 and f'href="../book/parameters.html#param-{name}"' in markup for name in declared)
    first = [name for name in declared if f'name="{name}"' in shown]
    assert 0 < len(first) <= panel.SHOWN and (not rest or set(first) <= {name for name, item in declared.items() if item.panel})
    for item in declared.values():
        if item.bounds:
            low, high, step = slider_scale(item)
            assert item.bounds[0] <= low < high <= item.bounds[1] and step > 0
            assert item.plausible is None or float(item.plausible[1]) - float(item.plausible[0]) >= step * 0.99 or item.plausible[0] == item.plausible[1] or item.type == "integer"


@pytest.mark.parametrize("stem", STEMS)
def test_the_panel_names_the_figures_that_follow(stem):
    """Catch a reader who takes a figure that stays as published for one of the assumptions tried."""
    page = (paths.BUILD / "html" / "notebooks" / f"{stem}.html").read_text(encoding="utf-8")
    [told] = re.findall(r'<p>These figures follow; all others stay as they are\.</p><ul class="whatif-follow">(.*?)</ul>', page)
    assert sorted(re.findall(r'href="#fig-([a-z0-9-]+)"', told)) == sorted(chapter(stem).shown)


def test_rules_are_carried_whole():
    """Catch a rule between parameters that the browser does not know."""
    opened = chapter("opcon_transfer")
    values = {**opened.values, "foc_months_low": 30, "foc_months_mode": 20}
    told = [problem.message for problem in check_rules(opened.declarations, values)]
    assert told and told == [problem.message for problem in check_rules(load_declarations(), values)]


def test_a_build_without_the_core_says_so(monkeypatch):
    """Catch a panel whose controls lead nowhere."""
    monkeypatch.setattr(pyodide, "kept", lambda: False)
    app = SimpleNamespace(alliance_book=SimpleNamespace(record=baseline()))
    markup = panel.panel_html(SimpleNamespace(env=SimpleNamespace(app=app)), {"stem": "cost_sharing"})
    assert "not part of this build" in markup and "make book" in markup and "<input" not in markup


def test_nothing_is_kept_of_a_core_that_is_not_the_pinned_one(tmp_path, monkeypatch):
    """Catch a package from the registry that is taken without a look at its hash."""
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text("#!/bin/sh\necho altered > pyodide-0.tgz\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", str(npm.parent), prepend=":")
    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")
    with pytest.raises(RunFailed, match="not what alliance/pyodide.py pins"):
        pyodide.fetch(lambda line: None)
    assert not (tmp_path / "cache").exists() and not pyodide.kept()
    npm.write_text("#!/bin/sh\necho 'npm error code ENOTFOUND' >&2\nexit 1\n")
    with pytest.raises(RunFailed, match=r"(?s)ENOTFOUND.*jupyter-book build"):
        pyodide.fetch(lambda line: None)
    with pytest.raises(RunFailed):
        pyodide.verify(b"altered", pyodide.INTEGRITY)
    pyodide.verify(b"as pinned", "sha512-" + base64.b64encode(hashlib.sha512(b"as pinned").digest()).decode())


def test_a_kept_core_needs_no_registry_and_weighs_what_the_page_says(monkeypatch):
    """Catch a fetch where nothing is missing, and a size on the page that is no longer true."""
    monkeypatch.setenv("PATH", "")
    pyodide.fetch(lambda line: pytest.fail("nothing had to be fetched"))
    weight = sum(len(gzip.compress((pyodide.folder() / name).read_bytes(), 6)) for name in pyodide.FILES) / 1e6
    assert abs(weight - pyodide.COMPRESSED_MB) < 0.1
