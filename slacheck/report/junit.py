"""JUnit XML, the form in which CI systems show tests: suites of checks, each passed, failed or skipped.

The elements are those that Jenkins, GitLab and GitHub's reporters read; no time and no host is written, so that the
same result gives the same bytes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from slacheck.source.span import Span

# What XML 1.0 cannot hold, not even escaped: https://www.w3.org/TR/xml/#charsets
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATTRIBUTE = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_TEXT = {"\r": "&#13;"}
_MEMO = 4096


class Failure(NamedTuple):
    """What is wrong: one line, and what else there is to say."""

    message: str
    text: str = ""


class Check(NamedTuple):
    """One test case: in error or failed if it has such, else skipped if it has a reason to be."""

    name: str
    failures: tuple[Failure, ...] = ()
    skipped: str = ""
    note: str = ""
    """What is worth knowing although it passed."""
    span: Span | None = None
    errors: tuple[Failure, ...] = ()
    """Why it could not be carried out."""

    @property
    def passed_over(self) -> bool:
        """Whether it is skipped: what failed, or could not be carried out, is not."""
        return bool(self.skipped) and not self.failures and not self.errors


class Suite(NamedTuple):
    """A group of checks under a name, such as a rule or a file."""

    name: str
    checks: tuple[Check, ...]


def render(name: str, suites: Sequence[Suite]) -> str:
    """The XML document of a run."""
    head = (
        f'<testsuites name="{_attribute(name)}"{_counts(check for suite in suites for check in suite.checks)}'
    )
    return (
        "\n".join(('<?xml version="1.0" encoding="UTF-8"?>', f"{head}>", *_body(suites), "</testsuites>"))
        + "\n"
    )


def _body(suites: Iterable[Suite]) -> Iterator[str]:
    for suite in suites:
        name = _attribute(suite.name)
        yield f'  <testsuite name="{name}"{_counts(suite.checks)}>'
        for check in suite.checks:
            yield from _check(check, name)
        yield "  </testsuite>"


def _counts(checks: Iterable[Check]) -> str:
    found = list(checks)
    odd = [check for check in found if check.errors or check.failures or check.skipped]
    errors = sum(bool(check.errors) for check in odd)
    failed = sum(bool(check.failures) and not check.errors for check in odd)
    skipped = sum(check.passed_over for check in odd)
    return f' tests="{len(found)}" failures="{failed}" errors="{errors}" skipped="{skipped}"'


def _check(check: Check, suite: str) -> Iterator[str]:
    place = f' file="{_attribute(check.span.source.name)}" line="{check.span.line}"' if check.span else ""
    opening = f'    <testcase classname="{suite}" name="{_attribute(check.name)}"{place}'
    if not check.failures and not check.skipped and not check.note and not check.errors:
        yield f"{opening}/>"
        return
    yield f"{opening}>"
    for tag, told in (("error", check.errors), ("failure", check.failures)):
        for one in told:
            yield f'      <{tag} message="{_attribute(one.message)}">{_text(one.text)}</{tag}>'
    if check.passed_over:
        yield f'      <skipped message="{_attribute(check.skipped)}"/>'
    if check.note:
        yield f"      <system-out>{_text(check.note)}</system-out>"
    yield "    </testcase>"


@lru_cache(_MEMO)
def _attribute(text: str) -> str:
    return escape(_NO_XML.sub("", text), _ATTRIBUTE)


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", text), _TEXT)
