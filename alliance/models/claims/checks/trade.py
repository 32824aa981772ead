"""Checks of what the documents say of trade flows, partners, and the trade agreement with its tariffs."""

from __future__ import annotations

from alliance.models.claims.check import check
from alliance.models.claims.checks.answers import answer, day, fact, fits
from alliance.models.claims.checks.dates import days_from
from alliance.models.claims.reading import Reader

TABLES = ("bilateral_trade", "export_sectors", "opcon_milestones", "recorded_facts", "single_figures", "sma_agreements", "sma_contributions", "tariffs", "trade_totals")

#: The day of the report of the Congressional Research Service, and the month of the article in The Diplomat.
REPORT_2021, ARTICLE_2020 = "2021-05-26", "2020-11"

#: Within how many days of an election a step counts as soon after it.
SOON_DAYS = 92


def goods(read: Reader, basis: str, partner: str, flow: str, year: int) -> float:
    """Return trade in goods in million dollars, as the book reads it; the reporter follows from the basis."""
    reporter = "KOR" if basis == "customs_kr" else "USA"
    return read.value("bilateral_trade", "value_usd_mn", basis=basis, reporter=reporter, partner=partner, scope="goods", flow=flow, year=year, reading="first")


def both_ways(read: Reader, basis: str, partner: str, year: int) -> float:
    """Return exports and imports of goods together, in million dollars."""
    return goods(read, basis, partner, "export", year) + goods(read, basis, partner, "import", year)


def world(read: Reader, flow: str, year: int) -> float:
    """Return U.S. trade in goods with the world, in million dollars."""
    return read.value("trade_totals", "value_usd_mn", basis="census_us", reporter="USA", flow=flow, year=year, reading="first")


def change(earlier: float, later: float) -> float:
    """Return a change in per cent."""
    return 100 * (later / earlier - 1)


def step(read: Reader, tariff_id: str) -> str:
    """Return the date of a stage of a tariff."""
    return read.value("tariffs", "date", tariff_id=tariff_id)


def years_on(start: str, years: int) -> str:
    """Return the date some years after another."""
    return f"{int(start[:4]) + years}{start[4:]}"


# Flows and partners


@check("Korean exports of goods to China in 2019, by Korean customs", "USD billion", 1)
def exports_to_china_2019(read: Reader) -> float:
    """Return Korean exports to China in 2019, in billion dollars."""
    return goods(read, "customs_kr", "CHN", "export", 2019) / 1000


@check("China's place among China, the United States and Japan as a buyer of Korean goods in 2019", "rank")
def china_export_rank_2019(read: Reader) -> float:
    """Return the rank of China by Korean exports of 2019."""
    china = goods(read, "customs_kr", "CHN", "export", 2019)
    return 1 + sum(goods(read, "customs_kr", partner, "export", 2019) > china for partner in ("USA", "JPN"))


@check("China's place among China, the United States and Japan by Korean exports and imports of 2019", "rank")
def china_trade_rank_2019(read: Reader) -> float:
    """Return the rank of China by Korean trade in goods of 2019."""
    china = both_ways(read, "customs_kr", "CHN", 2019)
    return 1 + sum(both_ways(read, "customs_kr", partner, 2019) > china for partner in ("USA", "JPN"))


@check("China's place among China, the United States and Japan by Korean trade of 2020, its purchases alone against all trade of the others", "rank")
def china_trade_rank_2020(read: Reader) -> float:
    """Return the rank of China by Korean trade of 2020; Korean imports from China are not held, so that its lead is understated."""
    china = goods(read, "customs_kr", "CHN", "export", 2020)
    return 1 + sum(both_ways(read, "customs_kr", partner, 2020) > china for partner in ("USA", "JPN"))


@check("The place of the United States among China, the United States and Japan by Korean trade of 2020", "rank")
def us_trade_rank_2020(read: Reader) -> float:
    """Return the rank of the United States by Korean trade in goods of 2020; of China, exports alone are held and suffice."""
    united_states = both_ways(read, "customs_kr", "USA", 2020)
    return 1 + (goods(read, "customs_kr", "CHN", "export", 2020) > united_states) + (both_ways(read, "customs_kr", "JPN", 2020) > united_states)


@check("Whether Korea sold more goods to the United States in 2024 than it bought", "coded")
def korean_surplus_2024(read: Reader) -> dict[str, str]:
    """Return yes or no by the count of either side."""
    return {
        "by Korean customs": answer(goods(read, "customs_kr", "USA", "export", 2024) > goods(read, "customs_kr", "USA", "import", 2024)),
        "by the U.S. Census Bureau": answer(goods(read, "census_us", "KOR", "import", 2024) > goods(read, "census_us", "KOR", "export", 2024)),
    }


