"""The chapter's headlines: pure, whole, moved by every declared parameter, and right where an outside number is known."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alliance.errors import Refusal
from alliance.models import cost_sharing as model
from alliance.parameters import load_declarations, resolve, scenario_names

SCENARIOS = ["baseline", *scenario_names()]
DECLARED = load_declarations()
NAMES = list(DECLARED.of("cost_sharing"))
SHARES = ("labour_share", "construction_share", "logistics_share")


def numbers(values, data) -> dict[str, float]:
    return {row["name"]: row["value"] for row in model.headlines(values, data)}


def settled(*settings_: str) -> dict:
    values = resolve(DECLARED, settings=settings_)
    return {name: values[name] for name in NAMES}


def other_values(item) -> list:
    if item.choices:
        return [name for name in item.choices if name != item.value]
    if item.type == "path":
        return [repr(float(item.value) + 1), repr(float(item.value) - 1)]
    step = 1 if item.type == "integer" else (item.bounds[1] - item.bounds[0]) / 100
    return [value for value in (item.value + step, item.value - step) if item.bounds[0] <= value <= item.bounds[1]]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in SHARES])
def test_every_parameter_moves_a_headline(declarations, defaults, data, name):
    """Catch a parameter that `--set` takes and no result feels, under any rule."""
    contexts = [{}, {"korea_cpi_path_pct": "7"}, {"budget_rule": "gdp_target"}, {"payment_design": "mixed"}]
    contexts += [{"projection_rule": rule} for rule in declarations["projection_rule"].choices]
    for context in contexts:
        start = {**defaults, **context}
        before = numbers(start, data)
        if any(numbers({**start, name: value}, data) != before for value in other_values(declarations[name])):
            return
    pytest.fail(f"{name} moves nothing")


@pytest.mark.parametrize(
    "settings_",
    [
        ("base_year=2027", "base_krw_bn=1551.1"),
        ("base_year=2028", "base_krw_bn=1600"),
        ("base_year=2030", "base_krw_bn=1650", "horizon_year=2035", "target_year=2035"),
        ("base_year=2023", "base_krw_bn=1289.6"),
        ("base_year=2022", "base_krw_bn=1247.2"),
        ("base_year=2010", "base_krw_bn=790.4", "change_from_year=2005"),
        ("base_year=2006", "base_krw_bn=680.4", "change_from_year=2005"),
        ("alternative_rule=target", "alternative_from_year=2031", "horizon_year=2040"),
        ("alternative_rule=real_growth_plus_cpi", "alternative_from_year=2010"),
        ("budget_rule=gdp_target", "base_year=2024", "base_krw_bn=1346.3", "horizon_year=2025", "alternative_from_year=2024"),
        ("horizon_year=2060",),
        ("us_troops_after=0", "us_troops_korea=1"),
        ("index_lag_years=5", "alternative_rule=cpi_lagged", "alternative_from_year=2006"),
        ("krw_per_usd=3000", "demand_usd_bn=0.1", "projection_rule=target"),
    ],
)
def test_what_is_taken_can_be_reckoned(data, settings_):
    """Catch values inside every bound and rule that end in a traceback: they are to be reckoned with, or refused."""
    try:
        values = settled(*settings_)
    except Refusal:
        return
    assert all(math.isfinite(value) for value in numbers(values, data).values())


@given(st.data())
@settings(max_examples=60)
def test_any_values_inside_the_bounds(defaults, data, draw):
    """Catch a corner of the bounds, dates and weights apart, in which a result is not a number."""
    items = [DECLARED[name] for name in NAMES if name not in SHARES and not name.endswith("_year")]
    chosen = draw.draw(st.lists(st.sampled_from(items), unique_by=lambda item: item.name, max_size=6))
    values = dict(defaults)
    for item in chosen:
        number = st.integers(*map(int, item.bounds)) if item.type == "integer" else st.floats(*item.bounds) if item.bounds else st.sampled_from(sorted(item.choices))
        values[item.name] = item.parse(repr(draw.draw(number)) if item.type == "path" else draw.draw(number))
    assert all(math.isfinite(value) for value in numbers(values, data).values())


def test_hand_worked(headlines_of, series):
    """Catch a headline that is not what its label says, worked by hand from the agreed amounts."""
    got = {name: row["value"] for name, row in headlines_of["baseline"].items()}
    assert got["payment_usd_bn"] == pytest.approx(1519.2 / 1421.4)
    assert got["payment_per_member_usd"] == pytest.approx(1519.2e9 / 1421.4 / 28_500)
    assert got["payment_change_pct"] == pytest.approx((1519.2 / 1402.8 - 1) * 100)
    assert got["break_even_rate"] == pytest.approx(1519.2 / 1.2) == pytest.approx(1266)
    assert got["horizon_krw_bn"] == pytest.approx(1519.2 * 1.021**4)
    assert got["horizon_usd_bn"] == pytest.approx(got["horizon_krw_bn"] / 1421.4)
    assert got["rival_difference_krw_bn"] == pytest.approx(got["rival_krw_bn"] - got["horizon_krw_bn"])
    assert got["demand_growth_needed_pct"] == pytest.approx(((10 * 1421.4 / 1519.2) ** (1 / 4) - 1) * 100)
    assert got["usd_change_won_m"] + got["usd_change_rate_m"] == pytest.approx(got["usd_change_m"])
    assert got["labour_krw_bn"] + got["construction_krw_bn"] + got["logistics_krw_bn"] == pytest.approx(1519.2)
    assert got["cost_non_personnel_usd_bn"] == pytest.approx(2 * got["payment_usd_bn"])
    assert got["demand_increase_pct"] == pytest.approx(got["demand_multiple"] * 100 - 100)
    assert got["step_2021_compound_krw_bn"] == pytest.approx(1038.9 * (1.074 * 1.065 - 1.139))
    assert (got["backtest_won_years"], got["backtest_won_fit"], got["backtest_dollar_years"], got["backtest_dollar_fit"]) == (14, 14, 2, 2)
    assert got["after_cut_proportional_krw_bn"] == pytest.approx(1519.2 * 24_000 / 28_500)
    assert got["after_cut_change_pct"] == pytest.approx((28_500 / 24_000 - 1) * 100)
    assert got["real_change_pct"] == pytest.approx((1519.2 / 680.4 / series.price_index[2026] * series.price_index[2005] - 1) * 100)
    assert (got["official_years"], got["official_2002_usd_m"], got["announced_2002_usd_m"]) == (2018 - 1990, 470, 490)
    assert got["from_announced_2003_usd_m"] == pytest.approx(490 * (1 + (8.8 + 4.1) / 100))
    assert got["won_change_pct"] == pytest.approx((1519.2 / 1183.3 - 1) * 100)
    assert got["usd_change_pct"] == pytest.approx((1519.2 / 1421.4 / (1183.3 / 1144.8911) - 1) * 100)
    assert got["demand_2019_multiple"] == pytest.approx(5 / (1038.9 / 1165.8016))
    assert got["outcome_2025_at_2021_usd_bn"] == pytest.approx(1402.8 / 1144.8911)
    assert got["outcome_2020_usd_bn"] == pytest.approx(1038.9 / 1180.5554)
    assert got["budget_multiple"] == pytest.approx(65864.2 / 7452.4) and got["pentagon_2020_usd_bn"] == 4.464
    # Inflation of 4.7 per cent in 2008 against the cap of 4, carried through the four adjusted years.
    assert got["cap_worth_eighth_krw_bn"] == pytest.approx(760 * (0.047 - 0.04) * (1 + 1.028 * (1 + 1.029 * (1 + 1.04))))
    assert got["cap_worth_krw_bn"] == 0 and got["rival_crosses_year"] == 2027


def test_series_by_hand(defaults, series):
    """Catch a year converted at another year's rate, a wrong currency of payment, or prices of another year."""
    rows = {row["year"]: row for row in model.contribution_series(defaults, series)}
    assert list(rows) == list(range(1991, 2027))
    assert {row["year"] for row in rows.values() if row["paid_in"] == "dollars"} == set(range(1991, 2005))
    assert rows[1991]["krw_bn"] == pytest.approx(0.150 * 736.7331) and rows[1991]["usd_bn"] == pytest.approx(0.150)
    assert rows[2025]["usd_bn"] == pytest.approx(1402.8 / 1421.3963) and rows[2026]["usd_bn"] == pytest.approx(1519.2 / 1421.4)
    assert rows[2025]["real_krw_bn"] == pytest.approx(1402.8) and rows[2026]["real_krw_bn"] == pytest.approx(1519.2 / 1.021)
    assert rows[2010]["budget_share_pct"] == pytest.approx(790.4 / series.budget[2010] * 100)


