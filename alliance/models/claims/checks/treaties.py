"""Checks of what the documents say of the defence treaty and the agreements under it: the articles, what they oblige, their dates."""

from __future__ import annotations

from alliance.models.claims.check import check
from alliance.models.claims.checks.answers import all_of, answer, opposite
from alliance.models.claims.checks.dates import days_from, year_of
from alliance.models.claims.reading import Reader

TABLES = ("missile_guidelines", "recorded_facts", "sma_agreements", "statement_language", "tariffs", "treaty_articles", "treaty_points")

#: The day of the column in the JoongAng Daily.
_JOONGANG_DAY = "2025-04-22"


def _point(read: Reader, *point_ids: str) -> str:
    """Return what the instruments answer on one or several points taken together."""
    return all_of(*(read.value("treaty_points", "answer", point_id=key) for key in point_ids))


def _date(read: Reader, fact_id: str) -> str:
    return read.value("recorded_facts", "date", fact_id=fact_id)


@check("The day on which the defence treaty was signed", "date")
def treaty_signed(read: Reader) -> str:
    """Return the day of signature of the Mutual Defense Treaty."""
    return _date(read, "mdt-signed")


@check("Whether the treaty was signed within three months of the armistice", "coded")
def treaty_after_armistice(read: Reader) -> str:
    """Return whether the treaty was signed after the armistice and within ninety-two days of it."""
    return answer(0 <= days_from(_date(read, "war-armistice"), _date(read, "mdt-signed")) <= 92)


@check("Whether Article III binds the United States to act, each side by its own constitutional processes, when Korean territory is attacked", "coded")
def treaty_binds_us(read: Reader) -> str:
    """Return what Article III says of a U.S. duty to act."""
    return _point(read, "mdt-3-us-acts")


@check("Whether the commitment is aimed at North Korea above all", "coded")
def treaty_aim(read: Reader) -> dict[str, str]:
    """Return whether North Korea is the aim, by the text of the treaty and by a joint statement of the time."""
    said = read.value("statement_language", "said", statement="Joint statement, foreign and defence ministers", feature="north_korea_priority")
    return {"by the text of the treaty, which names no adversary": _point(read, "mdt-names-enemy"), "by the joint statement of March 2021": all_of(said)}


@check("Whether Article III binds both sides, and the treaty names no adversary", "coded")
def treaty_two_way(read: Reader) -> str:
    """Return whether each side is bound to act for the other, and not against North Korea alone."""
    enemy = opposite(_point(read, "mdt-names-enemy"))
    return all_of(_point(read, "mdt-3-us-acts", "mdt-3-korea-acts"), enemy)


@check("What Article III says of an attack on Guam", "coded")
def treaty_guam(read: Reader) -> dict[str, str]:
    """Return whether an attack on Guam falls under the treaty, and whether the treaty then rules out neutrality."""
    return {"that the attack falls under it": _point(read, "mdt-3-korea-acts", "mdt-3-guam"), "that Korea may not stay neutral": _point(read, "mdt-3-neutral")}


@check("Whether the preamble says that no attacker should believe either side to stand alone", "coded")
def treaty_preamble(read: Reader) -> str:
    """Return what the preamble says of standing alone."""
    return _point(read, "mdt-0-alone")


@check("Whether Article II binds both to keep and build up the means to deter an armed attack", "coded")
def treaty_article_2(read: Reader) -> str:
    """Return what Article II says of means to deter."""
    return _point(read, "mdt-2-build")


@check("Whether Article IV grants the right to place forces in and about Korea, as both agree", "coded")
def treaty_article_4(read: Reader) -> str:
    """Return what Article IV says of placing forces and of agreement on it."""
    return _point(read, "mdt-4-right", "mdt-4-agreement")


@check("Whether U.S. forces may leave only with Korea's consent", "coded")
def withdrawal_consent(read: Reader) -> dict[str, str]:
    """Return whether Korea must consent: by the article on placing forces, by that on ending the treaty, and in the cut of 1971."""
    return {
        "by Article IV, on placing forces": _point(read, "mdt-4-withdraw"),
        "by Article VI, on ending the treaty after notice": opposite(_point(read, "mdt-6-leave")),
        "by the cut of 1971, which Korea opposed before it gave way": all_of(read.value("recorded_facts", "answer", fact_id="cut-1971-consent")),
    }


@check("Whether Article IV makes the removal of U.S. equipment depend on agreement", "coded")
def equipment_consent(read: Reader) -> str:
    """Return what Article IV says of moving equipment out."""
    return _point(read, "mdt-4-equipment")


@check("Whether a one-sided withdrawal goes against the treaty", "coded")
def withdrawal_purpose(read: Reader) -> dict[str, str]:
    """Return whether a one-sided withdrawal is against the treaty, by its purpose and by its article on ending it."""
    return {
        "by its aims, not to stand alone, to keep the means to deter, to consult": _point(read, "mdt-0-alone", "mdt-2-build", "mdt-2-consult"),
        "by Article VI, which lets either side end it": opposite(_point(read, "mdt-6-leave")),
    }


