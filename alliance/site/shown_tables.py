"""A notebook's table on the page: scrollable where it is wide, with its sources and its data to take away."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from alliance.display import table_html
from alliance.site.blocks import Page, writer
from alliance.site.downloads import downloads
from alliance.site.figures import permalink, source_line


@writer("tbl")
def shown_table(page: Page, content: Mapping[str, Any]) -> str:
    """Return a table as HTML, its files written."""
    name = content["name"]
    return (
        f'<div class="ledger-table" id="tbl-{name}"{_filters(content)}>'
        f"{scrollable(table_html(content), content['caption'])}"
        f'<div class="ledger-below">{source_line(page, content["sources"])}{downloads(page, "tbl", content)}'
        f"{permalink(f'tbl-{name}', 'table')}</div></div>\n"
    )


def _filters(content: Mapping[str, Any]) -> str:
    """Return the columns by which the page's script lets readers narrow the table down."""
    return f' data-filters="{",".join(map(str, content["filters"]))}"' if content["filters"] else ""


def scrollable(table: str, label: str) -> str:
    """Return a table in a region that scrolls sideways, also by keyboard."""
    return f'<div class="ledger-scroll" role="group" tabindex="0" aria-label="{html.escape(label)}">{table}</div>'
