"""`slacheck compare`: the offers of a tender in one table, in each form."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import jsonschema
import pytest
from openpyxl import load_workbook

from slacheck.face.commands.compare import FORMATS
from slacheck.face.commands.schema import schema
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
