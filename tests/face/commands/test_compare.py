"""`slacheck compare`: the offers of a tender in one table, in each form."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

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


@pytest.mark.parametrize("form", ["text", "json", "html"])
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
    for form in ("text", "json", "html"):
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
