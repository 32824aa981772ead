"""What the record says, as headline records: shares, both counts, tariffs, coercion, investment, the North, technology."""

from __future__ import annotations

import math
from typing import Any

from alliance.models.headline import headline
from alliance.models.trade_links import series
from alliance.models.trade_links.chapter import Data
from alliance.models.trade_links.series import (
    PARTNERS,
    customs_exports,
    one,
    partner_share,
    picked,
)

Records = list[dict[str, Any]]

_NAMES = {"USA": "the United States", "CHN": "China", "JPN": "Japan"}


def facts(data: Data) -> Records:
    """Return every record that depends on tables alone."""
    return [*_shares(data), *_counts(data), *_tariffs(data), *_coercion(data), *_investment(data), *_north(data), *_technology(data)]


def _shares(data: Data) -> Records:
    records = []
    known = {
        (flow, partner): partner_share(data["bilateral_trade"], data["trade_totals"], basis="customs_kr", partner=partner, flow=flow)
        for flow in ("export", "import")
        for partner in PARTNERS
    }
    for (flow, partner), found in known.items():
        for end, year in (("first", min(found)), ("last", max(found))):
            records.append(headline(f"{flow}_{partner.lower()}_{end}_pct", f"Share of {_NAMES[partner]} in Korea's {flow}s, {end} known", found[year], "per cent", 1, year))
    china, us = known["export", "CHN"], known["export", "USA"]
    peak, low = max(china, key=china.get), min(us, key=us.get)
    together = {year: math.fsum(known["export", partner][year] for partner in PARTNERS) for year in set.intersection(*(set(known["export", partner]) for partner in PARTNERS))}
    return [
        *records,
        headline("export_chn_peak_pct", "Highest share of China in Korea's exports", china[peak], "per cent", 1, peak),
        headline("export_usa_low_pct", "Lowest known share of the United States in Korea's exports", us[low], "per cent", 1, low),
        headline("three_partners_first_pct", "Share of the three partners together in Korea's exports, first known", together[min(together)], "per cent", 1, min(together)),
        headline("three_partners_last_pct", "Share of the three partners together in Korea's exports, last known", together[max(together)], "per cent", 1, max(together)),
        headline("export_usa_printed_2000_pct", "Share of the United States in Korea's exports as a report prints it", one(data["trade_shares"], "share_pct", reporter="KOR", partner="USA", flow="export", year=2000), "per cent", 1, 2000),
    ]


def _counts(data: Data) -> Records:
    mirror = {row["year"]: row for row in series.mirror(data["bilateral_trade"])}
    both = [year for year, row in mirror.items() if row["gap_usd_bn"] is not None]
    census = {year: row["census_usd_bn"] for year, row in mirror.items() if row["census_usd_bn"] is not None}
    last, widest = max(both), max(both, key=lambda year: abs(mirror[year]["gap_usd_bn"]))
    whole = series.both_ways(data["bilateral_trade"], "bop_us")
    year = max(whole)
    months = {
        basis: math.fsum(row["value_usd_mn"] for row in data["monthly_trade"] if row["basis"] == basis and row["flow"] == flow and row["month"] in ("2026-01", "2026-02", "2026-03", "2026-04")) / 1000
        for basis, flow in (("customs_kr", "export"), ("census_us", "import"))
    }
    then = whole[2020]
    return [
        headline("bop_exports_2020_usd_bn", "U.S. exports of goods and services to Korea", then[1], "USD billion", 1, 2020),
        headline("bop_imports_2020_usd_bn", "U.S. imports of goods and services from Korea", then[0], "USD billion", 1, 2020),
        headline("customs_surplus_usd_bn", "Korea's goods surplus with the United States, Korean customs", mirror[last]["customs_usd_bn"], "USD billion", 1, last),
        headline("census_surplus_usd_bn", "The same, U.S. Census", mirror[last]["census_usd_bn"], "USD billion", 1, last),
        headline("mirror_gap_usd_bn", "Gap between the two counts, Census less customs", mirror[last]["gap_usd_bn"], "USD billion", 1, last),
        headline("mirror_gap_widest_usd_bn", "Widest gap between the two counts", mirror[widest]["gap_usd_bn"], "USD billion", 1, widest),
        headline("customs_surplus_1996_usd_bn", "Korea's goods surplus with the United States, Korean customs", mirror[1996]["customs_usd_bn"], "USD billion", 1, 1996),
        headline("census_surplus_1996_usd_bn", "The same, U.S. Census", mirror[1996]["census_usd_bn"], "USD billion", 1, 1996),
        headline("census_surplus_before_korus_usd_bn", "U.S. goods deficit with Korea in the year before KORUS, U.S. Census", census[2011], "USD billion", 1, 2011),
        headline("census_surplus_peak_usd_bn", "Largest U.S. goods deficit with Korea, U.S. Census", max(census.values()), "USD billion", 1, max(census, key=census.get)),
        headline("whole_deficit_usd_bn", "U.S. deficit with Korea in goods and services, U.S. balance of payments", whole[year][0] - whole[year][1], "USD billion", 1, year),
        headline("goods_deficit_then_usd_bn", "U.S. goods deficit of the same year, U.S. Census", census[year], "USD billion", 1, year),
        headline("early_2026_customs_usd_bn", "Exports to the United States, Korean customs", months["customs_kr"], "USD billion", 1, "January to April 2026"),
        headline("early_2026_census_usd_bn", "U.S. imports from Korea, U.S. Census", months["census_us"], "USD billion", 1, "January to April 2026"),
    ]


