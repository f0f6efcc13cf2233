"""A diff in Markdown, short enough for a comment on a pull request: one table a verdict, worse first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.report.diff import (
    PLACED,
    VERDICT_SIGN,
    VERDICT_WORD,
    because,
    counts_text,
    headline,
    lines_text,
    machine_name,
    missing_notes,
    sections,
    sentence,
    totals,
)
from slacheck.report.markdown import code, table, text
from slacheck.report.words import NONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.change import Change, Diff
    from slacheck.report.diff import Group


def render(diff: Diff, *, whole: bool = False) -> str:
    """The whole diff; `whole` lists what is only reworded, too."""
    return "\n".join(_lines(diff, whole=whole)) + "\n"


def _lines(diff: Diff, *, whole: bool) -> Iterator[str]:
    yield f"# {text(diff.new.title)}: {headline(diff)}"
    yield ""
    yield f"{code(diff.old.file)} → {code(diff.new.file)}: {counts_text(diff)}"
    yield ""
    head = ("Price", "Before", "After")
    yield from table(head, ((text(row.name), text(row.before), text(row.after)) for row in totals(diff)))
    yield ""
    for note in missing_notes(diff):
        yield f"- {text(note)}"
    if missing_notes(diff):
        yield ""
    for verdict, groups in sections(diff, whole=whole):
        yield f"## {VERDICT_SIGN[verdict]} {VERDICT_WORD[verdict].capitalize()}"
        yield ""
        yield from table(("What", "Change", "Because", "Lines"), _rows(groups, diff), right=1)
        yield ""


def _rows(groups: list[Group], diff: Diff) -> Iterator[tuple[str, ...]]:
    for group in groups:
        for change in group.changes:
            name = machine_name(group)
            yield (
                text(group.name) + (f" {code(name)}" if name else ""),
                text(sentence(change, diff)),
                text(because(change)),
                _places(change),
            )


def _places(change: Change) -> str:
    return NONE if change.topic in PLACED else lines_text(change)
