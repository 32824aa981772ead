"""The sensitivity that the book keeps: stale exactly when something it depends on changed, and renewed by a sweep."""

from __future__ import annotations

import csv
import json

import pytest

from alliance import notebook, paths, sensitivity
from alliance.errors import Refusal
from alliance.parameters import load_declarations
from alliance.sweep import kept

STEM = "cost_sharing"


@pytest.fixture
def copies(tmp_path, monkeypatch):
    """Let the kept files be copies that a test may change."""
    for name in ("TABLE", "PLANS"):
        path = tmp_path / getattr(sensitivity, name).name
        path.write_bytes(getattr(sensitivity, name).read_bytes())
        monkeypatch.setattr(sensitivity, name, path)
        monkeypatch.setattr(kept, name, path)
    return tmp_path


def messages() -> list[str]:
    return [problem.message for problem in kept.stale()]


def test_every_chapter_has_its_headlines(headlines_of):
    """Catch a chapter whose sensitivity nobody made, and a headline that is left out."""
    for stem in load_declarations().stems:
        assert sensitivity.kept(stem)
    rows = {row["headline"]: row for row in sensitivity.kept(STEM)}
    assert set(headlines_of["baseline"]) <= set(rows)
    for name, record in headlines_of["baseline"].items():
        row = rows[name]
        assert float(row["base"]) == pytest.approx(record["value"], rel=1e-5) and row["unit"] == record["unit"]
        assert float(row["min"]) <= float(row["p05"]) <= float(row["median"]) <= float(row["p95"]) <= float(row["max"])
    assert rows["horizon_usd_bn"]["driver_1"] in ("krw_per_usd", "projection_rule") and float(rows["horizon_usd_bn"]["total_1"]) > 0
    assert "krw_per_usd" in rows["usd_change_pct"]["turns_along"] and rows["payment_krw_bn"]["driver_1"] == ""


def test_a_changed_table_makes_its_readers_stale(copies, tmp_path, monkeypatch):
    """Catch a range kept from other data."""
    assert messages() == []
    folder = tmp_path / "mine"
    folder.mkdir()
    text = (paths.TABLES / "sma_contributions.csv").read_text(encoding="utf-8")
    (folder / "sma_contributions.csv").write_text(text.replace("1183.3", "1183.4", 1), encoding="utf-8")
    monkeypatch.setenv(paths.TABLES_VARIABLE, str(folder))
    (problem,) = [message for message in messages() if f"of {STEM} " in message]
    assert problem == f"the sensitivity of {STEM} is stale: table sma_contributions changed; run 'alliance check --update'"


@pytest.mark.parametrize(
    ("part", "name", "told"), [("parameters", "cap_pct", "parameter cap_pct changed"), ("model", None, "model changed"), ("plan", None, "plan changed"), ("method", None, "method changed")]
)
def test_a_changed_parameter_model_or_plan_makes_it_stale(copies, part, name, told):
    """Catch a range kept from another declaration, other code or other draws."""
    plans = json.loads(kept.PLANS.read_text(encoding="utf-8"))
    if name:
        plans[STEM][part][name] = "0" * 12
    else:
        plans[STEM][part] = "0" * 12
    kept.PLANS.write_text(json.dumps(plans), encoding="utf-8")
    assert messages() == [f"the sensitivity of {STEM} is stale: {told}; run 'alliance check --update'"]


def test_what_is_stale_is_made_anew_and_nothing_else(copies):
    """Catch an update that changes chapters in order, and numbers that are not the same when made again."""
    before = kept.TABLE.read_bytes()
    plans = json.loads(kept.PLANS.read_text(encoding="utf-8"))
    plans[STEM]["model"] = "0" * 12
    kept.PLANS.write_text(json.dumps(plans), encoding="utf-8")
    text = before.decode().replace(f"{STEM},payment_krw_bn,", f"{STEM},payment_krw,")
    assert text != before.decode()
    kept.TABLE.write_text(text, encoding="utf-8")
    told: list[str] = []
    assert kept.record(report=told.append) and messages() == []
    assert kept.TABLE.read_bytes() == before
    assert {line.split(":")[0] for line in told if " draws of " in line} == {STEM}
    assert kept.record(report=told.append) == []


def test_a_chapter_can_show_it():
    """Catch a table on a page whose numbers are not the kept ones."""
    shown = notebook.sensitivity(STEM, ["horizon_usd_bn", "usd_change_pct"])
    with sensitivity.TABLE.open(encoding="utf-8", newline="") as file:
        row = next(row for row in csv.DictReader(file) if (row["stem"], row["headline"]) == (STEM, "horizon_usd_bn"))
    assert shown.rows[0]["p95"] == float(row["p95"]) and "Exchange rate from 2026 on" in shown.rows[0]["drivers"]
    assert "krw_per_usd" in shown.rows[1]["turns"]
    with pytest.raises(Refusal, match="no sensitivity of nowhere is kept"):
        sensitivity.kept("nowhere")
