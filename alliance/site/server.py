"""A small server for the built site, with the headers and the compression that it is tested under: `python -m alliance.site.server`."""

from __future__ import annotations

import gzip
import mimetypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from alliance.site.headers import HEADERS, cache_control

_TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".json": "application/json", ".svg": "image/svg+xml", ".wasm": "application/wasm", ".ico": "image/x-icon"}
_COMPRESSED = tuple(ending for ending in _TYPES if ending != ".ico")


class SiteHandler(SimpleHTTPRequestHandler):
    """Sends files of one folder; what is not there is answered with the site's own page for that."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            if not self.path.partition("?")[0].endswith("/"):
                self._send(HTTPStatus.MOVED_PERMANENTLY, b"", ".html", {"Location": f"{self.path.partition('?')[0]}/"}, with_body)
                return
            path /= "index.html"
        status = HTTPStatus.OK
        if not path.is_file():
            status, path = HTTPStatus.NOT_FOUND, Path(self.directory) / "404.html"
        body = path.read_bytes() if path.is_file() else b"not found"
        self._send(status, body, path.suffix, {"Cache-Control": cache_control(self.path)}, with_body)

    def _send(self, status: HTTPStatus, body: bytes, ending: str, headers: dict[str, str], with_body: bool) -> None:
        if ending in _COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = compressed(body)
            headers = {**headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        self.send_response(status)
        kind = _TYPES.get(ending) or mimetypes.types_map.get(ending, "application/octet-stream")
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing of each request."""


@lru_cache(maxsize=256)
def compressed(body: bytes) -> bytes:
    """Return content as it is sent to a browser that takes gzip."""
    return gzip.compress(body, 6, mtime=0)


class SiteServer(ThreadingHTTPServer):
    """Serves each browser in a thread of its own."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a reader who left in the middle of a page; tell of everything else."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def server_of(folder: Path, port: int = 0) -> SiteServer:
    """Return a server of a folder on this machine alone, not yet started; port 0 takes a free one."""
    return SiteServer(("127.0.0.1", port), partial(SiteHandler, directory=str(folder)))


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder for a while; give its address, which ends in a slash."""
    server = server_of(folder)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def main(folder: str = "_build/html", port: str = "8000") -> int:
    """Serve a folder until Ctrl-C; return the exit status."""
    if not (Path(folder) / "index.html").is_file():
        print(f"{folder}: there is no site here; run 'make book'", file=sys.stderr)
        return 2
    try:
        server = server_of(Path(folder), int(port))
    except (OSError, ValueError, OverflowError) as error:
        print(f"port {port}: {getattr(error, 'strerror', None) or 'a port is a number from 0 to 65535'}", file=sys.stderr)
        return 2
    print(f"http://127.0.0.1:{server.server_port} (stop with Ctrl-C)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
