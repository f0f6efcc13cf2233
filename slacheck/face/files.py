"""Finding, reading and writing files: the only module that touches a disk."""

from __future__ import annotations

import os
import stat
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from slacheck.source.limits import DEFAULT
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.span import Source, Span
from slacheck.source.text import decode, oversized

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENDINGS = (".yaml", ".yml")


class Candidate(NamedTuple):
    """A file that may hold a contract."""

    path: str
    named: bool
    """Whether the user named it; otherwise it was found in a folder, beside files of other kinds."""
    unsorted: bool = False
    """Whether a program named it among files of any kind, such as all those of a commit."""


def candidates(paths: Iterable[str]) -> list[Candidate]:
    """The files to look at, each once, in a stable order. Raises `FileNotFoundError` for a path that is not there."""
    found: dict[str, Candidate] = {}
    for path in paths:
        if Path(path).is_dir():
            for inner in _yaml_files(path):
                found.setdefault(os.path.normpath(inner), Candidate(inner, named=False))
        elif Path(path).exists():
            found[os.path.normpath(path)] = Candidate(path, named=True)
        else:
            raise FileNotFoundError(path)
    return list(found.values())


def _yaml_files(folder: str) -> Iterator[str]:
    for root, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.endswith(ENDINGS) and not name.startswith("."):
                yield str(Path(root, name))


def nearest(name: str) -> Path | None:
    """A file of this name in the current folder or above it, up to the first one that holds a `.git`."""
    return next((folder / name for folder in folders_above() if os.path.lexists(folder / name)), None)


def seen_from_here(path: Path) -> str:
    """A path as a reader in the current folder would write it."""
    return os.path.relpath(path).replace(os.sep, "/")


def stray_files(folder: str) -> list[str]:
    """The YAML files of a folder that are not `NAME.yaml` directly in it, in order.

    Hidden folders are left out, and folders with a `pack.yaml` of their own: they are packs of their own. Folders
    behind a link are looked into, each once.
    """
    found: list[str] = []
    seen: set[str] = set()
    for root, folders, files in os.walk(folder, onerror=_refuse, followlinks=True):
        real = os.path.realpath(root)
        if real in seen or (root != folder and "pack.yaml" in files):
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            str(Path(root, name))
            for name in sorted(files)
            if name.lower().endswith(ENDINGS)
            and not name.startswith(".")
            and (root != folder or not name.endswith(".yaml"))
        ]
    return found


def _refuse(error: OSError) -> NoReturn:
    """A folder that cannot be listed may hold the one contract that has gaps."""
    raise error


def is_file(path: Path) -> bool:
    """Whether a file is there; a name that no file can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def folders_above() -> Iterator[Path]:
    """The current folder and those above it, up to the first one that holds a `.git`."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        yield folder
        if os.path.lexists(folder / ".git"):
            return


def nearest_above(name: str) -> str | None:
    """The nearest file of a name in those folders, be it a link to nowhere; none where there is none."""
    path = nearest(name)
    return None if path is None else os.path.relpath(path)


def read_source(path: str) -> Source:
    """The text of a file under the name that the user gave; raises `Unreadable` for what is no text, or too large."""
    name = path.replace(os.sep, "/").removeprefix("./")
    try:
        size = Path(path).stat().st_size
        if size > DEFAULT.bytes:
            raise Unreadable([oversized(Source(name, "", ""), size, DEFAULT)])
        with Path(path).open("rb") as file:
            return decode(name, file.read(DEFAULT.bytes + 1))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Unreadable([Problem(f"cannot be read: {reason}", Span(Source(name, "", ""), 0, 0))]) from error


def mentions(path: str, words: Iterable[bytes]) -> bool:
    """Whether a file, in whatever encoding of Unicode, holds one of these words; what cannot be opened may."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(DEFAULT.bytes + 1).replace(b"\0", b"")
    except OSError:
        return True
    return any(word in data for word in words)


def write_whole(path: str, data: bytes) -> None:
    """Write a file completely or not at all: the old one stays whole until the new one is on the disk.

    A device or a pipe is written to, not replaced.
    """
    target = Path(path)
    if target.exists() and not target.is_file():
        with target.open("wb") as file:
            file.write(data)
        return
    try:
        handle, draft = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(draft).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask)
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def append_whole(path: str, data: bytes) -> None:
    """Write at the end of a file, completely or not at all; a file that is not there is made."""
    # Unbuffered: what a buffer still held would be written when the file is closed, after it was cut.
    with Path(path).open("ab", buffering=0) as file:
        before = os.fstat(file.fileno())
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[file.write(rest) :]
        except OSError:
            if stat.S_ISREG(before.st_mode):
                os.ftruncate(file.fileno(), before.st_size)
            raise


def size_of(path: str) -> int:
    """The bytes of a file; none where there is none."""
    return Path(path).stat().st_size if is_file(Path(path)) else 0


def working_folder() -> str:
    """The folder in which slacheck was started, with forward slashes."""
    return Path.cwd().as_posix()


@cache
def shipped_rules() -> Path:
    """The folder of rules: inside the installed package, or in the checkout beside it."""
    here = Path(__file__).resolve().parents[1]
    inside = here / "_data" / "rules"
    return inside if inside.is_dir() else here.parent / "rules"
