"""Every page as a first visitor gets it, under the headers it is published with: light, quiet, and without a fault that axe knows."""

from __future__ import annotations

import pytest
from gate import axe, markup, reflow, weight
from gate.visit import visiting

from alliance import paths

SITE = paths.BUILD / "html"
NAMES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {name: (SITE / name).read_text(encoding="utf-8") for name in NAMES}


@pytest.mark.browser
@pytest.mark.parametrize("name", NAMES)
def test_a_first_visit_is_light_quiet_and_open_to_all(browser, origin, name):
    """Catch a page over its budget, a message in the console, a request elsewhere, an axe finding, and at 320 points a page that scrolls sideways."""
    with visiting(browser, origin, name) as visit:
        found = weight.too_heavy(visit)
        visit.page.set_viewport_size({"width": 320, "height": 640})
        found += reflow.sideways(visit)
        visit.page.set_viewport_size({"width": 1280, "height": 900})
        found += axe.in_every_mode(visit) + visit.findings()
    assert [str(finding) for finding in found] == []


def test_pages_hold_nothing_that_runs_in_them(texts):
    """Catch an inline script, an inline handler or a script address: the published policy would refuse it."""
    assert [str(finding) for name in NAMES for finding in markup.unsafe(name, texts[name])] == []


def test_pages_say_what_they_are(texts):
    """Catch two pages of one title, a page without description or language, or with more than one first heading."""
    assert [str(finding) for finding in markup.undescribed(texts)] == []