@check("Korea's part in U.S. trade in goods after the agreement, 2020 against 2011: whether a rise fits the claim", "coded")
def korus_tie(read: Reader) -> str:
    """Return partly where Korea's share in U.S. trade rose from the year before the agreement to 2020, else no."""
    shares = {year: both_ways(read, "census_us", "KOR", year) / (world(read, "export", year) + world(read, "import", year)) for year in (2011, 2020)}
    return fits(shares[2020] > shares[2011])


@check("U.S. exports of goods and services to Korea in 2020, by a later edition of the same office", "USD billion", 1)
def us_exports_2020(read: Reader) -> float:
    """Return the value that the edition of 2022 implies, in billion dollars."""
    return read.value("bilateral_trade", "value_usd_mn", basis="bop_us", partner="KOR", scope="goods_and_services", flow="export", year=2020, reading="second") / 1000


@check("U.S. imports of goods and services from Korea in 2020, by a later edition of the same office", "USD billion", 1)
def us_imports_2020(read: Reader) -> float:
    """Return the value that the edition of 2022 implies, in billion dollars."""
    return read.value("bilateral_trade", "value_usd_mn", basis="bop_us", partner="KOR", scope="goods_and_services", flow="import", year=2020, reading="second") / 1000


def _fall_2020(read: Reader, flow: str) -> float:
    return -change(goods(read, "census_us", "KOR", flow, 2019), goods(read, "census_us", "KOR", flow, 2020))


@check("Whether U.S. imports of goods from Korea fell less than exports from 2019 to 2020", "coded")
def imports_hit_less_2020(read: Reader) -> str:
    """Return yes or no by the changes in per cent."""
    return answer(_fall_2020(read, "import") < _fall_2020(read, "export"))


@check("Whether U.S. exports of goods to Korea fell in 2020 together with those to the world", "coded")
def exports_fell_with_all_2020(read: Reader) -> str:
    """Return partly where exports to Korea fell and those to the world fell by more: a common shock fits, and is not told apart."""
    return fits(0 < _fall_2020(read, "export") < -change(world(read, "export", 2019), world(read, "export", 2020)))


@check("The place of cars, even without parts, among the groups held of Korean exports to the United States in 2019", "rank")
def autos_rank_2019(read: Reader) -> float:
    """Return the rank of cars against semiconductors and wireless devices, by the Korean ministry."""
    sold = read.series("export_sectors", "value_usd_mn", by="sector", reporter="KOR", partner="USA", flow="export", period="2019", grouping="ministry", sector=("autos", "semiconductors", "wireless_devices"))
    return 1 + sum(value > sold["autos"] for value in sold.values())


# The trade agreement and its tariffs


@check("The day on which the renegotiation was announced", "date")
def korus_announced(read: Reader) -> str:
    """Return the day of the announcement beside the Korean President."""
    return day(read, "trade-korus-announced")


@check("Whether the renegotiation came soon after the election of May 2017", "coded")
def korus_soon_after_election(read: Reader) -> dict[str, str]:
    """Return yes or no: the announcement within three months, and whether the first threat, too, came after the election."""
    elected = day(read, "trade-moon-elected")
    return {
        "the announcement": answer(0 <= days_from(elected, day(read, "trade-korus-announced")) <= SOON_DAYS),
        "the first threat to end the agreement": answer(day(read, "trade-korus-threat") > elected),
    }


@check("Whether no understanding existed: the announcement against the Korean account of the summit and the later consent", "coded")
def korus_not_agreed(read: Reader) -> str:
    """Return yes where the Korean side denied an understanding and consented only later."""
    return answer(fact(read, "trade-korus-joint-text") == "no" and day(read, "trade-korus-announced") < day(read, "trade-korus-consent"))


@check("Whether the threat came before the Korean consent to new talks", "coded")
def korus_threat_before_consent(read: Reader) -> str:
    """Return yes or no by the order of the dates."""
    return answer(day(read, "trade-korus-threat") < day(read, "trade-korus-consent"))


@check("Whether the U.S. request came before the Korean consent and the amendment", "coded")
def korus_us_request_first(read: Reader) -> str:
    """Return yes or no by the order of the dates."""
    return answer(day(read, "trade-korus-us-request") < day(read, "trade-korus-consent") < step(read, "2018-03-26-korus-amendment-agreed-in-principle"))


@check("Whether the years 2017 to 2020 were of this kind", "coded")
def reopened_not_modernised(read: Reader) -> dict[str, str]:
    """Return yes or no: the trade agreement amended, and no such step as the guiding principles of command."""
    reopened, renewed = ("2017" <= date < ARTICLE_2020 for date in (step(read, "2018-09-24-korus-amendment-signed"), read.value("opcon_milestones", "date", milestone_id="ocm-020")))
    return {"a settled bargain reopened, the trade agreement": answer(reopened), "nothing modernised, the principles of command included": answer(not renewed)}


