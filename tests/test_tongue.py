"""The languages of a reader: what stands for a text, and numbers as they write them."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from slacheck.offer.cost import Amount
from slacheck.quantity import Money, Percent
from slacheck.tongue import LANGUAGES, Worded, speak, worded

FOREIGN = [one for one in LANGUAGES if one != "en"]
every_language = pytest.mark.parametrize("language", FOREIGN)


def test_english_is_written_as_it_stands():
    """English has no catalogue: a text is its own translation, with its names filled in."""
    tongue = speak("en")
    assert tongue("Supplier") == "Supplier"
    assert tongue("{sum} over {months} months", sum="1 EUR", months=3) == "1 EUR over 3 months"
    assert [tongue.many("{number} gap", "{number} gaps", number) for number in (0, 1, 2)] == [
        "0 gaps",
        "1 gap",
        "2 gaps",
    ]
    assert tongue.day(date(2026, 11, 25)) == "2026-11-25"
    assert tongue.money(Money(Decimal("1234.5"), "EUR")) == "1234.50 EUR"
    assert tongue.percent(Percent(Decimal("99.90"))) == "99.9 %"


def test_english_needs_no_catalogue():
    """A run in English loads neither gettext nor Babel."""
    code = (
        "import sys\nfrom slacheck.tongue import speak\nspeak('en')('x')\n"
        "print([one for one in ('gettext', 'babel') if one in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_language_is_english():
    """A language without a catalogue, and a name that is no language, give English."""
    assert speak("pt").language == speak("../../etc/passwd").language == "en"


@every_language
def test_a_text_without_a_translation_stays_english(language):
    """What no catalogue has is shown in English, and an empty text is not the header of the catalogue."""
    assert speak(language)("Nobody ever says {this}", this="that") == "Nobody ever says that"
    assert speak(language)("") == ""


def test_what_stands_in_a_name_is_no_placeholder():
    """Braces in a text from outside are only text."""
    assert speak("fr")("{title}", title="{months} {0} %(x)s") == "{months} {0} %(x)s"


@pytest.mark.parametrize(
    ("language", "amount", "single", "day", "percent"),
    [
        ("en", "1234.56 EUR / user / month", "50.00 EUR once", "2026-11-01", "99.95 %"),
        ("fr", "1 234,56 EUR / utilisateur / mois", "50,00 EUR en une fois", "1er novembre 2026", "99,95 %"),
        ("nl", "1.234,56 EUR / gebruiker / maand", "50,00 EUR eenmalig", "1 november 2026", "99,95%"),
        ("de", "1.234,56 EUR / Nutzer / Monat", "50,00 EUR einmalig", "1. November 2026", "99,95 %"),
    ],
)
def test_writes_as_the_reader_does(language, amount, single, day, percent):
    """Amounts, days and shares in the format of each language; no line breaks inside of a figure."""
    tongue = speak(language)
    plain = str.maketrans("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", "  ")
    assert tongue.amount(Amount(Money(Decimal("1234.56"), "EUR"), "user/month")).translate(plain) == amount
    assert tongue.amount(Amount(Money(Decimal(50), "EUR"), "once")).translate(plain) == single
    assert tongue.day(date(2026, 11, 1)) == day
    assert tongue.percent(Percent(Decimal("99.95"))).translate(plain) == percent


@every_language
@pytest.mark.parametrize("number", ["0", "7", "-7", "999", "1000", "-1234567.5", "0.125", "12345678901"])
def test_writes_numbers_as_unicode_says(language, number):
    """Digits are grouped and parted as the data of CLDR have it."""
    known = format_decimal(Decimal(number), locale=language)
    assert speak(language).number(Decimal(number)) == known


@every_language
def test_writes_days_and_shares_as_unicode_says(language):
    """The twelve months and the percent sign are those of CLDR; the first of a month is `1er` in French."""
    tongue = speak(language)
    for month in range(1, 13):
        assert tongue.day(date(2026, month, 25)) == format_date(
            date(2026, month, 25), "long", locale=language
        )
    assert tongue.percent(Percent(Decimal("99.5"))) == format_percent(
        Decimal("0.995"), locale=language, decimal_quantization=False
    )


def test_a_worded_sentence_is_the_english_one_and_can_be_said_again():
    """It equals the plain text, survives a process border, and its parts are said in the other language, too."""
    said = worded("{what} / {unit}", what=Money(Decimal(1000), "EUR"), unit=worded("month"))
    assert said == "1000.00 EUR / month"
    again = pickle.loads(pickle.dumps(said))
    assert isinstance(again, Worded)
    assert speak("en")(again) == "1000.00 EUR / month"
    assert speak("de")(again) == "1.000,00\N{NO-BREAK SPACE}EUR / Monat"
