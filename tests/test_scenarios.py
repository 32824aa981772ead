"""Scenarios: each loads, resolves and changes a result; a file that cannot be used is refused by name."""

from __future__ import annotations

import functools
import re

import pytest

from alliance.errors import Refusal
from alliance.headlines import compute
from alliance.parameters import (
    load_declarations,
    load_scenario,
    resolve,
    scenario_names,
)
from alliance.parameters.scenarios import BASELINE
from alliance.sources import load_sources

HEAD = "title: A try\nstory: One thing is changed for a test. Nothing else is.\n"


@pytest.fixture
def refused(tmp_path):
    """Return the lines with which a file of this content is refused; each names the file."""

    def lines(content: str | bytes, name: str = "mine.yml") -> list[str]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(Refusal) as caught:
            resolve(load_declarations(), scenario=load_scenario(str(path)))
        found = [str(problem) for problem in caught.value.problems]
        assert all(line.startswith(f"{path}: ") for line in found)
        return found

    return lines


def test_there_are_the_four(declarations):
    """Catch a scenario that the chapter promises and that is gone."""
    assert {"weak_won", "high_inflation", "budget_target", "demand_met"} <= set(scenario_names())


@pytest.fixture(scope="module")
def texts_of(declarations):
    """Return every headline of the book as printed, by chapter and name, in a scenario or as declared."""

    @functools.cache
    def texts(name: str) -> dict[tuple[str, str], str]:
        values = resolve(declarations, scenario=None if name == BASELINE else load_scenario(name))
        return {(stem, row["name"]): row["text"] for stem in declarations.stems for row in compute(stem, values)}

    return texts


@pytest.mark.parametrize("name", scenario_names())
def test_changes_results(texts_of, name):
    """Catch a scenario that changes inputs and no printed result of any chapter."""
    declared = texts_of(BASELINE)
    assert len([key for key, text in texts_of(name).items() if text != declared.get(key)]) >= 3


@pytest.mark.parametrize("stem", load_declarations().stems)
def test_three_scenarios_reach_every_chapter(texts_of, stem):
    """Catch a chapter whose results no scenario, or hardly one, moves."""
    own = {name: {key: text for key, text in texts_of(name).items() if key[0] == stem} for name in [BASELINE, *scenario_names()]}
    assert len([name for name, texts in own.items() if texts != own[BASELINE]]) >= 3


@pytest.mark.parametrize(
    ("name", "moved", "kept"),
    [
        ("weak_won", {"payment_usd_bn", "horizon_usd_bn", "demand_multiple"}, {"payment_krw_bn", "horizon_krw_bn", "outcome_2025_usd_bn"}),
        ("high_inflation", {"horizon_krw_bn", "cap_worth_krw_bn", "horizon_real_krw_bn"}, {"payment_krw_bn", "rival_krw_bn", "backtest_won_fit"}),
        ("budget_target", {"horizon_krw_bn", "horizon_budget_share_pct"}, {"payment_usd_bn", "cost_all_in_usd_bn"}),
        ("demand_met", {"horizon_krw_bn", "horizon_growth_pct", "rival_difference_krw_bn"}, {"payment_krw_bn", "demand_multiple"}),
    ],
)
def test_changes_what_it_should(headlines_of, name, moved, kept):
    """Catch a scenario that reaches results it has nothing to do with, such as won amounts by the exchange rate."""
    for key in moved | kept:
        same = headlines_of[name][key]["text"] == headlines_of["baseline"][key]["text"]
        assert same == (key in kept), key


def test_scenarios_say_what_they_should(headlines_of):
    """Catch a scenario whose result contradicts its story."""
    assert headlines_of["demand_met"]["horizon_usd_bn"]["value"] == pytest.approx(10)
    assert headlines_of["weak_won"]["payment_rate"]["value"] == 1600
    assert headlines_of["high_inflation"]["cap_worth_krw_bn"]["value"] > 0
    assert headlines_of["high_inflation"]["horizon_real_krw_bn"]["value"] < headlines_of["baseline"]["horizon_real_krw_bn"]["value"]
    assert headlines_of["budget_target"]["rival_krw_bn"]["value"] < headlines_of["budget_target"]["horizon_krw_bn"]["value"]


@pytest.mark.parametrize("name", scenario_names())
def test_is_told_and_sourced(name):
    """Catch a scenario without its story in two sentences, or with a source that no reader can find."""
    scenario = load_scenario(name)
    assert scenario.name == name and scenario.file == f"data/scenarios/{name}.yml"
    assert len(re.split(r"(?<=[.!?])\s+(?=[A-Z])", scenario.story.strip())) == 2
    assert scenario.sources and all(source.key in load_sources() and source.locator for source in scenario.sources)


