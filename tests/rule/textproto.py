"""A reader of Protocol Buffers' text format, as far as the conformance cases of CEL use it.

A message becomes a dict from field names to lists of values; a scalar stays a word, or a `Text`.
"""

from __future__ import annotations

import re

Message = dict[str, list]

_TOKEN = re.compile(
    r"""(?:\s|\#[^\n]*)+|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|([-+.\w]+)|([\[\]{}<>:;,/])"""
)
_ESCAPE = re.compile(
    rb"\\(?:([abfnrtv\\'\"?])|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))"
)
_SIMPLE = {b"a": 7, b"b": 8, b"f": 12, b"n": 10, b"r": 13, b"t": 9, b"v": 11}


class Text(str):
    """A quoted string, as opposed to a word such as a number or an enumeration value."""

    __slots__ = ()


def read(text: str) -> Message:
    """The message that a whole file holds."""
    words = [(match[1], match[2] or match[3]) for match in _TOKEN.finditer(text) if match.lastindex]
    words.append((None, None))
    message, rest = _message(words, 0, None)
    assert rest == len(words) - 1
    return message


def _message(words: list, at: int, closing: str | None) -> tuple[Message, int]:
    found: Message = {}
    while words[at][1] != closing:
        name = words[at][1]
        at += 1
        if name == "[":  # an extension or a type URL
            end = words.index((None, "]"), at)
            name, at = "".join(word for _, word in words[at:end]), end + 1
        if words[at][1] == ":":
            at += 1
        value, at = _value(words, at)
        found.setdefault(name, []).extend(value if isinstance(value, list) else [value])
        if words[at][1] in (",", ";"):
            at += 1
    return found, at


def _value(words: list, at: int) -> tuple[object, int]:
    quoted, word = words[at]
    if word in ("{", "<"):
        message, at = _message(words, at + 1, "}" if word == "{" else ">")
        return message, at + 1
    if word == "[":
        items = []
        at += 1
        while words[at][1] != "]":
            item, at = _value(words, at)
            items.append(item)
            at += words[at][1] == ","
        return items, at + 1
    if quoted is None:
        return word, at + 1
    content = b""
    while words[at][0]:
        content += _ESCAPE.sub(_resolve, words[at][0][1:-1].encode())
        at += 1
    return Text(content.decode("utf-8", "surrogateescape")), at


def _resolve(match: re.Match[bytes]) -> bytes:
    simple, hexadecimal, octal, *wide = match.groups()
    if simple:
        return bytes([_SIMPLE[simple]]) if simple in _SIMPLE else simple
    if hexadecimal or octal:
        return bytes([int(hexadecimal, 16) if hexadecimal else int(octal, 8)])
    return chr(int(wide[0] or wide[1], 16)).encode()
