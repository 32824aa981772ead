"""The last step of a build: one lean stylesheet, nothing of the theme that no page loads, and a version in every address."""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from sphinx.application import Sphinx

from alliance import paths
from alliance.address import site_url
from alliance.site import assets, meta, purge
from alliance.site.headers import headers_file
from alliance.site.purge import Used, purged
from alliance.textfile import kept

#: The one stylesheet that pages load.
STYLESHEET = "ledger.css"

#: Sphinx's own scripts that the search page loads.
_SEARCH = ("documentation_options.js", "doctools.js", "language_data.js", "searchtools.js")

#: Addresses in a page that can carry a version.
_ADDRESS = re.compile(r'((?:src|href|data-index)="(?:\.\./)*)((?:_static/[^"?#]+)|searchindex\.js|favicon\.ico)(?:\?v=[^"]*)?"')


def finish(app: Sphinx, error: Exception | None) -> None:
    """Make the pages light once all of them are written."""
    if error is not None or app.builder.format != "html":
        return
    out = Path(app.outdir)
    pages = {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in sorted(out.rglob("*.html")) if "_static" not in path.parts}
    meta.write_files(app, out, list(pages))
    _write_stylesheet(app, out / "_static", pages.values())
    _remove_what_no_page_loads(app, out / "_static")
    (out / "_headers").write_text(headers_file(), encoding="utf-8")
    version = lru_cache(lambda address: hashlib.sha256((out / address).read_bytes()).hexdigest()[:8])
    for name, text in pages.items():
        finished = _ADDRESS.sub(lambda found: f'{found[1]}{found[2]}?v={version(found[2])}"', text)
        finished = from_anywhere(finished) if name == "404.html" else finished
        if finished != text:
            (out / name).write_text(finished, encoding="utf-8")


def from_anywhere(text: str) -> str:
    """Return a page whose addresses hold at any depth: hosts send it in the place of whatever page is missing."""
    root = urlsplit(site_url()).path or "/"
    return re.sub(r'\b(href|src|action)="(?![a-z]+:|[/#])', rf'\1="{root}', text).replace('href="#"', f'href="{root}"')


def _write_stylesheet(app: Sphinx, static: Path, pages: object) -> None:
    used = Used()
    for text in pages:
        used.read_page(text)
    # What our own code can write counts as used in every build: a site with scenario pages and one without get the same stylesheet.
    written = [path for kind in ("*.js", "*.py", "*.html") for path in sorted(assets.STATIC.parent.rglob(kind))]
    for path in [*written, *(static / name for name in _SEARCH)]:
        used.read_script(path.read_text(encoding="utf-8"))
    # The theme's own sheet begins with a line that loads Sphinx's.
    names = ["basic.css", "styles/pydata-sphinx-theme.css", *_foreign_stylesheets(app), *assets.STYLES]
    styles = "\n".join((static / name).read_text(encoding="utf-8") for name in names)
    (static / STYLESHEET).write_bytes(kept_stylesheet(styles, used))


def kept_stylesheet(styles: str, used: Used) -> bytes:
    """Return what is left of styles that are used, kept: from one build to the next both are mostly the same."""
    made_from = [styles, *(sorted(names) for names in (used.tags, used.names, used.attributes, used.words)), Path(purge.__file__).read_text(encoding="utf-8")]
    name = hashlib.sha256(json.dumps(made_from).encode()).hexdigest()[:32]
    return kept(paths.CACHE / "site" / f"{name}.css", lambda: purged(styles, used).encode())


def _foreign_stylesheets(app: Sphinx) -> list[str]:
    """Return the files of the theme's and the extensions' styles in the order in which pages would load them."""
    ordered = sorted(app.builder._css_files, key=lambda css: css.priority)
    return list(dict.fromkeys(str(css.filename).removeprefix("_static/") for css in ordered))


def _remove_what_no_page_loads(app: Sphinx, static: Path) -> None:
    """Remove the theme's and the extensions' files, the parts of the stylesheet, and folders that are left empty."""
    ours = (str(assets.STATIC), "book/static")
    foreign = [Path(folder) for folder in app.config.html_static_path if not str(folder).endswith(ours)]
    foreign += [Path(folder) / "static" for folder in app.builder.theme.get_theme_dirs()]
    names = {path.relative_to(folder).as_posix() for folder in foreign for path in folder.rglob("*") if path.is_file()}
    names = {name.removesuffix(".jinja").removesuffix("_t") for name in names} | {*_foreign_stylesheets(app), *assets.STYLES, "pygments.css"}
    for name in sorted(names - {*_SEARCH, STYLESHEET}):
        (static / name).unlink(missing_ok=True)
    for folder in sorted((path for path in static.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
