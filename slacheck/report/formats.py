"""The formats of a report, by the name that a user gives; a renderer is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slacheck.audit.model import Report


class Format(NamedTuple):
    """One way to write a report."""

    render: Callable[[Report], str]
    media: str
    """The media type (RFC 6838)."""
    extension: str
    """How a file of this format ends, without the dot."""


def _text(report: Report) -> str:
    from slacheck.report.text import render

    return render(report)


def _json(report: Report) -> str:
    from slacheck.report.json_v1 import render

    return render(report)


def _markdown(report: Report) -> str:
    from slacheck.report.markdown import render

    return render(report)


def _html(report: Report) -> str:
    from slacheck.report.html import render

    return render(report)


FORMATS: Mapping[str, Format] = {
    "text": Format(_text, "text/plain", "txt"),
    "json": Format(_json, "application/json", "json"),
    "markdown": Format(_markdown, "text/markdown", "md"),
    "html": Format(_html, "text/html", "html"),
}
