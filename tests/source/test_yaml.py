"""YAML bytes to a positioned tree."""

from __future__ import annotations

from decimal import Decimal

import pytest

from slacheck.source.node import Node
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.route import find
from slacheck.source.yaml import Limits, decode, documents, read


def tree(text: str) -> Node:
    return read(decode("contract.yaml", text.encode()))


def problems(text: str, limits: Limits | None = None) -> tuple[Problem, ...]:
    with pytest.raises(Unreadable) as caught:
        read(decode("contract.yaml", text.encode()), limits or Limits())
    return caught.value.problems


def words(text: str) -> list[tuple[str, str]]:
    """The message and the words of each problem."""
    return [(each.message, each.span.text if each.span else "") for each in problems(text)]


class TestValues:
    def test_a_mapping_becomes_plain_data_with_text_keys(self):
        """Keys stay as written, whatever YAML 1.1 would make of them."""
        value = tree("NO: on\n12:30: yes\n1: [a, 2, {b: 1.50}]\n~: x\n").value
        assert value == {"NO": "on", "12:30": "yes", "1": ["a", 2, {"b": Decimal("1.50")}], "~": "x"}

    def test_a_quoted_number_is_a_text(self):
        """Quotes and text blocks are never resolved."""
        assert tree("a: '1'\nb: \"true\"\nc: |\n  2\nd: >-\n  3\n").value == {
            "a": "1",
            "b": "true",
            "c": "2\n",
            "d": "3",
        }

    def test_the_values_of_kids_are_the_values_in_the_parent(self):
        """The tree and the plain data share their containers."""
        node = tree("a: {b: [1]}\n")
        inner = find(node, ("a", "b"))
        assert inner is not None
        assert inner.value is node.value["a"]["b"]

    @pytest.mark.parametrize("text", ["a: 1\r\nb:\r\n  - x\r\n", "a: 1\rb:\r  - x\r", "a: 1\nb:\r\n  - x\r"])
    def test_any_line_break_of_yaml_1_2_will_do(self, text: str):
        """LF, CRLF and CR mean the same, mixed too, and the places stay right."""
        node = tree(text)
        assert node.value == {"a": 1, "b": ["x"]}
        item = find(node, ("b", 0))
        assert item is not None
        assert (item.span.text, item.span.line, item.span.column) == ("x", 3, 5)

    def test_explicit_core_tags_are_honoured(self):
        """The seven tags of the core schema say what a value is."""
        text = "a: !!str 1\nb: !!int 2\nc: !!float 3\nd: !!bool true\ne: !!null ''\nf: !!map {}\ng: !!seq []\nh: ! 5\n"
        assert tree(text).value == {
            "a": "1",
            "b": 2,
            "c": Decimal(3),
            "d": True,
            "e": None,
            "f": {},
            "g": [],
            "h": "5",
        }

    def test_a_byte_order_mark_in_a_text_made_by_hand_shifts_nothing(self):
        """A source that still has its mark is read with the same offsets."""
        source = decode("x", b"a: b\n")
        marked = type(source)("x", "\ufeff" + source.text, "")
        node = read(marked)
        assert node.kids["a"].span.text == "b"
        assert node.key_span("a").text == "a"


