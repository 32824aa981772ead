"""The ledgers as files: what is refused in them, and how a changed value shows by the claim's id."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from alliance import claims, paths, tables
from alliance.errors import Refusal
from alliance.models import claims as model


@pytest.fixture
def replaced(tmp_path, monkeypatch) -> Callable[..., None]:
    """Return a function that puts a changed copy of a table in the place of the book's: rows by key column and value."""

    def replace(name: str, key: str, wanted: str, **changes: str) -> None:
        source = (paths.CLAIMS if name in tables.ledger_names() else paths.TABLES) / f"{name}.csv"
        rows = list(csv.DictReader(io.StringIO(source.read_text(encoding="utf-8"))))
        chosen = [row for row in rows if row[key] == wanted]
        assert chosen, f"{name} has no row with {key} = {wanted}"
        for row in chosen:
            row.update(changes)
        _write(tmp_path / f"{name}.csv", rows)
        monkeypatch.setenv(paths.TABLES_VARIABLE, str(tmp_path))

    return replace


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def messages(problems) -> str:
    return "\n".join(map(str, problems))


def test_the_ledgers_are_clean_and_recorded():
    """Catch a claim that cannot be judged, and a verdict that moved without being recorded."""
    assert messages(claims.problems()) == "" and messages(claims.moved()) == ""


def test_a_changed_value_fails_by_the_claims_id(replaced):
    """Catch a verdict that stays when what it rests on changes."""
    replaced("sma_contributions", "year", "2021", amount_krw_bn="900")
    told = messages(claims.moved())
    assert "data/claims/cfr.csv: cfr-04-1a: recorded 'holds', now 'does not hold'" in told
    by_id = {item.id: item for item in claims.entries(document="cfr")}
    assert by_id["cfr-04-1a"].verdict == "does not hold" and "0.9000 trillion won, 1.18 trillion won stated" in by_id["cfr-04-1a"].why


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"check": "contribution_2012"}, "there is no check 'contribution_2012'; did you mean 'contribution_2021'?"),
        ({"unit": "USD billion"}, "is stated in 'USD billion', its check contribution_2021 finds 'KRW trillion'"),
        ({"check": "", "needs": ""}, "has neither a check nor a word on what would be needed"),
        ({"value": ""}, "is checked and has no value"),
        ({"check_then": "contribution_2021"}, "only a forecast is judged as seen then"),
    ],
)
def test_a_wrong_row_is_refused_by_its_id(replaced, changes, message):
    """Catch a claim that names nothing, compares unlike things or says nothing of why it is left."""
    replaced("cfr", "id", "cfr-04-1a", **changes)
    assert f"data/claims/cfr.csv: cfr-04-1a: {message}" in messages(claims.problems())


def test_a_foreign_id_is_refused(replaced):
    """Catch a claim in another document's ledger."""
    replaced("cfr", "id", "cfr-04-1a", id="crs-04-1a")
    assert "crs-04-1a: the id of a claim begins with cfr-" in messages(claims.problems())


def test_a_tension_between_equals_or_unlike_figures_is_refused(replaced):
    """Catch a tension that is none."""
    [row] = [row for row in tables.rows("tensions") if row["first"] in model.CHECKS or row["first"].startswith(tuple(model.DOCUMENTS))][:1]
    replaced("tensions", "id", row["id"], second=row["first"])
    assert f"data/claims/tensions.csv: {row['id']}: " in messages(claims.problems()) and "no tension" in messages(claims.problems())


def test_recording_writes_what_is_found(replaced, tmp_path, monkeypatch):
    """Catch a record that does not say what the checks say."""
    home = tmp_path / "claims"
    home.mkdir()
    for path in paths.CLAIMS.iterdir():
        (home / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(paths, "CLAIMS", home)
    rows = list(csv.DictReader((home / "cfr.csv").open(encoding="utf-8")))
    _write(home / "cfr.csv", [{**row, "verdict": "", "found": ""} for row in rows])
    assert claims.moved() and len(claims.record()) == 1 and claims.moved() == []


def test_the_listing_names_every_claim_of_a_document():
    """Catch a claim that the command leaves out, or a document it takes for another."""
    text = claims.listing("cfr")
    assert all(item.id in text for item in claims.entries(document="cfr")) and "crs-" not in text
    with pytest.raises(Refusal, match="did you mean 'crs'"):
        claims.listing("cr")


def test_tables_read_are_those_behind_the_verdicts():
    """Catch a chapter that would not run again when a table behind one of its claims changes."""
    read = claims.tables_read("cost_sharing")
    assert {"cfr", "sma_contributions"} <= set(read)
    assert set(read) <= set(claims.tables_of("cost_sharing"))


def test_no_claim_repeats_another():
    """Catch a claim entered twice in one document."""
    for document in model.DOCUMENTS:
        texts = [claim["claim"].lower() for claim in tables.rows(document)]
        assert len(set(texts)) == len(texts)


def test_a_table_without_the_row_leaves_the_claim_and_says_so(tmp_path, monkeypatch):
    """Catch a traceback, or a verdict, where a run's own table lacks what a check reads."""
    rows = list(csv.DictReader((paths.TABLES / "sma_contributions.csv").open(encoding="utf-8")))
    _write(tmp_path / "sma_contributions.csv", [row for row in rows if row["year"] != "2021"])
    monkeypatch.setenv(paths.TABLES_VARIABLE, str(tmp_path))
    [entry] = [item for item in claims.entries(document="cfr") if item.id == "cfr-04-1a"]
    assert entry.verdict == "not checkable" and "lack what its check reads" in entry.why
    assert "cfr-04-1a: " in messages(claims.problems())
