"""How far the picture hangs on how strictly the claims are read."""

from __future__ import annotations

from typing import Any

from alliance.models.claims.ledger import Findings, ledger
from alliance.models.claims.tally import holding_share
from alliance.models.sensitivity import flip_point

#: The latitudes at which the share of claims that hold is drawn, per cent, for both latitudes at once.
STEPS = (0, 1, 2, 3, 5, 7.5, 10, 15, 20)


def holding_pct(findings: Findings, latitude_pct: float) -> float:
    """Return the judged claims that hold, exactly or approximately, in per cent, where both latitudes are `latitude_pct`."""
    return 100 * holding_share(ledger(findings, about_pct=latitude_pct, near_pct=latitude_pct))


def curve(findings: Findings) -> list[dict[str, Any]]:
    """Return the share of judged claims that hold at each latitude: latitude_pct, holding_pct."""
    return [{"latitude_pct": step, "holding_pct": holding_pct(findings, step)} for step in STEPS]


def turning_point(findings: Findings) -> float | None:
    """Return the latitude in per cent at which as many claims hold as not; None where no latitude up to the widest one brings that about."""
    return flip_point(lambda latitude: holding_pct(findings, latitude) - 50, 0, STEPS[-1], steps=30)
