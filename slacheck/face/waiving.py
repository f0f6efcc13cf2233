"""The waivers in force: those of the file that is named, or of the nearest `slacheck-waivers.yaml`.

It is looked for as the lock is: in the current folder and those above it up to the first that holds a `.git`, and not
beside the contracts: who sends a contract does not waive its gaps. With `--waivers-from REV` the waivers of another
revision are in force, so that a change to a contract cannot bring its own waivers; those that only the working tree
holds are findings. A file that is there and cannot be read is an error.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from slacheck.face.console import note
from slacheck.face.files import folders_above, nearest_above, read_source
from slacheck.face.library import UnknownName
from slacheck.quantity import Duration, QuantityError
from slacheck.source.excerpt import visible

if TYPE_CHECKING:
    from slacheck.audit.record import Record
    from slacheck.audit.register import Register
    from slacheck.audit.run import Terms
    from slacheck.face.revision import Revision
    from slacheck.source.span import Source

WAIVERS_FILE = "slacheck-waivers.yaml"


def add_waivers(command: argparse.ArgumentParser) -> None:
    """Declare the arguments that say which waivers are in force."""
    command.add_argument(
        "--waivers",
        metavar="FILE",
        help=f"the accepted risks (the nearest {WAIVERS_FILE}, in this folder or above)",
    )
    command.add_argument(
        "--waivers-from",
        metavar="REV",
        help="take that file from this git revision, so that a change cannot waive itself",
    )
    add_longest(command)


def add_longest(command: argparse.ArgumentParser) -> None:
    """Declare the argument that bounds waivers in time."""
    command.add_argument(
        "--longest-waiver",
        type=_duration,
        default=Duration(months=12),
        metavar="DURATION",
        help="how long a waiver may hold (P1Y)",
    )


def _duration(text: str) -> Duration:
    try:
        return Duration.parse(text)
    except QuantityError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def register_in_force(named: str | None, revision: str | None) -> Register | None:
    """The waivers that count; raises `Unreadable` for a file that is none, `UnknownName` for what is not there."""
    path = nearest_above(WAIVERS_FILE) if named is None else named
    if revision is not None:
        return _approved(path, revision, named=named is not None)
    return None if path is None else _read(read_source(path))


def _read(source: Source) -> Register:
    from slacheck.audit.register import read_register
    from slacheck.source.yaml import read

    return read_register(read(source))


def _approved(path: str | None, name: str, *, named: bool) -> Register | None:
    """The waivers of a revision, together with those that are only proposed."""
    from slacheck.face.revision import Revision

    own = Path(path) if path is not None else None
    if named and own is not None:
        revision = Revision(name, own.absolute().parent)
        source = _committed(revision, revision.folder, own)
        if source is None:
            raise UnknownName(f"`{name}` holds no file `{visible(str(own))}`")
    else:
        revision = Revision(name, Path.cwd())
        source = _nearest(revision)
    approved = None if source is None else _read(source)
    if approved is None:
        note(f"slacheck: `{name}` holds no {WAIVERS_FILE}: nothing is waived")
    if own is None or not os.path.lexists(own):
        return approved
    proposed = _read(read_source(str(own)))
    if approved is None:
        return proposed._replace(entries=(), flawed=(), proposed=proposed.entries)
    known = [one.node.value for one in approved.entries]
    return approved._replace(proposed=tuple(one for one in proposed.entries if one.node.value not in known))


def _nearest(revision: Revision) -> Source | None:
    for folder in folders_above():
        path = Path(os.path.relpath(folder / WAIVERS_FILE, Path.cwd()))
        source = _committed(revision, folder, path)
        if source is not None:
            return source
    return None


def _committed(revision: Revision, folder: Path, path: Path) -> Source | None:
    from slacheck.source.text import decode

    data = revision.read(folder, path.name)
    shown = path.as_posix()
    return None if data is None else decode(f"{revision.name}:{shown}", data)


def add_baseline(command: argparse.ArgumentParser) -> None:
    """Declare the argument that names the known findings."""
    command.add_argument(
        "--baseline",
        metavar="FILE",
        help="findings that are known and do not count (`slacheck baseline write`)",
    )


def record_in_force(path: str | None) -> Record | None:
    """The known findings of a file; raises `Unreadable` for one that cannot be read."""
    if path is None:
        return None
    from slacheck.audit.record import read_record
    from slacheck.source.yaml import read

    return read_record(read(read_source(path)))


def governed(terms: Terms, arguments: argparse.Namespace) -> Terms:
    """The terms of a check with the waivers and the known findings that the command line, or the folder, names."""
    register = register_in_force(arguments.waivers, arguments.waivers_from)
    return terms._replace(
        register=register,
        digests=register is not None,
        longest=arguments.longest_waiver,
        record=record_in_force(arguments.baseline),
    )
