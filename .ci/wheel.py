"""
Builds the sdist, the wheel from that sdist, and tries the wheel where no checkout is in sight.

The wheel is installed with the pinned versions into a fresh environment in a temporary folder; each command
runs there and its exit code is compared with the one that the outside interface promises: `make wheel`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
CONSTRAINTS = CHECKOUT / ".ci" / "constraints.txt"
STARTER = "starter.yaml"

# What is typed, and the exit codes that are right for it; a starter contract has blanks, so gaps are allowed.
TRIALS: tuple[tuple[tuple[str, ...], frozenset[int]], ...] = (
    (("--version",), frozenset({0})),
    (("rules", "list"), frozenset({0})),
    (("rules", "profiles"), frozenset({0})),
    (("rules", "lock", "-o", "-"), frozenset({0})),
    (("schema", "contract"), frozenset({0})),
    (("schema", "report"), frozenset({0})),
    (("init",), frozenset({0})),
    (("check", STARTER), frozenset({0, 1, 5})),
    (("check", "offered.yaml"), frozenset({1})),
    (("check", "agreed.yaml"), frozenset({0})),
    (("check", "offered.yaml", "--format", "html", "--output", "report.html"), frozenset({1})),
    (("check", "offered.yaml", "--lang", "fr", "--format", "markdown"), frozenset({1})),
    (
        ("check", "offered.yaml", "--format", "docx=report.docx", "--format", "xlsx=report.xlsx"),
        frozenset({1}),
    ),
    (("check", "offered.yaml", "--format", "pdf=report.pdf"), frozenset({1})),
    (("compare", "offered.yaml", "agreed.yaml", "--format", "xlsx", "-o", "offers.xlsx"), frozenset({0})),
    (("check", "broken.yaml"), frozenset({4})),
    (("check", "empty"), frozenset({3})),
    (("check", "--no-such-option"), frozenset({2})),
)


def main() -> int:
    """Returns 0 if every trial gives an exit code that is right for it, else 1."""
    with tempfile.TemporaryDirectory(prefix="slacheck-wheel-") as name:
        place = Path(name)
        wheel = build(place / "dist")
        check_contents(wheel)
        command = install(wheel, place / "venv")
        desk = lay_out(place / "desk")
        wrong = [words for words, right in TRIALS if not holds(command, words, right, desk)]
        print(f"{len(TRIALS) - len(wrong)} of {len(TRIALS)} trials of {wheel.name} passed")
        return 1 if wrong else 0


def build(target: Path) -> Path:
    """Builds the sdist, then the wheel out of the sdist, and returns the wheel."""
    quiet([sys.executable, "-m", "build", "--outdir", str(target), str(CHECKOUT)], cwd=CHECKOUT)
    (wheel,) = target.glob("*.whl")
    return wheel


def check_contents(wheel: Path) -> None:
    """The rules and the typing marker are inside; tests and caches are not."""
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "slacheck/py.typed",
        "slacheck/_data/rules/",
        "slacheck/locale/de.mo",
        "slacheck/report/report.typ",
    ):
        if not any(name.startswith(wanted) for name in names):
            sys.exit(f"{wheel.name} lacks `{wanted}`")
    strays = [name for name in names if not name.startswith("slacheck") or "__pycache__" in name]
    if strays:
        sys.exit(f"{wheel.name} holds what it should not: {', '.join(strays)}")


def install(wheel: Path, target: Path) -> Path:
    """Installs the wheel with the pinned versions into a fresh environment and returns its `slacheck`."""
    venv.create(target, with_pip=True)
    folder = target / ("Scripts" if os.name == "nt" else "bin")
    quiet(
        [
            str(folder / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--constraint",
            str(CONSTRAINTS),
            f"{wheel}[pdf]",
        ]
    )
    return folder / "slacheck"


def lay_out(desk: Path) -> Path:
    """The folder the commands run in: two contracts of the checkout, a broken one, an empty folder."""
    (desk / "empty").mkdir(parents=True)
    for name in ("offered.yaml", "agreed.yaml"):
        shutil.copy(CHECKOUT / "contracts" / "payroll" / name, desk)
    (desk / "broken.yaml").write_text(
        "apiVersion: slacheck/v1\nkind: Contract\nclauses: [\n", encoding="utf-8"
    )
    return desk


def holds(command: Path, words: tuple[str, ...], right: frozenset[int], desk: Path) -> bool:
    """Runs one trial, prints a line about it, and shows what the command said if its exit code is wrong."""
    done = run([str(command), *words], cwd=desk)
    if words == ("init",) and done.returncode == 0:
        keep_starter(done.stdout, desk)
    good = done.returncode in right and "Traceback" not in done.stderr
    print(f"{'ok   ' if good else 'WRONG'} slacheck {' '.join(words)}: exit code {done.returncode}")
    if not good:
        print(f"expected {sorted(right)}\n{done.stdout}{done.stderr}")
    return good


def keep_starter(printed: str, desk: Path) -> None:
    """`init` writes a contract under a name of its own, or prints it: it becomes the next trial's file."""
    known = {"offered.yaml", "agreed.yaml", "broken.yaml"}
    written = [path for path in desk.glob("*.yaml") if path.name not in known]
    if written:
        written[0].rename(desk / STARTER)
    else:
        (desk / STARTER).write_text(printed, encoding="utf-8")


def run(words: list[str], cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    # The checkout must not leak in through the environment.
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        words, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=600
    )


def quiet(words: list[str], cwd: Path | None = None) -> None:
    """Runs a step of the set-up; it is heard only if it fails."""
    done = run(words, cwd)
    if done.returncode:
        sys.exit(f"`{' '.join(words)}` failed\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
