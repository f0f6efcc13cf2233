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
    own,
    sections,
    sentence,
    totals,
)
from slacheck.report.markdown import code, table, text
from slacheck.report.words import NONE, opening
from slacheck.tongue import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.change import Change, Diff
    from slacheck.report.diff import Group
    from slacheck.tongue import Tongue


def render(diff: Diff, *, whole: bool = False) -> str:
    """The whole diff; `whole` lists what is only reworded, too."""
    return "\n".join(_lines(diff, whole=whole)) + "\n"


def _lines(diff: Diff, *, whole: bool) -> Iterator[str]:
    tongue = speak(diff.language)
    colon = tongue(": ")
    yield f"# {text(diff.new.title)}{colon}{headline(diff, tongue)}"
    yield ""
    yield f"{code(diff.old.file)} → {code(diff.new.file)}{colon}{counts_text(diff, tongue)}"
    yield ""
    prices = ((text(row.name), text(row.before), text(row.after)) for row in totals(diff, tongue))
    yield from table((tongue("Price"), tongue("Before"), tongue("After")), prices)
    yield ""
    notes = missing_notes(diff, tongue)
    for note in notes:
        yield f"- {text(note)}"
    if notes:
        yield ""
    head = (tongue("What"), tongue("Change"), tongue("Because"), tongue("Lines"))
    for verdict, groups in sections(diff, whole=whole):
        yield f"## {VERDICT_SIGN[verdict]} {opening(tongue(VERDICT_WORD[verdict]))}"
        yield ""
        yield from table(head, _rows(groups, diff, tongue), right=1)
        yield ""


def _rows(groups: list[Group], diff: Diff, tongue: Tongue) -> Iterator[tuple[str, ...]]:
    for group in groups:
        for change in group.changes:
            name = machine_name(group)
            yield (
                text(own(group.name, tongue)) + (f" {code(name)}" if name else ""),
                text(sentence(change, diff, tongue)),
                text(because(change, tongue)),
                _places(change),
            )


def _places(change: Change) -> str:
    return NONE if change.topic in PLACED else lines_text(change)
