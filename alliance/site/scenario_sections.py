"""Scenarios of the whole book on one page: side by side, then each with its story, its parameters, what moves and what does not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx

from alliance import headlines
from alliance.display import TableView, table
from alliance.errors import Refusal
from alliance.parameters import load_declarations, load_scenario, resolve
from alliance.parameters.scenarios import Scenario
from alliance.record import moved
from alliance.site.blocks import block, note_sources, note_target
from alliance.site.book import book_of, refuse
from alliance.site.registers import Register, section
from alliance.site.run_changes import headline_rows, parameter_rows

#: How many of a chapter's headlines a scenario lists.
_SHOWN = 4


class WholeBookScenarios(Register):
    """`{whole-book-scenarios}` with `names`, the scenarios in order, and `headlines`, the rows of the comparison as `stem.name`."""

    option_spec = {"names": directives.unchanged_required, "headlines": directives.unchanged_required}

    def listed(self) -> list[nodes.Node]:
        try:
            scenarios = [load_scenario(name) for name in self.options["names"].split()]
            results = {scenario.name: _results(scenario) for scenario in scenarios}
            compared = self._comparison(scenarios, results, self.options["headlines"].split())
        except Refusal as refusal:
            for problem in refusal.problems:
                refuse(self.env, self.lineno, str(problem))
            return []
        return [*self._shown(compared), *(self._section(scenario, results[scenario.name]) for scenario in scenarios)]

    def _comparison(self, scenarios: Sequence[Scenario], results: Mapping[str, Mapping[str, list[dict]]], keys: Sequence[str]) -> TableView:
        rows = []
        for key in keys:
            stem, _, name = key.partition(".")
            said = book_of(self.env).headline(key)
            found = {scenario.name: next((row["text"] for row in results[scenario.name][stem] if row["name"] == name), "none") for scenario in scenarios}
            rows.append({"label": said.record["label"], "period": said.record["period"], "published": format(said, ""), **found})
        columns = [("label", "Headline"), ("period", "Period"), ("published", "Status quo"), *((scenario.name, scenario.title) for scenario in scenarios)]
        return table("whole-book-scenarios", rows, columns, caption="The scenarios side by side")

    def _section(self, scenario: Scenario, results: Mapping[str, list[dict[str, Any]]]) -> nodes.section:
        note_target(self.env, f"scenario-{scenario.name}", scenario.title, self.lineno)
        note_sources(self.env, [source.key for source in scenario.sources], self.lineno)
        changed = parameter_rows({name: load_declarations()[name].parse(value) for name, value in scenario.settings.items()})
        most = [row for rows in results.values() for row in moved(rows)[:_SHOWN]]
        tables = [
            _view(f"scenario-{scenario.name}-parameters".replace("_", "-"), changed, "What it assumes"),
            _view(f"scenario-{scenario.name}-moved".replace("_", "-"), headline_rows(most, by_chapter=True), "What moves most in each chapter"),
        ]
        return section(
            f"scenario-{scenario.name}",
            scenario.title,
            nodes.paragraph("", scenario.story),
            *(node for view in tables for node in self._shown(view)),
            nodes.paragraph("", _still(results)),
            block("run", {"command": f"alliance rerun --scenario {scenario.name}", "replaced": ""}),
        )

    def _shown(self, view: TableView) -> list[nodes.Node]:
        note_target(self.env, f"tbl-{view.name}", view.caption, self.lineno)
        return [block("tbl", view.to_json(), text=[view.caption])]


def _results(scenario: Scenario) -> dict[str, list[dict[str, Any]]]:
    """Return the headlines of every chapter in a scenario, with baseline and difference, by stem."""
    declarations = load_declarations()
    values = resolve(declarations, scenario=scenario)
    return {stem: headlines.compare(stem, values) for stem in declarations.stems}


def _view(name: str, content: tuple[list[dict[str, Any]], list[tuple]], caption: str) -> TableView:
    rows, columns = content
    return table(name, rows, columns, caption=caption)


def _still(results: Mapping[str, list[dict[str, Any]]]) -> str:
    """Return in a sentence how much moves and which chapters do not."""
    counts = {stem: len(moved(rows)) for stem, rows in results.items()}
    total = sum(len(rows) for rows in results.values())
    still = [stem.replace("_", " ").replace("opcon", "OPCON") for stem, count in counts.items() if not count]
    words = f"{sum(counts.values())} of {total} headlines move."
    return f"{words} Nothing moves in: {', '.join(still)}." if still else f"{words} Every chapter is touched."


def register(app: Sphinx) -> None:
    """Add the directive."""
    app.add_directive("whole-book-scenarios", WholeBookScenarios)
