"""Rows and titles of the chapter's figures that look ahead, from the model alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from alliance.models.cost_sharing import chapter
from alliance.models.cost_sharing.chapter import Data, Values
from alliance.models.headline import fill
from alliance.models.redrawn import redrawn as drawn

Rows = Iterable[Mapping[str, Any]]

#: Years of the record that stand before the projection.
_KNOWN_YEARS = 7

#: Costs that the contribution is said to be a share of, by the parameter with the share.
DEFINITIONS = {
    "share_non_personnel_pct": "Cost without U.S. pay",
    "share_gao_pct": "Direct support and U.S. obligations",
    "share_all_in_pct": "All U.S. military spending in Korea",
}


def path_rows(known: Rows, rule: Rows, rival: Rows, bands: Mapping[str, Rows], labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the contribution as agreed and under both rules, one row a year and path (KRW billion), with the ends of each band."""
    data = [{"year": row["year"], "path": labels["agreed"], "krw_bn": row["krw_bn"], "kind": "observed"} for row in known]
    for name, rows in (("rule", rule), ("rival", rival)):
        ends = {row["year"]: row for row in bands[name]}
        data += [
            {"year": row["year"], "path": labels[name], "krw_bn": row["amount_krw_bn"], "low": ends[row["year"]]["low"], "high": ends[row["year"]]["high"], "kind": "projected"}
            for row in rows
        ]
    return data


def path_title(headlines: Rows) -> str:
    """Return what the figure of the paths finds."""
    return fill("By {horizon_krw_bn:period} the rule gives {horizon_krw_bn}, its rival {rival_krw_bn}", headlines)


def path_labels(values: Values, choices: Mapping[str, str]) -> dict[str, str]:
    """Return what each path is called, by the rules chosen."""
    short = {name: text.partition(" (")[0] for name, text in choices.items()}
    return {"agreed": "Agreed", "rule": "Rule: " + short[values["projection_rule"]], "rival": "Rival: " + short[values["alternative_rule"]]}


def cost_rows(rows: Rows) -> list[dict[str, Any]]:
    """Return the total cost that one contribution implies under each definition, in Korea's part and the rest (USD billion)."""
    data = []
    for row in rows:
        data.append({"definition": row["definition"], "payer": "Korea, under the agreement", "usd_bn": row["paid_usd_bn"], "share_pct": row["share_pct"]})
        data.append({"definition": row["definition"], "payer": "the rest", "usd_bn": row["cost_usd_bn"] - row["paid_usd_bn"], "share_pct": row["share_pct"]})
    return data


def cost_title(headlines: Rows) -> str:
    """Return what the figure of the implied costs finds."""
    return fill("The same {payment_usd_bn} implies a cost of {cost_non_personnel_usd_bn} or of {cost_all_in_usd_bn}, by definition", headlines)


def redrawn(values: Values, data: Data, headlines: list[dict[str, Any]], declared: Mapping[str, Any], ranges: Mapping[str, tuple[Any, Any]]) -> dict[str, dict[str, Any]]:
    """Return the figures that a change of assumptions draws anew, by name (see alliance.models.redrawn).

    `headlines` are the chapter's at these values, `declared` its declarations, `ranges` the plausible ends of its parameters.
    """
    series = chapter.record(values, data)
    inputs = chapter.rule_inputs(values, series)
    paid = chapter.contribution_series(values, series)
    labels = path_labels(values, declared["projection_rule"].choices)
    known = [row for row in paid if row["year"] >= values["base_year"] - _KNOWN_YEARS]
    bands = {"rule": chapter.band(values, series, ranges), "rival": chapter.band(values, series, ranges, rival=True)}
    paths = path_rows(known, chapter.rule_path(values, series, inputs), chapter.rival_path(values, series, inputs), bands, labels)
    amount = next(row["usd_bn"] for row in paid if row["year"] == values["base_year"])
    costs = [{"definition": text, "share_pct": values[name], "paid_usd_bn": amount, "cost_usd_bn": amount / values[name] * 100} for name, text in DEFINITIONS.items()]
    return {
        "paths-to-horizon": drawn(path_title(headlines), paths, [labels[name] for name in ("agreed", "rule", "rival")]),
        "implied-costs": drawn(cost_title(headlines), cost_rows(costs)),
    }
