"""`--lang` from the command line: evidence, questions and sums in the reader's language, and the same verdicts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.face.conftest import rule

OFFERED = Path(__file__).resolve().parents[2] / "contracts" / "payroll" / "offered.yaml"
TODAY = ("--today", "2026-11-25")
SPACES = str.maketrans("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", "  ")


def plain(text: str) -> str:
    """A text on one line, with plain spaces."""
    return " ".join(text.translate(SPACES).split())


def report(run, language):
    ran = run("check", OFFERED, "--lang", language, "--format", "json", *TODAY)
    return json.loads(ran.out)["contracts"][0]


@pytest.mark.parametrize("language", ["fr", "nl", "de"])
def test_the_language_changes_no_verdict(run, language):
    """Findings, fingerprints, places and sums are those of the English report; only what is said differs."""
    said = {"message", "why", "remedy", "evidence", "missing_facts", "wording", "questions"}
    english, other = report(run, "en"), report(run, language)
    kept = [
        [{k: v for k, v in one.items() if k not in said} for one in two["findings"]]
        for two in (english, other)
    ]
    assert kept[0] == kept[1]
    assert english["summary"] == other["summary"]
    assert english["baseline"] == other["baseline"]
    assert [one["message"] for one in english["findings"]] != [one["message"] for one in other["findings"]]


@pytest.mark.parametrize(
    ("language", "evidence", "price", "english"),
    [
        ("fr", "le contrat ne parle nulle part de", "2 100,00 EUR / mois", "en anglais"),
        ("nl", "het contract spreekt nergens over", "2.100,00 EUR / maand", "in het Engels"),
        ("de", "der Vertrag spricht nirgends von", "2.100,00 EUR / Monat", "auf Englisch"),
    ],
)
@pytest.mark.parametrize("form", ["text", "html"])
def test_a_report_speaks_the_language_of_its_reader(run, form, language, evidence, price, english):
    """Evidence and prices; by the packs of the general profile nothing is shown in English."""
    ran = run("check", OFFERED, "--lang", language, "--format", form, *TODAY)
    text = plain(ran.out)
    assert price in text
    assert english not in text
    assert evidence in text or form == "text"  # a long group of a terminal shows no evidence


@pytest.mark.parametrize(
    ("language", "note"),
    [
        ("fr", "textes sont affichés en anglais"),
        ("nl", "teksten staan in het Engels"),
        ("de", "Texte sind auf Englisch gezeigt"),
    ],
)
def test_the_readings_of_frameworks_are_in_english_and_counted(run, language, note):
    ran = run("check", OFFERED, "--profile", "everything", "--lang", language, *TODAY)
    assert note in plain(ran.out)


def test_english_has_no_note(run):
    """Whoever reads English misses nothing."""
    assert "shown in English" not in run("check", OFFERED, *TODAY).out


@pytest.mark.parametrize(
    ("language", "heading", "question"),
    [
        ("fr", "de : le service de base seul", "question : Quel est le prix de `option:access-log` ?"),
        ("nl", "van: alleen de basisdienst", "vraag: Wat is de prijs van `option:access-log`?"),
        ("de", "von: nur die Grundleistung", "Frage: Was kostet `option:access-log`?"),
    ],
)
def test_a_price_is_answered_in_the_language(run, language, heading, question):
    """The arithmetic of `slacheck price`, and its questions, in JSON too."""
    asked = ("price", OFFERED, "--with", "audit-logging", "--lang", language)
    text = plain(run(*asked).out)
    assert heading in text
    assert question in text
    answer = json.loads(run(*asked, "--format", "json").out)
    assert plain(answer["questions"][0]) in question


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "supplément : 180,00 EUR / mois"),
        ("nl", "meerprijs: 180,00 EUR / maand"),
        ("de", "Aufpreis: 180,00 EUR / Monat"),
    ],
)
def test_a_proof_is_told_in_the_language(run, language, line):
    """What decides is said in the language; expressions of rules stay as they are written."""
    ran = run("explain", OFFERED, "role-based-access-control", "--lang", language, *TODAY)
    assert line in plain(ran.out)
    assert "applies(clause)" in ran.out


@pytest.mark.parametrize("form", ["text", "html"])
def test_a_coverage_speaks_the_language_of_its_reader(run, form):
    """Requirements are counted and judged in words of the reader."""
    ran = run("coverage", OFFERED, "--framework", "gdpr-28", "--lang", "de", "--format", form, *TODAY)
    text = plain(ran.out)
    assert "nicht entscheidbar" in text
    assert "Texte sind auf Englisch gezeigt" in text


# -- why a rule exists


def spoken(why):
    """A rule that finds a gap, with a reason."""
    return rule(
        "finds-a-gap", "false", doc={"what": "w x y", "why": why, "instead": "i", "false_positives": "f"}
    )


@pytest.mark.parametrize(
    ("language", "said", "borrowed"),
    [("en", "because of this", 0), ("fr", "à cause de cela", 0), ("de", "because of this", 1)],
)
def test_a_reason_is_told_in_the_language_or_in_english_and_counted(
    run, pack, good, language, said, borrowed
):
    own = pack(spoken({"en": "because of this", "fr": "à cause de cela"}))
    ran = run("check", good, "--pack", own, "--lang", language, "--format", "html", *TODAY)
    assert said in ran.out
    assert (f'<p lang="en">{said}' in ran.out) == (borrowed == 1)


@pytest.mark.parametrize(
    ("why", "problem"),
    [
        ({"fr": "à cause de cela"}, "`why` has no `en`"),
        ({"en": "because of this", "es": "por esto"}, "unknown key `es`"),
        ({"en": ""}, "`why` is not a text by language"),
        (["because of this"], "`why` is not a text, nor one by language"),
        (7, "`why` is not a text, nor one by language"),
    ],
)
def test_a_reason_that_is_no_text_is_refused(run, pack, good, why, problem):
    ran = run("check", good, "--pack", pack(spoken(why)), *TODAY)
    assert ran.code == 4
    assert problem in ran.err


@pytest.mark.parametrize(
    ("doc", "problem"),
    [
        ({"what": "w", "why": "w", "instead": "i"}, "`false_positives` missing"),
        ({"what": "w", "why": "w", "instead": "i", "false_positives": "f", "wy": "x"}, "unknown key `wy`"),
        ("text", "expected a mapping"),
    ],
)
def test_what_a_rule_says_for_itself_has_four_parts(run, pack, good, doc, problem):
    ran = run("check", good, "--pack", pack(rule("r", "true", doc=doc)), *TODAY)
    assert ran.code == 4
    assert problem in ran.err
