"""The faults that only a browser sees, each planted in a copy of the site: the gate finds it on one load of the page."""

from __future__ import annotations

import random

import pytest
from gate import axe, reflow, weight
from gate.visit import visiting
from site_copy import planted

from alliance import paths
from alliance.site.server import serving

pytestmark = pytest.mark.browser

SITE = paths.BUILD / "html"
PAGE = "book/glossary.html"
_END = r"</article>"

#: What is planted: what stands before the end of the article, which check sees it, the rule of its finding, and a word it must have.
FAULTS = {
    "a request to another host": (r'<img src="https://other.example/x.png" alt="">', "visit", "other host", "other.example"),
    "a message in the console": (r'<script src="../_static/planted.js"></script>', "visit", "console", "planted message"),
    "a script that fails": (r'<script src="../_static/planted.js"></script>', "visit", "script error", "planted error"),
    "a script that the policy forbids": (r"<script>document.title = 'x'</script>", "visit", "console", "Content Security Policy"),
    "a file that is not there": (r'<img src="nowhere.png" alt="">', "visit", "console", "404"),
    "a control without a name": (r'<input type="text">', "axe", "axe label", "light"),
    "pale words on the light page": (r'<p style="color: #ccc; background: #fff">pale</p>', "axe", "axe color-contrast", "light"),
    "dark words on the dark page": (r'<p class="planted">dim</p><style>html[data-theme="dark"] .planted { color: #333; background: #111 }</style>', "axe", "axe color-contrast", "dark"),
    "a page that is too heavy": (r'<link rel="stylesheet" href="../_static/planted.css">', "weight", "over budget", "planted.css"),
    "a page that scrolls sideways": (r'<div style="width: 900px">wide</div>', "reflow", "cut off", "wide"),
}


@pytest.fixture(scope="module")
def clean(browser, origin) -> set:
    """What the page has already, without a fault."""
    return set(findings(browser, origin))


def findings(browser, origin: str) -> list[tuple[str, str, str]]:
    """Return what one load of the page shows, each with the check that found it."""
    with visiting(browser, origin, PAGE) as visit:
        found = [("weight", item) for item in weight.too_heavy(visit)] + [("axe", item) for item in axe.in_every_mode(visit)]
        visit.page.set_viewport_size({"width": 320, "height": 640})
        found += [("reflow", item) for item in reflow.sideways(visit)] + [("visit", item) for item in visit.findings()]
    return [(check, item.rule, item.what) for check, item in found]


@pytest.mark.parametrize("fault", FAULTS)
def test_the_gate_catches(fault, browser, clean, tmp_path):
    """Catch a check that lets its fault through."""
    markup, check, rule, word = FAULTS[fault]
    copy = planted(SITE, tmp_path / "html", PAGE, _END, markup + r"\g<0>")
    static = copy / "_static"
    static.unlink()
    static.mkdir()
    for item in (SITE / "_static").iterdir():
        (static / item.name).symlink_to(item)
    (static / "planted.js").write_text("console.info('planted message'); throw new Error('planted error');", encoding="utf-8")
    # A picture that is none may be given up before it is loaded whole; a style sheet is not.
    (static / "planted.css").write_text(f"/* {random.Random(1).randbytes(150_000).hex()} */", encoding="utf-8")
    with serving(copy) as origin:
        new = [item for item in findings(browser, origin) if item not in clean]
    assert [item for item in new if item[:2] == (check, rule) and word in item[2]], new
