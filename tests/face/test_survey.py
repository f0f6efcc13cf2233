"""`slacheck survey`: what it reads, what it counts aside, and its three formats."""

from __future__ import annotations

import json

import pytest

from tests.face.conftest import write_contract

PRICE_LIST = """
saasName: Acme
syntaxVersion: '2.1'
version: '{day}'
createdAt: '{day}'
currency: USD
features:
  singleSignOn: {{valueType: BOOLEAN, defaultValue: false, type: DOMAIN}}
plans:
  FREE: {{price: 0, unit: user/month}}
  TEAM: {{price: 4, unit: user/month}}
  TOP: {{price: 21, unit: user/month, features: {{singleSignOn: {{value: true}}}}}}
"""


@pytest.fixture
def folder(tmp_path):
    """Two years of a price list, and a contract."""
    for year in (2020, 2023):
        path = tmp_path / "lists" / "acme" / f"{year}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PRICE_LIST.format(day=f"{year}-11-30"), encoding="utf-8")
    write_contract(tmp_path / "lists" / "own.yaml")
    return tmp_path / "lists"


def test_price_lists_and_contracts_are_surveyed_together(run, folder):
    """An imported list and a contract as it is count alike."""
    ran = run("survey", folder, "--format", "json")
    assert ran.code == 0
    data = json.loads(ran.out)
    assert [(one["vendor"], one["year"]) for one in data["lists"]] == [
        ("acme", 2020), ("acme", 2023), ("Seller", None),
    ]  # fmt: skip
    sso = next(one for one in data["clauses"] if one["clause"] == "single-sign-on")
    assert sso["lists"]["paid"] == 3
    assert sso["median_surcharge"][0] == {
        "amount": "21.00", "currency": "USD", "per": "user/month", "lists": 2,
    }  # fmt: skip


def test_the_tables_state_their_units(run, folder):
    """A median has its currency, its unit and the number of lists that it is of."""
    ran = run("survey", folder)
    assert "21.00 USD / user/month (2); 5.00 EUR / month (1)" in ran.out
    assert "3 price lists" in ran.err


def test_one_clause_is_shown_list_by_list(run, folder):
    """With the percentage on the cheapest plan that is paid for."""
    ran = run("survey", folder, "--clause", "single-sign-on", "--format", "markdown")
    assert "| acme | 2020 | paid | plan:top | 21.00 USD / user/month | 425.0 % |" in ran.out


def test_a_clause_that_is_none_is_refused(run, folder):
    """With the one that was meant."""
    ran = run("survey", folder, "--clause", "single-sign-om")
    assert (ran.code, ran.out) == (2, "")
    assert "single-sign-on" in ran.err


def test_what_is_dated_later_is_left_out_and_counted(run, folder):
    """A survey as on a day knows nothing newer."""
    ran = run("survey", folder, "--today", "2021-01-01", "--format", "json")
    assert [one["year"] for one in json.loads(ran.out)["lists"]] == [2020, None]
    assert "1 dated later and left out" in ran.err


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_counted(run, folder):
    """The tables are of what was read; the exit code says that this is not all."""
    (folder / "acme" / "bad.yml").write_text("saasName: A\nfeatures: {a: [\n", encoding="utf-8")
    ran = run("survey", folder)
    assert ran.code == 4
    assert "bad.yml:3" in ran.err
    assert "1 file not readable" in ran.err
    assert "single-sign-on" in ran.out


def test_a_folder_without_price_lists_is_no_survey(run, tmp_path):
    """Nothing is counted, and the exit code says so."""
    (tmp_path / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    ran = run("survey", tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert "1 file of another kind" in ran.err


def test_a_folder_that_is_not_there_is_a_slip_of_the_pen(run, tmp_path):
    """As for every other command."""
    assert run("survey", tmp_path / "nowhere").code == 2


def test_the_same_folder_gives_the_same_bytes(run, folder):
    """In every format."""
    for form in ("text", "markdown", "json"):
        assert run("survey", folder, "--format", form).out == run("survey", folder, "--format", form).out
