"""The packs of a run: those that are named and those of a profile, under its house values, as the lock has them.

A value for a parameter comes from the command line (`--param`), else from the profile's file, else from a profile
that it extends, else from the pack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.face.library import UnknownName, is_shipped
from slacheck.face.profiles import choose
from slacheck.rule.lock import base_problems, mark, pack_problems
from slacheck.rule.parameters import Setting
from slacheck.rule.unique import repeated_ids
from slacheck.source.limits import DEFAULT
from slacheck.source.problem import Problem, Unreadable, quoted
from slacheck.source.span import Source, Span
from slacheck.source.yaml import read
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from slacheck.face.library import Library
    from slacheck.rule.lock import Lock
    from slacheck.rule.model import Pack
    from slacheck.rule.pack import PackFiles
    from slacheck.rule.table import TableFiles

DEFAULT_PROFILE = "general"
COMMAND_LINE = "--param"
_SHOWN = 20


class Wanted(NamedTuple):
    """What the command line says of packs."""

    packs: Sequence[str]
    profile: str | None
    """The name or the file of a profile; none for `general` where no pack is named either."""
    parameters: Mapping[str, str]


def select(wanted: Wanted, library: Library, lock: Lock | None = None) -> tuple[Pack, ...]:
    """The packs of a run.

    Raises `UnknownName` for a name on the command line; `Unreadable` with every problem of the packs, of the
    profile, of the values for parameters, and of what differs from the lock.
    """
    return _Selection(library, lock).packs(wanted)


class _Selection:
    def __init__(self, library: Library, lock: Lock | None) -> None:
        self.library = library
        self.lock = lock
        self.problems: list[Problem] = []
        if lock is not None:
            self.problems += base_problems(lock, library.taxonomy_sha256, library.references_sha256)

    def packs(self, wanted: Wanted) -> tuple[Pack, ...]:
        folders, settings = self._sources(wanted)
        settings |= self._settings(wanted.parameters)
        found = {folder: files for folder in folders if (files := self._files(folder)) is not None}
        packs = [self._understood(folder, files, settings) for folder, files in found.items()]
        if len(found) == len(folders):  # otherwise a name may be declared where nothing could be read
            self._check_names(settings, {name for files in found.values() for name in _declared(files)})
        if self.problems:
            raise Unreadable(dict.fromkeys(self.problems))
        whole = tuple(pack for pack in packs if pack is not None)
        _check_ids([pack.id for pack in whole])
        repeated = [problem for _, problem in repeated_ids(whole)]
        if repeated:
            raise Unreadable(repeated)
        return whole

    def _sources(self, wanted: Wanted) -> tuple[list[Path], dict[str, Setting]]:
        """The folders of the packs, each once, and the values that the profile gives."""
        folders = [self.library.named(name) for name in wanted.packs]
        settings: dict[str, Setting] = {}
        if wanted.profile is not None or not wanted.packs:
            try:
                chosen = choose(wanted.profile or DEFAULT_PROFILE, self.library)
                folders += chosen.folders
                settings = dict(chosen.settings)
            except Unreadable as error:
                self.problems += error.problems
        return list({folder.resolve(): folder for folder in folders}.values()), settings

    def _settings(self, parameters: Mapping[str, str]) -> Iterator[tuple[str, Setting]]:
        """The values of the command line, each read as YAML would read it."""
        for name, text in parameters.items():
            source = Source(f"{COMMAND_LINE} {name}", text, "")
            if not text:
                self.problems.append(Problem(f"parameter {quoted(name)} has no value", Span(source, 0, 0)))
                continue
            try:
                yield name, Setting(read(source), COMMAND_LINE)
            except Unreadable as error:
                self.problems += error.problems

    def _files(self, folder: Path) -> PackFiles | TableFiles | None:
        try:
            files = self.library.read(folder)
        except Unreadable as error:
            self.problems += error.problems
            return None
        if self.lock is not None:
            self.problems += pack_problems(self.lock, mark(files))
        return files

    def _understood(
        self, folder: Path, files: PackFiles | TableFiles, settings: Mapping[str, Setting]
    ) -> Pack | None:
        try:
            # The cases of shipped packs are checked by the tests of slacheck itself.
            return self.library.understand(files, settings, cases=not is_shipped(folder))
        except Unreadable as error:
            self.problems += error.problems
            return None

    def _check_names(self, settings: Mapping[str, Setting], declared: set[str]) -> None:
        """A value for a parameter that no pack declares would change nothing, unseen."""
        names = sorted(declared)
        known = f"known: {', '.join(names[:_SHOWN])}" if names else "none of the packs has parameters"
        known += f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
        unknown = [name for name in settings if name not in declared][: DEFAULT.problems]
        said = {
            name: (f"no parameter is called {quoted(name)}", did_you_mean(name, names, known))
            for name in unknown
        }
        if unknown and not self.problems and all(settings[name].origin == COMMAND_LINE for name in unknown):
            raise UnknownName("\n".join(f"{message}; {hint}" for message, hint in said.values()))
        self.problems += [
            Problem(message, settings[name].key(name), hint) for name, (message, hint) in said.items()
        ]


def _declared(files: PackFiles | TableFiles) -> Iterable[str]:
    manifest = files.manifest.value
    parameters = manifest.get("parameters") if isinstance(manifest, dict) else None
    return parameters if isinstance(parameters, dict) else ()


def _check_ids(ids: Sequence[str]) -> None:
    for pack_id in ids:
        if ids.count(pack_id) > 1:
            raise UnknownName(f"two of the packs are called `{pack_id}`")