@pytest.mark.parametrize("rule", ["growth", "gdp_target"])
def test_budget_and_its_growth_agree(defaults, data, rule):
    """Catch a defence budget whose growth, which the rule of the eleventh agreement reads, is not its own."""
    values = {**defaults, "budget_rule": rule}
    series = model.record(values, data)
    growth = model.rule_inputs(values, series).budget_growth_pct
    assert max(series.budget) == 2030
    for year in range(2027, 2031):
        assert growth(year) == pytest.approx((series.budget[year] / series.budget[year - 1] - 1) * 100)
        assert rule == "gdp_target" or growth(year) == 5.4
    shares = [series.budget[year] / series.gdp[year] * 100 for year in range(2026, 2031)]
    assert rule == "growth" or [b - a for a, b in zip(shares, shares[1:])] == pytest.approx([(3.5 - shares[0]) / (2035 - 2026)] * 4)


def test_demands_by_hand(defaults, data, series):
    """Catch a demand weighed against another year's payment, or an offer that is told as a demand."""
    rows = {row["demand_id"]: row for row in model.demands_weighed(defaults, data, series)}
    assert rows["us-2019-5bn"]["multiple"] == pytest.approx(5 / (1038.9 / 1165.8016))
    assert rows["us-2013-1trn-won"]["multiple"] == pytest.approx(1000 / 869.5)
    assert not any(name.startswith(("rok", "press", "jpn")) for name in rows)


