"""The catalogues: complete, current, compiled from what stands beside them, and with the same placeholders."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "slacheck" / "locale"
LANGUAGES = ("fr", "nl", "de")
every_language = pytest.mark.parametrize("language", LANGUAGES)


def catalogue(language: str):
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_string_of_the_interface_is_translated():
    """No entry is missing, obsolete or empty, and each `.mo` is what its `.po` compiles to: `make messages` renews."""
    done = subprocess.run(
        [sys.executable, ".ci/messages.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


@every_language
def test_nothing_is_fuzzy_or_obsolete(language):
    """A guess of a tool is no translation."""
    found = catalogue(language)
    assert not [message.id for message in found if message.fuzzy and message.id]
    assert not found.obsolete


@every_language
def test_placeholders_agree(language):
    """Each translation names what the English text names; the number alone may be left to the words."""
    for message in catalogue(language):
        for english, said in zip(forms(message.id), forms(message.string), strict=False):
            if english:
                assert placeholders(english) == placeholders(said), english


@every_language
def test_line_breaks_and_outer_spaces_agree(language):
    """Labels that stand one a line stay so many, and what is joined to other words keeps its distance."""
    for message in catalogue(language):
        for english, said in zip(forms(message.id), forms(message.string), strict=False):
            assert english.count("\n") == said.count("\n") or not english, english
            if english.strip():
                assert (english[0] == " ") == (said[0] == " "), english
                assert (english[-1] == " ") == (said[-1] == " "), english


@every_language
def test_the_compiled_catalogue_says_the_same(language):
    """What a run reads is what a translator wrote."""
    compiled = read_mo(BytesIO((FOLDER / f"{language}.mo").read_bytes()))
    pairs = [
        {forms(one.id): forms(one.string) for one in messages if one.id}
        for messages in (compiled, catalogue(language))
    ]
    assert pairs[0]
    assert pairs[0] == pairs[1]


def test_french_has_no_break_before_its_signs():
    """A colon, a semicolon or a question mark never stands alone at the beginning of a line."""
    for message in catalogue("fr"):
        for said in forms(message.string):
            assert not any(f" {sign}" in said for sign in ":;?!»"), said
