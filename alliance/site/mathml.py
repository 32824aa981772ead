"""Mathematics as MathML, made at build time: no script and no font is loaded for it."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

NAME = "mathml"


def register(app: Sphinx) -> None:
    """Add the renderer; `html_math_renderer` in `_config.yml` chooses it."""
    app.add_html_math_renderer(NAME, (_inline, None), (_displayed, None))


def _mathml(latex: str, display: str) -> str:
    try:
        return convert(latex, display=display)
    except Exception as error:
        raise ExtensionError(f"'{latex}' is not mathematics that can be shown: {error!r}") from error


def _inline(translator: Any, node: nodes.math) -> None:
    translator.body.append(_mathml(node.astext(), "inline"))
    raise nodes.SkipNode


def _displayed(translator: Any, node: nodes.math_block) -> None:
    anchor = f' id="{node["ids"][0]}"' if node.get("ids") else ""
    number = f'<span class="eqno">({node["number"]})</span>' if node.get("number") else ""
    translator.body.append(f'<div class="ledger-math"{anchor} tabindex="0">{_mathml(node.astext(), "block")}{number}</div>\n')
    raise nodes.SkipNode
