"""Checks of figures that stand in tensions alone: trade, investment, technology; each has one sense and the unit in which it is compared."""

from __future__ import annotations

from alliance.models.claims.check import check
from alliance.models.claims.reading import Reader

TABLES = ("bilateral_trade", "investment", "technology_shares", "trade_totals")


def goods(read: Reader, basis: str, reporter: str, partner: str, flow: str, year: int) -> float:
    """Return goods traded in a year by the first reading of a basis, in million dollars."""
    return read.value("bilateral_trade", "value_usd_mn", basis=basis, reporter=reporter, partner=partner, scope="goods", flow=flow, year=year, reading="first")


def exports_of(read: Reader, basis: str, reporter: str, year: int) -> float:
    """Return all goods exports of a country, in million dollars."""
    return read.value("trade_totals", "value_usd_mn", basis=basis, reporter=reporter, flow="export", year=year, reading="first")


def investment(read: Reader, column: str, **where: str) -> float:
    """Return a stock, a flow or a pledge of Korean investment in another country, in billion dollars."""
    return read.value("investment", column, origin="KOR", reading="first", **where) / 1000


# Trade


@check("Goods that Korea took of all U.S. goods exports of 2020", "per cent", 1)
def us_exports_to_korea_share(read: Reader) -> float:
    """Return the share by the U.S. count, in per cent."""
    return 100 * goods(read, "census_us", "USA", "KOR", "export", 2020) / exports_of(read, "census_us", "USA", 2020)


@check("Goods that the United States took of all Korean goods exports of 2020", "per cent", 1)
def korean_exports_to_us_share(read: Reader) -> float:
    """Return the share by the Korean count, in per cent."""
    return 100 * goods(read, "customs_kr", "KOR", "USA", "export", 2020) / exports_of(read, "customs_kr", "KOR", 2020)


@check("The fall of U.S. goods exports to Korea in 2020", "per cent", 1)
def us_goods_exports_fall(read: Reader) -> float:
    """Return by how much goods exports of 2020 lay below those of 2019 by the U.S. count, in per cent."""
    return 100 * (1 - goods(read, "census_us", "USA", "KOR", "export", 2020) / goods(read, "census_us", "USA", "KOR", "export", 2019))


@check("The same fall in dollars", "USD billion", 1)
def us_goods_exports_drop(read: Reader) -> float:
    """Return by how much goods exports of 2020 lay below those of 2019 by the U.S. count, in billion dollars."""
    return (goods(read, "census_us", "USA", "KOR", "export", 2019) - goods(read, "census_us", "USA", "KOR", "export", 2020)) / 1000


@check("Korea's goods surplus with the United States in 2024 by the Korean count", "USD billion", 1)
def surplus_2024_korean_count(read: Reader) -> float:
    """Return the surplus in billion dollars."""
    return goods(read, "customs_kr", "KOR", "USA", "surplus", 2024) / 1000


@check("The U.S. goods deficit with Korea in 2024 by the U.S. count", "USD billion", 1)
def deficit_2024_us_count(read: Reader) -> float:
    """Return the deficit in billion dollars."""
    return goods(read, "census_us", "USA", "KOR", "deficit", 2024) / 1000


@check("Korean goods exports to the United States in 2024 by the Korean count", "USD billion", 1)
def korean_exports_2024(read: Reader) -> float:
    """Return the exports in billion dollars."""
    return goods(read, "customs_kr", "KOR", "USA", "export", 2024) / 1000


@check("U.S. goods imports from Korea in 2024 by the U.S. count", "USD billion", 1)
def us_imports_2024(read: Reader) -> float:
    """Return the imports in billion dollars."""
    return goods(read, "census_us", "USA", "KOR", "import", 2024) / 1000


@check("Korean goods imports from the United States in 2024 by the Korean count", "USD billion", 1)
def korean_imports_2024(read: Reader) -> float:
    """Return the imports in billion dollars."""
    return goods(read, "customs_kr", "KOR", "USA", "import", 2024) / 1000


@check("U.S. goods exports to Korea in 2024 by the U.S. count", "USD billion", 1)
def us_exports_2024(read: Reader) -> float:
    """Return the exports in billion dollars."""
    return goods(read, "census_us", "USA", "KOR", "export", 2024) / 1000


def _china_over_us(read: Reader, year: int) -> float:
    return goods(read, "customs_kr", "KOR", "CHN", "export", year) / goods(read, "customs_kr", "KOR", "USA", "export", year)


@check("Korean exports to China as a multiple of those to the United States, 2019", "times", 2)
def china_over_us_2019(read: Reader) -> float:
    """Return the ratio of goods exports by the Korean count."""
    return _china_over_us(read, 2019)


@check("Korean exports to China as a multiple of those to the United States, 2024", "times", 2)
def china_over_us_2024(read: Reader) -> float:
    """Return the ratio of goods exports by the Korean count."""
    return _china_over_us(read, 2024)


