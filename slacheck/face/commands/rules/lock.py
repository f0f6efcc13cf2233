"""`slacheck rules lock`: write down to the byte by which rules contracts are checked, or see what changed since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from slacheck.face.commands.check import add_values, wanted
from slacheck.face.commands.rules import add_packs
from slacheck.face.config import add_config
from slacheck.face.console import deliver, note
from slacheck.face.files import read_source
from slacheck.face.library import shipped
from slacheck.face.locking import LOCK_FILE, discover
from slacheck.face.selection import select
from slacheck.face.status import CLEAN, GAPS
from slacheck.report.words import counted
from slacheck.rule.lock import Lock, LockedPack, differences, read_lock, render_lock
from slacheck.source.excerpt import visible
from slacheck.source.yaml import read

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from slacheck.face.commands.check import Subparsers
    from slacheck.face.library import Library
    from slacheck.rule.model import Pack


def add(actions: Subparsers) -> None:
    """Declare the action."""
    action = actions.add_parser(
        "lock",
        help="lock the packs that are used",
        description=f"Write {LOCK_FILE}: the digests of the packs, of the taxonomy and of the references. While it is "
        "there, a check by other rules fails.",
    )
    add_packs(action)
    add_values(action)
    add_config(action)
    action.add_argument(
        "--check",
        action="store_true",
        help="write nothing; exit with 1 and the changes if the lock is out of date",
    )
    action.add_argument("--output", "-o", metavar="FILE", help=f"the lock ({LOCK_FILE})")


def run(arguments: argparse.Namespace) -> int:
    """Write the lock, or compare it."""
    library = shipped()
    packs = select(wanted(arguments), library)
    made = _lock(library, packs)
    settings = arguments.settings
    said = settings.value("lock") if settings is not None else None
    named = arguments.output or (settings.place(said) if said else None)
    if arguments.check:
        return _compare(made, named)
    target = named or LOCK_FILE
    deliver(render_lock(made), target)
    if target != "-":
        note(f"slacheck: wrote {visible(target)}: {counted(len(packs), 'pack', 'packs')}")
    return CLEAN


def _lock(library: Library, packs: Iterable[Pack]) -> Lock:
    locked = {pack.id: LockedPack(pack.id, pack.version, pack.language, pack.files) for pack in packs}
    return Lock(library.taxonomy_sha256, library.references_sha256, locked)


def _compare(made: Lock, named: str | None) -> int:
    """0 if the lock holds what would be written now, else 1, with what differs on stdout."""
    path = named or discover() or LOCK_FILE
    if named is None and not Path(path).exists():
        deliver(f"there is no {LOCK_FILE} in this folder or above\n", None)
        return GAPS
    lines = list(differences(read_lock(read(read_source(path))), made))
    deliver("".join(f"{visible(line)}\n" for line in lines), None)
    if lines:
        note(
            f"slacheck: {visible(path)} is out of date; look at what changed, then run `slacheck rules lock`"
        )
        return GAPS
    note(f"slacheck: {visible(path)} is up to date: {counted(len(made.packs), 'pack', 'packs')}")
    return CLEAN
