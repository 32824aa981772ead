"""What a duty costs, and whom: the price, the volume, the duty, and Korea's loss.

Per unit of covered goods at the old price of one, with rate t and pass-through p:
  U.S. price       1 + p t             what the buyer pays, duty included
  Korean price     (1 + p t) / (1 + t) what the seller gets; the duty is t times this
  volume           (1 + p t) ^ -e      e is the elasticity
Korea's cost is the price cut on what is still sold and a part of what is no longer sold. Left out: what third countries
gain, the exchange rate, answers by Seoul, and the loss of U.S. buyers who stop buying.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Steps in which a break-even rate is looked for, per cent; the cost may fall again at high rates, so the first crossing counts.
_STEP_PCT = 0.5


@dataclass(frozen=True)
class Terms:
    """What a duty meets: exports at the old price in USD billion a year, and the declared fractions and elasticity."""

    base_usd_bn: float
    coverage_share: float
    pass_through_share: float
    price_elasticity: float
    lost_exports_net_share: float


def effects(terms: Terms, rate_pct: float) -> dict[str, float]:
    """Return the effects of a duty of `rate_pct` per cent of customs value, in USD billion a year unless named otherwise.

    covered; volume (fraction of the old one); lost_exports = covered (1 - volume); duty = covered x volume x t x Korean
    price; us_bears = covered x volume x p t; korea_absorbs = covered x volume x (1 - Korean price); korea_lost_net =
    lost_exports x net share; korea_cost = korea_absorbs + korea_lost_net. us_bears + korea_absorbs = duty.
    Raises ValueError for a negative rate or exports.
    """
    if rate_pct < 0 or terms.base_usd_bn < 0:
        raise ValueError(f"a duty and exports are not negative: {rate_pct} per cent, {terms.base_usd_bn} billion dollars")
    rate = rate_pct / 100
    us_price = 1 + terms.pass_through_share * rate
    korean_price = us_price / (1 + rate)
    volume = us_price**-terms.price_elasticity
    covered = terms.base_usd_bn * terms.coverage_share
    absorbs, lost = covered * volume * (1 - korean_price), covered * (1 - volume)
    return {
        "covered": covered,
        "volume": volume,
        "lost_exports": lost,
        "duty": covered * volume * rate * korean_price,
        "us_bears": covered * volume * (us_price - 1),
        "korea_absorbs": absorbs,
        "korea_lost_net": lost * terms.lost_exports_net_share,
        "korea_cost": absorbs + lost * terms.lost_exports_net_share,
    }


def cost(terms: Terms, rate_pct: float) -> float:
    """Return what a duty costs Korea, in USD billion a year (see effects)."""
    return effects(terms, rate_pct)["korea_cost"]


def break_even_rate(terms: Terms, sum_usd_bn: float, *, highest_pct: float) -> float | None:
    """Return the lowest rate in per cent at which a duty costs Korea as much as a yearly sum in USD billion.

    None for a sum that is not above zero, and where no rate up to `highest_pct` costs as much.
    """
    if sum_usd_bn <= 0:
        return None
    low = 0.0
    while low < highest_pct:
        high = min(low + _STEP_PCT, highest_pct)
        if cost(terms, high) >= sum_usd_bn:
            return _crossing(terms, sum_usd_bn, low, high)
        low = high
    return None


def _crossing(terms: Terms, sum_usd_bn: float, low: float, high: float) -> float:
    """Return the rate between two others, of which the lower costs less than the sum and the higher at least as much, by bisection."""
    for _ in range(60):
        middle = (low + high) / 2
        if cost(terms, middle) >= sum_usd_bn:
            high = middle
        else:
            low = middle
    return high
