"""The gate, as far as files show it: every page of the built site, every check. What a browser sees is tested beside it."""

from __future__ import annotations

import pytest
from gate import alternatives, assets, content, links, takeaways
from gate.site import Site

from alliance import paths

SITE = Site(paths.BUILD / "html")
CHECKS = (links.broken, alternatives.missing, takeaways.lacking, assets.elsewhere, assets.unpinned, content.empty)


def test_the_site_is_there():
    """Catch a gate that has nothing to check."""
    assert {"index.html", "search.html", "notebooks/claims.html", "book/sources.html", "scenarios/weak_won.html"} <= set(SITE.names)


@pytest.mark.parametrize("name", SITE.names)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: f"{check.__module__.partition('.')[2]}.{check.__name__}")
def test_page(check, name):
    """Catch a broken link, a missing text alternative, a figure without its files, an asset of elsewhere or without a hash, an empty page."""
    assert [str(finding) for finding in check(SITE, name)] == []
