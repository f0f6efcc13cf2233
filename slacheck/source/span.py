"""A file's text and the places in it: `Source` and `Span`.

Offsets count code points from 0. Lines and columns count from 1 and a line ends at LF, CRLF or CR,
the line breaks of YAML 1.2.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file under the name that the user gave.

    `sha256` is the hexadecimal digest of the raw bytes; name and digest are the identity.
    """

    name: str
    text: str = field(compare=False, repr=False)
    sha256: str
    _starts: list[int] = field(default_factory=list, init=False, compare=False, repr=False)

    def line(self, number: int) -> str:
        """The text of a line without its line break; "" past the last line."""
        starts = self.starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def starts(self) -> list[int]:
        """The offset where each line starts, found once, when a position is first asked for."""
        if not self._starts:
            self._starts.append(0)
            self._starts.extend(match.end() for match in _BREAK.finditer(self.text))
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset."""
        starts = self.starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1


@dataclass(frozen=True, slots=True)
class Span:
    """The characters [start, end) of a source."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        """The line of the first character."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The column of the first character, in code points."""
        return self.source.position(self.start)[1]

    @property
    def end_line(self) -> int:
        """The line of the place just after the last character."""
        return self.source.position(self.end)[0]

    @property
    def end_column(self) -> int:
        """The column just after the last character, in code points."""
        return self.source.position(self.end)[1]

    @property
    def text(self) -> str:
        """The words themselves, as written."""
        return self.source.text[self.start : self.end]

    def __str__(self) -> str:
        """`file:line:column`, the form that editors and terminals turn into a link."""
        return f"{self.source.name}:{self.line}:{self.column}"
