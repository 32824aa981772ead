"""Files that pages load: from this site alone, and under addresses that change when their content does, so that they can be kept for ever."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from gate import Finding
from gate.site import Site, loaded, target

#: A hash of the content, in the query or in a name: ?v=9eb32ce0, ?digest=55c2..., mystnb.11b3....css, core-d18bd7c4/
_PINNED = re.compile(r"[?&](?:v|digest)=[0-9a-f]{8,}|[.-][0-9a-f]{8,}[./-]")
_CODE = (".js", ".mjs", ".css", ".wasm", ".woff", ".woff2")
_ELSEWHERE = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"')\s]+)""")


def elsewhere(site: Site, name: str) -> list[Finding]:
    """Return what a page, or a style sheet it loads, takes from another host."""
    found = []
    for element, address in loaded(site.page(name)):
        if re.match(r"(?:[a-z]+:)?//", address):
            found.append(Finding(name, "other host", f"<{element.name}> loads {address}"))
        elif urlsplit(address).path.endswith(".css") and (file := site.folder / target(name, address)[0]).is_file():
            found += [Finding(name, "other host", f"{file.name} loads {item}") for item in _ELSEWHERE.findall(file.read_text(encoding="utf-8"))]
    for style in page_styles(site, name):
        found += [Finding(name, "other host", f"an inline style loads {item}") for item in _ELSEWHERE.findall(style)]
    return found


def page_styles(site: Site, name: str) -> list[str]:
    """Return the styles that stand on a page itself."""
    page = site.page(name)
    return [element.get_text() for element in page.find_all("style")] + [element["style"] for element in page.find_all(style=True)]


def unpinned(site: Site, name: str) -> list[Finding]:
    """Return scripts, styles and fonts whose address says nothing of their content; so too whatever static file is named in an attribute for a script to load."""
    page = site.page(name)
    addresses = [address for _, address in loaded(page) if urlsplit(address).path.endswith(_CODE)]
    named = [value for element in page.find_all(True) for key, value in element.attrs.items() if key.startswith("data-") and isinstance(value, str)]
    addresses += [value for value in named if "_static/" in value or urlsplit(value).path.endswith(_CODE)]
    return [Finding(name, "unpinned asset", address) for address in addresses if not _PINNED.search(address)]
