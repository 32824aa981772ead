"""What must hold on every page of the built site: one module a check, each a function that returns what it found wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something wrong on a page: `rule` is a short fixed name, `what` says what and where."""

    page: str
    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.page}: {self.rule}: {self.what}"
