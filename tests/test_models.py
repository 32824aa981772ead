"""What every chapter's model must be: pure, whole in every scenario, read from exactly its tables and parameters, finite inside every bound."""

from __future__ import annotations

import copy
import math

import pytest
from chapters import SCENARIOS, data_of, headlines_of, model_of, numbers, values_of
from hypothesis import given
from hypothesis import strategies as st

from alliance.errors import Refusal
from alliance.models.headline import format_value
from alliance.parameters import load_declarations

DECLARED = load_declarations()
STEMS = DECLARED.stems

#: More headlines than this a chapter has in every scenario.
LEAST = {"cost_sharing": 60, "force_levels": 70, "opcon_transfer": 45, "trade_links": 80, "priorities": 100, "claims": 25}

#: Tables that a chapter shows and whose values no headline reads.
SHOWN_ONLY = {"cost_sharing": {"sma_cost_shares"}, "priorities": {"document_word_list"}}

#: Values at which every parameter of a chapter is read.
ALL_READ = {"cost_sharing": {"budget_rule": "gdp_target"}}

#: Draws of a chapter that simulates, kept few where many values are tried.
FEW_DRAWS = {"opcon_transfer": {"transfer_samples": 50}, "priorities": {"weight_samples": 100}}


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("stem", STEMS)
def test_records(stem, scenario):
    """Catch a headline without unit or label, not finite, or printed as something else than its value."""
    rows = headlines_of(stem)[scenario].values()
    assert len(rows) > LEAST[stem]
    for row in rows:
        assert math.isfinite(row["value"]) and row["unit"] and len(row["label"]) > 5
        beyond = stem == "opcon_transfer" and row["text"].startswith("a time ")
        assert row["text"] == format_value(row["value"], row["decimals"], row["unit"]) or beyond


@pytest.mark.parametrize("stem", STEMS)
def test_inputs_stay_as_they_are(stem):
    """Catch a headline that hides another of its name, and a model that changes its inputs, so that a second run gives another result."""
    for scenario in [name for place, name in enumerate(SCENARIOS) if values_of(stem, name) not in [values_of(stem, other) for other in SCENARIOS[:place]]]:
        values, rows = values_of(stem, scenario), copy.deepcopy(data_of(stem))
        first = model_of(stem).headlines(values, rows)
        assert (values, rows) == (values_of(stem, scenario), data_of(stem))
        assert len(first) == len(headlines_of(stem)[scenario]) and {row["name"]: row for row in first} == headlines_of(stem)[scenario]


@pytest.mark.parametrize("stem", STEMS)
def test_takes_exactly_what_is_declared(stem):
    """Catch a declared parameter that nothing reads, and an assumption that hides in a default."""
    values = {**values_of(stem), **ALL_READ.get(stem, {}), **FEW_DRAWS.get(stem, {})}
    for name in values:
        with pytest.raises(KeyError) as caught:
            model_of(stem).headlines({key: value for key, value in values.items() if key != name}, data_of(stem))
        assert caught.value.args == (name,)


@pytest.mark.parametrize("stem", [stem for stem in STEMS if stem != "claims"])
def test_reads_exactly_its_tables(stem):
    """Catch a table that the chapter names and does not read, or reads and does not name."""
    data, values, read = data_of(stem), {**values_of(stem), **FEW_DRAWS.get(stem, {})}, set()
    for name in data:
        try:
            model_of(stem).headlines(values, {key: rows for key, rows in data.items() if key != name})
        except KeyError as error:
            assert error.args == (name,)
            read.add(name)
    assert read == set(data) - SHOWN_ONLY.get(stem, set())


def drawn_settings(draw, stem: str) -> list[str]:
    """Draw settings inside the bounds for some parameters of a chapter."""
    items = [item for name, item in DECLARED.of(stem).items() if name not in FEW_DRAWS.get(stem, {})]
    chosen = draw.draw(st.lists(st.sampled_from(items), unique_by=lambda item: item.name, max_size=8))
    found = [f"{name}={value}" for name, value in FEW_DRAWS.get(stem, {}).items()]
    for item in chosen:
        number = st.integers(*map(int, item.bounds)) if item.type == "integer" else st.floats(*item.bounds) if item.bounds else st.sampled_from(sorted(item.choices))
        found.append(f"{item.name}={draw.draw(number)}")
    return found


@pytest.mark.parametrize("stem", ["force_levels", "opcon_transfer", "trade_links"])
@given(draw=st.data())
def test_any_values_inside_the_bounds(stem, draw):
    """Catch a corner of the bounds in which a result is not a number: it is to be reckoned with, or refused."""
    try:
        values = values_of(stem, "baseline", *drawn_settings(draw, stem))
    except Refusal:
        return
    assert all(math.isfinite(value) for value in numbers(stem, values).values())
    if stem == "trade_links":
        model = model_of(stem)
        assert model.bills(values, data_of(stem)) and model.by_basis(values, data_of(stem)) and model.demands(values, data_of(stem))
