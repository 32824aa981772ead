"""The kernel of a notebook run in a process that was forked for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ipykernel.kernelapp import IPKernelApp


class ReadyKernel(IPKernelApp):
    """IPython's kernel, told where to listen by whoever forked it instead of by a file."""

    def __init__(self, connection: Mapping[str, Any], **settings: Any):
        super().__init__(**settings)
        self._given = dict(connection)

    def init_connection_file(self) -> None:
        self.load_connection_info(self._given)

    def write_connection_file(self, **settings: Any) -> None:
        """Write nothing: a file would be left behind by a kernel that is killed."""

    def log_connection_info(self) -> None:
        """Say nothing: nobody connects to this kernel by hand."""

    def init_poller(self) -> None:
        """Watch no parent: the lifeline does, and the process that forked this one is not who asked for it."""


def run(connection: Mapping[str, Any], arguments: Sequence[str]) -> None:
    """Serve a kernel at the sockets of `connection` until it is told to shut down. `arguments` are those of `ipykernel_launcher`."""
    app = ReadyKernel(connection)
    # `IPKernelApp.instance()` finds it, as code in a notebook expects.
    for kind in ReadyKernel._walk_mro():
        kind._instance = app
    app.initialize(list(arguments))
    app.start()
