"""Which files a run looks at: the paths of the settings, and what `exclude` leaves out.

A pattern counts from the folder of the settings. `*`, `?` and `[...]` stand for characters within one name, `**` for
any number of folders. A pattern that matches a folder matches everything in it.
"""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from slacheck.face.files import candidates
from slacheck.source.problem import Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from slacheck.face.files import Candidate
    from slacheck.face.settings import Settings
    from slacheck.source.node import Node

ANY_FOLDERS = "**"
_SIGNS = frozenset("*?[")


class Listed(NamedTuple):
    """What is to be looked at."""

    found: list[Candidate]
    excluded: int
    """How many files `exclude` left out."""


def matches(pattern: str, path: Sequence[str]) -> bool:
    """Whether a pattern matches a path, given by its names, or a folder above it; in time linear in both."""
    steps = [step for step in pattern.split("/") if step not in ("", ".")]
    reached = _closure({0}, steps)
    for name in path:
        after = {at for at in reached if at < len(steps) and steps[at] == ANY_FOLDERS}
        after |= {
            at + 1
            for at in reached
            if at < len(steps) and steps[at] != ANY_FOLDERS and fnmatchcase(name, steps[at])
        }
        reached = _closure(after, steps)
        if len(steps) in reached:
            return True
    return False


def _closure(reached: set[int], steps: Sequence[str]) -> set[int]:
    """The same with every `**` that stands for no folder at all."""
    whole = set(reached)
    for at in sorted(reached):
        following = at
        while following < len(steps) and steps[following] == ANY_FOLDERS:
            following += 1
            whole.add(following)
    return whole


def listed(settings: Settings, problems: list[Problem]) -> list[Candidate]:
    """The files that the settings list, each once; an entry that names nothing is added to the problems."""
    found: dict[str, Candidate] = {}
    for item in settings.items("paths"):
        for candidate in _entry(item, settings, problems):
            found.setdefault(os.path.normpath(candidate.path), candidate)
    return list(found.values())


def _entry(item: Node, settings: Settings, problems: list[Problem]) -> list[Candidate]:
    text = str(item.value)
    if not text.strip() or "\0" in text:
        return []  # noted already
    if os.path.lexists(settings.folder / text):
        try:
            return candidates([settings.place(text)])
        except FileNotFoundError:
            problems.append(Problem(f"{quoted(text)} is a link that leads nowhere", item.span))
            return []
    if not _SIGNS & set(text):
        help_text = "paths count from the folder of this file"
        problems.append(Problem(f"there is no file or folder {quoted(text)}", item.span, help_text))
        return []
    found = _matching(text, settings)
    if not found:
        help_text = "`*` stands for a part of one name, `**` for folders; only .yaml and .yml are looked at"
        problems.append(Problem(f"{quoted(text)} matches no file", item.span, help_text))
    return found


def _matching(pattern: str, settings: Settings) -> list[Candidate]:
    """The files below the part of a pattern that has no signs which match it."""
    steps = pattern.split("/")
    fixed = next(at for at, step in enumerate(steps) if _SIGNS & set(step))
    base = "/".join(steps[:fixed]) or ("/" if pattern.startswith("/") else ".")
    if not (settings.folder / base).is_dir():
        return []
    start = settings.place(base)
    rest = "/".join(steps[fixed:])
    return [one for one in candidates([start]) if matches(rest, Path(os.path.relpath(one.path, start)).parts)]


def without_excluded(found: Sequence[Candidate], settings: Settings | None) -> Listed:
    """What remains after `exclude`; a file that was named is never left out."""
    patterns = [str(item.value) for item in settings.items("exclude")] if settings is not None else []
    if settings is None or not patterns:
        return Listed(list(found), 0)
    kept = [
        one for one in found if one.named or not _matches_any(patterns, one.path, os.fspath(settings.folder))
    ]
    return Listed(kept, len(found) - len(kept))


def _matches_any(patterns: Sequence[str], path: str, folder: str) -> bool:
    names = Path(os.path.relpath(path, folder)).parts
    return any(matches(pattern, names) for pattern in patterns)
