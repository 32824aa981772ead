"""How to cite the book and each chapter: a directive for the page that tells it, and the line at a chapter's foot."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from alliance.site.blocks import Page, block, chapter_name, facts, writer
from alliance.site.citation import Citation
from alliance.site.downloads import citation_html, download, edition
from alliance.site.registers import Register

#: The folder of the site with the BibTeX files of the book and of its chapters.
FOLDER = "cite"


class HowToCite(Register):
    """`{how-to-cite}`: the citation of the book and of every chapter that it has."""

    def listed(self) -> list[nodes.Node]:
        return [block("how-to-cite", None)]


@writer("how-to-cite")
def how_to_cite(page: Page, _: None) -> str:
    """Return the citations of the book and its chapters, the files of all of them written."""
    contents = page.env.toctree_includes.get(page.builder.config.root_doc, [])
    chapters = [docname for docname in contents if docname.startswith("notebooks/")]
    book = edition(page).book()
    cited = {"The book": _with_file(page, "book", book), **{chapter_name(docname.rpartition("/")[2]): chapter_citation(page, docname) for docname in chapters}}
    every = "\n".join([book.bibtex, *(edition(page).page(docname, page.env.titles[docname].astext()).bibtex for docname in chapters)])
    return f"{facts(cited)}<p>{download(page, f'{FOLDER}/all.bib', every.encode(), 'All of them in one BibTeX file')}</p>\n"


def chapter_citation(page: Page, docname: str) -> str:
    """Return the citation of a page of the book as HTML with the link to its BibTeX file, which is written."""
    return _with_file(page, docname.rpartition("/")[2], edition(page).page(docname, page.env.titles[docname].astext()))


def _with_file(page: Page, name: str, cite: Citation) -> str:
    return f"{citation_html(page, cite)} {download(page, f'{FOLDER}/{name}.bib', cite.bibtex.encode(), 'BibTeX')}"


def register(app: Sphinx) -> None:
    """Add the directive."""
    app.add_directive("how-to-cite", HowToCite)
