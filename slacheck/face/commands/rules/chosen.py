"""The packs and rules that an action of `slacheck rules` is about: those that are named, or all that are shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.face.library import UnknownName
from slacheck.source.problem import Unreadable
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from slacheck.face.library import Library
    from slacheck.rule.model import Pack
    from slacheck.source.problem import Problem


def packs(library: Library, names: list[str]) -> list[Pack]:
    """The packs by name or folder, their cases included; raises `UnknownName`, or `Unreadable` for broken ones."""
    folders = [library.named(name) for name in names] or list(library.shipped_packs().values())
    loaded: list[Pack] = []
    problems: list[Problem] = []
    for folder in dict.fromkeys(folders):
        try:
            loaded.append(library.load(folder))
        except Unreadable as error:
            problems += error.problems
    if problems:
        raise Unreadable(problems)
    return loaded


def only(chosen: list[Pack], names: list[str]) -> list[Pack]:
    """The packs with these rules alone, all of them where none is named; raises `UnknownName` for another name."""
    if not names:
        return chosen
    known = [rule.id for pack in chosen for rule in pack.rules]
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known, "`slacheck rules list` names all")
            raise UnknownName(f"no rule is called `{name}`; {hint}")
    reduced = [pack._replace(rules=tuple(rule for rule in pack.rules if rule.id in names)) for pack in chosen]
    return [pack for pack in reduced if pack.rules]
