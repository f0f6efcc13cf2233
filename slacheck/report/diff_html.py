"""A diff as one HTML page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from slacheck.report import diff as told
from slacheck.report.page import fill
from slacheck.report.price import cost_text
from slacheck.report.tone import STATUS_TONE
from slacheck.tongue import ENGLISH

if TYPE_CHECKING:
    from slacheck.audit.change import Diff

_NAMES: Final = {"told": told, "cost_text": cost_text, "STATUS_TONE": STATUS_TONE}


def render(diff: Diff, *, whole: bool = False) -> str:
    """The whole diff as one page; `whole` lists what is only reworded, too."""
    given = {"diff": diff, "sections": told.sections(diff, whole=whole), "whole": whole}
    return fill("diff.html.j2", ENGLISH, _NAMES, given)
