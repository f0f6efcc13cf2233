"""The colours of a terminal, or none: the face decides, the renderer only names the role of a word."""

from __future__ import annotations

from typing import NamedTuple

from slacheck.rule.model import Outcome, Severity


class Style(NamedTuple):
    """The escape sequence that begins each role, and the one that ends any of them."""

    strong: str = ""
    error: str = ""
    warning: str = ""
    info: str = ""
    unknown: str = ""
    good: str = ""
    faint: str = ""
    end: str = ""

    def paint(self, code: str, text: str) -> str:
        """A text in one of the roles."""
        return f"{code}{text}{self.end}" if code else text

    def of(self, outcome: Outcome, severity: Severity) -> str:
        """The role of a finding."""
        if outcome is Outcome.UNKNOWN:
            return self.unknown
        if outcome is Outcome.BROKEN:
            return self.error
        return {Severity.ERROR: self.error, Severity.WARNING: self.warning, Severity.INFO: self.info}[
            severity
        ]


PLAIN = Style()
ANSI = Style(
    strong="\x1b[1m",
    error="\x1b[1;31m",
    warning="\x1b[1;33m",
    info="\x1b[1;36m",
    unknown="\x1b[1;35m",
    good="\x1b[32m",
    faint="\x1b[2m",
    end="\x1b[0m",
)
