"""A page opened in a browser, with everything it loaded and everything that went wrong."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from gate import Finding


@dataclass
class Visit:
    """An open page: its bytes as sent by address, the addresses still waited for by request, and what went wrong so far as (rule, words)."""

    name: str
    page: Any
    loaded: dict[str, int] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)

    def findings(self) -> list[Finding]:
        return [Finding(self.name, rule, what) for rule, what in self.wrong]


@contextmanager
def visiting(browser: Any, origin: str, name: str, *, width: int = 1280, scheme: str = "light", javascript: bool = True) -> Iterator[Visit]:
    """Open the page `name` below `origin` as a first visitor does, and wait until nothing more is loaded."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=javascript)
    try:
        page = context.new_page()
        visit = Visit(name, page)
        _listen(page, visit, origin, javascript)
        page.goto(origin + name, wait_until="networkidle")
        # The bytes of an answer are told by another way than that nothing is loading any more, and may come after it.
        _wait(page, lambda: not visit.waiting, 20, lambda: f"still loading: {', '.join(visit.waiting.values())}")
        yield visit
    finally:
        context.close()


def until(page: Any, expression: str, argument: Any = None, *, seconds: float = 20) -> None:
    """Wait until an expression is true on a page. Raises AssertionError where that takes longer.

    Playwright's own way polls inside the page, where the site's policy forbids to evaluate text.
    """
    _wait(page, lambda: page.evaluate(expression, argument), seconds, lambda: f"not true within {seconds} seconds: {expression}")


def _wait(page: Any, met: Callable[[], Any], seconds: float, otherwise: Callable[[], str]) -> None:
    last = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < last, otherwise()
        page.wait_for_timeout(50)


def _listen(page: Any, visit: Visit, origin: str, javascript: bool) -> None:
    """Note console messages, errors, requests to other hosts, failed ones, and the bytes of each answer as it was sent."""
    page.on("console", lambda message: visit.wrong.append(("console", message.text)))
    page.on("pageerror", lambda error: visit.wrong.append(("script error", str(error))))
    page.on("request", lambda request: None if request.url.startswith((origin, "data:", "blob:", "file:")) else visit.wrong.append(("other host", request.url)))
    if javascript:
        page.on("requestfailed", lambda request: visit.wrong.append(("failed request", request.url)))
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def sent(event: Mapping[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            visit.waiting[event["requestId"]] = event["request"]["url"]

    def finished(event: Mapping[str, Any]) -> None:
        if address := visit.waiting.pop(event["requestId"], ""):
            visit.loaded[address] = int(event["encodedDataLength"])

    session.on("Network.requestWillBeSent", sent)
    session.on("Network.loadingFinished", finished)
    session.on("Network.loadingFailed", lambda event: visit.waiting.pop(event["requestId"], None))
