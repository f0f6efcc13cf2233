"""Where the report goes: one or several formats, each to stdout or to a file of its own, all from one audit."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple

from slacheck.face.console import coloured, deliver, encoded, note, width
from slacheck.face.files import append_whole, size_of
from slacheck.report.formats import FORMATS
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slacheck.audit.model import Report
    from slacheck.report.formats import Format

DEFAULT = "text"
STDOUT = "-"
STEP_SUMMARY = "GITHUB_STEP_SUMMARY"
"""The variable in which GitHub names the file for the summary of a step."""


class Misused(Exception):
    """Formats and files that do not go together; the message says why."""


class Target(NamedTuple):
    """One format, and the file for it: "" where the command line names none with it."""

    format: str
    file: str


class Outputs(NamedTuple):
    """Everything that is to be written of a run."""

    targets: tuple[Target, ...]
    summary: str | None
    """The file to whose end a summary in Markdown goes."""

    def holds(self, name: str) -> bool:
        """Whether a format is among them."""
        return any(target.format == name for target in self.targets)


def add_outputs(command: argparse.ArgumentParser) -> None:
    """Declare the arguments that say in which forms and where to write the report."""
    command.add_argument(
        "--format",
        action="append",
        type=_target,
        metavar="FORMAT[=FILE]",
        help=f"the form of the report: {', '.join(FORMATS)} ({DEFAULT}); may be repeated, each with its FILE",
    )
    command.add_argument("--output", "-o", metavar="FILE", help="write the report there instead of to stdout")
    command.add_argument(
        "--summary",
        metavar="FILE",
        help=f"append a summary in Markdown (with `github`: to the file that {STEP_SUMMARY} names)",
    )


def _target(text: str) -> Target:
    name, equals, file = text.partition("=")
    if name not in FORMATS:
        hint = did_you_mean(name, list(FORMATS), f"known: {', '.join(FORMATS)}")
        raise argparse.ArgumentTypeError(f"no format is called `{name}`; {hint}")
    if equals and not file:
        raise argparse.ArgumentTypeError(f"`{text}` names no file after the `=`")
    return Target(name, file)


def outputs_of(arguments: argparse.Namespace) -> Outputs:
    """What the command line asks for, else the settings; raises `Misused` before anything is checked."""
    settings = getattr(arguments, "settings", None)
    asked = arguments.format
    if asked is None and arguments.output is None and settings is not None:
        asked = [Target(*pair) for pair in settings.formats()]
    targets = _placed(asked or [Target(DEFAULT, "")], arguments.output)
    summary = arguments.summary
    if summary is None and any(target.format == "github" for target in targets):
        summary = os.environ.get(STEP_SUMMARY) or None
    return Outputs(targets, summary)


def _placed(targets: Sequence[Target], output: str | None) -> tuple[Target, ...]:
    """Each target with its file, `-` for stdout; no two of them in one place."""
    bare = [target.format for target in targets if not target.file]
    if len(bare) > 1:
        names = ", ".join(f"`{name}`" for name in bare)
        raise Misused(f"{names} cannot go to one place: name a file for each, `--format {bare[-1]}=FILE`")
    if output is not None and not bare:
        raise Misused("`--output` has no format to write: every format names its own file")
    placed = tuple(target._replace(file=target.file or output or STDOUT) for target in targets)
    files = [os.path.realpath(file) if file != STDOUT else file for _, file in placed]
    for (_, file), real in zip(placed, files, strict=True):
        if files.count(real) > 1:
            raise Misused(f"two formats cannot go to one place: `{file}`")
    return placed


def check_possible(targets: Sequence[Target], formats: Mapping[str, Format], *, terminal: bool) -> None:
    """Raises `Misused` for a format that is not installed, or that a terminal cannot show and that would go there."""
    for name, file in targets:
        form = formats[name]
        if form.needs and find_spec(form.needs) is None:
            raise Misused(
                f"`{name}` needs `{form.needs}`, which is not installed: pip install 'slacheck[{name}]'"
            )
        if file == STDOUT and terminal and form.binary:
            raise Misused(f"`{name}` is no text: name a file, `--format {name}=report.{form.extension}`")


def write_outputs(report: Report, outputs: Outputs, formats: Mapping[str, Format] = FORMATS) -> bool:
    """Write every format, and the summary; whether all of it could be written. What cannot be is told, and left out."""
    whole = True
    for name, file in outputs.targets:
        result = _rendered(report, name, file, formats)
        try:
            deliver(result, file)
        except OSError as error:
            whole = _refused(name, "stdout" if file == STDOUT else file, error)
    if outputs.summary is not None:
        try:
            _summarise(report, outputs.summary)
        except OSError as error:
            whole = _refused("summary", outputs.summary, error)
    return whole


def _refused(name: str, file: str, error: OSError) -> bool:
    note(f"slacheck: {file}: {(error.strerror or str(error)).lower()}: the {name} report is not written")
    return False


def _rendered(report: Report, name: str, file: str, formats: Mapping[str, Format]) -> str | bytes:
    """The report in one form; only text knows a terminal."""
    if name != "text":
        return formats[name].render(report)
    from slacheck.report.text import ANSI, PLAIN, render

    style = ANSI if coloured(None if file == STDOUT else file) else PLAIN
    return render(report, width=width(), style=style)


def _summarise(report: Report, file: str) -> None:
    """Append the summary; GitHub refuses what grows over its limit, so what is there already counts."""
    from slacheck.report.github import SUMMARY_BYTES, summary

    room = max(0, SUMMARY_BYTES - size_of(file))
    append_whole(file, encoded(summary(report, room)))


def on_terminal() -> bool:
    """Whether stdout is one."""
    return sys.stdout.isatty()
