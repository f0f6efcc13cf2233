"""The rules that come with slacheck, and those of a team: taxonomy, references and packs, from folders to values."""

from __future__ import annotations

from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.contract.taxonomy import load
from slacheck.face.cache import read_once
from slacheck.face.files import read_source, shipped_rules
from slacheck.rule.pack import PackFiles, load_pack, load_references
from slacheck.rule.table import UNMET, UNSETTLED, TableFiles, load_framework
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.span import Source, Span
from slacheck.source.yaml import read
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.model import Pack, Reference
    from slacheck.source.node import Node

MANIFEST = "pack.yaml"
MINIMAL = "minimal.yaml"
ENDINGS = (".yaml", ".yml")
DEFAULT_PROFILE = "general"


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

    def shipped_packs(self) -> dict[str, Path]:
        """The shipped packs by id: a folder of rules, or the file of a framework."""
        folders = {path.parent.name: path.parent for path in sorted(self.folder.glob(f"*/{MANIFEST}"))}
        own = {f"{UNMET}.yaml", f"{UNSETTLED}.yaml", MINIMAL}
        tables = sorted(path for path in self._frameworks.glob("*.yaml") if path.name not in own)
        return folders | {path.stem: path for path in tables}

    @property
    def _frameworks(self) -> Path:
        return self.folder / "frameworks"

    def of_profile(self, profile: str) -> list[Path]:
        """The shipped packs that serve a profile."""
        served: dict[str, list[Path]] = {}
        for folder in self.shipped_packs().values():
            manifest = _node(folder / MANIFEST if folder.is_dir() else folder).value
            names = manifest.get("profiles") if isinstance(manifest, dict) else None
            for name in names if isinstance(names, list) else ():
                served.setdefault(str(name), []).append(folder)
        if profile not in served:
            known = ", ".join(sorted(served))
            raise UnknownName(
                f"no profile is called `{profile}`; {did_you_mean(profile, served, f'known: {known}')}"
            )
        return served[profile]

    def named(self, name: str) -> Path:
        """Where a pack is: a folder or a framework of a team's own, or a shipped one by its id."""
        if (Path(name) / MANIFEST).is_file() or (name.endswith(ENDINGS) and Path(name).is_file()):
            return Path(name)
        shipped = self.shipped_packs()
        if name not in shipped:
            known = f"known: {', '.join(shipped)}; a folder with a {MANIFEST}, or the file of a framework, will do, too"
            raise UnknownName(f"no pack is called `{name}`; {did_you_mean(name, shipped, known)}")
        return shipped[name]

    def packs(
        self, names: Sequence[str], profile: str | None, overrides: Mapping[str, str]
    ) -> tuple[Pack, ...]:
        """The packs of a run; raises `Unreadable` with every problem of all of them, `UnknownName` for a name."""
        folders = [self.named(name) for name in names] if names else []
        if profile or not names:
            folders += self.of_profile(profile or DEFAULT_PROFILE)
        packs: list[Pack] = []
        problems: list[Problem] = []
        for folder in dict.fromkeys(folders):
            try:
                # The cases of shipped packs are checked by the tests of slacheck itself.
                packs.append(self.load(folder, overrides, cases=not _is_shipped(folder)))
            except Unreadable as error:
                problems += error.problems
        if problems:
            raise Unreadable(problems)
        _check_packs(packs, overrides)
        return tuple(packs)

    def load(self, folder: Path, overrides: Mapping[str, str] | None = None, *, cases: bool = True) -> Pack:
        """One pack from where it is; without `cases` those of its rules are left out, unread."""
        values = {name: _scalar(text) for name, text in (overrides or {}).items()}
        if folder.is_file():
            return self._framework(folder, values, cases=cases)
        manifest, digest = _node(folder / MANIFEST), sha256()
        rules = {}
        problems: list[Problem] = []
        for path in sorted(folder.glob("*.yaml")):
            try:
                node = manifest if path.name == MANIFEST else _node(path)
            except Unreadable as error:
                problems += error.problems
                continue
            digest.update(f"{path.name}\n{node.source.sha256}\n".encode())
            if path.name != MANIFEST:
                rules[path.stem] = node
        if problems:
            raise Unreadable(problems)
        files = PackFiles(manifest, rules, digest.hexdigest())
        return load_pack(files, self.taxonomy, self.references, values, cases=cases)

    def _framework(self, path: Path, overrides: Mapping[str, object], *, cases: bool) -> Pack:
        table = _node(path)
        shared = {name: _node(self._frameworks / f"{name}.yaml") for name in (UNMET, UNSETTLED)}
        minimal = _node(self._frameworks / MINIMAL)
        read = (table, *shared.values())
        digest = sha256("".join(node.source.sha256 for node in read).encode())
        files = TableFiles(table, shared, minimal, digest.hexdigest())
        return load_framework(files, self.taxonomy, self.references, overrides, cases=cases)


def _check_packs(packs: Sequence[Pack], overrides: Mapping[str, str]) -> None:
    declared = {name for pack in packs for name in pack.parameters}
    for name in overrides:
        if name not in declared:
            known = f"known: {', '.join(sorted(declared)) or 'none'}"
            raise UnknownName(f"no parameter is called `{name}`; {did_you_mean(name, declared, known)}")
    ids = [pack.id for pack in packs]
    for pack_id in ids:
        if ids.count(pack_id) > 1:
            raise UnknownName(f"two of the packs are called `{pack_id}`")


def _scalar(text: str) -> object:
    """A parameter from the command line, read as YAML would read it."""
    return read(Source("--param", text, "")).value


def _node(path: Path) -> Node:
    source = read_source(_shown(path))
    # A team's own rules are not cached: they change, and each version would stay there.
    return read_once(source) if _is_shipped(path) else read(source)


def _is_shipped(path: Path) -> bool:
    return shipped_rules() in path.parents


def _shown(path: Path) -> str:
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
    groups = {path.stem: _node(path) for path in sorted((base / "clauses").glob("*.yaml"))}
    conditions, tiers = _node(base / "conditions.yaml"), _node(base / "tiers.yaml")
    digest = sha256("".join(node.source.sha256 for node in (conditions, tiers, *groups.values())).encode())
    taxonomy = load(conditions, tiers, groups)
    references = load_references(_node(folder / "references.yaml"))
    return Library(folder, taxonomy, digest.hexdigest(), Phrases(base), references)
