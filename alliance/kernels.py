"""Kernels that talk through sockets of the file system instead of ports.

Kernels started side by side pick free ports first and bind them later, and now and then two pick the same one: a run
then fails by chance. A socket of the file system has a name of its own. On Linux it is an abstract one: no file stands
for it, so a run that is killed leaves none. Messages are signed with a key of the run either way.
"""

from __future__ import annotations

import os
import sys
import tempfile
import uuid

from jupyter_client.manager import AsyncKernelManager
from traitlets import default


class SocketKernelManager(AsyncKernelManager):
    """A kernel manager whose kernels use file system sockets where the system has them."""

    @default("ip")
    def _ip(self) -> str:
        if self.transport != "ipc":
            return "127.0.0.1"
        name = f"alliance-{uuid.uuid4().hex[:12]}"
        # The default is a relative path, which kernel and client look for in folders of their own.
        return f"@{name}" if sys.platform == "linux" else os.path.join(tempfile.gettempdir(), name)

    @default("transport")
    def _transport(self) -> str:
        return "ipc" if os.name == "posix" else "tcp"
