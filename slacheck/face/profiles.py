"""Which packs and which house values a profile stands for: its own, and those of the profiles that it extends.

A name is that of a shipped profile; whatever ends with `.yaml` or `.yml` or holds a `/` is a file. The profiles that
one extends come first, in their order, each once; so of two values for a parameter that of the later profile is in
force, and that of a profile is stronger than those of all that it extends.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from slacheck.face.files import ENDINGS, is_file, read_source
from slacheck.face.library import MANIFEST, UnknownName, is_pack
from slacheck.rule.order import circle, in_order
from slacheck.rule.profile import read_profile
from slacheck.source.problem import Problem, Unreadable, quoted
from slacheck.source.yaml import read
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.face.library import Library
    from slacheck.rule.parameters import Setting
    from slacheck.rule.profile import Profile
    from slacheck.source.node import Node

_Key = str
"""What names a profile: the id of a shipped one, the real path of a file."""
_PACK_BESIDE = f"; a folder with a {MANIFEST}, or the file of a framework, beside this file will do, too"
_BESIDE = "write its name as it is seen from the folder of this file"


class Chosen(NamedTuple):
    """What a profile stands for."""

    profile: Profile
    extended: tuple[Profile, ...]
    """The profiles that it goes on from, in the order in which they count."""
    folders: tuple[Path, ...]
    """The folders of its packs, each once."""
    settings: Mapping[str, Setting]
    origins: Mapping[Path, str]
    """By folder what names the pack: a profile, or a line of settings."""


def choose(name: str, library: Library) -> Chosen:
    """A profile by its name or file; raises `UnknownName`, or `Unreadable` with every problem of it."""
    return _Chooser(library).choose(name)


def choose_own(profile: Profile, folder: Path, library: Library) -> Chosen:
    """What a profile that is read already stands for; its words count from a folder. Raises `Unreadable`."""
    return _Chooser(library).choose_own(profile, folder)


class _Chooser:
    def __init__(self, library: Library) -> None:
        self.library = library
        self.shipped = library.profiles()
        self.packs = library.shipped_packs()
        self.found: dict[_Key, Profile] = {}
        self.places: dict[_Key, Path | None] = {}
        """The folder of a profile's file; none for a shipped profile."""
        self.needs: dict[_Key, dict[_Key, Node]] = {}
        """The profiles that one extends, each with the word that says so."""
        self.problems: list[Problem] = []

    def choose(self, name: str) -> Chosen:
        return self._chosen(self._first(name))

    def choose_own(self, profile: Profile, folder: Path) -> Chosen:
        self.found[profile.id], self.places[profile.id] = profile, folder
        return self._chosen(profile.id)

    def _chosen(self, first: _Key) -> Chosen:
        waiting = [first]
        for key in waiting:  # the list grows while it is read
            waiting += [need for need in self._needs_of(key) if need not in waiting]
        order = in_order(self.needs)
        for cycle in order.cycles:
            self._circular(cycle)
        origins: dict[Path, str] = {}
        settings: dict[str, Setting] = {}
        for key in order.names:
            if key in self.found:
                for folder, origin in self._folders(key).items():
                    origins.setdefault(folder, origin)
                settings |= self.found[key].settings
        if self.problems:
            raise Unreadable(self.problems)
        extended = tuple(self.found[key] for key in order.names if key != first)
        return Chosen(self.found[first], extended, tuple(origins), settings, origins)

    def _first(self, name: str) -> _Key:
        if name in self.shipped:
            return name
        if means_file(name) or is_file(Path(name)):
            return self._file(Path(name))
        known = f"known: {', '.join(self.shipped)}; a file will do, too"
        raise UnknownName(f"no profile is called `{name}`; {did_you_mean(name, self.shipped, known)}")

    def _file(self, path: Path) -> _Key:
        """Read the profile of a file, if it is not read yet."""
        key = os.path.realpath(path)
        if key not in self.places:
            self.places[key] = path.parent
            try:
                node = read(read_source(str(path)))
                self.found[key] = read_profile(node)
                self._check_id(self.found[key], node, key)
            except Unreadable as error:
                self.problems += error.problems
        return key

    def _check_id(self, profile: Profile, node: Node, key: _Key) -> None:
        """An id is the origin of a value in reports: it must say which profile is meant."""
        others = {one.id for other, one in self.found.items() if other != key and other not in self.shipped}
        if profile.id in self.shipped or profile.id in others:
            whose = "a profile of slacheck" if profile.id in self.shipped else "another of these profiles"
            self.problems.append(
                Problem(f"{whose} is called {quoted(profile.id)}, too", node.site("id"), "give it another id")
            )

    def _needs_of(self, key: _Key) -> dict[_Key, Node]:
        """The profiles that one extends, read; each with the word that says so."""
        if key in self.shipped:
            self.found[key] = self.shipped[key]
        needs = self.needs[key] = {}
        for node in self.found[key].extends if key in self.found else ():
            target = self._target(str(node.value), key, node)
            if target is not None:
                needs[target] = node
        return needs

    def _target(self, word: str, key: _Key, node: Node) -> _Key | None:
        folder = self.places.get(key)
        if word in self.shipped:
            return word
        if word == self.found[key].id:
            return key
        if folder is not None and means_file(word):
            if not is_file(folder / word):
                self.problems.append(Problem(f"there is no file {quoted(word)}", node.span, _BESIDE))
                return None
            return self._file(folder / word)
        known = f"known: {', '.join(self.shipped)}" + ("; a file will do, too" if folder is not None else "")
        hint = did_you_mean(word, self.shipped, known)
        self.problems.append(Problem(f"no profile is called {quoted(word)}", node.span, hint))
        return None

    def _circular(self, cycle: tuple[_Key, ...]) -> None:
        first, then = cycle[0], cycle[1 % len(cycle)]
        names = tuple(self.found[key].id for key in cycle)
        message = (
            f"the profile {quoted(names[0])} extends itself"
            if len(cycle) == 1
            else f"these profiles extend one another: {circle(names)}"
        )
        self.problems.append(
            Problem(message, self.needs[first][then].span, "take one of them out of `extends`")
        )

    def _folders(self, key: _Key) -> dict[Path, str]:
        """The folders of the packs that a profile names itself, each with what names it."""
        beside = self.places.get(key)
        profile = self.found[key].id
        folders: dict[Path, str] = {}
        for node in self.found[key].packs:
            word = str(node.value)
            origin = f"profile `{profile}`" if profile else f"{node.source.name}:{node.span.line}"
            if beside is not None and is_pack(beside / word):
                folders[beside / word] = origin
            elif word in self.packs:
                folders[self.packs[word]] = origin
            else:
                known = f"known: {', '.join(self.packs)}"
                known += _PACK_BESIDE if beside is not None else ""
                hint = did_you_mean(word, self.packs, known)
                self.problems.append(Problem(f"no pack is called {quoted(word)}", node.span, hint))
        return folders


def means_file(name: str) -> bool:
    """Whether a profile is named by its file."""
    return name.endswith(ENDINGS) or "/" in name or os.sep in name
