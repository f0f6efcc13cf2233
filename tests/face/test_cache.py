"""The cache of the shipped rule files: fast when it is there, and nothing but fast."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from slacheck import __version__
from slacheck.face.cache import cache_folder, read_once
from slacheck.source.recalled import Recalled
from slacheck.source.yaml import decode, read

if TYPE_CHECKING:
    from pathlib import Path

RULE = b"""\
amounts: [1.50, 0.10, -0.0, 1e3, 12345678901234567890, 007]
words: [NO, "true", "", "d\xc3\xa9j\xc3\xa0 vu \xe2\x80\x93 \xf0\x9f\x94\x92", 'a "quoted" one']
others: {yes: true, no: false, none: ~}
"""


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    """The folder of an empty cache of this test's own."""
    monkeypatch.delenv("SLACHECK_NO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "slacheck" / __version__


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


def typed(value: object) -> object:
    """A value in which numbers that are merely equal differ."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    return [typed(item) for item in value] if isinstance(value, list) else (type(value), str(value))


def test_the_second_reading_comes_from_the_cache(cache):
    """One entry stands there after the first, named by the digest of the bytes."""
    source = decode("rule.yaml", RULE)
    assert not isinstance(read_once(source), Recalled)
    assert [entry.name for entry in entries(cache)] == [f"{source.sha256}.json"]
    assert isinstance(read_once(source), Recalled)


def test_values_return_exactly(cache):
    """Every type of value is again what it was, decimals to the last zero."""
    source = decode("rule.yaml", RULE)
    read_once(source)
    assert typed(read_once(source).value) == typed(read(source).value)
    assert read_once(source).value["amounts"][0].as_tuple() == Decimal("1.50").as_tuple()


@pytest.mark.parametrize("data", [b"a: !!float 5\n", b"a: .inf\n"])
def test_what_json_cannot_say_is_not_kept(cache, data):
    """A decimal without a point, or without end, is read from the YAML each time."""
    source = decode("rule.yaml", data)
    assert [read_once(source).value, read_once(source).value] == [read(source).value] * 2
    assert entries(cache) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-9],
        lambda data: data.replace(b"1.50", b"1.60"),
        lambda data: b"\xff\xfe" + data,
        lambda data: b"{}",
    ],
    ids=["empty", "cut", "changed", "no text", "without digest"],
)
def test_a_damaged_entry_is_as_good_as_none(cache, damage):
    """The YAML is read, and the entry written anew."""
    source = decode("rule.yaml", RULE)
    read_once(source)
    (entry,) = entries(cache)
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    assert read_once(source).value == read(source).value
    assert entry.read_bytes() == whole


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path, monkeypatch):
    """Where a file stands in the way of the folder, nothing is kept and nothing is said."""
    monkeypatch.delenv("SLACHECK_NO_CACHE", raising=False)
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    source = decode("rule.yaml", RULE)
    assert read_once(source).value == read_once(source).value == read(source).value


def test_a_changed_file_is_read_anew(cache):
    """Other bytes are another entry."""
    read_once(decode("rule.yaml", b"severity: error\n"))
    assert read_once(decode("rule.yaml", b"severity: info\n")).value == {"severity": "info"}
    assert len(entries(cache)) == 2


def test_an_unreadable_file_leaves_nothing(cache):
    """Its problems are found again each time."""
    source = decode("rule.yaml", b"a: 1\na: 2\n")
    for _ in range(2):
        with pytest.raises(Exception, match="already given on line 1"):
            read_once(source)
    assert entries(cache) == []


@pytest.mark.parametrize(
    ("variables", "below"),
    [
        ({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, "/x"),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/h"}, "/h/.cache"),
        ({"HOME": "/h"}, "/h/.cache"),
        ({}, None),
        ({"XDG_CACHE_HOME": "/x", "SLACHECK_NO_CACHE": "1"}, None),
    ],
)
def test_where_entries_are_kept(monkeypatch, variables, below):
    """In the user's cache folder; nowhere without one, or when the user wants none."""
    for name in ("XDG_CACHE_HOME", "HOME", "SLACHECK_NO_CACHE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    folder = cache_folder()
    assert (None if folder is None else folder.as_posix()) == (
        None if below is None else f"{below}/slacheck/{__version__}"
    )


def test_a_report_is_the_same_with_and_without_the_cache(run, good, cache, monkeypatch):
    """Filling the cache, using it and doing without it give the same bytes."""
    words = ("check", good, "--pack", "baseline", "--format", "json", "--today", "2026-11-22")
    filling, using = run(*words), run(*words)
    assert entries(cache)
    monkeypatch.setenv("SLACHECK_NO_CACHE", "1")
    assert filling == using == run(*words)


def test_a_pack_of_ones_own_is_not_cached(run, good, pack, cache, monkeypatch):
    """It changes, and each of its versions would stay."""
    from tests.face.conftest import FINDS, PASSES

    run("check", good, "--pack", pack(PASSES))
    shipped = entries(cache)
    run("check", good, "--pack", pack(PASSES, FINDS))
    assert entries(cache) == shipped
