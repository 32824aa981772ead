"""The rules put to the record: each year's rule applied to the amount of the year before, against the amount agreed.

Years that were negotiated are not tested. Years whose amount was itself computed from the rule are no evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from alliance.models.cost_sharing.rules import (
    AGREEMENT_RULES,
    RULES,
    RuleInputs,
    grown,
    step_rate,
)

Rows = Sequence[Mapping[str, Any]]

#: The ministry prints dollar amounts in units of 100 million with one decimal, cut and not rounded.
CUT_USD_M = 10.0

TESTED, SUBSTITUTE, NEGOTIATED, UNTESTED, DERIVED = "tested", "substitute index", "negotiated", "not testable", "derived from the rule"


def backtest(
    contributions: Rows, agreements: Rows, *, inputs: RuleInputs, steps_pct: Mapping[int, Sequence[float]], residual_steps: Sequence[int], composition: str, freezes: Sequence[int]
) -> list[dict[str, Any]]:
    """Return one row a year from the second on: year, sma_no, rule, kind, rate_pct, expected, agreed, gap_pct, consistent.

    `contributions` are the official amounts; `steps_pct` are the parts of negotiated steps that are said to be sums
    of parts, by year, of which `residual_steps` have a part that was itself computed from the sum; `freezes` are the years held at the amount of the year before. Amounts are in USD million to 2004, KRW billion from 2005.
    gap_pct = (expected / agreed - 1) x 100. `consistent`: within 0.1 per cent in the won years; in the dollar years,
    some pair of amounts that the cut decimals allow fits the rule.
    """
    rules = {int(row["sma_no"]): row for row in agreements}
    own = {number: _own_inputs(row, inputs) for number, row in rules.items()}
    rows = []
    for before, now in zip(contributions, contributions[1:]):
        currency = "amount_krw_bn" if now["amount_krw_bn"] is not None else "amount_usd_m"
        row = {"year": now["year"], "sma_no": now["sma_no"], "currency": currency.split("_")[1], "agreed": now[currency]}
        if now["year"] in freezes:
            kind, name, rate = TESTED, "fixed_amounts", 0.0
        elif now["year"] in steps_pct:
            kind = DERIVED if now["year"] in residual_steps else TESTED
            name, rate = "step", step_rate(steps_pct[now["year"]], composition)
        else:
            kind, name, rate = _rate(now, rules[int(now["sma_no"])], own[int(now["sma_no"])])
        row |= {"kind": kind, "rule": name, "rate_pct": rate, "expected": None, "gap_pct": None, "consistent": None}
        if rate is not None and before[currency] is not None:
            expected = grown(before[currency], rate)
            cut = CUT_USD_M if currency == "amount_usd_m" else 0.0
            row["expected"] = expected
            row["gap_pct"] = (expected / now[currency] - 1) * 100
            row["consistent"] = (
                expected < now[currency] + cut and grown(before[currency] + cut, rate) > now[currency] if cut else abs(row["gap_pct"]) <= 0.1
            )
        rows.append(row)
    return rows


def _own_inputs(agreement: Mapping[str, Any], inputs: RuleInputs) -> RuleInputs:
    """Return what an agreement's rule reads: its own cap, lag and growth where it names them."""
    named = {}
    if agreement["cap_pct"] is not None:
        named["cap_pct"] = agreement["cap_pct"]
    if agreement["index_lag_years"] is not None:
        named["lag_years"] = agreement["index_lag_years"]
    if AGREEMENT_RULES[agreement["rule"]] == "fixed_growth":
        named["fixed_growth_pct"] = agreement["first_year_change_pct"]
    return replace(inputs, **named) if named else inputs


def _rate(now: Mapping[str, Any], agreement: Mapping[str, Any], own: RuleInputs) -> tuple[str, str, float | None]:
    """Return how a year was set, the rule's name, and its rate in per cent where the rule is arithmetic."""
    year = now["year"]
    name = AGREEMENT_RULES[agreement["rule"]]
    if year == agreement["first_year"] or name is None:
        return NEGOTIATED, "talks", None
    if name == "real_growth_plus_cpi":
        # No source of the book gives real growth in 1999 and 2000.
        return UNTESTED, name, None
    rate = RULES[name](year, own)
    if now["status"] == "derived":
        return DERIVED, name, rate
    return SUBSTITUTE if name == "fixed_plus_cpi_lagged" else TESTED, name, rate
