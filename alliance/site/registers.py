"""What the three registers share: a directive that lists something under headings of the page it stands on."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

#: Key of a page's metadata that says a register stands on it.
REGISTERS = "alliance_registers"


class Register(SphinxDirective):
    """A directive without arguments; `listed` returns its nodes."""

    def run(self) -> list[nodes.Node]:
        self.env.metadata[self.env.docname][REGISTERS] = True
        return self.listed()

    def listed(self) -> list[nodes.Node]:
        raise NotImplementedError


def section(anchor: str, title: str, *children: nodes.Node) -> nodes.section:
    """Return a section with its heading, which then stands in the page's contents."""
    node = nodes.section("", nodes.title(title, title), ids=[anchor])
    node += children
    return node
