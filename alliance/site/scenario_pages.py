"""Pages of scenarios, and the gallery that lists them all.

A scenario's title and story are put in as text nodes: no Markdown, role, directive or HTML in them is ever read.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from alliance.changes import ORDER
from alliance.display import TableView, table
from alliance.errors import Refusal
from alliance.parameters import load_declarations, load_scenario, scenario_names
from alliance.parameters.scenarios import BASELINE
from alliance.record import moved
from alliance.scenario_results import results as results_of
from alliance.scenario_results import scenario_results, telling
from alliance.site.blocks import Page, block, chapter_name, note_sources, note_target, writer
from alliance.site.book import refuse
from alliance.site.downloads import downloads
from alliance.site.figures import permalink, pictures, source_line
from alliance.site.origins import of_scenario, origin
from alliance.site.registers import Register, section
from alliance.site.results_files import results_link
from alliance.site.run_changes import headline_rows, parameter_rows

#: Where pages stand in the site, and the gallery.
FOLDER, GALLERY = "scenarios", "book/gallery"

Results = Mapping[str, list[dict[str, Any]]]

#: The lines that make a table of a scenario's page.
_LINES = """from alliance.parameters import load_scenario
from alliance.scenario_results import record_of, results
from alliance.site.scenario_pages import page_table

record = record_of(load_scenario("{name}"))
shown = page_table("{kind}", record.to_json(), results(record.values))
shown
"""


class ScenarioPage(Register):
    """`{scenario-page} NAME`: the whole page of a scenario, from the JSON beside it."""

    required_arguments = 1

    def listed(self) -> list[nodes.Node]:
        name = self.arguments[0]
        content = json.loads((Path(self.env.srcdir) / FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        record = content["record"]
        keys = [source["key"] for source in content["sources"]]
        note_sources(self.env, keys, self.lineno)
        return [
            section(
                f"scenario-page-{name.replace('_', '-')}",
                f"Scenario: {record['title']}",
                nodes.paragraph("", record["story"]),
                nodes.paragraph("", "What it changes most, what the chapters’ answers give first:"),
                nodes.bullet_list("", *(nodes.list_item("", nodes.paragraph("", _in_words(row))) for row in telling(content["results"]))),
                nodes.paragraph("", still(content["results"])),
                block("scenario-head", {"sources": keys, "name": name, "results": content["results"]}),
                *self._table("parameters", record, content["results"]),
                *self._table("headlines", record, content["results"]),
                nodes.paragraph("", ORDER),
                *(self._chapter(record, stem, chapter, content["results"][stem]) for stem, chapter in content["chapters"].items()),
            )
        ]

    def _chapter(self, record: Mapping[str, Any], stem: str, chapter: Mapping[str, Any], rows: list[dict[str, Any]]) -> nodes.section:
        made = partial(of_scenario, self.env, stem, name=record["name"], changed=record["changed"])
        shown = [{**item, "stem": stem, "figure": {**item["figure"], "origin": made(item["of"], beside=bool(item["beside"]))}} for item in chapter["figures"]]
        prefix = f"{record['name'].replace('_', '-')}-"
        differing = [{**item, "origin": made(item["name"].removeprefix(prefix), table=item["name"])} for item in chapter["tables"]]
        words = (
            f"{len(moved(rows))} of {len(rows)} headlines of this chapter move; {len(shown)} of {chapter['of']} figures and {len(differing)} of {chapter['of_tables']} tables change. "
            "The others are as published."
        )
        for item in shown:
            note_target(self.env, f"fig-{item['figure']['name']}", item["figure"]["title"], self.lineno)
            note_sources(self.env, item["figure"]["sources"], self.lineno)
        return section(
            f"chapter-{stem.replace('_', '-')}",
            chapter_name(stem),
            nodes.paragraph("", words),
            block("scenario-chapter", {"stem": stem, "name": record["name"]}),
            *(block("overlay", item, text=[item["figure"]["title"]]) for item in shown),
            *(self._shown(item) for item in differing),
        )

    def _table(self, kind: str, record: Mapping[str, Any], results: Results) -> list[nodes.Node]:
        view = page_table(kind, record, results)
        if view is None:
            return []
        made = origin(_LINES.format(name=record["name"], kind=kind), changed=record["changed"], command=record["command"])
        return [self._shown({**view.to_json(), "origin": made})]

    def _shown(self, content: Mapping[str, Any]) -> nodes.Node:
        note_target(self.env, f"tbl-{content['name']}", content["caption"], self.lineno)
        note_sources(self.env, content["sources"], self.lineno)
        return block("tbl", content, text=[content["caption"]])


def page_table(kind: str, record: Mapping[str, Any], results: Results) -> TableView | None:
    """Return a table of a scenario's page, `parameters` or `headlines`, from its record and results as JSON; None where it has no row."""
    if kind == "parameters":
        caption, (rows, columns) = "What it assumes", parameter_rows(record["changed"])
    else:
        caption = "Headlines that move"
        rows, columns = headline_rows(moved(row for rows in results.values() for row in rows), by_chapter=True)
    return table(f"page-{record['name']}-{kind}".replace("_", "-"), rows, columns, caption=caption) if rows else None


