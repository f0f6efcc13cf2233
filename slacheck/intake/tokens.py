"""
Names and sentences to tokens: `customSamlSSO`, `custom_saml_sso` and "Custom SAML SSO" give the same three.

A token knows where its word stands, to quote it, and a fold of it, to compare it: lower case, without accents, American
spelling, singular. Folding is the same for English, French, Dutch and German and knows no stems.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

# Letters that Unicode does not take apart.
LETTERS = {"ß": "ss", "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}

# In this order: a plural of capitals (`SLAs`), capitals before a word (`SSO` of `SSOLogin`), a word, capitals, digits.
WORD = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|\n")

# Hours by days: `24x7` is `24/7`.
TIMES = re.compile(r"(?<=\d)[xX\u00d7](?=\d)")

# A letter that camel case cuts off: `eSignature`, `iOS`, `OAuth`.
GLUED = frozenset("eio")
BRITISH = re.compile(r"(?<=[a-z]{4})is(ation|e|ed|ing|er)$")
# A final letter that is no plural.
UNCHANGED = frozenset({"https", "sales", "devops", "always"})
AMERICAN = {"centre": "center", "licence": "license", "programme": "program", "colour": "color"}


class Token(NamedTuple):
    fold: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A name, or one sentence of a description."""

    text: str
    tokens: tuple[Token, ...]


def sentence(text: str) -> Sentence:
    plain, origin = _plain(text)
    return Sentence(
        text,
        tuple(
            Token(fold(plain[start:end]), origin[start], origin[end - 1] + 1) for start, end in _words(plain)
        ),
    )


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a description; empty ones are left out."""
    return tuple(found for part in SENTENCE_END.split(text) if (found := sentence(part)).tokens)


def fold(word: str) -> str:
    """One form for the spellings and the number of a word."""
    word = _singular(word.casefold())
    return AMERICAN.get(word) or BRITISH.sub(r"iz\1", word)


def _singular(word: str) -> str:
    if len(word) <= 3 or word in UNCHANGED or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


def _plain(text: str) -> tuple[str, list[int]]:
    """The text without accents, and for each of its letters the position of the one it comes from."""
    letters: list[str] = []
    origin: list[int] = []
    for position, letter in enumerate(TIMES.sub("/", text)):
        for each in LETTERS.get(letter) or normalize("NFKD", letter):
            if not combining(each):
                letters.append(each)
                origin.append(position)
    return "".join(letters), origin


def _words(plain: str) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends; a letter of `GLUED` belongs to the word that follows it without a gap."""
    begin = -1
    for found in WORD.finditer(plain):
        start, end = found.span()
        if begin >= 0 and start != begin + 1:
            yield begin, begin + 1
            begin = -1
        if begin < 0 and found.group().casefold() in GLUED:
            begin = start
            continue
        yield (begin if begin >= 0 else start), end
        begin = -1
    if begin >= 0:
        yield begin, begin + 1
