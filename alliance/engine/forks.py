"""The near end of ready kernels: one fork server for a process, started when first needed, and a handle for each kernel."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from alliance import paths

_kernels: weakref.WeakSet[Kernel] = weakref.WeakSet()


class Kernel:
    """A forked kernel, with what jupyter_client asks of a process. `poll` returns None while it lives, else 1."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, lifeline: socket.socket):
        self.pid = pid
        self.returncode: int | None = None
        self._lifeline = lifeline
        _kernels.add(self)

    def poll(self) -> int | None:
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        return self._ended(timeout) or 0

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def _ended(self, timeout: float | None) -> int | None:
        """Return 1 once the kernel has ended, None where it has not within the time given in seconds."""
        if self.returncode is None and select.select([self._lifeline], [], [], timeout)[0]:
            self._lifeline.close()
            self.returncode = 1
        return self.returncode


class ForkServer:
    """The process that kernels are forked from. It ends when this object is closed, or with this process."""

    def __init__(self) -> None:
        near, far = socket.socketpair()
        with far:
            # -P: a folder that happens to be the current one must not shadow what notebooks import.
            command = [sys.executable, "-P", "-m", "alliance.engine.server", str(far.fileno())]
            self._process = subprocess.Popen(command, pass_fds=[far.fileno()], stdin=subprocess.DEVNULL, env=paths.environment_of_children())
        self._socket = near
        self._answers = near.makefile("rb")
        self._lock = threading.Lock()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def fork(self, connection: Mapping[str, Any], *, arguments: Sequence[str], folder: str | Path, environment: Mapping[str, str]) -> Kernel:
        """Return a kernel that listens at `connection`, in a folder and with an environment of its own. Raises OSError where the server is gone."""
        request = {"connection": dict(connection), "arguments": list(arguments), "folder": str(folder), "environment": dict(environment)}
        near, far = socket.socketpair()
        with far, self._lock:
            line = json.dumps(request).encode() + b"\n"
            sent = socket.send_fds(self._socket, [line], [far.fileno()])
            self._socket.sendall(line[sent:])
            answer = self._answers.readline()
        if not answer:
            near.close()
            raise ConnectionError("the process that kernels are forked from has ended")
        return Kernel(int(answer), near)

    def close(self) -> None:
        """End the server; kernels end when their own handles go."""
        self._answers.close()
        self._socket.close()
        self._process.wait()


_server: ForkServer | None = None
_owner = 0
_starting = threading.Lock()


def server() -> ForkServer:
    """Return this process's fork server, started where there is none or it has ended. Its imports take about a second, in the background."""
    global _server, _owner
    with _starting:
        if _server is None or _owner != os.getpid() or not _server.alive:
            _server, _owner = ForkServer(), os.getpid()
        return _server


def end_kernels() -> None:
    """End every kernel that this process had forked."""
    for kernel in list(_kernels):
        kernel.kill()