def _tariffs(data: Data) -> Records:
    cars = sorted((row["date"], row["rate_pct"]) for row in data["tariffs"] if row["imposed_by"] == "USA" and "Cars" in row["scope"] and row["stage"] in ("effective", "effective_retroactive", "kept") and row["rate_pct"] is not None)
    rates = dict(cars)
    steps = sum(1 for row in data["tariffs"] if row["year"] in (2025, 2026) and row["imposed_by"] == "USA" and row["stage"] in ("effective", "effective_retroactive"))
    autos = one(data["export_sectors"], "value_usd_mn", reporter="KOR", partner="USA", sector="autos", period="2024", grouping="not_stated") / 1000
    exports = customs_exports(data["bilateral_trade"], partner="USA")[2024]
    return [
        headline("car_duty_korus_pct", "U.S. duty on Korean cars when KORUS came into force", rates["2012-03-15"], "per cent", 1, 2012),
        headline("car_duty_free_pct", "U.S. duty on Korean cars in the fifth year of KORUS", rates["2016-01-01"], "per cent", 0, 2016),
        headline("car_duty_2025_pct", "U.S. duty on cars", rates["2025-04-03"], "per cent", 0, "April 2025"),
        headline("car_duty_deal_pct", "U.S. duty on Korean cars under the deal", rates["2025-11-01"], "per cent", 0, "November 2025"),
        headline("surcharge_2026_pct", "U.S. surcharge under Section 122", one(data["tariffs"], "rate_pct", tariff_id="2026-02-24-global-surcharge"), "per cent", 0, "February 2026"),
        headline("steel_duty_2025_pct", "U.S. duty on steel and aluminium", one(data["tariffs"], "rate_pct", tariff_id="2025-06-04-steel-and-aluminium-tariff"), "per cent", 0, "June 2025"),
        headline("duty_steps", "U.S. duties or exemptions in the table that took effect in 2025 and 2026", steps, "steps", 0, "2025 to 2026"),
        headline("autos_2024_usd_bn", "Korea's car exports to the United States", autos, "USD billion", 1, 2024),
        headline("autos_2024_pct", "Cars in Korea's exports to the United States", autos / exports * 100, "per cent", 0, 2024),
    ]


def _coercion(data: Data) -> Records:
    visitors = picked([row for row in data["visitor_arrivals"] if len(row["period"]) == 4], "persons", origin="CHN")
    china = customs_exports(data["bilateral_trade"], partner="CHN")
    us = customs_exports(data["bilateral_trade"], partner="USA")
    last = max(visitors)

    def estimate(identity: str, column: str) -> float:
        return one(data["trade_coercion"], column, coercion_id=identity)

    return [
        headline("arrivals_2016_m", "Visitors from China", visitors[2016] / 1e6, "million", 2, 2016),
        headline("arrivals_2017_m", "Visitors from China", visitors[2017] / 1e6, "million", 2, 2017),
        headline("arrivals_change_pct", "Change of visitors from China", (visitors[2017] / visitors[2016] - 1) * 100, "per cent", 1, "2016 to 2017"),
        headline("arrivals_back_pct", "Visitors from China against those of 2016", visitors[last] / visitors[2016] * 100, "per cent", 0, last),
        headline("china_exports_2017_change_pct", "Change of Korea's exports to China", (china[2017] / china[2016] - 1) * 100, "per cent", 1, "2016 to 2017"),
        headline("china_exports_2019_usd_bn", "Korea's exports to China", china[2019], "USD billion", 1, 2019),
        headline("usa_exports_2019_usd_bn", "Korea's exports to the United States", us[2019], "USD billion", 1, 2019),
        headline("thaad_cost_hri_usd_bn", "Cost to Korea in 2017, Hyundai Research Institute", estimate("2017-hri-total-cost-to-korea-2017", "amount_usd_mn") / 1000, "USD billion", 1, 2017),
        headline("thaad_cost_hri_gdp_pct", "The same, share of Korean GDP", estimate("2017-hri-cost-as-share-of-korean-gdp", "gdp_share_pct"), "per cent", 1, 2017),
        headline("thaad_growth_points", "Effect on growth in 2017, Bank of Korea", estimate("2017-bok-growth-effect-2017", "growth_points"), "percentage points", 1, 2017),
        headline("thaad_tourism_nabo_usd_bn", "Loss of tourism revenue, National Assembly Budget Office", estimate("2017-nabo-tourism-revenue-loss", "amount_usd_mn") / 1000, "USD billion", 1, 2017),
        headline("japan_2019_exports_pct", "Change of Korea's exports to Japan", estimate("2019-korean-exports-to-japan-change-on-year", "change_pct"), "per cent", 1, 2019),
        headline("japan_2019_imports_pct", "Change of Korea's imports from Japan", estimate("2019-korean-imports-from-japan-change-on-year", "change_pct"), "per cent", 1, 2019),
    ]


