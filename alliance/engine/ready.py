"""The papermill engine `ready`: papermill's own, on kernels forked from a process that has done the imports.

Registered under `papermill.engine` in `pyproject.toml`, so `papermill --engine ready` and `alliance rerun` use the same.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path
from queue import Empty
from typing import Any

import zmq
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.connect import KernelConnectionInfo, port_names
from jupyter_client.provisioning import LocalProvisioner
from papermill.engines import NBClientEngine
from traitlets import DottedObjectName, Type

from alliance import paths
from alliance.engine import forks
from alliance.kernels import SocketKernelManager
from alliance.pictures import add_pictures

_LAUNCHER = "ipykernel_launcher"

#: How long the note that a question was answered may take, in seconds. It comes at once or never: what a kernel
#: publishes before this end has joined is lost.
_NOTE = 0.05

#: After how many milliseconds a channel tries again to connect, and after how many seconds it is looked again whether a kernel has ended.
_AGAIN, _LOOK = 5, 0.005


class ReadyEngine(NBClientEngine):
    """Executes a notebook as papermill does, in a kernel that is ready."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **settings: Any) -> Any:
        """Execute the notebook of a papermill execution manager and return it with its outputs; where `pictures=False` is set, the book's figures are not drawn in it."""
        given = {"kernel_manager_class": ReadyKernelManager, "shutdown_kernel": "immediate", **settings}
        pictures = given.pop("pictures", True)
        try:
            return super().execute_managed_notebook(nb_man, kernel_name, **given)
        finally:
            if pictures:
                add_pictures(nb_man.nb)


class ReadyProvisioner(LocalProvisioner):
    """Provides a process for a kernel by a fork where the kernel is this environment's Python, else as usual."""

    async def launch_kernel(self, cmd: list[str], **settings: Any) -> KernelConnectionInfo:
        """Start the kernel of a command line and return where it listens."""
        if not self.parent.forked:
            return await super().launch_kernel(cmd, **settings)
        self.cwd = settings.get("cwd") or os.getcwd()
        arguments = cmd[cmd.index(_LAUNCHER) + 1 :]
        file = arguments.index("-f")
        self.process = forks.server().fork(
            self.connection_info_as_text(),
            arguments=[*arguments[:file], *arguments[file + 2 :]],
            folder=self.cwd,
            environment={**(settings.get("env") or os.environ), paths.PICTURES_VARIABLE: "later"},
        )
        # A forked kernel leads a group of its own, as a started one does.
        self.pid = self.pgid = self.process.pid
        return self.connection_info

    async def wait(self) -> int | None:
        """Wait for the process to end; looked at more often than once in a tenth of a second, which is most of what a short run would wait."""
        while self.process and self.process.poll() is None:
            await asyncio.sleep(_LOOK)
        return await super().wait()

    def connection_info_as_text(self) -> dict[str, Any]:
        """Return where the kernel listens, in values that JSON can hold."""
        return {name: value.decode() if isinstance(value, bytes) else value for name, value in self.connection_info.items()}


class ReadyClient(AsyncKernelClient):
    """A client that knows when its kernel is ready by the answer to its own question, not by a fifth of a second of silence."""

    def start_channels(self, *given: Any, hb: bool = False, **settings: Any) -> None:
        """Open the channels, without a thread that listens for a heartbeat: whether a forked kernel lives is told by its lifeline."""
        # The kernel is not there yet: what cannot connect would try again after a tenth of a second.
        self.context.setsockopt(zmq.RECONNECT_IVL, _AGAIN)
        super().start_channels(*given, hb=hb, **settings)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel answers and what it publishes arrives. Raises RuntimeError where it ends first or takes longer, in seconds."""
        until = time.monotonic() + (float("inf") if timeout is None else timeout)
        asked: set[str] = set()
        while not await self._answers(asked):
            if not await self.parent.is_alive():
                raise RuntimeError("it ended before it answered")
            if time.monotonic() > until:
                raise RuntimeError(f"it did not answer within {timeout} seconds")

    async def _answers(self, asked: set[str]) -> bool:
        """Ask once more; return whether an answer came within a second, and the note that one was given soon after. `asked` are the questions so far."""
        question = self.kernel_info()
        asked.add(question)
        try:
            # Answers to earlier questions, asked while the kernel was still starting, come first.
            while (reply := await self.shell_channel.get_msg(timeout=1))["parent_header"].get("msg_id") != question:
                pass
            while True:
                note = await self.iopub_channel.get_msg(timeout=_NOTE)
                if note["parent_header"].get("msg_id") in asked and note["content"].get("execution_state") == "idle":
                    break
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True


class ReadyKernelManager(SocketKernelManager):
    """A manager of forked kernels; they need no connection file, and a killed run leaves none."""

    client_class = DottedObjectName(f"{__name__}.ReadyClient")
    client_factory = Type(klass=ReadyClient)

    def __init__(self, *given: Any, **settings: Any):
        super().__init__(*given, **settings)
        self.provisioner = ReadyProvisioner(kernel_id=self.kernel_id, kernel_spec=self.kernel_spec, parent=self)

    async def _async_wait(self, pollinterval: float = _LOOK) -> None:
        await super()._async_wait(pollinterval)

    @property
    def forked(self) -> bool:
        """Return whether this kernel is Python of this environment, on a system that can fork and has file system sockets."""
        command = self.kernel_spec.argv
        python = command[0] in ("python", f"python{sys.version_info[0]}") or Path(command[0]).absolute() == Path(sys.executable).absolute()
        return self.transport == "ipc" and python and _LAUNCHER in command and "-f" in command

    def write_connection_file(self, **settings: Any) -> None:
        if not self.forked:
            super().write_connection_file(**settings)
            return
        self._record_random_port_names()
        # Of a file system socket, the port is a number at the end of its name.
        for number, name in enumerate(port_names, start=1):
            setattr(self, name, number)
