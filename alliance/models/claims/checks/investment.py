"""Checks of what the documents say of investment, coercion, supply chains, and the economy in the pandemic."""

from __future__ import annotations

from math import fsum

from alliance.models.claims.check import check
from alliance.models.claims.checks.answers import answer, day, fact, fits, so
from alliance.models.claims.checks.trade import ARTICLE_2020, REPORT_2021
from alliance.models.claims.reading import Reader

TABLES = ("export_sectors", "investment", "north_korea_trade", "recorded_facts", "single_figures", "technology_shares", "trade_coercion", "trade_totals")

#: The economies whose fall of output is held beside the Korean one.
OTHERS = ("deu", "fra", "gbr", "jpn", "usa")

#: From what share on one partner carries the trade of a country, in per cent.
DEPENDENT_PCT = 80

#: From what share on a product is one of the chief exports, in per cent.
CHIEF_PCT = 10


def _step(read: Reader, coercion_id: str) -> str:
    return read.value("trade_coercion", "date", coercion_id=coercion_id)


# Coercion


@check("Whether Chinese measures followed the decision on the missile defence battery", "coded")
def china_punished(read: Reader) -> str:
    """Return yes where the decision, the limits on travel and the closing of shops stand in this order."""
    return answer(
        _step(read, "2016-07-thaad-deployment-decision-announced")
        < _step(read, "2016-08-tour-and-visa-restrictions-begin")
        < _step(read, "2017-03-08-lotte-mart-china-stores-closed")
    )


@check("Whether China had punished Korean firms for more than one decision before the report of 2021", "coded")
def china_punishes_in_general(read: Reader) -> str:
    """Return yes for two decisions or more, partly for one, no for none."""
    decisions = read.series("trade_coercion", "date", by="coercion_id", actor="CHN", target="KOR", category="trigger")
    known = sum(date <= REPORT_2021 for date in decisions.values())
    return "yes" if known > 1 else "partly" if known else "no"


@check("What the Chinese measures would cost Korea, the lowest of three estimates made in 2017", "USD billion", 1)
def coercion_cost(read: Reader) -> float:
    """Return the lowest estimate, in billion dollars."""
    estimates = ("2017-hri-total-cost-to-korea-2017", "2017-nabo-tourism-revenue-loss", "2017-credit-suisse-tourism-loss")
    return min(read.value("trade_coercion", "amount_usd_mn", coercion_id=name) for name in estimates) / 1000


@check("Whether Samsung's revenue in China shows a reprisal, 2021 against 2019", "coded")
def samsung_reprisal(read: Reader) -> str:
    """Return yes where revenue fell by a tenth or more, silent where it did not: other forms of reprisal would not show."""
    revenue = read.series("technology_shares", "revenue_krw_trn", by="year", topic="revenue_consolidated", firm="Samsung", region="China", year=(2019, 2021), reading="first")
    return "yes" if revenue[2021] < 0.9 * revenue[2019] else "silent"


@check("Whether Japan's limits on key materials were in force at the time of the article", "coded")
def japan_limits_2020(read: Reader) -> str:
    """Return yes where they had begun and Korea was not yet back on the list of preferred buyers."""
    return answer(_step(read, "2019-07-04-licence-rule-for-three-chip-materials-in-force") < ARTICLE_2020 < _step(read, "2023-07-21-korea-back-on-the-list"))


@check("Whether China made up four fifths or more of North Korean trade in each year from 2019 to 2021", "coded")
def north_korea_on_china(read: Reader) -> str:
    """Return yes or no, by the count of the Korean trade agency."""
    shares = read.series("north_korea_trade", "china_share_pct", by="year", basis="kotra", partner="CHN", flow="total", year=(2019, 2020, 2021))
    return answer(min(shares.values()) >= DEPENDENT_PCT)


# Investment and supply chains


@check("China's place at best, against the United States alone, among destinations of Korean direct investment", "rank")
def china_investment_rank(read: Reader) -> dict[str, float]:
    """Return the rank that China can have at best: by the stock of 2018, as the Bank of Korea counts, and by the flow of 2019."""
    kinds = {"by stock at the end of 2018": "fdi-stock-{}-2018", "by flow in 2019": "fdi-flow-{}-2019"}
    figures = {kind: [read.value("single_figures", "amount_usd_mn", figure_id=name.format(country)) for country in ("china", "usa")] for kind, name in kinds.items()}
    return {kind: 1 + (united_states > china) for kind, (china, united_states) in figures.items()}


