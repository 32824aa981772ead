"""Those who reach the age of service in a year, from the births of the year in which they were born."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

#: The basis whose births are used: estimates to 2023, then the medium variant [wpp2024].
BIRTHS_BASIS = "wpp2024"

#: First year in which births are projected and a fertility variant counts.
FIRST_PROJECTED = 2024


@dataclass(frozen=True)
class Cohorts:
    """What turns births into cohorts: births by year (persons), age of service (years), share of boys, and men at that age per boy born."""

    births: Mapping[int, float]
    entry_age: int
    male_share: float
    ratio: float

    def men(self, year: int) -> float:
        """Return the men who reach the age of service in a year: births(year - age) x male share x ratio, in persons.

        Raises ValueError for a year whose births are not known, with the years that are.
        """
        return self._born(year) * self.male_share * self.ratio

    def women(self, year: int) -> float:
        """Return the women who reach the age of service in a year: births(year - age) x (1 - male share) x ratio, in persons."""
        return self._born(year) * (1 - self.male_share) * self.ratio

    def _born(self, year: int) -> float:
        born = year - self.entry_age
        if born not in self.births:
            low, high = min(self.births) + self.entry_age, max(self.births) + self.entry_age
            raise ValueError(f"those aged {self.entry_age} in {year} were born in {born}; births are known for cohorts of {low} to {high}")
        return self.births[born]


def male_share(boys_per_100_girls: float) -> float:
    """Return boys as a fraction of births from the sex ratio at birth: r / (100 + r). Raises ValueError for a ratio below zero."""
    if boys_per_100_girls < 0:
        raise ValueError(f"{boys_per_100_girls} boys per 100 girls are fewer than none")
    return boys_per_100_girls / (100 + boys_per_100_girls)


def births(rows: Sequence[Mapping[str, Any]], variant: str) -> dict[int, float]:
    """Return births by year in persons. Projected years follow the fertility variant:

    births(y) = births of the medium variant(y) x fertility of the variant(y) / fertility of the medium variant(y).

    The number of mothers is taken as in the medium variant, which is so for about twenty-five years and an approximation
    after that. Raises ValueError for a variant that the table does not hold.
    """
    medium = {row["year"]: row for row in rows if row["basis"] == BIRTHS_BASIS and row["births"] is not None}
    known = {row["basis"] for row in rows if row["basis"].startswith(BIRTHS_BASIS)}
    if variant not in known:
        raise ValueError(f"'{variant}' is not a fertility variant; there are {', '.join(sorted(known))}")
    rates = {row["year"]: row["children_per_woman"] for row in rows if row["basis"] == variant}
    found = {}
    for year, row in sorted(medium.items()):
        factor = rates[year] / row["children_per_woman"] if year >= FIRST_PROJECTED else 1.0
        found[year] = row["births"] * factor
    return found
