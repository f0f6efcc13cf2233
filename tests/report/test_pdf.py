"""The pages: numbers, digests, bookmarks, what they claim to be, and that a text is never markup."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import typst
from pypdf import PdfReader

from slacheck.report.pdf_page import render
from slacheck.tongue import LANGUAGES
from tests.reading import pages_of, text_of
from tests.report.samples import CONTRACT, FULL, GOVERNED, SINGLE, hostile, report


def marked_as(data: bytes) -> set[str]:
    """The standards that a file claims, by its metadata."""
    told = data.decode("latin-1")
    found = set()
    if "<pdfaid:part>2</pdfaid:part>" in told and "<pdfaid:conformance>A<" in told:
        found.add("PDF/A-2a")
    if "<pdfuaid:part>1</pdfuaid:part>" in told:
        found.add("PDF/UA-1")
    return found


def test_every_page_has_its_number_and_the_digest_of_its_contract():
    pages = pages_of(render(FULL))
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page
    told = [re.findall(r"(\S+) sha256 (\w{12})\b", page) for page in pages[1:-1]]
    assert {one for found in told for one in found} == {
        ("contracts/payroll.yaml", "a" * 12), ("contracts/agreed.yaml", "b" * 12),
    }  # fmt: skip
    assert "a" * 12 in pages[1]
    assert "b" * 12 in pages[-2]


def test_the_contents_name_the_pages_on_which_contracts_begin():
    pages = pages_of(render(FULL))
    begins = next(
        number for number, page in enumerate(pages, 1) if number > 1 and "contrat signé\nCustomer" in page
    )
    assert re.search(rf"contrat signé.*180\.00.EUR / month {begins}\b", pages[0].replace("\n", " "))


def test_has_bookmarks_down_to_the_rules():
    def titles(outline):
        return [title for one in outline for title in (titles(one) if isinstance(one, list) else [one.title])]

    found = titles(PdfReader(BytesIO(render(SINGLE))).outline)
    assert "Externalisation de la paie" in found
    assert "2. Baseline sold as option" in found
    assert "How to read this report" in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_is_fit_for_an_archive_and_a_screen_reader(language):
    """Tagged, with a title and a language, of the standards that its metadata claim."""
    data = render(FULL._replace(language=language))
    root = PdfReader(BytesIO(data)).trailer["/Root"]
    assert marked_as(data) == {"PDF/A-2a", "PDF/UA-1"}
    assert root["/Lang"][:2] == language
    assert root["/MarkInfo"]["/Marked"]


def test_claims_no_standard_where_a_character_has_no_glyph(monkeypatch):
    """It is written all the same, and every other character is there; here the machine has no fonts."""
    original = typst.compile
    monkeypatch.setattr(typst, "compile", lambda **given: original(**{**given, "ignore_system_fonts": True}))
    data = render(report(CONTRACT._replace(title="Vertrag \U0001f9ff \uac00")))
    assert marked_as(data) == set()
    assert "Vertrag" in text_of(data)


def test_tells_its_day_and_no_hour():
    told = PdfReader(BytesIO(render(SINGLE))).metadata
    assert told.creation_date.isoformat() == told.modification_date.isoformat() == "2026-11-22T00:00:00+00:00"
    assert told.title == "Gap report: Externalisation de la paie"


@pytest.mark.parametrize(
    "words",
    [
        '#panic("x")',
        '#import "x.typ"',
        "*bold* _it_ $x$ `raw` @label <label> = Head",
        "[#sys.inputs]",
        "\\u{41}",
        "\u200b#",
    ],
)
def test_a_text_is_no_markup(words):
    """What a contract says stands on the page as it is written."""
    text = text_of(render(hostile(words)))
    shown = words.replace("\u200b", "\\u200b").replace("`raw`", "raw")
    assert "".join(shown.split()) in "".join(text.split())


@pytest.mark.parametrize("words", ["x" * 400, "a-b/" * 100, "Wort " * 100])
def test_no_text_leaves_the_page(words):
    """A line of the smallest letters has room for 140 of them; a long word is broken before."""
    longest = max(len(line) for page in pages_of(render(hostile(words))) for line in page.split("\n"))
    assert longest < 160


def test_holds_no_script_no_file_and_no_link_that_leaves_it():
    data = render(hostile("http://evil.example"))
    for word in (b"/JavaScript", b"/JS", b"/EmbeddedFile", b"/Launch", b"/URI"):
        assert word not in data


@pytest.mark.parametrize("language", LANGUAGES)
def test_needs_no_font_of_the_machine(language, monkeypatch):
    """Every sign of the interface is in the fonts that come with Typst, so that the bytes are the same anywhere."""
    tries = []

    def compile_(**setting):
        tries.append(setting["ignore_system_fonts"])
        return original(**setting)

    original = typst.compile
    monkeypatch.setattr(typst, "compile", compile_)
    for one in (FULL, SINGLE, GOVERNED):
        render(one._replace(language=language))
    assert tries == [True, True, True]
