"""Headlines that pages of prose paste: those of the run, and what stands where a run has none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alliance.errors import Refusal
from alliance.record import baseline
from alliance.site.book import Book


def book(**values) -> Book:
    published = baseline()
    return Book(replace(published, values={**published.values, **values}))


def test_a_result_that_a_run_has_not_is_none():
    """Catch a run with permitted values whose front page cannot be built: with nobody fit, no length of service holds the force."""
    assert f"{book(fit_share=0.0).headline('force_levels.lever_months')}" == "none"
    assert f"{book().headline('force_levels.lever_months')}".endswith(" months")


@pytest.mark.parametrize(("key", "words"), [("force_levels.lever_month", "did you mean 'lever_months'"), ("force_level.lever_months", "there is no chapter 'force_level'; did you mean 'force_levels'")])
def test_what_no_run_has_is_refused(key, words):
    """Catch a misspelt key that leaves a hole in a sentence."""
    with pytest.raises(Refusal, match=words):
        book().headline(key)
