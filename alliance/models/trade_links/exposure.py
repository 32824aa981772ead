"""What a partner's cut of its purchases takes from Korea's exports and GDP.

loss = exports to the partner x cut; of all exports: loss / exports to the world; of GDP: gross as it stands, and net of
what is saved or sold elsewhere (loss x net share). Nothing follows from it for prices, jobs or later years.
"""

from __future__ import annotations

from collections.abc import Mapping

from alliance.models.trade_links.series import (
    PARTNERS,
    Rows,
    customs_exports,
    picked,
)


def gdp_usd_bn(rows: Rows, exchange_rates: Rows, *, basis: str, year: int) -> float:
    """Return Korean GDP of a year on one basis in USD billion; where it is known in won alone, at the mean rate of that year.

    Raises ValueError for a year that the basis lacks.
    """
    dollars = picked(rows, "gdp_usd_bn", country="KOR", basis=basis)
    if year in dollars:
        return dollars[year]
    won = picked(rows, "gdp_krw_trn", country="KOR", basis=basis)
    rates = picked(exchange_rates, "krw_per_usd", basis="fed_average", status="observed")
    if year not in won or year not in rates:
        raise ValueError(f"GDP of {year} is not known on the basis {basis}; its years are {', '.join(map(str, sorted({*dollars, *won})))}")
    return won[year] * 1000 / rates[year]


def cut(*, exports_usd_bn: float, world_usd_bn: float, gdp_usd_bn: float, cut_share: float, net_share: float) -> dict[str, float]:
    """Return what a cut takes: loss_usd_bn, of_exports_pct, of_gdp_pct (gross), net_of_gdp_pct, and the partner's share_pct of exports.

    Raises ValueError for a share of a whole outside 0 to 1.
    """
    for share in (cut_share, net_share):
        if not 0 <= share <= 1:
            raise ValueError(f"a fraction of a whole lies between 0 and 1, not at {share}")
    loss = exports_usd_bn * cut_share
    return {
        "loss_usd_bn": loss,
        "of_exports_pct": loss / world_usd_bn * 100,
        "of_gdp_pct": loss / gdp_usd_bn * 100,
        "net_of_gdp_pct": loss * net_share / gdp_usd_bn * 100,
        "share_pct": exports_usd_bn / world_usd_bn * 100,
    }


def exports_in(data: Mapping[str, Rows], *, year: int) -> dict[str, float]:
    """Return Korea's exports of a year by Korean customs, to each partner that is known and to the world (WLD), in USD billion."""
    world = {key: value / 1000 for key, value in picked(data["trade_totals"], "value_usd_mn", basis="customs_kr", reporter="KOR", flow="export").items()}
    known = {partner: customs_exports(data["bilateral_trade"], partner=partner) for partner in PARTNERS}
    found = {name: series[year] for name, series in {**known, "WLD": world}.items() if year in series}
    if "WLD" not in found:
        raise ValueError(f"Korean customs figures of all exports are not at hand for {year}")
    return found
