"""The what-if panel of a chapter: controls made from the declared parameters, and the files with which a reader's browser runs the model."""

from __future__ import annotations

import hashlib
import html
import io
import json
import re
import zipfile
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from alliance import headlines, paths, pyodide, whatif
from alliance.parameters import Declaration, load_declarations
from alliance.parameters.scenarios import BASELINE
from alliance.record import RunRecord
from alliance.site import origins
from alliance.site.blocks import PARAMETERS_PAGE, Block, Page, block, note_target, writer
from alliance.site.book import book_of
from alliance.site.whatif_answer import answer_of
from alliance.site.whatif_controls import control_html

TITLE = "Try other assumptions"

#: The section of a chapter whose first figure the panel stands by.
SECTION = "What follows"

#: Most controls that are seen at once; the others stand behind a disclosure.
SHOWN = 8

_CHAPTER = re.compile(r"notebooks/(\w+)")


def register(app: Sphinx) -> None:
    """Put a panel into every chapter with parameters, its scripts on that page alone, and its files into the site."""
    app.connect("doctree-read", _place, priority=400)
    app.connect("html-page-context", _scripts)
    app.connect("build-finished", _write_files)


def stem_of(docname: str) -> str:
    """Return the stem of a chapter's page, nothing for any other page."""
    found = _CHAPTER.fullmatch(docname)
    return found[1] if found and found[1] in load_declarations().stems else ""


def _place(app: Sphinx, doctree: nodes.document) -> None:
    stem = stem_of(app.env.docname)
    section = next((node for node in doctree.findall(nodes.section) if node.next_node(nodes.title).astext() == SECTION), None)
    if not stem or section is None:
        return
    panel = nodes.section("", nodes.title("", TITLE), block("whatif", {"stem": stem}), ids=[f"whatif-{stem}"], names=[])
    section.insert(_where(section), panel)
    note_target(app.env, f"whatif-{stem}", TITLE)


def _where(section: nodes.section) -> int:
    """Return the place below the section's first figure: before the sections after it, so that headings stay in order."""
    seen = False
    for index, node in enumerate(section.children):
        if seen and isinstance(node, nodes.section):
            return index
        seen = seen or any(item["kind"] == "fig" for item in node.findall(Block))
    return len(section.children)


@writer("whatif")
def panel_html(page: Page, content: dict[str, str]) -> str:
    """Return a chapter's panel as HTML; where the build has no model for the browser, a word on that."""
    stem = content["stem"]
    record = book_of(page.env).record
    declared = load_declarations().of(stem)
    command = html.escape(f"alliance rerun {stem} --set NAME=VALUE")
    if not pyodide.kept():
        return f'<div class="ledger-whatif"><p>The model is not part of this build of the book: <code>make book</code> fetches what it needs. On a terminal, <code>{command}</code> does the same.</p></div>\n'
    first = [item for item in declared.values() if item.panel][:SHOWN] or list(declared.values())[:SHOWN]
    rest = [item for item in declared.values() if item not in first]

    own = "as published" if record.name == BASELINE else "as in this run"

    def controls(items: Iterable[Declaration]) -> str:
        return "".join(control_html(stem, item, record.values[item.name], own, page.link(PARAMETERS_PAGE, f"param-{item.name}", "Source")) for item in items)

    more = f'<details class="whatif-more"><summary>{len(rest)} more assumptions</summary><div class="whatif-controls">{controls(rest)}</div></details>' if rest else ""
    chapter = chapter_json(stem, record)
    return (
        f'<div class="ledger-whatif" data-stem="{stem}" data-own="{own}" {_files(page, stem, chapter)}>'
        f"<p>Change an assumption, and the book’s own model reckons this chapter anew in your browser. The first change loads Python and the model from this site, {_size(chapter)}. "
        "What you try stays with you: it is sent nowhere.</p>"
        f"<noscript><p><strong>This panel needs JavaScript, which is off.</strong> All else on the page is complete. On a terminal, <code>{command}</code> does the same.</p></noscript>"
        '<p class="whatif-missing" hidden></p>'
        f'<form autocomplete="off"><fieldset disabled><legend>Assumptions of this chapter</legend><div class="whatif-controls">{controls(first)}</div>{more}'
        f'<p class="whatif-buttons"><button type="reset">All {own}</button></p></fieldset></form>'
        '<div class="whatif-loading" hidden><label>Loading Python and the model <progress max="1" value="0"></progress></label></div>'
        '<div class="whatif-problems" role="alert"></div>'
        '<p class="whatif-status" role="status" aria-live="polite"></p>'
        '<div class="whatif-results" hidden>'
        f'<p class="whatif-answer"></p>{_following(page, chapter)}'
        '<p class="whatif-command"><span>The same on a terminal, and a link to this page as you set it:</span><code tabindex="0"></code><button type="button" data-copy="command">Copy command</button> <button type="button" data-copy="link">Copy link</button></p>'
        '<div class="whatif-table" tabindex="0" role="region" aria-label="Results under your assumptions"></div></div>'
        "</div>\n"
    )


