"""The same report in four languages: words, dates and sums of the reader, the contract's own words as written."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from slacheck.report.formats import FORMATS
from slacheck.tongue import LANGUAGES
from tests.reading import text_of
from tests.report.samples import CONTRACT, FULL, GOVERNED, SINGLE, hostile

LOCALE = Path(__file__).resolve().parents[2] / "slacheck" / "locale"
FOREIGN = [one for one in LANGUAGES if one != "en"]
PEOPLE = ("text", "markdown", "html", "docx", "xlsx", "pdf")
every_language = pytest.mark.parametrize("language", FOREIGN)
every_format = pytest.mark.parametrize("name", PEOPLE)


@every_format
@every_language
def test_reads_as_its_golden_output(name, language, golden):
    """Each format that people read, in each language, is what somebody has looked at."""
    form = FORMATS[name]
    ending = f"{form.extension}.txt" if form.binary else form.extension
    golden(f"full.{language}.{ending}", form.render(FULL._replace(language=language)))
    golden(f"governed.{language}.{ending}", form.render(GOVERNED._replace(language=language)))


@every_format
@every_language
def test_leaves_no_sentence_of_the_interface_in_english(name, language):
    """No text that the catalogue translates is shown as it stands in the code."""
    text = text_of(FORMATS[name].render(FULL._replace(language=language)))
    with (LOCALE / f"{language}.po").open("rb") as file:
        known = [one for one in read_po(file) if isinstance(one.id, str) and one.id.count(" ") > 2]
    assert known
    # Words of the sample itself.
    own = {
        "keep one of the two",
        "the contract says nothing",
        "the contract says nothing of",
        "the base service",
        "the base service alone",
    }
    assert not [
        one.id for one in known if one.id in text and one.string not in (one.id, "") and one.id not in own
    ]


@every_language
def test_a_page_names_its_language(language):
    """A screen reader pronounces the page in the language of its reader, and in English what is shown in English."""
    why = "The cheapest purchase is not fit for its purpose."
    page = FORMATS["html"].render(SINGLE._replace(language=language))
    assert f'<html lang="{language}">' in page
    assert f"<p>{why}</p>" in page
    borrowed = SINGLE.contracts[0]._replace(borrowed=frozenset([why]))
    page = FORMATS["html"].render(SINGLE._replace(language=language, contracts=(borrowed,)))
    assert f'<p lang="en">{why}</p>' in page


@every_format
@every_language
def test_keeps_the_words_of_the_contract(name, language):
    """What the contract says is quoted in its own language."""
    text = text_of(FORMATS[name].render(SINGLE._replace(language=language)))
    assert "Module Confidentialité+" in text
    assert "Externalisation de la paie" in text


@pytest.mark.parametrize(
    ("language", "day", "money"),
    [("fr", "22 novembre 2026", "6 480,00 EUR"), ("nl", "22 november 2026", "6.480,00 EUR"),
     ("de", "22. November 2026", "6.480,00 EUR")],
)  # fmt: skip
@every_format
def test_writes_dates_and_sums_as_the_reader_does(name, language, day, money):
    """Formats for people follow the reader, and a figure is never broken over two lines."""
    text = text_of(FORMATS[name].render(FULL._replace(language=language)))
    plain = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert day in " ".join(plain.split())
    assert money in plain


@every_language
def test_json_stays_for_machines(language):
    """Dates and sums of JSON have one form in every language."""
    text = FORMATS["json"].render(FULL._replace(language=language))
    assert text == FORMATS["json"].render(FULL).replace('"language": "en"', f'"language": "{language}"')


@every_format
@pytest.mark.parametrize(
    ("language", "note"),
    [("fr", "2 textes sont affichés en anglais"), ("nl", "2 teksten staan in het Engels"),
     ("de", "2 Texte sind auf Englisch gezeigt")],
)  # fmt: skip
def test_counts_what_is_in_english(name, language, note):
    """A reader is told how many texts the packs do not have in their language; each is counted once."""
    one, other = frozenset({"why this", "why that"}), frozenset({"why this"})
    contracts = (CONTRACT._replace(borrowed=one), CONTRACT._replace(borrowed=other))
    assert note in text_of(FORMATS[name].render(FULL._replace(language=language, contracts=contracts)))
    assert note not in text_of(FORMATS[name].render(FULL._replace(language=language)))


@every_format
@every_language
@pytest.mark.parametrize(
    "words", ["{number} {0} {x.__class__}", "%(number)s %s", "<b>{names}</b>", "a\u202eb"]
)
def test_words_from_outside_are_no_placeholders(name, language, words):
    """Braces and percent signs of a contract are text, markup is escaped, and nothing hides."""
    text = text_of(FORMATS[name].render(hostile(words)._replace(language=language)))
    assert "<b>" not in text or name != "html"
    assert "\u202e" not in text
