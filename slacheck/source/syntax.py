"""What libyaml says about broken syntax, in our words and with a next step."""

from __future__ import annotations

import re
from typing import NamedTuple

from yaml.error import MarkedYAMLError, YAMLError

from slacheck.source.problem import Problem
from slacheck.source.span import Source, Span
from slacheck.source.text import alien

_QUOTE = "put the text in quotes"
_COLUMNS = "check the indentation: the entries of one mapping or list start in the same column"


class _Wording(NamedTuple):
    """Our words for a message of libyaml; `opening`: the place is where the broken thing begins."""

    message: str
    help: str = ""
    opening: bool = False


_OR_TEXT = f"remove it, or {_QUOTE} if it is one"
_ANCHOR = _Wording(
    "this is not the name of an anchor", f"use letters, digits, `-` and `_`, or {_QUOTE}", opening=True
)

# By (context, problem) as libyaml 0.2.5 words them, a context of "" fits all; the first fit wins.
_WORDINGS: tuple[tuple[str, str, _Wording], ...] = (
    ("quoted", "unexpected end of stream", _Wording("the quotes are not closed", "close them", opening=True)),
    (
        "quoted",
        "document indicator",
        _Wording("the quotes are not closed", "close them before the `---` or `...`", opening=True),
    ),
    (
        "quoted",
        "unknown escape",
        _Wording("this escape is unknown", "write `\\\\` for a backslash, or use single quotes"),
    ),
    (
        "quoted",
        "hexdecimal",
        _Wording("this escape lacks digits", "`\\x` takes two, `\\u` four, `\\U` eight hexadecimal digits"),
    ),
    (
        "quoted",
        "Unicode character escape",
        _Wording("this escape names no character", "write the character itself"),
    ),
    (
        "",
        "mapping values are not allowed",
        _Wording(
            "a `:` is not expected here", f"{_QUOTE} if the colon belongs to it; else check the indentation"
        ),
    ),
    (
        "",
        "expected ':'",
        _Wording(
            "a key without its `:`", "write `key: value`; indent or quote a text that goes on", opening=True
        ),
    ),
    ("", "',' or ']'", _Wording("this list is not closed, or a comma is missing", "add `]` or `,`")),
    ("", "',' or '}'", _Wording("this mapping is not closed, or a comma is missing", "add `}` or `,`")),
    ("", "expected '-'", _Wording("this is neither an item of the list above nor a part of it", _COLUMNS)),
    ("", "expected key", _Wording("this is neither a key of the mapping above nor a part of it", _COLUMNS)),
    (
        "",
        "block sequence entries",
        _Wording("a list cannot start here", "start the list on a line of its own"),
    ),
    ("", "mapping keys are not allowed", _Wording("a key is not expected here", _COLUMNS)),
    ("", "expected node content", _Wording("a value is missing here", "write it, or `null`")),
    (
        "",
        "<document start>",
        _Wording(
            "this stands behind the end of the document", f"{_COLUMNS}; a new document starts with `---`"
        ),
    ),
    (
        "",
        "incompatible YAML",
        _Wording("this version of YAML is not supported", "remove the %YAML line: YAML 1.2 is read"),
    ),
    (
        "",
        "undefined tag handle",
        _Wording("this tag is unknown", "remove it, or quote a text that starts with `!`", opening=True),
    ),
    ("", "duplicate %", _Wording("this directive is given twice", "keep one of the two")),
    ("", "unknown directive", _Wording("this directive is unknown", _OR_TEXT, opening=True)),
    ("directive", "", _Wording("this directive is not complete", "remove it: none is needed", opening=True)),
    (
        "block scalar",
        "indentation indicator equal",
        _Wording("the indentation of a text block cannot be 0", "write `|` or `>` alone"),
    ),
    (
        "block scalar",
        "comment or line break",
        _Wording("nothing but a comment may follow `|` or `>`", "start the text on the next line"),
    ),
    ("an anchor", "", _ANCHOR),
    ("an alias", "", _ANCHOR),
    ("tag", "", _Wording("this tag is not complete", _OR_TEXT, opening=True)),
)
_TAB = _Wording("a tab is not allowed here", "indent with spaces")
_WORD = re.compile(r"[^\s]*")


def explain(source: Source, error: YAMLError) -> Problem:
    """The problem that an error of libyaml is; places are spans of `source`."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return alien(source) or Problem("this is not YAML", Span(source, 0, 0), "check that the file is text")
    place = _word(source, error.problem_mark.index)
    opening = _word(source, error.context_mark.index) if error.context_mark else place
    wording = _wording(error, source.text[place.start : place.start + 1])
    if wording.opening:
        return Problem(wording.message, opening, wording.help)
    related = () if opening.line == place.line else (("what is being read starts here", opening),)
    return Problem(wording.message, place, wording.help, related)


def _wording(error: MarkedYAMLError, character: str) -> _Wording:
    """Our words for an error at a character."""
    context, problem = error.context or "", error.problem or ""
    if character == "\t" and ("tab" in problem or "cannot start" in problem):
        return _TAB
    if "cannot start any token" in problem:
        return _Wording(f"a value cannot start with `{character}`", _QUOTE)
    for where, what, wording in _WORDINGS:
        if where in context and what in problem:
            return wording
    return _Wording(f"this is not YAML: {problem}", "check the indentation and the quotes")


def _word(source: Source, offset: int) -> Span:
    """The word at an offset; without one there, the place alone."""
    start = min(offset, len(source.text))
    match = _WORD.match(source.text, start)
    return Span(source, start, match.end() if match else start)
