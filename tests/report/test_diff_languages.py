"""A diff in four languages: its own words are the reader's, those of the contracts stay as written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from slacheck.audit.change import Standing
from slacheck.audit.diff import diff
from slacheck.face.library import shipped
from slacheck.face.versions import read_version
from slacheck.offer.entitlement import Status
from slacheck.report import diff_html, diff_json, diff_markdown, diff_text
from slacheck.report.diff import VERDICT_WORD, WHY, headline, moved, where
from slacheck.report.words import opening
from slacheck.tongue import LANGUAGES, speak
from slacheck.truth import Truth
from tests.oracle.ground import contract, euro, priced, taxonomy
from tests.report.test_diff import NEW, OLD, read

LOCALE = Path(__file__).resolve().parents[2] / "slacheck" / "locale"
FOREIGN = [one for one in LANGUAGES if one != "en"]
FORMS = {
    "txt": lambda found: diff_text.render(found, whole=True, width=1000),
    "md": lambda found: diff_markdown.render(found, whole=True),
    "html": lambda found: diff_html.render(found, whole=True),
}
every_language = pytest.mark.parametrize("language", FOREIGN)
every_form = pytest.mark.parametrize("form", FORMS)
HOSTILE = "{number} {0} %s <b>x</b> \u202e"


def plan(name, price, *delivers, **more):
    return {"id": name, "name": name.title(), "price": price, "delivers": list(delivers), **more}


def level(**remedy):
    return {"id": "up", "clause": "availability", "target": ">= 99.9 %", "remedy": remedy}


BEFORE = contract(
    clauses=[
        {"clause": "logging", "provided": False},
        {"clause": "hotline", "only_in": ["plan:basic"], "limits": [{"metric": "calls", "max": 9}]},
        {"clause": "training"},
    ],
    documents=[{"id": "a", "title": "A"}, {"id": "b", "title": "B"}],
    precedence=["a", "b"],
    law={"governing": "BE"},
    selection={"plan": "basic"},
    service_levels=[level(schedule=[{"below": "99.5 %", "credit": "5 %"}])],
    pricing=priced(
        plans=[plan("basic", euro(1))],
        options=[
            {"id": "sso", "name": "SSO", "price": euro(12), "delivers": ["sso"]},
            {"id": "help", "price": {"percent": "15 %", "of": "base"}, "delivers": []},
        ],
    ),
)
AFTER = contract(
    clauses=[
        {"clause": "logging", "provided": "unclear"},
        {"clause": "hotline", "charge": euro(3, "call"), "until": "2027-01-01", "scope": "weekends"},
        {"clause": "training", "charge": "on-request"},
    ],
    documents=[{"id": "a", "title": "A"}, {"id": "c", "title": "C"}],
    precedence=["c", "a"],
    law={"governing": "FR"},
    parties={"customer": {"name": "Buyer"}, "supplier": {"name": "Other"}},
    selection={"plan": "basic", "options": ["sso"]},
    service_levels=[level(credit="5 %")],
    silence={"means": "refused"},
    term={"initial": "P1Y"},
    pricing=priced(
        plans=[plan("basic", euro(1))],
        options=[
            {"id": "sso", "name": "SSO", "price": euro(1212.5), "delivers": ["sso"]},
            {"id": "help", "price": {"percent": "17.5 %", "of": "base"}, "delivers": []},
        ],
    ),
)
PAIRS = ((OLD, NEW), (NEW, OLD), (BEFORE, AFTER), (AFTER, BEFORE), (BEFORE, contract()), (OLD, OLD))


def changed(language, old=OLD, new=NEW):
    return diff(read(old, "old.yaml"), read(new, "new.yaml"), taxonomy(), language=language, version="0")


@every_form
@every_language
def test_reads_as_its_golden_output(form, language, golden):
    """Each form in each language is what somebody has looked at."""
    golden(f"diff.{language}.{form}", FORMS[form](changed(language)))
    golden(f"diff-broad.{language}.{form}", FORMS[form](changed(language, BEFORE, AFTER)))


@pytest.mark.parametrize("pair", PAIRS)
@every_form
@every_language
def test_leaves_no_sentence_of_its_own_in_english(form, language, pair):
    """No text that the catalogue translates is shown as it stands in the code."""
    text = FORMS[form](changed(language, *pair))
    with (LOCALE / f"{language}.po").open("rb") as file:
        known = [one for one in read_po(file) if isinstance(one.id, str) and one.id.count(" ") > 2]
    assert known
    assert not [one.id for one in known if one.id in text and one.string != one.id]


@every_language
def test_every_verdict_and_reason_is_translated(language):
    """Also those that no sample has."""
    tongue = speak(language)
    for text in (*VERDICT_WORD.values(), *WHY.values()):
        assert tongue(text) != text
    empty = changed(language)._replace(changes=(), reworded=())
    assert headline(empty, tongue) != headline(empty, speak("en"))


@pytest.mark.parametrize("pair", PAIRS)
@every_language
def test_json_stays_for_machines(language, pair):
    """JSON has one form in every language; a taxonomy without other names gives the same ones."""
    text = diff_json.render(changed(language, *pair), whole=True)
    english = diff_json.render(changed("en", *pair), whole=True)
    assert text == english.replace('"language": "en"', f'"language": "{language}"')


@every_language
def test_json_names_clauses_as_the_reader_does(language, checkout):
    """Nothing but the names of clauses is of the language."""
    library = shipped()
    old, new = (
        read_version(str(checkout / "contracts" / "payroll" / name), library.taxonomy)
        for name in ("agreed.yaml", "offered.yaml")
    )
    names, rest = [], []
    for one in ("en", language):
        made = json.loads(diff_json.render(diff(old, new, library.taxonomy, language=one), whole=True))
        assert made.pop("language") == one
        names.append([change.pop("name") for change in (*made["changes"], *made["reworded"])])
        rest.append(made)
    assert rest[0] == rest[1]
    assert names[0] != names[1]


@every_language
def test_says_of_every_status_where_a_clause_is(language):
    """Each place is in the language, and in every sentence."""
    tongue, english = speak(language), speak("en")
    plain = [Standing(status, Truth.TRUE, (), (), None, (), "") for status in Status]
    bought = [
        Standing(Status.PAID, Truth.TRUE, (item,), ("X",), None, (), "")
        for item in ("plan:x", "option:x", "clause:x")
    ]
    everywhere = Standing(
        Status.QUALIFIED, Truth.TRUE, ("plan:x", "option:x"), ("X", "Y"), None, ("fee", "limit", "scope", "time"), ""
    )  # fmt: skip
    for one in (*plain, *bought, everywhere):
        said = where(one, tongue)
        assert said != where(one, english)
        assert said in moved(plain[-1], one, tongue)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("l'option «\xa0SSO\xa0»", "1\u202f200,50\xa0EUR / mois)", "15\xa0% de base")),
        ("nl", ("optie “SSO”", "1.200,50\xa0EUR / maand)", "15% van base")),
        ("de", ("Option „SSO“", "1.200,50\xa0EUR / Monat)", "15\xa0% von base")),
    ],
)
@every_form
def test_writes_sums_and_names_as_the_reader_does(form, language, words):
    """Sums and shares are the reader's, and no figure is broken from its currency."""
    text = FORMS[form](changed(language, BEFORE, AFTER)) + FORMS[form](changed(language))
    text = text.replace("&#39;", "'")
    assert not [one for one in words if one not in text]


