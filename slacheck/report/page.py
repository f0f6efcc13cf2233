"""What all HTML pages share: they need nothing else, can be printed on A4, and obey nothing that a contract says.

Everything that comes from a contract or a pack is escaped by the template engine, and what could turn or hide words
is shown as a visible escape. A content security policy allows the page its own style sheet and nothing else.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from functools import cache, partial
from hashlib import sha256
from pkgutil import get_data
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from slacheck.report import words
from slacheck.report.plain import ticked
from slacheck.source.excerpt import render as render_problem
from slacheck.source.excerpt import visible
from slacheck.tongue import speak

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slacheck.tongue import Tongue


def fill(template: str, language: str, names: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    """A page in a language: a template of this package, the names that it may use and what it is filled with."""
    style = _shipped("page.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    page = _environment().get_template(template)
    tongue = speak(language)
    own = {"style": Markup(style), "style_digest": digest}  # noqa: S704  # our own file
    return page.render(**names, **given, **own, **_Speech(tongue).names(), language=tongue.language)


def speaking(speakers: Iterable[Callable[..., object]], tongue: Tongue) -> dict[str, object]:
    """By its name, what a template calls without the tongue, which is the last argument."""
    return {one.__name__: partial(_with, one, tongue) for one in speakers}


def _with(speaker: Callable[..., object], tongue: Tongue, *given: object) -> object:
    return speaker(*given, tongue)


class _Speech:
    """The tongue of a page: what stands in a sentence is escaped as it would be outside of it."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue

    def names(self) -> dict[str, object]:
        """By which names a template speaks."""
        tongue = self.tongue
        return {"tongue": self.say, "many": self.many, "day": tongue.day, "plain": tongue}

    def say(self, text: str, **names: object) -> Markup | str:
        """A text of the interface, with its names filled in; markup among them stays markup."""
        if not names:
            return self.tongue(text)
        return escape(self.tongue(text)).format(**_guarded(names))

    def many(self, one: str, many: str, number: int, **names: object) -> Markup:
        """The form that a number asks for."""
        raw = {name: f"{{{name}}}" for name in names}
        return escape(self.tongue.many(one, many, number, **raw)).format(**_guarded(names))


def _guarded(names: Mapping[str, object]) -> dict[str, object]:
    return {name: _shown(value) for name, value in names.items()}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_shipped),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    environment.globals.update(words=words, render_problem=render_problem)
    environment.filters["ticks"] = _ticks
    environment.filters["unbroken"] = _unbroken
    return environment


def _shown(value: object) -> object:
    """A text as the page shows it, before it is escaped: nothing in it turns the writing direction or hides."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return "\n".join(map(visible, value.split("\n")))


def _ticks(text: str) -> Markup:
    """A message with the words between backticks as code, everything escaped."""
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if is_code else escape(part)
        for part, is_code in ticked(str(_shown(text)))
    )


_SUM = re.compile(r"(?<=\d) (?=[A-Z]{3}\b)")


def _unbroken(text: str) -> str:
    """A price in which no line breaks between a figure and its currency."""
    return _SUM.sub("\N{NO-BREAK SPACE}", text)


@cache
def _shipped(name: str) -> str:
    """A file of this package."""
    data = get_data("slacheck.report", name)
    assert data is not None, name
    return data.decode()
