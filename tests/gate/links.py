"""Links and references of a page: each leads to a file and a place that are there, and no place has two owners."""

from __future__ import annotations

from collections import Counter

from gate import Finding
from gate.site import Site, loaded, target

#: Attributes that name other elements of the same page.
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers")


def broken(site: Site, name: str) -> list[Finding]:
    """Return links and loaded files that are not in the site, anchors that no page has, references to no element, and doubled ids."""
    page = site.page(name)
    found = []
    for link in page.find_all(["a", "area"], href=True):
        found += _leads(site, name, link["href"])
    for _, address in loaded(page):
        found += _leads(site, name, address)
    ids = Counter(element["id"] for element in page.find_all(id=True))
    found += [Finding(name, "doubled id", f"{item} stands {times} times") for item, times in ids.items() if times > 1]
    for element in page.find_all(lambda element: any(attribute in element.attrs for attribute in _REFERENCES)):
        for attribute in _REFERENCES:
            for item in " ".join(element.get_attribute_list(attribute, [])).split() if attribute in element.attrs else ():
                if item not in ids:
                    found.append(Finding(name, "broken reference", f"{attribute} of <{element.name}> names {item}"))
    return found


def _leads(site: Site, name: str, address: str) -> list[Finding]:
    led = target(name, address)
    if led is None:
        return []
    file, anchor = led
    if not (site.folder / file).is_file():
        return [Finding(name, "broken link", f"{address}: there is no such file")]
    # The top of a page needs no name.
    if anchor and anchor != "top" and file.endswith(".html") and anchor not in site.places(file):
        return [Finding(name, "broken anchor", f"{address}: no such place on {file}")]
    return []
