"""The site's own scripts and styles, and the Vega bundle that a page loads when a chart is first touched."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from functools import lru_cache
from pathlib import Path

import vl_convert
from sphinx.application import Sphinx

from alliance import paths
from alliance.charts.theme import DARK, LIGHT

STATIC = Path(__file__).parent / "static"
BUNDLE = "ledger-vega.js"
_SNIPPET = "window.LedgerVega = {embed: vegaEmbed};"


def add_scripts(app: Sphinx) -> None:
    """Add script and style to every page; the script's tag names the bundle, with its hash."""
    if app.builder.format == "html":
        app.add_css_file("ledger.css", priority=900)
        version = hashlib.sha256(bundle()).hexdigest()[:8]
        app.add_js_file("ledger.js", loading_method="defer", **{"data-vega": f"{BUNDLE}?v={version}"})


def write_bundle(app: Sphinx, error: Exception | None) -> None:
    """Write the Vega bundle beside the other static files, once the pages are written."""
    if error is None and app.builder.format == "html":
        target = Path(app.outdir) / "_static" / BUNDLE
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(bundle())


@lru_cache
def bundle() -> bytes:
    """Return Vega, Vega-Lite, Vega-Embed and both chart themes as one classic script that leaves one global name."""
    themes = json.dumps({"light": LIGHT, "dark": DARK}, sort_keys=True, separators=(",", ":"))
    made_from = f"{vl_convert.__version__}\0{_SNIPPET}\0{themes}"
    name = f"vega-{hashlib.sha256(made_from.encode()).hexdigest()[:16]}.js"

    def make() -> bytes:
        code = vl_convert.javascript_bundle(_SNIPPET, vl_version="6.1")
        # Sphinx's own scripts declare names such as `_` at the top level; inside a function none clashes.
        return f"(function () {{\n{code}\nwindow.LedgerVega.themes = {themes};\n}})();\n".encode()

    return kept(paths.CACHE / "site" / name, make)


def kept(path: Path, make) -> bytes:
    """Return the bytes of a cached file, made, written aside and renamed where they are not there yet."""
    if path.exists():
        return path.read_bytes()
    content = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    os.replace(aside, path)
    return content
