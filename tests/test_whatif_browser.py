"""The what-if panel in a real browser, network off: results to the last digit, links, command, keyboard, refusals, and what is said where it cannot work."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys

import pytest
from gate.visit import until
from test_browser import SITE, page
from test_whatif import chapter, drawn_items

from alliance.parameters import load_declarations

pytestmark = pytest.mark.browser

STEMS = load_declarations().stems

#: Opens the panel's own worker with the panel's own addresses and asks it for each set of values in turn.
_ASK = """async sets => {
    const panel = document.querySelector('.ledger-whatif[data-stem]');
    const address = name => new URL(panel.dataset[name], document.baseURI).href;
    const worker = new Worker(address('worker'), {type: 'module'});
    const told = kind => new Promise((done, fail) => {
        worker.onmessage = event => {
            if (event.data.kind === kind) { done(event.data); }
            if (event.data.kind === 'broken') { fail(new Error(event.data.message)); }
        };
    });
    let heard = told('ready');
    worker.postMessage({kind: 'open', python: address('python'), model: address('model'), chapter: address('chapter'), bytes: Number(panel.dataset.bytes)});
    await heard;
    const answers = [];
    for (const items of sets) {
        heard = told('answer');
        worker.postMessage({kind: 'ask', turn: 1, items: items});
        answers.push((await heard).answer);
    }
    worker.terminate();
    return answers;
}"""


def chapter_page(stem: str) -> str:
    return f"notebooks/{stem}.html"


def settled(opened) -> None:
    """Wait until the panel shows an answer and its address bar has it."""
    opened.wait_for_selector(".whatif-results:not([hidden])", timeout=60_000)
    until(opened, "() => location.href === document.querySelector('.ledger-whatif').dataset.link")


def printed(opened) -> dict[str, list[str]]:
    """Return what the panel's table prints, by headline: as published, now, change."""
    opened.evaluate("document.querySelectorAll('.whatif-table details').forEach(item => { item.open = true; })")
    until(opened, "() => [...document.querySelectorAll('.whatif-table details')].every(item => item.querySelector('table'))")
    return dict(opened.evaluate("[...document.querySelectorAll('.whatif-table tbody tr')].map(row => [row.dataset.headline, [...row.querySelectorAll('td')].map(cell => cell.textContent)])"))


@pytest.mark.parametrize("stem", STEMS)
def test_results_equal_those_of_this_python(browser, origin, stem):
    """Catch a digit that the browser's Python prints otherwise, a row of a figure that it draws otherwise, and another refusal."""
    sets = [[], *drawn_items(stem, 4 if stem == "claims" else 15, seed=2)]
    with page(browser, origin) as opened:
        opened.goto(origin + chapter_page(stem), wait_until="load")
        answers = [json.loads(text) for text in opened.evaluate(_ASK, sets)]
        assert opened.wrong == []
    expected = [json.loads(chapter(stem).answer_json(json.dumps(items))) for items in sets]
    assert sum("headlines" in answer for answer in expected) >= 3
    for items, here, there in zip(sets, expected, answers, strict=True):
        for answer in (here, there):
            # The last bit of a float may differ where the C library does; what is printed and drawn may not.
            for row in answer.get("headlines", ()):
                row["value"] = row["value"] and float(f"{row['value']:.12g}")
        assert there == here, items


def test_nothing_loads_before_the_first_change(browser, origin):
    """Catch a page that makes every reader load Python, and a panel whose size is not told."""
    with page(browser, origin) as opened:
        asked: list[str] = []
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(origin + chapter_page("cost_sharing"), wait_until="networkidle")
        assert [address for address in asked if "pyodide" in address or "/whatif/" in address or "worker" in address or "vega" in address] == []
        assert "MB" in opened.locator(".ledger-whatif > p").first.inner_text()


