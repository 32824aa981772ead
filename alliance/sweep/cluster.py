"""Where jobs run when one machine is not enough: a Dask cluster, reached by the address of its scheduler."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Callable
from typing import Any

from alliance.errors import Problem, Refusal, RunFailed

OPTION = "--scheduler"

#: Seconds to wait for a scheduler and for a first worker before anything starts.
_PATIENCE = 10

#: Seconds between looks at whether any worker is left.
_LOOK = 5


class Cluster:
    """The workers of a Dask cluster. Raises Refusal where nobody answers, no worker is there, or one has other code, tables or libraries."""

    def __init__(self, address: str, *, stem: str, tables_folder: str, made_from: str, report: Callable[[str], None]):
        if not re.fullmatch(r"(tcp|tls)://[^\s/:]+:\d{1,5}", address):
            raise Refusal([Problem(OPTION, f"'{address}' is not an address such as tcp://127.0.0.1:8786")])
        try:
            from distributed import Client
        except ImportError:
            raise Refusal([Problem(OPTION, "needs dask.distributed: pip install 'alliance-ledger[dask]' (it is in requirements.txt)")]) from None
        # What its many loggers have to say about lost connections is said by us, once.
        logging.disable(logging.CRITICAL)
        self.address, self._report = address, report
        try:
            asyncio.run(_asked(address))
            self._client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError):
            logging.disable(logging.NOTSET)
            raise Refusal([Problem(OPTION, f"no scheduler answers at {address}; start one with 'dask scheduler --port {address.rpartition(':')[2]}'")]) from None
        # Whatever else the library makes of another server's words.
        except Exception:
            logging.disable(logging.NOTSET)
            raise Refusal([Problem(OPTION, f"what answers at {address} is no Dask scheduler")]) from None
        try:
            self._wait_for_a_worker()
            self._compare(stem, tables_folder, made_from)
        except BaseException:
            self.close()
            raise
        self.count = max(1, sum(worker["nthreads"] for worker in self._client.scheduler_info(n_workers=-1)["workers"].values()))

    def _wait_for_a_worker(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except (TimeoutError, OSError):
            raise Refusal([Problem(OPTION, f"{self.address} has no worker; start one with 'dask worker {self.address}'")]) from None

    def _compare(self, stem: str, tables_folder: str, made_from: str) -> None:
        """Refuse workers whose code, tables, environment or Python differ; those that come later refuse by themselves."""
        try:
            found = self._client.run(_differences, stem, tables_folder, made_from, on_error="return")
        except Exception as error:
            raise Refusal([Problem(OPTION, f"the workers of {self.address} cannot be asked what they have: {error}")]) from None
        problems = []
        for worker, lines in found.items():
            told = [f"cannot run the book: {type(lines).__name__}: {lines}"] if isinstance(lines, Exception) else lines
            problems += [Problem(OPTION, f"worker {worker}: {line}") for line in told]
        if problems:
            raise Refusal(problems)

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Any:
        # Not pure: a run asked for again runs again, whatever the scheduler remembers.
        try:
            return self._client.submit(function, *arguments, pure=False)
        except (OSError, RuntimeError) as error:
            raise self._lost(error) from None

    def result(self, ticket: Any) -> Any:
        from concurrent.futures import CancelledError
        from concurrent.futures import TimeoutError as Expired

        from distributed import KilledWorker

        told = False
        while True:
            try:
                return ticket.result(timeout=_LOOK)
            except (Expired, TimeoutError):
                if self._client.status != "running":
                    raise self._lost() from None
                if not told and not self._client.scheduler_info(n_workers=-1)["workers"]:
                    told = True
                    self._report(f"{self.address} has no worker left; waiting for one ('dask worker {self.address}')")
            except KilledWorker as error:
                raise RunFailed(f"every worker that took the same runs was lost: {error}; is memory short?") from None
            except (CancelledError, OSError) as error:
                raise self._lost(error) from None

    def _lost(self, error: Exception | None = None) -> RunFailed:
        return RunFailed(f"the scheduler at {self.address} was lost" + (f" ({type(error).__name__})" if error else ""))

    def close(self) -> None:
        self._client.close(timeout=2)
        logging.disable(logging.NOTSET)


async def _asked(address: str) -> None:
    """Greet whoever listens at an address: a client that fails to connect would still try to say goodbye, and tell of that."""
    from distributed.comm import connect

    comm = await connect(address, timeout=_PATIENCE)
    await comm.close()


def _differences(stem: str, tables_folder: str, made_from: str) -> list[str]:
    """Return, on a worker, what it has that is not as the sweep needs it."""
    import os

    from alliance import paths
    from alliance.sweep.plan import differences
    from alliance.sweep.plan import made_from as here

    if tables_folder:
        os.environ[paths.TABLES_VARIABLE] = tables_folder
    return differences(json.loads(made_from), here(stem), sides=("here", "on the worker"))
