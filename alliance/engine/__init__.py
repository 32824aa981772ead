"""How notebooks are executed: plain papermill, or papermill on kernels that are ready.

A ready kernel is forked from a process that has imported what notebooks need and run nothing. Each run has a process of
its own, so nothing passes from one run to the next; only the imports are shared.
"""

from __future__ import annotations

#: The engines of `alliance rerun --engine`, the default first, with the name that papermill knows each by.
ENGINES = {"ready": "ready", "plain": "nbclient"}

DEFAULT = "ready"
