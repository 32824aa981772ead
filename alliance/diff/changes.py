"""What moved between two times: one list for headlines, verdicts, figures and tables each, the largest relative change first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from alliance import changes
from alliance.diff.published import Published, Table
from alliance.models.yearpath import NUMBER
from alliance.parameters.scenarios import BASELINE

ABSENT = "none"

#: How many scenarios are named in which a headline changed in the same way.
_NAMED = 3


@dataclass(frozen=True)
class Change:
    """One thing that moved: where it stands, what it is, before, after, difference and per cent as text, its size for sorting, and in how many scenarios it is the same."""

    place: str
    what: str
    before: str
    after: str
    difference: str = ""
    per_cent: str = ""
    size: float = float("inf")
    times: int = 1


@dataclass(frozen=True)
class Section:
    """The changes of one kind, and how many things of that kind were compared."""

    title: str
    compared: int
    changes: tuple[Change, ...]

    @property
    def summary(self) -> str:
        count = sum(item.times for item in self.changes)
        return f"{count:,} changes in {self.compared:,}" if count != 1 else f"1 change in {self.compared:,}"


def sections(before: Published, after: Published) -> list[Section]:
    """Return everything that moved between two times, by kind."""
    scenarios = {scenario for scenario, _, _ in [*before.headlines, *after.headlines]} - {BASELINE}
    headlines = _section("Headlines", before.headlines, after.headlines, partial(_headline, {**before.labels, **after.labels}))
    return [
        replace(headlines, changes=_together(headlines.changes, len(scenarios))),
        _section("Verdicts on the documents' claims", before.verdicts, after.verdicts, _verdict),
        _section("Figures and tables of the chapters", before.shown, after.shown, _shown),
        _tables(before.tables, after.tables),
    ]


def _section(title: str, before: Mapping, after: Mapping, told) -> Section:
    keys = list(dict.fromkeys([*after, *before]))
    found = [told(key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)]
    return Section(title, len(keys), _sorted(filter(None, found)))


def _together(found: Iterable[Change], scenarios: int) -> tuple[Change, ...]:
    """Return changes of headlines with those told once that are the same in several scenarios, as most are in a chapter that few scenarios reach."""
    groups: dict[tuple[str, ...], list[Change]] = {}
    for item in found:
        groups.setdefault((item.what, item.before, item.after, item.difference), []).append(item)
    return tuple(replace(items[0], place=_places([item.place for item in items], scenarios), times=len(items)) for items in groups.values())


def _places(places: Sequence[str], scenarios: int) -> str:
    names = [place for place in places if place]
    published = ["as published"] if len(names) < len(places) else []
    if len(names) == scenarios > 1:
        told = "in every scenario"
    elif len(names) > _NAMED:
        told = f"in {len(names)} scenarios"
    else:
        told = f"in {', '.join(names)}"
    return " and ".join([*published, told] if names else published)


def _sorted(found: Iterable[Change]) -> tuple[Change, ...]:
    # What came or went stands after what moved: it has no size.
    return tuple(sorted(found, key=lambda item: (ABSENT in (item.before, item.after), -item.size)))


def _headline(labels: Mapping[tuple[str, str], str], key: tuple[str, str, str], before: Mapping[str, str] | None, after: Mapping[str, str] | None) -> Change | None:
    scenario, stem, name = key
    row = after or before or {}
    what = " ".join(filter(None, (", ".join(filter(None, (labels.get((stem, name)), row["period"]))), f"({stem}.{name})")))
    place = "" if scenario == BASELINE else scenario
    if before is None or after is None:
        return Change(place, what, before["text"] if before else ABSENT, after["text"] if after else ABSENT)
    old, new = float(before["value"]), float(after["value"])
    same_text = before["text"] == after["text"]
    texts = [f"{item['text']} ({item['value']})" if same_text else item["text"] for item in (before, after)]
    unit, decimals = after["unit"], _decimals(after["text"])
    # A change below the printed digits is told with the digits that are recorded.
    difference = f"{new - old:+.3g}" if same_text else changes.difference_text(old, new, decimals, unit)
    return Change(place, what, *texts, difference, changes.per_cent_text(old, new, unit), changes.size(old, new, unit))


def _decimals(text: str) -> int:
    """Return with how many decimals a headline is printed."""
    match = re.search(r"\d\.(\d+)", text)
    return len(match[1]) if match else 0


def _verdict(key: str, before: Mapping[str, str] | None, after: Mapping[str, str] | None) -> Change | None:
    def said(row: Mapping[str, str] | None) -> str:
        return "; ".join(filter(None, (row["verdict"], row["found"]))) if row else ABSENT

    if said(before) == said(after):
        return None
    turned = before is not None and after is not None and before["verdict"] != after["verdict"]
    return Change(key, (after or before or {})["claim"], said(before), said(after), "another verdict" if turned else "", size=2.0 if turned else 1.0)


def _shown(key: str, before: Mapping[str, str] | None, after: Mapping[str, str] | None) -> Change | None:
    def said(row: Mapping[str, str] | None) -> str:
        return f"{row['rows']} rows, data {row['data']}" + (f", drawing {row['spec']}" if row["spec"] else "") if row else ABSENT

    if said(before) == said(after):
        return None
    row = after or before or {}
    moved = [word for word, part in (("data", "data"), ("drawing", "spec")) if before and after and before[part] != after[part]]
    what = f"{row['kind']} {key}" + (f": {row['title']}" if row.get("title") else "")
    return Change(key.partition("/")[0], what, said(before), said(after), f"{' and '.join(moved)} changed" if moved else "", size=float(len(moved)))


def _tables(before: Mapping[str, Table], after: Mapping[str, Table]) -> Section:
    found: list[Change] = []
    for name in dict.fromkeys([*after, *before]):
        old, new = before.get(name), after.get(name)
        if old is None or new is None:
            found.append(Change(name, "the whole table", f"{len(old.rows)} rows" if old else ABSENT, f"{len(new.rows)} rows" if new else ABSENT))
        else:
            found += _rows(name, old, new)
    return Section("Data tables", len({*after, *before}), _sorted(found))


def _rows(name: str, old: Table, new: Table) -> Iterable[Change]:
    """Yield rows added and removed by key, and cells changed."""
    if old.key != new.key:
        yield Change(name, "the key", ", ".join(old.key), ", ".join(new.key))
        return
    for key in dict.fromkeys([*new.rows, *old.rows]):
        words = ", ".join(f"{column} {value}" for column, value in zip(new.key, key, strict=True) if value) if len(key) < 6 else "; ".join(filter(None, key))
        before, after = old.rows.get(key), new.rows.get(key)
        if before is None or after is None:
            yield Change(name, f"row {words}", _words(before), _words(after), "row added" if after else "row removed")
            continue
        for column in dict.fromkeys([*after, *before]):
            cells = before.get(column, ""), after.get(column, "")
            if cells[0] != cells[1]:
                yield _cell(name, f"{words}: {column}", *cells)


def _words(row: Mapping[str, Any] | None) -> str:
    return "; ".join(f"{column} {value}" for column, value in row.items() if value) if row else ABSENT


def _cell(place: str, what: str, before: str, after: str) -> Change:
    if NUMBER.fullmatch(before) and NUMBER.fullmatch(after) and not what.endswith("year"):
        old, new = float(before), float(after)
        return Change(place, what, before, after, f"{new - old:+.6g}".replace("-", "−"), changes.per_cent_text(old, new, ""), changes.size(old, new))
    return Change(place, what, before or "empty", after or "empty", size=1.0)
