"""Checks of what the documents say of operational control: who holds it, who is to hold it, on what conditions."""

from __future__ import annotations

from alliance.models.claims.check import check
from alliance.models.claims.checks.answers import all_of, answer
from alliance.models.claims.checks.dates import years_from
from alliance.models.claims.reading import Reader

TABLES = ("command_arrangements", "opcon_milestones", "treaty_points")

#: The day of the report of the Congressional Research Service.
_CRS_DAY = "2021-05-26"


def _point(read: Reader, point_id: str) -> str:
    return read.value("treaty_points", "answer", point_id=point_id)


@check("Time from the first steps towards a transfer to the report of May 2021", "years", 1)
def transfer_prepared(read: Reader) -> dict[str, float]:
    """Return the years of preparation up to the report, from the agreement in principle and from the plan."""
    starts = {"from the agreement in principle of 2006": "ocm-011", "from the plan signed in 2007": "ocm-014"}
    return {sense: years_from(read.value("opcon_milestones", "date", milestone_id=key), _CRS_DAY) for sense, key in starts.items()}


@check("Whether the principles agreed in 2018 keep a combined command under a Korean general with an American deputy", "coded")
def command_after_transfer(read: Reader) -> str:
    """Return whether the agreed command after the transfer is combined, led by a Korean general, with a U.S. deputy."""
    points = [_point(read, key) for key in ("gp-command-kept", "gp-korean-commander", "gp-american-deputy")]
    return all_of(*points, answer(read.value("command_arrangements", "holder", arrangement_id="war-after") == "KOR"))


@check("Whether the United States held wartime control through the combined command when the report appeared", "coded")
def command_in_war(read: Reader) -> str:
    """Return whether the arrangement for war since 1978 was in being in May 2021 and had a U.S. general at its head."""
    row = {"arrangement_id": "war-1978", "to": None}
    begun = years_from(read.value("command_arrangements", "from", **row), _CRS_DAY) > 0
    return answer(begun and read.value("command_arrangements", "holder", **row) == "USA")


@check("Whether command in armistice, but for the areas delegated to the combined commander, was in Korean hands when the report appeared", "coded")
def command_in_peace(read: Reader) -> str:
    """Return whether the arrangement for armistice since 1994 was in being in May 2021 and had a Korean holder."""
    row = {"arrangement_id": "armistice-1994", "to": None}
    begun = years_from(read.value("command_arrangements", "from", **row), _CRS_DAY) > 0
    return answer(begun and read.value("command_arrangements", "holder", **row) == "KOR")


@check("Whether the first condition of the plan asks for Korean capabilities to lead the combined defence", "coded")
def condition_to_lead(read: Reader) -> str:
    """Return what the plan says of the capabilities to lead."""
    return _point(read, "plan-1-lead")


@check("Whether the second condition asks for a Korean part in the alliance's answer to nuclear weapons and missiles", "coded")
def condition_missiles(read: Reader) -> str:
    """Return what the plan says of Korea's part in the response to nuclear weapons and missiles."""
    return _point(read, "plan-2-korean-part")


@check("Whether the third condition asks for a favourable environment on the peninsula, and in the region too", "coded")
def condition_environment(read: Reader) -> str:
    """Return what the plan says of the security environment of the peninsula."""
    return _point(read, "plan-3-environment")
