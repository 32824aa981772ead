"""The controls of a what-if panel: native inputs, each with label, unit, value, plausible range and bounds."""

from __future__ import annotations

import html
import math
from typing import Any

from alliance.models.yearpath import read_path
from alliance.parameters import Declaration
from alliance.whatif import text_of

#: Steps of a slider across the plausible range, at least.
_STEPS = 20


def control_html(stem: str, item: Declaration, value: Any, own: str, source: str) -> str:
    """Return the control of one parameter at a value, which is `own`: as published, say; `source` is the HTML of the link to where it is documented."""
    field = f"whatif-{stem}-{item.name}"
    about = f'<span class="whatif-about" id="{field}-about">{html.escape(_about(item, value, own))} {source}</span>'
    given = html.escape(text_of(value))
    if item.choices:
        options = "".join(f'<option value="{html.escape(name)}"{" selected" if name == value else ""}>{html.escape(text)}</option>' for name, text in item.choices.items())
        inputs = f'<select id="{field}" name="{item.name}" data-own="{given}" aria-describedby="{field}-about">{options}</select>'
    else:
        keys = "text" if item.type in ("text", "path") else "decimal"
        inputs = _slider(item, value, field) + (
            f'<input type="text" id="{field}" name="{item.name}" value="{given}" data-own="{given}" inputmode="{keys}" spellcheck="false" aria-describedby="{field}-about">'
        )
    return f'<div class="whatif-control" data-type="{item.type}"><label for="{field}">{html.escape(item.label)}</label><span class="whatif-inputs">{inputs}</span>{about}</div>'


def _about(item: Declaration, value: Any, own: str) -> str:
    """Return unit, value as the site was made, plausible range and bounds in words."""
    if item.choices:
        return ""
    parts = [item.unit, f"{own} {text_of(value)}"]
    if item.plausible and item.plausible[0] != item.plausible[1]:
        parts.append("plausible {} to {}".format(*map(_plain, item.plausible)))
    if item.bounds:
        parts.append("possible {} to {}".format(*map(_plain, item.bounds)))
    return "; ".join(parts) + "."


def _plain(end: Any) -> str:
    return text_of(float(end)) if isinstance(end, (int, float)) else str(end)


def _slider(item: Declaration, value: Any, field: str) -> str:
    """Return a slider over the bounds with the plausible band marked; nothing for what no single number says."""
    number = read_path(value) if item.type == "path" else value
    if item.bounds is None or not isinstance(number, (int, float)):
        return ""
    low, high, step = slider_scale(item)
    band = ""
    if item.plausible and item.plausible[0] != item.plausible[1]:
        ends = [(min(max(float(end), low), high) - low) / (high - low) for end in item.plausible]
        band = f'<span class="whatif-band" style="--from:{ends[0]:.4f};--to:{ends[1]:.4f}"></span>'
    return (
        f'<span class="whatif-slider">{band}<input type="range" id="{field}-slider" min="{_plain(low)}" max="{_plain(high)}" step="{_plain(step)}" value="{_plain(number)}" '
        f'data-for="{field}" aria-label="{html.escape(item.label)}, slider" aria-describedby="{field}-about"></span>'
    )


def slider_scale(item: Declaration) -> tuple[float, float, float]:
    """Return ends and step of a slider inside the bounds: round numbers, at least twenty of them across the plausible range."""
    low, high = map(float, item.bounds)
    ends = [float(end) for end in item.plausible or (low, high)]
    span = ends[1] - ends[0] or (high - low) / 5
    power = 10.0 ** math.floor(math.log10(span / _STEPS))
    step = max(part * power for part in (1, 2, 5) if part * power <= span / _STEPS * 1.0001)
    if item.type == "integer":
        step = max(1.0, step)
    digits = max(0, -math.floor(math.log10(step)))
    return round(math.ceil(low / step - 1e-9) * step, digits), round(math.floor(high / step + 1e-9) * step, digits), round(step, digits)
