"""The rules that come with slacheck, and those of a team: taxonomy, references and packs, from folders to values."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.contract.taxonomy import load
from slacheck.face.cache import read_once
from slacheck.face.files import ENDINGS, is_file, read_source, shipped_rules, stray_files
from slacheck.rule.lock import digest_of, file_digest
from slacheck.rule.pack import PackFiles, load_pack, load_references
from slacheck.rule.profile import read_profiles
from slacheck.rule.table import UNMET, UNSETTLED, TableFiles, load_framework
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.span import Source, Span
from slacheck.source.yaml import read
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.model import Pack, Reference
    from slacheck.rule.parameters import Setting
    from slacheck.rule.profile import Profile
    from slacheck.source.node import Node

MANIFEST = "pack.yaml"
PROFILES = "profiles.yaml"
MINIMAL = "minimal.yaml"


class UnknownName(Exception):
    """A pack, a profile or a parameter that does not exist; the message says which, and what is near."""


class Phrases:
    """Questions and wording of the taxonomy, read when the first of them is needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _wording(self) -> Mapping[str, Any]:
        return self._mapping("wording.yaml", "wording")

    @cached_property
    def _questions(self) -> Mapping[str, Any]:
        return self._mapping("questions.yaml", "questions")

    def _mapping(self, name: str, key: str) -> Mapping[str, Any]:
        value = read_once(read_source(str(self._folder / name))).value
        found = value.get(key, value) if isinstance(value, dict) else {}
        return found if isinstance(found, dict) else {}

    def wording(self, kind: str) -> Mapping[str, str]:
        """The proposed wording of a clause kind, by language."""
        return self._wording.get(kind) or {}

    def presence(self, kind: str) -> Mapping[str, str]:
        """The question whether a clause kind is part of the base service, by language."""
        return (self._questions.get(kind) or {}).get("presence") or {}

    def attribute(self, kind: str, name: str) -> Mapping[str, str]:
        """The question about one attribute, by language."""
        return ((self._questions.get(kind) or {}).get("attributes") or {}).get(name) or {}


class Library(NamedTuple):
    """The shipped rules, taxonomy first; packs are loaded when they are asked for."""

    folder: Path
    taxonomy: Taxonomy
    taxonomy_sha256: str
    phrases: Phrases
    references: Mapping[str, Reference]
    references_sha256: str

    def shipped_packs(self) -> dict[str, Path]:
        """The shipped packs by id: a folder of rules, or the file of a framework."""
        folders = {path.parent.name: path.parent for path in sorted(self.folder.glob(f"*/{MANIFEST}"))}
        own = {f"{UNMET}.yaml", f"{UNSETTLED}.yaml", MINIMAL}
        tables = sorted(path for path in self._frameworks.glob("*.yaml") if path.name not in own)
        return folders | {path.stem: path for path in tables}

    @property
    def _frameworks(self) -> Path:
        return self.folder / "frameworks"

    def profiles(self) -> dict[str, Profile]:
        """The shipped profiles by id."""
        return read_profiles(read_rules(self.folder / PROFILES))

    def named(self, name: str) -> Path:
        """Where a pack is: a folder or a framework of a team's own, or a shipped one by its id."""
        if is_pack(Path(name)):
            return Path(name)
        shipped = self.shipped_packs()
        if name not in shipped:
            known = f"known: {', '.join(shipped)}; a folder with a {MANIFEST}, or the file of a framework, will do, too"
            raise UnknownName(f"no pack is called `{name}`; {did_you_mean(name, shipped, known)}")
        return shipped[name]

    def load(self, place: Path, settings: Mapping[str, Setting] | None = None, *, cases: bool = True) -> Pack:
        """One pack from where it is; without `cases` as one that is known to be good (`load_pack`)."""
        return self.understand(self.read(place), settings, cases=cases)

    def read(self, place: Path) -> PackFiles | TableFiles:
        """The files of a pack: a folder of rules, or the file of a framework. Raises `Unreadable`."""
        if not place.is_file():
            return read_pack(place)
        table = read_rules(place)
        shared = {name: read_rules(self._frameworks / f"{name}.yaml") for name in (UNMET, UNSETTLED)}
        digests = tuple(
            (name, file_digest(node.source))
            for name, node in (
                (place.name, table),
                *((f"{name}.yaml", node) for name, node in shared.items()),
            )
        )
        return TableFiles(table, shared, read_rules(self._frameworks / MINIMAL), digest_of(digests), digests)

    def understand(
        self,
        files: PackFiles | TableFiles,
        settings: Mapping[str, Setting] | None = None,
        *,
        cases: bool = True,
    ) -> Pack:
        """One pack from its files; raises `Unreadable` with every problem of it."""
        if isinstance(files, TableFiles):
            return load_framework(files, self.taxonomy, self.references, settings, cases=cases)
        return load_pack(files, self.taxonomy, self.references, settings, cases=cases)


