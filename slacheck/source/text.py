"""Bytes to text: encodings, and characters that have no place in a YAML file.

The permitted characters are those of YAML 1.2.2, section 5.1, less four on which readers do not agree: NEL,
LS and PS end a line (and so a comment) in YAML 1.1 but not in 1.2, and a byte order mark inside a text is
invisible.
"""

from __future__ import annotations

import codecs
import re
from hashlib import sha256

from slacheck.source.limits import DEFAULT, Limits
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.span import Source, Span

# UTF-32 comes before UTF-16: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ASCII = bytes((9, 10, 13, *range(32, 127)))
_ALIEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_NAMES = {
    "\x85": "next line",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\ufeff": "byte order mark",
}


def decode(name: str, data: bytes, limits: Limits = DEFAULT) -> Source:
    """The text of a file; a byte order mark tells the encoding and is dropped, without one it is UTF-8.

    Raises Unreadable for more bytes than `limits.bytes`, for bytes that the encoding does not allow and for
    characters that YAML does not allow.
    """
    digest = sha256(data).hexdigest()
    if len(data) > limits.bytes:
        raise Unreadable([oversized(Source(name, "", digest), len(data), limits)])
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable([_undecodable(name, digest, error)]) from error
    source = Source(name, text, digest)
    if problem := alien(source):
        raise Unreadable([problem])
    return source


def oversized(source: Source, size: int, limits: Limits) -> Problem:
    """The refusal of a file for its size in bytes."""
    message = f"the file is too large: {size:,} bytes, at most {limits.bytes:,} are read"
    return Problem(message, Span(source, 0, 0), "check that it is a contract; split it if it is one")


def _undecodable(name: str, digest: str, error: UnicodeDecodeError) -> Problem:
    """The refusal of bytes, at the place that they would have in the text."""
    data, encoding = error.object, error.encoding
    start = len(data[: error.start].decode(encoding))
    source = Source(name, data.decode(encoding, "replace"), digest)
    shown = " ".join(f"{byte:02X}" for byte in data[error.start : max(error.end, error.start + 1)][:4])
    message = f"the bytes `{shown}` are not {encoding.upper()} text"
    return Problem(message, Span(source, start, min(start + 1, len(source.text))), "save the file as UTF-8")


def alien(source: Source) -> Problem | None:
    """The first character that YAML does not allow, and how many more there are."""
    text = source.text
    if text.isascii() and not text.encode().translate(None, _ASCII):
        return None
    first = _ALIEN.search(text)
    if first is None:
        return None
    character, others = first[0], sum(1 for _ in _ALIEN.finditer(text)) - 1
    label = f" ({_NAMES[character]})" if character in _NAMES else ""
    more = f" (and {others:,} more like it)" if others else ""
    message = f"the character U+{ord(character):04X}{label} is not allowed{more}"
    return Problem(message, Span(source, first.start(), first.end()), _advice(character))


def _advice(character: str) -> str:
    if character == "\0":
        return (
            "this looks like a binary file, or like UTF-16 without its byte order mark: save it as UTF-8 text"
        )
    if character in _NAMES:
        return f'delete it, or write it as "\\u{ord(character):04x}" between double quotes'
    return "delete it: text in a contract has no control characters"
