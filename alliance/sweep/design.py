"""Draws by SALib: Latin hypercubes for ranges, Saltelli's design over a Sobol sequence for variance-based sensitivity.

Both are points of the unit cube. Latin hypercubes come in blocks, each made from the seed and its own number, so that the
first draws are the same however many follow, and that no more than a block is ever held. Saltelli's design is one whole:
eight bytes for each run and parameter, 28 MB for 123,000 runs of 28 parameters, and a plan that asks for more than
`MOST_HELD` numbers is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

#: Draws in one Latin hypercube.
BLOCK = 1000

#: The most numbers of a design for Sobol indices, which is held at once: 400 MB.
MOST_HELD = 50_000_000

LATIN, SOBOL, NONE = "latin hypercube", "sobol", "none"


@dataclass(frozen=True)
class Design:
    """Which points of the unit cube a sweep draws: the kind, how many draws, how many parameters, and the seed."""

    kind: str
    draws: int
    width: int
    seed: int

    @property
    def rows(self) -> int:
        """Return how many runs the design asks for at each point of the grid."""
        if self.kind == NONE:
            return 1
        return self.draws * (self.width + 2) if self.kind == SOBOL else self.draws

    @property
    def held(self) -> int:
        """Return how many numbers must be held at once."""
        return self.rows * self.width if self.kind == SOBOL else min(self.rows, BLOCK) * self.width

    def units(self, start: int, stop: int) -> list[list[float]]:
        """Return the points of runs `start` to `stop`, one list of coordinates in [0, 1] a run."""
        if self.kind == NONE:
            return [[] for _ in range(start, stop)]
        if self.kind == SOBOL:
            return _saltelli(self.draws, self.width, self.seed)[start:stop].tolist()
        found: list[list[float]] = []
        while start < stop:
            block, place = divmod(start, BLOCK)
            size = min(BLOCK, self.draws - block * BLOCK)
            part = _hypercube(block, size, self.width, self.seed)[place : place + stop - start].tolist()
            found += part
            start += len(part)
        return found


def problem(width: int, names: tuple[str, ...] = ()) -> dict:
    """Return what SALib calls a problem: parameters of the unit cube."""
    return {"num_vars": width, "names": list(names) or [str(index) for index in range(width)], "bounds": [[0.0, 1.0]] * width}


@lru_cache(maxsize=2)
def _hypercube(block: int, size: int, width: int, seed: int) -> np.ndarray:
    import numpy as np
    from SALib.sample import latin

    return latin.sample(problem(width), size, seed=np.random.default_rng([seed, block]))


@lru_cache(maxsize=1)
def _saltelli(draws: int, width: int, seed: int) -> np.ndarray:
    import numpy as np
    from SALib.sample import sobol

    return sobol.sample(problem(width), draws, calc_second_order=False, seed=np.random.default_rng(seed))
