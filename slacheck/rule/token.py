(
    """The words of an expression: text to tokens.

    STRING = [rR] ('"""
    " ... "
    """' | "'''" ... "'''" | '"' ... '"' | "'" ... "'")
    NUMBER = DIGIT* "." DIGIT+ EXPONENT? | DIGIT+ EXPONENT | DIGIT+ | "0x" HEXDIGIT+
    WORD   = [_a-zA-Z][_a-zA-Z0-9]*
    QUOTED = "`" [a-zA-Z0-9_.\\-/ ]+ "`"
    SPACE  = [\\t\\n\\f\\r ]+ | "//" to the end of the line
"""
)

from __future__ import annotations

import re
from typing import NamedTuple

from slacheck.rule.problem import ExpressionProblem, left_out


class Token(NamedTuple):
    """A word and its place; `value` is the text that a string stands for, else the word itself."""

    kind: str
    value: str
    start: int
    end: int


_TOKEN = re.compile(
    r"""(?P<space>(?:[\t\n\f\r ]+|//[^\n]*)+)
    |(?P<raw>[bB]?[rR][bB]?(?:\"{3}(?s:.*?)\"{3}|'{3}(?s:.*?)'{3}|\"[^\"\n\r]*\"|'[^'\n\r]*'))
    |(?P<string>[bB]?(?:\"{3}(?s:\\.|[^\\])*?\"{3}|'{3}(?s:\\.|[^\\])*?'{3}
        |\"(?:\\.|[^\\\"\n\r])*\"|'(?:\\.|[^\\'\n\r])*'))
    |(?P<word>[_a-zA-Z][_a-zA-Z0-9]*)
    |(?P<number>(?:0[xX][0-9a-fA-F]+|[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+|[0-9]+)[uU]?)
    |(?P<quoted>`[a-zA-Z0-9_.\-/\ ]+`)
    |(?P<op>&&|\|\||==|!=|<=|>=|\.\?|\[\?|[-+*/%!<>?:.,()\[\]{}])""",
    re.VERBOSE,
)
_ESCAPE = (
    r"\\(?:([\\?\"'`abfnrtv])|[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|(.|$))"
)
_SIMPLE = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def tokens(text: str, problems: list[ExpressionProblem]) -> list[Token]:
    """The tokens of a text, closed by one of kind `end`; what cannot be read is added to `problems`."""
    found: list[Token] = []
    position, size = 0, len(text)
    while position < size:
        match = _TOKEN.match(text, position)
        if match is None:
            position = _unreadable(text, position, problems)
            continue
        kind, end = match.lastgroup or "", match.end()
        if kind in ("string", "raw"):
            found.append(Token("string", _content(match[0], kind, position, problems), position, end))
        elif kind != "space":
            found.append(Token(kind, match[0], position, end))
        position = end
    found.append(Token("end", "", size, size))
    return found


def _unreadable(text: str, position: int, problems: list[ExpressionProblem]) -> int:
    """Reports what starts no token, and returns where reading may go on."""
    char = text[position]
    if char in "\"'":
        problems.append(
            ExpressionProblem("this text is not closed", position, len(text), f"add a closing {char}")
        )
        return len(text)
    hint = {
        "&": "write `&&`",
        "|": "write `||`",
        "=": "write `==`",
        "`": "only field names stand in backticks",
    }
    shown = f"`{char}`" if char.isprintable() else f"the character U+{ord(char):04X}"
    problems.append(
        ExpressionProblem(f"{shown} has no meaning here", position, position + 1, hint.get(char, ""))
    )
    return position + 1


def _content(written: str, kind: str, start: int, problems: list[ExpressionProblem]) -> str:
    """What a string literal stands for: without prefix and quotes, escapes resolved unless raw."""
    body = written.lstrip("bBrR")
    prefix = len(written) - len(body)
    if "b" in written[:prefix].lower():
        problems.append(left_out("bytes", start, start + len(written)))
    quotes = 3 if body[:3] in ('"""', "'''") else 1
    body = body[quotes:-quotes]
    if kind == "raw" or "\\" not in body:
        return body
    offset = start + prefix + quotes

    def resolve(match: re.Match[str]) -> str:
        char = _escaped(match)
        if char is None:
            message = f"`{match[0]}` is not an escape of a text"
            place = (offset + match.start(), offset + match.end())
            problems.append(ExpressionProblem(message, *place, "write `\\\\` for a backslash"))
            return ""
        return char

    return re.sub(_ESCAPE, resolve, body, flags=re.DOTALL)


def _escaped(match: re.Match[str]) -> str | None:
    """The character that an escape stands for; none if it stands for none."""
    simple, *hexadecimal, octal, _ = match.groups()
    if simple:
        return _SIMPLE.get(simple, simple)
    digits = next(filter(None, hexadecimal), None)
    if digits is None and octal is None:
        return None
    code = int(digits, 16) if digits else int(octal, 8)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else None