def test_keyboard_link_command_figures_and_the_way_back(browser, origin, tmp_path):
    """Catch a control that keys do not move, a link or a command that gives other numbers, a figure that stays, a way back that leaves something."""
    with page(browser, origin) as opened:
        opened.goto(origin + chapter_page("cost_sharing"), wait_until="networkidle")
        title = opened.locator("#fig-paths-to-horizon .ledger-title")
        published = title.inner_text()
        slider = opened.get_by_label("Cap on the yearly rise, slider")
        slider.focus()
        opened.keyboard.press("ArrowLeft")
        settled(opened)
        opened.get_by_label("Korean inflation from 2026 on", exact=True).fill("2026=4.5 2027=5.5 2028=6.0 2029=6.0 2030=5.0")
        until(opened, "() => document.querySelector('.whatif-command code').textContent.includes('korea_cpi_path_pct')")
        settled(opened)
        numbers, link, command = printed(opened), opened.url, opened.locator(".whatif-command code").inner_text()
        assert "#whatif-cost_sharing?" in link and numbers["horizon_krw_bn"][0] != numbers["horizon_krw_bn"][1] and "▲" in numbers["horizon_krw_bn"][2]
        opened.wait_for_selector("#fig-paths-to-horizon.ledger-tried[data-state=interactive] .ledger-live svg")
        assert numbers["horizon_krw_bn"][1] in title.inner_text() != published
        named = opened.locator(".whatif-follow a[href='#fig-paths-to-horizon']")
        assert named.inner_text() in title.inner_text()
        until(opened, "() => document.querySelector('.whatif-status').textContent.includes('results change')")
        before = opened.locator("#fig-paths-to-horizon .ledger-live").inner_html()
        opened.get_by_role("button", name="All as published").click()
        until(opened, "before => document.querySelector('#fig-paths-to-horizon .ledger-live').innerHTML !== before", before)
        settled(opened)
        assert opened.url.endswith("#whatif-cost_sharing") and title.inner_text() == published and named.inner_text() in published
        assert all(row[0] == row[1] and row[2] == "" for row in printed(opened).values()) and opened.locator(".whatif-changed, .ledger-tried").count() == 0
        assert opened.wrong == []
    with page(browser, origin) as other:
        other.goto(link, wait_until="load")
        settled(other)
        assert printed(other) == numbers and other.url == link and other.locator(".whatif-command code").inner_text() == command
        assert other.wrong == []
    words = shlex.split(command)
    assert words[:2] == ["alliance", "rerun"]
    subprocess.run([sys.executable, "-c", "from alliance.cli import main; main()", *words[1:], "--output", str(tmp_path / "run")], check=True, capture_output=True)
    results = {row["name"]: row["text"] for row in json.loads((tmp_path / "run" / "results.json").read_text(encoding="utf-8"))}
    assert results == {name: row[1] for name, row in numbers.items() if row[1] != "none"}


def test_another_rule_renames_the_lines_of_the_figure(browser, origin):
    """Catch a legend that keeps the names of what is no longer drawn."""
    with page(browser, origin) as opened:
        opened.goto(origin + chapter_page("cost_sharing"), wait_until="networkidle")
        opened.get_by_label("Rule of the projection", exact=True).select_option("fixed_amounts")
        opened.wait_for_selector("#fig-paths-to-horizon.ledger-tried[data-state=interactive] .ledger-live svg", timeout=60_000)
        assert "Rule: Same amount again" in opened.locator("#fig-paths-to-horizon .ledger-live svg").text_content()
        assert opened.wrong == []


def test_a_bad_link_is_refused_whole_and_as_text(browser, origin):
    """Catch a link of which a part is used, a fault that is not told, and markup from the address bar."""
    with page(browser, origin) as opened:
        opened.goto(f"{origin}{chapter_page('cost_sharing')}#whatif-cost_sharing?cap_pct=4&krw_usd=1300&demand_usd_bn=%3Cimg+src%3Dx%3E&cap_pct=3&<b>x</b>=1", wait_until="load")
        opened.wait_for_selector(".whatif-problems li", timeout=60_000)
        told = opened.locator(".whatif-problems li").all_inner_texts()
        assert len(told) == 4 and "did you mean 'krw_per_usd'?" in told[1] + told[2] and "nothing of it was" in opened.locator(".whatif-problems").inner_text()
        assert any("<img src=x>" in text for text in told) and opened.locator(".whatif-problems :is(img, b)").count() == 0
        assert opened.locator("[name=cap_pct]").input_value() == "5" and opened.locator("[name=demand_usd_bn]").get_attribute("aria-invalid") == "true"
        opened.locator("[name=cap_pct]").fill("31")
        until(opened, "() => document.querySelector('.whatif-problems li').textContent.includes('outside [0, 30]')")
        assert opened.locator("[aria-invalid=true]").count() == 1
        opened.locator("[name=cap_pct]").fill("3")
        settled(opened)
        assert opened.locator(".whatif-problems li, [aria-invalid=true]").count() == 0
        assert opened.wrong == []


