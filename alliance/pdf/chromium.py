"""The browser of the machine: which one it is, and how it is started so that it reaches nothing beyond this machine."""

from __future__ import annotations

import os
import shutil

#: Where a Chromium stands that is not on the path.
VARIABLE = "ALLIANCE_CHROMIUM"
HOW_TO_GET = f"install Chromium (Debian, Ubuntu: apt-get install chromium) or set {VARIABLE} to one"


def chromium() -> str | None:
    """Return the browser to use: the one named by ALLIANCE_CHROMIUM, or the system's; None where there is none."""
    named = os.environ.get(VARIABLE)
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def arguments() -> list[str]:
    """Return what Chromium is started with: no name but this machine's resolves; its sandbox stays on but for root, for whom it cannot be."""
    offline = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    return [*offline, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else offline
