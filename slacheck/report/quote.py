"""The words of a contract as a document quotes them: numbered lines in which what counts is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from slacheck.source.excerpt import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.audit.model import Finding
    from slacheck.source.span import Source, Span

ENTRY_LINES = 12
"""So many lines of an entry are quoted from where it begins."""
REACH = 400
"""So many characters of a line are quoted on each side of what is marked."""
ELLIPSIS = "…"


class Piece(NamedTuple):
    """A part of a line."""

    text: str
    marked: bool


class Line(NamedTuple):
    """One line of a quotation."""

    number: int
    pieces: tuple[Piece, ...]
    skipped: bool
    """Whether lines were left out before it."""


def quote(finding: Finding) -> tuple[Line, ...]:
    """The lines of the place and of the evidence, with their words marked; of a list entry, its first lines too.

    Evidence about a whole section of the contract is named beside the quotation, not quoted.
    """
    place = finding.location.span
    source = place.source
    read = (one.location for one in finding.evidence if one.location.path.count("/") > 1)
    spans = [place, *(location.span for location in read if location.span.source == source)]
    marks: dict[int, list[Span]] = {number: [] for number in _entry(place)}
    for span in spans:
        marks.setdefault(span.line, []).append(span)
    numbers = sorted(marks)
    before = [0, *numbers]
    return tuple(
        Line(number, _pieces(source, number, marks[number]), skipped=last not in (0, number - 1))
        for last, number in zip(before, numbers, strict=False)
    )


def quoted(finding: Finding) -> Iterator[str]:
    """The same as plain lines with their numbers, and an empty one where lines were left out."""
    lines = quote(finding)
    gutter = len(str(lines[-1].number))
    for line in lines:
        if line.skipped:
            yield f"{'':{gutter}} |"
        yield f"{line.number:{gutter}} | {visible(''.join(piece.text for piece in line.pieces))}".rstrip()


def _entry(span: Span) -> range:
    """The lines of the list entry that a span begins: what follows it without falling back to the left."""
    source, first, indent = span.source, span.line, span.column - 1
    if source.line(first)[:indent].strip() != "-":
        return range(first, first + 1)
    last = first
    for number in range(first + 1, min(first + ENTRY_LINES, len(source.starts()) + 1)):
        line = source.line(number)
        if not line.strip() or len(line) - len(line.lstrip()) < indent:
            break
        last = number
    return range(first, last + 1)


def _pieces(source: Source, number: int, spans: list[Span]) -> tuple[Piece, ...]:
    """A line in parts; marks that overlap are one, and what is far from any mark is cut."""
    line, begin = source.line(number), source.starts()[number - 1]
    pieces: list[Piece] = []
    at = 0
    for start, end in sorted((span.start - begin, span.end - begin) for span in spans):
        start, end = max(start, at), min(end, len(line))  # noqa: PLW2901  # the part that is still to write
        if start < end:
            pieces += [Piece(_cut(line[at:start], first=not pieces, last=False), marked=False)]
            pieces += [Piece(_shortened(line[start:end]), marked=True)]
            at = end
    pieces.append(Piece(_cut(line[at:], first=not pieces, last=True), marked=False))
    return tuple(piece for piece in pieces if piece.text)


def _cut(text: str, *, first: bool, last: bool) -> str:
    """Plain words beside a mark: the end of what stands before it, the beginning of what follows."""
    if len(text) <= REACH:
        return text
    if first and not last:
        return ELLIPSIS + text[-REACH:]
    if last:
        return text[:REACH] + ELLIPSIS
    return _shortened(text)


def _shortened(text: str) -> str:
    return text if len(text) <= REACH else text[: REACH // 2] + ELLIPSIS + text[-REACH // 2 :]
