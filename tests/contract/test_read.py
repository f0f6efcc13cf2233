"""Reading a contract: each mistake is named in the writer's words, on the words that are wrong, all in one run."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from slacheck.contract.read import read_contract
from slacheck.contract.scalar import Target
from slacheck.quantity import Duration, Money, Percent
from tests.oracle.ground import node, refusals, taxonomy

HEAD = """\
apiVersion: slacheck/v1
kind: Contract
metadata: {id: c, title: C, status: offered}
"""
PARTIES = "parties: {customer: {name: Buyer}, supplier: {name: Seller}}\n"
SERVICE = "service: {description: something}\n"
START = HEAD + PARTIES + SERVICE


def read(text):
    return read_contract(node(text), taxonomy()).contract


# -- one mistake each: the text after the start, the words underlined, the message, a part of the help ---------

MISTAKES = {
    "a key that does not exist": ("clause: []", "clause", "unknown key `clause`", "did you mean `clauses`?"),
    "a key in another style": (
        "service_level: []", "service_level", "unknown key `service_level`", "did you mean `service_levels`?",
    ),
    "a key that is like nothing": ("zzz: 1", "zzz", "unknown key `zzz`", "known here: apiVersion, kind"),
    "a key deep inside": (
        "term: {renewal: {automatik: true}}", "automatik", "unknown key `automatik`", "did you mean `automatic`?",
    ),
    "a key in an option": (
        "pricing: {currency: EUR, options: [{id: a, requirs: []}]}",
        "requirs", "unknown key `requirs`", "did you mean `requires`?",
    ),
    "a key in a delivery": (
        "pricing: {currency: EUR, options: [{id: a, delivers: [{clause: sso, scop: x}]}]}",
        "scop", "unknown key `scop`", "did you mean `scope`?",
    ),
    "a key in a price": (
        "pricing: {currency: EUR, base: {amount: 1, per: month, curency: EUR}}",
        "curency", "unknown key `curency`", "did you mean `currency`?",
    ),
    "yes for true": ("term: {renewal: {automatic: yes}}", "yes", "expected `true` or `false`", "write `true`"),
    "a French no": ("term: {renewal: {automatic: non}}", "non", "expected `true` or `false`", "write `false`"),
    "one for true": ("term: {renewal: {automatic: 1}}", "1", "expected `true` or `false`, found a number", "leave"),
    "a fact in words": ("law: {forum: 12}", "12", "expected text, found a number", "put it in quotes"),
    "a version that looks like a number": (
        "documents: [{id: a, title: T, version: 4.2}]", "4.2", "expected text, found a number", "put it in quotes",
    ),
    "true for a text": ("law: {forum: true}", "true", "expected text, found `true` or `false`", "put it in quotes"),
    "a list for a text": ("law: {forum: [a]}", "[a]", "expected text, found a list", ""),
    "a blank text": ('law: {forum: " "}', '" "', "expected some text", "leave the whole line out"),
    "a text for a list": ("clauses: none", "none", "expected a list, found text", "`[first, second]`"),
    "a mapping for a list": ("clauses: {clause: sso}", "{clause: sso}", "expected a list, found a mapping", ""),
    "a list for a section": ("term: [P1Y]", "[P1Y]", "expected a mapping, found a list", "`key: value`"),
    "a text for a section": ("law: BE", "BE", "expected a mapping, found text", "`key: value`"),
    "a text for an entry": ("clauses: [sso]", "sso", "expected a mapping, found text", "`key: value`"),
    "a word that is not one of the words": (
        "silence: {means: refusal}", "refusal", "expected one of `nothing`, `refused`", "did you mean `refused`?",
    ),
    "an impossible provided": (
        "clauses: [{clause: sso, provided: perhaps}]", "perhaps", "expected `true`, `false` or `unclear`", "",
    ),
    "a country in full": ("law: {governing: Belgium}", "Belgium", "expected a country", "`BE`"),
    "an id with a space": ("documents: [{id: the order, title: T}]", "the order", "expected an id", "hyphens"),
    "an id in capitals": ("documents: [{id: Order, title: T}]", "Order", "expected an id", "lower-case"),
    "a duration in words": ("term: {initial: 3 years}", "3 years", "expected a duration", "`P3Y`"),
    "a duration without a unit": ("term: {initial: P3}", "P3", "expected a duration", "`P3Y`"),
    "a number for a duration": ("term: {initial: 36}", "36", "expected a duration", "ISO 8601"),
    "a date in local order": ("term: {start: 01/02/2026}", "01/02/2026", "expected a date", "`2026-01-31`"),
    "a day that does not exist": ("term: {start: 2026-02-30}", "2026-02-30", "there is no such day", ""),
    "a percentage without its sign": (
        "service_levels: [{id: a, clause: availability, remedy: {credit: 5}}]", "5", "expected a percentage", "sign",
    ),
    "a target without a comparison": (
        'service_levels: [{id: a, clause: availability, target: "99.9 %"}]',
        '"99.9 %"', "expected a target", '">= 99.9 %"',
    ),
    "a service level without a target, of what cannot be measured": (
        "service_levels: [{id: a, clause: sso}]", "sso", "`sso` has nothing to measure", "state it in `clauses`",
    ),
    "a target in another unit": (
        'service_levels: [{id: a, clause: availability, target: "<= PT4H"}]',
        '"<= PT4H"', "the target of `availability` is a percent, not a duration", "",
    ),
    "a service level that cannot be measured": (
        'service_levels: [{id: a, clause: sso, target: ">= 99 %"}]',
        '">= 99 %"', "`sso` has nothing to measure", "state it in `clauses` instead",
    ),
    "an amount with a thousands sign": (
        "pricing: {currency: EUR, base: {amount: 1'250, per: month}}", "1'250", "expected a number", "without quotes",
    ),
    "a negative amount": (
        "pricing: {currency: EUR, base: {amount: -5, per: month}}", "-5", "expected zero or more", "discount",
    ),
    "an infinite amount": (
        "pricing: {currency: EUR, base: {amount: .inf, per: month}}", ".inf", "expected a ", "",
    ),
    "a price without a unit": (
        "pricing: {currency: EUR, base: {amount: 5}}", "{amount: 5}", "the price has no `per`", "on-request",
    ),
    "a price that is not filled in": (
        "pricing: {currency: EUR, base: {amount: , per: month}}",
        "{amount: , per: month}", "the price has no `amount`", "on-request",
    ),
    "a bare number for a price": ("pricing: {currency: EUR, base: 5}", "5", "expected a price", "on-request"),
    "a price per fortnight": (
        "pricing: {currency: EUR, base: {amount: 5, per: monthly}}",
        "monthly", "expected one of `month`", "did you mean `month`?",
    ),
    "a price that spells the word as a key": (
        "pricing: {currency: EUR, base: {on_request: true}}", "{on_request: true}", "is not written in a price", "",
    ),
    "a currency sign": ("pricing: {currency: €}", "€", "expected a currency", "`EUR`"),
    "a kind that does not exist": (
        "clauses: [{clause: ssso}]", "ssso", "no clause kind is called `ssso`", "did you mean `sso`?",
    ),
    "a kind that is like nothing": (
        "clauses: [{clause: qqqqqqq}]", "qqqqqqq", "no clause kind is called", "`slacheck schema contract`",
    ),
    "a kind that an option delivers": (
        "pricing: {currency: EUR, options: [{id: a, delivers: [loging]}]}",
        "loging", "no clause kind is called `loging`", "did you mean `logging`?",
    ),
    "an attribute of another kind": (
        "clauses: [{clause: sso, attributes: {retention: P1Y}}]",
        "retention", "unknown attribute `retention`", "attributes of this kind: `protocols`",
    ),
    "an attribute in another spelling": (
        "clauses: [{clause: logging, attributes: {retentoin: P1Y}}]",
        "retentoin", "unknown attribute `retentoin`", "did you mean `retention`?",
    ),
    "attributes as a list": (
        "clauses: [{clause: sso, attributes: [saml]}]", "[saml]", "expected a mapping of attributes", "{name: value}",
    ),
    "a choice that is not offered": (
        "clauses: [{clause: logging, attributes: {mode: fulll}}]",
        "fulll", "expected one of `full`, `sampled`", "did you mean `full`?",
    ),
    "a plan that does not exist": (
        "pricing: {currency: EUR, plans: [{id: basic}], options: [{id: a, available_in: [basci]}]}",
        "basci", "no plan is called `basci`", "did you mean `basic`?",
    ),
    "an included plan that does not exist": (
        "pricing: {currency: EUR, plans: [{id: basic, includes: [free]}]}",
        "free", "no plan is called `free`", "known: basic",
    ),
    "an option that does not exist": (
        "pricing: {currency: EUR, options: [{id: sso, requires: [mfa]}]}",
        "mfa", "no option is called `mfa`", "known: sso",
    ),
    "an option that excludes itself": (
        "pricing: {currency: EUR, options: [{id: sso, excludes: [sso]}]}", "sso", "option `sso` excludes itself", "",
    ),
    "an option in an entry": (
        "clauses: [{clause: sso, only_in: ['option:x']}]",
        "'option:x'", "no option is called `x`", "the contract names no option",
    ),
    "neither a plan nor an option": (
        "clauses: [{clause: sso, only_in: [pro]}]", "pro", "expected a plan or an option", "`plan:ID`",
    ),
    "a selected plan that does not exist": (
        "selection: {plan: gold}", "gold", "no plan is called `gold`", "the contract names no plan",
    ),
    "a document that does not exist": (
        "documents: [{id: order, title: O}]\nprecedence: [ordre]",
        "ordre", "no document is called `ordre`", "did you mean `order`?",
    ),
    "a document of an entry": (
        "clauses: [{clause: sso, document: annex}]", "annex", "no document is called `annex`", "names no document",
    ),
    "a surplus where none may be sold": (
        "pricing: {currency: EUR, options: [{id: a, delivers: [{clause: sso, extra: true}]}]}",
        "true", "`sso` has no surplus to sell", "leave `extra` out",
    ),
    "an end before the start": (
        "term: {start: 2026-02-01, end: 2026-01-01}", "2026-01-01", "the term ends before it starts", "",
    ),
    "two options of one name": (
        "pricing:\n  currency: EUR\n  options:\n    - {id: a}\n    - {id: a}",
        "a", "a second option is called `a`", "another id",
    ),
    "a level that depends on nothing that exists": (
        "service_levels: [{id: a, clause: availability, depends_on: [b]}]",
        "b", "no service level is called `b`", "known: a",
    ),
    "a level that depends on itself": (
        "service_levels: [{id: up, clause: availability, depends_on: [up]}]",
        "[up]", "service level `up` depends on itself", "",
    ),
    "a band of credits upside down": (
        "service_levels: [{id: a, clause: availability, remedy: {schedule: [{below: 5 %, down_to: 9 %, credit: 1 %}]}}]",
        "{below: 5 %, down_to: 9 %, credit: 1 %}", "the band ends where it begins, or above", "smaller figure",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_underlined_and_named(name):
    """Exactly one problem, on the words that are wrong, in the writer's terms."""
    text, words, message, help_text = MISTAKES[name]
    (problem,) = refusals(START + text + "\n")
    assert problem.span.text == words
    assert message in problem.message
    assert help_text in problem.help
    assert not problem.message.endswith(".")
    for jargon in ("str", "dict", "int ", "NoneType", "pydantic", "Input should", "instance of", "tuple"):
        assert jargon not in problem.message + problem.help.replace("instead", "")


