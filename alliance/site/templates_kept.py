"""Compiled templates, kept: a build uses seventy of the theme's, and compiling them takes as long as two pages."""

from __future__ import annotations

from contextlib import suppress

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sphinx.application import Sphinx

from alliance import paths
from alliance.textfile import write_aside


class _Kept(BytecodeCache):
    """Keeps them in the book's cache; Jinja2 itself compares the hash of each template's source."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            bucket.bytecode_from_string((paths.CACHE / "templates" / bucket.key).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            write_aside(paths.CACHE / "templates" / bucket.key, bucket.bytecode_to_string())


def _keep(app: Sphinx) -> None:
    if app.builder.templates is not None:
        app.builder.templates.environment.bytecode_cache = _Kept()


def register(app: Sphinx) -> None:
    """Listen when the builder has its templates."""
    app.connect("builder-inited", _keep)
