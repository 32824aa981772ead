"""Declared parameters: coherent, and every value that cannot be used refused with place, value, rule and way out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliance.errors import Refusal
from alliance.models.yearpath import read_path
from alliance.parameters import load_declarations, parse_settings, resolve
from alliance.parameters.cell import cell_source
from alliance.parameters.listing import json_schema, listing
from alliance.parameters.values import rule_names
from alliance.sources import load_sources

DECLARED = load_declarations()
NUMERIC = [name for name, item in DECLARED.items() if item.type in ("number", "integer")]
PATHS = [name for name, item in DECLARED.items() if item.type == "path"]


@pytest.mark.parametrize(
    ("setting", "rule"),
    [
        ("krw_usd=1400", "no parameter is called 'krw_usd'; did you mean 'krw_per_usd'?"),
        ("krw_per_usd=much", "krw_per_usd = 'much': a number is needed"),
        ("krw_per_usd=", "krw_per_usd = '': a number is needed"),
        ("cap_pct=5%", "cap_pct = '5%': a number without a per cent sign is needed: write 5 "),
        ("cap_pct=5 %", "write 5 "),
        ("krw_per_usd=1,400", "krw_per_usd = '1,400': a number without thousands commas is needed: write 1400 "),
        ("cap_pct=2,5", "a decimal point is needed: write 2.5 "),
        ("krw_per_usd=nan", "krw_per_usd = 'nan': a finite number is needed"),
        ("krw_per_usd=inf", "a finite number is needed"),
        ("krw_per_usd=1e999", "a finite number is needed"),
        ("krw_per_usd=0", "krw_per_usd = 0 KRW per USD is outside [500, 3000]"),
        ("krw_per_usd=-1400", "krw_per_usd = -1400 KRW per USD is outside [500, 3000]"),
        ("krw_per_usd=0.0007", "is this USD per KRW? KRW per USD would be 1428.57"),
        ("krw_per_usd=1_400", "a number is needed"),
        ("krw_per_usd=01400", "a number without leading zeros is needed: write 1400 "),
        ("krw_per_usd=-01400", "a number without leading zeros is needed: write -1400 "),
        ("cap_pct=00", "a number without leading zeros is needed: write 0 "),
        ("krw_per_usd=true", "a number is needed"),
        ("us_troops_korea=28500.5", "us_troops_korea = '28500.5': a whole number is needed"),
        ("fixed_growth_pct=900", "fixed_growth_pct = 900 per cent a year is outside [-50, 100]"),
        ("fixed_growth_pct=-101", "fixed_growth_pct = -101 per cent a year is outside"),
        ("korea_cpi_path_pct=900", "korea_cpi_path_pct = 900 per cent a year is outside"),
        ("korea_gdp_growth_path_pct=2026=1 2027=-101 2028=1 2029=1 2030=1", "= -101 per cent a year in 2027 is outside [-50, 50]"),
        ("projection_rule=cpi_laged", "projection_rule = 'cpi_laged' is not a choice; did you mean 'cpi_lagged'?"),
        ("projection_rule=cpi", "there are cpi_lagged, cpi_lagged_capped"),
        ("horizon_year=2026", "horizon_year = 2026 must come after base_year = 2026"),
        ("target_year=2020", "target_year = 2020 must come after base_year = 2026"),
        ("labour_share=0.5", "labour_share 0.5 + construction_share 0.357 + logistics_share 0.161 = 1.018, but these shares must sum to one"),
        ("base_year=2025", "base_year = 2025 is changed, so base_krw_bn must be given for it too"),
        ("korea_cpi_path_pct=2026=2 2028=2 2029=2 2030=2", "the path has no value for 2027"),
        ("korea_cpi_path_pct=2026=2 2027=2 2027=3 2028=2 2029=2 2030=2", "the year 2027 is given twice"),
        ("korea_cpi_path_pct=2026=2 2027=2", "has no value for 2028, 2029, 2030; it must name every year from 2026 to 2030"),
        ("korea_cpi_path_pct=2026=2% 2027=2", "a number without a per cent sign is needed: write 2 "),
        ("korea_cpi_path_pct=", "korea_cpi_path_pct = '' is empty"),
        ("krw_per_usd", "'krw_per_usd' is not NAME=VALUE"),
        ("=1400", "'=1400' is not NAME=VALUE"),
    ],
)
def test_refused_from_the_command_line(refusals, setting, rule):
    """Catch a value that cannot be used and is taken, or is refused without saying how to write it."""
    lines = refusals([setting])
    assert all(line.startswith("--set: ") for line in lines)
    assert any(rule in line for line in lines)
    assert "no parameter" in rule or "NAME=VALUE" in rule or all("(data/parameters/" in line for line in lines)


def test_weights_with_a_negative_one_that_sum(refusals):
    """Catch weights that sum to one only because one of them is negative."""
    lines = refusals(["labour_share=-0.1", "construction_share=0.9", "logistics_share=0.2"])
    assert lines == ["--set: labour_share = -0.1 fraction is outside [0, 1] (data/parameters/cost_sharing.yml)"]


def test_given_twice(refusals):
    """Catch a name given twice of which the last wins silently."""
    assert "--set: krw_per_usd is given twice, as '1400' and as '1500'" in refusals(["krw_per_usd=1400", "krw_per_usd=1500"])
    assert parse_settings(["a=1", "b=2=3"]) == ({"a": "1", "b": "2=3"}, [])


def test_all_offenders_at_once(refusals):
    """Catch a refusal that shows one problem at a time."""
    lines = refusals(["krw_usd=1", "cap_pct=5%", "krw_per_usd=0", "projection_rule=none", "horizon_year=2020", "labour_share=0.1", "odd", "cap_pct=4"])
    for name in ("krw_usd", "cap_pct = ", "krw_per_usd = 0", "projection_rule", "horizon_year", "labour_share", "'odd'", "cap_pct is given twice"):
        assert any(name in line for line in lines), name


@pytest.mark.parametrize("value", [True, False, None, [1400], {"2026": 2}, float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["krw_per_usd", "us_troops_korea", "korea_cpi_path_pct", "projection_rule"])
def test_refused_objects(name, value):
    """Catch a boolean taken for 1, a list for its first item, a mapping for a path, and what is not a number."""
    problem = DECLARED[name].refusal("here", value)
    assert problem is not None and str(problem).startswith(f"here: {name} = ")


@pytest.mark.parametrize("name", NUMERIC)
@given(draw=st.data())
def test_inside_the_bounds_reads_back(name, draw):
    """Catch a number that changes on its way through text, in YAML, a cell or `--set`."""
    item = DECLARED[name]
    value = draw.draw(st.integers(*map(int, item.bounds)) if item.type == "integer" else st.floats(*item.bounds))
    assert item.parse(repr(value)) == value == item.parse(value)
    assert item.refusal("here", repr(value)) is None


@pytest.mark.parametrize("name", NUMERIC + PATHS)
@given(draw=st.data())
def test_outside_the_bounds_is_refused(name, draw):
    """Catch a bound that does not bind, by however little or much it is passed."""
    low, high = DECLARED[name].bounds
    value = draw.draw(st.floats(max_value=low, exclude_max=True, allow_infinity=False) | st.floats(min_value=high, exclude_min=True, allow_infinity=False))
    assert DECLARED[name].refusal("here", repr(value)) is not None


@pytest.mark.parametrize("name", PATHS)
@given(draw=st.data())
def test_paths_read_back(name, draw):
    """Catch a year or value of a path lost on its way through the checks."""
    item = DECLARED[name]
    values = {2026 + index: number for index, number in enumerate(draw.draw(st.lists(st.floats(*item.bounds), min_size=1, max_size=6)))}
    text = " ".join(f"{year}={number!r}" for year, number in values.items())
    assert read_path(item.parse(f" {text} ")) == values


@pytest.mark.parametrize("name", DECLARED)
def test_declaration_is_whole(name):
    """Catch a declaration without unit, source in the registry or reason, or with a value outside its own ranges."""
    item = DECLARED[name]
    assert item.unit.strip() and len(item.label) > 5 and not item.label.endswith(".")
    if item.source:
        assert item.source.key in load_sources() and len(item.source.locator) > 5
    else:
        assert len(item.judgement) > 20
    if item.type in ("number", "integer"):
        low, high = item.plausible or (item.value, item.value)
        assert item.bounds[0] <= low <= item.value <= high <= item.bounds[1]
    if item.type == "path":
        low, high = map(float, item.plausible)
        assert item.bounds[0] <= low < high <= item.bounds[1]
        declared = read_path(item.value)
        assert all(low <= number <= high for number in (declared.values() if isinstance(declared, dict) else [declared]))
    if item.choices:
        assert item.value in item.choices and all(len(text) > 3 for text in item.choices.values())


@pytest.mark.parametrize("name", NUMERIC + PATHS)
def test_names_tell_the_unit(name):
    """Catch a rate that is taken for a fraction, or a fraction for a rate in per cent."""
    item = DECLARED[name]
    assert name.endswith("_pct") == item.unit.startswith(("per cent", "percentage points"))
    assert name.endswith("_share") == (item.unit == "fraction")
    assert item.bounds == (0, 1) or not name.endswith("_share")


def test_rules_speak_of_declared_names():
    """Catch a rule between parameters that no longer binds because a name changed."""
    assert len(DECLARED.rules) >= 8
    for rule in DECLARED.rules:
        names = rule_names(rule, DECLARED)
        assert names and set(names) <= set(DECLARED)


def test_a_year_among_those_named(refusals):
    """Catch a rule on years that says neither which there are nor which is nearest, or that binds without its condition."""
    assert refusals(["trade_basis=bop_us", "trade_year=2018"]) == [
        "--set: trade_year = 2018 must be one of 2011, 2012, 2016, 2017, 2019 to 2021 where trade_basis is bop_us: both directions are known on this basis; the nearest is 2019 (data/parameters/trade_links.yml)"
    ]
    assert resolve(DECLARED, settings=["trade_year=2018"])["trade_year"] == 2018


def test_rules_hold_for_what_is_declared(declarations):
    """Catch declared values that break the book's own rules."""
    assert resolve(declarations) == declarations.defaults()


