"""The chapter's own values, rows and headlines, under the names that the tests of every chapter use."""

from __future__ import annotations

import chapters
import pytest

from alliance.models import priorities as model

STEM = "priorities"


@pytest.fixture(scope="session")
def defaults():
    """The chapter's declared values by name."""
    return chapters.values_of(STEM)


@pytest.fixture(scope="session")
def data():
    """The rows of every table the chapter reads."""
    return chapters.data_of(STEM)


@pytest.fixture(scope="session")
def made(defaults, data):
    return model.reckon(defaults, data)


@pytest.fixture(scope="session")
def headlines_of():
    """The chapter's headlines by scenario and name."""
    return chapters.headlines_of(STEM)
