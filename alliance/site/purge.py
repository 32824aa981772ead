"""A stylesheet without what no page can use: the theme ships styles for a hundred components, the book has a few of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

#: Attributes that a reader's browser or a script of ours sets, and no page as it is written.
_LIVE = {"open", "hidden", "disabled", "checked"}

#: At-rules that hold rules; of the others only these are kept as they stand.
_GROUPS = ("@media", "@supports", "@container", "@layer")
_VERBATIM = ("@keyframes", "@page", "@property")

_TOKEN = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)"']*\)|[{};]|[^{};"'/u]+|.""", re.DOTALL)
_NAME = r"(?:\\.|[\w-])+"


@dataclass
class Used:
    """What pages and scripts name: elements, classes, ids and attributes of pages, and every word of the scripts."""

    tags: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=lambda: set(_LIVE))
    words: set[str] = field(default_factory=set)

    def read_page(self, text: str) -> None:
        """Add what a page's HTML names."""
        self.tags.update(tag.lower() for tag in set(re.findall(r"<([a-zA-Z][\w-]*)", text)))
        self.attributes.update(set(re.findall(r"\s([a-zA-Z][\w-]*)(?==|[\s>])", text)))
        for value in set(re.findall(r"\s(?:class|id)=\"([^\"]*)\"", text)):
            self.names.update(value.split())

    def read_script(self, text: str) -> None:
        """Add what a script names: any word of it may be a class or an element that it makes."""
        self.words.update(re.findall(r"[\w-]+", text))
        self.attributes.update("data-" + re.sub(r"[A-Z]", lambda sign: f"-{sign[0].lower()}", name) for name in re.findall(r"\.dataset\.(\w+)", text))

    def reaches(self, selector: str) -> bool:
        """Return whether a selector can match; what stands inside :not(), :is() and the like is not judged."""
        text, attributes = _without(r"\[\s*([\w-]+)[^\]]*\]", selector)
        while (inner := re.sub(r"::?[\w-]+\([^()]*\)", "", text)) != text:
            text = inner
        text = re.sub(r"::?[\w-]+", "", text)
        text, names = _without(rf"[.#]({_NAME})", text)
        tags = re.findall(r"[a-zA-Z][\w-]*", text)
        return (
            all(name in self.attributes or name in self.words for name in attributes)
            and all(name in self.names or name in self.words for name in (re.sub(r"\\(.)", r"\1", name) for name in names))
            and all(tag.lower() in self.tags or tag in self.words for tag in tags)
        )


@dataclass
class Rule:
    """A rule of a stylesheet: `body` holds declarations, `rules` what a group holds; the other is empty."""

    prelude: str
    body: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def __str__(self) -> str:
        inside = "".join(map(str, self.rules)) if self.rules else ";".join(self.body)
        return f"{self.prelude}{{{inside}}}"


def purged(styles: str, used: Used) -> str:
    """Return a stylesheet with the rules that can match and the variables that are read, in their order. No fonts, no files."""
    rules = _kept(parse(styles), used)
    while True:
        text = "\n".join(map(str, rules))
        read = set(re.findall(r"var\(\s*(--[\w-]+)", text)) | used.words
        leaner = _kept(_with_variables(rules, read), used)
        if "\n".join(map(str, leaner)) == text:
            break
        rules = leaner
    moves = " ".join(re.findall(r"animation(?:-name)?:([^;}]+)", text)).replace(",", " ").split()
    rules = [rule for rule in rules if not rule.prelude.startswith("@keyframes") or rule.prelude.split()[1] in moves]
    return "\n".join(map(str, rules)) + "\n"


def parse(styles: str) -> list[Rule]:
    """Return the rules of a stylesheet; statements such as @charset and @import are left out."""
    tokens = (token for token in _TOKEN.findall(styles) if not token.startswith("/*"))
    return list(_rules(tokens))


def _rules(tokens: Iterator[str]) -> Iterator[Rule]:
    prelude = ""
    for token in tokens:
        if token == "}":
            return
        if token == ";":
            prelude = ""
        elif token != "{":
            prelude += token
        else:
            prelude = " ".join(prelude.split())
            nested = prelude.startswith((*_GROUPS, "@keyframes"))
            yield Rule(prelude, rules=list(_rules(tokens))) if nested else Rule(prelude, body=list(_declarations(tokens)))
            prelude = ""


def _declarations(tokens: Iterator[str]) -> Iterator[str]:
    text = ""
    for token in tokens:
        if token in (";", "}"):
            name, colon, value = text.partition(":")
            if colon and not re.search(r"url\((?![\"']?data:)", value):
                yield f"{name.strip()}:{value.strip() if value.strip().startswith(('url(', chr(34))) else ' '.join(value.split())}"
            text = ""
            if token == "}":
                return
        else:
            text += token


def _kept(rules: Iterable[Rule], used: Used) -> list[Rule]:
    kept = []
    for rule in rules:
        if rule.prelude.startswith(_GROUPS):
            inside = _kept(rule.rules, used)
            kept += [Rule(rule.prelude, rules=inside)] if inside else []
        elif rule.prelude.startswith(_VERBATIM):
            kept.append(rule)
        elif not rule.prelude.startswith("@") and rule.body:
            selectors = [selector for selector in _split(rule.prelude) if used.reaches(selector)]
            kept += [Rule(",".join(selectors), body=rule.body)] if selectors else []
    return kept


def _with_variables(rules: Iterable[Rule], read: set[str]) -> list[Rule]:
    return [
        rule
        if rule.prelude.startswith(_VERBATIM)
        else Rule(
            rule.prelude,
            body=[line for line in rule.body if not line.startswith("--") or line.partition(":")[0] in read],
            rules=_with_variables(rule.rules, read),
        )
        for rule in rules
    ]


def _split(prelude: str) -> list[str]:
    """Return the selectors of a list; commas inside brackets do not part them."""
    parts, depth = [""], 0
    for sign in prelude:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def _without(pattern: str, text: str) -> tuple[str, list[str]]:
    return re.sub(pattern, " ", text), re.findall(pattern, text)