@check("Korean exports to China in 2024", "USD billion", 1)
def exports_to_china_2024(read: Reader) -> float:
    """Return the exports in billion dollars by the Korean count."""
    return goods(read, "customs_kr", "KOR", "CHN", "export", 2024) / 1000


# Investment


@check("Korean direct investment that went to the United States in a year, 2017 to 2020", "USD billion", 0)
def investment_a_year(read: Reader) -> float:
    """Return the mean yearly flow as the Export-Import Bank gives it, in billion dollars."""
    return investment(read, "flow_usd_mn", destination="USA", period="2017-2020", basis="eximbank")


@check("Korean direct investment that went to the United States from 2012 to 2019", "USD billion", 1)
def investment_2012_2019(read: Reader) -> float:
    """Return the flows of eight years added up, in billion dollars."""
    return investment(read, "cumulative_usd_mn", destination="USA", period="2012-2019", basis="motie")


@check("The stock of Korean direct investment in the United States in 2023 by the U.S. count", "USD billion", 1)
def investment_stock_us_count(read: Reader) -> float:
    """Return the stock of the Bureau of Economic Analysis, in billion dollars."""
    return investment(read, "stock_usd_mn", object="direct_investment", destination="USA", period="2023", basis="bea")


@check("The stock of Korean direct investment in the United States in 2023 by the Bank of Korea", "USD billion", 1)
def investment_stock_korean_count(read: Reader) -> float:
    """Return the stock of the Bank of Korea, in billion dollars."""
    return investment(read, "stock_usd_mn", object="direct_investment", destination="USA", period="2023", basis="bank_of_korea")


@check("The stock of Korean direct investment in China over that in the United States, 2014", "times", 1)
def china_over_us_stock(read: Reader) -> float:
    """Return the ratio of the last stocks of one year that are held for both: the Bank of Korea's for China, the U.S. count for the United States."""
    china = investment(read, "stock_usd_mn", object="direct_investment", destination="CHN", period="2014", basis="bank_of_korea")
    return china / investment(read, "stock_usd_mn", object="direct_investment", destination="USA", period="2014", basis="bea")


@check("Korean direct investment that went to China over that to the United States, 2018", "times", 1)
def china_over_us_flow(read: Reader) -> float:
    """Return the ratio of the flows of 2018."""
    return investment(read, "flow_usd_mn", destination="CHN", period="2018") / investment(read, "flow_usd_mn", destination="USA", period="2018")


@check("The investment package that Korea promised in 2025", "USD billion", 0)
def package_2025(read: Reader) -> float:
    """Return the pledge of the joint fact sheet, in billion dollars."""
    return investment(read, "pledge_usd_mn", period="2025-11-14", object="investment")


@check("The cash part of that package", "USD billion", 0)
def package_2025_cash(read: Reader) -> float:
    """Return the cash part in billion dollars."""
    return investment(read, "pledge_usd_mn", pledged_by="Government framework: cash part")


@check("Korean direct investment that went to the United States in 2024", "USD billion", 1)
def investment_2024(read: Reader) -> float:
    """Return the flow of 2024 in billion dollars."""
    return investment(read, "flow_usd_mn", destination="USA", period="2024", basis="moef_eximbank")


@check("What press reports of May 2021 add up from Samsung, LG, SK and Hyundai", "USD billion", 1)
def pledges_2021_press(read: Reader) -> float:
    """Return the sum of four groups in billion dollars."""
    return investment(read, "pledge_usd_mn", period="2021-05-21", pledged_by="Samsung, LG, SK, Hyundai")


@check("The same without Hyundai", "USD billion", 1)
def pledges_2021_less_hyundai(read: Reader) -> float:
    """Return the sum of the other three groups in billion dollars."""
    return pledges_2021_press(read) - investment(read, "pledge_usd_mn", period="2021-05-21", pledged_by="Hyundai")


# Technology


def _samsung(read: Reader, topic: str, period: str, estimator: str) -> float:
    return read.value("technology_shares", "share_pct", topic=topic, firm="Samsung", region="world", period=period, estimator=estimator)


@check("Samsung's share of radio access networks of all generations in 2020", "per cent", 0)
def samsung_all_networks(read: Reader) -> float:
    """Return the share by Dell'Oro, in per cent."""
    return _samsung(read, "all_ran", "2020", "delloro")


@check("Samsung's share of fifth-generation radio access in the first quarter of 2020", "per cent", 1)
def samsung_5g_access(read: Reader) -> float:
    """Return the share by Dell'Oro, in per cent."""
    return _samsung(read, "5g_ran", "2020-Q1", "delloro")


@check("Samsung's share of fifth-generation base stations in 2020", "per cent", 1)
def samsung_5g_stations(read: Reader) -> float:
    """Return the share by TrendForce, in per cent."""
    return _samsung(read, "5g_base_stations", "2020", "trendforce")
