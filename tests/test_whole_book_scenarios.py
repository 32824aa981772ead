"""The scenarios of the whole book: each reaches at least three chapters, and the page lists them from their files."""

from __future__ import annotations

import re

import pytest

from alliance import headlines, paths
from alliance.parameters import load_declarations, load_scenario, resolve
from alliance.record import moved

PAGE = (paths.BOOK / "scenarios.md").read_text(encoding="utf-8")
NAMES = re.search(r"^:names: (.+)$", PAGE, flags=re.MULTILINE)[1].split()


def test_at_least_six_beside_the_status_quo():
    """Catch a page with too few futures, or one told twice."""
    assert len(set(NAMES)) == len(NAMES) >= 6


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_book_scenario_reaches_three_chapters(name):
    """Catch a scenario that keeps to one question and is told as one of the whole book."""
    declarations = load_declarations()
    values = resolve(declarations, scenario=load_scenario(name))
    touched = [stem for stem in declarations.stems if moved(headlines.compare(stem, values))]
    assert len(touched) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_each_has_its_link_in_the_introduction(name):
    """Catch a scenario that the introduction forgets."""
    assert f"(#scenario-{name})" in PAGE
