"""A revision as git keeps it, and the files in it. Nothing is checked out, converted or run."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from slacheck.face.library import UnknownName

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 60
"""So long git may take for one answer."""
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}


class Revision:
    """One revision of the repository that holds a folder; raises `UnknownName` where there is none such."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        if shutil.which("git") is None:
            raise UnknownName("git is not installed, and `--waivers-from` needs it")
        if _git(folder, "rev-parse", "--git-dir") is None:
            raise UnknownName(f"`{folder}` is in no git repository that git will read")
        asked = not name or name.startswith("-") or not name.isprintable()
        found = None if asked else _git(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        if found is None:
            raise UnknownName(
                f"no revision is called `{name}`: a branch, a tag or a commit is needed, fetched before"
            )
        self.commit = found.decode("ascii", "replace").strip()

    def read(self, folder: Path, name: str) -> bytes | None:
        """The bytes of a file of a folder, as they were committed; none where there was no such file."""
        return _git(folder, "cat-file", "blob", f"{self.commit}:./{name}")


def _git(folder: Path, *words: str) -> bytes | None:
    """What git answers in a folder; none where it refuses."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no word from outside can be an option
            ["git", "--no-pager", *words],  # noqa: S607 - the git of the user
            cwd=folder,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **_ENVIRONMENT},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnknownName(f"git gave no answer in {SECONDS} seconds") from None
    return done.stdout if done.returncode == 0 else None
