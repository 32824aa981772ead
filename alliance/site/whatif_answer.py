"""The sentences with which a chapter answers its question, as a template: the panel fills them from the results of what is tried."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

#: A word that a notebook takes from the choices of a parameter: `declared["trade_basis"].choices[trade_basis]`.
_CHOSEN = re.compile(r"declared\['(\w+)'\]\.choices\[(\w+)\]")


def answer_of(notebook: Path) -> dict[str, Any] | None:
    """Return template and words of the first sentences that a notebook fills: `words` name a parameter, and whether its value or its choice is meant.

    None where a word is something else, which only the notebook knows.
    """
    cells = [cell["source"] for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    trees = [ast.parse("".join(source)) for source in cells]
    assigned = {node.targets[0].id: ast.unparse(node.value) for tree in trees for node in tree.body if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)}
    for tree in trees:
        for node in tree.body:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "say":
                return _read(node.value, assigned)
    return None


def _read(call: ast.Call, assigned: dict[str, str]) -> dict[str, Any] | None:
    words = {}
    for keyword in call.keywords:
        text = ast.unparse(keyword.value)
        chosen = _CHOSEN.fullmatch(assigned.get(text, ""))
        if chosen:
            words[keyword.arg] = [chosen[1], "choice"]
        elif isinstance(keyword.value, ast.Name):
            words[keyword.arg] = [text, "value"]
        else:
            return None
    return {"template": call.args[0].value, "words": words}
