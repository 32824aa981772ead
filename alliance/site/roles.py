"""What prose pastes: headlines by key, citations of the registry, the as-of date and the edition."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from alliance.errors import Refusal
from alliance.site.blocks import SOURCES_PAGE, note_sources
from alliance.site.book import refuse
from alliance.site.citation import long_date
from alliance.site.reuse import pasted
from alliance.sources import load_sources

Result = tuple[list[nodes.Node], list[nodes.system_message]]


class HeadlineRole(SphinxRole):
    """`stem.name`, or `stem.name:FORMAT` with the formats of `alliance.models.headline.Said`."""

    def run(self) -> Result:
        try:
            text = pasted(self.env, self.text)
        except (Refusal, ValueError) as error:
            reasons = [problem.message for problem in error.problems] if isinstance(error, Refusal) else [str(error)]
            refuse(self.env, self.lineno, f"{{headline}}`{self.text}`: {'; '.join(reasons)}")
            text = self.text
        return [nodes.inline(self.rawtext, text, classes=["ledger-headline"])], []


class CiteRole(SphinxRole):
    """One or more keys of the registry, separated by commas, as links to the source register."""

    def run(self) -> Result:
        keys = [key.strip() for key in self.text.split(",")]
        note_sources(self.env, keys, self.lineno)
        links: list[nodes.Node] = []
        for key in keys:
            if key in load_sources():
                links += [nodes.Text("; " if links else "("), self._link(key)]
        return [nodes.inline(self.rawtext, "", *links, nodes.Text(")"), classes=["ledger-cite"])], []

    def _link(self, key: str) -> nodes.reference:
        source = load_sources()[key]
        page = self.env.app.builder.get_relative_uri(self.env.docname, SOURCES_PAGE)
        return nodes.reference("", source.short, refuri=f"{page}#source-{key}", internal=True, reftitle=source.citation)


class EditionRole(SphinxRole):
    """`as_of` or `edition`, from the one setting in `_config.yml`."""

    def run(self) -> Result:
        known = {"as_of": long_date(self.config.alliance_as_of), "edition": self.config.alliance_edition}
        if self.text not in known:
            refuse(self.env, self.lineno, f"{{edition}}`{self.text}`: there are as_of and edition")
        return [nodes.Text(known.get(self.text, self.text))], []


def lead_to_sources(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Lead `#source-KEY` links of a notebook's filled sentences to the register: what code shows is read after links are resolved."""
    for node in doctree.findall(nodes.reference):
        anchor = node.get("refuri", "")
        if anchor.startswith("#source-") and docname != SOURCES_PAGE:
            node["refuri"] = app.builder.get_relative_uri(docname, SOURCES_PAGE) + anchor


def register(app: Sphinx) -> None:
    """Add the roles."""
    app.connect("doctree-resolved", lead_to_sources, priority=900)
    app.add_role("headline", HeadlineRole())
    app.add_role("cite", CiteRole())
    app.add_role("edition", EditionRole())
