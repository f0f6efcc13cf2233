"""A diff as one HTML page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from slacheck.report import diff as told
from slacheck.report.page import fill, speaking
from slacheck.report.tone import STATUS_TONE
from slacheck.tongue import speak

if TYPE_CHECKING:
    from slacheck.audit.change import Diff

_NAMES: Final = {"told": told, "STATUS_TONE": STATUS_TONE}
_SPEAKING: Final[tuple[Callable[..., object], ...]] = (
    told.headline, told.counts_text, told.totals, told.missing_notes, told.sentence, told.moved, told.because,
    told.own,
)  # fmt: skip
"""What the template calls without the tongue, its last argument."""


def render(diff: Diff, *, whole: bool = False) -> str:
    """The whole diff as one page; `whole` lists what is only reworded, too."""
    given = {"diff": diff, "sections": told.sections(diff, whole=whole), "whole": whole}
    names = {**_NAMES, **speaking(_SPEAKING, speak(diff.language))}
    return fill("diff.html.j2", diff.language, names, given)
