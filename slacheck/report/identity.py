"""Identities that no two entries of a list share, and that an edit elsewhere in a file does not change.

A fingerprint is unique in its contract. Two contracts may bear one id, as two offers or two copies of a file do: the
later one's findings then count their file in.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slacheck.audit.model import Finding
    from slacheck.source.problem import Problem


class Identities:
    """Gives out each identity once."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._asked: Counter[tuple[str, ...]] = Counter()

    def of_finding(self, finding: Finding, file: str) -> str:
        """The fingerprint, or one made from it where another contract's finding has the same."""
        if finding.fingerprint in self._given:
            return self._made(finding.fingerprint, file)
        self._given.add(finding.fingerprint)
        return finding.fingerprint

    def of_problem(self, problem: Problem, file: str) -> str:
        """What tells a problem from others: its file and its message."""
        return self._made("unreadable", file, problem.message)

    def _made(self, *parts: str) -> str:
        self._asked[parts] += 1
        whole = "\x1f".join((*parts, str(self._asked[parts])))
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32]
