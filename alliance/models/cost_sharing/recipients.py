"""Who receives the contribution, and what it would become with fewer or more troops, by how it is designed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

#: What the contribution pays for under the agreements.
COMPONENTS = ("labour", "construction", "logistics")

LUMP_SUM, PROPORTIONAL, MIXED = "lump_sum", "proportional", "mixed"


def by_component(payment: float, weights: Mapping[str, float], local_shares: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Return amount and local amount by component, in the payment's unit; weights and local shares are fractions.

    amount(c) = payment x weight(c); local(c) = amount(c) x local_share(c): what is spent with Korean workers and firms.
    Raises ValueError where the weights do not sum to one.
    """
    total = math.fsum(weights.values())
    if abs(total - 1) > 1e-6 or min(weights.values()) < 0:
        raise ValueError(f"weights must be fractions that sum to one, not {dict(weights)}")
    return {
        name: {"amount": payment * weight, "local": payment * weight * local_shares[name]} for name, weight in weights.items()
    }


def complete_splits(rows: Sequence[Mapping[str, Any]]) -> dict[int, dict[str, float]]:
    """Return the amounts of labour, construction and logistics in KRW billion for the years in which all three are known in won alone."""
    splits: dict[int, dict[str, float]] = {}
    for row in rows:
        if row["component"] in COMPONENTS and row["amount_krw_bn"] is not None and row["amount_usd_m"] is None:
            splits.setdefault(row["year"], {})[row["component"]] = row["amount_krw_bn"]
    return {year: split for year, split in sorted(splits.items()) if set(split) == set(COMPONENTS)}


def after_troop_change(payment: float, *, troops: float, troops_after: float, design: str, fixed_cost_share: float) -> float:
    """Return the contribution after a change in troop numbers, in the payment's unit.

    lump_sum: P; proportional: P x n1 / n0; mixed: P x (f + (1 - f) x n1 / n0), f the share of cost that does not move
    with numbers. Raises ValueError for an unknown design.
    """
    ratio = troops_after / troops
    moved = {LUMP_SUM: 1.0, PROPORTIONAL: ratio, MIXED: fixed_cost_share + (1 - fixed_cost_share) * ratio}
    if design not in moved:
        raise ValueError(f"'{design}' is not a design; there are {', '.join(moved)}")
    return payment * moved[design]
