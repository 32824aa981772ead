"""Kernels that talk through sockets of the file system instead of ports.

Kernels started side by side pick free ports first and bind them later, and now and then two pick the same one: a run
then fails by chance. A socket in the file system has a name of its own, and nobody else on the machine can listen in.
"""

from __future__ import annotations

import os
import tempfile
import uuid

from jupyter_client.manager import AsyncKernelManager
from traitlets import default


class SocketKernelManager(AsyncKernelManager):
    """A kernel manager whose kernels use file system sockets where the system has them."""

    @default("ip")
    def _ip(self) -> str:
        # The default is a relative path, which kernel and client look for in folders of their own.
        return os.path.join(tempfile.gettempdir(), f"alliance-{uuid.uuid4().hex[:12]}") if self.transport == "ipc" else "127.0.0.1"

    @default("transport")
    def _transport(self) -> str:
        return "ipc" if os.name == "posix" else "tcp"
