"""Figures and tables of a notebook's output, found by MyST-NB through the entry point in `pyproject.toml`."""

from __future__ import annotations

import json
from typing import Any

from docutils import nodes
from myst_nb.core.render import MimeData, MimeRenderPlugin, NbElementRenderer

from alliance.charts.drawing import MIME
from alliance.display import TABLE_MIME
from alliance.site.blocks import block, note_sources, note_target
from alliance.site.origins import note_shown, of_cell

_BUILDERS = ("html", "dirhtml", "singlehtml")


class AllianceRenderer(MimeRenderPlugin):
    """Turns our two output types into blocks of the page, ahead of their text/html."""

    mime_priority_overrides = [(builder, mime, 1) for builder in _BUILDERS for mime in (MIME, TABLE_MIME)]

    @staticmethod
    def handle_mime(renderer: NbElementRenderer, data: MimeData, inline: bool) -> list[nodes.Element] | None:
        """Return the block of a figure or table, None for any other output."""
        if data.mime_type not in (MIME, TABLE_MIME):
            return None
        env = renderer.renderer.sphinx_env
        if env is None or inline:
            return []
        content = _plain(data.content)
        kind, title = ("fig", content["title"]) if data.mime_type == MIME else ("tbl", content["caption"])
        note_target(env, f"{kind}-{content['name']}", title, data.line)
        note_sources(env, content["sources"], data.line)
        content["origin"] = of_cell(env, data.cell_index)
        note_shown(env, kind, content)
        return [block(kind, content, text=[title, content.get("note", "")])]


def _plain(content: Any) -> dict[str, Any]:
    """Return an output's JSON in one order of keys, whether it comes from a kernel or from a saved notebook."""
    return json.loads(content if isinstance(content, str) else json.dumps(content, sort_keys=True))
