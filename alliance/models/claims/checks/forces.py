"""Checks of what the documents say of troops, bases and posture."""

from __future__ import annotations

from alliance.models.claims.check import check
from alliance.models.claims.checks.answers import (
    answer,
    day,
    fact,
    fits,
    graded,
    says,
    so,
)
from alliance.models.claims.checks.dates import days_from
from alliance.models.claims.reading import Reader

TABLES = (
    "bases",
    "force_plans",
    "opcon_milestones",
    "public_opinion",
    "recorded_facts",
    "rok_defence_budget",
    "single_figures",
    "statement_language",
    "us_force_costs",
    "us_personnel",
)

#: A cut of the counted strength by more than this within half a year is one that the record would call a cut, in per cent.
CUT_PCT = 5

#: How many of Korea's yearly contributions a move must cost to count as costing a great deal.
GREAT_DEAL_YEARS = 10

#: How many times the garrison a reinforcement must be to count as far larger.
FAR_LARGER_TIMES = 10

#: Up to what share of another force a garrison is small, in per cent.
SMALL_PCT = 10

#: Up to how many days after it was opened a base counts as recently opened: three years.
RECENT_DAYS = 1096

REPORT_2021, ESSAY_2025 = "2021-05-26", "2025-06"


def troops(read: Reader, period: str, basis: str, country: str = "KOR") -> float:
    """Return U.S. military personnel in a country."""
    return read.value("us_personnel", "persons", country=country, group="us_military", period=period, basis=basis)


def counted(read: Reader, year: int, country: str = "KOR") -> float:
    """Return the yearly count of the Defense Manpower Data Center from 2009 on, selected reserve included."""
    return troops(read, str(year), "dmdc_active_plus_reserve", country)


def people(read: Reader, figure_id: str) -> float:
    """Return a single figure in persons."""
    return read.value("single_figures", "persons", figure_id=figure_id)


def nearest(read: Reader, city: str) -> str:
    """Return yes where Camp Humphreys is nearer to a city than the other large bases held, else no."""
    away = read.series("bases", f"km_to_{city}", by="base_id")
    return answer(away.pop("humphreys") < min(away.values()))


# Numbers


@check("U.S. troops in Korea in the first half of 2025", "persons")
def troops_2025(read: Reader) -> dict[str, float]:
    """Return the strength as stated and as counted, in persons."""
    return {"as the press states them in May": people(read, "usfk-stated-2025"), "as counted in June": troops(read, "2025-06", "dmdc_single_report")}


@check("U.S. troops in Korea in 2021", "persons")
def troops_2021(read: Reader) -> dict[str, float]:
    """Return the strength as stated and as counted, in persons."""
    return {"as stated": troops(read, "2021", "stated"), "as counted, reserves included": counted(read, 2021)}


@check("Korean employees of U.S. Forces Korea in 2020", "persons")
def korean_employees_2020(read: Reader) -> dict[str, float]:
    """Return the numbers stated in spring and in autumn, in persons."""
    return {when: read.value("us_personnel", "persons", group="korean_employees", period=period, basis="stated") for when, period in (("in April", "2020-04"), ("in October", "2020-10"))}


@check("Whether the presence is extensive", "coded")
def presence_extensive(read: Reader) -> dict[str, str]:
    """Return yes or no: among the countries that host U.S. troops, and against its own size in 1990, of which reserves were not yet counted."""
    return {"third among all host countries (March 2024)": fact(read, "force-third-host"), "larger than in 1990": answer(counted(read, 2021) > troops(read, "1990", "dmdc_active_duty"))}


@check("Whether the garrison of 2024 is small: under a tenth of Korea's own forces of 2025, and of the reinforcements once planned", "coded")
def garrison_small(read: Reader) -> str:
    """Return yes where both hold."""
    limits = (read.value("force_plans", "persons", country="KOR", series="active_duty_force", year=2025, basis="ministry_report"), people(read, "augmentation-2004"))
    return answer(all([100 * counted(read, 2024) < SMALL_PCT * limit for limit in limits]))


# Reinforcement and commitment


def _reinforced(read: Reader) -> list[bool]:
    """Return whether the agreement on wartime support names reinforcement, and whether the force once planned is far larger than the garrison."""
    return [*so(read, "force-host-support-reinforce"), people(read, "augmentation-2004") >= FAR_LARGER_TIMES * people(read, "usfk-stated-2025")]


@check("Whether a far larger force was to follow in war: the agreement of 1991, and the numbers of the Korean white paper of 2004", "coded")
def frame_for_reinforcement(read: Reader) -> str:
    """Return partly where both hold: they fit a garrison meant as a frame, and do not show what its units are for."""
    return fits(*_reinforced(read))


