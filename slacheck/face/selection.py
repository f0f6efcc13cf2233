"""The packs of a run: those that are named and those of a profile, under its house values, as the lock has them.

A value for a parameter comes from the command line (`--param`), else from the settings, else from the profile's file,
else from a profile that it extends, else from the pack. Packs or a profile on the command line stand in place of those
of the settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.face.console import note
from slacheck.face.library import UnknownName, is_shipped
from slacheck.face.profiles import choose, choose_own
from slacheck.rule.lock import base_problems, mark, pack_problems
from slacheck.rule.parameters import Setting
from slacheck.rule.unique import repeated_ids
from slacheck.source.excerpt import visible
from slacheck.source.limits import DEFAULT
from slacheck.source.problem import Problem, Unreadable, quoted
from slacheck.source.span import Source, Span
from slacheck.source.yaml import read
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from slacheck.face.library import Library
    from slacheck.face.profiles import Chosen
    from slacheck.face.settings import Settings
    from slacheck.rule.lock import Lock
    from slacheck.rule.model import Pack
    from slacheck.rule.pack import PackFiles
    from slacheck.rule.table import TableFiles

DEFAULT_PROFILE = "general"
COMMAND_LINE = "--param"
_SHOWN = 20


class Wanted(NamedTuple):
    """What the command line and the settings say of packs."""

    packs: Sequence[str]
    profile: str | None
    """The name or the file of a profile; none for `general` where no pack is named either."""
    parameters: Mapping[str, str]
    settings: Settings | None = None

    @property
    def named(self) -> bool:
        """Whether the command line chooses the packs."""
        return bool(self.packs) or self.profile is not None


class Selected(NamedTuple):
    """A pack of a run, and who names it."""

    pack: Pack
    origin: str


def select(wanted: Wanted, library: Library, lock: Lock | None = None) -> tuple[Pack, ...]:
    """The packs of a run.

    Raises `UnknownName` for a name on the command line; `Unreadable` with every problem of the packs, of the
    profile, of the values for parameters, and of what differs from the lock.
    """
    return tuple(one.pack for one in selected(wanted, library, lock))


def selected(wanted: Wanted, library: Library, lock: Lock | None = None) -> tuple[Selected, ...]:
    """The same, each with who names it."""
    return _Selection(library, lock).packs(wanted)


class _Selection:
    def __init__(self, library: Library, lock: Lock | None) -> None:
        self.library = library
        self.lock = lock
        self.problems: list[Problem] = []
        self.whole = True
        """Whether it is known which packs are meant."""
        self.set_aside: set[str] = set()
        """The parameters of settings whose packs the command line replaced."""
        if lock is not None:
            self.problems += base_problems(lock, library.taxonomy_sha256, library.references_sha256)

    def packs(self, wanted: Wanted) -> tuple[Selected, ...]:
        origins, settings = self._sources(wanted)
        settings |= self._settings(wanted.parameters)
        found = {folder: files for folder in origins if (files := self._files(folder)) is not None}
        packs = [self._understood(folder, files, settings) for folder, files in found.items()]
        if self.whole and len(found) == len(
            origins
        ):  # otherwise a name may be declared where nothing could be read
            self._check_names(settings, {name for files in found.values() for name in _declared(files)})
        if self.problems:
            raise Unreadable(dict.fromkeys(self.problems))
        whole = tuple(pack for pack in packs if pack is not None)
        _check_ids([pack.id for pack in whole])
        repeated = [problem for _, problem in repeated_ids(whole)]
        if repeated:
            raise Unreadable(repeated)
        return tuple(Selected(pack, origins[folder]) for pack, folder in zip(whole, found, strict=True))

    def _sources(self, wanted: Wanted) -> tuple[dict[Path, str], dict[str, Setting]]:
        """The folders of the packs, each once and with who names it, and the values of profile and settings."""
        places = [(self.library.named(name), "command line") for name in wanted.packs]
        values: dict[str, Setting] = {}
        if wanted.profile is not None or not wanted.packs:
            try:
                chosen = self._chosen(wanted)
                places += chosen.origins.items()
                values = dict(chosen.settings)
            except Unreadable as error:
                self.whole = False
                self.problems += error.problems
        if wanted.settings is not None:
            own = wanted.settings.parameters()
            values |= own
            self.set_aside = own.keys() - wanted.parameters.keys() if wanted.named else set()
        once: dict[Path, tuple[Path, str]] = {}
        for place in places:
            once.setdefault(place[0].resolve(), place)
        return dict(once.values()), values

    def _chosen(self, wanted: Wanted) -> Chosen:
        settings = wanted.settings
        if wanted.named or settings is None or not settings.chooses():
            return choose(wanted.profile or DEFAULT_PROFILE, self.library)
        return choose_own(settings.as_profile(), settings.folder, self.library)

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
        for name in self.set_aside.intersection(unknown):
            origin = settings[name].origin
            note(
                f"slacheck: {visible(origin)}: no pack of the command line has a parameter {visible(quoted(name))}"
            )
        unknown = [name for name in unknown if name not in self.set_aside]
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
