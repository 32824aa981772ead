"""Korea beside Japan by one count, that of the U.S. Government Accountability Office for 2016 to 2019 [gao-21-270]."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_COUNTRIES = (("KOR", "Korea", "us_dod_obligations_korea", "rok_direct_support"), ("JPN", "Japan", "us_dod_obligations_japan", "japan_direct_support"))

#: Calendar years that the count sums.
PERIOD, YEARS = "2016-2019", 4


def korea_and_japan(costs: Sequence[Mapping[str, Any]], personnel: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return one row a country: direct support and U.S. obligations of 2016 to 2019 in USD billion, the support's share of both
    together in per cent, the stated U.S. strength of 2021, and support a service member and year in USD.

    share = support / (support + obligations) x 100; a member and year = support / years / strength.
    """
    amounts = {row["item"]: row["amount_usd_m"] / 1000 for row in costs if row["period"] == PERIOD and row["amount_usd_m"] is not None}
    strength = {row["country"]: row["persons"] for row in personnel if row["group"] == "us_military" and row["basis"] == "stated" and row["period"] == "2021"}
    rows = []
    for code, country, obligations, support in _COUNTRIES:
        given, spent = amounts[support], amounts[obligations]
        rows.append(
            {
                "country": country,
                "support_usd_bn": given,
                "obligations_usd_bn": spent,
                "share_pct": given / (given + spent) * 100,
                "persons": strength[code],
                "per_member_usd": given * 1e9 / YEARS / strength[code],
            }
        )
    return rows