def test_a_fact_of_the_service_is_one_of_the_taxonomy():
    """`hostd: true` would leave `hosted` unknown for ever."""
    text = HEAD + PARTIES + "service: {description: x, facts: {hostd: true}}\n"
    (problem,) = refusals(text)
    assert (problem.span.text, problem.message) == ("hostd", "unknown fact `hostd`")
    assert problem.help == "did you mean `hosted`?"


def test_always_is_no_fact():
    """It holds of itself; nobody may deny it."""
    (problem,) = refusals(HEAD + PARTIES + "service: {description: x, facts: {always: false}}\n")
    assert problem.message == "unknown fact `always`"


def test_a_second_name_shows_where_the_first_one_is():
    """Both lines."""
    (problem,) = refusals(START + "pricing:\n  currency: EUR\n  plans:\n    - {id: a}\n    - {id: a}\n")
    assert problem.span.line == 10
    assert [(words, span.line) for words, span in problem.related] == [("the first `a`", 9)]


@pytest.mark.parametrize("section", ["metadata", "parties", "service"])
def test_a_missing_section_is_named(section):
    text = "".join(line + "\n" for line in START.splitlines() if not line.startswith(section))
    (problem,) = refusals(text)
    assert problem.message == f"the section `{section}` is missing"
    assert problem.span.line == 1


