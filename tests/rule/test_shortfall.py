"""What a requirement lacks, axis by axis, on the tables that are shipped."""

from __future__ import annotations

from datetime import date

import pytest

from slacheck.contract.read import read_contract
from slacheck.rule.facts import Facts
from slacheck.rule.framework import Requirement
from slacheck.rule.shortfall import FUNCTIONS, shortfall
from slacheck.source.text import decode
from slacheck.source.yaml import read
from tests.rules.support import pack, taxonomy

SAY = {function.name: function.call for function in FUNCTIONS}["shortfall"]
CONTRACT = """\
apiVersion: slacheck/v1
kind: Contract
metadata: {{id: c, title: C, status: offered}}
parties: {{customer: {{name: A}}, supplier: {{name: B}}}}
service: {{description: x, facts: {{multi-user: true, hosted: true, personal-data: true, financial-entity: true}}}}
clauses: {clauses}
pricing:
  currency: EUR
  base: {{amount: 10, per: month}}
  options: [{{id: module, name: Module, price: {{amount: 5, per: month}}, delivers: [need-to-know-restriction]}}]
"""


def row(framework: str, name: str) -> Requirement:
    table = pack(framework).framework
    assert table is not None
    return next(one for one in table.requirements if one.id == name)


def facts(clauses: str, language: str = "en") -> Facts:
    text = CONTRACT.format(clauses=clauses)
    contract = read_contract(read(decode("c.yaml", text.encode())), taxonomy()).contract
    return Facts(contract, taxonomy(), date(2026, 6, 1), language)


def test_an_absent_clause_is_named() -> None:
    """Nothing in the contract speaks of it."""
    asked = row("dora", "dora-30-2-f")
    assert [kind.id for kind in shortfall(facts("[]"), asked).lacking] == ["incident-assistance"]
    assert SAY(facts("[]"), asked) == "the contract does not provide for: Assistance during an incident"


def test_a_price_that_is_quoted_later_is_another_axis() -> None:
    """The help is there; what it costs is not fixed beforehand."""
    asked = row("dora", "dora-30-2-f")
    found = shortfall(facts("[{clause: incident-assistance, attributes: {price: on-request}}]"), asked)
    assert not found.lacking
    assert [kind.id for kind in found.priced] == ["incident-assistance"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "comes only with “Module”, for 5.00 EUR / month more"),
        (
            "fr",
            "n'est fourni qu'avec « Module », moyennant un supplément de 5,00\N{NO-BREAK SPACE}EUR / mois",
        ),
        ("nl", "komt alleen met ‘Module’, tegen een meerprijs van 5,00\N{NO-BREAK SPACE}EUR / maand"),
        ("de", "gibt es nur mit „Module“, gegen einen Aufpreis von 5,00\N{NO-BREAK SPACE}EUR / Monat"),
    ],
)
def test_what_is_sold_is_named_with_its_price(language: str, words: str) -> None:
    """An alternative that an option sells is no silence: the option and its price are named."""
    assert words in SAY(facts("[]", language), row("gdpr-28", "gdpr-32-2"))


def test_words_that_settle_nothing_leave_it_open() -> None:
    asked = row("dora", "dora-30-2-f")
    found = facts("[{clause: incident-assistance, provided: unclear}]")
    assert [kind.id for kind in shortfall(found, asked).unsettled] == ["incident-assistance"]
    assert SAY(found, asked) == "open: Assistance during an incident"


def test_a_met_requirement_has_no_shortfall() -> None:
    asked = row("dora", "dora-30-2-f")
    found = shortfall(
        facts("[{clause: incident-assistance, attributes: {price: {amount: 95, per: hour}}}]"), asked
    )
    assert found.first is None
    assert (found.poor, found.unsettled) == (False, ())
