"""`slacheck compare`: the offers of a tender in one table, in each form."""

from __future__ import annotations

import json
import re
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from openpyxl import load_workbook

from slacheck.face.commands.compare import FORMATS
from slacheck.face.commands.schema import schema
from tests.catalogue import FOREIGN, english_in, plain
from tests.face.conftest import FINDS, PASSES, write_contract
from tests.oracle.ground import euro, priced

ROOT = Path(__file__).resolve().parents[3]
PAYROLL = [ROOT / "contracts" / "payroll" / f"{side}.yaml" for side in ("offered", "agreed")]
DAY = ("--today", "2026-01-10")


@pytest.fixture
def tender(tmp_path, monkeypatch):
    """Two small offers."""
    monkeypatch.chdir(tmp_path)
    for name, amount in (("a", 100), ("b", 90)):
        write_contract(
            Path(f"{name}.yaml"),
            metadata={"id": name, "title": f"Offer {name}", "status": "offered"},
            parties={"customer": {"name": "Buyer"}, "supplier": {"name": f"Supplier {name}"}},
            pricing=priced(base=euro(amount)),
        )
    return "a.yaml", "b.yaml"


def as_json(ran):
    found = json.loads(ran.out)
    jsonschema.Draft202012Validator(schema("compare")).validate(found)
    return found


def test_the_schema_is_a_schema(run):
    jsonschema.Draft202012Validator.check_schema(schema("compare"))
    assert json.loads(run("schema", "compare").out) == schema("compare")


def test_the_offered_and_the_agreed_contract_side_by_side(run):
    found = as_json(run("compare", *PAYROLL, *DAY, "--format", "json"))
    offered, agreed = found["offers"]
    assert [one["baseline"]["whole"] for one in found["offers"]] == [False, True]
    assert offered["gaps"]["error"] > agreed["gaps"]["error"] == 0
    assert len(offered["questions"]) > 0
    assert found["lowest"] == {"cheapest": [0], "baseline": []}
    rows = {row["clause"]: row["offers"] for row in found["clauses"]}
    assert [cell["status"] for cell in rows["need-to-know-restriction"]] == ["paid", "included"]


def test_the_lowest_price_is_marked(run, tender, pack):
    own = pack(PASSES, FINDS)
    ran = run("compare", *tender, *DAY, "--pack", own)
    assert (ran.code, ran.err) == (0, "")
    assert "90.00 EUR (lowest)" in ran.out
    assert "100.00 EUR (lowest)" not in ran.out
    found = as_json(run("compare", *tender, *DAY, "--pack", own, "--format", "json"))
    assert [one["gaps"]["error"] for one in found["offers"]] == [1, 1]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_files_give_the_same_bytes(run, tender, form):
    first = run("compare", *tender, *DAY, "--format", form)
    assert first == run("compare", *tender, *DAY, "--format", form)
    assert first.code == 0


def test_prices_in_different_currencies_are_said_to_be_apart(run, tender):
    write_contract(Path("c.yaml"), pricing={**priced(), "currency": "USD"})
    out = run("compare", *tender, "c.yaml", *DAY).out
    assert "warning: currencies differ; sums in different currencies are not compared" in out
    assert "(lowest)" not in out


def test_an_unreadable_offer_is_named_and_the_others_are_compared(run, tender):
    Path("c.yaml").write_text("apiVersion: slacheck/v1\nkind: Contract\n", encoding="utf-8")
    for form in FORMATS:
        ran = run("compare", *tender, "c.yaml", *DAY, "--format", form)
        assert ran.code == 4
        assert "c.yaml" in ran.out
        assert "Supplier a" in ran.out


@pytest.mark.parametrize(("words", "code"), [(["a.yaml"], 3), (["missing.yaml", "a.yaml"], 2), (["."], 0)])
def test_a_tender_has_two_offers(run, tender, words, code):
    assert run("compare", *words, *DAY).code == code


def test_nothing_in_an_offer_runs_on_a_page(run, tender):
    write_contract(
        Path("c.yaml"),
        parties={"customer": {"name": "B"}, "supplier": {"name": "<script>alert(1)</script>\u202e"}},
    )
    page = run("compare", *tender, "c.yaml", *DAY, "--format", "html").out
    assert "<script" not in page
    assert "\u202e" not in page
    assert "\u202e" not in run("compare", *tender, "c.yaml", *DAY).out


def test_many_offers_make_a_wide_table(run, tender):
    for number in range(12):
        write_contract(
            Path(f"more/{number}.yaml"), metadata={"id": f"o{number}", "title": "T", "status": "draft"}
        )
    ran = run("compare", *tender, "more", *DAY)
    assert ran.code == 0
    assert "Seller (o11)" in " ".join(ran.out.split())


# -- the workbook


def workbook(ran):
    return load_workbook(BytesIO(ran.raw))


