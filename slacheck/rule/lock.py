"""The lock of rules: which packs contracts are checked by, to the byte; its text, and what differs from it.

A lock names each pack with its version and the digest of each of its files, and the digests of the taxonomy and of
the references. Digests are SHA-256 of the bytes of a file, where CR LF counts as LF: YAML reads both alike, and a
checkout may turn one into the other. The digest of several files covers their names, too.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.rule.expr import literal_text
from slacheck.rule.form import FieldForm, check_form, object_schema, titled
from slacheck.source.problem import Problem, Unreadable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from slacheck.rule.pack import PackFiles
    from slacheck.rule.table import TableFiles
    from slacheck.source.node import Node
    from slacheck.source.span import Source

LOCK_AGAIN = "look at what changed, then run `slacheck rules lock`"
_SHOWN = 6
_DIGEST = re.compile(r"[0-9a-f]{64}")
_HEAD = """\
# The rules that contracts are checked by, written by `slacheck rules lock`. A check by other rules than these fails.
apiVersion: slacheck/v1
kind: Lock
"""

LOCK: Mapping[str, FieldForm] = {
    "apiVersion": FieldForm("word", "the version of slacheck's documents", words=("slacheck/v1",)),
    "kind": FieldForm("word", "what the file is", words=("Lock",)),
    "taxonomy": FieldForm("text", "the digest of the clause kinds"),
    "references": FieldForm("text", "the digest of the anchors that rules cite"),
    "packs": FieldForm("list", "the packs, with the digests of their files"),
}
LOCKED: Mapping[str, FieldForm] = {
    "id": FieldForm("text", "the name of the pack"),
    "version": FieldForm("text", "its version"),
    "language": FieldForm("text", "the version of the rule language that it needs"),
    "sha256": FieldForm("text", "the digest of all its files"),
    "files": FieldForm("mapping", "the digest of each file, by its name"),
}


class LockedPack(NamedTuple):
    """A pack as a lock knows it."""

    id: str
    version: str
    language: str
    files: tuple[tuple[str, str], ...]
    """The digest of each file, by its name, in order."""
    node: Node | None = None
    """Where the lock says so; none for a pack that is read from its own files."""

    @property
    def sha256(self) -> str:
        """The digest of all files with their names."""
        return digest_of(self.files)


class Lock(NamedTuple):
    """What a check may rest on."""

    taxonomy: str
    references: str
    packs: Mapping[str, LockedPack]
    node: Node | None = None


def file_digest(source: Source) -> str:
    """The digest of one file, as it is with LF at the ends of its lines."""
    if "\r\n" not in source.text:
        return source.sha256
    return sha256(source.text.replace("\r\n", "\n").encode()).hexdigest()


def digest_of(files: Iterable[tuple[str, str]]) -> str:
    """The digest of files by their names and digests, whatever their order."""
    lines = sorted(f"{digest}  {literal_text(name)}\n" for name, digest in files)
    return sha256("".join(lines).encode()).hexdigest()


def mark(files: PackFiles | TableFiles) -> LockedPack:
    """A pack as it is to be locked."""
    manifest = files.manifest.value
    said = manifest if isinstance(manifest, dict) else {}
    pack_id, version, language = (str(said.get(key, "")) for key in ("id", "version", "language"))
    return LockedPack(pack_id, version, language, files.digests)


# -- text


def render_lock(lock: Lock) -> str:
    """The text of a lock: the same packs give the same bytes."""
    lines = [
        f'taxonomy: "{lock.taxonomy}"',
        f'references: "{lock.references}"',
        "packs:" if lock.packs else "packs: []",
    ]
    for _, pack in sorted(lock.packs.items()):
        lines += [
            f"  - id: {literal_text(pack.id)}",
            f"    version: {literal_text(pack.version)}",
            f"    language: {literal_text(pack.language)}",
            f'    sha256: "{pack.sha256}"',
            "    files:",
            *(f'      {literal_text(name)}: "{digest}"' for name, digest in sorted(pack.files)),
        ]
    return _HEAD + "\n".join(lines) + "\n"


def read_lock(node: Node) -> Lock:
    """The lock that a document writes; raises `Unreadable` with every problem of it."""
    problems: list[Problem] = []
    fields = check_form(node, LOCK, problems) or {}
    for key in ("taxonomy", "references"):
        _check_digest(node.kid(key), problems)
    packs: dict[str, LockedPack] = {}
    listed = node.kid("packs")
    kids = listed.kids if listed is not None else None
    for item in kids if isinstance(kids, list) else ():
        pack = _locked(item, problems)
        if pack is not None and pack.id in packs:
            before = packs[pack.id].node
            related = (("it stands here, too", before.span),) if before is not None else ()
            place = (item.kid("id") or item).span
            problems.append(Problem(f"the pack {quoted(pack.id)} is locked twice", place, _ANEW, related))
        elif pack is not None:
            packs[pack.id] = pack
    if problems:
        raise Unreadable(problems)
    return Lock(fields["taxonomy"], fields["references"], packs, node)


_ANEW = "write the lock anew: `slacheck rules lock`"


def _locked(item: Node, problems: list[Problem]) -> LockedPack | None:
    before = len(problems)
    fields: Mapping[str, Any] | None = check_form(item, LOCKED, problems)
    if fields is None:
        return None
    places = item.kid("files")
    kids = places.kids if places is not None else None
    for place in (item.kid("sha256"), *(kids.values() if isinstance(kids, dict) else ())):
        _check_digest(place, problems)
    if len(problems) > before:
        return None
    pack = LockedPack(
        fields["id"], fields["version"], fields["language"], tuple(fields["files"].items()), item
    )
    if pack.sha256 != fields["sha256"]:
        place = item.kid("sha256") or item
        problems.append(Problem("this is not the digest of the files below it", place.span, _ANEW))
        return None
    return pack


def _check_digest(place: Node | None, problems: list[Problem]) -> None:
    if place is not None and not (isinstance(place.value, str) and _DIGEST.fullmatch(place.value)):
        problems.append(Problem("expected a digest: 64 hexadecimal digits", place.span, _ANEW))


# -- comparison


def base_problems(lock: Lock, taxonomy: str, references: str) -> Iterator[Problem]:
    """What is wrong with the taxonomy and the references in use, against a lock."""
    for name, locked, used in (
        ("taxonomy", lock.taxonomy, taxonomy),
        ("references", lock.references, references),
    ):
        if locked != used:
            verb = "has" if name == "taxonomy" else "have"
            message = f"the {name} {verb} changed since the lock: sha256 {used[:12]} is in use, {locked[:12]} is locked"
            yield Problem(message, _place(lock.node, name), LOCK_AGAIN)


def pack_problems(lock: Lock, used: LockedPack) -> Iterator[Problem]:
    """What is wrong with a pack in use, against a lock."""
    locked = lock.packs.get(used.id)
    if locked is None:
        message = f"the pack `{used.id}` {used.version} (sha256 {used.sha256[:12]}) is not in the lock"
        yield Problem(message, _place(lock.node, "packs", of_key=True), LOCK_AGAIN)
    elif locked.sha256 != used.sha256:
        message = (
            f"the pack `{used.id}` has changed since the lock: {used.version} (sha256 {used.sha256[:12]}) is in use, "
            f"{locked.version} (sha256 {locked.sha256[:12]}) is locked; {_file_changes(locked, used)}"
        )
        yield Problem(message, _place(locked.node, "sha256"), LOCK_AGAIN)


def differences(old: Lock, new: Lock) -> Iterator[str]:
    """What a new lock would change, one line each; nothing if it would change nothing."""
    for name, locked, used in (
        ("taxonomy", old.taxonomy, new.taxonomy),
        ("references", old.references, new.references),
    ):
        if locked != used:
            yield f"{name}: sha256 {locked[:12]} is locked, {used[:12]} is in use"
    for pack_id in sorted(old.packs.keys() | new.packs.keys()):
        before, after = old.packs.get(pack_id), new.packs.get(pack_id)
        if before is None and after is not None:
            yield f"{pack_id}: {after.version} (sha256 {after.sha256[:12]}) is not locked"
        elif before is not None and after is None:
            yield f"{pack_id}: {before.version} (sha256 {before.sha256[:12]}) is locked and not chosen"
        elif before is not None and after is not None and before[:4] != after[:4]:
            yield (
                f"{pack_id}: {before.version} (sha256 {before.sha256[:12]}) is locked, "
                f"{after.version} ({after.sha256[:12]}) is in use; {_file_changes(before, after)}"
            )


def _file_changes(before: LockedPack, after: LockedPack) -> str:
    old, new = dict(before.files), dict(after.files)
    kinds = {
        "changed": [name for name in new if name in old and new[name] != old[name]],
        "new": [name for name in new if name not in old],
        "gone": [name for name in old if name not in new],
    }
    return "; ".join(f"{kind}: {_listed(names)}" for kind, names in kinds.items() if names)


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(f"`{name}`" for name in sorted(names)[:_SHOWN]) + more


def _place(node: Node | None, key: str, *, of_key: bool = False) -> Any:
    """The span of a value of a mapping, or of its key."""
    kid = node.kid(key) if node is not None else None
    if node is None or kid is None:
        return None
    return node.key_span(key) if of_key else kid.span


def lock_schema() -> dict[str, Any]:
    """The JSON Schema of a lock."""
    digest = {"type": "string", "pattern": f"^{_DIGEST.pattern}$"}
    schema, pack = object_schema(LOCK), object_schema(LOCKED)
    for key in ("taxonomy", "references"):
        schema["properties"][key] |= digest
    pack["properties"]["sha256"] |= digest
    pack["properties"]["files"] |= {"additionalProperties": digest}
    schema["properties"]["packs"]["items"] = pack
    return titled("slacheck lock", schema)
