"""What Korea pays a U.S. service member: by stated and by counted strength, before and after a cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alliance.models.cost_sharing.recipients import after_troop_change

STATED, COUNTED = "stated", "counted"


def per_member(amount_krw_bn: float, persons: float, krw_per_usd: float) -> float:
    """Return a contribution a service member in USD: billion won x 1e9 / rate / persons. Raises ValueError where there is nobody."""
    if persons <= 0:
        raise ValueError(f"a contribution cannot be divided among {persons:g} service members")
    return amount_krw_bn * 1e9 / krw_per_usd / persons


def won_contributions(rows: Sequence[Mapping[str, Any]]) -> dict[int, float]:
    """Return the contributions agreed in won by year, in KRW billion: 2005 and later, the official basis."""
    return {row["year"]: row["amount_krw_bn"] for row in rows if row["basis"] == "official" and row["amount_krw_bn"] is not None}


def after_cut(amount_krw_bn: float, *, stated: int, after: int, counted: int, design: str, fixed_cost_share: float, krw_per_usd: float) -> list[dict[str, Any]]:
    """Return the contribution a member before and after a change of the stated strength: by basis, and state (before, after).

    Rows: basis, state, persons, krw_bn, usd (a member; None where nobody is left). The counted strength is taken to change in
    the proportion of the stated one. Raises ValueError for an unknown design and for a cut larger than the force.
    """
    if after < 0:
        raise ValueError(f"a cut of {stated - after} is larger than the force of {stated}")
    kept = after / stated
    later = after_troop_change(amount_krw_bn, troops=stated, troops_after=after, design=design, fixed_cost_share=fixed_cost_share)
    rows = []
    for basis, persons in ((STATED, stated), (COUNTED, counted)):
        for state, number, amount in (("before", persons, amount_krw_bn), ("after", persons * kept, later)):
            usd = per_member(amount, number, krw_per_usd) if number > 0 else None
            rows.append({"basis": basis, "state": state, "persons": number, "krw_bn": amount, "usd": usd})
    return rows
