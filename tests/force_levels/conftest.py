"""What the tests of the chapter on force levels start from: its declared values, its data, and its headlines in every scenario."""

from __future__ import annotations

import functools

import chapters
import pytest

STEM = "force_levels"


@pytest.fixture(scope="session")
def force_values():
    """Return the chapter's values of a scenario, `baseline` among them."""
    return functools.partial(chapters.values_of, STEM)


@pytest.fixture(scope="session")
def force_data():
    """The rows of every table the chapter reads."""
    return chapters.data_of(STEM)


@pytest.fixture(scope="session")
def force_headlines():
    """The chapter's headlines by scenario and name."""
    return chapters.headlines_of(STEM)