class ScenarioGallery(Register):
    """`{scenario-gallery}`: every scenario of the book with its story, the chapters it touches and what it moves."""

    def listed(self) -> list[nodes.Node]:
        found = []
        for name in scenario_names():
            try:
                scenario, results = load_scenario(name), self._results(name)
            except Refusal as refusal:
                for problem in refusal.problems:
                    refuse(self.env, self.lineno, str(problem))
                continue
            note_sources(self.env, [source.key for source in scenario.sources], self.lineno)
            note_target(self.env, f"gallery-{name}", scenario.title, self.lineno)
            item = {"name": name, "touched": touched(results), "most": [_in_words(row) for row in telling(results)], "moved": still(results, chapters=False), "results": results}
            found.append(section(f"gallery-{name}", scenario.title, nodes.paragraph("", scenario.story), block("gallery-item", item)))
        return [block("gallery-baseline", None), *found]

    def _results(self, name: str) -> Results:
        """Return a scenario's results as they lie beside its page; reckoned where the build has no such page."""
        path = Path(self.env.srcdir) / FOLDER / f"{name}.json"
        return json.loads(path.read_text(encoding="utf-8"))["results"] if path.exists() else scenario_results(name)


def touched(results: Results) -> list[str]:
    """Return the chapters in which a headline moves."""
    return [stem for stem in load_declarations().stems if moved(results.get(stem, ()))]


def still(results: Results, *, chapters: bool = True) -> str:
    """Return in a sentence how much moves and, where asked, in which chapters nothing does."""
    count = sum(1 for rows in results.values() for _ in moved(rows))
    words = f"{count} of {sum(1 for rows in results.values() for _ in rows)} headlines move."
    if not chapters:
        return words
    rest = [chapter_name(stem) for stem in results if not moved(results[stem])]
    return f"{words} Nothing moves in: {', '.join(rest)}." if rest else f"{words} Every chapter is touched."


def _in_words(row: Mapping[str, Any]) -> str:
    (line,), _ = headline_rows([row])
    period = f", {row['period']}" if row["period"] else ""
    return f"{row['label']}{period}: {line['before']} becomes {line['now']}"


@writer("scenario-head")
def scenario_head(page: Page, content: Mapping[str, Any]) -> str:
    """Return the sources of a scenario, its results for machines, and the way back to all of them."""
    results = results_link(page, content["name"], content["results"], "All headlines of this scenario (JSON)")
    return f'{source_line(page, content["sources"])}<p>{page.link(GALLERY, "", "All scenarios")}. {results}</p>\n'


@writer("scenario-chapter")
def scenario_chapter(page: Page, content: Mapping[str, str]) -> str:
    """Return the link to the chapter as published and the command that runs it in the scenario."""
    stem = content["stem"]
    command = html.escape(f"alliance rerun {stem} --scenario {content['name']}")
    return f'<p>{page.link(f"notebooks/{stem}", "", "The chapter as published")}. Run it in this scenario: <code data-command>{command}</code></p>\n'


@writer("gallery-baseline")
def gallery_baseline(page: Page, _: None) -> str:
    """Return the link to the headlines of the book as published."""
    return f'<p>{results_link(page, BASELINE, results_of(load_declarations().defaults()), "All headlines of the baseline (JSON)")}</p>\n'


@writer("gallery-item")
def gallery_item(page: Page, content: Mapping[str, Any]) -> str:
    """Return what a scenario touches and moves, with the link to its page."""
    chapters = ", ".join(page.link(f"notebooks/{stem}", "", chapter_name(stem)) for stem in content["touched"])
    most = "".join(f"<li>{html.escape(text)}</li>" for text in content["most"])
    results = results_link(page, content["name"], content["results"], "All headlines of it (JSON)")
    return f"<p>{html.escape(content['moved'])} Chapters touched: {chapters}. What moves most:</p><ul>{most}</ul>{scenario_link(page, content)}<p>{results}</p>\n"


@writer("scenario-link")
def scenario_link(page: Page, content: Mapping[str, Any]) -> str:
    """Return the link to a scenario's page, nothing where the build has none."""
    docname = f"{FOLDER}/{content['name']}"
    return f"<p>{page.link(docname, '', 'The whole scenario, chapter by chapter')}</p>\n" if docname in page.env.found_docs else ""


@writer("overlay")
def overlay(page: Page, content: Mapping[str, Any]) -> str:
    """Return a figure of the scenario with the published one in it, or beside it where they could not be laid over each other."""
    figure, name = content["figure"], content["figure"]["name"]
    note = f'<p class="ledger-note">{html.escape(figure["note"])}</p>' if figure.get("note") else ""
    published = page.link(f"notebooks/{content['stem']}", f"fig-{content['of']}", "As published")
    beside = content["beside"]
    both = [(f"As published: {beside['title']}", beside), ("In this scenario:", figure)] if beside else [("", figure)]
    drawn = "".join(f"{_label(label)}<div class=\"ledger-chart\">{pictures(page, item, html.escape(item['alt']))}</div>" for label, item in both)
    return (
        f'<figure class="ledger-preview ledger-overlay" id="fig-{name}" aria-labelledby="fig-{name}-title">'
        f'<p class="ledger-title" id="fig-{name}-title">{html.escape(figure["title"])}{permalink(f"fig-{name}", "figure")}</p>'
        f"{drawn}<figcaption>{note}{source_line(page, figure['sources'])}{downloads(page, 'fig', figure, links=[published])}</figcaption></figure>\n"
    )


def _label(text: str) -> str:
    return f"<p>{html.escape(text)}</p>" if text else ""


def register(app: Sphinx) -> None:
    """Add the directives."""
    app.add_directive("scenario-page", ScenarioPage)
    app.add_directive("scenario-gallery", ScenarioGallery)
