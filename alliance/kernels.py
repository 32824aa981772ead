"""Kernels that talk through sockets of the file system instead of ports.

Kernels started side by side pick free ports first and bind them later, and now and then two pick the same one: a run
then fails by chance. A socket of the file system has a name of its own. On Linux it is an abstract one: no file stands
for it, so a run that is killed leaves none. Messages are signed with a key of the run either way.
"""

from __future__ import annotations

import fcntl
import os
import sys
import tempfile
import uuid
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from traitlets import default

from alliance import paths
from alliance.textfile import WRITING


class SocketKernelManager(AsyncKernelManager):
    """A kernel manager whose kernels use file system sockets where the system has them."""

    _held: int | None = None

    @default("ip")
    def _ip(self) -> str:
        if self.transport != "ipc":
            return "127.0.0.1"
        name = f"alliance-{uuid.uuid4().hex[:12]}"
        # The default is a relative path, which kernel and client look for in folders of their own.
        return f"@{name}" if sys.platform == "linux" else os.path.join(tempfile.gettempdir(), name)

    @default("connection_file")
    def _connection_file(self) -> str:
        folder = paths.CACHE / "kernels"
        folder.mkdir(parents=True, exist_ok=True)
        return str(folder / f"{WRITING}{uuid.uuid4().hex[:12]}.json")

    def write_connection_file(self, **settings: Any) -> None:
        """Write where the kernel is to listen, and hold a lock on the file: unlocked, it was left by a run that was killed."""
        super().write_connection_file(**settings)
        if self._held is None:
            self._held = os.open(self.connection_file, os.O_RDONLY)
            fcntl.flock(self._held, fcntl.LOCK_SH)

    def cleanup_connection_file(self) -> None:
        super().cleanup_connection_file()
        if self._held is not None:
            os.close(self._held)
            self._held = None

    @default("transport")
    def _transport(self) -> str:
        return "ipc" if os.name == "posix" else "tcp"
