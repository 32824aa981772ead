"""The site's own address, where one is set: `SITE_URL`."""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

from alliance.errors import Problem, Refusal

VARIABLE = "SITE_URL"


def problems() -> list[Problem]:
    """Return what is wrong with the address that is set."""
    given = _given()
    parts = urlsplit(given)
    if given and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or re.search(r"[\s\"'<>]", given)):
        return [Problem(VARIABLE, f"'{given}' is no address of a site, such as https://example.org/ledger/")]
    return []


def site_url() -> str:
    """Return the address with a slash at its end; nothing where none is set. Raises Refusal for what is no address."""
    if found := problems():
        raise Refusal(found)
    return _given().rstrip("/") + "/" if _given() else ""


def _given() -> str:
    return os.environ.get(VARIABLE, "").strip()
