"""Pictures of figures, from their JSON: drawn, repainted, kept by a hash of all that is drawn. Altair, which is slow to import, is not needed for it."""

from __future__ import annotations

import base64
import fcntl
import hashlib
import html
import json
import time
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from alliance import paths
from alliance.charts.repaint import from_light, without_title
from alliance.charts.theme import DARK, LIGHT, NARROW, PAPER, WIDE, laid_out
from alliance.textfile import kept

#: The type of a figure's JSON in the output of a notebook.
MIME = "application/vnd.alliance.figure+json"
_PNG_SCALE = 2

#: What the site shows and offers of a figure, as arguments of `drawn`.
SITE_PICTURES = {
    **{(theme, layout): {"layout": layout, "config": config, "titled": False} for theme, config in (("light", LIGHT), ("dark", DARK)) for layout in (WIDE, NARROW)},
    **{("paper", kind): {"layout": WIDE, "config": PAPER, "titled": True, "kind": kind} for kind in ("svg", "png")},
}

#: What a notebook shows of a figure, likewise.
NOTEBOOK_PICTURE = {"layout": WIDE, "config": LIGHT, "titled": True}


def static_svg(content: Mapping[str, Any], *, layout: str = WIDE, config: Mapping[str, Any] = LIGHT, titled: bool = True) -> str:
    """Return a figure's JSON as SVG text, in one of the layouts of the theme. Titled for use on its own."""
    # Loaded here: where every picture is kept already, nothing is drawn.
    import vl_convert

    return vl_convert.vegalite_to_svg(drawable(content, layout=layout, config=config, titled=titled), vl_version="6.1")


def drawn(content: Mapping[str, Any], *, layout: str, config: Mapping[str, Any], titled: bool, kind: str = "svg") -> bytes:
    """Return a figure's JSON as a picture, `svg` or `png`, kept under a hash of all that is drawn."""
    spec = drawable(content, layout=layout, config=config, titled=titled)
    made_from = json.dumps([spec, kind, _PNG_SCALE, _drawn_by()], sort_keys=True)
    path = paths.CACHE / "figures" / f"{hashlib.sha256(made_from.encode()).hexdigest()[:32]}.{kind}"

    if elsewhere:
        elsewhere.wait(path)

    def draw() -> bytes:
        # Drawing takes longer than all else that a figure costs, so what is known from another picture is not drawn.
        if kind == "png":
            import vl_convert

            return vl_convert.svg_to_png(drawn(content, layout=layout, config=config, titled=titled).decode(), scale=_PNG_SCALE)
        repaint = from_light(content, config)
        if repaint:
            return repaint(drawn(content, layout=layout, config=LIGHT, titled=titled).decode()).encode()
        if not titled and layout == WIDE and config == LIGHT and (bare := without_title(drawn(content, layout=layout, config=config, titled=True).decode())):
            return bare.encode()
        return static_svg(content, layout=layout, config=config, titled=titled).encode()

    return kept(path, draw)


class DrawnElsewhere:
    """Pictures that another process draws, which holds a lock on a file while it does: they are waited for, for as long as it would take to draw oneself."""

    #: What it costs to begin to draw, in seconds.
    _PATIENCE = 0.6

    def __init__(self, lock: Path):
        self._lock = lock
        self._left = self._PATIENCE

    def wait(self, path: Path) -> None:
        """Return when a picture is there, when nobody draws any more, or when patience is at its end."""
        if path.exists():
            return
        started = time.monotonic()
        with self._lock.open() as file:
            while not path.exists() and time.monotonic() - started < self._left:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    time.sleep(0.005)
        self._left -= time.monotonic() - started


#: Set in a process whose pictures another one draws as well.
elsewhere: DrawnElsewhere | None = None


@cache
def _drawn_by() -> str:
    return version("vl-convert-python")


def picture_html(content: Mapping[str, Any]) -> str:
    """Return the one `<img>` that shows a figure's JSON in a notebook."""
    svg = base64.b64encode(drawn(content, **NOTEBOOK_PICTURE)).decode()
    return f'<img alt="{html.escape(content["alt"])}" src="data:image/svg+xml;base64,{svg}">'


def drawable(content: Mapping[str, Any], *, layout: str, config: Mapping[str, Any], titled: bool) -> dict[str, Any]:
    """Return a complete Vega-Lite spec of a figure's JSON: data, layout, colours and, where asked, title and sources."""
    spec = laid_out(content["spec"], layout, title=content["title"] if titled else None)
    own = spec.get("config", {})
    merged = {**config, **{key: {**config.get(key, {}), **value} for key, value in own.items()}}
    return {**spec, "datasets": {"data": content["data"]}, "config": merged}


def digest(content: Any) -> str:
    """Return the first six hex digits of the SHA-256 of canonical JSON."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:6]
