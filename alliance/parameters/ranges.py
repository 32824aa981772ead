"""How far each assumption is moved when a result is put to the test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def plausible_ranges(taken: Mapping[str, Any], rules: Iterable[Mapping[str, Any]], given: Mapping[str, Any] | None = None) -> dict[str, tuple[Any, Any]]:
    """Return the plausible ends of each parameter that has two, by name.

    Parameters that must sum to one with others cannot move alone and are left out. Around `given` values, an end that
    would pass the neighbour in an ascending rule stops at it.
    """
    rules = list(rules)
    bound = {name for rule in rules for name in rule.get("sums_to_one", ())}
    found = {name: item.plausible for name, item in taken.items() if item.plausible and item.plausible[0] != item.plausible[1] and name not in bound}
    for names in [rule["ascending"] for rule in rules if "ascending" in rule] if given else []:
        for before, name, after in zip([None, *names], names, [*names[1:], None]):
            if name in found:
                low, high = (given[key] if key else None for key in (before, after))
                found[name] = tuple(end if low is None else max(end, low) for end in found[name])
                found[name] = tuple(end if high is None else min(end, high) for end in found[name])
    return found
