"""Which pages a build over an earlier one makes anew: those that read, paste or list what this run has otherwise.

`alliance.book` lets a run build over the last site of its place where all else is the same: code, prose, tables, name, contents. Sphinx by itself
makes a page anew whose own source changed. What a page takes from the run besides is noted here while it is read, and the files it leaves while
it is written, so that none outlives what it belongs to.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from alliance.earlier_site import FILES
from alliance.errors import Refusal
from alliance.site.book import book_of

#: Keys of a page's metadata: that it reads the run's own values, that it lists what stands on other pages, and the headlines it pastes.
_READS_RUN, _LISTS, _PASTED = "alliance_reads_run", "alliance_lists", "alliance_pasted"


def reads_run(env: BuildEnvironment) -> None:
    """Note that the page being read depends on values of the run: it is read again in every build."""
    env.metadata[env.docname][_READS_RUN] = True


def lists_others(env: BuildEnvironment) -> None:
    """Note that the page being read shows what stands on other pages: it is written again whenever one of them is read."""
    env.metadata[env.docname][_LISTS] = True


def pasted(env: BuildEnvironment, what: str) -> str:
    """Return a headline as `stem.name` or `stem.name:FORMAT` asks for it, noted for the page being read. Raises Refusal or ValueError."""
    text = _headline(env, what)
    env.metadata[env.docname].setdefault(_PASTED, {})[what] = text
    return text


def _headline(env: BuildEnvironment, what: str) -> str:
    key, _, form = what.strip().partition(":")
    return format(book_of(env).headline(key), form)


def _outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Return the pages read before that depend on the run, or paste a headline that is another one now."""
    return sorted(docname for docname in env.found_docs if env.metadata[docname].get(_READS_RUN) or _pastes_anew(env, env.metadata[docname].get(_PASTED, {})))


def _pastes_anew(env: BuildEnvironment, before: dict[str, str]) -> bool:
    try:
        return any(_headline(env, what) != text for what, text in before.items())
    except (Refusal, ValueError):
        # Read again, the page says so with its line.
        return True


def _remember_names(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    book_of(env).names = {docname: _names(env, docname) for docname in docnames if docname in env.titles}


def _names(env: BuildEnvironment, docname: str) -> Any:
    """Return what other pages know a page by: its title, and its places with theirs."""
    labels = env.get_domain("std").labels
    return env.titles[docname].astext(), sorted((name, anchor) for name, (page, anchor, _) in labels.items() if page == docname)


def _written_again(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to write besides those that were read: all of them where the name of a page or of a place on one came, went or changed."""
    if any(_names(env, docname) != before for docname, before in book_of(env).names.items()):
        return sorted(env.found_docs)
    return sorted(docname for docname in env.found_docs if env.metadata[docname].get(_LISTS))


def _note_written(app: Sphinx, docname: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if doctree is not None:
        app.alliance_book.files.setdefault(docname, set())


def _remove_left_over(app: Sphinx, error: Exception | None) -> None:
    """Remove the files that pages written now left in an earlier build and no page leaves any more."""
    if error is not None or app.builder.format != "html":
        return
    note = Path(app.doctreedir) / FILES
    before = json.loads(note.read_text(encoding="utf-8")) if note.exists() else {}
    now = {docname: files for docname, files in before.items() if docname in app.env.found_docs} | {docname: sorted(files) for docname, files in app.alliance_book.files.items()}
    for path in {path for files in before.values() for path in files} - {path for files in now.values() for path in files}:
        (Path(app.outdir) / path).unlink(missing_ok=True)
    note.write_text(json.dumps(now), encoding="utf-8")


def register(app: Sphinx) -> None:
    """Listen when it is asked what is out of date, before and after reading, and when pages have been written."""
    app.connect("env-get-outdated", _outdated)
    app.connect("env-before-read-docs", _remember_names)
    app.connect("env-updated", _written_again)
    app.connect("html-page-context", _note_written)
    app.connect("build-finished", _remove_left_over)
