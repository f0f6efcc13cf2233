"""A diff for a terminal: what got worse first, with the words of both versions."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from slacheck.audit.worth import Verdict
from slacheck.report.diff import (
    PLACED,
    VERDICT_SIGN,
    VERDICT_WORD,
    because,
    counts_text,
    machine_name,
    missing_notes,
    own,
    sections,
    sentence,
    totals,
)
from slacheck.report.palette import PLAIN, Style
from slacheck.report.words import NEAREST
from slacheck.source.excerpt import excerpt, prose, visible
from slacheck.tongue import speak

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.change import Diff
    from slacheck.audit.place import Location
    from slacheck.report.diff import Group
    from slacheck.tongue import Tongue

WIDTH = 100
QUOTED = 24
"""Up to so many changes of one verdict show the words of both versions; of more only the places are named."""


def render(diff: Diff, *, whole: bool = False, width: int = WIDTH, style: Style = PLAIN) -> str:
    """The whole diff; `whole` lists what is only reworded, too."""
    tongue = speak(diff.language)
    lines = [
        style.paint(style.strong, f"{visible(diff.old.file)} → {visible(diff.new.file)}"),
        *_wrapped(diff.new.title, "  ", width),
    ]
    for verdict, groups in sections(diff, whole=whole):
        lines += [
            "",
            style.paint(_colour(verdict, style), f"{VERDICT_SIGN[verdict]} {tongue(VERDICT_WORD[verdict])}"),
        ]
        quoted = verdict is Verdict.WORSE and sum(len(one.changes) for one in groups) <= QUOTED
        for group in groups:
            lines += ["", *_group(group, diff, width, style, tongue, quoted=quoted)]
    lines += ["", *_closing(diff, width, tongue)]
    return "\n".join(lines) + "\n"


def _colour(verdict: Verdict, style: Style) -> str:
    return {Verdict.WORSE: style.error, Verdict.BETTER: style.good, Verdict.SAME: style.faint}.get(
        verdict, style.unknown
    )


def _group(
    group: Group, diff: Diff, width: int, style: Style, tongue: Tongue, *, quoted: bool
) -> Iterator[str]:
    name, why = machine_name(group), tongue("because") + tongue(": ")
    yield style.paint(style.strong, prose(own(group.name, tongue)) + (f" [{prose(name)}]" if name else ""))
    for change in group.changes:
        yield from _wrapped(sentence(change, diff, tongue), "  - ", width)
        yield from _wrapped(because(change, tongue), f"    {why}", width)
        if change.topic in PLACED:
            continue
        for label, place in ((tongue("was"), change.old), (tongue("now"), change.new)):
            yield from _place(label, place, tongue, quoted=quoted)


def _place(label: str, place: Location, tongue: Tongue, *, quoted: bool) -> Iterator[str]:
    near = f" ({tongue(NEAREST)})" if place.missing else ""
    yield f"    {label} {visible(str(place.span))}{near}"
    if quoted:
        yield from (f"    {line}" for line in excerpt(place.span).split("\n"))


def _closing(diff: Diff, width: int, tongue: Tongue) -> Iterator[str]:
    for row in totals(diff, tongue):
        yield from _wrapped(f"{row.before} → {row.after}", f"{row.name}{tongue(': ')}", width)
    for note in missing_notes(diff, tongue):
        yield from _wrapped(note, "  ", width)
    yield counts_text(diff, tongue)


def _wrapped(text: str, first: str, width: int) -> list[str]:
    indent = " " * min(len(first), 8)
    return wrap(
        prose(text) or "-", width, initial_indent=first, subsequent_indent=indent, break_on_hyphens=False
    )
