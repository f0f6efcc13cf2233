"""One version of a contract: a file, or `REV:PATH` as git keeps it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from slacheck.contract.read import is_contract, read_contract
from slacheck.face.files import read_source
from slacheck.source.limits import DEFAULT
from slacheck.source.problem import Problem, Unreadable, quoted
from slacheck.source.span import Source, Span
from slacheck.source.text import decode, oversized
from slacheck.source.yaml import documents

if TYPE_CHECKING:
    from slacheck.contract.read import Reading
    from slacheck.contract.taxonomy import Taxonomy

GIT = ("git", "--no-pager", "cat-file")
SECONDS = 30
"""So long may git take."""


def read_version(name: str, taxonomy: Taxonomy) -> Reading:
    """The one contract that a file, or `REV:PATH`, holds. Raises `Unreadable`; `FileNotFoundError` for no file."""
    source = read_source(name) if _is_file(name) else _from_git(name)
    nodes = documents(source)
    ours = [node for node in nodes if is_contract(node)] or nodes
    if len(ours) != 1:
        what = f"the file holds {len(ours)} contracts" if ours else "the file holds no contract"
        raise Unreadable([Problem(what, Span(source, 0, 0), "one contract is compared with one")])
    return read_contract(ours[0], taxonomy)


def _is_file(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


def _from_git(name: str) -> Source:
    """What git keeps under `REV:PATH`; the path counts from the root of the repository, or from here with `./`."""
    revision, colon, path = name.partition(":")
    if not colon or not revision or not path or revision.startswith("-"):
        raise FileNotFoundError(name)
    size = _git("-s", name, name).decode("ascii", "replace").strip()
    if size.isdigit() and int(size) > DEFAULT.bytes:
        raise Unreadable([oversized(Source(name, "", ""), int(size), DEFAULT)])
    return decode(name, _git("blob", name, name))


def _git(mode: str, spec: str, name: str) -> bytes:
    """The answer of git to a question that changes nothing and asks no other machine."""
    try:
        ran = subprocess.run(  # noqa: S603 - no shell; the name cannot be taken for an option
            [*GIT, mode, spec],
            capture_output=True,
            check=False,
            timeout=SECONDS,
            stdin=subprocess.DEVNULL,
            env=_environment(),
        )
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise _unreadable(name, "git cannot be run") from error
    if ran.returncode:
        said = ran.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _unreadable(name, said[-1].removeprefix("fatal: ") if said else "git does not know it")
    return ran.stdout


def _environment() -> dict[str, str]:
    return {**os.environ, "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def _unreadable(name: str, why: str) -> Unreadable:
    place = Span(Source(name, "", ""), 0, 0)
    return Unreadable([Problem(f"cannot be read from git: {quoted(why)}", place)])
