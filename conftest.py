"""Settings of every test run. They stand at the root because `pytest --nbval notebooks` does not load one in `tests/`."""

from __future__ import annotations

import os

import pytest

from alliance.pdf.chromium import HOW_TO_GET, chromium

#: Notebooks are committed with their plain text alone, which holds the hashes of figures and tables; everything else a
#: cell shows is made from the same content and is no second thing to compare.
_NOT_COMPARED = (
    "text/html",
    "text/markdown",
    "application/vnd.alliance.figure+json",
    "application/vnd.alliance.table+json",
)


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Let nbval compare the plain text of each output and leave the richer forms aside."""
    if hasattr(collector, "skip_compare"):
        collector.skip_compare += _NOT_COMPARED


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Return the path of a Chromium; without one skip, but fail where CI=true."""
    path = chromium()
    if path is None:
        message = "no Chromium found"
        if os.environ.get("CI") == "true":
            pytest.fail(message + ", and CI must not skip browser tests")
        pytest.skip(message)
    return path


def pytest_terminal_summary(terminalreporter) -> None:
    """Say in one line, at the end, that browser tests were left out and how to have them."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if "browser" in report.keywords]
    if skipped and chromium() is None:
        terminalreporter.write_line(
            f"{len(skipped)} browser tests skipped: {HOW_TO_GET}"
        )
