"""What a chart function returns: a figure that the notebook shows, the site draws and nbval compares.

Its output bundle holds `application/vnd.alliance.figure+json` (what the site makes its files from), `text/html`
with one `<img>` (JupyterLab strips inline SVG from notebooks it did not run itself), and one line of `text/plain`
with the number of rows and the hashes of data and spec.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from typing import Any

import altair as alt

from alliance import paths
from alliance.charts.repaint import from_light
from alliance.charts.theme import DARK, LIGHT, NARROW, PAPER, WIDE, laid_out
from alliance.models.redrawn import rounded
from alliance.textfile import kept

MIME = "application/vnd.alliance.figure+json"
Row = Mapping[str, Any]
Headlines = Iterable[Mapping[str, Any]]

_PNG_SCALE = 2

#: What the site shows and offers of a figure, as arguments of `drawn`.
SITE_PICTURES = {
    **{(theme, layout): {"layout": layout, "config": config, "titled": False} for theme, config in (("light", LIGHT), ("dark", DARK)) for layout in (WIDE, NARROW)},
    **{("paper", kind): {"layout": WIDE, "config": PAPER, "titled": True, "kind": kind} for kind in ("svg", "png")},
}

#: What a notebook shows of a figure, likewise.
NOTEBOOK_PICTURE = {"layout": WIDE, "config": LIGHT, "titled": True}

#: The one data set of a figure; chart functions draw `alt.Chart(DATA)`.
DATA = alt.NamedData("data")


@dataclass(frozen=True)
class Figure:
    """One figure: its spec with only the encoded columns, its rows, and what a reader must be told."""

    name: str
    title: str
    alt: str
    sources: tuple[str, ...]
    spec: dict[str, Any]
    data: tuple[dict[str, Any], ...]
    note: str = ""

    @cached_property
    def data_hash(self) -> str:
        return digest(self.data)

    @cached_property
    def spec_hash(self) -> str:
        return digest([self.spec, self.title])

    def to_json(self) -> dict[str, Any]:
        """Return what the site needs to draw the figure and to offer its data."""
        return {
            "name": self.name,
            "title": self.title,
            "alt": self.alt,
            "sources": list(self.sources),
            "note": self.note,
            "spec": self.spec,
            # nbformat sorts keys, so the order of columns must be said.
            "columns": list(self.data[0]),
            "data": list(self.data),
            "hashes": {"data": self.data_hash, "spec": self.spec_hash},
        }

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        content = self.to_json()
        # A kernel that draws starts a drawing engine of its own first; who asks for many runs has one that is warm.
        picture = {} if os.environ.get(paths.PICTURES_VARIABLE) == "later" else {"text/html": picture_html(content)}
        return {MIME: content, **picture, "text/plain": f"figure {self.name}: {len(self.data)} rows, data {self.data_hash}, spec {self.spec_hash}"}


def figure(
    chart: alt.TopLevelMixin,
    data: Iterable[Row],
    *,
    name: str,
    title: str,
    alt: str,
    sources: Sequence[str],
    note: str = "",
) -> Figure:
    """Return the figure of a chart drawn over `DATA`. The title states the finding; alt text and sources are required.

    Only the columns that the spec encodes are kept, rows that then repeat included, and numbers are rounded to nine
    significant digits before spec, CSV and hash. Raises ValueError for a missing title, alt text or source, a name that is not a slug,
    no rows, a column the rows do not have, and a quantitative axis without a title.
    """
    for label, text in (("a title", title), ("an alt text", alt)):
        if len(text.strip()) < 10:
            raise ValueError(f"figure {name}: needs {label} that says what it shows")
    if not sources:
        raise ValueError(f"figure {name}: needs its sources")
    if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
        raise ValueError(f"figure name '{name}': lower-case letters, digits and hyphens only")
    rows = list(data)
    if not rows:
        raise ValueError(f"figure {name}: no rows to draw")
    spec = chart.to_dict()
    for key in ("config", "$schema", "datasets"):
        spec.pop(key, None)
    _check_axes(name, spec)
    columns = encoded_columns(spec, {key for row in rows for key in row})
    absent = [column for column in columns if not any(column in row for row in rows)]
    if absent:
        raise ValueError(f"figure {name}: encodes {', '.join(absent)}, which no row has")
    encoded = tuple({column: rounded(row.get(column)) for column in columns} for row in rows)
    return Figure(name, title, alt, tuple(dict.fromkeys(sources)), rounded(spec), encoded, note)


def static_svg(item: Figure | Mapping[str, Any], *, layout: str = WIDE, config: Mapping[str, Any] = LIGHT, titled: bool = True) -> str:
    """Return a figure as SVG text, in one of the layouts of the theme. Titled for use on its own."""
    # Loaded here: where every picture is kept already, nothing is drawn.
    import vl_convert

    content = item.to_json() if isinstance(item, Figure) else item
    return vl_convert.vegalite_to_svg(drawable(content, layout=layout, config=config, titled=titled), vl_version="6.1")


def drawn(content: Mapping[str, Any], *, layout: str, config: Mapping[str, Any], titled: bool, kind: str = "svg") -> bytes:
    """Return a figure's JSON as a picture, `svg` or `png`, kept under a hash of all that is drawn."""
    spec = drawable(content, layout=layout, config=config, titled=titled)
    made_from = json.dumps([spec, kind, _PNG_SCALE, _drawn_by()], sort_keys=True)
    path = paths.CACHE / "figures" / f"{hashlib.sha256(made_from.encode()).hexdigest()[:32]}.{kind}"

    def draw() -> bytes:
        # Drawing takes longer than all else that a figure costs, so what is known from another picture is not drawn.
        if kind == "png":
            import vl_convert

            return vl_convert.svg_to_png(drawn(content, layout=layout, config=config, titled=titled).decode(), scale=_PNG_SCALE)
        repaint = from_light(content, config)
        if repaint:
            return repaint(drawn(content, layout=layout, config=LIGHT, titled=titled).decode()).encode()
        return static_svg(content, layout=layout, config=config, titled=titled).encode()

    return kept(path, draw)


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


