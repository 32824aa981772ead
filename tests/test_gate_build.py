"""The gate over the build itself: a warning of any page stops it, and every one is told."""

from __future__ import annotations

import pytest

from alliance import book, runner
from alliance.errors import RunFailed
from alliance.record import baseline

STEM = "cost_sharing"


def test_warnings_stop_the_build_and_are_all_told(tmp_path, monkeypatch):
    """Catch a warning that scrolls by: a link to no page, and a heading that skips a level, on two pages."""
    record = baseline([STEM])
    notebooks = runner.run_notebooks(record, report=lambda line: None)
    original = book.lay_out

    def with_faults(*arguments, **options):
        original(*arguments, **options)
        source = arguments[2]
        for name, fault in {"index.md": "\n[more](book/nowhere.md)\n", "book/method.md": "\n#### Too deep\n"}.items():
            with (source / name).open("a", encoding="utf-8") as file:
                file.write(fault)

    monkeypatch.setattr(book, "lay_out", with_faults)
    with pytest.raises(RunFailed) as failed:
        book.build_site(record, notebooks, tmp_path / "html", report=lambda line: None)
    told = str(failed.value).splitlines()
    assert [line for line in told if "index.md" in line and "nowhere" in line]
    assert [line for line in told if "method.md" in line and "level" in line]
    assert not (tmp_path / "html").exists()
