"""What axe-core finds on an open page: rules of WCAG 2.2 A and AA and its best practices."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from gate import Finding
from gate.visit import Visit, until


@lru_cache
def source() -> str:
    """Return axe-core, as the pinned package carries it."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(visit: Visit, mode: str, rules: Sequence[str] = ()) -> list[Finding]:
    """Return a finding for each element at fault; `mode` says how the page is shown, `rules` are the only ones to try."""
    page = visit.page
    if not page.evaluate("typeof axe === 'object'"):
        # Evaluated by the browser's debugger, which the page's policy does not bind: the page is as its readers have it.
        page.evaluate(source())
    options = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
    if rules:
        options = {**options, "runOnly": {"type": "rule", "values": list(rules)}, "rules": {}}
    found = page.evaluate("options => axe.run(document, options).then(results => results.violations)", options)
    return [
        Finding(visit.name, f"axe {rule['id']}", f"{mode}: {' '.join(map(str, node['target']))}: {rule['help']}")
        for rule in found
        for node in rule["nodes"]
    ]


#: Of many entries that one function wrote, these many are looked at: axe takes minutes for a register's thousands of elements.
_ENTRIES = 12
_THINNED = """most => {
    const kinds = new Map();
    for (const entry of document.querySelectorAll('.bd-article :is(tr, li, dt, dd, section, .ledger-entry)')) {
        const siblings = kinds.get(entry.parentElement) ?? kinds.set(entry.parentElement, new Map()).get(entry.parentElement);
        const kind = entry.tagName + entry.className;
        siblings.set(kind, [...(siblings.get(kind) ?? []), entry]);
    }
    for (const siblings of kinds.values()) for (const entries of siblings.values()) {
        if (entries.length > most) { entries.slice(most / 2, -most / 2).forEach(entry => entry.remove()); }
    }
}"""


#: What is off screen is laid out when a reader comes near; axe, which does not scroll, would measure places of a guessed height.
_LAID_OUT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { content-visibility: visible !important; }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""


def in_every_mode(visit: Visit) -> list[Finding]:
    """Return what axe finds on a page opened light and wide, then, of what depends on it, dark and as on a phone.

    Long lists on the page are thinned out and stay so.
    """
    page = visit.page
    page.evaluate(_THINNED, _ENTRIES)
    page.evaluate(_LAID_OUT)
    found = violations(visit, "light")
    page.emulate_media(color_scheme="dark")
    until(page, "document.documentElement.dataset.theme === 'dark'")
    found += violations(visit, "dark", ["color-contrast", "link-in-text-block"])
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    # The page's own answer to the new width comes with its next frames.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))")
    return found + violations(visit, "phone", ["color-contrast", "target-size", "scrollable-region-focusable", "landmark-one-main", "bypass"])
