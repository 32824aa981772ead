"""A Dask cluster of this machine: a scheduler and workers on the loopback address, each a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

DASK = Path(sys.executable).with_name("dask")

#: Seconds that a scheduler or a worker may take to start.
_PATIENCE = 600


class Cluster:
    """A scheduler in a folder, where its log and its workers' files go; workers are added one by one."""

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self._environment = folder, environment
        self.workers: list[subprocess.Popen] = []
        self._made = 0
        self.scheduler = self._start("scheduler", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = self._told("scheduler", self.scheduler, r"Scheduler at:\s+(tcp://\S+)")

    def add_worker(self) -> subprocess.Popen:
        """Return the process of one more worker, which the scheduler knows by then."""
        name = f"worker{self._made}"
        self._made += 1
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self.folder / name), "--name", name)
        process = self._start(name, "worker", self.address, *options)
        self.workers.append(process)
        self._told(name, process, r"(Registered to)")
        return process

    def _start(self, name: str, *words: str) -> subprocess.Popen:
        with (self.folder / f"{name}.log").open("w") as log:
            return subprocess.Popen([DASK, *words], stdout=log, stderr=subprocess.STDOUT, cwd=self.folder, env=self._environment)

    def _told(self, name: str, process: subprocess.Popen, pattern: str) -> str:
        log, until = self.folder / f"{name}.log", time.monotonic() + _PATIENCE
        while not (found := re.search(pattern, log.read_text())):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the {name} did not start:\n{log.read_text()[-2000:]}")
            time.sleep(0.05)
        return found[1]

    def stop(self) -> None:
        """End every process of the cluster."""
        for process in [*self.workers, self.scheduler]:
            process.kill()
            process.wait()