def test_settings_win_over_the_scenario(declarations):
    """Catch an option of the command line that a scenario overrides."""
    values = resolve(declarations, scenario=load_scenario("weak_won"), settings=["krw_per_usd=1500"])
    assert values["krw_per_usd"] == 1500


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "is empty"),
        (HEAD.encode("utf-16"), "is not UTF-8"),
        ("- a list\n", "holds a list"),
        (HEAD + "sett: {krw_per_usd: 1500}\n", "'sett' is not a part of a scenario; did you mean 'set'?"),
        (HEAD, "'set' is missing"),
        (HEAD.split("\n")[1] + "\nset: {krw_per_usd: 1500}\n", "'title' is missing"),
        (HEAD.split("\n")[0] + "\nset: {krw_per_usd: 1500}\n", "'story' is missing"),
        (HEAD + "set: {}\n", "set: "),
        (HEAD + "set: {krw_usd: 1500}\n", "no parameter is called 'krw_usd'; did you mean 'krw_per_usd'?"),
        (HEAD + "set:\n  krw_per_usd: 1500\n  cap_pct: 4\n  krw_per_usd: 1600\n", "'krw_per_usd' is given twice, on lines 4 and 6"),
        (HEAD + "set: {krw_per_usd: 0}\n", "krw_per_usd = 0 KRW per USD is outside [500, 3000]"),
        (HEAD + "set: {krw_per_usd: 01500}\n", "krw_per_usd = '01500': a number without leading zeros is needed"),
        (HEAD + "set: {krw_per_usd: 1_500}\n", "krw_per_usd = '1_500': a number is needed"),
        (HEAD + "set: {krw_per_usd: true}\n", "krw_per_usd = True: a number is needed"),
        (HEAD + "set: {krw_per_usd: [1500]}\n", "a number is needed, not ['1500']"),
        (HEAD + "set: {korea_cpi_path_pct: {2026: 2}}\n", "a path is needed, not {'2026': '2'}"),
        (HEAD + "set: {horizon_year: 2020}\n", "horizon_year = 2020 must come after base_year = 2026"),
        (HEAD + "name: mine\nset: {krw_per_usd: 1500}\n", "'name' is not a part of a scenario"),
        (HEAD + "file: mine\nset: {krw_per_usd: 1500}\n", "'file' is not a part of a scenario"),
        (HEAD + "titel: mine\nset: {krw_usd: 1500}\n", "no parameter is called 'krw_usd'; did you mean 'krw_per_usd'?"),
        (HEAD.replace("title", "titel") + "set: {krw_per_usd: 1500}\n", "'titel' is not a part of a scenario; did you mean 'title'?"),
        (HEAD + "sources: [{key: wpp2024, lokator: x}]\nset: {krw_per_usd: 1500}\n", "'sources.0.lokator' is not a part of a source; did you mean 'locator'?"),
        (HEAD + "sources: [{key: wpp2024}]\nset: {krw_per_usd: 1500}\n", "'sources.0.locator' is missing"),
        ('title: "A \\e[31mred\\e[0m try"\n' + HEAD.split("\n")[1] + "\nset: {krw_per_usd: 1500}\n", "holds a character that cannot be printed"),
        (HEAD + "true: mine\nset: {krw_per_usd: 1500}\n", "is not a part of a scenario"),
    ],
)
def test_refused_files(refused, content, rule):
    """Catch a scenario file that is half read, or refused without file, name and rule."""
    assert any(rule in line for line in refused(content))


@pytest.mark.parametrize(("name", "rule"), [("baseline.yml", "is the book as published and no name"), ("2030 plan.yml", "begins with a letter"), ("---.yml", "begins with a letter")])
def test_refused_file_names(refused, name, rule):
    """Catch a name that cannot be typed, stands for something else, or makes an address that leads nowhere."""
    (line,) = refused(HEAD + "set: {krw_per_usd: 1500}\n", name)
    assert rule in line


def test_a_mistyped_part_is_told_once(refused):
    """Catch one mistake told twice, and the others in the file kept back for a second try."""
    lines = refused(HEAD.replace("title", "titel") + "set: {krw_usd: 1500, cap_pct: 900}\n")
    assert len(lines) == 3


def test_all_problems_at_once(refused):
    """Catch a scenario that must be mended one line at a time."""
    assert len(refused(HEAD + "set: {krw_usd: 1, cap_pct: 5%, horizon_year: 2020, labour_share: 0.9}\n")) >= 4


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ("weak_wn", "--scenario: there is no scenario 'weak_wn'; did you mean 'weak_won'?"),
        ("nowhere/mine.yml", "nowhere/mine.yml: there is no such file"),
        ("data/scenarios/", "is a directory, not a file"),
        ("", "--scenario: there is no scenario ''"),
    ],
)
def test_refused_names(given, rule):
    """Catch a missing scenario that is taken for the baseline."""
    with pytest.raises(Refusal) as caught:
        load_scenario(given)
    assert rule in str(caught.value)


def test_byte_order_mark_just_works(tmp_path, declarations):
    """Catch a scenario saved by a Windows editor that is refused or loses its title."""
    path = tmp_path / "My Scenario.yml"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + "set: {krw_per_usd: 1500}\r\n").encode())
    scenario = load_scenario(str(path))
    assert (scenario.name, scenario.title) == ("my_scenario", "A try")
    assert resolve(declarations, scenario=scenario)["krw_per_usd"] == 1500
