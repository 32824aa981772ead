"""The process from which ready kernels are forked: it imports what notebooks need, runs nothing, and waits.

`python -P -m alliance.engine.server FD` serves one parent over an inherited socket. A request is one line of JSON with
a socket of its own, the lifeline; the answer is the kernel's process id. Who holds the other end of a lifeline sees it
close when the kernel ends, and a kernel ends when it sees it close. So nothing outlives a parent that is killed.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import socket
import sys
import threading
from typing import Any

#: What a notebook of the book imports, directly or not. Each is slow to import and starts nothing when it is. Pandas is not among them: whoever asks for
#: a run has read its tables, and kernels take their rows as they were kept.
PRELOADED = (
    "altair",
    "vl_convert",
    "IPython.core.interactiveshell",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "sqlite3",
    "tornado.queues",
    "tornado.platform.asyncio",
    "pybtex.database",
    "yaml",
    "alliance.notebook",
    "alliance.charts",
)

#: A request holds the environment of a process; Linux allows an argument list of two megabytes.
_REQUEST = 1 << 21


def main(descriptor: int) -> None:
    """Serve requests from an inherited socket until its other end closes."""
    parent = socket.socket(fileno=descriptor)
    # A command that is interrupted ends its kernels itself, in its own order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The system takes leave of kernels that have ended; their parents learn of it from the lifeline.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # Nobody debugs a kernel of a run; without this the debugger's import says on the terminal what to beware of if one did.
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    for name in PRELOADED:
        importlib.import_module(name)
    _import_charts()
    _warm_up()
    gc.collect()
    # What is there now stays shared between the processes: a collection in one of them would copy it.
    gc.freeze()
    while True:
        message, descriptors = _receive(parent)
        if not message:
            return
        pid = os.fork()
        if pid == 0:
            parent.close()
            _become_kernel(json.loads(message), socket.socket(fileno=descriptors[0]))
        for item in descriptors:
            os.close(item)
        try:
            parent.sendall(f"{pid}\n".encode())
        except OSError:
            return


def _import_charts() -> None:
    """Import models and charts of every chapter, as its notebook does."""
    import pkgutil

    for package in ("alliance.models", "alliance.charts"):
        for item in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
            importlib.import_module(item.name)


def _warm_up() -> None:
    """Let Altair read its schema, which it does with its first chart. Nothing of the book is read here: a file may change before a kernel is asked for."""
    import altair

    altair.Chart(altair.NamedData("data")).mark_line().encode(x="year:Q").to_dict()


def _receive(parent: socket.socket) -> tuple[bytes, list[int]]:
    """Return one line and the descriptors that came with it; an empty line where the parent is gone."""
    line, descriptors = b"", []
    while not line.endswith(b"\n"):
        try:
            part, got, *_ = socket.recv_fds(parent, _REQUEST, 1)
        except ConnectionError:
            part, got = b"", []
        if not part:
            return b"", []
        line, descriptors = line + part, descriptors + got
    return line, descriptors


def _become_kernel(request: dict[str, Any], lifeline: socket.socket) -> None:
    """Run an IPython kernel as this process and end it; never returns."""
    status = 1
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        threading.Thread(target=_end_with, args=(lifeline,), name="lifeline", daemon=True).start()
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["folder"])
        sys.argv[:] = ["ipykernel_launcher", *request["arguments"]]
        # Python's own generator seeds itself anew in a fork, numpy's does not.
        if "numpy.random" in sys.modules:
            sys.modules["numpy.random"].seed()
        from alliance.engine.kernel import run

        run(request["connection"], request["arguments"])
        status = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _end_with(lifeline: socket.socket) -> None:
    """End this process and what it started when the other end of the lifeline closes."""
    try:
        lifeline.recv(1)
    finally:
        os.killpg(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]))