def test_a_missing_field_points_at_its_section():
    """At the first key of the mapping that lacks it."""
    (problem,) = refusals(START.replace("title: C, ", ""))
    assert problem.message == "`title` is missing"
    assert problem.span.text == "id"


@pytest.mark.parametrize(
    "section",
    ["metadata", "parties", "service", "documents", "precedence", "clauses", "service_levels", "pricing"],
)
def test_an_empty_section_is_a_mistake_or_unstated_but_never_a_crash(section):
    """`clauses:` with nothing behind it is somebody's unfinished work."""
    lines = [line for line in START.splitlines() if not line.startswith(section)]
    text = "\n".join([*lines, f"{section}:"]) + "\n"
    messages = [problem.message for problem in refusals(text)]
    assert all(message.startswith("expected a") and "found nothing" in message for message in messages)


TWELVE = """\
apiVersion: slacheck/v1
kind: Contract
metadata: {id: The Contract, title: 5, status: signed}
parties: {customer: {name: Buyer, contry: BE}, supplier: {}}
service: {description: x, facts: {hostd: true}}
term: {initial: 3 years}
clauses:
  - {clause: ssso}
  - {clause: logging, attributes: {retention: long, mode: all}}
service_levels: [{id: a, clause: sso, target: ">= 9 %"}]
pricing: {currency: EUR, options: [{id: a, requires: [b]}]}
"""


