"""Small files read: what is refused, with the file named, and what is taken as typed."""

from __future__ import annotations

import pytest

from alliance import paths
from alliance.errors import Refusal, nearest
from alliance.textfile import read_text, read_yaml


def refused(path, read=read_yaml) -> str:
    with pytest.raises(Refusal) as caught:
        read(path)
    assert len(caught.value.problems) == 1
    line = str(caught.value.problems[0])
    assert line.startswith(f"{paths.shown(path)}: ")
    return line


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        ("a: Größe".encode("latin-1"), "is not UTF-8: byte 5 is 0xf6"),
        ("a: 1".encode("utf-16"), "is not UTF-8: byte 0 is 0xff"),
    ],
)
def test_refuses_bytes(tmp_path, content, rule):
    """Catch an empty or wrongly encoded file that is read as if it held something."""
    path = tmp_path / "file.yml"
    path.write_bytes(content)
    assert rule in refused(path, read_text)


def test_refuses_missing_file_and_directory(tmp_path):
    """Catch a wrong path that ends in a traceback of the operating system."""
    assert "there is no such file" in refused(tmp_path / "none.yml")
    assert "is a directory, not a file" in refused(tmp_path)


def test_byte_order_mark_just_works(tmp_path):
    """Catch a mark of a Windows editor that becomes part of the first name."""
    path = tmp_path / "file.yml"
    path.write_bytes(b"\xef\xbb\xbfname: value\n")
    assert read_yaml(path) == {"name": "value"}


@pytest.mark.parametrize("typed", ["0123", "1_000", "12:30", "0x10", "1e3", "2026-01-01", ".inf", "1,400"])
def test_scalars_stay_as_typed(tmp_path, typed):
    """Catch YAML's own reading of a scalar: 0123 as 83, 1_000 as 1000, 12:30 as 750."""
    path = tmp_path / "file.yml"
    path.write_text(f"set:\n  x: {typed}\n", encoding="utf-8")
    assert read_yaml(path)["set"]["x"] == typed


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a: 1\nb: 2\na: 3\n", "'a' is given twice, on lines 1 and 3"),
        ("set:\n  x: 1\n\n  x: 1\n", "'x' is given twice, on lines 2 and 4"),
        ("- a\n- b\n", "holds a list where names and values were expected"),
        ("only words\n", "holds a single value"),
        ("# nothing\n", "holds nothing"),
        ("a: [1, 2\n", "line 2: "),
        ("a: 1\n\tb: 2\n", "line 2: "),
        ("a: !!python/object/apply:os.getcwd []\n", "line 1: "),
        ("a: *nowhere\n", "line 1: "),
        ("a: 1\n---\nb: 2\n", "line 2: "),
        ("a: \x00\n", "is not YAML"),
    ],
)
def test_refuses_yaml(tmp_path, text, rule):
    """Catch a file that is not one mapping with each name once, and a tag that would run code."""
    path = tmp_path / "file.yml"
    path.write_text(text, encoding="utf-8")
    assert rule in refused(path)


def test_refuses_a_name_that_is_a_list(tmp_path):
    """Catch a name that is no text and ends in a traceback."""
    path = tmp_path / "file.yml"
    path.write_text("? [a, b]\n: 1\n", encoding="utf-8")
    refused(path)


@pytest.mark.parametrize(
    ("name", "known", "says"),
    [
        ("krw_usd", ["krw_per_usd", "cap_pct"], "; did you mean 'krw_per_usd'?"),
        ("zzz", ["b", "a"], "; there are a, b"),
        ("zzz", [f"name_{number}" for number in range(13)], ""),
    ],
)
def test_nearest_name(name, known, says):
    """Catch a hint that names nothing near, or a list too long to read."""
    assert nearest(name, known) == says


def test_yaml_that_was_read_before_says_the_same(tmp_path, monkeypatch):
    """Catch a kept reading that is another one: names that are true or false, text that looks like a number, an order that is lost."""
    monkeypatch.setattr(paths, "CACHE", tmp_path / "cache")
    path = tmp_path / "a.yml"
    for text, kept in (("b: 0123\na: [1_000, null, true, 12:30]\n", 1), ("true: yes\n", 0)):
        path.write_text(text, encoding="utf-8")
        first = read_yaml(path)
        assert list(first.items()) == list(read_yaml(path).items())
        assert [type(key) for key in first] == [type(key) for key in read_yaml(path)]
        assert len(list((tmp_path / "cache").rglob("*.json"))) == kept
        for file in (tmp_path / "cache").rglob("*.json"):
            file.write_text("half of a li", encoding="utf-8")
            assert read_yaml(path) == first
            file.unlink()
