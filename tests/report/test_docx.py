"""The issue list in Word: what a lawyer fills in, in whose language it is spelt, and that nothing in it is obeyed."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from slacheck.report.docx_list import render
from slacheck.report.issues import decisions
from slacheck.tongue import LANGUAGES, speak
from tests.report.samples import FULL, GOVERNED, SINGLE, hostile, report

every_language = pytest.mark.parametrize("language", LANGUAGES)


def part(data: bytes, name: str = "word/document.xml") -> str:
    """One part of the package."""
    with ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def controls(data: bytes) -> dict[str, object]:
    """The content controls, by their tags."""
    found = parse_xml(part(data).encode()).iter(qn("w:sdt"))
    return {one.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")): one for one in found}


def test_each_issue_has_two_places_to_fill_in_and_a_decision_to_choose():
    found = controls(render(SINGLE))
    numbers = ["1.1", "2.1", "3.1", "4.1"]
    assert sorted(found) == sorted(
        f"{name}-{number}" for name in ("fallback", "walk-away", "decision") for number in numbers
    )
    ids = [one.find(f"{qn('w:sdtPr')}/{qn('w:id')}").get(qn("w:val")) for one in found.values()]
    assert len(set(ids)) == len(ids)


@every_language
def test_the_decisions_are_in_the_language_of_the_reader(language):
    """The list offers each of them once, and begins with the one that nobody has taken."""
    one = controls(render(SINGLE._replace(language=language)))["decision-2.1"]
    items = [item.get(qn("w:displayText")) for item in one.iter(qn("w:listItem"))]
    assert items == list(decisions(speak(language)))
    assert len(set(items)) == 5
    assert "".join(text.text for text in one.iter(qn("w:t"))) == items[0]


def test_a_preferred_position_is_the_wording_to_propose():
    """What is sold now stands as the fallback that is offered; the rest is the lawyer's."""
    cells = [
        cell.text
        for table in Document(BytesIO(render(SINGLE))).tables
        for row in table.rows
        for cell in row.cells
    ]
    position = next(text for text in cells if "Le service permet au Client" in text)
    assert position.startswith("Preferred: Le service permet au Client de définir des rôles.")
    assert "Fallback: offered as it stands: option:access-module, for 180.00 EUR / month more" in position


def test_words_of_the_contract_are_spelt_in_its_language_and_the_rest_in_the_readers():
    """A word processor underlines what it takes for a mistake: it must know the language of each text."""
    data = render(SINGLE._replace(language="nl"))
    quoted = re.findall(r'<w:lang w:val="([^"]*)"/></w:rPr><w:t[^>]*>[^<]*Module Confidentialité', part(data))
    assert quoted == ["fr-BE"]
    assert 'w:lang w:val="nl-BE"' in part(data, "word/styles.xml")
    assert Document(BytesIO(data)).core_properties.language == "nl-BE"


def test_marks_what_counts_in_a_quotation():
    runs = re.findall(r'<w:shd [^>]*w:fill="FFE9A8"/>.*?<w:t[^>]*>([^<]*)</w:t>', part(render(SINGLE)))
    assert "id: access-module" in runs


def test_heads_repeat_rows_stay_whole_and_pages_are_numbered():
    data = render(FULL)
    body = part(data)
    assert body.count("<w:tblHeader/>") == body.count("<w:tbl>")
    assert body.count("<w:cantSplit/>") == 4
    footer = next(name for name in ZipFile(BytesIO(data)).namelist() if name.startswith("word/footer"))
    assert re.findall(r'w:instr="(\w+)"', part(data, footer)) == ["PAGE", "NUMPAGES"]
    assert "contracts/payroll.yaml sha256 aaaaaaaaaaaa" in part(data, footer)


def test_tells_its_day_and_no_hour():
    """Two runs on one day give the same file."""
    properties = Document(BytesIO(render(SINGLE))).core_properties
    assert properties.created.isoformat() == properties.modified.isoformat() == "2026-11-22T00:00:00+00:00"
    with ZipFile(BytesIO(render(SINGLE))) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "words",
    [
        '<w:r/>"&amp;]]>',
        "{ HYPERLINK http://evil.example }",
        "\x00\x08\x1f\ufffe",
        "DDEAUTO c:\\\\cmd",
        "a\u202eb",
    ],
)
def test_nothing_that_a_contract_says_is_a_field_a_link_or_markup(words):
    """Every part is well-formed, no link leaves the document, and the only fields are the numbers of pages."""
    data = render(hostile(words))
    with ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                parse_xml(package.read(name))
            if name.endswith(".rels"):
                assert 'TargetMode="External"' not in package.read(name).decode()
    body = part(data)
    assert "w:instrText" not in body
    assert "w:hyperlink" not in body
    assert "\u202e" not in body
    assert set(re.findall(r'w:instr="(\w+)"', body)) <= {"PAGE", "NUMPAGES"}


def test_the_waived_and_the_known_stand_beside_the_list():
    """They are no issues any more: nobody decides about them here."""
    data = render(GOVERNED)
    texts = [table.rows[0].cells[0].text for table in Document(BytesIO(data)).tables]
    assert texts.count("Rule") == 3
    assert sorted(controls(data)) == sorted(
        f"{name}-{number}" for name in ("fallback", "walk-away", "decision") for number in ("1.1", "2.1")
    )


def test_a_run_without_contracts_is_a_document():
    assert "Gap report" in part(render(report()))