@check("The day on which the amended trade agreement was signed", "date")
def korus_amended(read: Reader) -> str:
    """Return the day of signing."""
    return step(read, "2018-09-24-korus-amendment-signed")


@check("The day from which light trucks are free of U.S. duty under the amended agreement", "date")
def truck_duty_ends(read: Reader) -> str:
    """Return the scheduled day."""
    return step(read, "2041-01-01-u-s-light-truck-tariff")


@check("Whether the U.S. limits on steel and aluminium were in force at the end of May 2021", "coded")
def metal_limits_2021(read: Reader) -> str:
    """Return yes where the steel quota and the aluminium duty had begun and had not ended."""
    begun = max(step(read, "2018-05-01-steel-quota-for-korea"), step(read, "2018-05-01-aluminium-tariff-on-korea"))
    return answer(begun <= REPORT_2021 < step(read, "2025-03-12-steel-and-aluminium-tariff-korean-quota-ends"))


@check("Whether the U.S. safeguards on washers and solar cells were in force at the end of May 2021", "coded")
def safeguards_2021(read: Reader) -> str:
    """Return yes where both terms reach beyond the report: three years for washers, two more where prolonged, and four for solar cells."""
    washers = years_on(step(read, "2018-02-07-safeguard-on-large-washers-washers-in-quota"), 5 if fact(read, "trade-washers-prolonged") == "yes" else 3)
    return answer(min(washers, years_on(step(read, "2018-02-07-safeguard-on-solar-cells-and-modules"), 4)) > REPORT_2021)


@check("Whether the Biden administration had taken up surplus capacity with an ally before the report", "coded")
def surplus_capacity_with_allies(read: Reader) -> str:
    """Return yes where a joint statement on it was issued by then."""
    return answer(fact(read, "trade-us-eu-capacity") == "yes" and day(read, "trade-us-eu-capacity") <= REPORT_2021)


@check("Whether surplus world capacity is the ground given", "coded")
def surplus_capacity_ground(read: Reader) -> dict[str, str]:
    """Return the coded answers for the limits on metals and on washers."""
    return {"in the findings on steel and aluminium": fact(read, "trade-232-capacity"), "in the proclamation on washers": fact(read, "trade-201-capacity")}


# The joined talks of 2025


@check("Whether the message on the call of April 2025 says so", "coded")
def one_stop_message(read: Reader) -> dict[str, str]:
    """Return the coded answers: trade joined with payment for protection, and a withdrawal of troops."""
    return {"joining trade and payment for protection": fact(read, "trade-one-stop-2025"), "threatening to withdraw troops": fact(read, "trade-one-stop-troops")}


@check("Whether Japan went first", "coded")
def japan_first(read: Reader) -> dict[str, str]:
    """Return yes or no: before the Korean ministers' talks, and before the call in which trade and protection were joined for Korea."""
    opened = day(read, "trade-japan-talks")
    return {"before the talks of Korean ministers": answer(opened < day(read, "trade-korea-talks")), "before the call that joined the two subjects for Korea": answer(opened < day(read, "trade-one-stop-2025"))}


@check("Whether Tokyo's settlement of July 2025 showed what Seoul would get", "coded")
def japan_as_warning(read: Reader) -> dict[str, str]:
    """Return yes or no: the same tariff a little later, and higher payment for defence as part of the settlement."""
    deal = "2025-07-30-deal-reciprocal-tariff"
    same = read.value("single_figures", "share_pct", figure_id="tariff-japan-2025") == read.value("tariffs", "rate_pct", tariff_id=deal)
    return {"in the tariff": answer(same and day(read, "trade-japan-deal") < step(read, deal)), "in payment for defence": fact(read, "trade-japan-deal-forces")}


@check("Whether what was agreed was worn down in 2025", "coded")
def agreements_worn_down(read: Reader) -> dict[str, str]:
    """Return yes or no: a duty on Korean cars above that of the trade agreement, and a sum for 2026 other than the one agreed on cost sharing."""
    duty = {name: read.value("tariffs", "rate_pct", tariff_id=name) for name in ("2016-01-01-u-s-passenger-car-tariff", "2025-11-01-automobile-and-parts-tariff")}
    agreed = read.value("sma_agreements", "first_year_krw_bn", sma_no=12)
    before, after = duty.values()
    return {
        "the trade agreement, by the duty on cars": answer(after > before),
        "the cost-sharing agreement, by the sum for 2026": answer(read.value("sma_contributions", "amount_krw_bn", year=2026, basis="official") != agreed),
    }
