"""Text to syntax tree: the grammar, its bounds, and what is said of a text that is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slacheck.rule.check import check
from slacheck.rule.compile import compile as compile_expression
from slacheck.rule.expr import Literal, unparse
from slacheck.rule.parse import MAX_NESTING, MAX_TEXT, parse
from slacheck.rule.problem import InvalidExpression
from slacheck.rule.trace import trace


def problems(text):
    with pytest.raises(InvalidExpression) as caught:
        parse(text)
    return [(one.message, text[one.start : one.end], one.help) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("a||b&&c", "a || b && c"),
        ("(a || b) && c", "(a || b) && c"),
        ("a - b - c", "a - b - c"),
        ("a - (b - c)", "a - (b - c)"),
        ("(a && b) && c", "(a && b) && c"),
        ("- 5 + x", "-5 + x"),
        ("-(5)", "-(5)"),
        ("--x", "--x"),
        ("!!a", "!!a"),
        ("a ? b : c ? d : e", "a ? b : c ? d : e"),
        ("(a ? b : c) ? d : e", "(a ? b : c) ? d : e"),
        ("a[1][b].c.d(e)", "a[1][b].c.d(e)"),
        ("[1, 2,]", "[1, 2]"),
        ("{'k': 1,}", '{"k": 1}'),
        ("has( a.b )", "has(a.b)"),
        ("xs . map(x, x > 1, x)", "xs.map(x, x > 1, x)"),
        ("a // a comment\n && b", "a && b"),
        ("a.`b-c`", "a.`b-c`"),
        ("1.50", "1.50"),
        ("1e3", "1e+3"),
        ("0x1F", "31"),
        (r"'\u00e9\x41\101\n'", '"éAA\\n"'),
        (r"r'\n'", '"\\\\n"'),
        ("'''it's'''", '"it\'s"'),
    ],
)
def test_a_text_has_one_canonical_form(text, canonical):
    """The tree keeps what was meant; spaces, quotes and needless parentheses go."""
    assert unparse(parse(text)) == canonical
    assert unparse(parse(canonical)) == canonical


def test_a_node_knows_its_words():
    """The offsets of a node enclose its text."""
    text = "  a.b == 'x'  && f(c)"
    first, second = parse(text).arguments
    assert text[first.start : first.end] == "a.b == 'x'"
    assert text[second.start : second.end] == "f(c)"


@pytest.mark.parametrize("value", [0, 2**63 - 1, -(2**63), Decimal("0.1"), Decimal("-1e308")])
def test_numbers_are_exact(value):
    """A number is read as it is written, to the ends of its range."""
    assert parse(str(value)) == Literal(value, 0, len(str(value)))


@pytest.mark.parametrize(
    ("text", "message", "words"),
    [
        ("", "expected a value, found the end of the expression", ""),
        ("a &&", "expected a value, found the end of the expression", ""),
        ("a b", "expected an operator or the end, found `b`", "b"),
        ("(a", "expected `)` to close the parenthesis, found the end of the expression", ""),
        ("[1, 2", "expected `]` to close `[`, found the end of the expression", ""),
        ("{1 2}", "expected `:` after the key, found `2`", "2"),
        ("f(a", "expected `)` after the arguments of `f`, found the end of the expression", ""),
        ("f(a,)", "expected a value, found `)`", ")"),
        ("a[1", "expected `]` after the index, found the end of the expression", ""),
        ("a ? b", "expected `:` between the two results of `?`, found the end of the expression", ""),
        ("a.", "expected the name of a field after `.`, found the end of the expression", ""),
        ("a.1", "expected an operator or the end, found `.1`", ".1"),
        ("a = b", "`=` has no meaning here", "="),
        ("a & b", "`&` has no meaning here", "&"),
        ("a € b", "`€` has no meaning here", "€"),
        ("a \x00", "the character U+0000 has no meaning here", "\x00"),
        ("'abc", "this text is not closed", "'abc"),
        (r"'\q'", r"`\q` is not an escape of a text", r"\q"),
        (r"'\ud800'", r"`\ud800` is not an escape of a text", r"\ud800"),
        ("for", "`for` is a reserved word", "for"),
        ("has(a)", "`has` asks for one field", "has(a)"),
        ("has(a.b, c)", "`has` asks for one field", "has(a.b, c)"),
        ("xs.all(x.y, true)", "the first part of `all` names the element", "x.y"),
        ("9223372036854775808", "`9223372036854775808` is larger than 64 bits hold", "9223372036854775808"),
        ("1e309", "`1e309` is larger than 1e308, or closer to zero than 1e-308", "1e309"),
    ],
)
def test_a_mistake_is_told_with_its_place(text, message, words):
    """The first problem names what was expected and the words that stand there instead."""
    found = problems(text)[0]
    assert found[:2] == (message, words)


@pytest.mark.parametrize(
    ("text", "feature", "words"),
    [
        ("1u + 2", "unsigned integers", "1u"),
        ("b'abc'", "bytes", "b'abc'"),
        ("bytes('a')", "bytes", "bytes"),
        ("Type{a: 1}", "messages", "Type{"),
        ("a.?b", "optional values", "a.?"),
        ("a[?0]", "optional values", "a[?"),
        ("optional.of(1)", "optional values", "optional."),
        ("timestamp('2020-01-01T00:00:00Z')", "timestamps", "timestamp"),
        ("x.getFullYear()", "timestamps", "getFullYear"),
        ("x.matches('a+')", "regular expressions", "matches"),
        ("type(x) == int", "types as values", "type"),
        ("bool('true')", "conversions to truth values", "bool"),
        (".a", "names with a leading dot", "."),
    ],
)
def test_what_cel_has_and_we_leave_out_is_named(text, feature, words):
    """A text that is CEL but not ours is told which feature to do without, and what to write instead."""
    message, found, help_ = problems(text)[0]
    assert (message, found) == (f"the rule language leaves out {feature}", words)
    assert help_


def test_all_problems_of_a_text_are_told():
    """Words that cannot be read do not hide one another."""
    assert [message for message, *_ in problems(r"1u == '\q' && b'x' = $")] == [
        "the rule language leaves out unsigned integers",
        r"`\q` is not an escape of a text",
        "the rule language leaves out bytes",
        "`=` has no meaning here",
        "`$` has no meaning here",
    ]


DEEP = {
    "parentheses": ("(", "true", ")", MAX_NESTING - 1),
    "not": ("!", "true", "", MAX_NESTING - 1),
    "lists": ("[", "true", "]", MAX_NESTING - 1),
    "choices": ("true ? true : ", "true", "", MAX_NESTING - 1),
    "calls": ("dyn(", "true", ")", MAX_NESTING - 1),
    "sums": ("", "1", " + 1", MAX_NESTING - 1),
    "mixed": ("false || true && (", "true", ")", MAX_NESTING // 3 - 1),
}


@pytest.mark.parametrize("shape", DEEP)
def test_the_deepest_nesting_works_in_every_stage(shape, env):
    """An expression within the bound is parsed, checked, compiled, traced and written without running out of stack."""
    before, inner, after, levels = DEEP[shape]
    env = env._replace(dynamic=True)
    checked = check(before * levels + inner + after * levels, env)
    value = compile_expression(checked, env)({}, ({},))
    assert trace(checked, env, {}, ({},)).value == value
    assert parse(unparse(checked.expr))


@pytest.mark.parametrize("shape", DEEP)
@pytest.mark.parametrize("levels", [MAX_NESTING + 1, 1000])
def test_deeper_nesting_is_a_problem(shape, levels):
    """An expression beyond the bound is refused, whatever nests."""
    before, inner, after, _ = DEEP[shape]
    message, *_ = problems(before * levels + inner + after * levels)[0]
    assert message.startswith(("the expression is nested deeper", "the expression has"))


def test_a_long_chain_is_not_deep():
    """A chain of one logical operator is one node, so lists of conditions may be long."""
    assert len(parse(" && ".join(["a"] * 1000)).arguments) == 1000


def test_a_long_text_is_a_problem():
    """The bound on the length comes before any work."""
    assert problems("a" * (MAX_TEXT + 1))[0][0] == "the expression has 10,001 characters, more than 10,000"
