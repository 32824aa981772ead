"""What the tests of the chapter on trade start from: its declared values, its data, and its headlines in every scenario."""

from __future__ import annotations

import functools

import chapters
import pytest

STEM = "trade_links"


@pytest.fixture(scope="session")
def trade_values():
    """Return the chapter's values of a scenario, `baseline` among them."""
    return functools.partial(chapters.values_of, STEM)


@pytest.fixture(scope="session")
def trade_data():
    """The rows of every table the chapter reads."""
    return chapters.data_of(STEM)


@pytest.fixture(scope="session")
def trade_headlines():
    """The chapter's headlines by scenario and name."""
    return chapters.headlines_of(STEM)