def test_published_rises(headlines_of):
    """Catch a record that no longer shows the 8.2 % of 2019 and the 13.9 % of 2021 [newspim-2019-03-08, investing-reuters-2021-03-10]."""
    got = headlines_of["baseline"]
    assert (got["outcome_2019_change_pct"]["text"], got["outcome_2021_change_pct"]["text"], got["step_2021_pct"]["text"]) == ("8.2 %", "13.9 %", "13.9 %")


def test_flip_point_is_where_the_rules_meet(defaults, data, headlines_of):
    """Catch a stated turning point on the wrong side of which the conclusion already holds."""
    flip = headlines_of["baseline"]["flip_budget_growth_pct"]["value"]
    below, above = (numbers({**defaults, "defence_budget_growth_path_pct": repr(flip + step)}, data)["rival_difference_krw_bn"] for step in (-0.2, 0.2))
    assert below < 0 < above


def test_band_holds_the_path(declarations, defaults, series):
    """Catch a band that the path it belongs to leaves."""
    for rival, path in ((False, model.rule_path(defaults, series)), (True, model.rival_path(defaults, series))):
        rows = model.band(defaults, series, declarations.ranges("cost_sharing"), rival=rival)
        assert [row["year"] for row in rows] == [row["year"] for row in path]
        assert all(end["low"] - 1e-9 <= row["amount_krw_bn"] <= end["high"] + 1e-9 for end, row in zip(rows, path, strict=True))
        assert rows[-1]["low"] < rows[-1]["high"]
