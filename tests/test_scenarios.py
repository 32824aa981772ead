"""Scenarios: each loads, resolves and changes a result; a file that cannot be used is refused by name."""

from __future__ import annotations

import functools
import re

import pytest

from alliance.errors import Refusal
from alliance.parameters import (
    load_declarations,
    load_scenario,
    resolve,
    scenario_names,
)
from alliance.record import moved
from alliance.scenario_results import scenario_results
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


#: What the book's own scenarios are about, by chapter: headlines that each moves and headlines that it must leave alone. They are held to
#: more than is asked of a file that somebody adds, which needs no line here.
ABOUT = {
    "weak_won": ("cost_sharing", {"payment_usd_bn", "horizon_usd_bn", "demand_multiple"}, {"payment_krw_bn", "horizon_krw_bn", "outcome_2025_usd_bn"}),
    "high_inflation": ("cost_sharing", {"horizon_krw_bn", "cap_worth_krw_bn", "horizon_real_krw_bn"}, {"payment_krw_bn", "rival_krw_bn", "backtest_won_fit"}),
    "budget_target": ("cost_sharing", {"horizon_krw_bn", "horizon_budget_share_pct"}, {"payment_krw_bn", "payment_usd_bn", "cost_all_in_usd_bn"}),
    "demand_met": ("cost_sharing", {"horizon_krw_bn", "horizon_growth_pct", "rival_difference_krw_bn"}, {"payment_krw_bn", "demand_multiple"}),
    "early_transfer": ("opcon_transfer", {"korean_term_pct", "transfer_p50", "time_work_months"}, {"joint_kept", "reference_p50"}),
    "exercises_lost": ("opcon_transfer", {"korean_term_pct", "transfer_p50", "time_exercises_months"}, {"time_work_months", "smooth_date"}),
    "taiwan_year": ("priorities", {"seoul_north_lead_points"}, {"tests_peak"}),
    "talks_first": ("priorities", {"seoul_north_lead_points"}, {"tests_peak"}),
    "north_first": ("priorities", {"washington_north_lead_points"}, {"seoul_north_lead_points", "tests_peak"}),
    "one_stop_shopping": ("trade_links", {"difference_usd_bn", "more_usd_bn", "bargain_usd_bn"}, {"contribution_usd_bn", "deficit_usd_bn", "census_surplus_usd_bn"}),
    "tariff_25": ("trade_links", {"duty_cost_usd_bn", "bargain_usd_bn"}, {"more_usd_bn", "break_even_pct", "cut_usd_bn"}),
    "china_cuts": ("trade_links", {"cut_usd_bn", "cut_net_gdp_pct", "duty_cost_usd_bn"}, {"partner_pct", "lost_exports_usd_bn", "more_usd_bn"}),
    "drawdown": ("force_levels", {"cut_persons", "member_after_usd"}, {"member_stated_usd", "force_asked"}),
    "longer_service": ("force_levels", {"force_asked", "conscripts_asked"}, {"lever_months", "member_stated_usd", "cohort_asked"}),
    "women_liable": ("force_levels", {"force_asked", "lever_months"}, {"lever_women_pct", "cohort_asked"}),
    "low_fertility": ("force_levels", {"force_asked", "force_horizon"}, {"force_first", "model_2040"}),
    "won_crisis": ("trade_links", {"contribution_usd_bn", "more_usd_bn"}, {"duty_cost_usd_bn", "deficit_usd_bn"}),
    "strict_reading": ("claims", {"claims_hold", "claims_fail"}, {"claims_total", "tensions_total"}),
    "generous_reading": ("claims", {"claims_hold_nearly"}, {"claims_total", "claims_checked"}),
    "round_figures": ("claims", {"claims_hold_nearly"}, {"claims_total", "claims_open"}),
    "gate_closed": ("opcon_transfer", {"korean_term_pct", "transfer_p50", "time_gate_months"}, {"foc_first_pct", "time_exercises_months", "smooth_date"}),
}


def test_the_books_own_are_there():
    """Catch a scenario that a chapter or a page promises and that is gone."""
    assert set(ABOUT) <= set(scenario_names())


