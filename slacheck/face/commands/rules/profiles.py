"""`slacheck rules profiles`: the profiles, the packs of each, and the values that differ from the packs' own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.face.console import deliver
from slacheck.face.library import MANIFEST, read_rules, shipped
from slacheck.face.profiles import choose
from slacheck.face.selection import Wanted, select
from slacheck.face.status import CLEAN
from slacheck.rule.form import LANGUAGES
from slacheck.rule.parameters import value_words
from slacheck.source.excerpt import visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from slacheck.face.commands.check import Subparsers
    from slacheck.face.library import Library
    from slacheck.rule.model import Pack


def add(actions: Subparsers) -> None:
    """Declare the action."""
    action = actions.add_parser(
        "profiles",
        help="the profiles, their packs and their values",
        description="Each profile: what it is for, its packs, and the parameters to which it gives another value.",
    )
    action.add_argument("profiles", nargs="*", metavar="NAME|FILE", help="(all that come with slacheck)")
    action.add_argument("--lang", choices=list(LANGUAGES), default="en", help="language of the titles (en)")


def run(arguments: argparse.Namespace) -> int:
    """List."""
    library = shipped()
    names = arguments.profiles or library.profiles()
    lines = [line for name in names for line in _lines(name, library, arguments.lang)]
    deliver("".join(f"{visible(line)}\n" for line in lines), None)
    return CLEAN


def _lines(name: str, library: Library, language: str) -> Iterator[str]:
    chosen = choose(name, library)
    yield f"{chosen.profile.id}  {chosen.profile.called(language)}"
    if chosen.extended:
        yield f"  extends: {', '.join(one.id for one in chosen.extended)}"
    yield f"  packs: {', '.join(map(_pack_id, chosen.folders))}"
    if chosen.settings:
        usual = {pack.id: pack for pack in select(Wanted([*map(str, chosen.folders)], None, {}), library)}
        for pack in select(Wanted((), name, {}), library):
            yield from _differences(pack, usual[pack.id])


def _pack_id(folder: Path) -> str:
    manifest = read_rules(folder if folder.is_file() else folder / MANIFEST).value
    return str(manifest.get("id")) if isinstance(manifest, dict) else folder.name


def _differences(pack: Pack, usual: Pack) -> Iterator[str]:
    """The parameters whose values are not the pack's own, be it because they follow from others."""
    for one in pack.declared:
        value, own = pack.parameters[one.name], usual.parameters[one.name]
        if value != own:
            why = "" if one.origin in ("default", "derived") else f"; {one.origin}"
            yield f"  {one.name} = {value_words(value)} instead of {value_words(own)}  ({pack.id}{why})"