def _investment(data: Data) -> Records:
    rows = data["investment"]
    there = {"object": "direct_investment", "origin": "KOR", "destination": "USA"}
    flows = [one(rows, "flow_usd_mn", kind="flow", basis="moef_eximbank", period=year, object="direct_investment", origin="KOR", destination=place) for place in ("USA", "WLD") for year in ("2024",)]
    return [
        headline("stock_bea_usd_bn", "Korean direct investment in the United States, stock, BEA", one(rows, "stock_usd_mn", kind="stock", basis="bea", period="2023", **there) / 1000, "USD billion", 1, 2023),
        headline("stock_bok_usd_bn", "The same, Bank of Korea", one(rows, "stock_usd_mn", kind="stock", basis="bank_of_korea", period="2023", **there) / 1000, "USD billion", 1, 2023),
        headline("flow_usa_usd_bn", "Korean direct investment in the United States, flow", flows[0] / 1000, "USD billion", 1, 2024),
        headline("flow_usa_pct", "The same, share of all Korean direct investment abroad", flows[0] / flows[1] * 100, "per cent", 0, 2024),
        headline("flow_back_usd_bn", "U.S. direct investment in Korea, as notified", one(rows, "flow_usd_mn", kind="flow", basis="notified", period="2024", object="direct_investment", origin="USA", destination="KOR") / 1000, "USD billion", 1, 2024),
        headline("pledge_2025_usd_bn", "Package signed as a memorandum", one(rows, "pledge_usd_mn", period="2025-11-14", pledged_by="Government framework") / 1000, "USD billion", 0, "November 2025"),
        headline("flow_usa_2018_usd_bn", "Korean direct investment in the United States, flow, trade ministry", one(rows, "flow_usd_mn", kind="flow", basis="motie", period="2018", **there) / 1000, "USD billion", 1, 2018),
        headline("flow_chn_2018_usd_bn", "Korean direct investment in China, flow, count not stated", one(rows, "flow_usd_mn", kind="flow", basis="not_stated", period="2018", object="direct_investment", origin="KOR", destination="CHN") / 1000, "USD billion", 1, 2018),
        headline("stock_chn_2014_usd_bn", "Korean direct investment in China, stock, Bank of Korea", one(rows, "stock_usd_mn", kind="stock", basis="bank_of_korea", period="2014", object="direct_investment", origin="KOR", destination="CHN") / 1000, "USD billion", 1, 2014),
        headline("stock_usa_2019_usd_bn", "Korean direct investment in the United States, stock, BEA", one(rows, "stock_usd_mn", kind="stock", basis="bea", period="2019", **there) / 1000, "USD billion", 1, 2019),
        headline("stock_kor_2019_usd_bn", "U.S. direct investment in Korea, stock, BEA", one(rows, "stock_usd_mn", kind="stock", basis="bea", period="2019", object="direct_investment", origin="USA", destination="KOR") / 1000, "USD billion", 1, 2019),
        headline("support_pledge_usd_bn", "Support for U.S. forces pledged in the joint fact sheet, no period given there", one(data["sma_demands"], "amount_usd_bn", demand_id="rok-2025-11-support-33bn"), "USD billion", 0, "November 2025"),
        headline("arms_pledge_usd_bn", "Purchases of U.S. arms pledged in the joint fact sheet, to 2030", one(data["sma_demands"], "amount_usd_bn", demand_id="rok-2025-11-arms-25bn"), "USD billion", 0, "November 2025"),
        headline("pledge_2021_press_usd_bn", "The same summit, sum of the press", one(rows, "pledge_usd_mn", period="2021-05-21", pledged_by="Samsung, LG, SK, Hyundai") / 1000, "USD billion", 1, "May 2021"),
        headline("pledge_2021_usd_bn", "Pledge of Korean companies", one(rows, "pledge_usd_mn", period="2021-05-21", pledged_by="Korean companies at the Biden-Moon summit") / 1000, "USD billion", 0, "May 2021"),
    ]


