"""How a check reads tables and parameters: every value it takes is noted, with the row it stood in.

What a check read is what its verdict rests on: the ledger names the sources of those rows, and a test disturbs each
of the values and sees the figure found change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Rows = Sequence[Mapping[str, Any]]


@dataclass
class Reader:
    """The values a check may read, and those it has read: `(table, number of the row, column)` or `("", name)` for a parameter."""

    parameters: Mapping[str, Any]
    data: Mapping[str, Rows]
    reads: dict[tuple, Any] = field(default_factory=dict)

    def parameter(self, name: str) -> Any:
        """Return a parameter's value. Raises KeyError where the chapter takes no such parameter."""
        self.reads["", name] = self.parameters[name]
        return self.parameters[name]

    def value(self, table: str, column: str, **where: Any) -> Any:
        """Return the one known value of a column in the rows that `where` chooses.

        Raises LookupError where no row, or more than one, has a value: a check must say which one it means.
        """
        found = self._found(table, column, where)
        if len(found) != 1:
            raise LookupError(f"{table}.{column}: {len(found)} rows with a value for {where}, one is needed")
        [(number, row)] = found
        return self._note(table, number, column, row)

    def series(self, table: str, column: str, by: str, **where: Any) -> dict[Any, Any]:
        """Return the known values of a column in the rows that `where` chooses, by the value of the key column `by`.

        Raises LookupError where there is none, or where two rows have the same key.
        """
        found = self._found(table, column, where)
        keys = [row[by] for _, row in found]
        if not found or len(set(keys)) != len(keys):
            raise LookupError(f"{table}.{column} by {by}: {len(found)} rows for {where}, one for each {by} is needed")
        return {row[by]: self._note(table, number, column, row) for number, row in found}

    def _found(self, table: str, column: str, where: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
        # Ledgers ask long tables often: comparing views of items is several times as fast as key by key.
        several = {key: wanted for key, wanted in where.items() if isinstance(wanted, (range, tuple, frozenset))}
        one = {key: wanted for key, wanted in where.items() if key not in several}.items()
        return [
            (number, row)
            for number, row in enumerate(self.data[table])
            if one <= row.items() and row[column] is not None and all(row[key] in wanted for key, wanted in several.items())
        ]

    def _note(self, table: str, number: int, column: str, row: Mapping[str, Any]) -> Any:
        self.reads[table, number, column] = row[column]
        return row[column]

    def holds_for(self, parameters: Mapping[str, Any]) -> bool:
        """Return whether what was found would be found again: every parameter read has the same value."""
        return all(parameters[name] == value for name, value in self._parameters_read.items())

    @cached_property
    def _parameters_read(self) -> dict[str, Any]:
        """The values of the parameters read, by name; asked for once all is read."""
        return {key[1]: value for key, value in self.reads.items() if not key[0]}

    @property
    def sources(self) -> tuple[str, ...]:
        """Return the keys of the sources of every row read, in the order of reading; a claim's own row names none."""
        rows = [self.data[key[0]][key[1]] for key in self.reads if key[0]]
        return tuple(dict.fromkeys(key for row in rows for key in row.get("source", "").split(";") if key))

    @property
    def tables(self) -> tuple[str, ...]:
        """Return the names of the tables read."""
        return tuple(dict.fromkeys(key[0] for key in self.reads if key[0]))
