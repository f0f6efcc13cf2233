"""Reads a report as a person does, whatever it is written in: the text of a Word, Excel or PDF file."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

_WORDS = re.compile(r"</w:p>|<w:tab/>|<w:t(?: [^>]*)?>([^<]*)</w:t>")
# A word that is broken over two lines at a joint of its own.
_BROKEN = re.compile(r"(?<=\w[-/._:@])\n(?=\w)")


def text_of(data: bytes | str) -> str:
    """All words that a reader sees; of a text, the text."""
    if isinstance(data, str):
        return data
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as package:
            names = package.namelist()
        return _docx(data) if "word/document.xml" in names else "\n".join(cells_of(data))
    return _pdf(data) if data.startswith(b"%PDF-") else data.decode()


def _docx(data: bytes) -> str:
    """A line a paragraph: of the body, with what stands in its tables and forms, and of the footer."""
    with ZipFile(BytesIO(data)) as package:
        parts = [
            package.read(name).decode()
            for name in package.namelist()
            if re.match(r"word/(document|footer)", name)
        ]
    found = (match[1] if match[0].startswith("<w:t") and match[1] is not None else "\n"
             for part in parts for match in _WORDS.finditer(part))  # fmt: skip
    text = "".join(found)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")


def cells_of(data: bytes) -> list[str]:
    """The name of each sheet of a workbook, and its cells row by row."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data))
    return [
        text
        for sheet in book.worksheets
        for text in (sheet.title, *(str(cell) for row in sheet.values for cell in row if cell is not None))
    ]


def pages_of(data: bytes) -> list[str]:
    """The text of each page of a PDF, a line a line."""
    from pypdf import PdfReader

    return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def _pdf(data: bytes) -> str:
    """The pages on one line each, with no word broken."""
    return "\n".join(_BROKEN.sub("", page).replace("\n", " ").replace("  ", " ") for page in pages_of(data))
