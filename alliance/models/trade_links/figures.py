"""Rows and titles of the chapter's figures that weigh, from the model alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from alliance.models.headline import fill
from alliance.models.redrawn import redrawn as drawn
from alliance.models.trade_links import chapter
from alliance.models.trade_links.balance import closing_line
from alliance.models.trade_links.chapter import Data, Values

Rows = Iterable[Mapping[str, Any]]

#: The assumptions whose ranges make the band of the cost of a duty.
WALKED = ("pass_through_share", "price_elasticity")


def scale_title(headlines: Rows) -> str:
    """Return what the figure of the sums on one scale finds."""
    return fill("A duty of {rate_pct} costs Korea {duty_cost_usd_bn}, a duty of {rival_pct} {rival_cost_usd_bn:number}, and the demand {more_net_usd_bn:abs} {more_net_usd_bn:more|less} than is paid", headlines)


def break_even_rows(curve: Rows, demands: Mapping[str, float], rates: Mapping[str, float]) -> list[dict[str, Any]]:
    """Return Korea's cost by rate of duty with its band, then the added contributions and the two rates (USD billion, per cent)."""
    data = [dict(row) for row in curve]
    data += [{"demand": label, "more_usd_bn": value} for label, value in demands.items()]
    return data + [{"rate": label, "rate_at": value} for label, value in rates.items()]


def break_even_title(headlines: Rows) -> str:
    """Return what the figure of the break-even duty finds."""
    headlines = list(headlines)
    even = any(row["name"] == "break_even_pct" for row in headlines)
    title = "A duty of {break_even_pct} costs Korea as much as raising the contribution to {larger_usd_bn}" if even else "No rate of duty costs Korea as much as a contribution of {larger_usd_bn}, or the contribution need not rise"
    return fill(title, headlines)


def closing_rows(line: Rows, points: Mapping[str, tuple[float, float]]) -> list[dict[str, Any]]:
    """Return the pairs of changes in exports and imports that balance trade, then those that are named (per cent)."""
    data = [{"rise": row["exports_rise_pct"], "fall": row["imports_fall_pct"]} for row in line]
    return data + [{"pair": label, "at_rise": rise, "at_fall": fall} for label, (rise, fall) in points.items()]


def closing_title(headlines: Rows) -> str:
    """Return what the figure of the balance finds."""
    headlines = list(headlines)
    closes = any(row["name"] == "close_exports_pct" for row in headlines)
    title = "The deficit of {deficit_usd_bn:period} closes if U.S. exports rise by {close_exports_pct}, if imports fall by {close_imports_pct}, or if both move by {close_together_pct}" if closes else "In {deficit_usd_bn:period} the United States had no deficit with Korea on this count, so nothing has to close"
    return fill(title, headlines)


def redrawn(values: Values, data: Data, headlines: list[dict[str, Any]], declared: Mapping[str, Any], ranges: Mapping[str, tuple[Any, Any]]) -> dict[str, dict[str, Any]]:
    """Return the figures that a change of assumptions draws anew, by name (see alliance.models.redrawn)."""
    value = {row["name"]: row["value"] for row in headlines}
    bills = chapter.bills(values, data)
    highest = int(max(30, 1.2 * values["tariff_rate_pct"], 1.2 * values["tariff_rival_pct"]))
    levels = {f"{values['demand_usd_bn']:g} billion dollars, the demand": value["more_net_usd_bn"]} | {
        f"{row['usd_bn']:g} billion dollars (stated {row['stated'][:4]})": row["net_usd_bn"] for row in chapter.demands(values, data) if row["usd_bn"] == 5
    }
    curve = chapter.curve(values, data, ranges={name: ranges[name] for name in WALKED}, highest_pct=highest)
    even = break_even_rows(curve, levels, {"weighed": values["tariff_rate_pct"], "compared": values["tariff_rival_pct"]})
    return {
        "trade-scale": drawn(scale_title(headlines), bills, list(dict.fromkeys(row["bill"] for row in bills))),
        "trade-break-even": drawn(break_even_title(headlines), even, list(levels)),
        "trade-closing": drawn(closing_title(headlines), closing_rows(*_closing(values, data, value["rest_imports_pct"]))),
    }


def _closing(values: Values, data: Data, rest_imports_pct: float) -> tuple[list[dict[str, Any]], dict[str, tuple[float, float]]]:
    """Return the line of balance and the pairs that are named on it."""
    to_us, to_korea = chapter.trade(values, data)
    line = closing_line(to_us_usd_bn=to_us, to_korea_usd_bn=to_korea, steps=20)
    return line, {
        "exports alone": (line[-1]["exports_rise_pct"], 0.0),
        "imports alone": (0.0, line[0]["imports_fall_pct"]),
        "both alike": ((to_us - to_korea) / (to_us + to_korea) * 100,) * 2,
        "the rise tried": (values["us_exports_rise_pct"], rest_imports_pct),
    }
