"""The terminal: data to stdout or a file, everything else to stderr."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from slacheck.face.files import write_whole
from slacheck.source.excerpt import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from slacheck.source.problem import Problem

WORTH_A_BAR = 20
"""From how many files on a progress bar is shown."""


def coloured(output: str | None) -> bool:
    """Whether to write colours: on a terminal that does not refuse them (https://no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return output is None
    return output is None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns to write in: those of the terminal within 60 and 120, or 100 where there is none."""
    if not sys.stdout.isatty():
        return 100
    return max(60, min(120, os.get_terminal_size(sys.stdout.fileno()).columns))


def deliver(text: str, output: str | None) -> None:
    """Write a result to stdout or, whole or not at all, to a file; always as UTF-8."""
    deliver_bytes(text.encode("utf-8", "backslashreplace"), output)


def deliver_bytes(data: bytes, output: str | None) -> None:
    """Write a result that is no text of ours: the bytes as they are."""
    if output is not None and output != "-":
        write_whole(output, data)
        return
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader has seen enough; the exit code still tells the result.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def note(text: str) -> None:
    """One line beside the data."""
    sys.stderr.write(f"{text}\n")


def complain(problems: Iterable[Problem]) -> None:
    """What is wrong with an input, with the words that are."""
    sys.stderr.write("\n".join(render(problem) for problem in problems) + "\n")


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on stderr for a long run on a terminal; nothing elsewhere."""
    if total < WORTH_A_BAR or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("checking", total=total)
        yield lambda: bar.advance(task)
