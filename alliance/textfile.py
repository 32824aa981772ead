"""Reading small text and YAML files of the repository, with errors that name the file and the rule; writing files whole."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from alliance import paths
from alliance.errors import Problem, Refusal
from alliance.paths import shown


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file without its byte-order mark.

    Raises Refusal for a missing file, a directory, an empty file, and bytes that are not UTF-8.
    """
    where = shown(path)
    if not path.exists():
        raise Refusal([Problem(where, "there is no such file")])
    if path.is_dir():
        raise Refusal([Problem(where, "is a directory, not a file")])
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal([Problem(where, f"is not UTF-8: byte {error.start} is 0x{error.object[error.start]:02x}")]) from None
    except OSError as error:
        raise Refusal([Problem(where, f"cannot be read: {error.strerror}")]) from None
    if not text.strip():
        raise Refusal([Problem(where, "is empty")])
    return text


#: How the name of a file in the making begins.
WRITING = ".writing-"


class _Loader(yaml.SafeLoader):
    """YAML with every scalar but true, false and null left as text, and a doubled key refused.

    YAML 1.1 reads 0123 as 83, 1_000 as 1000 and 12:30 as 750; our own parsers see what was typed.
    """


class _FastLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """The same by libyaml, ten times as fast; its words for what is wrong are other ones."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[str, Any]:
    seen: dict[str, int] = {}
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        line = key_node.start_mark.line + 1
        if not isinstance(key, (str, bool)):
            raise yaml.MarkedYAMLError(problem="a name must be plain text", problem_mark=key_node.start_mark)
        if key in seen:
            raise yaml.MarkedYAMLError(problem=f"'{key}' is given twice, on lines {seen[key]} and {line}")
        seen[key] = line
    return {
        loader.construct_object(key_node, deep=True): loader.construct_object(value_node, deep=True)
        for key_node, value_node in node.value
    }


for _kind_of_loader in (_Loader, _FastLoader):
    _kind_of_loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:null")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    _kind_of_loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _yaml_words(error: yaml.MarkedYAMLError) -> str:
    """Return what is wrong with YAML in the parser's words, with a hint where they do not say what to do."""
    if error.problem == "mapping values are not allowed here":
        return "a second ': ' in one line; put text that holds one in quotes"
    return f"{error.context}, {error.problem}" if error.problem.startswith("but ") else error.problem


def read_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping a YAML file holds, scalars as text. Raises Refusal where it holds anything else."""
    where = shown(path)
    try:
        content = _loaded(read_text(path))
    except yaml.MarkedYAMLError as error:
        at = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise Refusal([Problem(where, f"{at}{_yaml_words(error)}")]) from None
    except yaml.YAMLError as error:
        raise Refusal([Problem(where, f"is not YAML: {' '.join(str(error).split())}")]) from None
    if not isinstance(content, dict):
        raise Refusal([Problem(where, f"holds {_kind(content)} where names and values were expected")])
    return content


def _loaded(text: str) -> Any:
    """Return what YAML says; kept by its text, for every process of a run reads the same hundred files, and JSON is read ten times as fast."""
    file = paths.CACHE / "yaml" / f"{hashlib.sha256(f'{yaml.__version__} {_own_code()} {text}'.encode()).hexdigest()[:32]}.json"
    try:
        return json.loads(file.read_bytes())
    except (OSError, ValueError):
        pass
    content = _parsed(text)
    # A name that is true or false is text in JSON.
    as_json = json.dumps(content, ensure_ascii=False)
    if json.loads(as_json) == content:
        with suppress(OSError):
            write_aside(file, as_json)
    return content


@lru_cache
def _own_code() -> str:
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def _parsed(text: str) -> Any:
    try:
        return yaml.load(text, Loader=_FastLoader)  # noqa: S506: a SafeLoader
    except yaml.YAMLError:
        return yaml.load(text, Loader=_Loader)  # noqa: S506: a SafeLoader


def _kind(content: Any) -> str:
    return {list: "a list", type(None): "nothing"}.get(type(content), "a single value")


def write_aside(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all: beside its place first, then renamed into it. Raises OSError that names the file."""
    data = content.encode() if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        while not _written(path, data):
            pass
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _written(path: Path, data: bytes) -> bool:
    """Write a file aside and rename it; return whether it was there to be renamed: a sweep may take it before its lock is on."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=WRITING)
    try:
        with os.fdopen(handle, "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.write(data)
            file.flush()
            os.chmod(name, 0o644)
            os.replace(name, path)
        return True
    except FileNotFoundError:
        return False
    except BaseException:
        os.unlink(name)
        raise


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return the bytes of a file of the cache, made and kept where it is not there yet.

    The name of the file must say all that its content is made from. A cache that cannot be written is done without.
    """
    try:
        found = path.read_bytes()
    except OSError:
        found = b""
    # A machine that lost its power may leave a file with its name and nothing in it.
    if found:
        return found
    content = make()
    try:
        write_aside(path, content)
    except OSError:
        pass
    return content


def kept_json(kind: str, made_from: Any, make: Callable[[], Any]) -> Any:
    """Return what `make` gives as JSON reads it back, kept in the cache under its kind and a hash of all that it is made from.

    A float read back is the same to the last bit; a tuple is a list, and an infinite value or one that is no number is refused with ValueError.
    """
    name = hashlib.sha256(json.dumps(made_from, ensure_ascii=False).encode()).hexdigest()[:32]
    return json.loads(kept(paths.CACHE / kind / f"{name}.json", lambda: json.dumps(make(), ensure_ascii=False, allow_nan=False).encode()))
