"""A scratch repository of contracts, and what runs shell scripts in it as a service would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from pathlib import Path

LINE = "  - clause: need-to-know-restriction"
"""What a contract says of the clause that the story of the founding case is about."""


class Ran(NamedTuple):
    """What a process did."""

    code: int
    out: str
    err: str


def process(words: list[str], folder: Path, environment: dict[str, str]) -> Ran:
    done = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=600
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def environment(tmp_path, checkout):
    """A bare environment in which `slacheck` is the one of this checkout, and git is nobody's."""
    folder = tmp_path / "bin"
    folder.mkdir()
    place = f"import sys\nsys.path.insert(1, {str(checkout)!r})\n"
    start = "from slacheck.face.cli import main\nsys.exit(main())\n"
    (folder / "slacheck").write_text(f"#!{sys.executable}\n{place}{start}")
    (folder / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    for script in folder.iterdir():
        script.chmod(0o755)
    git = {
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@a",
        "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@a",
    }  # fmt: skip
    return {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
        **git,
    }


@pytest.fixture
def repository(tmp_path, checkout, environment):
    """A repository with a contract in which all is well, and a workflow that is no contract."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    folder = tmp_path / "repository"
    (folder / "contracts").mkdir(parents=True)
    shutil.copy(checkout / "contracts" / "payroll" / "agreed.yaml", folder / "contracts" / "payroll.yaml")
    (folder / "workflow.yaml").write_text("on: push\n")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        assert process(["git", *words], folder, environment).code == 0
    return folder


def sell(repository: Path) -> int:
    """Move a baseline clause of the contract into an option, as a pull request would; the line of the clause."""
    path = repository / "contracts" / "payroll.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(LINE) == 1
    text = text.replace(LINE, f"{LINE}\n    only_in: [option:discretion]")
    head, mark, rest = text.partition("pricing:\n")
    assert mark
    option = "  - {id: discretion, price: {amount: 180, per: month}, delivers: [need-to-know-restriction]}\n"
    first, options, last = rest.partition("  options:\n")
    rest = f"{first}{options}  {option}{last}" if options else f"  options:\n  {option}{rest}"
    path.write_text(head + mark + rest, encoding="utf-8")
    return text[: text.index(LINE)].count("\n") + 1
