"""The memory of a sweep does not grow with the number of its runs."""

from __future__ import annotations

import re
import subprocess
import sys

from sweep_folders import ALLIANCE

#: The peak of a process and of its largest child, in kB, told by a wrapper that runs one command.
_WRAPPER = "import resource, subprocess, sys; done = subprocess.run(sys.argv[1:]); print('peak', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(done.returncode)"


def peak(runs: int, folder) -> int:
    """Return the peak resident memory in kB of the command or of one of its workers, whichever is larger."""
    words = [ALLIANCE, "sweep", "cost_sharing", "--draws", str(runs), "--jobs", "2", "--output", folder]
    done = subprocess.run([sys.executable, "-c", _WRAPPER, *map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return int(re.search(r"peak (\d+)", done.stdout).group(1))


def test_ten_times_the_runs_take_the_same_memory(tmp_path):
    """Catch rows, draws or results that are held until the end: ten times the rows would be 13 MB more as text alone, and several times that as objects."""
    few, many = peak(1000, tmp_path / "few"), peak(10_000, tmp_path / "many")
    assert many < 1.15 * few, (few, many)
