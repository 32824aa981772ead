"""The site's own server: headers, compression, the page for what is missing; and the same headers in what hosts read."""

from __future__ import annotations

import gzip
import re
import socket
import threading
import time
import urllib.request
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest

from alliance import paths, pyodide
from alliance.site import server
from alliance.site.headers import HEADERS, POLICY, cache_control, headers_file


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("site")
    (made / "_static").mkdir()
    (made / "index.html").write_text("<p>" + "front " * 500, encoding="utf-8")
    (made / "404.html").write_text("nothing here", encoding="utf-8")
    (made / "_static" / "a.wasm").write_bytes(b"\0asm")
    (made / "_static" / "a.mjs").write_text("export {};", encoding="utf-8")
    (made.parent / "secret.txt").write_text("secret", encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def address(folder):
    with server.serving(folder) as found:
        yield found


def get(address: str, **headers: str):
    try:
        return urllib.request.urlopen(urllib.request.Request(address, headers={name.replace("_", "-"): value for name, value in headers.items()}), timeout=10)
    except HTTPError as answer:
        return answer


def test_every_answer_has_the_headers(address):
    """Catch a page, a file or an error that a browser takes without the policy."""
    for name in ("", "index.html", "_static/a.wasm", "nowhere/at/all"):
        answer = get(address + name)
        assert {key: answer.headers[key] for key in HEADERS} == HEADERS, name
    assert get(address + "_static/a.wasm").headers["Content-Type"] == "application/wasm"
    assert get(address + "_static/a.mjs").headers["Content-Type"].startswith("text/javascript")


def test_text_is_compressed_for_who_takes_it(address, folder):
    """Catch a test of weight that weighs what no reader gets."""
    whole = (folder / "index.html").read_bytes()
    packed = get(address, Accept_Encoding="gzip")
    body = packed.read()
    assert packed.headers["Content-Encoding"] == "gzip" and len(body) < len(whole) / 5 and gzip.decompress(body) == whole
    assert get(address).headers["Content-Encoding"] is None and get(address).read() == whole


def test_what_is_missing_or_outside_is_answered_with_the_404_page(address):
    """Catch a missing page answered with success, and a file beside the site handed out."""
    for name in ("absent.html", "a/b/c.html", "../secret.txt", "%2e%2e/secret.txt"):
        answer = get(address + name)
        assert (answer.status, answer.read()) == (404, b"nothing here"), name


def test_a_version_in_the_address_is_kept_and_a_page_is_asked_for_again():
    """Catch an edition that readers do not see, and a stylesheet that is fetched at every page."""
    assert cache_control("/_static/ledger.css?v=12ab") == "public, max-age=31536000, immutable"
    assert cache_control(f"/_static/{pyodide.address()}/pyodide.mjs") == "public, max-age=31536000, immutable"
    assert {cache_control(address) for address in ("/index.html", "/_static/ledger.css", "/figures/a.svg?v=1")} == {"no-cache"}


def test_readme_and_headers_file_name_the_headers_of_the_tests():
    """Catch a policy in the README or for a host that nothing was tested under."""
    readme = (paths.ROOT / "README.md").read_text(encoding="utf-8")
    for name, value in HEADERS.items():
        assert f"    {name}: {value}\n" in readme and f"\n  {name}: {value}\n" in headers_file()
    assert f"\n/_static/{pyodide.address()}/*\n  Cache-Control: public" in headers_file()
    assert not re.search(r"'unsafe-eval'|script-src[^;]*'unsafe-inline'|\*|https?:", POLICY)


def test_bad_folder_or_port_is_refused(tmp_path, capsys, folder):
    """Catch a traceback where a sentence would do."""
    assert server.main(str(tmp_path)) == 2
    assert server.main(str(folder), "eighty") == 2 and server.main(str(folder), "99999") == 2
    assert [line.split(": ")[-1] for line in capsys.readouterr().err.splitlines()] == ["there is no site here; run 'make book'", *["a port is a number from 0 to 65535"] * 2]


def test_a_reader_who_leaves_is_no_error(tmp_path, capfd):
    """Catch a page of traceback on the terminal for a tab that was closed."""
    (tmp_path / "index.html").write_text("front", encoding="utf-8")
    (tmp_path / "large.bin").write_bytes(bytes(50_000_000))
    with server.serving(tmp_path) as found:
        threads = threading.active_count()
        host, port = urlsplit(found).hostname, urlsplit(found).port
        with socket.create_connection((host, port)) as leaving:
            leaving.sendall(b"GET /large.bin HTTP/1.1\r\nHost: here\r\n\r\n")
            assert leaving.recv(1000).startswith(b"HTTP/1.1 200")
        assert get(found).read() == b"front"
        # The thread that was sending learns of it a moment later.
        for _ in range(100):
            if threading.active_count() <= threads:
                break
            time.sleep(0.05)
    assert capfd.readouterr().err == ""
