"""The site extension: figures, tables, registers, pasted headlines and footers, the same in every build of the book.

Listed in `_config.yml`. A bare `jupyter-book build .` publishes the baseline; a source folder with a `run.json` is
published as that run.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from alliance.site import (
    assets,
    book_tables,
    colophon,
    datapackage,
    glossary_links,
    how_to_cite,
    mathml,
    meta,
    plain_titles,
    previews,
    register_parameters,
    register_sources,
    register_tables,
    reuse,
    roles,
    run_changes,
    scenario_pages,
    scenario_sections,
    search_index,
    search_words,
    templates_kept,
    weight,
    whatif,
)
from alliance.site.blocks import Block, skip_block, visit_block
from alliance.site.book import Book, fingerprint, refuse_problems


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything the book's pages use; return the extension's metadata."""
    app.add_config_value("alliance_as_of", "", "env", types=(str,))
    app.add_config_value("alliance_edition", "", "env", types=(str,))
    # What pages are made from lies outside the source folder; a change of it makes every page out of date.
    app.add_config_value("alliance_fingerprint", "", "env", types=(str,))
    app.add_node(Block, override=True, html=(visit_block, None), latex=(skip_block, None), text=(skip_block, None))
    mathml.register(app)
    roles.register(app)
    for module in (book_tables, glossary_links, how_to_cite, plain_titles, previews, register_parameters, register_tables, register_sources, reuse, run_changes, scenario_sections, scenario_pages, search_index, search_words, templates_kept, whatif):
        module.register(app)
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _open_book)
    app.connect("env-updated", refuse_problems, priority=900)
    app.connect("html-page-context", colophon.add_to_page, priority=600)
    app.connect("html-page-context", meta.add_to_page, priority=600)
    app.connect("build-finished", assets.write_bundle)
    app.connect("build-finished", datapackage.write)
    app.connect("build-finished", weight.finish, priority=900)
    return {"version": "1", "env_version": 1, "parallel_read_safe": False, "parallel_write_safe": False}


def _configure(app: Sphinx, config: Config) -> None:
    config.alliance_fingerprint = fingerprint(app.srcdir)
    config.html_static_path.append(str(assets.STATIC))
    config.templates_path.append(str(assets.TEMPLATES))
    colophon.configure(app, config)
    meta.configure(app, config)


def _open_book(app: Sphinx) -> None:
    app.alliance_book = Book.open(app.srcdir)
    assets.add_scripts(app)