NUMBER = "label: A number\n    type: number\n    value: 5\n    unit: years\n    bounds: [0, 10]\n    plausible: [4, 6]\n    role: choice\n    judgement: For a test."


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("value: 5", "value: 11", "11 years is outside [0, 10]"),
        ("value: 5", "value: 7", "value 7.0 is outside its own plausible range [4.0, 6.0]"),
        ("value: 5", "value: 5%", "a number without a per cent sign is needed"),
        ("plausible: [4, 6]", "plausible: [4, 60]", "60 years is outside [0, 10]"),
        ("plausible: [4, 6]\n    ", "", "needs a plausible range"),
        ("bounds: [0, 10]\n    ", "", "needs bounds"),
        ("unit: years\n    ", "", "x.unit: Field required"),
        ("judgement: For a test.", "note: For a test.", "needs either a source with locator or a judgement with its reason"),
        ("judgement: For a test.", "judgement: For a test.\n    source: {key: a, locator: b}", "needs either a source"),
        ("judgement: For a test.", "source: {key: a}", "x.source.locator: Field required"),
        ("role: choice", "role: guess", "x.role: "),
        ("type: number", "type: choice", "choices belong to type choice"),
        ("type: number", "typo: number", "x.typo: "),
    ],
)
def test_refused_declarations(tmp_path, old, new, rule):
    """Catch a declaration that says less than a reader needs, or contradicts itself."""
    assert old in NUMBER
    (tmp_path / "stem.yml").write_text(f"parameters:\n  x:\n    {NUMBER.replace(old, new)}\n", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        load_declarations(tmp_path)
    assert rule in str(caught.value) and str(caught.value).startswith("data/parameters/stem.yml: x")


def test_refused_parameter_files(tmp_path):
    """Catch a name declared in two chapters, a use of what nobody declares, and a section that is not one."""
    declared = f"parameters:\n  x:\n    {NUMBER}\n"
    (tmp_path / "one.yml").write_text(declared, encoding="utf-8")
    (tmp_path / "two.yml").write_text(declared + "uses: [y]\nrule: []\n", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        load_declarations(tmp_path)
    assert sorted(map(str, caught.value.problems)) == [
        "data/parameters/two.yml: 'rule' is not a section of a parameter file; did you mean 'rules'?",
        "data/parameters/two.yml: uses 'y', which is not declared; there are x",
        "data/parameters/two.yml: x is declared already in data/parameters/one.yml",
    ]


def test_unknown_chapter(declarations):
    """Catch a misspelt chapter that ends in a traceback."""
    with pytest.raises(Refusal, match="there is no chapter 'cost_sharin'; did you mean 'cost_sharing'"):
        declarations.of("cost_sharin")


def test_cell_assigns_what_is_declared(defaults):
    """Catch a parameters cell that starts a notebook from other values than the book's."""
    names: dict = {}
    exec(cell_source("cost_sharing"), names)  # noqa: S102: the book's own cell
    assert {name: value for name, value in names.items() if not name.startswith("__")} == defaults


def test_listing_and_schema_name_everything():
    """Catch a parameter that the listing or the JSON Schema leaves out, or a bound that they state wrongly."""
    schema = json_schema(DECLARED)
    assert schema["additionalProperties"] is False and set(schema["properties"]) == set(DECLARED)
    text = listing(DECLARED)
    for name, item in DECLARED.items():
        assert f"{name} = {item.value}  [{item.unit}]" in text
        entry = schema["properties"][name]
        assert entry["default"] == item.value
        assert item.type not in ("number", "integer") or (entry["minimum"], entry["maximum"]) == item.bounds
