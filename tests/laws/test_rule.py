"""Laws of the rule language, over random expressions and random half-stated records."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from slacheck.quantity import Duration, Money
from slacheck.rule.check import check
from slacheck.rule.compile import compile as compile_expression
from slacheck.rule.expr import LIST, Call, Literal, Macro, Name, Select, unparse
from slacheck.rule.mutant import mutants, plain
from slacheck.rule.parse import parse
from slacheck.rule.problem import InvalidExpression
from slacheck.rule.schema import Environment, Field, Function, ObjectSchema, Presence
from slacheck.rule.trace import trace
from slacheck.rule.types import BOOL, DURATION, INT, MONEY, STRING, EnumType, ListType, ObjectType
from slacheck.rule.value import EvaluationError
from slacheck.truth import UNKNOWN

THING = ObjectType("thing")
STATUS = EnumType("status", ("included", "paid", "absent"))
FIELDS = {
    "flag": BOOL,
    "agreed": BOOL,
    "count": INT,
    "name": STRING,
    "status": STATUS,
    "notice": DURATION,
    "price": MONEY,
    "counts": ListType(INT),
    "child": THING,
}
VALUES = {
    "flag": st.booleans(),
    "agreed": st.booleans(),
    "count": st.sampled_from([0, 1, -1, 7, 2**63 - 1, -(2**63)]),
    "name": st.sampled_from(["", "a", "ab", "b"]),
    "status": st.sampled_from(STATUS.values),
    "notice": st.sampled_from([Duration(1), Duration.days(30), Duration.days(90), Duration(3)]),
    "price": st.sampled_from(
        [Money(Decimal(amount), currency) for amount in (0, 5) for currency in ("EUR", "USD")]
    ),
    "counts": st.lists(st.integers(0, 3), max_size=3),
}


def reader(name):
    return lambda thing: thing.get(name)


def place(facts, thing, route=()):
    """Where a record stands in the record `facts`."""
    if facts is thing:
        return route
    parts = [(("child",), facts.get("child"))] + [(("kids", i), kid) for i, kid in enumerate(facts["kids"])]
    found = (place(part, thing, (*route, *key)) for key, part in parts if part is not None)
    return next((at for at in found if at is not None), None)


SCHEMA = ObjectSchema(
    "thing",
    {
        **{
            name: Field(name, type_, Presence.UNSTATED, (name,), reader(name))
            for name, type_ in FIELDS.items()
        },
        "kids": Field("kids", ListType(THING), Presence.REQUIRED, ("kids",), reader("kids")),
    },
)
ENV = Environment(
    {"thing": SCHEMA},
    {"x": THING},
    {"agreed": Function("agreed", (THING,), BOOL, lambda _facts, thing: thing.get("agreed", UNKNOWN))},
    place,
)


@st.composite
def records(draw, depth=2):
    """A record in which each fact may be missing."""
    record = {name: draw(strategy) for name, strategy in VALUES.items() if draw(st.booleans())}
    record["kids"] = draw(st.lists(records(depth - 1), max_size=2)) if depth else []
    if depth and draw(st.booleans()):
        record["child"] = draw(records(depth - 1))
    return record


@st.composite
def stated(draw, record, depth=3):
    """The same record with every missing fact filled in."""
    full = {name: record[name] if name in record else draw(strategy) for name, strategy in VALUES.items()}
    full["kids"] = [draw(stated(kid, depth - 1)) for kid in record["kids"]]
    if "child" in record or depth:
        full["child"] = draw(stated(record.get("child", {"kids": []}), depth - 1))
    return full


def things(names):
    name = st.sampled_from(names).map(Name)
    return st.one_of(name, name.map(lambda thing: Select(thing, "child")))


def select(owners, fields, test=False):
    return st.builds(lambda owner, name: Select(owner, name, test), owners, fields)


def field(names, *fields):
    return select(things(names), st.sampled_from(fields))


def numbers(names, depth):
    leaf = st.one_of(st.sampled_from([0, 1, -2, 7]).map(Literal), field(names, "count"))
    if not depth:
        return leaf
    inner = numbers(names, depth - 1)
    pair = st.builds(
        lambda op, a, b: Call(op, (a, b)), st.sampled_from(["+", "-", "*", "/", "%"]), inner, inner
    )
    negated = inner.map(lambda number: Call("-_", (number,)))
    size = field(names, "counts", "name").map(lambda items: Call("size", (items,)))
    index = st.builds(lambda items, at: Call("[]", (items, at)), field(names, "counts"), inner)
    return st.one_of(leaf, pair, negated, size, index)


def relation(operators, operands):
    return st.builds(lambda op, a, b: Call(op, (a, b)), st.sampled_from(operators), operands, operands)


def call(name, *parts):
    return st.builds(lambda *arguments: Call(name, arguments), *parts)


ORDER = ["<", "<=", ">", ">=", "==", "!="]


def conditions(names=("x",), depth=3, asking=True):
    """Random conditions; `asking` admits `has`."""
    leaves = [
        st.booleans().map(Literal),
        field(names, "flag"),
        things(names).map(lambda thing: Call("agreed", (thing,))),
        relation(
            ["==", "!="], st.one_of(field(names, "name"), st.sampled_from(["a", 'q"\\\n']).map(Literal))
        ),
        call("==", field(names, "status"), st.sampled_from(STATUS.values).map(Literal)),
        relation(ORDER, st.one_of(field(names, "notice"), st.just(Call("duration", (Literal("P30D"),))))),
        relation(ORDER, st.one_of(field(names, "price"), st.just(Call("money", (Literal("5 EUR"),))))),
    ]
    if asking:
        leaves.append(select(things(names), st.sampled_from(["flag", "child", "count"]), test=True))
    if not depth:
        return st.one_of(leaves)
    inner = conditions(names, depth - 1, asking)
    variable = f"v{len(names)}"
    body = conditions((*names, variable), depth - 1, asking)
    counted = relation(ORDER, numbers(names, 2))
    listed = st.lists(numbers(names, 1), max_size=3).map(lambda items: Call(LIST, tuple(items)))
    quantified = st.builds(
        lambda name, thing, condition: Macro(name, Select(thing, "kids"), variable, condition),
        st.sampled_from(["all", "exists", "exists_one"]),
        things(names),
        body,
    )
    filtered = st.builds(
        lambda thing, condition: Call(
            ">", (Call("size", (Macro("filter", Select(thing, "kids"), variable, condition),)), Literal(0))
        ),
        things(names),
        body,
    )
    mapped = st.builds(
        lambda item, thing: Call(
            "in", (item, Macro("map", Select(thing, "kids"), "k", Select(Name("k"), "count")))
        ),
        numbers(names, 1),
        things(names),
    )
    chain = st.builds(
        lambda op, parts: Call(op, tuple(parts)),
        st.sampled_from(["&&", "||"]),
        st.lists(inner, min_size=2, max_size=3),
    )
    return st.one_of(
        *leaves, counted, call("in", numbers(names, 1), listed), quantified, filtered, mapped, chain,
        call("!", inner), call("?:", inner, inner, inner),
    )  # fmt: skip


def placeless(part):
    """A tree without the positions of its nodes."""
    if not isinstance(part, tuple):
        return part
    if not hasattr(part, "_fields"):
        return tuple(map(placeless, part))
    named = zip(part._fields, part, strict=True)
    return type(part)(*(0 if name in ("start", "end") else placeless(value) for name, value in named))


def run(expr, record):
    """What the compiled expression gives: a value, or the words of its error."""
    checked = check(expr, ENV)
    try:
        return compile_expression(checked, ENV)(record, (record,))
    except EvaluationError as error:
        return str(error)


@given(conditions())
def test_the_text_of_an_expression_reads_as_the_same_expression(expr):
    """Parsing is the inverse of `unparse`, apart from the places in the text."""
    assert repr(placeless(parse(unparse(expr)))) == repr(placeless(expr))


@given(conditions(), records())
def test_trace_and_compile_agree(expr, record):
    """The proof is a proof of the value that was reported, errors included."""
    checked = check(expr, ENV)
    try:
        traced = trace(checked, ENV, record, (record,)).value
    except EvaluationError as error:
        traced = str(error)
    assert traced == run(expr, record)


@given(conditions(), records())
def test_an_unknown_result_names_a_missing_fact(expr, record):
    """The questions for the supplier are never empty, except where only a function of the domain is unknown."""
    checked = check(expr, ENV)
    try:
        traced = trace(checked, ENV, record, (record,))
    except EvaluationError:
        return
    if traced.value is UNKNOWN and "agreed" not in unparse(expr):
        assert traced.missing
    if traced.value is not UNKNOWN:
        assert not traced.missing


@given(st.data(), conditions(asking=False), records())
def test_stating_more_never_flips_what_is_decided(data, expr, record):
    """A result that is true, false or an error stays so, whatever the missing facts turn out to be."""
    before = run(expr, record)
    after = run(expr, data.draw(stated(record)))
    if before is not UNKNOWN:
        assert isinstance(before, str) == isinstance(after, str)
        assert isinstance(before, str) or after is before


@given(conditions(), conditions(), records())
def test_conjunction_and_disjunction_commute_and_are_dual(one, other, record):
    """De Morgan and commutativity hold for unknown and failing parts too; of two errors the first is told."""

    def settled(expr):
        result = run(expr, record)
        return "error" if isinstance(result, str) else result

    def negated(expr):
        return Call("!", (expr,))

    assert settled(Call("&&", (one, other))) == settled(Call("&&", (other, one)))
    assert settled(Call("||", (one, other))) == settled(Call("||", (other, one)))
    dual = negated(Call("||", (negated(one), negated(other))))
    assert settled(Call("&&", (one, other))) == settled(dual)


@given(conditions(), records())
def test_the_plain_form_means_the_same(expr, record):
    """Mutants with one plain form may be counted as one: value or error, nothing tells them apart."""
    assert run(plain(expr), record) == run(expr, record)


@given(conditions())
def test_mutants_are_other_expressions_and_all_different(expr):
    """None has the plain form of the original or of another; each can be written and read."""
    found = [unparse(plain(mutant.expr)) for mutant in mutants(check(expr, ENV), ENV)]
    assert unparse(plain(expr)) not in found
    assert len(set(found)) == len(found)
    assert [unparse(parse(text)) for text in found] == found


def problems(text):
    """What is wrong with a text; nothing else may come out of reading and checking it."""
    try:
        check(text, ENV)
    except InvalidExpression as error:
        return error.problems
    return ()


@given(st.text(max_size=60))
def test_a_problem_lies_inside_the_text(text):
    """Reading any text ends with an expression or with problems that have a place."""
    assert all(0 <= one.start <= one.end <= len(text) for one in problems(text))


WORDS = ["offer", "x", "has", "(", ")", "[", "]", "{", "}", ".", ",", "?", ":", "&&", "||", "!", "-", "in", "1", "'s'",
         "1u", "all", "map", "flag", "==", "<", "b''", "true", "`q`", "\\", "..", ".?", "duration", "1h"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_words_in_any_order_are_an_expression_or_a_problem(text):
    """Reading and checking what looks like an expression never fails in another way."""
    assert all(one.message == one.message.strip(".") and one.message for one in problems(text))
