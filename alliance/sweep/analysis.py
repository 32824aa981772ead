"""The derived tables of a sweep, from its rows and the ends of its ranges: ranges, tornado, turning points, Sobol indices.

Rows are read in blocks and one headline at a time, so that memory does not grow with the number of runs times headlines.
"""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

from alliance.sweep.design import problem
from alliance.sweep.jobs import ERROR
from alliance.textfile import write_aside

if TYPE_CHECKING:
    import numpy as np

#: Rows of the table held at once.
_BLOCK = 2000

QUANTILES = {"p05": 0.05, "p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95}

#: Significant digits of the derived tables, as in figures and their data.
_DIGITS = 9


def columns(table: Path) -> Iterator[tuple[str, np.ndarray]]:
    """Yield every headline of a table of runs with its values in the order of the runs, NaN where a run has none."""
    import numpy as np

    with table.open(encoding="utf-8", newline="") as file, TemporaryFile(dir=table.parent) as turned:
        rows = csv.reader(file)
        head = next(rows)
        first = head.index(ERROR) + 1
        names = head[first:]
        sizes: list[int] = []
        block: list[list[str]] = []

        def turn() -> None:
            for cells in zip(*block, strict=True):
                array("d", map(float, cells) if all(cells) else [float(cell or "nan") for cell in cells]).tofile(turned)
            sizes.append(len(block))
            block.clear()

        for row in rows:
            block.append(row[first:])
            if len(block) == _BLOCK:
                turn()
        if block:
            turn()
        turned.flush()
        for place, name in enumerate(names):
            values, start = np.empty(sum(sizes)), 0
            filled = 0
            for size in sizes:
                turned.seek(start + place * size * 8)
                values[filled : filled + size] = np.frombuffer(turned.read(size * 8))
                start += size * len(names) * 8
                filled += size
            yield name, values


def ranges(name: str, values: np.ndarray, about: Mapping[str, Any], turns: Sequence[str]) -> dict[str, Any]:
    """Return the range of one headline: runs that have it, least, quantiles, most, in its unit, and the parameters along which its sign turns."""
    import numpy as np

    have = values[~np.isnan(values)]
    row: dict[str, Any] = {"headline": name, **about, "runs": len(have), "min": "", **dict.fromkeys(QUANTILES, ""), "max": ""}
    if len(have):
        row |= {"min": have.min(), "max": have.max(), **dict(zip(QUANTILES, np.quantile(have, list(QUANTILES.values()))))}
    return {**row, "turns_along": ";".join(turns)}


def tornado_rows(base: Mapping[str, float], ends: Mapping[str, tuple[Any, Any]], at_ends: Mapping[str, Sequence[Mapping[str, float] | None]]) -> list[dict[str, Any]]:
    """Return how far each parameter moves each headline between its ends, all else as the base; widest first, those that do not move left out."""
    found = []
    for headline in base:
        rows = []
        for name, (low, high) in ends.items():
            results = [(records or {}).get(headline) for records in at_ends[name]]
            if None not in results and results[0] != results[1]:
                rows.append({"headline": headline, "parameter": name, "low": low, "high": high, "result_low": results[0], "result_high": results[1], "swing": abs(results[1] - results[0])})
        found += sorted(rows, key=lambda row: (-row["swing"], row["parameter"]))
    return found


def turning(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return, by parameter, the headlines whose sign differs between its ends, from the rows of the tornado."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["result_low"] * row["result_high"] < 0:
            found.setdefault(row["parameter"], []).append(row["headline"])
    return found


def sobol_rows(name: str, values: np.ndarray, names: Sequence[str], seed: int) -> list[dict[str, Any]]:
    """Return first-order and total Sobol indices of one headline, with half-widths of their 95 % intervals, the largest total first.

    No rows for a headline that some run lacks, or that does not vary: SALib's estimator needs every run of the design.
    """
    import numpy as np
    from SALib.analyze import sobol

    if np.isnan(values).any() or values.std() <= 1e-12 * max(1e-300, abs(values.mean())):
        return []
    # Indices do not depend on scale, and large numbers with a small spread would lose digits.
    scaled = (values - values.mean()) / values.std()
    found = sobol.analyze(problem(len(names), tuple(names)), scaled, calc_second_order=False, seed=seed + 1)
    rows = [
        {"headline": name, "parameter": parameter, "first_order": first, "first_order_conf": first_conf, "total": total, "total_conf": total_conf}
        for parameter, first, first_conf, total, total_conf in zip(names, found["S1"], found["S1_conf"], found["ST"], found["ST_conf"], strict=True)
    ]
    return sorted(rows, key=lambda row: (-row["total"], row["parameter"]))


def write_rows(path: Path, rows: Sequence[Mapping[str, Any]], header: Sequence[str]) -> None:
    """Write a derived table as CSV, numbers at nine significant digits."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: f"{value:.{_DIGITS}g}" if isinstance(value, float) else value for key, value in row.items()})
    write_aside(path, text.getvalue())
