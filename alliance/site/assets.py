"""The site's own scripts and styles, and the Vega bundle that a page loads when a chart is first touched."""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path

import vl_convert
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from alliance import paths
from alliance.charts.theme import DARK, LIGHT
from alliance.textfile import kept

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "templates"
BUNDLE = "ledger-vega.js"
_SNIPPET = "window.LedgerVega = {embed: vegaEmbed};"

# Remarks on a chart's specification are for whoever writes it, not for the console of whoever reads it; Vega-Embed
# has no option for that, so its one call of the compiler is given a logger that says nothing.
_COMPILER_CALL = re.compile(r"\.compile\((\w+),\{config:(\w+)\}\)\.spec")
_SILENT = "['level', 'error', 'warn', 'info', 'debug'].reduce(function (log, name) { log[name] = function () { return log; }; return log; }, {})"


#: Our parts of the one stylesheet, in their order; they follow those of the theme and the extensions.
STYLES = ("ledger-figures.css", "ledger-tables.css", "ledger-page.css", "ledger-shell.css", "ledger-whatif.css")


def add_scripts(app: Sphinx) -> None:
    """Add the scripts to every page; the last one's tag names the bundle, with its hash."""
    if app.builder.format == "html":
        version = hashlib.sha256(bundle()).hexdigest()[:8]
        app.add_js_file("ledger-shell.js", loading_method="defer")
        app.add_js_file("ledger-table.js", loading_method="defer")
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
    made_from = "\0".join([vl_convert.__version__, themes, Path(__file__).read_text(encoding="utf-8")])
    name = f"vega-{hashlib.sha256(made_from.encode()).hexdigest()[:16]}.js"

    def make() -> bytes:
        code = vl_convert.javascript_bundle(_SNIPPET, vl_version="6.1")
        code, found = _COMPILER_CALL.subn(r".compile(\1,{config:\2,logger:silent}).spec", code)
        if found != 1:
            raise ExtensionError(f"the Vega bundle calls its compiler in {found} places, not in one: see {__name__}")
        # Sphinx's own scripts declare names such as `_` at the top level; inside a function none clashes.
        return f"(function () {{\nconst silent = {_SILENT};\n{code}\nwindow.LedgerVega.themes = {themes};\n}})();\n".encode()

    return kept(paths.CACHE / "site" / name, make)