class TestPlaces:
    def test_a_scalar_is_placed_with_its_quotes(self):
        """A span is the text as written."""
        node = tree("a: plain words # comment\nb: \"quo\\u0074ed\"\nc: 'x'\nd:\n  two\n  lines\n")
        assert [kid.span.text for kid in node.kids.values()] == [
            "plain words",
            '"quo\\u0074ed"',
            "'x'",
            "two\n  lines",
        ]
        assert [kid.style for kid in node.kids.values()] == ["plain", "quoted", "quoted", "plain"]

    def test_a_text_block_ends_with_its_last_line(self):
        """Blank lines and comments behind a block are not part of it."""
        node = tree("a: |\n  one\n  two\n\n# comment\nb: 1\n")
        assert node.kids["a"].span.text == "|\n  one\n  two"
        assert node.kids["a"].style == "block"

    def test_a_block_container_ends_with_its_last_entry(self):
        """The blank lines and comments before the next key belong to nobody."""
        node = tree("a:\n  b: 1\n  c: [x,\n    y]\n\n# comment\nd: {e: 1}\nf:\n- g\n\n")
        assert [kid.span.text for kid in node.kids.values()] == [
            "b: 1\n  c: [x,\n    y]",
            "{e: 1}",
            "- g",
        ]
        assert node.kids["a"].style is None

    def test_a_key_has_a_place_of_its_own(self):
        """Quotes belong to the key."""
        node = tree("a: 1\n'b c': 2\n? d\n: 3\n")
        assert [node.key_span(key).text for key in node.value] == ["a", "'b c'", "d"]
        with pytest.raises(KeyError):
            node.key_span("z")
        with pytest.raises(KeyError):
            node.site(0)

    def test_an_empty_value_is_placed_behind_its_colon(self):
        """What is missing has a place too."""
        node = tree("a:\nb: 1\n")
        assert (node.kids["a"].value, node.kids["a"].span.start, node.kids["a"].span.text) == (None, 2, "")

    def test_a_part_of_a_scalar_has_an_exact_place_where_the_text_is_the_value(self):
        """Anchors, tags and quotes are skipped; escapes give the whole scalar."""
        node = tree("a: hello world\nb: !!str &x # c\n  'hello world'\nc: \"he\\x6clo\"\nd: 12.50\n")
        assert node.kids["a"].subspan(6, 11).text == "world"
        assert node.kids["b"].subspan(6, 11).text == "world"
        assert node.kids["b"].style == "quoted"
        assert node.kids["c"].subspan(0, 2).text == '"he\\x6clo"'
        assert node.kids["d"].subspan(3, 5).text == "50"
        assert node.kids["a"].subspan(6, 99).text == "hello world"

    def test_a_part_of_a_folded_scalar_has_its_place_too(self):
        """Line breaks and indentation are not counted: a block, or a scalar over several lines."""
        node = tree(
            "a: >-\n  one two\n  && three\nb: one\n  two\nc: |  # d\n  one\nd: 'it''s\n  two'\ne: >\n\n"
        )
        assert node.kids["a"].subspan(4, 7).text == "two"
        assert node.kids["a"].subspan(8, 17).text == "&& three"
        assert node.kids["a"].subspan(4, 10).text == "two\n  &&"
        assert node.kids["b"].subspan(4, 7).text == "two"
        assert node.kids["c"].subspan(0, 99).text == "one"
        assert node.kids["d"].subspan(5, 8).text == "'it''s\n  two'"
        assert node.kids["e"].subspan(0, 1).text == ">"

    def test_code_points_beyond_the_basic_plane_count_once(self):
        """Columns count code points, not bytes or UTF-16 units."""
        node = tree("🙂é: x\n")
        assert (node.kids["🙂é"].span.column, node.key_span("🙂é").text) == (5, "🙂é")


class TestAliases:
    def test_an_alias_is_the_same_node(self):
        """An aliased node keeps the place of its anchor; the alias has a place of its own."""
        node = tree("a: &x {b: 1}\nc: *x\nd: [*x, 2]\n")
        assert node.value == {"a": {"b": 1}, "c": {"b": 1}, "d": [{"b": 1}, 2]}
        assert node.kids["a"] is node.kids["c"] is node.kids["d"].kids[0]
        assert node.kids["c"].span.text == "&x {b: 1}"
        assert [node.site(key).text for key in ("a", "c")] == ["&x {b: 1}", "*x"]
        assert [node.aliased(key) for key in ("a", "c", "d")] == [False, True, False]

    def test_scalars_and_keys_may_have_anchors(self):
        """The latest anchor of a name counts."""
        assert tree("&k a: &v 1\nb: *v\nc: *k\nd: &v 2\ne: *v\n").value == {
            "a": 1,
            "b": 1,
            "c": "a",
            "d": 2,
            "e": 2,
        }
        assert tree("a: &k key\n*k : 1\n").value == {"a": "key", "key": 1}

    def test_an_unknown_anchor_is_refused_with_a_proposal(self):
        """The alias is the place."""
        (problem,) = problems("base: &access 1\nb: *acess\n")
        assert problem.span is not None
        assert (problem.span.text, problem.help) == ("*acess", "did you mean `access`?")

    def test_an_anchor_ends_with_its_document(self):
        """A later document does not see it."""
        with pytest.raises(Unreadable, match="no anchor"):
            documents(decode("x", b"a: &x 1\n---\nb: *x\n"))

    def test_an_alias_inside_its_own_anchor_is_refused(self):
        """A value without end is no value."""
        (problem,) = problems("a: &x [1, *x]\n")
        assert problem.span is not None
        assert (problem.span.text, problem.related[0][1].text) == ("*x", "&x [")

    def test_repeating_is_charged_by_the_character(self):
        """An alias costs the text behind its anchor, aliases in it included."""
        text = "a: &x [abcdefgh]\nb: &y [*x, *x]\nc: *y\n"
        assert problems(text, Limits(alias_expansion=62))[0].span.text == "*y"
        assert read(decode("x", text.encode()), Limits(alias_expansion=63)).value

    def test_depth_counts_through_aliases(self):
        """An alias is as deep as what it stands for."""
        text = "a: &x [[[]]]\nb: [*x]\n"
        assert read(decode("x", text.encode()), Limits(depth=5)).value
        assert problems(text, Limits(depth=4))[0].span.text == "*x"


