"""The packs that an action of `slacheck rules` is about: those that are named, or all that are shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slacheck.face.library import Library
    from slacheck.rule.model import Pack


def packs(library: Library, names: list[str]) -> list[Pack]:
    """The packs by name or folder, their cases included; raises `UnknownName`, or `Unreadable` for a broken one."""
    folders = [library.named(name) for name in names] or list(library.shipped_packs().values())
    return [library.load(folder) for folder in folders]
