"""Lints of what a reader sees: messages and remedies, in every language alike."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from slacheck.rule.canonical import canonical
from slacheck.rule.expr import Call, Expr, Literal
from slacheck.rule.form import LANGUAGES
from slacheck.rule.pack import kid
from slacheck.rule.parse import parse
from slacheck.rule.problem import InvalidExpression
from slacheck.source.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.rule.lint.sheet import Bench, PackSheet, RuleSheet
    from slacheck.source.node import Node
    from slacheck.source.span import Span

TEXTS = ("message", "remedy", "demand")
_BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_WORD = re.compile(r"[^\W\d_]{4,}")
_DOUBLE, _SINGLE, _ANGLES = ("\u201c", "\u201d"), ("\u2018", "\u2019"), ("\u00ab", "\u00bb")
_GERMAN = (("\u201e", "\u201c"), ("\u201a", "\u2018"), ("\u00bb", "\u00ab"))
_STRAIGHT = ('"', '"')
_QUOTES: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (_DOUBLE, _SINGLE, _STRAIGHT),
    "fr": (_ANGLES, _DOUBLE, _STRAIGHT),
    "nl": (_DOUBLE, _SINGLE, _STRAIGHT),
    "de": (*_GERMAN, _STRAIGHT),
}
"""The pairs of quotation marks of each language."""
_APOSTROPHE = "\u2019"
_INSIDE_WORD = re.compile(rf"(?<=\w){_APOSTROPHE}(?=\w)")


class Said(NamedTuple):
    """One text in one language."""

    key: str
    language: str
    node: Node
    words: str
    """The text with its placeholders blanked out, character by character."""


class Spoken(NamedTuple):
    """A text by language."""

    key: str
    texts: Node
    place: Span
    """Where its key stands."""


def by_language(sheet: RuleSheet) -> Iterator[Spoken]:
    """The texts of a rule that are given by language."""
    doc = kid(sheet.node, "doc")
    for owner, key in (*((sheet.node, key) for key in TEXTS), (doc, "why")):
        texts = kid(owner, key) if owner else None
        if owner and texts and isinstance(texts.value, dict):
            yield Spoken(key, texts, owner.key_span(key))


def said(sheet: RuleSheet) -> Iterator[Said]:
    """The texts of a rule that a report sets within its own."""
    for key, texts, _ in by_language(sheet):
        kids = texts.kids if key in TEXTS else None
        for language, node in kids.items() if isinstance(kids, dict) else ():
            if isinstance(node.value, str) and language in LANGUAGES:
                words = _BRACES.sub(lambda match: " " * len(match[0]), node.value)
                yield Said(key, language, node, words)


def language_missing(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """A text that is not there in all languages."""
    for rule in sheet.rules:
        for key, texts, place in by_language(rule):
            assert isinstance(texts.value, dict)
            lacking = [language for language in LANGUAGES if language not in texts.value]
            if lacking:
                named = ", ".join(f"`{language}`" for language in lacking)
                yield Problem(f"`{key}` has no {named}", place, "reports are read in all four languages")


def period(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """A text that ends as a sentence does: a report sets it within its own."""
    for text in _all(sheet):
        end = len(text.words.rstrip())
        if text.words.rstrip().endswith("."):
            yield Problem(f"`{text.key}` ends with a period", text.node.subspan(end - 1, end), "leave it out")


def question_mark(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """A text with a `?`, which in a report stands for a value that is not stated."""
    for text in _all(sheet):
        at = text.words.find("?")
        if at >= 0:
            help_text = "say what is wrong; in a report `?` stands for a value that is not stated"
            yield Problem(f"`{text.key}` asks a question", text.node.subspan(at, at + 1), help_text)


def quotes(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """A quotation that is opened and not closed, or closed and not opened."""
    for text in _all(sheet):
        words = _INSIDE_WORD.sub(" ", text.words)
        for opening, closing in _QUOTES[text.language]:
            at = _unpaired(words, opening, closing)
            if at is not None:
                message = f"`{words[at]}` has no other half"
                help_text = f"in this language a quotation stands in {opening}…{closing}"
                yield Problem(message, text.node.subspan(at, at + 1), help_text)


def _unpaired(words: str, opening: str, closing: str) -> int | None:
    """The first mark without its other half; a mark that may be an apostrophe needs none before it."""
    opened: list[int] = []
    for at, char in enumerate(words):
        if char == closing and opened:
            opened.pop()
        elif char == opening:
            opened.append(at)
        elif char == closing and char != _APOSTROPHE:
            return at
    return opened[0] if opened else None


def placeholders(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """A text that shows other values than its English original."""
    for rule in sheet.rules:
        texts = list(said(rule))
        english = {text.key: _shown(text.node) for text in texts if text.language == "en"}
        for text in texts:
            if text.key not in english:
                continue
            shown = _shown(text.node)
            apart = [f"not `{{{one}}}`" for one in sorted(english[text.key] - shown)]
            apart += [f"but `{{{one}}}`" for one in sorted(shown - english[text.key])]
            if apart:
                message = f"`{text.key}` shows other values than in English: {', '.join(apart)}"
                yield Problem(message, text.node.span)


def _shown(node: Node) -> frozenset[str]:
    """The expressions of a text, whatever their spacing."""
    found = (match[1] for match in _BRACES.finditer(str(node.value)) if match[1] is not None)
    return frozenset(map(_plainly, found))


def _plainly(expression: str) -> str:
    try:
        return canonical(_wordless(parse(expression)))
    except InvalidExpression:
        return " ".join(expression.split())


def _wordless(expr: Expr) -> Expr:
    """An expression without the words that it gives as they stand: `x ? "one" : "other"` has them translated."""
    match expr:
        case Literal(str()):
            return Literal("")
        case Call("?:", (condition, then, otherwise)):
            return Call("?:", (condition, _wordless(then), _wordless(otherwise)))
        case Call("+", parts):
            return Call("+", tuple(map(_wordless, parts)))
        case _:
            return expr


def untranslated(sheet: PackSheet, _bench: Bench) -> Iterator[Problem]:
    """A text that is the same in two languages."""
    for rule in sheet.rules:
        for one, other in combinations(said(rule), 2):
            same = one.key == other.key and " ".join(one.words.split()) == " ".join(other.words.split())
            if same and _WORD.search(one.words):
                message = f"`{one.key}` is the same in `{one.language}` and `{other.language}`"
                yield Problem(message, other.node.span, "translate it", (("the same text", one.node.span),))


def _all(sheet: PackSheet) -> Iterator[Said]:
    return (text for rule in sheet.rules for text in said(rule))
