"""The frame of the pages in a browser: by keyboard, on a phone, without scripts, on paper, from any depth, and with markup planted in addresses."""

from __future__ import annotations

import re

import pytest
from gate.visit import until, visiting

pytestmark = pytest.mark.browser

CHAPTER = "notebooks/cost_sharing.html"


def focused(page) -> str:
    return page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim()")


def test_everything_in_the_frame_is_reached_by_keyboard_with_a_visible_focus(browser, origin):
    """Catch a control that only a pointer reaches, a focus nobody sees, and one hidden under the bar."""
    with visiting(browser, origin, CHAPTER) as visit:
        page = visit.page
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to main content"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main-content"
        page.goto(origin + CHAPTER)
        seen = []
        for _ in range(45):
            page.keyboard.press("Tab")
            seen.append(focused(page))
            style = page.evaluate(
                "(() => { const s = getComputedStyle(document.activeElement), box = document.activeElement.getBoundingClientRect();"
                " return [s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2, box.bottom > 0 && box.top < innerHeight]; })()"
            )
            assert style == [True, True], seen[-1]
        assert {"The Alliance Ledger", "Search the book", "Colours: as the system", "Glossary", "What we know", "Copy"} & set(seen) >= {"The Alliance Ledger", "Search the book", "Glossary"}
        assert visit.findings() == []


@pytest.mark.parametrize("javascript", [True, False])
def test_menus_open_on_a_phone_with_and_without_scripts(browser, origin, javascript):
    """Catch chapters that a phone without scripts cannot reach, and a menu that stays over the text."""
    with visiting(browser, origin, CHAPTER, width=390, javascript=javascript) as visit:
        page = visit.page
        chapters = page.locator("#site-menu")
        assert not chapters.is_visible()
        page.locator(".shell-menu-button").click()
        assert chapters.is_visible() and chapters.get_by_role("link", name="Glossary").is_visible()
        page.keyboard.press("Escape")
        assert not chapters.is_visible()
        page.locator(".shell-contents-button").click()
        page.locator("#page-menu").get_by_role("link", name="What follows").click()
        assert page.url.endswith("#what-follows")
        if javascript:
            assert not page.locator("#page-menu").is_visible()
        assert page.locator("#what-follows > h2").bounding_box()["y"] < 400
        assert visit.findings() == []


def test_colours_follow_the_system_then_the_reader(browser, origin):
    """Catch a switch that forgets, or that does not say what it did."""
    with visiting(browser, origin, CHAPTER, scheme="dark") as visit:
        page, theme = visit.page, "document.documentElement.dataset.theme"
        switch = page.locator(".shell-mode")
        assert page.evaluate(theme) == "dark" and switch.get_attribute("aria-label") == "Colours: as the system"
        page.emulate_media(color_scheme="light")
        until(page, f"{theme} === 'light'")
        switch.click()
        switch.click()
        assert page.evaluate(theme) == "dark" and switch.get_attribute("aria-label") == "Colours: dark"
        page.goto(origin + "index.html")
        assert page.evaluate(theme) == "dark"
        assert visit.findings() == []


def test_search_finds_and_loads_its_index_only_then(browser, origin):
    """Catch an index that every visitor pays for, and a search that finds nothing."""
    with visiting(browser, origin, CHAPTER) as visit:
        page = visit.page
        assert not [address for address in visit.loaded if "searchindex" in address]
        page.keyboard.press("Control+k")
        page.keyboard.type("special measures")
        assert not [address for address in visit.loaded if "searchindex" in address]
        page.keyboard.press("Enter")
        page.wait_for_selector("#search-results li a")
        until(page, "document.querySelectorAll('#search-results p.context').length > 0")
        assert "searchindex" in " ".join(visit.loaded)
        assert page.locator("#search-results li").count() > 2
        assert visit.findings() == []


@pytest.mark.parametrize("address", ["search.html?q=%3Cimg%20src%3Dx%20onerror%3Dplanted()%3E", "search.html?q=%22%3E%3Cscript%3Eplanted()%3C/script%3E", f"{CHAPTER}?q=%3Cscript%3Eplanted()%3C/script%3E#%22%3E%3Cimg%20src%3Dx%20onerror%3Dplanted()%3E", "notebooks/claims.html#%3Cimg%20src=x%3E"])
def test_nothing_of_the_address_becomes_markup(browser, origin, address):
    """Catch an address that puts an element or a script into a page."""
    with visiting(browser, origin, address) as visit:
        assert visit.page.locator("img[src=x]").count() == 0
        assert visit.page.evaluate("[...document.scripts].every(script => script.src || script.type === 'application/json')")
        assert [finding for finding in visit.findings() if "decode" not in finding.what] == []


def test_the_page_for_what_is_missing_is_whole_at_any_depth(browser, origin):
    """Catch bare text without styles or a way out."""
    with visiting(browser, origin, "no/such/page.html") as visit:
        assert visit.page.locator("h1").inner_text() == "There is no such page"
        assert visit.page.evaluate("getComputedStyle(document.querySelector('.shell-bar')).position") == "sticky"
        assert [words for rule, words in visit.wrong if "404" not in words] == []
        visit.page.get_by_role("link", name="the front page").click()
        assert visit.page.url == origin + "index.html"


def test_code_is_copied_and_long_code_scrolls_by_keyboard(browser, origin):
    """Catch a copy button that copies nothing."""
    with visiting(browser, origin, "book/how_to_read.html") as visit:
        page = visit.page
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        code = page.locator("div.highlight > pre").first
        page.locator(".shell-copy").first.click()
        until(page, "document.querySelector('.shell-copy').textContent === 'Copied'")
        assert page.evaluate("navigator.clipboard.readText()") == code.text_content().rstrip()
        wide = page.evaluate("[...document.querySelectorAll('pre')].filter(box => box.scrollWidth > box.clientWidth).every(box => box.tabIndex === 0)")
        assert wide and visit.findings() == []


def test_paper_has_the_text_alone(browser, origin):
    """Catch menus and buttons on paper, and lists that stay folded there."""
    with visiting(browser, origin, "book/data.html") as visit:
        page = visit.page
        page.emulate_media(media="print")
        for part in (".shell-bar", "#site-menu", "#page-menu", ".shell-turn", ".shell-skip"):
            assert not page.locator(part).is_visible(), part
        assert page.locator("h1").is_visible()
        closed = "document.querySelectorAll('.bd-article details:not([open])').length"
        before = page.evaluate(closed)
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert before > 5 and page.evaluate(closed) == 0
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert page.evaluate(closed) == before


def test_who_wants_less_motion_or_other_colours_gets_them(browser, origin):
    """Catch a page that moves, or that hides where one is, for those who asked for neither."""
    with visiting(browser, origin, CHAPTER) as visit:
        page = visit.page
        page.emulate_media(reduced_motion="reduce", forced_colors="active")
        assert page.evaluate("[...document.querySelectorAll('*')].every(e => parseFloat(getComputedStyle(e).transitionDuration) === 0 || getComputedStyle(e).transitionProperty === 'none')")
        width = page.evaluate("getComputedStyle(document.querySelector('.shell-menu [aria-current]')).borderLeftWidth")
        assert re.fullmatch(r"[2-9]px", width)


def test_nothing_shifts_while_a_page_loads(browser, origin):
    """Catch text that jumps under a reader's eyes."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script("window.shifts = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shifts += entry.value; })).observe({type: 'layout-shift', buffered: true});")
    for name in (CHAPTER, "notebooks/claims.html", "index.html"):
        page.goto(origin + name, wait_until="networkidle")
        assert page.evaluate("window.shifts") == 0, name
    context.close()