@check("Whether larger forces and nuclear weapons stand behind the garrison", "coded")
def first_instalment(read: Reader) -> dict[str, str]:
    """Return the answer by the later texts, and by that of the treaty on nuclear weapons."""
    return {
        "by the agreement of 1991, the plans of 2004 and the declaration of 2023": graded(*_reinforced(read), *so(read, "force-washington-nuclear")),
        "by the treaty of 1953, on nuclear weapons": fact(read, "force-treaty-nuclear"),
    }


@check("Whether entry into war is certain", "coded")
def drawn_in(read: Reader) -> dict[str, str]:
    """Return yes or no: by the treaty, and by whether more Americans favoured than opposed sending troops."""
    views = {name: read.value("public_opinion", "share_pct", question="troops_if_invaded", field_period="2023-09", answer=name) for name in ("favour", "oppose")}
    return {"by the treaty, which leaves each side its constitutional processes": fact(read, "force-treaty-automatic"), "by more Americans for than against sending troops, September 2023": answer(views["favour"] > views["oppose"])}


@check("Whether each side yielded to the other in the understanding of 2006", "coded")
def flexibility_yielded(read: Reader) -> str:
    """Return partly where both did: Washington gave way, and Seoul as well."""
    return fits(*so(read, "force-flexibility-us", "force-flexibility-korea"))


@check("Whether the task is to deter North Korea", "coded")
def task_deters_north(read: Reader) -> dict[str, str]:
    """Return yes or no: as the treaty is written, and as the Pentagon put it in August 2025."""
    return {"as the treaty names its enemy": fact(read, "force-treaty-names-enemy"), "as the Pentagon put its primary focus in August 2025": fact(read, "force-pentagon-primary")}


@check("Whether the task turned to China", "coded")
def task_turned(read: Reader) -> dict[str, str]:
    """Return yes or no: in the presidents' fact sheet of November 2025, and as the Pentagon put it three months before."""
    return {
        "in the words of November 2025 on the Taiwan Strait": answer(says(read, "2025-11-14", "taiwan_strait")),
        "as a primary focus other than North Korea in August 2025": answer(fact(read, "force-pentagon-primary") != "yes"),
    }


# Posture of 2025


@check("The day on which the official spoke", "date")
def official_spoke(read: Reader) -> str:
    """Return the day."""
    return day(read, "force-official-2025")


@check("Whether a U.S. defence official had spoken so", "coded")
def official_said_so(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "force-official-2025")


def _cut(read: Reader, earlier: str, later: str) -> float:
    """Return the fall of the counted strength from one report to another, in per cent."""
    before, after = troops(read, earlier, "dmdc_single_report"), troops(read, later, "dmdc_single_report")
    return 100 * (1 - after / before)


@check("What changed by the end of 2025", "coded")
def posture_changed(read: Reader) -> dict[str, str]:
    """Return yes or no: the counted strength from March to December, and the ministers' words on the current level."""
    return {
        "the number of troops, by over one in twenty": answer(abs(_cut(read, "2025-03", "2025-12")) > CUT_PCT),
        "the words on the current level, dropped in November": answer(not says(read, "2025-11-14", "usfk_current_level")),
    }


@check("What came by the end of 2025", "coded")
def cut_or_new_task(read: Reader) -> dict[str, str]:
    """Return yes or no: fewer troops from March to December, and a wider task in the words of November."""
    return {"fewer troops, by over one in twenty": answer(_cut(read, "2025-03", "2025-12") > CUT_PCT), "another task, in the words on the Taiwan Strait": answer(says(read, "2025-11-14", "taiwan_strait"))}


@check("Whether fewer troops were under consideration in May 2025", "coded")
def cut_considered(read: Reader) -> dict[str, str]:
    """Return yes or no by three kinds of sign."""
    return {
        "reported by a newspaper": fact(read, "force-cut-reported-2025"),
        "not ruled out by senior officials": fact(read, "force-cut-open-2025"),
        "confirmed by the Department of Defense": fact(read, "force-cut-confirmed-2025"),
    }


@check("Whether troops were withdrawn in the second half of 2025, as a sign of the discord", "coded")
def discord_shown(read: Reader) -> str:
    """Return yes where the counted strength fell by over one in twenty, silent where not: the condition did not come about."""
    return "yes" if _cut(read, "2025-06", "2025-12") > CUT_PCT else "silent"


@check("Whether Joe Biden had written so as a candidate", "coded")
def biden_wrote(read: Reader) -> str:
    """Return the coded answer."""
    return fact(read, "force-biden-article")


# Bases and places


@check("The day of General Brunson's remark", "date")
def brunson_spoke(read: Reader) -> str:
    """Return the day."""
    return day(read, "force-brunson-distance")