class TestRefusals:
    def test_a_duplicate_key_names_both_places(self):
        """The message names the first line, the span the second key."""
        (problem,) = problems("a: 1\nb: 2\n'a': 3\n")
        assert problem.message == "the key `a` is already given on line 1"
        assert problem.span is not None
        assert (problem.span.text, problem.span.line, problem.related[0][1].line) == ("'a'", 3, 1)

    def test_all_problems_of_a_file_are_reported(self):
        """One problem does not hide the next, not even broken syntax at the end."""
        text = "a: 1\na: 2\nb: *x\n<<: {}\n? [x]\n: .nan\ne: !foo x\nf: !!int x\ng: [1"
        assert [word for _, word in words(text)] == [
            "a",
            "*x",
            "<<",
            "[x]",
            ".nan",
            "!foo x",
            "!!int x",
            "",
        ]

    def test_a_quoted_merge_key_is_a_text(self):
        """Only the bare sign means a merge in YAML 1.1."""
        assert tree("'<<': 1\n").value == {"<<": 1}

    @pytest.mark.parametrize(
        ("text", "message", "at"),
        [
            ("", "the file is empty", ""),
            ("# only\n", "the file holds only comments", ""),
            ("a\n---\nb\n", "a second document starts here", ""),
            (
                "%YAML 1.1\n---\na: NO\n",
                "this file asks for YAML 1.1; YAML 1.2 is read here",
                "%YAML 1.1\n---",
            ),
            ("%YAML 2.0\n---\na\n", "this version of YAML is not supported", "%YAML"),
            ("a:\n\tb: 1\n", "a tab is not allowed here", ""),
            ("a: b: c\n", "a `:` is not expected here", ":"),
            ("a: 1\nb\nc: 2\n", "a key without its `:`", "b"),
            ("a: @x\n", "a value cannot start with `@`", "@x"),
            ("a: [b, c\nd: 1\n", "this list is not closed, or a comma is missing", ":"),
            ("a: {b: 1\n", "this mapping is not closed, or a comma is missing", ""),
            ('a: "x\n', "the quotes are not closed", '"x'),
            ('a: "\\q"\n', "this escape is unknown", '\\q"'),
            ("a:\n  - x\n  y: 1\n", "this is neither an item of the list above nor a part of it", "y:"),
            ("x:\n  a: 1\n b: 2\n", "this is neither a key of the mapping above nor a part of it", "b:"),
            ("a: !x!y z\n", "this tag is unknown", "!x!y"),
            ("*x : [a]\n", "no anchor `x` stands above this alias", "*x"),
            ("b: &x [1]\n*x : 1\n", "a key must be a text", "*x"),
            ("- ? [&k x]\n  : 1\n- *k\n", "a mapping or a list cannot be a key", "[&k x]"),
            ("a: |x\n  b\n", "nothing but a comment may follow `|` or `>`", "x"),
            ("a: &b:c d\n", "this name has other signs than letters, digits, `-` and `_`", "&b:"),
            ("a: !!set {b}\n", "the tag `!!set` is not supported", "!!set {"),
            (f"a: {'9' * 5000}\n", f"the number `{'9' * 57}...` is too large or too long", "9" * 5000),
        ],
    )
    def test_what_is_wrong_is_said_at_its_place(self, text: str, message: str, at: str):
        """Each refusal names the words that it is about."""
        found = words(text)
        assert (message, at) in [(said, word.strip()) for said, word in found]

    def test_two_documents_are_read_by_documents(self):
        """A file may hold several contracts; none is no problem here."""
        assert [root.value for root in documents(decode("x", b"a: 1\n---\nb: 2\n"))] == [{"a": 1}, {"b": 2}]
        assert documents(decode("x", b"# nothing\n")) == []

    @pytest.mark.parametrize(
        ("limits", "text"),
        [
            (Limits(depth=3), "[[[[]]]]"),
            (Limits(depth=3), "? [[[[]]]]\n: 1"),
            (Limits(scalar=5), "a: abcdef"),
            (Limits(nodes=9), "[a, b, c, d, e, f, g]"),
            (Limits(bytes=3), "a: b"),
            (Limits(problems=2), "a: 1\na: 2\na: 3\na: 4\n"),
        ],
    )
    def test_a_limit_ends_the_reading(self, limits: Limits, text: str):
        """One below the limit is read, one above is refused with a place."""
        found = problems(text, limits)
        assert found[-1].span is not None
        assert found[-1].help