def rows_of(sheet):
    return [[cell for cell in row if cell is not None] for row in sheet.values if any(row)]


def test_a_workbook_holds_figures_clauses_and_questions(run, tender, pack):
    made = workbook(run("compare", *tender, *DAY, "--pack", pack(PASSES, FINDS), "--format", "xlsx"))
    assert made.sheetnames == ["Offers", "Clauses", "Questions"]
    figures = {row[0]: row[1:] for row in rows_of(made["Offers"])}
    assert figures["Offer"] == ["Supplier a", "Supplier b"]
    assert figures["cheapest purchase, by month"] == ["100.00 EUR", "90.00 EUR (lowest)"]
    assert figures["gaps: error"] == [1, 1]
    assert "a.yaml" in figures


def test_a_workbook_leaves_what_tells_the_offers_apart(run):
    """A filter on the last column does that; the price of a clause stands beside its status."""
    sheet = workbook(run("compare", *PAYROLL, *DAY, "--format", "xlsx"))["Clauses"]
    head, *rows = rows_of(sheet)[1:]
    assert head[-2:] == ["Kind", "Offers differ"]
    assert sheet.auto_filter.ref.endswith(str(sheet.max_row))
    found = {row[-2]: row for row in rows}
    assert found["need-to-know-restriction"][1].startswith("+ paid, + 180.00 EUR / month")
    assert found["need-to-know-restriction"][2].startswith("✓ included")
    assert found["need-to-know-restriction"][-1] == "yes"
    assert found["encryption"][-1] == "no"


def test_a_workbook_asks_each_supplier_its_questions(run):
    sheet = workbook(run("compare", *PAYROLL, *DAY, "--format", "xlsx"))["Questions"]
    head, *rows = rows_of(sheet)[1:]
    assert head == ["Offer", "#", "Question", "Line", "Needed by", "Answer"]
    assert rows
    assert all("payroll-offered" in row[0] and row[2].endswith("?") for row in rows)


def test_no_cell_of_a_workbook_is_a_formula(run, tender):
    seller = {"customer": {"name": "B"}, "supplier": {"name": '=HYPERLINK("http://evil.example","x")'}}
    write_contract(Path("c.yaml"), parties=seller)
    for sheet in workbook(run("compare", *tender, "c.yaml", *DAY, "--format", "xlsx")).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert not [cell for cell in cells if cell.hyperlink]


def test_a_workbook_is_not_shown_on_a_terminal(run, tender, monkeypatch):
    monkeypatch.setattr("slacheck.face.commands.compare.on_terminal", lambda: True)
    ran = run("compare", *tender, *DAY, "--format", "xlsx")
    assert ran == (2, "", "slacheck: `xlsx` is no text: name a file, `--output offers.xlsx`\n", b"")
    assert run("compare", *tender, *DAY, "--format", "xlsx", "-o", "offers.xlsx").code == 0
    assert Path("offers.xlsx").read_bytes().startswith(b"PK")


