"""A comparison of offers as one HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.report import compare as told
from slacheck.report.page import fill
from slacheck.report.tone import STATUS_TONE
from slacheck.tongue import speak
from slacheck.truth import Truth

if TYPE_CHECKING:
    from slacheck.audit.compare import Comparison

_NAMES: Final = {"told": told, "STATUS_TONE": STATUS_TONE, "Truth": Truth}


def render(comparison: Comparison) -> str:
    """The whole comparison as one page."""
    tongue, names = speak(comparison.language), told.labels(comparison)
    speaking = {
        "added": lambda cell: told.added(cell, tongue),
        "difference_text": lambda one: told.difference_text(one, names, tongue),
    }
    given = {"comparison": comparison, "names": names}
    return fill("compare.html.j2", comparison.language, {**_NAMES, **speaking}, given)
