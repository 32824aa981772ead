"""A page at the width of a phone or at 400 % zoom: nothing makes it scroll sideways, nothing shifts while it loads."""

from __future__ import annotations

from gate import Finding
from gate.visit import Visit

_OUTSIDE = """() => {
    const wide = document.documentElement.clientWidth;
    const scrolls = element => { for (let box = element.parentElement; box; box = box.parentElement) {
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(box).overflowX) && !box.matches('.bd-article')) { return true; } } return false; };
    return [...document.querySelectorAll('.bd-article *, .shell-bar *, .shell-foot *')]
        .filter(element => element.getBoundingClientRect().right > wide + 1 && element.getClientRects().length && !scrolls(element))
        .slice(0, 5).map(element => `${element.tagName.toLowerCase()}.${element.className} ${element.textContent.trim().slice(0, 40)}`);
}"""


def sideways(visit: Visit) -> list[Finding]:
    """Return what stands outside the window and in no box that can be scrolled."""
    width, inside = visit.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    found = [Finding(visit.name, "scrolls sideways", f"{width} in {inside} points")] if width > inside else []
    return found + [Finding(visit.name, "cut off", what) for what in visit.page.evaluate(_OUTSIDE)]