def is_pack(place: Path) -> bool:
    """Whether a pack is there: a folder with a manifest, or a file that may be that of a framework."""
    return is_file(place / MANIFEST) or (place.name.endswith(ENDINGS) and is_file(place))


def read_pack(folder: Path) -> PackFiles:
    """The files of a pack: the YAML files of its folder. Raises `Unreadable` with every problem of them."""
    files, problems = gather(folder)
    if files is None or problems:
        raise Unreadable(problems)
    return files


def gather(folder: Path) -> tuple[PackFiles | None, list[Problem]]:
    """What can be read of a pack, and why the rest cannot; no files where its manifest is among the rest.

    # INVARIANT: the digests cover every file that is read, and a YAML file that is not read is a problem.
    """
    problems = (
        [] if is_shipped(folder / MANIFEST) else [_unread(path, folder) for path in stray_files(str(folder))]
    )
    nodes: dict[str, Node] = {}
    for path in sorted(folder.glob("*.yaml"), key=lambda path: path.name):
        try:
            nodes[path.name] = read_rules(path)
        except Unreadable as error:
            problems += error.problems
    if MANIFEST not in nodes:
        return None, problems
    digests = tuple((name, file_digest(node.source)) for name, node in nodes.items())
    manifest = nodes.pop(MANIFEST)
    rules = {name.removesuffix(".yaml"): node for name, node in nodes.items()}
    return PackFiles(manifest, rules, digest_of(digests), digests), problems


def _unread(path: str, folder: Path) -> Problem:
    place = Span(Source(path.replace(os.sep, "/"), "", ""), 0, 0)
    help_text = f"put it there as `NAME.yaml`, or take it out of the pack (`{shown(folder)}`)"
    return Problem(
        "the rules of a pack lie directly in its folder; this file would not be read", place, help_text
    )


def read_rules(path: Path) -> Node:
    """The content of a rule file, whoever's it is."""
    source = read_source(shown(path))
    # A team's own rules are not cached: they change, and each version would stay there.
    return read_once(source) if is_shipped(path) else read(source)


def is_shipped(path: Path) -> bool:
    """Whether a file comes with slacheck."""
    return shipped_rules() in path.parents


def shown(path: Path) -> str:
    """A path as a reader wants it: relative to where they are, if it is below."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def shipped() -> Library:
    """The library that comes with slacheck."""
    folder = shipped_rules()
    base = folder / "taxonomy"
    if not base.is_dir():
        source = Source(str(base), "", "")
        raise Unreadable(
            [Problem("the rules that belong to slacheck are missing", Span(source, 0, 0), "reinstall it")]
        )
    groups = {path.stem: read_rules(path) for path in sorted((base / "clauses").glob("*.yaml"))}
    conditions, tiers = read_rules(base / "conditions.yaml"), read_rules(base / "tiers.yaml")
    named = {"conditions.yaml": conditions, "tiers.yaml": tiers}
    named |= {f"clauses/{stem}.yaml": node for stem, node in groups.items()}
    anchors = read_rules(folder / "references.yaml")
    return Library(
        folder,
        load(conditions, tiers, groups),
        digest_of((name, file_digest(node.source)) for name, node in named.items()),
        Phrases(base),
        load_references(anchors),
        file_digest(anchors.source),
    )
