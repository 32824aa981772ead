"""What a chart function returns: a figure that the notebook shows, the site draws and nbval compares.

Its output bundle holds `application/vnd.alliance.figure+json` (what the site makes its files from), `text/html`
with one `<img>` (JupyterLab strips inline SVG from notebooks it did not run itself), and one line of `text/plain`
with the number of rows and the hashes of data and spec.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import altair as alt

from alliance import paths
from alliance.charts.drawing import MIME, digest, picture_html
from alliance.charts.theme import LIGHT
from alliance.models.redrawn import rounded
from alliance.textfile import kept

Row = Mapping[str, Any]
Headlines = Iterable[Mapping[str, Any]]

#: The one data set of a figure; chart functions draw `alt.Chart(DATA)`.
DATA = alt.NamedData("data")


@alt.theme.register("alliance", enable=True)
def _theme() -> alt.theme.ThemeConfig:
    return alt.theme.ThemeConfig(config=LIGHT)


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
    spec = _valid_spec(chart)
    for key in ("config", "$schema", "datasets"):
        spec.pop(key, None)
    _check_axes(name, spec)
    columns = encoded_columns(spec, {key for row in rows for key in row})
    absent = [column for column in columns if not any(column in row for row in rows)]
    if absent:
        raise ValueError(f"figure {name}: encodes {', '.join(absent)}, which no row has")
    encoded = tuple({column: rounded(row.get(column)) for column in columns} for row in rows)
    return Figure(name, title, alt, tuple(dict.fromkeys(sources)), rounded(spec), encoded, note)


def _valid_spec(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """Return the spec of a chart that Altair finds valid. It is asked once: what it found is kept, for its check takes as long as building the chart does."""
    spec = chart.to_dict(validate=False)
    made_from = json.dumps([spec, alt.__version__], sort_keys=True)

    def check() -> bytes:
        chart.to_dict()
        return b"valid\n"

    kept(paths.CACHE / "specs" / hashlib.sha256(made_from.encode()).hexdigest()[:32], check)
    return spec


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
