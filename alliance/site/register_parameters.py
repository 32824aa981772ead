"""The parameter register: every assumption of the book, with its range and where it comes from."""

from __future__ import annotations

import html
from functools import lru_cache
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from alliance.parameters import (
    Declaration,
    load_declarations,
    load_scenario,
    scenario_names,
)
from alliance.parameters.declarations import SHARED
from alliance.site.blocks import (
    Page,
    block,
    chapter_name,
    facts,
    note_sources,
    note_target,
    writer,
)
from alliance.site.book import book_of
from alliance.site.colophon import shown
from alliance.site.figures import permalink
from alliance.site.registers import Register, section
from alliance.site.reuse import reads_run
from alliance.site.scenario_pages import GALLERY


class ParameterRegister(Register):
    """Lists every declared parameter, by the chapter that declares it."""

    def listed(self) -> list[nodes.Node]:
        reads_run(self.env)
        declared = load_declarations()
        stems = dict.fromkeys(item.stem for item in declared.values())
        for name, item in declared.items():
            note_target(self.env, f"param-{name}", item.label, self.lineno)
            note_sources(self.env, [item.source.key] if item.source else [], self.lineno)
        return [section(f"parameters-{stem}", _heading(stem), self._entries(stem)) for stem in stems]

    def _entries(self, stem: str) -> nodes.Node:
        items = [item for item in load_declarations().values() if item.stem == stem]
        values = {item.name: book_of(self.env).record.values[item.name] for item in items}
        return block("parameters", [stem, values], text=[f"{item.label} {item.name}" for item in items])


def _heading(stem: str) -> str:
    return "Shared by several chapters" if stem == SHARED else chapter_name(stem)


@writer("parameters")
def parameters_html(page: Page, content: list[Any]) -> str:
    """Return the entries of one chapter's parameters, with their values in this run."""
    stem, values = content
    declared = load_declarations()
    return "".join(_entry(page, declared[name], value) for name, value in values.items() if declared[name].stem == stem)


def _entry(page: Page, item: Declaration, value: Any) -> str:
    same = value == item.value
    rows = facts(
        {
            "Value" if same else "Value in this run": f'<span class="ledger-value">{_value(item, value)}</span>',
            "Declared value": "" if same else _value(item, item.value),
            "Refused outside": _range(item.bounds, item.unit),
            "Plausible range": _range(item.plausible, item.unit),
            "Choices": "; ".join(f"<code>{html.escape(key)}</code> {html.escape(text)}" for key, text in (item.choices or {}).items()),
            "Role": item.role,
            "Source" if item.source else "Judgement": _origin(page, item),
            "Note": html.escape(item.note),
            "Taken by": ", ".join(page.link(f"notebooks/{stem}", "", chapter_name(stem)) for stem in load_declarations().stems if item.name in load_declarations().of(stem)),
            "Changed in": ", ".join(page.link(GALLERY, f"gallery-{name}", title) for name, title in _scenarios().get(item.name, ())),
        }
    )
    return (
        f'<div class="ledger-entry" id="param-{item.name}"><p class="ledger-entry-title">{html.escape(item.label)}'
        f"{permalink(f'param-{item.name}', 'parameter')}<br><code>{item.name}</code></p>{rows}</div>\n"
    )


@lru_cache
def _scenarios() -> dict[str, list[tuple[str, str]]]:
    """Return by parameter the scenarios that change it, each with its title."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in scenario_names():
        scenario = load_scenario(name)
        for key in scenario.settings:
            found.setdefault(key, []).append((name, scenario.title))
    return found


def _value(item: Declaration, value: Any) -> str:
    if item.type == "choice":
        return f"<code>{html.escape(value)}</code>, {html.escape(item.choices[value])}"
    if item.type in ("path", "text"):
        return f"<code>{html.escape(value)}</code> {html.escape(item.unit)}".rstrip()
    return html.escape(f"{_number(value, item.unit)} {_unit(item.unit)}".rstrip())


def _range(ends: tuple[Any, Any] | None, unit: str) -> str:
    if ends is None:
        return ""
    low, high = (_number(end, unit) for end in ends)
    return html.escape(f"{low} to {high} {_unit(unit)}".rstrip())


def _number(value: Any, unit: str) -> str:
    """Return a number as readers see it; a year has no thousands separator."""
    return f"{value:.0f}" if unit == "year" else shown(value)


def _unit(unit: str) -> str:
    return "" if unit == "year" else unit


def _origin(page: Page, item: Declaration) -> str:
    if item.source:
        return f"{page.source(item.source.key)}, {html.escape(item.source.locator)}"
    return html.escape(item.judgement or "")


def register(app: Sphinx) -> None:
    """Add the directive."""
    app.add_directive("parameter-register", ParameterRegister)
