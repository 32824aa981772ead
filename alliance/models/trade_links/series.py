"""Trade as series by year, each on one basis: who counts, what, and in which direction. Bases are never joined.

Values are USD billion at current prices. Where a table holds several readings of one key, the first is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Rows = Sequence[Mapping[str, Any]]
Series = dict[int, float]

PARTNERS = ("USA", "CHN", "JPN")

#: For each basis the key (reporter, partner, scope, flow) of what goes to the United States, and of what goes to Korea.
BASES = {
    "census_us": (("USA", "KOR", "goods", "import"), ("USA", "KOR", "goods", "export")),
    "customs_kr": (("KOR", "USA", "goods", "export"), ("KOR", "USA", "goods", "import")),
    "bop_us": (("USA", "KOR", "goods_and_services", "import"), ("USA", "KOR", "goods_and_services", "export")),
    "cow_importer": (("USA", "KOR", "goods", "import"), ("KOR", "USA", "goods", "import")),
}

#: Whose world total is the denominator of a partner's share on a basis.
_TOTALS = {"customs_kr": "customs_kr", "cow_importer": "cow_national"}


def picked(rows: Rows, column: str, **where: Any) -> Series:
    """Return {year: value} of one column over the first readings that match `where`, unknown values left out."""
    return {row["year"]: row[column] for row in _first(rows, column, where)}


def one(rows: Rows, column: str, **where: Any) -> float:
    """Return the one value of a column that matches `where`. Raises ValueError where there is none or more than one."""
    found = [row[column] for row in _first(rows, column, where)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} values of {column} for {', '.join(f'{key} {value}' for key, value in where.items())}; one is needed")
    return found[0]


def _first(rows: Rows, column: str, where: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the first readings that match `where` and have a value."""
    # Tables are long and are asked often: comparing views of items is several times as fast as key by key.
    wanted = where.items()
    return [row for row in rows if wanted <= row.items() and row[column] is not None and row.get("reading", "first") == "first"]


def bilateral(rows: Rows, *, basis: str, reporter: str, partner: str, scope: str, flow: str) -> Series:
    """Return one flow between two countries by year, in USD billion."""
    found = picked(rows, "value_usd_mn", basis=basis, reporter=reporter, partner=partner, scope=scope, flow=flow)
    return {year: value / 1000 for year, value in sorted(found.items())}


def customs_exports(rows: Rows, *, partner: str) -> Series:
    """Return Korea's exports of goods to a partner by year as Korean customs count them, in USD billion."""
    return bilateral(rows, basis="customs_kr", reporter="KOR", partner=partner, scope="goods", flow="export")


def both_ways(rows: Rows, basis: str) -> dict[int, tuple[float, float]]:
    """Return {year: (to the United States, to Korea)} in USD billion where one basis has both. Raises ValueError for an unknown basis."""
    if basis not in BASES:
        raise ValueError(f"'{basis}' is not a basis of trade with the United States; there are {', '.join(BASES)}")
    to_us, to_korea = (bilateral(rows, basis=basis, reporter=reporter, partner=partner, scope=scope, flow=flow) for reporter, partner, scope, flow in BASES[basis])
    return {year: (to_us[year], to_korea[year]) for year in to_us if year in to_korea}


def trade_in(rows: Rows, *, basis: str, year: int) -> tuple[float, float]:
    """Return what went to the United States and to Korea in one year, in USD billion. Raises ValueError for a year that the basis lacks."""
    known = both_ways(rows, basis)
    if year not in known:
        raise ValueError(f"{basis} has no trade in both directions for {year}; its years are {', '.join(map(str, known))}")
    return known[year]


def surplus_of_korea(rows: Rows, basis: str) -> Series:
    """Return Korea's surplus with the United States by year in USD billion, negative for a deficit.

    Where a basis has not both flows but prints the balance, that is used: surplus(t) = to the United States - to Korea.
    """
    reporter = BASES[basis][0][0]
    partner, scope = BASES[basis][0][1], BASES[basis][0][2]
    sign = 1 if reporter == "KOR" else -1
    printed = {}
    for flow, direction in (("surplus", sign), ("deficit", -sign)):
        balance = bilateral(rows, basis=basis, reporter=reporter, partner=partner, scope=scope, flow=flow)
        printed.update({year: direction * value for year, value in balance.items()})
    reckoned = {year: to_us - to_korea for year, (to_us, to_korea) in both_ways(rows, basis).items()}
    return dict(sorted({**printed, **reckoned}.items()))


def mirror(rows: Rows) -> list[dict[str, Any]]:
    """Return Korea's goods surplus with the United States as each of the two counts it: year, customs_usd_bn, census_usd_bn, gap_usd_bn.

    gap = census - customs, None where one of the two is not known.
    """
    customs, census = surplus_of_korea(rows, "customs_kr"), surplus_of_korea(rows, "census_us")
    return [
        {
            "year": year,
            "customs_usd_bn": customs.get(year),
            "census_usd_bn": census.get(year),
            "gap_usd_bn": census[year] - customs[year] if year in customs and year in census else None,
        }
        for year in sorted({*customs, *census})
    ]


def partner_share(rows: Rows, totals: Rows, *, basis: str, partner: str, flow: str) -> Series:
    """Return a partner's share of Korea's exports or imports of goods by year: trade with it / trade with the world x 100, per cent.

    Both numbers are of one maker: Korean customs, or Correlates of War.
    """
    value = bilateral(rows, basis=basis, reporter="KOR", partner=partner, scope="goods", flow=flow)
    world = {year: total / 1000 for year, total in picked(totals, "value_usd_mn", basis=_TOTALS[basis], reporter="KOR", flow=flow).items()}
    return {year: value[year] / world[year] * 100 for year in value if year in world}


def shares(data: Mapping[str, Rows], *, first_year: int) -> list[dict[str, Any]]:
    """Return the three partners' shares of exports and imports: flow, partner, year, share_pct, basis, run.

    basis: customs_kr; cow_importer for imports of years that customs lack; printed where only a report's share is known. A
    new `run` begins after every hole, so that a line is never drawn across one.
    """
    rows = []
    for flow in ("export", "import"):
        for partner in PARTNERS:
            customs = partner_share(data["bilateral_trade"], data["trade_totals"], basis="customs_kr", partner=partner, flow=flow)
            known = [("customs_kr", customs)]
            if flow == "import":
                known.append(("cow_importer", partner_share(data["bilateral_trade"], data["trade_totals"], basis="cow_importer", partner=partner, flow=flow)))
            known.append(("printed", picked(data["trade_shares"], "share_pct", reporter="KOR", partner=partner, flow=flow)))
            rows += _filled(flow, partner, known, first_year)
    return rows


def _filled(flow: str, partner: str, known: Iterable[tuple[str, Series]], first_year: int) -> list[dict[str, Any]]:
    """Return rows of each basis for the years that those before it lack, with the number of the unbroken run they belong to."""
    taken: set[int] = set()
    rows = []
    for basis, series in known:
        run, before = 0, None
        for year in sorted(year for year in series if year >= first_year and year not in taken):
            run += before is not None and year != before + 1
            before = year
            rows.append({"flow": flow, "partner": partner, "year": year, "share_pct": series[year], "basis": basis, "run": f"{flow} {partner} {basis} {run}"})
        taken |= set(series)
    return rows
