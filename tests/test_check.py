"""`alliance check`: a changed number, notebook, source or scenario fails it and is named."""

from __future__ import annotations

import csv
import shutil
import sys

import pytest

from alliance import check, cli, paths, runner
from alliance.errors import Problem
from alliance.parameters import load_declarations, scenario_names


def test_the_repository_is_in_order():
    """Catch a commit that changes a result, a notebook or a source without recording it."""
    assert check.check_inputs() == []
    assert check.check_recorded() == []


def test_every_scenario_and_stem_is_recorded():
    """Catch a scenario whose results nobody compares."""
    with check.RECORDED.open(encoding="utf-8", newline="") as file:
        recorded = {(row["scenario"], row["stem"]) for row in csv.DictReader(file)}
    assert recorded == {(scenario, stem) for scenario in ["baseline", *scenario_names()] for stem in load_declarations().stems}


def recorded_copy(tmp_path, monkeypatch, old: str, new: str):
    text = check.RECORDED.read_text(encoding="utf-8")
    assert old in text
    copy = tmp_path / "headlines.csv"
    copy.write_text(text.replace(old, new, 1), encoding="utf-8")
    monkeypatch.setattr(check, "RECORDED", copy)


def test_a_changed_number_is_named(tmp_path, monkeypatch):
    """Catch a comparison that misses a number, a new headline or one that is gone."""
    recorded_copy(tmp_path, monkeypatch, "baseline,cost_sharing,payment_krw_bn,2026,1519.2", "baseline,cost_sharing,payment_krw_bn,2026,1519.3")
    (problem,) = check.check_recorded()
    assert problem.message == (
        "baseline cost_sharing payment_krw_bn: recorded 1,519.2 billion won (1519.3), now 1,519.2 billion won (1519.2)"
    )
    recorded_copy(tmp_path, monkeypatch, "baseline,cost_sharing,payment_krw_bn", "baseline,cost_sharing,payment_krw")
    messages = {problem.message for problem in check.check_recorded()}
    assert messages == {
        "baseline cost_sharing payment_krw is recorded and no longer a headline",
        "baseline cost_sharing payment_krw_bn = 1,519.2 billion won is not recorded",
    }


def test_a_changed_table_changes_recorded_headlines(tmp_path, monkeypatch):
    """Catch a figure that does not come from its table: a disturbed value must be seen in what was recorded."""
    shutil.copy(paths.TABLES / "sma_contributions.csv", tmp_path)
    path = tmp_path / "sma_contributions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2021,official,11,,1183.3", "2021,official,11,,1183.4"), encoding="utf-8")
    monkeypatch.setenv(paths.TABLES_VARIABLE, str(tmp_path))
    where = paths.shown(check.RECORDED)
    named = {problem.message.split(":")[0].split()[2] for problem in check.check_recorded() if problem.where == where}
    assert {"won_change_pct", "usd_change_m", "outcome_2021_change_pct", "backtest_won_gap_pct"} <= named
    assert not named & {"payment_krw_bn", "horizon_krw_bn"}


def test_sources_unknown_and_unused(monkeypatch):
    """Catch a citation of nothing and an entry that nothing cites."""
    used = check.used_sources()
    monkeypatch.setattr(check, "used_sources", lambda: {**{key: places for key, places in used.items() if key != "gao-21-270"}, "gao-21": {"data/x.yml"}})
    assert check._registry_problems() == [
        Problem("data/x.yml", "the source 'gao-21' is not in book/references.bib; did you mean 'gao-21-270'?"),
        Problem("book/references.bib", "'gao-21-270' is used nowhere"),
    ]


def test_inputs_that_cannot_be_used_are_all_told(monkeypatch, capsys):
    """Catch a check that compares what cannot be reckoned, and then tells the first of many wrong files alone."""
    wrong = [Problem("data/scenarios/a.yml", "'title' is missing"), Problem("data/scenarios/b.yml", "'story' is missing")]
    monkeypatch.setattr(check, "check_inputs", lambda: wrong)
    monkeypatch.setattr(check, "check_recorded", lambda: pytest.fail("compared although inputs are wrong"))
    monkeypatch.setattr(sys, "argv", ["alliance", "check"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 2 and capsys.readouterr().err.splitlines() == [str(problem) for problem in wrong]


@pytest.fixture
def scenarios(tmp_path, monkeypatch):
    """Return a folder that stands for the book's scenarios."""
    from alliance.parameters import scenarios as module

    monkeypatch.setattr(module.paths, "SCENARIOS", tmp_path)
    monkeypatch.setattr(check, "scenario_names", lambda: sorted(path.stem for path in tmp_path.glob("*.yml")))
    return tmp_path


def test_scenarios_that_change_nothing_are_refused(scenarios):
    """Catch a scenario that changes inputs and no result."""
    text = "title: Idle\nstory: Twenty letters and a few more.\nset:\n  target_year: 2029\n"
    (scenarios / "idle.yml").write_text(text.replace("target_year: 2029", "korea_real_growth_path_pct: 2.5"), encoding="utf-8")
    (scenarios / "wrong.yml").write_text(text.replace("target_year: 2029", "target_yaer: 2029"), encoding="utf-8")
    messages = [problem.message for problem in check._scenario_problems(load_declarations())]
    assert messages == [
        "changes no headline; a scenario must change a result",
        "no parameter is called 'target_yaer'; did you mean 'target_year'?",
    ]


def test_the_committed_form_is_what_update_writes():
    """Catch an update that would not pass its own check, or that changes a notebook already in order."""
    saved = runner.read_notebook("cost_sharing")
    assert check.committed(saved) == saved
