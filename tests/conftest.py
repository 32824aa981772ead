"""What many tests start from: the declarations, the chapter's values and data, and its headlines in every scenario."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable
from typing import Any

import chapters
import pytest
from hypothesis import settings

from alliance import paths
from alliance.errors import Refusal
from alliance.models import cost_sharing as model
from alliance.parameters import (
    Declarations,
    load_declarations,
    resolve,
)
from alliance.site.server import serving

STEM = "cost_sharing"

# The same examples in every run, and no deadline: a test must not fail by chance or on a slow machine.
settings.register_profile("ledger", derandomize=True, deadline=None, max_examples=40)
settings.load_profile("ledger")


@pytest.fixture(scope="session")
def declarations() -> Declarations:
    return load_declarations()


@pytest.fixture(scope="session")
def defaults(declarations) -> dict[str, Any]:
    """The chapter's declared values by name."""
    return declarations.defaults(STEM)


@pytest.fixture(scope="session")
def data() -> dict[str, list[dict[str, Any]]]:
    """The rows of every table the chapter reads."""
    return chapters.data_of(STEM)


@pytest.fixture(scope="session")
def series(defaults, data):
    return model.record(defaults, data)


@pytest.fixture(scope="session")
def inputs(defaults, series):
    return model.rule_inputs(defaults, series)


@pytest.fixture(scope="session")
def values_of() -> Callable[[str], dict[str, Any]]:
    """Return the chapter's values of a scenario, `baseline` among them."""
    return functools.partial(chapters.values_of, STEM)


@pytest.fixture(scope="session")
def headlines_of() -> dict[str, dict[str, dict[str, Any]]]:
    """The chapter's headlines by scenario and name."""
    return chapters.headlines_of(STEM)


@pytest.fixture(scope="session")
def refusals(declarations) -> Callable[..., list[str]]:
    """Return the lines with which settings or a scenario are refused; fail where they are taken."""

    def lines(settings: Iterable[str] = (), **given: Any) -> list[str]:
        with pytest.raises(Refusal) as caught:
            resolve(declarations, settings=settings, **given)
        assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
        return [str(problem) for problem in caught.value.problems]

    return lines


@pytest.fixture(scope="session")
def origin():
    """Serve the built site under the headers it is published with; return its address."""
    if not (paths.BUILD / "html" / "index.html").exists():
        pytest.fail("the site is not built; run 'make book'")
    with serving(paths.BUILD / "html") as address:
        yield address


@pytest.fixture(scope="session")
def browser(chromium_path):
    """Return a Chromium that can reach this machine alone."""
    sync_api = pytest.importorskip("playwright.sync_api")
    arguments = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium_path, args=arguments)
        yield opened
        opened.close()
