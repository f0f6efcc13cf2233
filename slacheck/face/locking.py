"""The lock in force: the file that is named, or the nearest `slacheck.lock`.

Without a name, `slacheck.lock` is looked for in the current folder and in those above it, up to the first one that
holds a `.git`; not beside the contracts: who checks decides by which rules, not who sends a contract. A lock that is
there and cannot be read is an error, and there is no way to leave one out but to take it away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.face.files import nearest_above, read_source
from slacheck.rule.lock import Lock, base_problems, read_lock
from slacheck.source.problem import Unreadable
from slacheck.source.yaml import read

if TYPE_CHECKING:
    import argparse

    from slacheck.face.library import Library

LOCK_FILE = "slacheck.lock"


def add_lock(command: argparse.ArgumentParser) -> None:
    """Declare the argument that names a lock."""
    command.add_argument(
        "--lock",
        metavar="FILE",
        help=f"use only the rules that this lock holds (the nearest {LOCK_FILE}, in this folder or above)",
    )


def lock_in_force(named: str | None) -> Lock | None:
    """The lock that a check must hold to; raises `Unreadable` for one that cannot be read."""
    path = discover() if named is None else named
    return None if path is None else read_lock(read(read_source(path)))


def discover() -> str | None:
    """The nearest lock, in the current folder or above it; none where there is none."""
    return nearest_above(LOCK_FILE)


def hold_base(lock: Lock | None, library: Library) -> None:
    """Raises `Unreadable` if the taxonomy or the references are not those of the lock."""
    if lock is not None:
        problems = list(base_problems(lock, library.taxonomy_sha256, library.references_sha256))
        if problems:
            raise Unreadable(problems)