def _following(page: Page, chapter: bytes) -> str:
    """Return a list of the figures of the page that are drawn anew; the others would take longer than a reader waits, or rest on the record alone."""
    names = whatif.Chapter(json.loads(chapter)).shown
    links = [page.link(page.docname, item["anchor"], item["title"]) for item in page.env.metadata[page.docname].get(origins.SHOWN, ()) if item["anchor"].startswith("fig-") and item["name"] in names]
    return f'<p>These figures follow; all others stay as they are.</p><ul class="whatif-follow">{"".join(f"<li>{link}</li>" for link in links)}</ul>' if links else ""


def _files(page: Page, stem: str, chapter: bytes) -> str:
    """Return the addresses of what the panel loads, as attributes; each carries a hash of what it holds."""
    target = page.builder.get_target_uri(page.docname)
    files = {
        "python": f"_static/{pyodide.address()}/",
        "worker": f"_static/ledger-whatif-worker.js?v={_hash(_worker())}",
        "model": f"_static/whatif/model.zip?v={_hash(model_zip())}",
        "chapter": f"_static/whatif/{stem}.json?v={_hash(chapter)}",
    }
    sizes = [(pyodide.folder() / name).stat().st_size for name in pyodide.FILES if not name.endswith(".mjs")]
    total = sum(sizes) + len(model_zip()) + len(chapter)
    return " ".join(f'data-{name}="{html.escape(relative_uri(target, path))}"' for name, path in files.items()) + f' data-bytes="{total}"'


def _size(chapter: bytes) -> str:
    """Return how much the first change loads, in words."""
    raw = sum((pyodide.folder() / name).stat().st_size for name in pyodide.FILES) + len(model_zip()) + len(chapter)
    return f"{pyodide.COMPRESSED_MB:.1f} MB compressed ({raw / 1e6:.0f} MB where the server does not compress)"


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:8]


def _worker() -> bytes:
    return (Path(__file__).parent / "static" / "ledger-whatif-worker.js").read_bytes()


@lru_cache
def model_zip() -> bytes:
    """Return the part of the package that runs in the browser, as an archive: the same files, the same bytes in every build."""
    package = paths.ROOT / "alliance"
    found = [package / name for name in whatif.FILES]
    found += [path for folder in whatif.FOLDERS for path in (package / folder).rglob("*.py")]
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(found):
            archive.writestr(zipfile.ZipInfo(path.relative_to(paths.ROOT).as_posix()), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return body.getvalue()


def chapter_json(stem: str, record: RunRecord) -> bytes:
    """Return the declarations and data of a chapter, and what the run of this site changed, as JSON."""
    settings = {name: value for name, value in record.settings.items() if name in load_declarations().of(stem)}
    packed = whatif.content(
        stem, load_declarations(), headlines.data_of(stem), changed=record.changed_of(stem), scenario=record.scenario, settings=settings, tables_option=record.tables_option,
        answer=answer_of(paths.NOTEBOOKS / f"{stem}.ipynb"),
    )
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _scripts(app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if stem_of(docname) and pyodide.kept():
        app.add_js_file("ledger-whatif-table.js", loading_method="defer")
        app.add_js_file("ledger-whatif.js", loading_method="defer")


def _write_files(app: Sphinx, error: Exception | None) -> None:
    """Write Python, the models and every chapter's data beside the other static files."""
    stems = [stem for stem in map(stem_of, app.env.found_docs) if stem] if error is None else []
    if app.builder.format != "html" or not stems or not pyodide.kept():
        return
    static = Path(app.outdir) / "_static"
    files = {f"{pyodide.address()}/{name}": (pyodide.folder() / name).read_bytes() for name in pyodide.FILES}
    files["whatif/model.zip"] = model_zip()
    files |= {f"whatif/{stem}.json": chapter_json(stem, app.alliance_book.record) for stem in stems}
    for name, body in files.items():
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_bytes(body)