def encoded_columns(spec: Mapping[str, Any], known: set[str]) -> list[str]:
    """Return the data columns a spec uses, in order of first use: encodings, tooltips, transforms, filters."""
    made: set[str] = set()
    found: dict[str, None] = {}
    for node in _nodes(spec):
        made.update([node["as"]] if isinstance(node.get("as"), str) else node.get("as") or [])
        for key in ("field", "calculate", "filter", "test", "groupby", "expr", "stack", "lookup"):
            for item in _texts(node.get(key)):
                if item:
                    names = [item] if key in ("field", "groupby") else re.findall(r"datum\.(\w+)|datum\['([^']+)'\]", item)
                    for name in names:
                        found.setdefault(name if isinstance(name, str) else next(filter(None, name)))
    return [column for column in found if column in known or column not in made]


def _nodes(spec: Any) -> Iterable[Mapping[str, Any]]:
    if isinstance(spec, Mapping):
        yield spec
        for value in spec.values():
            yield from _nodes(value)
    elif isinstance(spec, list):
        for value in spec:
            yield from _nodes(value)


def _texts(item: Any) -> Iterable[str]:
    """Yield the texts in a value: itself, or those of a list or of the parts of a combined condition."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, list):
        for part in item:
            yield from _texts(part)
    elif isinstance(item, Mapping):
        for key in ("and", "or", "not"):
            yield from _texts(item.get(key))


def _check_axes(name: str, spec: Mapping[str, Any]) -> None:
    """Raise ValueError where a quantitative x or y axis has no title: a number without a unit is none.

    Layers share their axes, so one title for a channel is enough among them. A year needs no unit.
    """
    for view in [view for key in ("vconcat", "hconcat") for view in spec.get(key, [])] or [spec]:
        for channel in ("x", "y"):
            items = [node["encoding"].get(channel, {}) for node in _nodes(view) if isinstance(node.get("encoding"), Mapping)]
            items = [item for item in items if item.get("type") == "quantitative" and item.get("field", "year") != "year"]
            if items and not any(item.get("title") or (item.get("axis") or {}).get("title") for item in items):
                raise ValueError(f"figure {name}: the {channel} axis of {items[0]['field']} needs a title with its unit")
