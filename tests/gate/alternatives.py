"""Text alternatives: whatever is seen on a page can be heard as well."""

from __future__ import annotations

from bs4 import Tag
from gate import Finding
from gate.site import Site

#: A chart's alternative says what it shows; fewer letters than these are a label.
_CHART_WORDS = 60


def missing(site: Site, name: str) -> list[Finding]:
    """Return pictures, drawings and frames that say nothing, and charts that say too little or keep no room while they load."""
    page = site.page(name)
    found = []
    for image in page.find_all("img"):
        what = image.get("src", "")[:80]
        if image.get("alt") is None or not (image["alt"].strip() or image.get("role") in ("presentation", "none")):
            found.append(Finding(name, "no text alternative", what))
        elif image.find_parent(class_="ledger-chart"):
            if len(image["alt"]) < _CHART_WORDS:
                found.append(Finding(name, "text alternative too short", f"{what}: {image['alt']!r}"))
            if not all(image.get(side, "").isdigit() and int(image[side]) > 50 for side in ("width", "height")):
                found.append(Finding(name, "no size", what))
    for drawing in page.find_all(["svg", "canvas"]):
        if not _hidden(drawing) and not (drawing.get("role") == "img" and _named(drawing)):
            found.append(Finding(name, "no text alternative", str(drawing)[:80]))
    for element in page.find_all(["iframe", "object", "embed", "video", "audio"]):
        if not _named(element):
            found.append(Finding(name, "no text alternative", str(element)[:80]))
    for element in page.find_all(attrs={"role": "img"}):
        if element.name not in ("svg", "canvas") and not _named(element):
            found.append(Finding(name, "no text alternative", str(element)[:80]))
    return found


def _hidden(element: Tag) -> bool:
    return any(item.get("aria-hidden") == "true" for item in (element, *element.parents))


def _named(element: Tag) -> bool:
    return bool(element.get("aria-label") or element.get("aria-labelledby") or element.get("title") or element.find("title"))
