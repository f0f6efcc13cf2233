"""The formats for people over the sample contracts, in four languages: complete, and what they claim to be."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from slacheck.face.cli import main
from slacheck.tongue import LANGUAGES
from tests.reading import text_of

DOCUMENTS = ("html", "markdown", "docx", "xlsx", "pdf")


@pytest.fixture(scope="module", params=LANGUAGES)
def written(request, checkout, tmp_path_factory):
    """Every format of one run over all samples, in each language."""
    folder = tmp_path_factory.mktemp("documents")
    formats = [word for name in ("json", *DOCUMENTS) for word in ("--format", f"{name}={folder / name}")]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(checkout)
        assert main(["check", "contracts", "--today", "2026-11-22", "--lang", request.param, *formats]) == 1
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def contracts(written):
    """What was found, by the JSON report."""
    return json.loads(written["json"])["contracts"]


def squeezed(text: str) -> str:
    """A text without what a layout adds or takes: blanks, marks of code, escapes."""
    return re.sub(r"[\s`\\]|&[#\w]+;|<[^>]*>", "", text)


@pytest.mark.parametrize("name", ["html", "markdown", "docx", "xlsx"])
def test_every_message_stands_in_it(written, contracts, name):
    text = squeezed(text_of(written[name]))
    said = [one["message"] for contract in contracts for one in contract["findings"]]
    assert len(said) > 200
    assert not [
        one
        for one in said
        if squeezed(re.sub(r"[&<>'\"*_\[\]]", "", one)) not in re.sub(r"[*_\[\]'\"]", "", text)
    ]


def test_the_issue_list_has_a_decision_for_each_finding(written, contracts):
    from zipfile import ZipFile

    with ZipFile(BytesIO(written["docx"])) as package:
        body = package.read("word/document.xml").decode()
    assert len(re.findall(r'w:val="decision-[\d.]+"', body)) == sum(len(one["findings"]) for one in contracts)


def test_the_workbook_has_a_sheet_for_each_contract_and_a_row_for_each_finding(written, contracts):
    book = load_workbook(BytesIO(written["xlsx"]))
    for contract in contracts:
        sheet = book[contract["id"][:31]]
        rules = [row[2] for row in sheet.values if re.fullmatch(r"\d+\.\d+", str(row[0]))]
        assert sorted(rules) == sorted(one["rule"] for one in contract["findings"])


def test_the_pages_are_fit_for_an_archive(written, contracts):
    told = written["pdf"].decode("latin-1")
    assert "<pdfaid:part>2</pdfaid:part>" in told
    assert "<pdfuaid:part>1</pdfuaid:part>" in told
    assert int(re.search(r"<xmpTPg:NPages>(\d+)<", told)[1]) > 10 * len(contracts)
