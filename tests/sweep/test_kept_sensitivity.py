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
    for name in ("TABLE", "INDICES", "PLANS"):
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
    assert rows["horizon_usd_bn"]["driver_1"] in ("krw_per_usd", "projection_rule")
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


def test_indices_are_kept_where_they_say_something():
    """Catch a chapter without indices, one out of the range of a share, and indices of what is counted over draws or is a tally."""
    for stem in load_declarations().stems:
        rows = sensitivity.rows_of(stem, sensitivity.INDICES)
        assert bool(rows) == (stem != "claims")
        for row in rows:
            first, total = float(row["first_order"]), float(row["total"])
            assert kept._LEAST <= total <= 1 + float(row["total_conf"]) and first <= total + float(row["first_order_conf"]) + float(row["total_conf"])
    lead = {row["headline"] for row in sensitivity.rows_of("priorities", sensitivity.INDICES)}
    assert "washington_north_lead_points" in lead and not [name for name in lead if name.endswith(("drawn_pct", "kept_pct"))]
    assert sensitivity.plan_of("priorities")["draws"] > 100 and sensitivity.plan_of(STEM) == {"draws": 256, "sensitivity": True, "seed": 1}


def test_what_is_stale_is_made_anew_and_nothing_else(copies, monkeypatch):
    """Catch an update that changes chapters in order, and numbers that are not the same when made again."""
    others = [line for line in kept.TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith(f"{STEM},")]
    # Few draws: whether they are the same twice does not hang on their number.
    monkeypatch.setitem(kept._DRAWS, STEM, {"draws": 4, "sensitivity": True})
    assert messages() == [f"the sensitivity of {STEM} is stale: plan changed; run 'alliance check --update'"]
    assert kept.record(report=lambda line: None) and messages() == []
    before = kept.TABLE.read_bytes(), kept.INDICES.read_bytes()
    plans = json.loads(kept.PLANS.read_text(encoding="utf-8"))
    plans[STEM]["model"] = "0" * 12
    kept.PLANS.write_text(json.dumps(plans), encoding="utf-8")
    text = before[0].decode().replace(f"{STEM},payment_krw_bn,", f"{STEM},payment_krw,")
    assert text != before[0].decode()
    kept.TABLE.write_text(text, encoding="utf-8")
    told: list[str] = []
    assert kept.record(report=told.append) and messages() == []
    assert (kept.TABLE.read_bytes(), kept.INDICES.read_bytes()) == before
    assert [line for line in before[0].decode().splitlines() if not line.startswith(f"{STEM},")] == others
    assert {line.split(":")[0] for line in told if " draws of " in line} == {STEM}
    assert kept.record(report=told.append) == []


def test_a_chapter_can_show_it(headlines_of):
    """Catch a figure or a sentence on a page whose numbers are not the kept ones."""
    shown = notebook.sensitivity(STEM, {"horizon_usd_bn": "the contribution"})
    with sensitivity.INDICES.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["stem"], row["headline"]) == (STEM, "horizon_usd_bn")]
    assert [row["share_pct"] for row in shown.data[:2]] == pytest.approx([100 * float(rows[0][part]) for part in ("first_order", "total")])
    assert load_declarations()[rows[0]["parameter"]].label == shown.data[0]["assumption"]
    assert "256 draws" in shown.note and "seed 1" in shown.note
    row = next(row for row in sensitivity.kept(STEM) if row["headline"] == "horizon_usd_bn")
    text = notebook.sensitivity_told(STEM, ["horizon_usd_bn"], headlines_of["baseline"].values()).text
    assert f"between {float(row['p05']):.2f} billion dollars and {float(row['p95']):.2f} billion dollars" in text
    assert f"about {100 * float(row['first_order_sum']):.0f} %" in text and "7,680 of them (seed 1)" in text
    assert "adds little" in notebook.sensitivity_told("force_levels", ["force_asked"], [{"name": "force_asked", "decimals": 0}]).text
    with pytest.raises(Refusal, match="no index of cost_sharing.payment_krw_bn is kept"):
        notebook.sensitivity(STEM, {"payment_krw_bn": "the payment"})
    with pytest.raises(Refusal, match="no sensitivity of nowhere is kept"):
        sensitivity.kept("nowhere")
