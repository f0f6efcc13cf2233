"""What a GitHub workflow obeys: commands that put a finding beside its line, and a summary of the job in Markdown.

GitHub shows ten annotations of each level for a step, the first ones. So ten are written, the gravest; what remains
stands in the log as plain lines, and the summary lists everything. What is waived, or known from a baseline, is no
annotation: it stands in the log and in the summary, in tables of its own. No text from outside ends a command or begins
one: line breaks are gone, the signs of the syntax are escaped, and `::` or `##[` at the wrong place is taken apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from slacheck.report.aside import asides
from slacheck.report.group import LISTED, gaps
from slacheck.report.markdown import code, table, text
from slacheck.report.plain import ELLIPSIS, sentence
from slacheck.report.tally import run_tally, verdict
from slacheck.report.tone import GRAVEST, grade, gravity
from slacheck.report.where import relative
from slacheck.report.words import TITLE, told
from slacheck.rule.model import Outcome
from slacheck.source.excerpt import prose, visible
from slacheck.tongue import speak, worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from slacheck.audit.model import ContractReport, Finding, Report
    from slacheck.source.span import Span
    from slacheck.tongue import Tongue

SHOWN: Final = 10
"""So many annotations of each level are shown of a step."""
SUMMARY_BYTES: Final = 1024 * 1024
"""A larger summary of a step is refused as a whole."""
LONGEST: Final = 4_000
"""More characters of a message are of no use in an annotation."""
LEVELS: Final = ("notice", "notice", "warning", "error", "error")
"""By gravity."""
BETWEEN: Final = " · "
UNREADABLE: Final = worded("unreadable contract")
NOT_CHECKED: Final = worded("not checked")
NOTHING: Final = worded("no contract was found: nothing was checked")
MORE: Final = worded("what GitHub does not show, or not in full, beside its line:")

CONTRACTS: Final = (
    worded("Contract"), worded("File"), worded("Result"), worded("Error"), worded("Warning"), worded("Info"),
    worded("Unknown"), worded("Passed"),
)  # fmt: skip
FINDINGS: Final = ("", worded("Rule"), worded("Finding"), worded("Place"))


class Entry(NamedTuple):
    """Something to show, from a finding or from a problem of a file."""

    gravity: int
    grade: str
    title: str
    message: str
    advice: str
    file: str
    span: Span | None


def render(report: Report) -> str:
    """The commands, worst first; what is over ten a level, as lines; the counts of everything."""
    written = dict.fromkeys(LEVELS, 0)
    commands: list[str] = []
    tongue = speak(report.language)
    rest: list[str] = []
    for group in _groups(entries(report)):
        level = LEVELS[group[0].gravity]
        written[level] += 1
        shown = written[level] <= SHOWN
        if shown:
            commands.append(_command(level, group))
        if not shown or len(_said(group)) > LONGEST:
            rest += map(_line, group)
    if rest:
        rest.insert(0, tongue(MORE))
    if not report.contracts and not report.unreadable:
        commands.append(f"::warning title=slacheck::{_data(tongue(NOTHING))}")
    return (
        "\n".join([*commands, *rest, *_set_aside(report, tongue), *map(_inert, run_tally(report, tongue))])
        + "\n"
    )


def _set_aside(report: Report, tongue: Tongue) -> Iterator[str]:
    """What does not count, and what is found no longer, as lines."""
    for contract in report.contracts:
        for section in asides(contract, tongue):
            yield _inert(f"{contract.id}{tongue(': ')}{section.title}")
            yield from (f"- {_inert(_cut(BETWEEN.join(row)))}" for row in section.rows)


def _groups(found: Iterable[Entry]) -> Iterable[list[Entry]]:
    """What one rule says of one place with one gravity, together: it would take the room of other rules."""
    groups: dict[object, list[Entry]] = {}
    for entry in found:
        # Every problem of a file has a place of its own, or none.
        key = (entry.gravity, entry.title, entry.file, entry.span)
        groups.setdefault(key, []).append(entry)
    return groups.values()


def entries(report: Report) -> list[Entry]:
    """Everything that must be acted on, worst first; among equals as the report has it."""
    return sorted(_entries(report), key=lambda entry: -entry.gravity)


def _entries(report: Report) -> Iterator[Entry]:
    tongue = speak(report.language)
    for file in report.unreadable:
        name = visible(relative(file.file, report.root))
        for problem in file.problems:
            yield Entry(
                GRAVEST,
                tongue(NOT_CHECKED),
                tongue(UNREADABLE),
                prose(problem.message),
                prose(problem.help),
                name,
                problem.span,
            )
    for contract in report.contracts:
        for one in contract.findings:
            if one.outcome in LISTED and one.counts:
                grave = gravity(one, strict=report.strict)
                yield Entry(
                    grave,
                    tongue(grade(one)),
                    prose(one.rule),
                    prose(told(one, tongue)),
                    _advice(one, tongue),
                    visible(relative(one.location.span.source.name, report.root)),
                    one.location.span,
                )


def _advice(finding: Finding, tongue: Tongue) -> str:
    if finding.outcome is Outcome.GAP:
        return f"{tongue('instead')}{tongue(': ')}{prose(finding.remedy)}"
    asked = " ".join(sentence(question.text) for question in finding.questions)
    return f"{tongue('to be settled')}{tongue(': ')}{asked}" if asked else ""


def _command(level: str, group: list[Entry]) -> str:
    first = group[0]
    many = f" ({len(group)})" if len(group) > 1 else ""
    properties = [
        f"file={_property(first.file)}",
        *_region(first.span),
        f"title={_property(first.title)}{many}",
    ]
    return f"::{level} {','.join(properties)}::{_data(_cut(_said(group)))}"


def _said(group: list[Entry]) -> str:
    """What was found, a line each, then each advice once."""
    advice = dict.fromkeys(entry.advice for entry in group if entry.advice)
    return "\n".join([*(entry.message for entry in group), *advice])


def _line(entry: Entry) -> str:
    return f"- {_inert(_place(entry))}: {entry.grade}: {_inert(_cut(entry.message))} [{_inert(entry.title)}]"


def _region(span: Span | None) -> Iterator[str]:
    """Lines; columns only within one line, as GitHub demands."""
    if span is None:
        return
    (line, column), (end_line, end_column) = span.source.position(span.start), span.source.position(span.end)
    yield f"line={line}"
    yield f"endLine={end_line}"
    if line == end_line:
        yield f"col={column}"
        yield f"endColumn={end_column}"


def _place(entry: Entry) -> str:
    return entry.file if entry.span is None else f"{entry.file}:{entry.span.line}:{entry.span.column}"


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST] + ELLIPSIS


def _inert(words: str) -> str:
    """Words of which no part is a command: the older form of commands is obeyed anywhere in a line."""
    plain = prose(words).replace("##[", "## [")
    return f". {plain}" if plain.startswith("::") else plain


def _data(words: str) -> str:
    escaped = words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace("##[", "## [")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


# -- the summary of a job


def summary(report: Report, room: int = SUMMARY_BYTES) -> str:
    """The contracts, then all findings, worst first, in at most so many bytes; it says how many did not fit."""
    tongue = speak(report.language)
    counts = (f"- {text(line)}" for line in run_tally(report, tongue))
    head = "\n".join([f"## {tongue(TITLE)}", "", *counts, ""])
    contracts = (_contract(one, report, tongue) for one in report.contracts)
    first = _table(CONTRACTS, contracts, (room - _size(head)) // 2, tongue, right=5)
    rest = room - _size(head) - _size(first)
    found = _table(FINDINGS, _rows(entries(report)), rest, tongue)
    return f"{head}{first}{found}{_aside_tables(report, rest - _size(found), tongue)}"


def _aside_tables(report: Report, room: int, tongue: Tongue) -> str:
    """What does not count, in as many tables as there is room for."""
    written: list[str] = []
    for contract in report.contracts:
        for section in asides(contract, tongue):
            title = f"\n**{text(contract.title + tongue(': ') + section.title)}**\n"
            rows = (tuple(text(_cut(cell)) for cell in row) for row in section.rows)
            made = title + _table(section.head, rows, room - _size(title), tongue)
            if _size(made) <= room:
                written.append(made)
                room -= _size(made)
    return "".join(written)


def _size(lines: str) -> int:
    return len(lines.encode("utf-8", "backslashreplace"))


def _table(
    head: Sequence[str], rows: Iterable[Sequence[str]], room: int, tongue: Tongue, right: int = 0
) -> str:
    """A table of as many rows as there is room for, and how many there is no room for."""
    lines = ["", *table(tuple(map(tongue, head)), rows, right)]
    if len(lines) == 3:
        return ""
    left, used = 0, _size("\n".join(lines)) + 1
    if used > room:
        used += _size(_left(len(lines), tongue))
    while used > room and len(lines) > 3:
        used -= _size(lines.pop()) + 1
        left += 1
    return "\n".join([*lines, *([_left(left, tongue)] if left else []), ""])


def _left(number: int, tongue: Tongue) -> str:
    said = tongue.many(
        "{number} more row does not fit into a summary; the other formats hold everything.",
        "{number} more rows do not fit into a summary; the other formats hold everything.",
        number,
    )
    return f"\n**{text(said)}**"


def _contract(one: ContractReport, report: Report, tongue: Tongue) -> tuple[str, ...]:
    counts = [
        *gaps([one]).values(),
        *(one.counts.get(outcome, 0) for outcome in (Outcome.UNKNOWN, Outcome.PASS)),
    ]
    return text(one.title), code(relative(one.file, report.root)), verdict(one, tongue), *map(str, counts)


def _rows(found: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    """The findings; what to do about one stands where its rule first says so."""
    advised: set[tuple[str, str]] = set()
    for entry in found:
        key = (entry.title, entry.advice)
        fresh = bool(entry.advice) and key not in advised
        advised.add(key)
        advice = f"<br>{text(_cut(entry.advice))}" if fresh else ""
        yield (
            f"**{entry.grade}**",
            code(entry.title),
            text(_cut(entry.message)) + advice,
            code(_place(entry)),
        )
