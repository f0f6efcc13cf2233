"""A sketched contract as text: it says what was sketched, and nothing else but places and proposed words."""

from __future__ import annotations

import pytest

from slacheck.intake.sketched import Terms, text
from slacheck.rule.sketch.sketch import Asked, Sketch
from slacheck.source.text import decode
from slacheck.source.yaml import read
from tests.rule.sketch.support import TODAY, sketched
from tests.rules.support import pack, taxonomy


def written(found, *packs, language="en", wording=lambda _kind: {}):
    """The text of a sketch."""
    return text(found, Terms(packs, taxonomy(), wording, TODAY, language))


def value(yaml):
    return read(decode("template.yaml", yaml.encode())).value


def bare(contract):
    """The contract without what the text adds: places, words, their language, and the order of the clauses."""
    kept = {
        key: part
        for key, part in contract.items()
        if key not in ("apiVersion", "kind", "clauses", "metadata")
    }
    kept |= {key: without(part) for key, part in kept.items() if isinstance(part, dict)}
    kept["service_levels"] = [without(one) for one in contract.get("service_levels", ())]
    kept["clauses"] = sorted(
        (without(one) for one in contract.get("clauses", ())), key=lambda one: one["clause"]
    )
    return kept


def without(part):
    return {key: one for key, one in part.items() if key not in ("ref", "text")}


def made(**sections):
    """A sketch of these sections."""
    given = {
        "metadata": {"id": "template", "title": "[to be agreed]", "status": "draft"},
        "parties": {"customer": {"name": "[customer]"}, "supplier": {"name": "[supplier]"}},
        "service": {"description": "[to be agreed]", "facts": {}},
    }
    return Sketch({**given, **sections}, (), (), {}, 0)


@pytest.mark.parametrize("name", ["devices", "sla-arithmetic", "fr-contract"])
def test_it_reads_back_as_what_was_sketched(name):
    found = sketched(pack(name))
    assert bare(value(written(found, pack(name)))) == bare(found.contract)


def test_what_is_long_stands_in_a_block_and_what_is_short_on_a_line():
    attributes = {"updates": "PT4H", "deadline": "PT2H"}
    many = {
        "recipients": "all-affected", "deadline": "PT2H", "updates": "PT4H", "states_cause": True, "states_scope": True,
        "blame_needs_proof": True,
    }  # fmt: skip
    entry = {"clause": "incident-communication", "attributes": attributes}
    assert "\n    attributes: {updates: PT4H, deadline: PT2H}\n" in written(made(clauses=[entry]))
    block = written(made(clauses=[{**entry, "attributes": many}]))
    assert "\n    attributes:\n      recipients: all-affected\n" in block
    assert max(map(len, block.splitlines())) <= 120


def test_open_words_are_in_the_language():
    said = value(written(made(), language="de"))
    assert said["metadata"]["title"] == "[zu vereinbaren]"
    assert said["parties"]["supplier"]["name"] == "[Dienstleister]"


def test_words_that_yaml_could_take_for_something_else_come_back_as_they_are():
    odd = ["yes", "12:30", "- dash", "a: b", "# no comment", 'say "so"', "line\nbreak", "2026-01-31"]
    entry = {"clause": "compliance-evidence", "attributes": {"documents": odd}}
    assert value(written(made(clauses=[entry])))["clauses"][0]["attributes"]["documents"] == odd


def test_a_wording_that_is_missing_in_the_language_is_taken_from_english():
    entries = [{"clause": "encryption"}, {"clause": "tenant-isolation"}]
    words = {
        "encryption": {"en": "It is encrypted.", "fr": "C'est chiffré."},
        "tenant-isolation": {"en": "Kept apart."},
    }
    said = value(written(made(clauses=entries), language="fr", wording=lambda kind: words.get(kind, {})))
    assert [entry["text"] for entry in said["clauses"]] == ["C'est chiffré.", "Kept apart."]
    assert said["metadata"]["language"] == "en"


def test_long_lists_of_rules_break_over_lines():
    asked = Asked(tuple(f"rule-number-{number}" for number in range(30)), ())
    found = made(clauses=[{"clause": "encryption"}])._replace(asked={("clauses", "encryption"): asked})
    lines = written(found).splitlines()
    assert sum("rule-number" in line for line in lines) > 3
    assert max(map(len, lines)) <= 120