def test_where_it_cannot_work_the_panel_says_why(browser, origin):
    """Catch controls that do nothing without JavaScript, without WebAssembly, or on a page opened as a file."""
    address = chapter_page("opcon_transfer")
    with page(browser, origin, javascript=False) as opened:
        opened.goto(origin + address, wait_until="load")
        assert "needs JavaScript" in opened.locator(".ledger-whatif").inner_text() and opened.locator(".ledger-whatif fieldset[disabled]").count() == 1
    with page(browser, origin) as opened:
        opened.add_init_script("delete window.WebAssembly")
        opened.goto(origin + address, wait_until="load")
        assert "no WebAssembly" in opened.locator(".whatif-missing").inner_text() and opened.locator(".ledger-whatif fieldset[disabled]").count() == 1
    with page(browser, origin) as opened:
        opened.goto((SITE / address).as_uri(), wait_until="load")
        assert "make serve" in opened.locator(".whatif-missing").inner_text()
        assert opened.wrong == []


def test_a_server_that_lacks_the_core_is_told_and_tried_again(browser, origin):
    """Catch a panel that waits for ever, or that never works again once it failed."""
    with page(browser, origin) as opened:
        opened.route("**/pyodide.asm.wasm", lambda route: route.abort())
        opened.goto(origin + chapter_page("cost_sharing"), wait_until="load")
        opened.locator("[name=cap_pct]").fill("4")
        opened.wait_for_selector(".whatif-problems li", timeout=60_000)
        assert "could not be loaded" in opened.locator(".whatif-problems").inner_text()
        opened.unroute("**/pyodide.asm.wasm")
        opened.locator("[name=cap_pct]").fill("3")
        settled(opened)
        assert opened.locator(".whatif-problems li").count() == 0


@pytest.mark.parametrize("stem", STEMS)
def test_every_chapter_draws_its_figures_anew(browser, origin, stem):
    """Catch a panel that changes no figure, on a phone, where two columns of controls do not fit."""
    moved = {"cost_sharing": ("krw_per_usd", "1300"), "opcon_transfer": ("lead_months", "9"), "priorities": ("judgement_spread_points", "3"), "trade_links": ("tariff_rate_pct", "20"), "force_levels": ("service_months", "24"), "claims": ("claim_about_pct", "1")}
    name, value = moved[stem]
    with page(browser, origin, width=390) as opened:
        opened.goto(f"{origin}{chapter_page(stem)}#whatif-{stem}?{name}={value}", wait_until="load")
        settled(opened)
        opened.wait_for_selector(".ledger-tried[data-state=interactive] .ledger-live svg", timeout=30_000)
        assert opened.evaluate("document.documentElement.scrollWidth") <= 390
        assert opened.locator(f"[name={name}]").input_value() == value
        assert opened.wrong == []


def test_the_panel_is_laid_out(browser, origin):
    """Catch a panel whose style did not reach the page: two columns of controls, a bar under the slider where the plausible range lies."""
    with page(browser, origin) as opened:
        opened.goto(origin + chapter_page("cost_sharing"), wait_until="load")
        opened.locator(".ledger-whatif").scroll_into_view_if_needed()
        columns = opened.evaluate("new Set([...document.querySelectorAll('.whatif-controls')[0].children].map(item => item.getBoundingClientRect().left)).size")
        slider, band = (opened.locator(f".whatif-slider:has([data-for$=krw_per_usd]) {part}").bounding_box() for part in ("input", ".whatif-band"))
        assert columns == 2
        at = [(band["x"] + part * band["width"] - slider["x"] - 8) / (slider["width"] - 16) * 2500 + 500 for part in (0, 1)]
        assert abs(at[0] - 1290) < 25 and abs(at[1] - 1485) < 60
