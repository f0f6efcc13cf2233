"""What a Word document has beyond what the library writes: shading, languages, page numbers, content controls."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

LOCALES: Final = {"en": "en-GB", "fr": "fr-BE", "nl": "nl-BE", "de": "de-DE"}
"""Which spelling a word processor checks by."""
GREY: Final = "808080"
_THEMES: Final = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")
_SCRIPTS: Final = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")


def saved(document: Document) -> bytes:
    """The document as a package with no hour in it: the same document gives the same bytes."""
    raw, made = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name), old.read(name), ZIP_DEFLATED)
    return made.getvalue()


def set_style(paragraph: Paragraph, name: str) -> Paragraph:
    """The style of a paragraph, by a name without blanks: the library looks each one up in the whole list again."""
    body: Any = paragraph._p  # noqa: SLF001
    body.style = name
    return paragraph


def set_letters(style: Any, family: str) -> None:
    """One family of letters for every script, whatever the theme says."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in _SCRIPTS:
        fonts.set(qn(script), family)
    for theme in _THEMES:
        fonts.attrib.pop(qn(theme), None)


def set_language(owner: Any, language: str | None) -> None:
    """The language of a style or of some words, where a word processor knows it."""
    if language in LOCALES:
        owner.get_or_add_rPr().append(_element("w:lang", val=LOCALES[language]))


def shade_cell(cell: _Cell, colour: str) -> None:
    """The ground of a cell."""
    cell._tc.get_or_add_tcPr().append(_shading(colour))  # noqa: SLF001 - the library has no shading


def shade_run(run: Run, colour: str) -> None:
    """The ground of some words, in any colour: the library's markers have fifteen."""
    run._r.get_or_add_rPr().append(_shading(colour))  # noqa: SLF001


def repeat_row(row: _Row) -> None:
    """The row is shown again on each page that the table reaches."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001 - the library has no such setting


def keep_row(row: _Row) -> None:
    """No page breaks within the row."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # noqa: SLF001 - the library has no such setting


def add_page_number(paragraph: Paragraph) -> None:
    """`3 / 12`, as the word processor counts."""
    for before, field in (("", "PAGE"), (" / ", "NUMPAGES")):
        if before:
            paragraph.add_run(before)
        paragraph._p.append(_element("w:fldSimple", _words("1"), instr=field))  # noqa: SLF001 - no fields there


class Controls:
    """Content controls, what a form of Word is made of; each has a number of its own."""

    def __init__(self) -> None:
        self.made = 0

    def text(self, paragraph: Paragraph, title: str, tag: str, hint: str) -> None:
        """A place to fill in, that shows a hint until it is."""
        kind = _element("w:text", multiLine="1")
        self._add(paragraph, title, tag, [_element("w:showingPlcHdr"), kind], _words(hint, GREY))

    def choice(self, paragraph: Paragraph, title: str, tag: str, words: Sequence[str]) -> None:
        """One of several words, to begin with the first."""
        items = [_element("w:listItem", displayText=word, value=str(at)) for at, word in enumerate(words)]
        self._add(paragraph, title, tag, [_element("w:dropDownList", *items)], _words(words[0]))

    def _add(self, paragraph: Paragraph, title: str, tag: str, kind: Sequence[Any], content: Any) -> None:
        self.made += 1
        own = (
            _element("w:alias", val=title),
            _element("w:tag", val=tag),
            _element("w:id", val=str(self.made)),
        )
        properties = _element("w:sdtPr", *own, *kind)
        paragraph._p.append(_element("w:sdt", properties, _element("w:sdtContent", content)))  # noqa: SLF001


def _shading(colour: str) -> Any:
    return _element("w:shd", val="clear", color="auto", fill=colour)


def _words(text: str, colour: str = "") -> Any:
    run = _element("w:r", *([_element("w:rPr", _element("w:color", val=colour))] if colour else []))
    words = _element("w:t")
    words.text = text
    run.append(words)
    return run


def _element(name: str, *children: Any, **attributes: str) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    for child in children:
        made.append(child)
    return made
