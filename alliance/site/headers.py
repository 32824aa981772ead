"""The headers that the site is served and tested under, and the file by which some hosts are told them."""

from __future__ import annotations

import re

from alliance import pyodide

#: What a page may load: its own origin alone. WebAssembly is for the what-if; styles in the page are those of pictures and tables.
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)

#: The same as a page itself can say it, for hosts that send no headers of ours; who may frame it, only a header can say.
PAGE_POLICY = re.sub(r"frame-ancestors [^;]*; ", "", POLICY)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

#: Pages are asked for again each time, so that a new edition shows at once; what carries a version in its address is kept.
PAGE_CACHE = "no-cache"
ASSET_CACHE = "public, max-age=31536000, immutable"


#: Python for the what-if panels: the one folder whose own name carries a version.
_PYTHON = f"/_static/{pyodide.address()}/"


def cache_control(address: str) -> str:
    """Return how long what an address names may be kept: long where the address carries a version."""
    path, _, query = address.partition("?")
    return ASSET_CACHE if _PYTHON in path or ("/_static/" in path and query.startswith("v=")) else PAGE_CACHE


def headers_file() -> str:
    """Return the `_headers` file that Netlify, Cloudflare Pages and others read."""
    lines = ["/*", *(f"  {name}: {value}" for name, value in HEADERS.items()), f"{_PYTHON}*", f"  Cache-Control: {ASSET_CACHE}"]
    return "\n".join(lines) + "\n"
