"""
How fast slacheck is, as ratios measured in one run on one machine; absolute times are nobody's promise.

Both sides of a ratio take turns, round by round, and the medians of the rounds are compared, so that a
machine that slows down meanwhile slows both. A target that is missed is shown, not punished; the exit code is
1 only where something could not be measured. Run it by `make bench`.
"""

from __future__ import annotations

import gc
import itertools
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from statistics import median
from time import perf_counter

CHECKOUT = Path(__file__).resolve().parents[2]
CONTRACTS = CHECKOUT / "contracts"
ONE = CONTRACTS / "payroll" / "offered.yaml"
COPIES = 400
ROUNDS = 7
COLD_ROUNDS = 15
LONG_ROUNDS = 3
GAPS = 1

SLACHECK = [sys.executable, "-m", "slacheck"]
BARE = [sys.executable, "-c", "import yaml, pydantic"]
IMPORTS = [sys.executable, "-c", "from slacheck.face.library import shipped; import slacheck.face.selection"]
LOADED = "by.select(by.Wanted((), 'everything', {}), it.shipped(), None)"
LOADING = [sys.executable, "-c", f"from slacheck.face import library as it, selection as by; {LOADED}"]
MODEL = [sys.executable, "-c", "import yaml, pydantic\nclass One(pydantic.BaseModel): one: int"]


@dataclass(frozen=True, slots=True)
class Ratio:
    """What was compared: milliseconds of the one (`over`) and of the other (`under`)."""

    what: str
    over: float
    under: float
    target: float | None = None

    def row(self) -> str:
        value = self.over / self.under
        wanted = "" if self.target is None else f"<= {self.target}"
        verdict = "" if self.target is None else ("met" if value <= self.target else "missed")
        return f"{self.what:62} {value:6.2f}   {wanted:7} {verdict:7} {self.over:8.1f} {self.under:8.1f}"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="slacheck-bench-") as name:
        folder = Path(name) / "contracts"
        files = copies(folder)
        report = Path(name) / "report.json"
        # Memory first: a child starts with the peak of the process that started it.
        whole = ["check", str(folder), "--pack", "baseline", "--format", "json", "--output", str(report)]
        memory = peaks([*SLACHECK, *whole])
        ratios = [*cold(), *warm(whole, files), *machines(folder)]
    print(f"{'ratio':62} {'value':>6}   {'target':7} {'':7} {'ms':>8} {'ms':>8}")
    for ratio in ratios:
        print(ratio.row())
    print(f"peak memory: check of {COPIES} documents {memory[0]:.0f} MiB, bare import {memory[1]:.0f} MiB")
    return 0


def copies(folder: Path) -> list[Path]:
    """Writes the sample contracts into a folder, over and over, until it holds 400 documents."""
    folder.mkdir()
    samples = sorted(CONTRACTS.rglob("*.yaml"))
    if not samples:
        sys.exit(f"no contract under {CONTRACTS}")
    files = []
    for number, sample in zip(range(COPIES), itertools.cycle(samples), strict=False):
        files.append(folder / f"{number:03}-{sample.parent.name}-{sample.name}")
        files[-1].write_bytes(sample.read_bytes())
    return files


def cold() -> list[Ratio]:
    """One contract in a new process, text report, against a process that only imports yaml and pydantic.

    The second ratio is the floor of the first: what any program pays that declares a single pydantic model.
    """

    def bare() -> None:
        process(BARE, 0)

    over, under = turns(lambda: process([*SLACHECK, "check", str(ONE)], GAPS), bare, rounds=COLD_ROUNDS)
    model, again = turns(lambda: process(MODEL, 0), bare, rounds=COLD_ROUNDS)
    loading, imports = turns(lambda: process(LOADING, 0), lambda: process(IMPORTS, 0), rounds=COLD_ROUNDS)
    return [
        Ratio("check one contract, cold / `import yaml, pydantic`", over, under, 1.5),
        Ratio("one pydantic model with one field, cold / the same", model, again),
        Ratio("load every pack, cold / the imports alone (150 ms more at most)", loading, imports),
    ]


def warm(words: list[str], files: list[Path]) -> list[Ratio]:
    """Check against positioned parse, and that parse against the bare events, on the same bytes."""
    from slacheck.source.yaml import decode, read

    contents = [(file.name, file.read_bytes()) for file in files]
    check = in_process(words)
    check_by_all = in_process([*words[:2], "--profile", "everything", *words[4:]])

    def parse() -> None:
        for name, data in contents:
            read(decode(name, data))

    def events() -> None:
        for _, data in contents:
            exhaust(data)

    whole, parsed = turns(check, parse)
    by_all, parsed_then = turns(check_by_all, parse)
    parsed_again, bare = turns(parse, events)
    return [
        Ratio(f"check {COPIES} documents, JSON / positioned parse alone", whole, parsed, 2.0),
        Ratio("the same by all packs / positioned parse alone", by_all, parsed_then, 3.0),
        Ratio(f"positioned parse of {COPIES} documents / PyYAML's C events alone", parsed_again, bare),
    ]


def machines(folder: Path) -> list[Ratio]:
    """A check that writes a format for machines against the same check as text."""

    def checked(form: str) -> Callable[[], None]:
        return in_process(["check", str(folder), "--format", f"{form}={folder.parent / form}"])

    return [
        Ratio(
            f"check {COPIES} documents as {form} / as text",
            *turns(checked(form), checked("text"), rounds=LONG_ROUNDS),
            1.3,
        )
        for form in ("json", "sarif", "junit", "gitlab", "github", "csv")
    ]


def in_process(words: list[str]) -> Callable[[], None]:
    """Calls slacheck in this process, as often as wanted."""
    from slacheck.face.cli import main as slacheck

    def check() -> None:
        said = StringIO()
        try:
            with redirect_stderr(said):
                code = slacheck(words)
        except SystemExit:  # the command line is refused
            sys.exit(said.getvalue())
        demand(["slacheck", *words], code, GAPS)

    return check


def exhaust(data: bytes) -> None:
    """Takes every event of a document from PyYAML's C parser and makes nothing of it."""
    from yaml import StreamEndEvent
    from yaml.cyaml import CParser

    take = CParser(data).get_event
    while not isinstance(take(), StreamEndEvent):
        pass


def turns(one: Callable[[], None], other: Callable[[], None], *, rounds: int = ROUNDS) -> tuple[float, float]:
    """Median milliseconds of two things that take turns, after one turn each to warm up."""
    one(), other()
    times = [(clock(one), clock(other)) for _ in range(rounds)]
    return median(first for first, _ in times), median(second for _, second in times)


def clock(work: Callable[[], None]) -> float:
    """The milliseconds that a piece of work takes, its predecessor's garbage not counted."""
    gc.collect()
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def process(words: list[str], expected: int) -> None:
    # Modules are compiled once on a user's machine, so their bytecode is kept here, too.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(words, cwd=CHECKOUT, capture_output=True, check=False, env=environment)
    demand(words, done.returncode, expected)


def demand(words: list[str], code: int, expected: int) -> None:
    """Ends the run where a command did something else than the work to be measured."""
    if code != expected:
        sys.exit(f"`{' '.join(words)}` gave exit code {code} where {expected} was expected")


def peaks(words: list[str]) -> tuple[float, float]:
    """Peak resident memory in MiB of a command, and of a process that only imports yaml and pydantic."""
    return peak(words, GAPS), peak(BARE, 0)


def peak(words: list[str], expected: int) -> float:
    child = subprocess.Popen(words, cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    demand(words, child.returncode, expected)
    # Linux counts KiB here, macOS bytes.
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    sys.exit(main())
