"""Where a file lies, as other programs want to hear it: a path from the working folder, or a URI (RFC 3986)."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import NamedTuple

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_DRIVE = re.compile(r"[A-Za-z]:(?=/)")
_MEMO = 1024


class Address(NamedTuple):
    """A URI reference."""

    uri: str
    within: bool
    """Whether it counts from the working folder; otherwise it is absolute, or leads out of an unknown folder."""


@lru_cache(_MEMO)
def relative(name: str, root: str) -> str:
    """The path of a file from the working folder; absolute where the file lies outside of it."""
    path = posixpath.normpath(name)
    if not _is_absolute(path):
        if not root or not path.startswith("../"):
            return path
        path = posixpath.normpath(posixpath.join(root, path))
    folder = posixpath.normpath(root).rstrip("/") if root else ""
    if root and path.startswith(f"{folder}/"):
        return path[len(folder) + 1 :]
    return path


@lru_cache(_MEMO)
def address(name: str, root: str) -> Address:
    """The same as a URI: what is no plain letter, digit or mark is percent-encoded, by the bytes of the name."""
    path = relative(name, root)
    if not _is_absolute(path):
        return Address(_encoded(path), not path.startswith("../"))
    drive = _DRIVE.match(path)
    if drive:
        return Address(f"file:///{drive[0]}{_encoded(path[drive.end() :])}", within=False)
    return Address(f"file:///{_encoded(path.lstrip('/'))}", within=False)


def _is_absolute(path: str) -> bool:
    return path.startswith("/") or _DRIVE.match(path) is not None


def _encoded(path: str) -> str:
    return "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in _bytes(path))


def _bytes(path: str) -> bytes:
    """The bytes of a name on the disk; half a surrogate pair that no disk has is encoded all the same."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")
