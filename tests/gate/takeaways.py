"""What stands under every figure and table: its data, what the data are, pictures, citation and code, all as plain links."""

from __future__ import annotations

from bs4 import Tag
from gate import Finding
from gate.site import Site

#: Endings of the files that are linked under a block. A citation is its BibTeX, code is a script.
_FIGURE = ("csv", "json", "svg", "png", "bib", "py")
_TABLE = ("csv", "json", "bib", "py")


def lacking(site: Site, name: str) -> list[Finding]:
    """Return figures and tables under which a file is not linked, and those without a permalink to themselves."""
    found = []
    for block in site.page(name).select(".ledger-figure, .ledger-table[id]"):
        anchor = block.get("id", "")
        if not block.select_one(f'a[href="#{anchor}"]'):
            found.append(Finding(name, "no permalink", anchor))
        wanted = _FIGURE if "ledger-figure" in block["class"] else _TABLE
        offered = _offered(block)
        found += [Finding(name, "no link to a file", f"{anchor}: {ending}") for ending in wanted if ending not in offered]
    return found


def _offered(block: Tag) -> set[str]:
    return {link["href"].partition("#")[0].rpartition(".")[2] for link in block.find_all("a", href=True)}
