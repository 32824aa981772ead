"""The cache of notebook runs: a run is used again exactly when nothing it could have read has changed."""

from __future__ import annotations

import shutil
from copy import deepcopy

import pytest

from alliance import cache, paths, runner, textfile
from alliance.parameters import load_declarations
from alliance.record import baseline

STEM = "cost_sharing"


@pytest.fixture
def source():
    return runner.read_notebook(STEM)


@pytest.fixture
def values():
    return load_declarations().defaults()


def changed_parts(before, after) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_prose_is_no_part_of_the_key(source, values):
    """Catch a run for an edited sentence."""
    edited = deepcopy(source)
    next(cell for cell in edited.cells if cell.cell_type == "markdown").source += " Edited."
    edited.cells[3].outputs = []
    assert cache.key_parts(STEM, edited, values) == cache.key_parts(STEM, source, values)


def test_code_is_part_of_the_key(source, values):
    """Catch a kept run of other code."""
    edited = deepcopy(source)
    next(cell for cell in edited.cells if cell.cell_type == "code").source += "\n"
    assert changed_parts(cache.key_parts(STEM, edited, values), cache.key_parts(STEM, source, values)) == {"code cells"}


def test_one_byte_of_a_table_changes_the_key_of_its_readers(source, values, tmp_path, monkeypatch):
    """Catch old numbers after a change in the data."""
    before = cache.key_parts(STEM, source, values)
    shutil.copy(paths.TABLES / "sma_demands.csv", tmp_path)
    monkeypatch.setenv(paths.TABLES_VARIABLE, str(tmp_path))
    assert cache.key_parts(STEM, source, values) == before
    with (tmp_path / "sma_demands.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert changed_parts(before, cache.key_parts(STEM, source, values)) == {"table sma_demands"}


def test_tables_that_nobody_reads_are_no_part_of_the_key(source, values):
    """Catch a rerun of every notebook for a table of another chapter."""
    assert "table rok_military_burden" not in cache.key_parts(STEM, source, values)


def test_a_value_is_part_of_the_key(source, values):
    """Catch a kept run of other assumptions."""
    before = cache.key_parts(STEM, source, values)
    assert changed_parts(before, cache.key_parts(STEM, source, values | {"cap_pct": 4.0})) == {"parameter cap_pct"}


def test_reachable_modules_are_those_a_notebook_can_import(source):
    """Catch a change in a model that leaves old numbers, and a rerun for a change in the site."""
    code = [cell.source for cell in source.cells if cell.cell_type == "code"]
    modules = cache.reachable_modules(code)
    assert {"alliance.models.cost_sharing.rules", "alliance.charts.theme", "alliance.tables", "alliance.models.yearpath"} <= set(modules)
    assert not [name for name in modules if name.startswith("alliance.site") or name in ("alliance.cli", "alliance.runner")]


def test_module_content_is_part_of_the_key(source, values, monkeypatch, tmp_path):
    """Catch a kept run of an older model."""
    before = cache.key_parts(STEM, source, values)
    real, copy = cache._module_file, tmp_path / "rules.py"
    copy.write_bytes(real("alliance.models.cost_sharing.rules").read_bytes() + b"\n")
    monkeypatch.setattr(cache, "_module_file", lambda name: copy if name.endswith("models.cost_sharing.rules") else real(name))
    assert changed_parts(before, cache.key_parts(STEM, source, values)) == {"module alliance.models.cost_sharing.rules"}


@pytest.fixture
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "_RUNS", tmp_path / "runs")
    monkeypatch.setattr(cache, "_LAST", tmp_path / "last")
    return tmp_path


def test_reasons_name_what_changed(source, empty_cache):
    """Catch a rerun that cannot say why."""
    assert cache.reasons(STEM, "x", {"table a": "1"}) == ["no run is kept"]
    cache.keep(STEM, "x", {"table a": "1", "b": "2"}, source)
    assert cache.reasons(STEM, "x", {"table a": "1", "b": "2"}) == []
    assert cache.reasons(STEM, "x", {"table a": "3", "c": "2"}) == ["table a changed", "c changed", "b is gone"]


def test_a_broken_kept_run_counts_as_none(source, empty_cache):
    """Catch a crash, or a half-written run, from an interrupted one."""
    parts = {"a": "1"}
    cache.keep(STEM, "x", parts, source)
    next((empty_cache / "runs").glob("*.ipynb")).write_text("{", encoding="utf-8")
    assert cache.kept(STEM, parts) is None


def test_nothing_is_left_of_a_write_that_fails(tmp_path):
    """Catch temporary files and half-written content."""
    target = tmp_path / "kept.txt"
    target.write_text("before", encoding="utf-8")
    with pytest.raises(TypeError):
        textfile.write_aside(target, 3)
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]
    assert target.read_text(encoding="utf-8") == "before"


def test_outputs_are_put_into_the_notebook_as_it_is_now(source):
    """Catch an edited sentence that waits for a run, and outputs in the wrong cell."""
    edited = deepcopy(source)
    edited.cells[0].source = "# Another question?"
    result = runner.merged(edited, source, baseline().of(STEM))
    assert result.cells[0].source == "# Another question?"
    assert [cell.get("outputs") for cell in result.cells] == [cell.get("outputs") for cell in source.cells]
    assert result.metadata["alliance"]["command"] == "alliance rerun cost_sharing"


def test_a_change_is_published_with_its_parameters(source):
    """Catch a lost parameters cell in the executed copy of a run."""
    executed = deepcopy(source)
    injected = deepcopy(executed.cells[1])
    injected.update(id=runner.INJECTED, source="# Parameters\ncap_pct = 4", outputs=[])
    injected.metadata = {"tags": [runner.INJECTED]}
    executed.cells.insert(2, injected)
    result = runner.merged(source, executed, {})
    assert [cell.id for cell in result.cells[:4]] == ["title", "parameters", runner.INJECTED, "check"]
    assert [cell.get("outputs") for cell in result.cells[3:]] == [cell.get("outputs") for cell in source.cells[2:]]
