"""What the shipped rule files hold, kept as JSON under the user's cache folder: YAML takes ten times as long.

    $XDG_CACHE_HOME (or ~/.cache) / slacheck / VERSION / DIGEST.json

An entry is named by the digest of the file's bytes, so that it cannot be stale, and begins with the digest of its
own text, so that it cannot be damaged unseen. Whatever fails here means that the YAML is read. `SLACHECK_NO_CACHE`,
set to anything, switches it off.
"""

from __future__ import annotations

import json
import os
import tempfile
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from slacheck import __version__
from slacheck.source.recalled import Recalled
from slacheck.source.yaml import read

if TYPE_CHECKING:
    from slacheck.source.node import Node, Value
    from slacheck.source.span import Source


def read_once(source: Source) -> Node:
    """The document of a file; from the cache, if the same bytes were read before."""
    folder = cache_folder()
    if folder is None:
        return read(source)
    entry = folder / f"{source.sha256}.json"
    try:
        return Recalled(source, _recall(entry), lambda: read(source))
    except (OSError, ValueError):
        node = read(source)
        _keep(entry, node.value)
        return node


def cache_folder() -> Path | None:
    """Where entries are kept; none where nothing is to be kept."""
    if os.environ.get("SLACHECK_NO_CACHE"):
        return None
    # A relative path is to be ignored, says the XDG Base Directory Specification.
    named, home = os.environ.get("XDG_CACHE_HOME", ""), os.environ.get("HOME", "")
    base = next((path for path in (Path(named), Path(home, ".cache")) if path.is_absolute()), None)
    return None if base is None else base / "slacheck" / __version__


def _recall(entry: Path) -> Value:
    """The value of an entry; raises ValueError for a damaged one."""
    digest, _, text = entry.read_bytes().partition(b"\n")
    if digest.decode() != sha256(text).hexdigest():
        raise ValueError(entry)
    value: Value = json.loads(text, parse_float=Decimal)
    return value


def _keep(entry: Path, value: Value) -> None:
    """Write an entry, whole or not at all."""
    try:
        text = _json(value).encode()
        entry.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=entry.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(sha256(text).hexdigest().encode() + b"\n" + text)
            Path(draft).replace(entry)
        finally:
            Path(draft).unlink(missing_ok=True)
    except (OSError, ValueError):
        return


def _json(value: Value) -> str:
    """A value as JSON, exactly; raises ValueError for a decimal that JSON would read as a whole number."""
    match value:
        case dict():
            return "{" + ",".join(f"{json.dumps(key)}:{_json(item)}" for key, item in value.items()) + "}"
        case list():
            return "[" + ",".join(map(_json, value)) + "]"
        case Decimal():
            text = str(value)
            if "." not in text and "E" not in text:
                raise ValueError(text)
            return text
        case _:
            return json.dumps(value, ensure_ascii=False)
