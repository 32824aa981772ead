"""A chapter's figure in small on another page: the picture alone, with its title as a link to the figure itself."""

from __future__ import annotations

import html

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from alliance.site.blocks import Block, Page, block, writer
from alliance.site.figures import pictures
from alliance.site.reuse import lists_others


class Preview(SphinxDirective):
    """`{preview} STEM/NAME`: the figure NAME of a chapter. Nothing stands there where the chapter is not in the run."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        lists_others(self.env)
        stem, _, name = self.arguments[0].partition("/")
        return [block("preview", {"docname": f"notebooks/{stem}", "name": name})]


@writer("preview")
def preview_html(page: Page, content: dict[str, str]) -> str:
    """Return the picture of a figure that stands on another page. Raises ExtensionError where that page has no such figure."""
    docname, name = content["docname"], content["name"]
    if docname not in page.env.found_docs:
        return ""
    figures = {node["content"]["name"]: node["content"] for node in page.env.get_doctree(docname).findall(Block) if node["kind"] == "fig"}
    if name not in figures:
        raise ExtensionError(f"the book cannot be built:\n{page.docname}: {docname} has no figure '{name}'; there are {', '.join(figures)}")
    item = figures[name]
    return (
        f'<figure class="ledger-preview"><p class="ledger-title">{page.link(docname, f"fig-{name}", item["title"])}</p>'
        f'<div class="ledger-chart">{pictures(page, item, html.escape(item["alt"]))}</div></figure>\n'
    )


def register(app: Sphinx) -> None:
    """Add the directive."""
    app.add_directive("preview", Preview)