def _north(data: Data) -> Records:
    rows = data["north_korea_trade"]
    share = picked(rows, "china_share_pct", basis="kotra", partner="CHN", flow="total")
    total = {year: value / 1000 for year, value in picked(rows, "value_usd_mn", basis="kotra", partner="CHN", flow="total").items()}
    customs = {year: value / 1000 for year, value in picked(rows, "value_usd_mn", basis="chinese_customs", partner="CHN", flow="total").items()}
    peak, last = max(total, key=total.get), max(share)
    return [
        headline("north_china_first_pct", "Share of China in the North's trade, KOTRA, first known", share[min(share)], "per cent", 1, min(share)),
        headline("north_china_last_pct", "Share of China in the North's trade, KOTRA, last known", share[last], "per cent", 1, last),
        headline("north_china_peak_usd_bn", "The North's trade with China at its highest known, KOTRA", total[peak], "USD billion", 2, peak),
        headline("north_china_last_usd_bn", "The North's trade with China, KOTRA, last known", total[max(total)], "USD billion", 2, max(total)),
        headline("north_china_customs_usd_bn", "The North's trade with China, Chinese customs, last known", customs[max(customs)], "USD billion", 2, max(customs)),
    ]


def _technology(data: Data) -> Records:
    rows = data["technology_shares"]

    def share(topic: str, firm: str, region: str, period: str, estimator: str) -> float:
        return one(rows, "share_pct", topic=topic, firm=firm, region=region, period=period, estimator=estimator)

    revenue = {region: one(rows, "revenue_krw_trn", topic="revenue_consolidated", firm="Samsung", region=region, period="2019") for region in ("China", "total")}
    korea = ("all", "Korea")
    china = ("all", "China and Hong Kong")
    return [
        headline("chips_in_exports_first_pct", "Semiconductors in Korea's exports", share("semiconductors_in_korean_exports", *korea, "2019", "korean_statistics"), "per cent", 1, 2019),
        headline("chips_in_exports_last_pct", "Semiconductors in Korea's exports", share("semiconductors_in_korean_exports", *korea, "2025", "korean_statistics"), "per cent", 1, 2025),
        headline("chips_china_first_pct", "Chip exports that go to China and Hong Kong", share("destination_of_korean_chip_exports", *china, "2020", "korean_statistics"), "per cent", 1, 2020),
        headline("chips_china_last_pct", "Chip exports that go to China and Hong Kong", share("destination_of_korean_chip_exports", *china, "2024", "korean_statistics"), "per cent", 1, 2024),
        headline("chips_usa_last_pct", "Chip exports that go to the United States", share("destination_of_korean_chip_exports", "all", "United States", "2024", "korean_statistics"), "per cent", 1, 2024),
        headline("samsung_5g_pct", "Samsung in 5G radio access, Dell'Oro", share("5g_ran", "Samsung", "world", "2020-Q1", "delloro"), "per cent", 1, "first quarter of 2020"),
        headline("huawei_5g_pct", "Huawei in 5G radio access, Dell'Oro", share("5g_ran", "Huawei", "world", "2020-Q1", "delloro"), "per cent", 1, "first quarter of 2020"),
        headline("samsung_5g_equipment_pct", "Samsung in 5G network equipment, as the Diplomat gives it", share("5g_network_equipment", "Samsung", "world", "2020", "delloro"), "per cent", 0, 2020),
        headline("samsung_ran_pct", "Samsung in all radio access, Dell'Oro", share("all_ran", "Samsung", "world", "2020", "delloro"), "per cent", 0, 2020),
        headline("samsung_china_reckoned_pct", "The same, from the sums", revenue["China"] / revenue["total"] * 100, "per cent", 1, 2019),
        headline("samsung_china_pct", "Samsung's revenue in China", share("revenue_consolidated", "Samsung", "China", "2019", "samsung"), "per cent", 0, 2019),
    ]
