"""The house values of a pack: declared, set, derived."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from slacheck.rule.parameters import Setting, load_parameters, value_words
from slacheck.source.limits import DEFAULT
from slacheck.source.text import decode
from slacheck.source.yaml import read
from slacheck.truth import UNKNOWN
from tests.rules.support import taxonomy

if TYPE_CHECKING:
    from slacheck.rule.parameters import Parameter
    from slacheck.source.node import Node
    from slacheck.source.problem import Problem


def node(text: str, name: str = "pack.yaml") -> Node:
    return read(decode(name, text.encode()))


def load(
    text: str, *, language: tuple[int, int] | None = (1, 1), **settings: str
) -> tuple[dict[str, Parameter], list[Problem]]:
    """The parameters of a manifest of which `text` is the mapping, and the problems."""
    problems: list[Problem] = []
    given = {name: Setting(node(value, name), "--param") for name, value in settings.items()}
    found = load_parameters(node(text), given, taxonomy(), language, problems)
    return {one.name: one for one in found}, problems


def values(text: str, **settings: str) -> dict[str, str]:
    """The values of parameters without a problem, in words."""
    found, problems = load(text, **settings)
    assert problems == []
    return {name: value_words(one.value) for name, one in found.items()}


def only_problem(text: str, **settings: str) -> Problem:
    _, problems = load(text, **settings)
    (problem,) = problems
    assert problem.span is not None
    return problem


NOTICE = "notice: {type: duration, default: P90D, means: how long a warning takes}\n"


class TestDeclared:
    @pytest.mark.parametrize(
        ("declared", "words"),
        [
            ("{type: boolean, default: true}", "true"), ("{type: integer, default: 3}", "3"),
            ("{type: number, default: 2.50}", "2.5"), ("{type: percent, default: 10 %}", "10 %"),
            ("{type: duration, default: PT48H}", "P2D"), ("{type: date, default: 2027-01-12}", "2027-01-12"),
            ("{type: money, default: {amount: 5, currency: EUR}}", "5.00 EUR"),
            ("{type: price, default: {amount: 5, currency: EUR, per: day}}", "5.00 EUR / day"),
            ("{type: price, default: on-request}", "on-request"), ("{type: text, default: words}", "words"),
            ("{type: texts, default: [a, b]}", '["a", "b"]'), ("{type: choice, default: a, values: [a, b]}", "a"),
            ("{type: choices, default: [a], values: [a, b]}", '["a"]'),
        ],
    )  # fmt: skip
    def test_every_type_has_its_value(self, declared: str, words: str) -> None:
        """As the taxonomy types its attributes."""
        assert values(f"x: {declared}") == {"x": words}

    def test_nothing_declared_is_nothing(self) -> None:
        assert load_parameters(None, {}, taxonomy(), (1, 1), []) == ()

    @pytest.mark.parametrize(
        ("text", "message", "words"),
        [
            ("{type: duration}", "parameter `x` has neither a default nor `equals`", "x"),
            ('{type: duration, default: P1D, equals: "params.x"}', "has both a default and `equals`", "x"),
            ("{type: choice, default: a}", "parameter `x` lists no values", "x"),
            ("{type: duraton, default: P1D}", "`type` is not one of the words it may be", "duraton"),
            ("{type: [duration], default: P1D}", "`type` is not one of the words it may be", "[duration]"),
            ("{default: P1D}", "`type` missing", "default"),
            ("{type: duration, default: 90}", "parameter `x`: expected a duration", "90"),
            ("{type: choice, default: c, values: [a, b]}", "expected one of `a`, `b`", "c"),
            ("{type: choice, default: a, values: a}", "`values` is not a list of texts", "a"),
            ("{type: duration, default: P1D, mean: x}", "unknown key `mean`", "mean"),
            ("{type: price, default: {amount: 5}}", "parameter `x`: the price has no `per`", "{amount: 5}"),
            ("{type: duration, default: P1D, equals: 5}", "`equals` is not a text", "5"),
            ("P90D", "expected a mapping", "P90D"),
        ],
    )  # fmt: skip
    def test_a_fault_is_told_at_its_words(self, text: str, message: str, words: str) -> None:
        problem = only_problem(f"x: {text}")
        assert message in problem.message
        assert problem.span.text == words

    @pytest.mark.parametrize("name", ["a-b", "'1'", "''", "'a b'", "é"])
    def test_a_name_is_one_that_a_rule_can_read(self, name: str) -> None:
        assert "is no name of a parameter" in only_problem(f"{name}: {{type: integer, default: 1}}").message

    def test_all_faults_come_at_once(self) -> None:
        _, problems = load("a: {type: duration, default: 5}\nb: {type: durat, default: P1D}\nc: 3\n")
        assert len(problems) == 3


class TestSet:
    def test_a_setting_is_stronger_than_the_default(self) -> None:
        found, problems = load(NOTICE, notice="P60D")
        assert problems == []
        assert value_words(found["notice"].value) == "P60D"
        assert value_words(found["notice"].default) == "P90D"
        assert found["notice"].origin == "--param"

    def test_a_value_of_another_type_is_told_where_it_is_set(self) -> None:
        problem = only_problem(NOTICE, notice="soon")
        assert problem.message == "parameter `notice`: expected a duration"
        assert (problem.span.source.name, problem.span.text) == ("notice", "soon")
        assert "ISO 8601" in problem.help

    def test_a_setting_of_another_pack_is_passed_over(self) -> None:
        assert values(NOTICE, other="5") == {"notice": "P90D"}

    def test_a_setting_does_not_excuse_the_default(self) -> None:
        """The pack is wrong for everybody else."""
        assert "expected a duration" in only_problem("x: {type: duration, default: 5}", x="P1D").message


class TestDerived:
    @pytest.mark.parametrize(
        ("declared", "words"),
        [
            ('{type: duration, equals: "params.notice"}', "P90D"),
            ('{type: duration, equals: \'params.notice + duration("P5D")\'}', "P95D"),
            ('{type: boolean, equals: \'params.notice > duration("P30D")\'}', "true"),
            ('{type: integer, equals: "2 + 3"}', "5"),
            ('{type: number, equals: "1.0 / 3.0"}', "0." + 50 * "3"),
            ("{type: choice, values: [a, b], equals: 'params.notice > duration(\"P1D\") ? \"a\" : \"b\"'}", "a"),
            ("{type: texts, equals: '[\"a\"].map(x, x + \"!\")'}", '["a!"]'),
            ("{type: choices, values: [a, b, c], equals: 'params.ways.filter(x, x != \"a\")'}", '["b"]'),
            ("{type: money, equals: 'money(\"5 EUR\") + money(\"1 EUR\")'}", "6.00 EUR"),
        ],
    )  # fmt: skip
    def test_it_follows_from_others(self, declared: str, words: str) -> None:
        ways = "ways: {type: choices, values: [a, b], default: [a, b]}\n"
        assert values(f"{NOTICE}{ways}x: {declared}")["x"] == words

    def test_it_follows_from_what_is_set(self) -> None:
        """And from other derived ones, wherever they stand in the file."""
        text = f'c: {{type: duration, equals: "params.b"}}\nb: {{type: duration, equals: "params.notice"}}\n{NOTICE}'
        assert values(text, notice="P7D") == {"c": "P7D", "b": "P7D", "notice": "P7D"}

    def test_it_may_be_set_itself(self) -> None:
        """What follows from it follows from the setting."""
        text = f'{NOTICE}b: {{type: duration, equals: "params.notice"}}\nc: {{type: duration, equals: "params.b"}}\n'
        found, problems = load(text, b="P1D")
        assert problems == []
        assert [(value_words(one.value), one.origin) for one in found.values()] == [
            ("P90D", "default"), ("P1D", "--param"), ("P1D", "derived"),
        ]  # fmt: skip

    def test_it_names_what_it_needs_once(self) -> None:
        found, _ = load(f'{NOTICE}x: {{type: duration, equals: "params.notice + params.notice"}}')
        assert found["x"].needs == ("notice",)
        assert found["x"].default is UNKNOWN

    def test_a_price_follows_whole(self) -> None:
        text = 'p: {type: price, default: {amount: 5, per: day}}\nq: {type: price, equals: "params.p"}'
        assert values(text)["q"] == values(text)["p"]

    @pytest.mark.parametrize(
        ("expression", "message", "words", "help_text"),
        [
            ("params.notce", "`params` has no field `notce`", "notce", "did you mean `notice`?"),
            ("notice", "unknown name `notice`", "notice", "known here: `params`"),
            ("contract.term.initial", "unknown name `contract`", "contract", "known here: `params`"),
            ("today()", "unknown function `today`", "today()", ""),
            ("90", "expected a duration here, found a whole number", "90", 'write `duration("P90D")`'),
            ("params.notice +", "", "", ""),
            ("params.notice > 3", "", "params.notice > 3", 'write `duration("P3D")`'),
        ],
    )  # fmt: skip
    def test_a_wrong_expression_is_told_at_its_words(
        self, expression: str, message: str, words: str, help_text: str
    ) -> None:
        _, problems = load(f'{NOTICE}x: {{type: duration, equals: "{expression}"}}')
        assert message in problems[0].message
        assert problems[0].span is not None
        assert words in problems[0].span.text
        assert help_text in problems[0].help

    @pytest.mark.parametrize(
        ("declared", "message"),
        [
            ('{type: integer, equals: "1 / 0"}', "parameter `x` has no value: division by zero"),
            ('{type: number, equals: "1.0 / 0.0"}', "parameter `x` has no value: division by zero"),
            ('{type: integer, equals: "1 - 2"}', "parameter `x`: expected zero or more"),
            ('{type: number, equals: "1.0 - 2.0"}', "parameter `x`: expected zero or more"),
            ('{type: texts, equals: "[\'a\'].filter(t, false)"}', "parameter `x`: expected a list of texts"),
            ('{type: text, equals: "\'\'"}', "parameter `x`: expected some text"),
            ('{type: integer, equals: "9223372036854775807 + 1"}', "parameter `x` has no value: integer overflow"),
            ('{type: boolean, equals: "duration(\'P1M\') < duration(\'P30D\')"}', "the calendar or a currency"),
        ],
    )  # fmt: skip
    def test_an_expression_without_a_value_is_a_problem_of_the_pack(
        self, declared: str, message: str
    ) -> None:
        assert message in only_problem(f"x: {declared}").message

    def test_what_depends_on_a_fault_is_not_told_as_another(self) -> None:
        """Nor is it computed."""
        text = 'a: {type: integer, equals: "1 / 0"}\nb: {type: integer, equals: "params.a + 1"}'
        found, problems = load(text)
        assert len(problems) == 1
        assert found["b"].value is UNKNOWN

    def test_a_parameter_that_is_not_understood_is_not_told_twice(self) -> None:
        """Not as unknown to the expressions that read it, either."""
        problem = only_problem('a: {type: durat, default: P1D}\nb: {type: duration, equals: "params.a"}')
        assert problem.span.text == "durat"

    def test_a_setting_saves_an_expression_from_failing(self) -> None:
        assert values('x: {type: integer, equals: "1 / 0"}', x="5") == {"x": "5"}

    def test_an_older_language_has_none(self) -> None:
        _, (problem,) = load(f'{NOTICE}x: {{type: duration, equals: "params.notice"}}', language=(1, 0))
        assert problem.message == "a derived parameter needs the rule language 1.1"


class TestCycle:
    def test_a_cycle_is_named_with_its_line(self) -> None:
        text = "\n".join(
            f'{one}: {{type: integer, equals: "params.{other}"}}' for one, other in ("ab", "bc", "ca", "da")
        )
        problem = only_problem(text)
        assert problem.message == "these parameters follow from one another: a -> b -> c -> a"
        assert (problem.span.line, problem.span.text) == (1, '"params.b"')

    def test_a_parameter_does_not_follow_from_itself(self) -> None:
        assert "a -> a" in only_problem('a: {type: integer, equals: "params.a + 1"}').message

    def test_a_setting_does_not_break_it(self) -> None:
        """A pack is right or wrong whatever is set."""
        assert "a -> a" in only_problem('a: {type: integer, equals: "params.a"}', a="5").message

    def test_a_variable_of_a_macro_is_no_parameter(self) -> None:
        """`params` inside it may be another thing."""
        text = 'a: {type: boolean, equals: "[1].exists(params, params == 1)"}'
        assert values(text) == {"a": "true"}

    def test_each_cycle_is_told(self) -> None:
        text = "\n".join(
            f'{one}: {{type: integer, equals: "params.{other}"}}' for one, other in ("ab", "ba", "cd", "dc")
        )
        _, problems = load(text)
        assert [one.message[-11:] for one in problems] == ["a -> b -> a", "c -> d -> c"]


class TestHostile:
    def test_ten_thousand_parameters_are_read(self, within) -> None:
        """In a chain, each of the one before."""
        lines = ["p0: {type: integer, default: 0}"]
        lines += [
            f'p{index}: {{type: integer, equals: "params.p{index - 1} + 1"}}' for index in range(1, 10_000)
        ]
        with within(2_000):
            assert values("\n".join(lines))["p9999"] == "9999"

    def test_ten_thousand_faults_are_not_all_told(self, within) -> None:
        """After a hundred, the file is not what its author thinks."""
        lines = [f'p{index}: {{type: integer, equals: "params.q{index}"}}' for index in range(10_000)]
        with within(2_000):
            _, problems = load("\n".join(lines))
        assert len(problems) == DEFAULT.problems

    def test_a_circle_of_ten_thousand_is_one_line(self, within) -> None:
        lines = [f'p{i}: {{type: integer, equals: "params.p{(i + 1) % 10_000}"}}' for i in range(10_000)]
        with within(2_000):
            problem = only_problem("\n".join(lines))
        assert len(problem.message) < 200


def test_a_value_in_words_has_no_quotes() -> None:
    assert value_words("words") == "words"
    assert value_words(Decimal("2.50")) == "2.5"
