"""Checks as JUnit XML, read back by a parser of XML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from slacheck.report.junit import Check, Failure, Suite, render
from slacheck.source.span import Source, Span

SOURCE = Source("rules/a.yaml", "one\ntwo\n", "0")


def read(*suites):
    return ET.fromstring(render("a run", suites))


def test_counts_stand_on_the_run_and_on_each_suite():
    """A check with two failures failed once; one that fails is not skipped as well."""
    root = read(
        Suite("one", (Check("a"), Check("b", (Failure("x"), Failure("y")), skipped="z"))),
        Suite("two", (Check("c", skipped="not today"),)),
    )
    assert root.attrib == {"name": "a run", "tests": "3", "failures": "1", "errors": "0", "skipped": "1"}
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root] == [
        ("one", "2", "1"),
        ("two", "1", "0"),
    ]


def test_a_check_says_where_it_stands():
    """File and line come from its span; a check without one has neither."""
    placed, placeless = read(Suite("s", (Check("a", span=Span(SOURCE, 4, 7)), Check("b"))))[0]
    assert placed.attrib == {"classname": "s", "name": "a", "file": "rules/a.yaml", "line": "2"}
    assert placeless.attrib == {"classname": "s", "name": "b"}


def test_failures_reasons_and_notes_are_told():
    """Each failure in its own element, the reason of a skip, and what is worth knowing."""
    failed, skipped, noted = read(
        Suite(
            "s",
            (Check("a", (Failure("x", "more"), Failure("y"))), Check("b", skipped="z"), Check("c", note="n")),
        )
    )[0]
    assert [(one.get("message"), one.text) for one in failed.findall("failure")] == [
        ("x", "more"),
        ("y", None),
    ]
    assert skipped.find("skipped").get("message") == "z"
    assert noted.find("system-out").text == "n"


def test_characters_that_no_xml_can_hold_are_left_out():
    """Control characters, lone surrogates and the two that are no characters."""
    check = read(Suite("s", (Check("a\x00b\x1bc\ud800d\ufffee", (Failure("f\x08", "g\x0ch"),)),)))[0][0]
    assert check.get("name") == "abcde"
    assert (check[0].get("message"), check[0].text) == ("f", "gh")


@given(st.text())
def test_any_text_comes_back(text):
    """Whatever is not left out is read as it was: markup, quotes, line breaks in attributes, other planes."""
    wanted = "".join(one for one in text if one in "\t\n\r" or (one >= " " and one not in "\ufffe\uffff"))
    check = read(Suite(text, (Check(text, (Failure(text, text),)),)))[0][0]
    failure = check[0]
    assert (check.get("name"), check.get("classname")) == (wanted, wanted)
    assert (failure.get("message"), failure.text or "") == (wanted, wanted)


def test_the_same_result_gives_the_same_bytes():
    """No time, no host, no address of an object."""
    assert render("r", ()) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="r" tests="0" failures="0" errors="0" skipped="0">\n</testsuites>\n'
    )
