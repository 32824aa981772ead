"""Links to a place: whoever opens one sees that claim, figure, table, parameter or source, not the top of a page and not a hidden row."""

from __future__ import annotations

import pytest
from gate.visit import until, visiting

pytestmark = pytest.mark.browser

#: Pages, what they have places for, how many at least, and every how manieth is tried.
PLACES = [
    ("notebooks/claims.html", "tr[id^='claim-']", 390, 5),
    ("notebooks/cost_sharing.html", "[id^='fig-'].ledger-figure, [id^='tbl-'].ledger-table", 15, 1),
    ("book/parameters.html", "[id^='param-']", 150, 3),
    ("book/sources.html", "[id^='source-']", 800, 20),
    ("book/data.html", "[id^='table-']", 50, 1),
    ("book/glossary.html", "dt[id^='term-']", 40, 1),
    ("scenarios/weak_won.html", "[id^='fig-'], [id^='tbl-']", 5, 1),
]

#: Go to each place as a link does; return those whose first line cannot be seen then.
_UNSEEN = """async ([chosen, step]) => {
    const settled = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const places = [...document.querySelectorAll(chosen)];
    const unseen = [];
    for (let index = 0; index < places.length; index += step) {
        const place = places[index];
        location.hash = '#' + place.id;
        await settled();
        const line = (place.cells ? place.cells[0] : place).getBoundingClientRect();
        const seen = document.elementFromPoint(line.left + 4, line.top + 4);
        if (line.top < 0 || line.top > innerHeight - 16 || !seen || !(place.contains(seen) || seen.contains(place) && !seen.matches('thead *'))) { unseen.push(place.id); }
    }
    return [places.length, unseen];
}"""


@pytest.mark.parametrize(("name", "chosen", "least", "step"), PLACES, ids=[place[0] for place in PLACES])
@pytest.mark.parametrize("width", [1280, 390])
def test_an_address_leads_to_its_place(browser, origin, name, chosen, least, step, width):
    """Catch a place that lies hidden, or under the bar at the top, when its address is opened."""
    with visiting(browser, origin, name, width=width) as visit:
        visit.page.emulate_media(reduced_motion="reduce")
        count, unseen = visit.page.evaluate(_UNSEEN, [chosen, step])
    assert count >= least and unseen == []


@pytest.mark.parametrize("name", ["notebooks/claims.html#claim-crs-03-1", "book/parameters.html#param-krw_per_usd", "notebooks/cost_sharing.html#fig-drivers", "book/sources.html#source-state-05-706"])
def test_an_address_opened_anew_leads_to_its_place(browser, origin, name):
    """Catch a page that grows above its place after it was reached."""
    with visiting(browser, origin, name) as visit:
        until(visit.page, "(place => place && place.getBoundingClientRect().top >= 0 && place.getBoundingClientRect().top < 450)(document.querySelector(':target'))")


def test_a_row_that_the_fields_hide_is_shown_when_a_link_names_it(browser, origin):
    """Catch a link into the ledger that does nothing while the ledger is narrowed down, the first time or the second."""
    with visiting(browser, origin, "notebooks/claims.html") as visit:
        page, row = visit.page, visit.page.locator("tr#claim-crs-03-1")
        page.evaluate("document.querySelector('.bd-article').insertAdjacentHTML('afterbegin', '<p><a id=there href=\"#claim-crs-03-1\">there</a></p>')")
        for _ in range(2):
            page.locator(".ledger-filters").get_by_label("Document").select_option("CFR 2021")
            page.locator(".ledger-filters").get_by_label("Words").fill("no such word")
            assert not row.is_visible()
            page.locator("#there").click()
            row.wait_for(state="visible")
            assert 0 < row.bounding_box()["y"] < 900
            assert page.locator(".ledger-filters output").text_content() == "395 of 395"
