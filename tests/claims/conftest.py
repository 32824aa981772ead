"""What the tests of checks start from: the declared latitudes and the rows of every table that a check reads."""

from __future__ import annotations

from typing import Any

import pytest

from alliance.headlines import data_of
from alliance.parameters import load_declarations


@pytest.fixture(scope="session")
def given() -> dict[str, Any]:
    return load_declarations().defaults("claims")


@pytest.fixture(scope="session")
def data() -> dict[str, list[dict[str, Any]]]:
    """The rows of every table the chapter reads."""
    return data_of("claims")
