"""The site in a real browser, network off: every chart drawn, interactive after a touch, no console error, no other host."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from gate.visit import until

from alliance import paths
from alliance.parameters import load_declarations

pytestmark = pytest.mark.browser

SITE = paths.BUILD / "html"
CHAPTER = "notebooks/cost_sharing.html"
CHAPTERS = [f"notebooks/{stem}.html" for stem in load_declarations().stems]
PAGES = ["index.html", *CHAPTERS, *(f"book/{path.stem}.html" for path in sorted(paths.BOOK.glob("*.md"))), "scenarios/taiwan_year.html"]


@contextmanager
def page(browser, origin, *, width=1280, scheme="light", javascript=True):
    """Open a page that keeps what went wrong in `page.wrong`: console errors and requests to another host."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=javascript)
    opened = context.new_page()
    opened.wrong = []
    opened.on("console", lambda message: opened.wrong.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: opened.wrong.append(str(error)))
    opened.on("request", lambda request: None if request.url.startswith((origin, "data:", "blob:", "file:")) else opened.wrong.append(request.url))
    if javascript:
        opened.on("requestfailed", lambda request: opened.wrong.append(f"failed: {request.url}"))
    yield opened
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light")])
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_quiet_and_fit(browser, origin, name, width, scheme):
    """Catch a console error, a request to another host, and a page wider than its window."""
    with page(browser, origin, width=width, scheme=scheme) as opened:
        opened.goto(origin + name, wait_until="networkidle")
        assert opened.wrong == []
        assert opened.evaluate("document.documentElement.scrollWidth") <= width


def drawn(opened) -> list[bool]:
    """Return for each chart whether the picture that shows is loaded and has a size."""
    return opened.evaluate(
        """async () => {
            const late = milliseconds => new Promise((_, fail) => setTimeout(() => fail(new Error("not loaded")), milliseconds));
            const results = [];
            for (const figure of document.querySelectorAll('.ledger-figure')) {
                const shown = [...figure.querySelectorAll('img')].filter(image => image.offsetParent !== null);
                // A lazy picture far below loads when a reader comes near; here it is asked for at once.
                shown.forEach(image => { image.loading = 'eager'; });
                await Promise.race([Promise.all(shown.map(image => image.decode())), late(10000)]);
                results.push(shown.length === 1 && shown[0].naturalWidth > 100 && shown[0].clientWidth > 200);
            }
            return results;
        }"""
    )


@pytest.mark.parametrize(("width", "scheme", "javascript"), [(1280, "light", True), (1280, "dark", True), (390, "light", True), (1280, "light", False)])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chart_is_drawn(browser, origin, chapter, width, scheme, javascript):
    """Catch an empty box where a chart should be: light, dark, on a phone, and without JavaScript."""
    with page(browser, origin, width=width, scheme=scheme, javascript=javascript) as opened:
        opened.goto(origin + chapter, wait_until="load")
        found = drawn(opened)
        assert len(found) >= 5 and all(found)
        sources = opened.evaluate("[...document.querySelectorAll('.ledger-figure img')].filter(i => i.offsetParent).map(i => i.currentSrc)")
        assert all((".dark." in source) == (scheme == "dark") for source in sources)
        assert all((".narrow." in source) == (width == 390) for source in sources)
        assert opened.wrong == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_charts_become_interactive_on_touch_without_moving_the_page(browser, origin, chapter, width):
    """Catch a chart that stays a picture, draws nothing, lets the page jump, or loads Vega before anyone asks."""
    with page(browser, origin, width=width) as opened:
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(origin + chapter, wait_until="networkidle")
        assert not [address for address in asked if "vega" in address]
        height = opened.evaluate("document.documentElement.scrollHeight")
        charts = opened.locator(".ledger-figure")
        for index in range(charts.count()):
            chart = charts.nth(index)
            chart.locator(".ledger-chart").dispatch_event("pointerdown")
            until(opened, "figure => figure.dataset.state === 'interactive'", chart.element_handle())
            assert chart.locator(".ledger-live svg path").count() > 3
        assert opened.evaluate("document.documentElement.scrollHeight") == height
        assert opened.wrong == []


