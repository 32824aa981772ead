"""Declared parameters as people and as machines read them: a plain listing and JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alliance.parameters.declarations import Declaration

_SCHEMA_TYPES = {"number": "number", "integer": "integer", "choice": "string", "text": "string", "path": "string"}


def listing(declarations: Mapping[str, Declaration]) -> str:
    """Return one block of plain text a parameter: name, value and unit, label, bounds, plausible range, source."""
    return "\n".join(line for item in declarations.values() for line in _block(item))


def _block(item: Declaration) -> list[str]:
    lines = [f"{item.name} = {item.value}  [{item.unit}]", f"    {item.label} ({item.role}, {item.file})"]
    if item.bounds:
        lines.append(f"    bounds {item.bounds[0]:.10g} to {item.bounds[1]:.10g}" + (f", plausible {item.plausible[0]} to {item.plausible[1]}" if item.plausible else ""))
    for code, text in (item.choices or {}).items():
        lines.append(f"    {code}: {text}")
    lines.append(f"    source: {item.source.key}, {item.source.locator}" if item.source else f"    judgement: {item.judgement}")
    if item.note:
        lines.append(f"    note: {item.note}")
    return lines


def json_schema(declarations: Mapping[str, Declaration]) -> dict[str, Any]:
    """Return the JSON Schema of a mapping of parameter values; unknown names are not allowed."""
    properties = {}
    for item in declarations.values():
        entry: dict[str, Any] = {"type": _SCHEMA_TYPES[item.type], "title": item.label, "default": item.value}
        if item.type in ("number", "integer"):
            entry |= {"minimum": item.bounds[0], "maximum": item.bounds[1]}
        if item.choices:
            entry["enum"] = list(item.choices)
        entry["description"] = "; ".join(filter(None, [item.unit, item.note, item.judgement or f"{item.source.key}, {item.source.locator}"]))
        properties[item.name] = entry
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Parameters of The Alliance Ledger",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