@every_form
@every_language
def test_keeps_the_words_of_the_contract(form, language):
    """Attributes, values and names stand as the contract language writes them."""
    text = FORMS[form](changed(language))
    assert not [one for one in ("renewal notice", "P1M", "saml, oidc", "Liège", "99.9 %") if one not in text]


def test_a_beginning_keeps_the_capitals_within():
    """German nouns stay nouns."""
    assert opening("schlechter für den Kunden") == "Schlechter für den Kunden"
    for form in ("md", "html"):
        assert "Schlechter für den Kunden" in FORMS[form](changed("de"))
    assert "Günstigste Bestellung" in FORMS["html"](changed("de"))


@every_language
def test_a_page_names_its_language(language):
    """A screen reader pronounces the page in the language of its reader."""
    assert f'<html lang="{language}">' in FORMS["html"](changed(language))


@every_form
@every_language
def test_words_from_outside_are_no_placeholders(form, language):
    """Braces and percent signs of a contract are text, markup is escaped, and nothing hides."""
    option = {"id": "sso", "name": HOSTILE, "price": euro(12), "delivers": ["sso"]}
    text = FORMS[form](changed(language, OLD, {**NEW, "pricing": priced(options=[option])}))
    assert "{number} {0} %s" in text
    assert "<b>" not in text or form == "txt"
    assert "\u202e" not in text
