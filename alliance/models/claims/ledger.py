"""The ledger: every claim of the five documents with its verdict, the figure found, and why; computed, never typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
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
    """One claim as judged. `claim` is its row, `outcome` and `then` are the judgements of its two checks, None where it has none.

    `verdict` is the verdict; for a forecast that on its outcome, and `verdict_then` the one on what was known when it was made.
    Texts are empty where there is nothing to say, and made when asked for: counts need none. `reads` is what the checks read,
    `sources` and `tables` where that stands.
    """

    document: str
    claim: Mapping[str, Any]
    outcome: _Judgement | None
    then: _Judgement | None

    @property
    def id(self) -> str:
        return self.claim["id"]

    @property
    def verdict(self) -> str:
        return self.outcome.verdict if self.outcome else OPEN

    @property
    def verdict_then(self) -> str:
        return self.then.verdict if self.then else ""

    @property
    def found(self) -> str:
        return self.outcome.found if self.outcome else ""

    @property
    def why(self) -> str:
        times = ((THEN, self.then), (OUTCOME, self.outcome))
        words = [f"{time.capitalize()}: {part.why}" if self.claim["check_then"] else part.why for time, part in times if part]
        return " ".join([*words, *([self.claim["needs"]] if self.claim["needs"] else [])])

    @property
    def is_judged(self) -> bool:
        """Return whether a check has found a figure to hold the claim against."""
        return any(part.reader for part in self._told)

    @property
    def reads(self) -> tuple[tuple, ...]:
        return self._of_readers(lambda reader: reader.reads)

    @property
    def sources(self) -> tuple[str, ...]:
        return self._of_readers(lambda reader: reader.sources)

    @property
    def tables(self) -> tuple[str, ...]:
        return self._of_readers(lambda reader: reader.tables)

    @property
    def _told(self) -> list[_Judgement]:
        return [part for part in (self.then, self.outcome) if part]

    def _of_readers(self, what: Callable[[Reader], Iterable[Any]]) -> tuple[Any, ...]:
        return tuple(dict.fromkeys(key for part in self._told if part.reader for key in what(part.reader)))


class Findings(dict):
    """What each check finds, by its name: figures and reader. Each check runs once, when first asked for.

    What was found `earlier` in the same data is taken over where every parameter that it rests on has the same value.
    """

    def __init__(self, parameters: Mapping[str, Any], data: Mapping[str, Rows], checks: Mapping[str, Check], earlier: Findings | None = None):
        super().__init__()
        self.parameters, self.data, self.checks = dict(parameters), data, checks
        if earlier is not None and earlier.data is data:
            self.update((name, found) for name, found in earlier.items() if found[1].holds_for(parameters))

    @property
    def latitudes(self) -> dict[str, float]:
        """Return the two latitudes of the run, in per cent."""
        return {"about_pct": self.parameters["claim_about_pct"], "near_pct": self.parameters["claim_near_pct"]}

    @cached_property
    def judged(self) -> list[Entry]:
        """Every claim as judged with the latitudes of the run, in the order of the documents."""
        return ledger(self, **self.latitudes)

    def __missing__(self, name: str) -> tuple[dict[str, Figure], Reader]:
        self[name] = self.checks[name].run(self.parameters, self.data)
        return self[name]

    def made_once(self, name: str, make: Callable[[Reader], Any]) -> Any:
        """Return what `make` makes of what it reads, under a name that no check has; made when first asked for."""
        if name not in self:
            reader = Reader(self.parameters, self.data)
            self[name] = make(reader), reader
        return self[name][0]


def ledger(findings: Findings, *, about_pct: float, near_pct: float) -> list[Entry]:
    """Return every claim of the documents, in their order, as judged with two latitudes in per cent.

    Raises KeyError where a claim names a check that does not exist, ValueError where its unit is not the check's.
    """
    return [entry(document, claim, findings, about_pct=about_pct, near_pct=near_pct) for document in DOCUMENTS for claim in findings.data[document]]


def entry(document: str, claim: Mapping[str, Any], findings: Findings, *, about_pct: float, near_pct: float) -> Entry:
    """Return one claim as judged with two latitudes in per cent."""
    outcome, then = (_judgement(claim, claim[column], findings, about_pct, near_pct) for column in ("check", "check_then"))
    return Entry(document, claim, outcome, then)


@dataclass(frozen=True)
class _Judgement:
    """What a check says of a claim: the verdict on each figure found, by sense, and what was read; `lacking` is what the tables of the run have not."""

    stated: Stated
    check: Check
    figures: Mapping[str, Figure]
    verdicts: Mapping[str, str]
    reader: Reader | None = None
    lacking: str = ""

    @cached_property
    def verdict(self) -> str:
        return judge.together(self.verdicts.values()) if self.reader else OPEN

    @property
    def found(self) -> str:
        return "; ".join(f"{sense}: {self.check.text(figure)}" if sense else self.check.text(figure) for sense, figure in self.figures.items())

    @property
    def why(self) -> str:
        if not self.reader:
            return f"Not judged, since the tables of this run lack what its check reads ({self.lacking})."
        return judge.why(self.stated, self.check, self.figures, self.verdicts)


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
        return _Judgement(stated, check, {}, {}, lacking=str(error))
    verdicts = {sense: judge.judged(stated, figure, about_pct=about_pct, near_pct=near_pct) for sense, figure in figures.items()}
    return _Judgement(stated, check, figures, verdicts, reader)


def checked(entries: Sequence[Entry]) -> list[Entry]:
    """Return the claims that a check has judged."""
    return [item for item in entries if item.is_judged]
