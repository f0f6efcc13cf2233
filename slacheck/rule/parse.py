"""Text to syntax tree: recursive descent over the grammar of CEL, with bounds.

    Expr    = Binary ["?" Binary ":" Expr]
    Binary  = Unary {OPERATOR Unary}          (six levels: || && relations sums products)
    Unary   = {"!" | "-"} Member
    Member  = Primary {"." FIELD ["(" [Exprs] ")"] | "[" Expr "]"}
    Primary = LITERAL | NAME ["(" [Exprs] ")"] | Group
    Group   = "(" Expr ")" | "[" [Exprs [","]] "]" | "{" [Entries [","]] "}"

Source: https://github.com/google/cel-spec, doc/langdef.md, "Syntax".
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NoReturn

from slacheck.rule.expr import LEVELS, LIST, MACROS, MAP, UNARY, Call, Expr, Literal, Macro, Name, Select
from slacheck.rule.problem import ExpressionProblem, InvalidExpression, left_out
from slacheck.rule.subset import LEFT_OUT_FUNCTIONS, TYPE_NAMES
from slacheck.rule.token import Token, tokens
from slacheck.rule.value import INT_MAX

MAX_TEXT = 10_000
MAX_NESTING = 100
_MEMO = 1024
"""How many trees are kept: frameworks share their conditions, and the rows of a table ask much the same."""

RESERVED = frozenset(
    (
        "as break const continue else for function if import let loop package namespace return var void while"
    ).split()
)
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class _SyntaxError(Exception):
    """Leaves the descent at the first place where no reading is possible; never seen outside."""


@lru_cache(_MEMO)
def parse(text: str) -> Expr:
    """The syntax tree of an expression; InvalidExpression with every problem if there is none.

    A text longer than `MAX_TEXT` characters or nested deeper than `MAX_NESTING` levels is a problem too.
    """
    if len(text) > MAX_TEXT:
        message = f"the expression has {len(text):,} characters, more than {MAX_TEXT:,}"
        raise InvalidExpression([ExpressionProblem(message, 0, len(text), "split it into several rules")])
    problems: list[ExpressionProblem] = []
    parser = _Parser(tokens(text, problems), problems)
    try:
        tree = parser.whole()
    except _SyntaxError:
        raise InvalidExpression(problems) from None
    if problems:
        raise InvalidExpression(problems)
    return tree


class _Parser:
    """One descent over the tokens; problems that leave the grammar intact are collected on the way."""

    def __init__(self, words: list[Token], problems: list[ExpressionProblem]) -> None:
        self._words = words
        self._next = words[0]
        self._position = 0
        self._problems = problems
        self._unreadable = bool(problems)
        self._depth = 0
        self._heights: dict[int, int] = {}
        self._built: list[Expr] = []

    # -- tokens

    def _advance(self) -> Token:
        taken = self._next
        if taken.kind != "end":
            self._position += 1
            self._next = self._words[self._position]
        return taken

    def _at(self, operator: str) -> bool:
        return self._next.value == operator and self._next.kind == "op"

    def _accept(self, operator: str) -> bool:
        if not self._at(operator):
            return False
        self._advance()
        return True

    def _expect(self, operator: str, why: str) -> Token:
        if not self._at(operator):
            self._fail(f"expected `{operator}` {why}")
        return self._advance()

    def _fail(self, message: str, help_: str = "") -> NoReturn:
        token = self._next
        found = f"`{token.value}`" if token.kind != "end" else "the end of the expression"
        if not self._unreadable:  # a word that could not be read has said it already
            self._report(f"{message}, found {found}", token.start, token.end, help_)
        raise _SyntaxError

    def _report(self, message: str, start: int, end: int, help_: str = "") -> None:
        self._problems.append(ExpressionProblem(message, start, end, help_))

    # -- bounds

    def _node(self, node: Expr, *parts: Expr) -> Expr:
        """Keeps the height of the tree below the bound, so that no later stage runs out of stack."""
        height = 1 + max((self._heights[id(part)] for part in parts), default=0)
        if height > MAX_NESTING:
            self._too_deep(node.start, node.end)
        self._heights[id(node)] = height
        self._built.append(node)  # INVARIANT: nodes live as long as the parser, so ids are not reused
        return node

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_NESTING:
            self._too_deep(self._next.start, self._next.end)

    def _too_deep(self, start: int, end: int) -> NoReturn:
        message = f"the expression is nested deeper than {MAX_NESTING} levels"
        self._report(message, start, end, "split it into several rules")
        raise _SyntaxError

    # -- grammar

    def whole(self) -> Expr:
        """Expr END"""
        tree = self.expression()
        if self._next.kind != "end":
            self._fail("expected an operator or the end")
        return tree

    def expression(self) -> Expr:
        """Expr = Binary ["?" Binary ":" Expr]"""
        self._deeper()
        tree = self.binary(1)
        if self._accept("?"):
            then = self.binary(1)
            self._expect(":", "between the two results of `?`")
            otherwise = self.expression()
            parts = (tree, then, otherwise)
            tree = self._node(Call("?:", parts, False, tree.start, otherwise.end), *parts)
        self._depth -= 1
        return tree

    def binary(self, loosest: int) -> Expr:
        """Binary = Unary {OPERATOR Unary}: operators that bind at least as tightly as `loosest`."""
        left = self.unary()
        while self._next.kind in ("op", "word") and LEVELS.get(self._next.value, 0) >= loosest:
            operator = self._next.value
            parts = [left]
            while self._next.value == operator and self._next.kind in ("op", "word"):
                self._advance()
                self._deeper()
                parts.append(self.binary(LEVELS[operator] + 1))
                self._depth -= 1
                if operator not in ("&&", "||"):
                    break
            left = self._node(Call(operator, tuple(parts), False, left.start, parts[-1].end), *parts)
        return left

    def unary(self) -> Expr:
        """Unary = {"!" | "-"} Member; a minus right before a number belongs to the number."""
        signs: list[Token] = []
        while self._at("!") or self._at("-"):
            signs.append(self._advance())
        if signs and signs[-1].value == "-" and self._next.kind == "number":
            sign = signs.pop()
            tree = self.member(self._number(sign))
        else:
            tree = self.member(self.primary())
        for sign in reversed(signs):
            operator = "!" if sign.value == "!" else "-_"
            tree = self._node(Call(operator, (tree,), False, sign.start, tree.end), tree)
        return tree

    def member(self, tree: Expr) -> Expr:
        """Member = Primary {"." FIELD ["(" [Exprs] ")"] | "[" Expr "]"}"""
        while self._next.kind == "op":
            if self._accept("."):
                tree = self._field(tree)
            elif self._accept("["):
                index = self.expression()
                end = self._expect("]", "after the index").end
                tree = self._node(Call("[]", (tree, index), False, tree.start, end), tree, index)
            elif self._at(".?") or self._at("[?"):
                self._refuse("optional values", tree.start)
            elif self._at("{") and isinstance(tree, Name | Select):
                self._refuse("messages", tree.start)
            else:
                break
        return tree

    def _refuse(self, feature: str, start: int) -> NoReturn:
        self._problems.append(left_out(feature, start, self._next.end))
        raise _SyntaxError

    def _field(self, tree: Expr) -> Expr:
        """FIELD ["(" [Exprs] ")"], after the point."""
        word = self._next
        if word.kind not in ("word", "quoted"):
            self._fail("expected the name of a field after `.`")
        self._advance()
        if word.kind == "word" and self._accept("("):
            arguments = self._arguments(")")
            end = self._expect(")", f"after the arguments of `{word.value}`").end
            return self._method(tree, word, arguments, end)
        return self._node(Select(tree, word.value.strip("`"), False, tree.start, word.end), tree)

    def _method(self, tree: Expr, word: Token, arguments: tuple[Expr, ...], end: int) -> Expr:
        name = word.value
        if name in MACROS and (len(arguments) == 2 or (name == "map" and len(arguments) == 3)):
            return self._macro(tree, word, arguments, end)
        call = Call(name, (tree, *arguments), True, tree.start, end)
        self._known_function(call, word)
        return self._node(call, tree, *arguments)

    def _macro(self, tree: Expr, word: Token, arguments: tuple[Expr, ...], end: int) -> Expr:
        """A macro binds its first argument, which is a plain name, to each element in turn."""
        variable, *conditions, body = arguments
        if not isinstance(variable, Name):
            message = f"the first part of `{word.value}` names the element"
            self._report(message, variable.start, variable.end, f"write `{word.value}(x, ...)`")
            variable = Name("", variable.start, variable.end)
        condition = conditions[0] if conditions else None
        node = Macro(word.value, tree, variable.name, body, condition, tree.start, end)
        return self._node(node, tree, *arguments)

    def _arguments(self, closing: str) -> tuple[Expr, ...]:
        """Exprs = Expr {"," Expr}; a list may end with a comma, a call may not."""
        found: list[Expr] = []
        if self._at(closing):
            return ()
        found.append(self.expression())
        while self._accept(","):
            if closing == "]" and self._at(closing):
                break
            found.append(self.expression())
        return tuple(found)

    def primary(self) -> Expr:
        """Primary = LITERAL | NAME ["(" [Exprs] ")"] | Group"""
        token = self._next
        if token.kind == "number":
            return self._number(None)
        if token.kind == "string":
            self._advance()
            return self._node(Literal(token.value, token.start, token.end))
        if token.kind == "word":
            return self._word()
        if token.kind == "op" and token.value == "[?":
            self._refuse("optional values", token.start)
        if token.kind == "op" and token.value == "." and self._words[self._position + 1].kind == "word":
            self._refuse("names with a leading dot", token.start)
        if token.kind != "op" or token.value not in _CLOSING:
            self._fail("expected a value")
        return self._bracket(self._advance())

    def _bracket(self, opening: Token) -> Expr:
        """Group = "(" Expr ")" | "[" [Exprs [","]] "]" | "{" [Entries [","]] "}"."""
        if opening.value == "(":
            tree = self.expression()
            self._expect(")", "to close the parenthesis")
            return tree
        parts = self._arguments("]") if opening.value == "[" else self._entries()
        end = self._expect(_CLOSING[opening.value], f"to close `{opening.value}`").end
        name = LIST if opening.value == "[" else MAP
        return self._node(Call(name, parts, False, opening.start, end), *parts)

    def _entries(self) -> tuple[Expr, ...]:
        """Entries = Expr ":" Expr {"," Expr ":" Expr}, as keys and values in turn."""
        found: list[Expr] = []
        while not self._at("}"):
            if self._at("?"):
                self._refuse("optional values", self._next.start)
            found.append(self.expression())
            self._expect(":", "after the key")
            found.append(self.expression())
            if not self._accept(","):
                break
        return tuple(found)

    def _word(self) -> Expr:
        """Word = true | false | null | NAME ["(" [Exprs] ")"]"""
        word = self._advance()
        if word.value in _WORDS:
            return self._node(Literal(_WORDS[word.value], word.start, word.end))
        if word.value in RESERVED or word.value == "in":
            self._report(f"`{word.value}` is a reserved word", word.start, word.end, "choose another name")
        if not self._accept("("):
            if word.value == "optional" and self._at("."):
                self._refuse("optional values", word.start)
            if word.value in TYPE_NAMES:
                self._problems.append(left_out("types as values", word.start, word.end))
            return self._node(Name(word.value, word.start, word.end))
        arguments = self._arguments(")")
        end = self._expect(")", f"after the arguments of `{word.value}`").end
        if word.value == "has":
            return self._has(word, arguments, end)
        call = Call(word.value, arguments, False, word.start, end)
        self._known_function(call, word)
        return self._node(call, *arguments)

    def _has(self, word: Token, arguments: tuple[Expr, ...], end: int) -> Expr:
        """has(a.b): its only argument is a field; the place of the test is that of the field."""
        if len(arguments) != 1 or not isinstance(arguments[0], Select) or arguments[0].test:
            self._report("`has` asks for one field", word.start, end, "write `has(a.b)`")
            return self._node(Literal(False, word.start, end))
        field = arguments[0]
        return self._node(field._replace(test=True), field.operand)

    def _known_function(self, call: Call, word: Token) -> None:
        feature = LEFT_OUT_FUNCTIONS.get(call.function)
        if feature:
            self._problems.append(left_out(feature, word.start, word.end))

    def _number(self, sign: Token | None) -> Expr:
        """A whole number of 64 bits or an exact decimal, with the minus before it if there is one."""
        token = self._advance()
        start = sign.start if sign else token.start
        text = token.value.lower()
        if text.endswith("u"):
            self._problems.append(left_out("unsigned integers", token.start, token.end))
            text = text[:-1]
        whole = text.startswith("0x") or text.isdigit()
        value = self._whole(text, sign is not None) if whole else self._decimal(text, sign is not None)
        if value is None:
            shown = "64 bits hold" if whole else "1e308, or closer to zero than 1e-308"
            self._report(f"`{token.value}` is larger than {shown}", start, token.end)
        return self._node(Literal(value, start, token.end))

    @staticmethod
    def _whole(text: str, negative: bool) -> int | None:
        digits = text.removeprefix("0x").lstrip("0") or "0"
        if len(digits) > 19:
            return None
        value = int(digits, 16 if text.startswith("0x") else 10)
        if value > INT_MAX + negative:
            return None
        return -value if negative else value

    @staticmethod
    def _decimal(text: str, negative: bool) -> Decimal | None:
        value = Decimal(text)
        if value and not -308 <= value.adjusted() <= 308:
            return None
        return -value if negative and value else value


# INVARIANT: the operators that the tree may hold are those of the grammar, and only calls hold them.
OPERATORS = frozenset(LEVELS) | UNARY | {"?:", "[]", LIST, MAP}