def test_a_workbook_of_nothing_but_unreadable_offers_says_so(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.yaml", "b.yaml"):
        Path(name).write_text("apiVersion: slacheck/v1\nkind: Contract\n", encoding="utf-8")
    ran = run("compare", "a.yaml", "b.yaml", *DAY, "--format", "xlsx")
    assert ran.code == 4
    assert "Not compared: a.yaml" in ran.out
    assert "Not compared: b.yaml" in ran.out


# -- languages

PEOPLE = [form for form in FORMATS if form != "json"]
every_form = pytest.mark.parametrize("form", PEOPLE)
every_language = pytest.mark.parametrize("language", FOREIGN)
OFFERS = (*PAYROLL, ROOT / "contracts" / "it-outsourcing" / "offered.yaml")


@pytest.fixture
def bids(run, tender, monkeypatch):
    """Compares offers that differ in all that can differ, beside a file that cannot be read, on broad lines."""
    monkeypatch.setattr("slacheck.face.commands.compare.width", lambda: 400)
    quantities = {"users": 12345, "units": 7}
    write_contract(
        Path("c.yaml"),
        pricing={**priced(), "currency": "USD"},
        service={"description": "x", "facts": {"hosted": True}, "quantities": quantities},
    )
    Path("d.yaml").write_text("apiVersion: slacheck/v1\nkind: Contract\n", encoding="utf-8")
    files = (*OFFERS, *tender, "c.yaml", "d.yaml")
    return lambda *words: run("compare", *files, "--today", "2026-11-22", *words)


@every_form
@every_language
def test_leaves_no_sentence_of_the_interface_in_english(bids, form, language):
    assert english_in(bids("--format", form).out, language)
    ran = bids("--format", form, "--lang", language)
    assert ran.code == 4
    assert english_in(ran.out, language) == []


@pytest.mark.parametrize(
    ("language", "summary", "words"),
    [
        (
            "fr",
            "2 offres ; tout le socle peut être obtenu chez A et Paiexacte SRL ; prix le plus bas : A",
            ["utilisateurs", "souscription la moins chère", "incluse", "convenu"],
        ),
        (
            "nl",
            "2 offertes; de hele basisbescherming is te krijgen bij A en Paiexacte SRL; laagste prijs: A",
            ["gebruikers", "goedkoopste aankoop", "inbegrepen", "overeengekomen"],
        ),
        (
            "de",
            "2 Angebote; der ganze Grundschutz ist zu haben bei A und Paiexacte SRL; niedrigster Preis: A",
            ["Nutzer", "günstigste Bestellung", "enthalten", "vereinbart"],
        ),
    ],
)
@every_form
def test_speaks_the_language_of_its_reader(run, tmp_path, form, language, summary, words):
    """The result in one sentence, the figures, what a clause is and how an offer stands."""
    cheaper = tmp_path / "a.yaml"
    text = PAYROLL[1].read_text(encoding="utf-8")
    cheaper.write_text(text.replace("Paiexacte SRL", "A").replace("2220", "2000"), encoding="utf-8")
    seen = plain(run("compare", cheaper, PAYROLL[1], *DAY, "--lang", language, "--format", form).out)
    assert summary in seen
    assert [word for word in words if word.casefold() not in seen.casefold()] == []


@pytest.mark.parametrize(
    ("language", "day", "prices"),
    [
        (
            "fr",
            "22 novembre 2026",
            ["75 600,00 EUR", "au moins 82 080,00 EUR", "+ 180,00 EUR / mois", "12 345"],
        ),
        (
            "nl",
            "22 november 2026",
            ["75.600,00 EUR", "minstens 82.080,00 EUR", "+ 180,00 EUR / maand", "12.345"],
        ),
        (
            "de",
            "22. November 2026",
            ["75.600,00 EUR", "mindestens 82.080,00 EUR", "+ 180,00 EUR / Monat", "12.345"],
        ),
    ],
)
@every_form
def test_writes_dates_and_sums_as_the_reader_does(bids, form, language, day, prices):
    """A workbook shows no day in its cells."""
    text = plain(bids("--format", form, "--lang", language).out)
    assert day in text or form == "xlsx"
    assert [price for price in prices if price not in text] == []


@every_language
def test_no_line_begins_with_a_sign(run, language):
    """A sign, and the currency of a sum, stay with what they belong to, however narrow the columns are."""
    out = run("compare", *OFFERS, *DAY, "--lang", language).out
    assert "EUR" in out
    assert not re.search(r"(^|  )([:;?!]|EUR)", out, re.MULTILINE)


@every_language
def test_json_has_one_form_in_every_language(bids, language):
    english, other = (json.loads(bids("--format", "json", "--lang", one).out) for one in ("en", language))
    assert other.pop("language") == language
    assert english.pop("language") == "en"
    for found in (english, other):
        for row in found["clauses"]:
            row.pop("name")
        for offer in found["offers"]:
            offer["questions"] = len(offer["questions"])
    assert english == other


def test_a_page_names_its_language(bids):
    assert '<html lang="de">' in bids("--format", "html", "--lang", "de").out


@pytest.mark.parametrize(
    ("language", "sheets", "answer", "gaps", "differ"),
    [
        ("fr", ["Offres", "Clauses", "Questions"], "Réponse", "lacunes : erreur", {"oui", "non"}),
        ("nl", ["Offertes", "Clausules", "Vragen"], "Antwoord", "leemten: fout", {"ja", "nee"}),
        ("de", ["Angebote", "Klauseln", "Fragen"], "Antwort", "Lücken: Fehler", {"ja", "nein"}),
    ],
)
def test_a_workbook_speaks_the_language(run, language, sheets, answer, gaps, differ):
    """Sheets and columns are named in it; counts stay numbers, and no text becomes anything else."""
    made = workbook(run("compare", *OFFERS, *DAY, "--format", "xlsx", "--lang", language))
    assert made.sheetnames == sheets
    figures = {plain(row[0]): row[1:] for row in rows_of(made[sheets[0]])}
    assert all(isinstance(count, int) for count in figures[gaps])
    assert {row[-1] for row in rows_of(made[sheets[1]])[2:]} == differ
    assert rows_of(made[sheets[2]])[1][-1] == answer
    cells = [cell for sheet in made.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


@every_form
@every_language
@pytest.mark.parametrize("words", ["{number} {0} {x.__class__}", "%(number)s %s", "=1+1", "<b>{names}</b>"])
def test_words_of_an_offer_are_no_placeholders(run, tender, form, language, words):
    write_contract(Path("c.yaml"), parties={"customer": {"name": "B"}, "supplier": {"name": words}})
    ran = run("compare", *tender, "c.yaml", *DAY, "--format", form, "--lang", language)
    assert ran.code == 0
    assert words in plain(ran.out)
    assert form != "html" or "<b>" not in ran.out
