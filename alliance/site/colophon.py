"""What every page says of itself: state of knowledge and edition, a run's banner, and how a chapter was made."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from alliance import tables
from alliance.parameters import load_declarations
from alliance.parameters.scenarios import BASELINE
from alliance.record import RunRecord, read_record
from alliance.site.blocks import DATA_PAGE, PARAMETERS_PAGE, Page, facts, is_scenario
from alliance.site.citation import long_date
from alliance.site.how_to_cite import chapter_citation


def configure(app: Sphinx, config: Config) -> None:
    """Give the theme the line at the foot of every page and, for a run, the banner at its top."""
    options = dict(config.html_theme_options)
    options["extra_footer"] = f'<p class="ledger-edition">{_state(config)}</p>'
    record = read_record(Path(app.srcdir))
    if record.name != BASELINE:
        options["announcement"] = _banner(record)
    config.html_theme_options = options


def add_to_page(app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Append to a chapter, or to the page of a scenario, how it was made; give the headers of tables in prose their scope."""
    if doctree is not None:
        context["body"] = context["body"].replace('<th class="head"', '<th scope="col" class="head"')
    if doctree is not None and docname.startswith("notebooks/"):
        context["body"] += _colophon(Page(app.builder, docname), app.alliance_book.record.of(docname.rpartition("/")[2]), app.config)
    elif doctree is not None and is_scenario(docname):
        made = json.loads((Path(app.srcdir) / f"{docname}.json").read_text(encoding="utf-8"))["record"]
        context["body"] += _colophon(Page(app.builder, docname), made, app.config)


def _state(config: Config) -> str:
    date = config.alliance_as_of
    return f'State of knowledge: <time datetime="{date}">{long_date(date)}</time>. Edition {html.escape(config.alliance_edition)}.'


def _banner(record: RunRecord) -> str:
    title = f": {html.escape(record.title)}" if record.title else ""
    return (
        f'<p class="ledger-banner" data-run="{html.escape(record.name)}"><strong>Run {html.escape(record.name)}{title}.</strong> '
        "Numbers on these pages differ from the published book.</p>"
    )


def _colophon(page: Page, made: Mapping[str, Any], config: Config) -> str:
    """Return the section at the foot of a page that was made from a run record, as JSON."""
    replaced = made["replaced"]
    data = ", ".join(
        f"{_table(page, name)} <code>{digest}</code>{' (this run’s own)' if name in replaced else ''}"
        for name, digest in made["tables"].items()
    )
    rows = facts(
        {
            "State of knowledge": _state(config).partition(": ")[2],
            "Parameters": _changed(page, made["changed"]),
            "Data": data,
            "Code": f"<code>{html.escape(made['code'])}</code>",
            "Environment": f"requirements.txt <code>{html.escape(made['lock'])}</code>",
            "Cite": chapter_citation(page, page.docname),
        }
    )
    return (
        '<section class="ledger-colophon" aria-labelledby="how-this-page-was-made">'
        f'<h2 id="how-this-page-was-made">How this page was made</h2>{rows}'
        f'<p>This command makes it again:</p><pre><code data-command>{html.escape(made["command"])}</code></pre></section>\n'
    )


def _table(page: Page, name: str) -> str:
    """Return a table's name, linked to its entry in the data register; the ledgers of claims have none there."""
    return page.link(DATA_PAGE, f"table-{name}", name) if name in tables.table_names() else html.escape(name)


def _changed(page: Page, changed: dict[str, Any]) -> str:
    if not changed:
        return "every parameter at its declared value"
    declared = load_declarations()
    items = "".join(
        f"<li>{page.link(PARAMETERS_PAGE, f'param-{name}', name)} = <code>{html.escape(shown(value))}</code> "
        f"(declared: <code>{html.escape(shown(declared[name].value))}</code>)</li>"
        for name, value in changed.items()
    )
    return f"<ul>{items}</ul>"


def shown(value: Any) -> str:
    """Return a parameter's value as readers see it: numbers with thousands separators, anything else as given."""
    return f"{value:,.10g}" if isinstance(value, (int, float)) else str(value)