@pytest.fixture(scope="module")
def moved_in():
    """Return the headlines that a scenario moves, by chapter."""

    @functools.cache
    def names(name: str) -> dict[str, set[str]]:
        return {stem: {row["name"] for row in moved(rows)} for stem, rows in scenario_results(name).items()}

    return names


@pytest.mark.parametrize("name", scenario_names())
def test_changes_results(moved_in, name):
    """Catch a scenario that changes inputs and no printed result of any chapter."""
    assert sum(map(len, moved_in(name).values())) >= (3 if name in ABOUT else 1)


@pytest.mark.parametrize("name", ABOUT)
def test_moves_what_it_is_about(moved_in, name):
    """Catch a scenario that reaches results it has nothing to do with, such as won amounts by the exchange rate, or not those of its story."""
    stem, moves, stays = ABOUT[name]
    assert moves <= moved_in(name)[stem]
    assert not stays & moved_in(name)[stem]


@pytest.mark.parametrize("stem", load_declarations().stems)
def test_three_scenarios_reach_every_chapter(moved_in, stem):
    """Catch a chapter whose results no scenario, or hardly one, moves."""
    assert len([name for name in scenario_names() if moved_in(name)[stem]]) >= 3


def test_scenarios_say_what_they_should(headlines_of):
    """Catch a scenario whose result contradicts its story."""
    assert headlines_of["demand_met"]["horizon_usd_bn"]["value"] == pytest.approx(10)
    assert headlines_of["weak_won"]["payment_rate"]["value"] == 1600
    assert headlines_of["high_inflation"]["cap_worth_krw_bn"]["value"] > 0
    assert headlines_of["high_inflation"]["horizon_real_krw_bn"]["value"] < headlines_of["baseline"]["horizon_real_krw_bn"]["value"]
    assert headlines_of["budget_target"]["rival_krw_bn"]["value"] < headlines_of["budget_target"]["horizon_krw_bn"]["value"]


@pytest.mark.parametrize("name", scenario_names())
def test_is_told_and_sourced(name):
    """Catch a source that no reader can find, and a scenario of the book's own without any or without its story in two sentences."""
    scenario = load_scenario(name)
    assert scenario.name == name and scenario.file == f"data/scenarios/{name}.yml"
    assert all(source.key in load_sources() and source.locator for source in scenario.sources)
    if name in ABOUT:
        assert scenario.sources and len(re.split(r"(?<=[.!?])\s+(?=[A-Z])", scenario.story.strip())) == 2


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
        (HEAD.replace("A try", "A try: two") + "set: {krw_per_usd: 1500}\n", "line 1: a second ': ' in one line; put text that holds one in quotes"),
        (HEAD + "set:\n\tkrw_per_usd: 1500\n", "line 4: found character '\\t' that cannot start any token"),
        (HEAD.replace("A try", "!!python/object/apply:os.system ['true']") + "set: {krw_per_usd: 1500}\n", "line 1: could not determine a constructor for the tag"),
        (HEAD + "set: {krw_per_usd: 1500}\n---\ntitle: Two\n", "expected a single document in the stream, but found another document"),
        (HEAD.replace("A try", "[a, b]") + "set: {krw_per_usd: 1500}\n", "title: text is needed"),
        (HEAD.replace("A try", "''") + "set: {krw_per_usd: 1500}\n", "title = '': at least 3 characters are needed"),
        (HEAD.replace("A try", "x" * 121) + "set: {krw_per_usd: 1500}\n", "title: at most 120 characters, here 121"),
        (HEAD + "set: krw_per_usd\n", "set = 'krw_per_usd': one 'name: value' a line is needed"),
        (HEAD + "set:\n", "set = None: one 'name: value' a line is needed"),
        (HEAD + "sources: wpp2024\nset: {krw_per_usd: 1500}\n", "sources = 'wpp2024': a list is needed"),
        (HEAD + "sources: [wpp2024]\nset: {krw_per_usd: 1500}\n", "sources.0 = 'wpp2024': a source is '{key: ..., locator: ...}'"),
        (HEAD + "set: {horizon_year: 2030.5}\n", "horizon_year = '2030.5': a whole number is needed"),
        (HEAD + "set: {projection_rule: cpi_laged}\n", "did you mean 'cpi_lagged'?"),
        (HEAD + "set: {korea_cpi_path_pct: '2026=2 2028=3'}\n", "the path has no value for 2027"),
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
