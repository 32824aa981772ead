"""A figure on the page: pictures drawn at build time, what the interactive chart needs, and its files to take away."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from alliance.charts.drawing import SITE_PICTURES, drawn
from alliance.charts.theme import NARROW, WIDE, laid_out
from alliance.site.blocks import Page, writer
from alliance.site.downloads import downloads

#: Below this width of the window the narrow layout is shown; `ledger.js` has the same number.
PHONE = "(max-width: 640px)"


@writer("fig")
def figure_html(page: Page, content: Mapping[str, Any]) -> str:
    """Return a figure as HTML, its files written."""
    name, alt = content["name"], html.escape(content["alt"])
    note = f'<p class="ledger-note">{html.escape(content["note"])}</p>' if content.get("note") else ""
    return (
        f'<figure class="ledger-figure" id="fig-{name}" data-state="static" aria-labelledby="fig-{name}-title">'
        f'<p class="ledger-title" id="fig-{name}-title">{html.escape(content["title"])}{permalink(f"fig-{name}", "figure")}</p>'
        f'<div class="ledger-chart" data-alt="{alt}">{pictures(page, content, alt)}</div>'
        f"<figcaption>{note}{source_line(page, content['sources'])}{_files(page, content)}</figcaption>"
        f'<script type="application/json" class="ledger-spec">{_script(content)}</script>'
        "</figure>\n"
    )


def pictures(page: Page, content: Mapping[str, Any], alt: str) -> str:
    """Return a figure's pictures for light and dark, wide and narrow, their files written; `alt` is HTML already."""
    return "".join(_picture(page, content, theme, alt) for theme in ("light", "dark"))


def permalink(anchor: str, kind: str) -> str:
    """Return the link that a reader copies to point at a block."""
    return f' <a class="headerlink" href="#{anchor}" title="Link to this {kind}" aria-label="Link to this {kind}"></a>'


def source_line(page: Page, keys: Sequence[str]) -> str:
    """Return the line that names the sources, or nothing where there are none."""
    if not keys:
        return ""
    return f'<p class="ledger-sources">{"Source" if len(keys) == 1 else "Sources"}: {"; ".join(page.source(key) for key in keys)}</p>'


def _picture(page: Page, content: Mapping[str, Any], theme: str, alt: str) -> str:
    wide, narrow = (drawn(content, **SITE_PICTURES[theme, layout]) for layout in (WIDE, NARROW))
    wide_url = page.file(f"figures/{content['name']}.{theme}.svg", wide)
    narrow_url = page.file(f"figures/{content['name']}.narrow.{theme}.svg", narrow)
    return (
        f'<picture class="ledger-{theme}"><source media="{PHONE}" srcset="{narrow_url}" {_size(narrow)}>'
        f'<img class="dark-light" src="{wide_url}" {_size(wide)} alt="{alt}" loading="lazy" decoding="async"></picture>'
    )


def _files(page: Page, content: Mapping[str, Any]) -> str:
    return downloads(page, "fig", content, pictures={kind: drawn(content, **SITE_PICTURES["paper", kind]) for kind in ("svg", "png")})


def _size(svg: bytes) -> str:
    """Return width and height attributes of a picture, so that nothing moves when it arrives."""
    root = svg[: svg.index(b">")].decode()
    width, height = (re.search(rf'\s{side}="([\d.]+)', root).group(1) for side in ("width", "height"))
    return f'width="{round(float(width))}" height="{round(float(height))}"'


def _script(content: Mapping[str, Any]) -> str:
    """Return both layouts and the data as JSON that is safe inside a script element."""
    parts = {layout: laid_out(content["spec"], layout, title=None) for layout in (WIDE, NARROW)}
    text = json.dumps({**parts, "data": content["data"]}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
