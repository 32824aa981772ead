"""`alliance compare`: the same numbers as a rerun gives, sorted by how much they move, on a terminal, in lines and as CSV."""

from __future__ import annotations

import csv
import io
import sys

import pytest

from alliance import changes, cli, compare, headlines
from alliance.errors import Refusal
from alliance.parameters import load_declarations, load_scenario, resolve

NAMES = ["weak_won", "high_inflation"]
FILE = "title: Mine\nstory: Twenty letters and a few more.\nset:\n  krw_per_usd: 1600\n"


@pytest.fixture(scope="module")
def rows():
    return compare.compare(compare.plan(NAMES))


def test_values_are_those_of_a_rerun(rows):
    """Catch a value in the wrong column, or a headline left out."""
    for name in NAMES:
        values = resolve(load_declarations(), scenario=load_scenario(name))
        for stem in load_declarations().stems:
            known = {row["name"]: row for row in headlines.compare(stem, values)}
            shown = {row.record["name"]: row for row in rows if row.stem == stem}
            assert set(known) <= set(shown)
            for key, row in shown.items():
                assert row.values[name] == (known[key]["value"] if key in known else None)
                assert key not in known or row.values["baseline"] == known[key]["baseline"]


def test_what_moves_most_stands_first(rows):
    """Catch an order by chapter, by unit, or by the size of the number; and rows that do not move among those that do."""
    keys = [row.order for row in rows]
    assert keys == sorted(keys) and keys[0][0] == 0 and keys[-1] == (2, 0)
    assert {row.record["name"] for row in rows[:6] if row.order[0] == 0} & {"usd_change_pct"}
    assert changes.ORDER in compare.summary(rows)


def test_a_change_is_told_with_unit_and_per_cent(rows):
    """Catch a sign turned round: 1,519.2 billion won at 1,600 to the dollar, by hand."""
    row = next(row for row in rows if row.record["name"] == "payment_usd_bn")
    assert row.values["weak_won"] == pytest.approx(1519.2 / 1600)
    assert row.change("weak_won") == "−0.12 billion dollars (−11.2 %)"
    assert row.change("high_inflation") == "same"


def test_csv_reads_back(rows):
    """Catch a difference that is not the values' own, and a headline that only the terminal shows."""
    read = list(csv.DictReader(io.StringIO(compare.table_text(rows, NAMES))))
    assert [(line["stem"], line["name"]) for line in read] == [(row.stem, row.record["name"]) for row in rows]
    for line in read:
        for name in NAMES:
            if line[name] and line["baseline"]:
                # Nine digits are kept of each.
                assert float(line[f"{name}_difference"]) == pytest.approx(float(line[name]) - float(line["baseline"]), rel=1e-6, abs=1e-6)


def test_plain_lines_fit_and_name_every_scenario(rows):
    """Catch a comparison that says less outside a terminal."""
    text = compare.lines(rows, NAMES)
    assert text[-1] == compare.summary(rows)
    assert sum(line.startswith("    weak_won") for line in text) == sum(line.startswith("    baseline") for line in text) > 20


def test_the_table_can_be_read_at_100_columns(rows):
    """Catch columns squeezed to a letter, and brackets of a label taken for markup."""
    from rich.console import Console

    console = Console(width=100, file=io.StringIO())
    assert compare.fits(NAMES, 100) and not compare.fits(["a", "b", "c", "d"], 100)
    console.print(compare.rich_table(rows, NAMES))
    text = console.file.getvalue()
    assert max(map(len, text.splitlines())) <= 100
    assert all(word in text for word in ("Contribution", "weak_won", "high_inflation", "baseline"))


@pytest.fixture
def alliance(monkeypatch, capsys):
    def run(*arguments) -> tuple[int, str, list[str]]:
        monkeypatch.setattr(sys, "argv", ["alliance", "compare", *map(str, arguments)])
        try:
            cli.main()
            status = 0
        except SystemExit as stop:
            status = stop.code or 0
        captured = capsys.readouterr()
        return status, captured.out, captured.err.splitlines()

    return run


def test_files_and_the_baseline_can_be_compared(alliance, tmp_path):
    """Catch a file of an analyst's that only the book's own names can be compared with."""
    (tmp_path / "Mine.yml").write_text(FILE, encoding="utf-8")
    status, out, errors = alliance("baseline", "weak_won", tmp_path / "Mine.yml", "--csv", tmp_path / "out.csv")
    assert (status, errors) == (0, [])
    (line,) = [line for line in csv.DictReader((tmp_path / "out.csv").open(encoding="utf-8")) if line["name"] == "payment_usd_bn"]
    assert line["mine"] == line["weak_won"] != line["baseline"]
    assert "    mine " in out


def test_every_mistake_is_told_at_once(alliance, tmp_path):
    """Catch a comparison that must be mended one name at a time, or that writes before it refuses."""
    (tmp_path / "a.yml").write_text(FILE.replace("krw_per_usd: 1600", "krw_usd: 1600\n  cap_pct: 900"), encoding="utf-8")
    status, out, errors = alliance("weak_wn", "weak_won", "weak_won", tmp_path / "a.yml", "none.yml", "--csv", tmp_path)
    assert (status, out) == (2, "")
    expected = ["weak_won is given twice", "did you mean 'weak_won'?", "did you mean 'krw_per_usd'?", "is outside", "there is no such file", "is a folder, not a file"]
    assert len(errors) == len(expected)
    for line, part in zip(errors, expected, strict=True):
        assert part in line


@pytest.mark.parametrize(
    ("given", "message"),
    [(["baseline"], "compares with nothing"), (["weak_won", "data/scenarios/weak_won.yml"], "have the same name, 'weak_won'")],
)
def test_refused(given, message):
    """Catch a comparison of one thing with itself, and two columns of one name."""
    with pytest.raises(Refusal, match=message):
        compare.plan(given)
