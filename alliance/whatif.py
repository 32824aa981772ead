"""What a reader tries on the page: values for some parameters in, a chapter's results out, by the code of every other run.

Standard library only. The published page runs this module and the models in the reader's browser; the site packs what it
needs (`content`), the browser opens it (`Chapter`). What cannot be used is refused in the words of the `alliance` command.
"""

from __future__ import annotations

import importlib
import json
import re
import shlex
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from alliance import changes
from alliance.errors import Problem, Refusal
from alliance.models.headline import Said
from alliance.parameters.carried import carry, unpack
from alliance.parameters.ranges import plausible_ranges
from alliance.parameters.values import parse_settings, resolve

#: What of the package runs in the browser, by path below it. Packages whose own beginnings need more are entered without.
FILES = ("__init__.py", "changes.py", "errors.py", "whatif.py", *(f"parameters/{name}.py" for name in ("carried", "ranges", "types", "values")))
FOLDERS = ("models",)


def content(stem: str, declarations: Any, data: Mapping[str, Any], *, changed: Mapping[str, Any], scenario: str = "", settings: Mapping[str, Any], tables_option: str = "", answer: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what a chapter's panel opens, as JSON can hold it.

    `changed` are the values in which the run of this site differs from the declared ones; `scenario`, `settings` and `tables_option` those of its command;
    `answer` is the template of the chapter's answer (see alliance.site.whatif_answer).
    """
    run = {"changed": dict(changed), "scenario": scenario, "settings": dict(settings), "tables": tables_option}
    return {"stem": stem, **carry(declarations.of(stem), list(declarations.rules)), "data": dict(data), "run": run, "answer": answer}


class Chapter:
    """A chapter in the reader's browser: its declarations, its data, and its results as the site was made."""

    def __init__(self, packed: Mapping[str, Any]):
        self.stem = packed["stem"]
        self.declarations = unpack(packed)
        self.data = packed["data"]
        self.run = packed["run"]
        self.template = packed["answer"]
        self.model = importlib.import_module(f"alliance.models.{self.stem}")
        self.values = {**self.declarations.defaults(), **self.run["changed"]}

    @cached_property
    def before(self) -> dict[str, dict[str, Any]]:
        """The headlines of this site's own run, by name."""
        return {record["name"]: record for record in self.model.headlines(self.values, self.data)}

    @cached_property
    def shown(self) -> dict[str, dict[str, Any]]:
        """The figures that can be drawn anew, as this site shows them."""
        return self._figures(self.values, list(self.before.values()))

    def answer(self, items: Iterable[str]) -> dict[str, Any]:
        """Return what the page shows for `NAME=VALUE` items, on top of the site's own run.

        Either `problems`, each with its text and the parameters it names; or `failed`, what the model said; or `items` (those that make a difference, as a
        link has them), `command`, `sentences`, `headlines` and `figures`.
        """
        try:
            values, given = self._values(items)
        except Refusal as refusal:
            return {"problems": [{"text": problem.message, "names": self._named(problem)} for problem in refusal.problems]}
        try:
            after = self.model.headlines(values, self.data)
            figures = self._differing(self._figures(values, after))
        except (ArithmeticError, LookupError, ValueError) as error:
            return {"failed": str(error) or type(error).__name__}
        return {
            "items": [[name, text_of(values[name])] for name in self._telling(values, given)],
            "command": self._command(values, given),
            "sentences": self._sentences(values, after),
            "headlines": self._compared(after),
            "figures": figures,
        }

    def answer_json(self, items: str) -> str:
        """Return `answer` for a JSON list of items, as JSON."""
        return json.dumps(self.answer(json.loads(items)))

    def _values(self, items: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
        given, problems = parse_settings(items)
        merged = {**{name: text_of(value) for name, value in self.run["changed"].items()}, **given}
        try:
            values = resolve(self.declarations, settings=[f"{name}={value}" for name, value in merged.items()])
        except Refusal as refusal:
            raise Refusal([*problems, *refusal.problems]) from None
        if problems:
            raise Refusal(problems)
        return values, list(given)

    def _named(self, problem: Problem) -> list[str]:
        return [name for name in self.declarations if re.search(rf"\b{name}\b", problem.message)]

    def _telling(self, values: Mapping[str, Any], given: Iterable[str]) -> list[str]:
        """Return the given names that a link must carry: those changed, and those that a rule wants beside a changed one."""
        wanted = {rule["together"][1] for rule in self.declarations.rules if "together" in rule and rule["together"][0] in values and values[rule["together"][0]] != self.values[rule["together"][0]]}
        return [name for name in self.declarations if name in given and (values[name] != self.values[name] or name in wanted)]

    def _command(self, values: Mapping[str, Any], given: Iterable[str]) -> str:
        """Return the command that gives the same results on a terminal."""
        words = ["alliance", "rerun", self.stem]
        if self.run["scenario"]:
            words += ["--scenario", self.run["scenario"]]
        settings = {**self.run["settings"], **{name: values[name] for name in self._telling(values, given)}}
        for name, value in settings.items():
            words += ["--set", f"{name}={text_of(value)}"]
        if self.run["tables"]:
            words += ["--tables", self.run["tables"]]
        return shlex.join(words)

    def _compared(self, after: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Return every headline before and after, in the chapter's order; those that came or went among them."""
        now = {record["name"]: record for record in after}
        rows = []
        for name in [*now, *(name for name in self.before if name not in now)]:
            record, old, new = now.get(name) or self.before[name], self.before.get(name), now.get(name)
            before, value = (item["value"] if item else None for item in (old, new))
            decimals, unit = record["decimals"], record["unit"]
            texts = [changes.value_text(item, decimals, unit) for item in (before, value)]
            rows.append(
                {
                    "name": name,
                    "label": record["label"],
                    "period": record["period"],
                    "value": value,
                    "before": texts[0],
                    "now": texts[1],
                    "difference": changes.difference_text(before, value, decimals, unit),
                    "per_cent": changes.per_cent_text(before, value, unit),
                    "way": "same" if texts[0] == texts[1] else "other" if None in (before, value) else "up" if value > before else "down",
                }
            )
        return rows

    def _sentences(self, values: Mapping[str, Any], after: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
        """Return the chapter's answer in pieces: text, and whether it is other than on this site. Nothing where a result that it names does not exist."""
        if not self.template:
            return []
        known: dict[str, Any] = {record["name"]: _Compared(record, self.before.get(record["name"])) for record in after}
        for word, (name, kind) in self.template["words"].items():
            now, was = (_word(self.declarations[name], given[name], kind) for given in (values, self.values))
            known[word] = now if now == was else _marked(now)
        try:
            text = " ".join(self.template["template"].split()).format_map(known)
        except KeyError:
            return []
        plain = re.sub(r"\[([^\]]+)\]\([^)]*\)|\*\*", r"\1", text)
        return [[piece, index % 2 == 1] for index, piece in enumerate(re.split(f"[{_OPEN}{_CLOSE}]", plain)) if piece]

    def _figures(self, values: Mapping[str, Any], headlines: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """Return the chapter's figures that follow from the model alone, by name (see alliance.models.redrawn)."""
        ranges = plausible_ranges(self.declarations, self.declarations.rules)
        return self.model.redrawn(values, self.data, headlines, self.declarations, ranges)

    def _differing(self, figures: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """Return title and rows of the figures that are not as this site shows them; `swaps` are pairs of what their specification has and must have."""
        found = {}
        for name, figure in figures.items():
            shown = self.shown.get(name, {"lists": figure["lists"]})
            if figure != shown:
                swaps = [[was, now] for was, now in zip(shown["lists"], figure["lists"], strict=True) if was != now]
                found[name] = {"title": figure["title"], "rows": figure["rows"], "swaps": swaps}
        return found


#: What stands around a changed piece of a sentence until it is taken apart; no text of the book holds these.
_OPEN, _CLOSE = "\x02", "\x03"


def _marked(text: str) -> str:
    return f"{_OPEN}{text}{_CLOSE}"


def _word(item: Any, value: Any, kind: str) -> str:
    return item.choices[value] if kind == "choice" else f"{value}"


class _Compared(Said):
    """A headline inside a sentence, marked where it prints otherwise than before."""

    def __init__(self, record: Mapping[str, Any], before: Mapping[str, Any] | None):
        super().__init__(record)
        self.before = before

    def __format__(self, spec: str) -> str:
        text = super().__format__(spec)
        return text if self.before and format(Said(self.before), spec) == text else _marked(text)


def text_of(value: Any) -> str:
    """Return a value as a link and a command have it: whole numbers without a decimal point, nothing lost."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return value if isinstance(value, str) else repr(value)
