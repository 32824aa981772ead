"""Scenarios of the whole book on one page: side by side, then each with its story, its parameters, what moves and what does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from alliance.display import TableView, table
from alliance.errors import Refusal
from alliance.models.headline import Said
from alliance.parameters import load_scenario
from alliance.parameters.scenarios import Scenario
from alliance.record import moved
from alliance.scenario_results import record_of
from alliance.scenario_results import results as results_of
from alliance.site.blocks import block, note_sources, note_target
from alliance.site.book import book_of, refuse
from alliance.site.origins import origin
from alliance.site.registers import Register, section
from alliance.site.reuse import reads_run
from alliance.site.run_changes import headline_rows, parameter_rows
from alliance.site.scenario_pages import still

#: How many of a chapter's headlines a scenario lists.
_SHOWN = 4

#: The lines that make a table of a scenario's section, and the one that has all scenarios side by side.
_LINES = """from alliance.site.scenario_sections import section_table

shown = section_table("{kind}", "{name}")
shown
"""
_COMPARISON = """from dataclasses import replace

from alliance.record import baseline
from alliance.site.book import Book
from alliance.site.scenario_sections import comparison

run = replace(baseline(), values=baseline().values | {values!r})
shown = comparison({names!r}, {keys!r}, Book(run).headline)
shown
"""


class WholeBookScenarios(Register):
    """`{whole-book-scenarios}` with `names`, the scenarios in order, and `headlines`, the rows of the comparison as `stem.name`."""

    option_spec = {"names": directives.unchanged_required, "headlines": directives.unchanged_required}

    def listed(self) -> list[nodes.Node]:
        reads_run(self.env)
        names, keys = self.options["names"].split(), self.options["headlines"].split()
        try:
            compared = comparison(names, keys, book_of(self.env).headline)
            sections = [self._section(load_scenario(name)) for name in names]
        except Refusal as refusal:
            for problem in refusal.problems:
                refuse(self.env, self.lineno, str(problem))
            return []
        values = book_of(self.env).record.changed
        return [*self._shown(compared, origin(_COMPARISON.format(names=names, keys=keys, values=values), changed=values)), *sections]

    def _section(self, scenario: Scenario) -> nodes.section:
        note_target(self.env, f"scenario-{scenario.name}", scenario.title, self.lineno)
        note_sources(self.env, [source.key for source in scenario.sources], self.lineno)
        command = f"alliance rerun --scenario {scenario.name}"
        record = record_of(scenario)
        made = {kind: origin(_LINES.format(kind=kind, name=scenario.name), changed=record.changed, command=command) for kind in ("parameters", "moved")}
        return section(
            f"scenario-{scenario.name}",
            scenario.title,
            nodes.paragraph("", scenario.story),
            *(node for kind in made for node in self._shown(section_table(kind, scenario.name), made[kind])),
            nodes.paragraph("", still(results_of(record.values))),
            block("run", {"command": command, "replaced": ""}),
            block("scenario-link", {"name": scenario.name}),
        )

    def _shown(self, view: TableView, made: dict[str, Any]) -> list[nodes.Node]:
        note_target(self.env, f"tbl-{view.name}", view.caption, self.lineno)
        return [block("tbl", {**view.to_json(), "origin": made}, text=[view.caption])]


def comparison(names: Sequence[str], keys: Sequence[str], headline: Callable[[str], Said]) -> TableView:
    """Return headlines, named `stem.name`, in scenarios side by side, after what `headline` gives for each. Raises Refusal."""
    scenarios = [load_scenario(name) for name in names]
    results = {scenario.name: results_of(record_of(scenario).values) for scenario in scenarios}
    rows = []
    for key in keys:
        stem, _, name = key.partition(".")
        said = headline(key)
        found = {scenario.name: next((row["text"] for row in results[scenario.name][stem] if row["name"] == name), "none") for scenario in scenarios}
        rows.append({"label": said.record["label"], "period": said.record["period"], "published": format(said, ""), **found})
    columns = [("label", "Headline"), ("period", "Period"), ("published", "Status quo"), *((scenario.name, scenario.title) for scenario in scenarios)]
    return table("whole-book-scenarios", rows, columns, caption="The scenarios side by side")


def section_table(kind: str, name: str) -> TableView:
    """Return a table of a scenario's section: `parameters`, what it assumes, or `moved`, what moves most in each chapter."""
    record = record_of(load_scenario(name))
    if kind == "parameters":
        caption, (rows, columns) = "What it assumes", parameter_rows({key: record.values[key] for key in load_scenario(name).settings})
    else:
        caption = "What moves most in each chapter"
        rows, columns = headline_rows([row for rows in results_of(record.values).values() for row in moved(rows)[:_SHOWN]], by_chapter=True)
    return table(f"scenario-{name}-{kind}".replace("_", "-"), rows, columns, caption=caption)


def register(app: Sphinx) -> None:
    """Add the directive."""
    app.add_directive("whole-book-scenarios", WholeBookScenarios)
