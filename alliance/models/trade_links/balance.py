"""What would close the trade deficit, and how far a contribution stands for it.

With M going to the United States and X to Korea the deficit is D = M - X. It closes if X rises by D / X, if M falls by
D / M, or if X rises and M falls by the same fraction D / (M + X).
"""

from __future__ import annotations


def closing_changes(*, to_us_usd_bn: float, to_korea_usd_bn: float) -> dict[str, float]:
    """Return the changes that balance trade, in per cent: exports_alone, imports_alone, together (up for exports, down for imports).

    All are negative where the United States has a surplus. Raises ValueError where a flow is not above zero.
    """
    if to_us_usd_bn <= 0 or to_korea_usd_bn <= 0:
        raise ValueError(f"trade in both directions is needed, not {to_us_usd_bn} and {to_korea_usd_bn} billion dollars")
    deficit = to_us_usd_bn - to_korea_usd_bn
    return {
        "exports_alone": deficit / to_korea_usd_bn * 100,
        "imports_alone": deficit / to_us_usd_bn * 100,
        "together": deficit / (to_us_usd_bn + to_korea_usd_bn) * 100,
    }


def imports_fall(*, to_us_usd_bn: float, to_korea_usd_bn: float, exports_rise_pct: float) -> float:
    """Return by how many per cent U.S. imports must fall to balance trade after U.S. exports rise: (1 - X (1 + r) / M) x 100.

    Negative where imports may rise.
    """
    return (1 - to_korea_usd_bn * (1 + exports_rise_pct / 100) / to_us_usd_bn) * 100


def closing_line(*, to_us_usd_bn: float, to_korea_usd_bn: float, steps: int) -> list[dict[str, float]]:
    """Return pairs of changes that balance trade, from exports unchanged to imports unchanged: exports_rise_pct, imports_fall_pct."""
    longest = closing_changes(to_us_usd_bn=to_us_usd_bn, to_korea_usd_bn=to_korea_usd_bn)["exports_alone"]
    rises = [longest * step / steps for step in range(steps + 1)]
    return [
        {"exports_rise_pct": rise, "imports_fall_pct": imports_fall(to_us_usd_bn=to_us_usd_bn, to_korea_usd_bn=to_korea_usd_bn, exports_rise_pct=rise)}
        for rise in rises
    ]


def share_of_deficit_pct(sum_usd_bn: float, deficit_usd_bn: float) -> float:
    """Return a yearly sum as per cent of a deficit. Raises ValueError where there is no deficit."""
    if deficit_usd_bn <= 0:
        raise ValueError(f"there is no deficit to compare with: {deficit_usd_bn} billion dollars")
    return sum_usd_bn / deficit_usd_bn * 100
