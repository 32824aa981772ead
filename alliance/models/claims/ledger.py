"""The ledger: every claim of the five documents with its verdict, the figure found, and why; computed, never typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alliance.models.claims import verdict as judge
from alliance.models.claims.check import Check, Figure
from alliance.models.claims.reading import Reader, Rows
from alliance.models.claims.verdict import OPEN, Stated

#: The five documents: the ledger that holds a document's claims, its key in the bibliography, and how the book calls it.
DOCUMENTS = {
    "diplomat": ("stangarone-2020", "The Diplomat 2020"),
    "cfr": ("cfr-2021", "CFR 2021"),
    "crs": ("crs-2021", "CRS 2021"),
    "joongang": ("joongang-2025", "JoongAng 2025"),
    "atlantic": ("atlantic-2025", "Atlantic Council 2025"),
}

#: The two times at which a forecast is judged.
THEN, OUTCOME = "as seen then", "as it turned out"


@dataclass(frozen=True)
class Entry:
    """One claim as judged. `claim` is its row; texts are empty where there is nothing to say.

    `verdict` is the verdict; for a forecast that on its outcome, and `verdict_then` the one on what was known when it was made.
    `checks` are the names that were run, `reads` what they read, `sources` and `tables` where that stands.
    """

    document: str
    claim: Mapping[str, Any]
    verdict: str
    verdict_then: str
    found: str
    why: str
    reads: tuple[tuple, ...]
    sources: tuple[str, ...]
    tables: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.claim["id"]


class Findings(dict):
    """What each check finds, by its name: figures and reader. Each check runs once, when first asked for."""

    def __init__(self, parameters: Mapping[str, Any], data: Mapping[str, Rows], checks: Mapping[str, Check]):
        super().__init__()
        self.parameters, self.data, self.checks = parameters, data, checks

    @property
    def latitudes(self) -> dict[str, float]:
        """Return the two latitudes of the run, in per cent."""
        return {"about_pct": self.parameters["claim_about_pct"], "near_pct": self.parameters["claim_near_pct"]}

    def __missing__(self, name: str) -> tuple[dict[str, Figure], Reader]:
        self[name] = self.checks[name].run(self.parameters, self.data)
        return self[name]


def ledger(findings: Findings, *, about_pct: float, near_pct: float) -> list[Entry]:
    """Return every claim of the documents, in their order, as judged with two latitudes in per cent.

    Raises KeyError where a claim names a check that does not exist, ValueError where its unit is not the check's.
    """
    return [entry(document, claim, findings, about_pct=about_pct, near_pct=near_pct) for document in DOCUMENTS for claim in findings.data[document]]


def entry(document: str, claim: Mapping[str, Any], findings: Findings, *, about_pct: float, near_pct: float) -> Entry:
    """Return one claim as judged with two latitudes in per cent."""
    outcome, then = (_judgement(claim, claim[column], findings, about_pct, near_pct) for column in ("check", "check_then"))
    told = [part for part in (then, outcome) if part]
    if claim["check_then"]:
        words = [f"{time.capitalize()}: {part.why}" for time, part in ((THEN, then), (OUTCOME, outcome)) if part]
    else:
        words = [part.why for part in told]
    return Entry(
        document=document,
        claim=claim,
        verdict=outcome.verdict if outcome else OPEN,
        verdict_then=then.verdict if then else "",
        found=outcome.found if outcome else "",
        why=" ".join([*words, *([claim["needs"]] if claim["needs"] else [])]),
        reads=tuple(dict.fromkeys(key for part in told for key in part.reads)),
        sources=tuple(dict.fromkeys(key for part in told for key in part.sources)),
        tables=tuple(dict.fromkeys(name for part in told for name in part.tables)),
    )


@dataclass(frozen=True)
class _Judgement:
    verdict: str
    found: str
    why: str
    reads: tuple[tuple, ...]
    sources: tuple[str, ...]
    tables: tuple[str, ...]


def _judgement(claim: Mapping[str, Any], name: str | None, findings: Findings, about_pct: float, near_pct: float) -> _Judgement | None:
    if not name:
        return None
    check = findings.checks[name]
    stated = Stated(claim["relation"], claim["value"], claim["unit"])
    if stated.unit != check.unit:
        raise ValueError(f"is stated in '{stated.unit}', its check {name} finds '{check.unit}'")
    try:
        figures, reader = findings[name]
    except LookupError as error:
        # Tables of a run's own may lack a row; then the claim is left, and the reason is told.
        return _Judgement(judge.OPEN, "", f"Not judged, since the tables of this run lack what its check reads ({error}).", (), (), ())
    verdicts = {sense: judge.judged(stated, figure, about_pct=about_pct, near_pct=near_pct) for sense, figure in figures.items()}
    return _Judgement(
        verdict=judge.together(verdicts.values()),
        found="; ".join(f"{sense}: {check.text(figure)}" if sense else check.text(figure) for sense, figure in figures.items()),
        why=judge.why(stated, check, figures, verdicts),
        reads=tuple(reader.reads),
        sources=reader.sources,
        tables=reader.tables,
    )


def checked(entries: Sequence[Entry]) -> list[Entry]:
    """Return the claims that a check has judged."""
    return [item for item in entries if item.reads]