@check("Whether the commander and the Pentagon give the forces a purpose beyond North Korea", "coded")
def purpose_beyond_north(read: Reader) -> str:
    """Return partly where both do: a purpose named is no gain measured."""
    return fits(*so(read, "force-brunson-mission", "force-pentagon-beyond"))


@check("Whether Camp Humphreys lies nearer to Beijing than the large bases on Okinawa, near Tokyo and on Guam", "coded")
def near_china(read: Reader) -> str:
    """Return yes or no."""
    return nearest(read, "beijing")


@check("Whether the alternatives are worse", "coded")
def no_better_place(read: Reader) -> dict[str, str]:
    """Return yes or no: by distance for a war in Korea and for one over Taiwan, and by the quarters found on Guam."""
    away = {base: read.value("bases", "km_to_taipei", base_id=base) for base in ("humphreys", "kadena")}
    return {
        "for a war in Korea, by the distance of other large bases": nearest(read, "pyongyang"),
        "for a war over Taiwan, by the distance of Okinawa": answer(away["humphreys"] < away["kadena"]),
        "for want of quarters on Guam, in 2012": answer(fact(read, "force-guam-quarters") != "yes"),
    }


@check("Whether moving the troops at the price by head of the move to Guam costs more than ten yearly contributions of Korea", "coded")
def move_costs(read: Reader) -> str:
    """Return yes or no; the price is the one projected for 5,000 Marines, the contribution that of 2025 as an agency converted it."""
    by_head = read.value("single_figures", "amount_usd_mn", figure_id="guam-move") / people(read, "guam-move")
    return answer(by_head * people(read, "usfk-stated-2025") > GREAT_DEAL_YEARS * read.value("us_force_costs", "amount_usd_m", item="rok_contribution", period="2025"))


@check("Whether U.S. troops could train without limits", "coded")
def training(read: Reader) -> dict[str, str]:
    """Return yes or no: in 2020, when air crews had to go abroad, and at the largest range after its return to full use."""
    restored = day(read, "force-range-restored")
    return {
        "in 2020, live fire for air crews": answer(fact(read, "force-crews-abroad") != "yes"),
        "at the largest range, by June 2025": answer(day(read, "force-range-limited") < restored <= ESSAY_2025),
    }


@check("Whether a large U.S. Navy ship was overhauled in Korea before the essay", "coded")
def logistics_centre(read: Reader) -> str:
    """Return partly where one was: repair in a yard is shown, stores and transport are not."""
    return fits(day(read, "force-ship-overhaul") < ESSAY_2025)


@check("Whether sites were handed back as planned, before and at the end of 2020", "coded")
def land_returned(read: Reader) -> str:
    """Return yes where the plan, the return of 2019 and that of 2020 stand in this order before the report."""
    dates = [day(read, name) for name in ("force-sites-plan", "force-sites-returned-2019", "force-sites-returned-2020")]
    return answer(dates == sorted(dates) and dates[-1] <= REPORT_2021)


@check("Whether Camp Humphreys had opened within three years before the report", "coded")
def humphreys_recent(read: Reader) -> dict[str, str]:
    """Return yes or no, by which headquarters is meant."""
    moves = {"headquarters of U.S. Forces Korea, June 2018": "force-humphreys-headquarters", "headquarters of the Eighth Army, July 2017": "force-humphreys-eighth-army"}
    return {which: answer(0 <= days_from(day(read, name), REPORT_2021) <= RECENT_DAYS) for which, name in moves.items()}


@check("Whether Camp Humphreys is the largest", "coded")
def humphreys_largest(read: Reader) -> dict[str, str]:
    """Return yes or no: by the word of the U.S. commander, and by area against one other base."""
    area = {place: read.value("bases", "area_km2", base_id=place) for place in ("humphreys", "kadena")}
    return {"by the word of the U.S. commander in 2018": fact(read, "force-humphreys-largest"), "by area, against Kadena Air Base on Okinawa": answer(area["humphreys"] > area["kadena"])}


@check("Whether Korea grew stronger and wanted more say before the report", "coded")
def alliance_adapted(read: Reader) -> dict[str, str]:
    """Return yes or no: by its budget, by the proposal that came before the first agreement on command, and by the delay of 2010."""
    budget = read.series("rok_defence_budget", "budget_krw_bn", by="year", basis="official", year=(2006, 2021))
    proposed, agreed, delayed = (read.value("opcon_milestones", "date", milestone_id=name) for name in ("ocm-010", "ocm-011", "ocm-015"))
    return {
        "by a larger defence budget in 2021 than in 2006": answer(budget[2021] > budget[2006]),
        "by proposing the return of command before it was agreed": answer(proposed < agreed),
        "without putting that return off": answer(not agreed < delayed <= REPORT_2021),
    }