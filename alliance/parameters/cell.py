"""The `parameters` cell of a notebook: one line a parameter, in the form that papermill reads and explains."""

from __future__ import annotations

from alliance.parameters.declarations import Declaration, load_declarations
from alliance.parameters.types import PYTHON_TYPES


def cell_source(stem: str) -> str:
    """Return the source of a chapter's parameters cell: `name: type = default  # label [unit]`."""
    return "\n".join(_line(item) for item in load_declarations().of(stem).values())


def _line(item: Declaration) -> str:
    value = f'"{item.value}"' if isinstance(item.value, str) else repr(item.value)
    about = f"one of {', '.join(item.choices)}" if item.choices else item.unit
    return f"{item.name}: {PYTHON_TYPES[item.type]} = {value}  # {item.label} [{about}]"