@check("Whether chips and batteries each outweighed cars in what the firms named on the day", "coded")
def pledge_sectors_2021(read: Reader) -> str:
    """Return yes or no by the sums of the firms; the centre for artificial intelligence, the smallest, is left out."""
    sums = read.series("investment", "pledge_usd_mn", by="pledged_by", kind="pledge", period="2021-05-21", pledged_by=("Hyundai", "LG and SK", "Samsung"))
    return answer(min(sums["Samsung"], sums["LG and SK"]) > sums["Hyundai"])


@check("Korean direct investment in the United States from 2021 to 2023 beyond that of the years before: whether it fits the promise", "coded")
def pledge_came(read: Reader) -> str:
    """Return partly where the flows of three years exceed those of the years before by the promised sum; what they went into is not held."""
    flows = read.series("investment", "flow_usd_mn", by="period", kind="flow", origin="KOR", destination="USA", basis="eximbank", period=("2017-2020", "2021", "2022", "2023"))
    usual = flows.pop("2017-2020")
    return fits(fsum(flows.values()) - 3 * usual >= 25000)


@check("Whether an agreement on supply chains took effect for Korea later", "coded")
def supply_chain_joined(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "trade-supply-chain-agreement")


# The pandemic year


@check("The fall of Korean output in 2020, by the first estimate of the Bank of Korea", "per cent", 1)
def output_fall_2020(read: Reader) -> float:
    """Return the fall in per cent."""
    return read.value("single_figures", "share_pct", figure_id="fall-2020-kor")


@check("Whether output fell by more in 2020 in each of five large economies", "coded")
def others_fell_more_2020(read: Reader) -> str:
    """Return yes where the fall was greater in Germany, France, the United Kingdom, Japan and the United States alike."""
    korea = output_fall_2020(read)
    return answer(all([read.value("single_figures", "share_pct", figure_id=f"fall-2020-{country}") > korea for country in OTHERS]))


@check("Whether the central bank counts the control of the epidemic among the reasons", "coded")
def quarantine_helped(read: Reader) -> str:
    """Return partly where it does: one judgement, and no measure of the effect."""
    return fits(*so(read, "trade-bok-quarantine"))


def _chips(read: Reader, year: int) -> float:
    return read.value("export_sectors", "value_usd_mn", reporter="KOR", partner="WLD", sector="semiconductors", period=str(year), grouping="not_stated")


def _exports(read: Reader, year: int) -> float:
    return read.value("trade_totals", "value_usd_mn", basis="customs_kr", reporter="KOR", flow="export", year=year, reading="first")


@check("Whether exports of chips rose in 2020 while all exports fell", "coded")
def chips_helped_2020(read: Reader) -> str:
    """Return partly where they did: it fits strong demand as a cause, and does not measure it."""
    return fits(_chips(read, 2020) > _chips(read, 2019), _exports(read, 2020) < _exports(read, 2019))


@check("Whether chips made up more than a tenth of Korean exports in 2020", "coded")
def chips_chief_export(read: Reader) -> str:
    """Return yes or no."""
    return answer(100 * _chips(read, 2020) / _exports(read, 2020) > CHIEF_PCT)


@check("Whether a Korean firm had signed to produce a U.S. vaccine for other markets", "coded")
def vaccine_contract(read: Reader) -> str:
    """Return yes where the contract was signed before the report."""
    return answer(fact(read, "trade-vaccine-contract") == "yes" and day(read, "trade-vaccine-contract") <= REPORT_2021)


@check("What came of it by the end of 2021", "coded")
def vaccine_made(read: Reader) -> dict[str, str]:
    """Return the coded answers for three steps."""
    return {
        "supply of a U.S. vaccine filled in Korea": fact(read, "trade-vaccine-supplied"),
        "leave to export it": fact(read, "trade-vaccine-exports"),
        "the making of the substance itself": fact(read, "trade-vaccine-substance"),
    }


@check("Whether a U.S. vaccine developer had agreed to study production in Korea", "coded")
def vaccine_study_agreed(read: Reader) -> str:
    """Return partly where it had: to study is not to invest."""
    return fits(*so(read, "trade-vaccine-memoranda"))


@check("Whether U.S. money for vaccine production in Korea was reported in 2021", "coded")
def vaccine_investment(read: Reader) -> str:
    """Return partly where a maker of materials, though no developer of vaccines, reported an investment."""
    return fits(*so(read, "trade-vaccine-materials"))
