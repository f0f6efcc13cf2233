"""The formats of a report, by the name that a user gives; a renderer is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slacheck.audit.model import Report


class Format(NamedTuple):
    """One way to write a report."""

    render: Callable[[Report], str | bytes]
    media: str
    """The media type (RFC 6838)."""
    extension: str
    """How a file of this format ends, without the dot."""
    binary: bool = False
    """Whether it is no text, so that a terminal cannot show it."""
    needs: str = ""
    """The module that only an extra of this package installs, which is called as the format is."""


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


def _sarif(report: Report) -> str:
    from slacheck.report.sarif import render

    return render(report)


def _junit(report: Report) -> str:
    from slacheck.report.junit_check import render

    return render(report)


def _gitlab(report: Report) -> str:
    from slacheck.report.gitlab import render

    return render(report)


def _github(report: Report) -> str:
    from slacheck.report.github import render

    return render(report)


def _csv(report: Report) -> str:
    from slacheck.report.csv_sheet import render

    return render(report)


def _docx(report: Report) -> bytes:
    from slacheck.report.docx_list import render

    return render(report)


def _xlsx(report: Report) -> bytes:
    from slacheck.report.xlsx_book import render

    return render(report)


def _pdf(report: Report) -> bytes:
    from slacheck.report.pdf_page import render

    return render(report)


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: Mapping[str, Format] = {
    "text": Format(_text, "text/plain", "txt"),
    "json": Format(_json, "application/json", "json"),
    "markdown": Format(_markdown, "text/markdown", "md"),
    "html": Format(_html, "text/html", "html"),
    "sarif": Format(_sarif, "application/sarif+json", "sarif"),
    "junit": Format(_junit, "application/xml", "xml"),
    "gitlab": Format(_gitlab, "application/json", "json"),
    "github": Format(_github, "text/plain", "txt"),
    "csv": Format(_csv, "text/csv", "csv"),
    "docx": Format(_docx, f"{_OFFICE}.wordprocessingml.document", "docx", binary=True),
    "xlsx": Format(_xlsx, f"{_OFFICE}.spreadsheetml.sheet", "xlsx", binary=True),
    "pdf": Format(_pdf, "application/pdf", "pdf", binary=True, needs="typst"),
}
