"""The files of another commit, read from git without touching the working tree."""

from __future__ import annotations

import io
import subprocess
import tarfile
from contextlib import suppress

from alliance import paths
from alliance.errors import Problem, Refusal, nearest


def commit(revision: str) -> str:
    """Return the full name of the commit that a revision stands for. Raises Refusal for an unknown one, and outside a git repository."""
    if _git("rev-parse", "--is-inside-work-tree").returncode != 0:
        raise Refusal([Problem("alliance diff", f"{paths.ROOT.name} is not a git repository, so there is no other commit to compare with")])
    found = _git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode != 0:
        names = _git("for-each-ref", "--format=%(refname:short)").stdout.decode(errors="replace").split()
        shallow = _git("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        depth = "; this clone is shallow: fetch more with 'git fetch --unshallow'" if shallow else ""
        raise Refusal([Problem("REV", f"'{revision}' names no commit here{nearest(revision, ['HEAD', *names])}{depth}")])
    return found.stdout.decode().strip()


def files(name: str) -> dict[str, str]:
    """Return the text files of the book's data, notebooks and records in a commit, by path. Raises Refusal where it holds no such book."""
    found = {}
    # A commit without a file gives an archive that is none.
    with suppress(tarfile.ReadError), tarfile.open(fileobj=io.BytesIO(_git("archive", "--format=tar", name).stdout)) as tar:
        for member in tar:
            if member.isfile() and member.name.startswith(("data/", "notebooks/", "tests/expected/")):
                found[member.name] = tar.extractfile(member).read().decode("utf-8-sig", errors="replace")
    if paths.shown(paths.EXPECTED / "headlines.csv") not in found:
        raise Refusal([Problem("REV", f"{name[:12]} records no headlines in tests/expected: it is no commit of this book")])
    return found


def _git(*arguments: str) -> subprocess.CompletedProcess:
    try:
        return subprocess.run(["git", "-C", str(paths.ROOT), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise Refusal([Problem("alliance diff", "git is not installed, and other commits cannot be read without it")]) from None