def test_a_touched_chart_follows_the_theme(browser, origin):
    """Catch dark ink on a dark page."""
    with page(browser, origin) as opened:
        opened.goto(origin + CHAPTER, wait_until="networkidle")
        opened.locator("#fig-contribution-real .ledger-chart").dispatch_event("pointerdown")
        opened.wait_for_selector("#fig-contribution-real[data-state=interactive] .ledger-live svg")
        ink = "getComputedStyle(document.querySelector('#fig-contribution-real .ledger-live svg text')).fill"
        light = opened.evaluate(ink)
        opened.evaluate("document.documentElement.dataset.theme = 'dark'")
        until(opened, f"{ink} !== '{light}'")
        assert opened.wrong == []


def test_a_chart_tells_its_values_under_the_pointer(browser, origin):
    """Catch an interactive chart that answers nothing."""
    with page(browser, origin) as opened:
        opened.goto(origin + CHAPTER, wait_until="networkidle")
        opened.locator("#fig-dollar-change").scroll_into_view_if_needed()
        opened.locator("#fig-dollar-change .ledger-chart").hover()
        bar = opened.locator("#fig-dollar-change[data-state=interactive] .ledger-live svg .mark-rect path").first
        bar.hover()
        assert "Million dollars" in opened.locator("#vg-tooltip-element").inner_text()
        assert opened.wrong == []


def test_the_site_opens_as_a_file(browser, origin):
    """Catch a page that needs a server to show or to wake its charts."""
    with page(browser, origin) as opened:
        opened.goto((SITE / CHAPTER).as_uri(), wait_until="load")
        assert all(drawn(opened))
        opened.locator("#fig-contribution-real .ledger-chart").dispatch_event("pointerdown")
        opened.wait_for_selector("#fig-contribution-real[data-state=interactive] .ledger-live svg")
        assert opened.wrong == []


LEDGER = "notebooks/claims.html"
ROWS = "#tbl-claims-ledger tbody tr"


def test_the_ledger_is_narrowed_down_and_sorted_in_the_page(browser, origin):
    """Catch a ledger whose fields do nothing, which loses rows, or which sorts words for numbers."""
    with page(browser, origin) as opened:
        opened.goto(origin + LEDGER, wait_until="networkidle")
        rows = opened.locator(ROWS)
        total = rows.count()
        box = opened.locator("#tbl-claims-ledger .ledger-filters")
        box.get_by_label("Document").select_option("CFR 2021")
        box.get_by_label("Verdict").select_option("holds")
        shown = opened.evaluate(f"[...document.querySelectorAll('{ROWS}')].filter(row => !row.hidden).map(row => [row.cells[1].textContent, row.cells[5].textContent])")
        assert 5 < len(shown) < total and set(map(tuple, shown)) == {("CFR 2021", "holds")}
        assert box.locator("output").text_content() == f"{len(shown)} of {total}"
        box.get_by_label("Document").select_option("")
        box.get_by_label("Verdict").select_option("")
        box.get_by_label("Words").fill("trillion won first year")
        assert 0 < opened.evaluate(f"[...document.querySelectorAll('{ROWS}')].filter(row => !row.hidden).length") < 20
        box.get_by_label("Words").fill("")
        head = opened.locator("#tbl-claims-ledger thead th").nth(5)
        head.get_by_role("button").focus()
        opened.keyboard.press("Enter")
        order = opened.evaluate(f"[...document.querySelectorAll('{ROWS}')].map(row => row.cells[5].textContent)")
        assert head.get_attribute("aria-sort") == "ascending" and order == sorted(order) and len(order) == total
        assert opened.wrong == []


def test_the_ledger_is_complete_without_javascript_and_each_claim_has_its_link(browser, origin):
    """Catch rows that a script has to bring, and a claim that nobody can point at."""
    with page(browser, origin, javascript=False) as opened:
        opened.goto(f"{origin}{LEDGER}#claim-cfr-04-1a", wait_until="load")
        assert opened.locator(ROWS).count() > 250 and opened.locator(".ledger-filters").count() == 0
        assert opened.locator("#claim-cfr-04-1a").bounding_box()["y"] < 900