def test_all_mistakes_of_a_file_are_found_in_one_run():
    """Twelve mistakes, twelve problems, in the order of the file."""
    found = refusals(TWELVE)
    assert [problem.span.text for problem in found] == [
        "The Contract", "5", "signed", "contry", "{}", "hostd", "3 years", "ssso", "long", "all", '">= 9 %"', "b",
    ]  # fmt: skip
    assert len(found) == 12
    assert [problem.span.start for problem in found] == sorted(problem.span.start for problem in found)


def test_a_file_full_of_mistakes_ends_after_a_hundred_and_says_so(within):
    """Quickly, although each of them is compared with a thousand names."""
    options = ", ".join(f"{{id: option-{n}, requires: [optoin-{n}]}}" for n in range(1000))
    with within(400):
        found = refusals(START + f"pricing: {{currency: EUR, options: [{options}]}}\n")
    assert len(found) == 101
    assert found[-1].message == "too many problems; the others are not listed"
    assert found[0].help == "did you mean `option-0`?"


# -- what stands there is what is meant ----------------------------------------------------------------------


def test_norway_is_a_country():
    """`NO` is two letters, not a refusal (YAML 1.2)."""
    found = read(START + "law: {governing: NO}\n")
    assert found.law.governing == "NO"


@pytest.mark.parametrize("word", ["NO", "no", "on", "off", "y", "12:30", "0x", "1_000", "2026-13-45", "~x"])
def test_words_stay_words(word):
    """What YAML 1.1 turns into a boolean, a time or a number stays text."""
    assert read(START + f"law: {{forum: {word}}}\n").law.forum == word


@pytest.mark.parametrize("word", ["0123", "1e3", "0o17", "0x1F"])
def test_a_number_where_text_is_needed_is_never_rewritten(word):
    """It is text as written, or it is refused with the way to quote it."""
    text = START + f"law: {{forum: {word}}}\n"
    assert [problem.help for problem in refusals(text)] == ["put it in quotes"] or read(
        text
    ).law.forum == word


def test_money_is_exact():
    """0.1 is a tenth; no binary fraction comes near it."""
    found = read(START + "pricing: {currency: EUR, base: {amount: 0.10, per: month}}\n")
    assert found.pricing.base.amount == Decimal("0.1")


def test_attributes_are_typed():
    """Each by the unit that the taxonomy names."""
    text = (
        START
        + """clauses:
  - clause: logging
    attributes:
      {retention: P1Y, share: "5 %", cap: {amount: 1.5, currency: EUR}, days: 3, size: 2.5, since: 2026-01-31,
       place: here, places: [a, b], own: false, mode: full}
"""
    )
    assert dict(read(text).clauses[0].attributes.items()) == {
        "retention": Duration(12),
        "share": Percent(Decimal(5)),
        "cap": Money(Decimal("1.5"), "EUR"),
        "days": 3,
        "size": Decimal("2.5"),
        "since": date(2026, 1, 31),
        "place": "here",
        "places": ("a", "b"),
        "own": False,
        "mode": "full",
    }


BAD_ATTRIBUTES = {
    "retention": "[P1Y]", "share": "5", "cap": "{amount: 5}", "days": "2.5", "size": "'2'", "since": "31.1.2026",
    "place": "5", "places": "here", "own": "yes", "mode": "[full]",
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_ATTRIBUTES)
def test_an_attribute_of_another_type_is_refused_on_its_value(name):
    """And the message begins with the attribute's name."""
    value = BAD_ATTRIBUTES[name]
    (problem,) = refusals(START + f"clauses: [{{clause: logging, attributes: {{{name}: {value}}}}}]\n")
    assert problem.span.text == value
    assert problem.message.startswith(f"`{name}`: ")


def test_a_target_holds_its_comparison_and_its_unit():
    text = START + 'service_levels: [{id: a, clause: availability, target: ">=99.95%"}]\n'
    assert read(text).service_levels[0].target == Target(">=", Percent(Decimal("99.95")))


def test_silence_stays_silence():
    """No default turns what is left out into a yes or a no."""
    found = read(START)
    assert (found.term, found.law, found.silence, found.pricing) == (None, None, None, None)
    assert found.service.facts == {}
    assert found.parties.customer.country is None
