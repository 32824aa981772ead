"""A figure of a run over the same figure as published: the book's marks faint or outlined, the run's own in full.

It works on the specs of figures, not on charts: views one above another, layers, and single marks. Where two specs are
not built alike, or a view repeats itself, nothing is laid over and both pictures have to be shown.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from alliance.charts.theme import NEUTRAL

Rows = Sequence[Mapping[str, Any]]

#: What a reader is told below such a figure.
LEGEND = "Faint, or outlined where it is a bar: the book as published."

_FAINT = 0.35
_BARS = ("bar", "rect")
#: Marks that would stand on each other and could not be read.
_LEFT_OUT = ("text",)
#: Encodings that repeat a view; a layer cannot have them.
_REPEATS = ("row", "column", "facet")
#: How a channel is shown, as against what it shows: both layers must agree on it, or axes get two titles and orders clash.
_SHOWN = ("sort", "title", "axis", "legend")


def same(run: Mapping[str, Any], published: Mapping[str, Any]) -> bool:
    """Return whether two figures, as JSON, draw the same data in the same way under the same title."""
    return run["hashes"] == published["hashes"]


def overlaid(run: Mapping[str, Any], published: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the JSON of a run's figure with the published one in it, or None where the two cannot share their axes."""
    spec = _spec(run["spec"], published["spec"], published["data"])
    if spec is None:
        return None
    note = " ".join(filter(None, (run.get("note", ""), LEGEND)))
    return {**run, "spec": spec, "alt": f"{run['alt']} {LEGEND}", "note": note}


def _spec(run: Mapping[str, Any], published: Mapping[str, Any], rows: Rows) -> dict[str, Any] | None:
    if "vconcat" in run:
        if len(run["vconcat"]) != len(published.get("vconcat", ())):
            return None
        views = [_view(now, then, rows) for now, then in zip(run["vconcat"], published["vconcat"], strict=True)]
        return None if None in views else {**copy.deepcopy(dict(run)), "vconcat": views}
    return _view(run, published, rows)


def _view(run: Mapping[str, Any], published: Mapping[str, Any], rows: Rows) -> dict[str, Any] | None:
    """Return one view with both figures in layers: what could hide something below, what must be seen above."""
    now, then = _layers(run), _layers(published)
    if now is None or then is None or [_mark(layer) for layer in now] != [_mark(layer) for layer in then]:
        return None
    below, above = [], []
    apart = {channel for kind in ("scale", "legend") for channel, how in run.get("resolve", {}).get(kind, {}).items() if how == "independent"}
    for layer, old in zip(now, then, strict=True):
        if _mark(layer) not in _LEFT_OUT:
            (above if _mark(layer) in _BARS else below).append({**_published(layer, old, apart), "data": {"values": rows}})
    outer = {key: copy.deepcopy(value) for key, value in run.items() if key not in ("layer", "mark", "encoding", "transform", "params")}
    return {**outer, "layer": [*below, *copy.deepcopy(now), *above]}


def _layers(view: Mapping[str, Any]) -> list[dict[str, Any]] | None:
    """Return the single marks of a view with all that the view says for them, or None where it is no such view."""
    if "layer" not in view:
        plain = "mark" in view and not set(_REPEATS) & set(view.get("encoding", ()))
        return [{key: view[key] for key in ("mark", "encoding", "transform", "params") if key in view}] if plain else None
    if any("layer" in layer or "mark" not in layer for layer in view["layer"]):
        return None
    shared, first = view.get("encoding", {}), list(view.get("transform", ()))
    found = []
    for layer in view["layer"]:
        transform = [*first, *layer.get("transform", ())]
        whole = {**layer, "encoding": {**shared, **layer.get("encoding", {})}, **({"transform": transform} if transform else {})}
        found.append(whole)
    return found


def _mark(layer: Mapping[str, Any]) -> str:
    return layer["mark"] if isinstance(layer["mark"], str) else layer["mark"]["type"]


def _legend(shown: Mapping[str, Any], apart: bool) -> dict[str, Any] | None:
    """Return the legend of a published layer: the run's own, in full colour, or none where each layer has one of its own."""
    return None if apart or shown.get("legend", {}) is None else {**shown.get("legend", {}), "symbolOpacity": 1}


def _published(run: Mapping[str, Any], published: Mapping[str, Any], apart: Collection[str]) -> dict[str, Any]:
    """Return a layer of the published figure as it is seen beside the run's: faint, or as an outline; `apart` are channels of which each layer has its own scale."""
    layer = copy.deepcopy(dict(published))
    layer.pop("params", None)
    kind = _mark(layer)
    own = {} if isinstance(layer["mark"], str) else layer["mark"]
    if kind in _BARS:
        layer["mark"] = {**own, "type": kind, "fillOpacity": 0, "stroke": NEUTRAL, "strokeWidth": 1.5, "strokeDash": [3, 2]}
    else:
        layer["mark"] = {**own, "type": kind, "opacity": own.get("opacity", 1) * _FAINT}
    encoding = {key: value for key, value in layer["encoding"].items() if "pacity" not in key and key != "tooltip" and not (kind in _BARS and key.startswith("stroke"))}
    for channel, value in encoding.items():
        shown = run["encoding"].get(channel)
        if isinstance(value, Mapping) and isinstance(shown, Mapping) and "field" in value:
            value = {**{key: item for key, item in value.items() if key not in _SHOWN}, **{key: shown[key] for key in _SHOWN if key in shown}}
            if channel not in ("x", "y", "x2", "y2", "xOffset", "yOffset"):
                value = {**value, "legend": _legend(shown, channel in apart), **({"scale": shown["scale"]} if "scale" in shown else {})}
            encoding[channel] = value
    layer["encoding"] = encoding
    return layer