@check("The three instruments in April 2025", "coded")
def three_instruments(read: Reader) -> dict[str, str]:
    """Return whether the defence treaty, the trade agreement and the nuclear agreement stood, and whether none stood beside them."""
    korus = read.value("tariffs", "date", tariff_id="2012-03-15-korus-fta-in-force")
    nuclear = str(read.value("treaty_articles", "year", article_id="art-17"))
    stood = (answer(days_from(start, _JOONGANG_DAY) > 0) for start in (_date(read, "mdt-signed"), korus, nuclear))
    alone = days_from(_JOONGANG_DAY, read.value("sma_agreements", "in_force", sma_no=12)) > 0
    return {"each of the three stood": all_of(*stood), "they stood alone, without the agreement on the contribution": answer(alone)}


@check("Whether the agreements on forces, on their cost and on wartime support refer back to the defence treaty", "coded")
def treaty_as_root(read: Reader) -> str:
    """Return whether the agreements on defence rest on the treaty of 1953 by their own words."""
    return _point(read, "sofa-0-root", "sma8-0-article-4", "whns-0-reaffirms")


@check("The month in which the agreement on wartime support was signed (it took effect in the year after)", "date")
def wartime_support_signed(read: Reader) -> str:
    """Return when the agreement was signed. Raises ValueError where that does not lie in the year before it took effect, as the label says."""
    signed, in_force = _date(read, "whns-signed"), _date(read, "whns-in-force")
    if year_of(in_force) - year_of(signed) != 1:
        raise ValueError("the agreement on wartime support was not signed in the year before it took effect")
    return signed


@check("Whether the preamble reaffirms the duties under the defence treaty", "coded")
def wartime_support_reaffirms(read: Reader) -> str:
    """Return what the preamble of the agreement on wartime support says of the treaty."""
    return _point(read, "whns-0-reaffirms")


@check("Whether article 2 pledges Korea's security and territory, subject to the defence treaty", "coded")
def wartime_support_pledge(read: Reader) -> str:
    """Return what article 2 of the agreement on wartime support says of Korea's security."""
    return _point(read, "whns-2-pledge")


@check("Whether the agreement speaks of U.S. plans to reinforce in crisis, hostilities or war", "coded")
def wartime_support_reinforces(read: Reader) -> str:
    """Return what the agreement on wartime support says of reinforcement."""
    return _point(read, "whns-reinforce")


@check("Whether the cost agreements refer to the defence treaty in preamble and title", "coded")
def contribution_footing(read: Reader) -> str:
    """Return whether the agreements on the contribution name the treaty as their ground."""
    return _point(read, "sma3-0-treaty", "sma8-0-article-4")


@check("What the full title of the cost agreements says", "coded")
def contribution_title(read: Reader) -> dict[str, str]:
    """Return whether the title names both articles, and whether both are what the measures are about."""
    return {"both articles are named": _point(read, "sma8-0-article-5", "sma8-0-article-4"), "the measures concern Article IV as well": _point(read, "sma8-0-on-article-4")}


@check("Whether Article V lays the cost of the forces on the United States and sites on Korea", "coded")
def forces_article_5(read: Reader) -> str:
    """Return what Article V of the Status of Forces Agreement says of cost and of sites."""
    return _point(read, "sofa-5-cost", "sofa-5-sites")


@check("Whether the agreement of 2009 calls the contribution a special measure for its own time", "coded")
def contribution_exception(read: Reader) -> str:
    """Return whether the contribution is a special measure by the text."""
    return _point(read, "sma8-1-special")


@check("Whether a further kind of cost has no ground in the texts", "coded")
def fourth_cost(read: Reader) -> dict[str, str]:
    """Return whether the agreement names three kinds of cost alone, and whether the texts keep others out for good."""
    return {"in the agreements, three kinds in 2009 and the same frame in 2024": _point(read, "sma8-1-three", "sma12-frame"), "as a bar to a new agreement": _point(read, "sma8-bars-fourth", "mdt-payment")}


@check("Whether joining payments and tariffs breaks what the texts oblige", "coded")
def cost_with_tariffs(read: Reader) -> dict[str, str]:
    """Return what the defence treaty says of joining the two, and whether the tariff of April 2025 departs from the trade agreement."""
    rate = read.value("tariffs", "rate_pct", tariff_id="2025-04-02-reciprocal-tariff")
    return {
        "by the defence treaty, on joining them": _point(read, "mdt-linking"),
        "by the trade agreement, on a new tariff for goods that were to be free": all_of(_point(read, "korus-tariffs", "korus-0-barriers"), answer(rate > 0)),
    }


@check("The year in which the missile guidelines were first agreed", "date")
def guidelines_agreed(read: Reader) -> str:
    """Return when the guidelines on Korean missiles were first agreed."""
    return read.value("missile_guidelines", "date", step="agreed")


@check("The day on which the missile guidelines ended", "date")
def guidelines_ended(read: Reader) -> str:
    """Return when the guidelines on Korean missiles ended."""
    return read.value("missile_guidelines", "date", step="ended")


@check("The longest range that the guidelines allowed", "km")
def guidelines_range(read: Reader) -> dict[str, float]:
    """Return the range allowed from the last change of it on and from the beginning, in kilometres."""
    ranges = read.series("missile_guidelines", "range_km", by="step_id", step_id=("1979", "2012"))
    return {"from October 2012": ranges["2012"], "from 1979": ranges["1979"]}
