"""Settings: what a repository of contracts says once, so that nobody has to type it.

    apiVersion: slacheck/v1
    kind: Settings
    profile: acme.yaml             # a profile of slacheck, or a file
    paths: [contracts]             # what is checked when no PATH is given: files, folders, patterns
    exclude: ["contracts/old/**"]
    parameters: {notice: P60D}
    formats: [text, sarif=slacheck.sarif]

Relative paths count from the folder of the file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.face.files import is_file
from slacheck.face.status import THRESHOLDS
from slacheck.report.formats import FORMATS
from slacheck.rule.form import LANGUAGES, FieldForm, check_form, object_schema, titled
from slacheck.rule.parameters import Setting
from slacheck.rule.profile import Profile
from slacheck.source.problem import Problem, quoted
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from slacheck.source.node import Node

OWN = ""
"""The id of the nameless profile that the settings are; no word means it."""

SETTINGS: Mapping[str, FieldForm] = {
    "apiVersion": FieldForm("word", "the version of slacheck's documents", words=("slacheck/v1",)),
    "kind": FieldForm("word", "what the file is", words=("Settings",)),
    "profile": FieldForm("text", "the profile: a name of slacheck's own, or a file", needed=False),
    "packs": FieldForm("texts", "packs beside those of the profile: names, or folders", needed=False),
    "parameters": FieldForm("mapping", "values of parameters; stronger than the profile", needed=False),
    "paths": FieldForm(
        "texts", "what is checked when no PATH is given: files, folders, or patterns with `*`", needed=False
    ),
    "exclude": FieldForm("texts", "patterns of files in folders that are left out", needed=False),
    "fail_on": FieldForm(
        "word", "from which severity on the exit code is 1 or 5", needed=False, words=tuple(THRESHOLDS)
    ),
    "strict": FieldForm("flag", "`true`: an unknown counts as a gap for the exit code", needed=False),
    "lang": FieldForm("word", "the language of messages", needed=False, words=LANGUAGES),
    "lock": FieldForm("text", "the lock that the rules are held to: a file", needed=False),
    "waivers": FieldForm("text", "the accepted risks: a file", needed=False),
    "baseline": FieldForm("text", "the findings that are known: a file", needed=False),
    "formats": FieldForm("texts", "the forms of the report: `FORMAT`, or `FORMAT=FILE`", needed=False),
}


class Settings(NamedTuple):
    """A settings file, as far as it could be read."""

    node: Node
    folder: Path
    """What relative paths count from."""
    usable: frozenset[str]
    """The keys that are there and right."""

    @property
    def name(self) -> str:
        """The file, as its messages name it."""
        return self.node.source.name

    def value(self, key: str) -> Any:
        """What a key says; none where it is absent or wrong."""
        kid = self.node.kid(key)
        return kid.value if kid is not None and key in self.usable else None

    def items(self, key: str) -> tuple[Node, ...]:
        """The entries of a list, each with its place."""
        kid = self.node.kid(key)
        kids = kid.kids if kid is not None and key in self.usable else None
        return tuple(kids) if isinstance(kids, list) else ()

    def place(self, text: str) -> str:
        """A path of the file as it is seen from the current folder."""
        return os.path.relpath(self.folder / text)

    def origin(self, key: str) -> str:
        """The line of a key."""
        return f"{self.name}:{self.node.key_span(key).line}"

    def chooses(self) -> bool:
        """Whether it says which packs are used."""
        return bool(self.value("profile") or self.value("packs"))

    def as_profile(self) -> Profile:
        """What it says of packs, as the nameless profile that it is."""
        said = self.node.kid("profile") if self.value("profile") else None
        return Profile(OWN, {"en": ""}, (said,) if said is not None else (), self.items("packs"), {})

    def parameters(self) -> dict[str, Setting]:
        """The values for parameters, each with its line."""
        owner = self.node.kid("parameters") if self.value("parameters") else None
        kids = owner.kids if owner is not None else None
        if owner is None or not isinstance(kids, dict):
            return {}
        return {
            name: Setting(kid, f"{self.name}:{owner.key_span(name).line}", owner)
            for name, kid in kids.items()
        }

    def formats(self) -> list[tuple[str, str]]:
        """Each format with its file, seen from the current folder; "" where none is named."""
        pairs = (str(item.value).partition("=") for item in self.items("formats"))
        return [(name, self.place(file) if file else "") for name, _, file in pairs]


def read_settings(node: Node, folder: Path) -> tuple[Settings, list[Problem]]:
    """The settings of a document, and every problem of it."""
    problems: list[Problem] = []
    check_form(node, SETTINGS, problems)
    kids = node.kids
    if not isinstance(kids, dict):
        return Settings(node, folder, frozenset()), problems
    right = {key for key, kid in kids.items() if key in SETTINGS and not _wrong(kid, problems)}
    settings = Settings(node, folder, frozenset(right))
    problems += _item_problems(settings)
    problems += _format_problems(settings)
    return settings, problems


def lock_problems(settings: Settings) -> Iterator[Problem]:
    """What is wrong with the lock for a command that holds to it; another may be about to write it."""
    lock = settings.node.kid("lock")
    if settings.value("lock") and lock is not None and not is_file(settings.folder / str(lock.value)):
        yield Problem(f"there is no file {quoted(str(lock.value))}", lock.span, _BESIDE)


_BESIDE = "write its name as it is seen from the folder of this file"


def _wrong(kid: Node, problems: list[Problem]) -> bool:
    """Whether one of the problems is about this value."""
    last = max(kid.end, kid.start + 1)
    return any(one.span is not None and kid.start <= one.span.start < last for one in problems)


def _item_problems(settings: Settings) -> Iterator[Problem]:
    for key, form in SETTINGS.items():
        listed = settings.node.kid(key)
        if form.takes != "texts" or listed is None or key not in settings.usable:
            continue
        if not settings.items(key):
            yield Problem(f"`{key}` is an empty list", listed.span, "name something, or take the key out")
        for item in settings.items(key):
            if not str(item.value).strip() or "\0" in str(item.value):
                yield Problem(f"this names nothing: {form.means}", item.span)


def _format_problems(settings: Settings) -> Iterator[Problem]:
    """What is wrong with formats: a name, a place that two of them share, a file outside of the folder."""
    taken: dict[str, Node] = {}
    for item in settings.items("formats"):
        name, equals, file = str(item.value).partition("=")
        if name not in FORMATS:
            hint = did_you_mean(name, list(FORMATS), f"known: {', '.join(FORMATS)}")
            yield Problem(f"no format is called {quoted(name)}", item.span, hint)
            continue
        if equals and not file:
            yield Problem(f"{quoted(str(item.value))} names no file after the `=`", item.span)
            continue
        if file and not _inside(settings.folder, file):
            help_text = "settings write into the folder of their file alone; `--format` writes anywhere"
            yield Problem(f"{quoted(file)} lies outside of the folder of this file", item.span, help_text)
            continue
        place = os.path.realpath(settings.folder / file) if file else ""
        if place in taken:
            related = (("it stands here, too", taken[place].span),)
            help_text = "name a file for each: `FORMAT=FILE`"
            yield Problem("two formats cannot go to one place", item.span, help_text, related)
        taken.setdefault(place, item)


def _inside(folder: Path, file: str) -> bool:
    """Whether a file lies in a folder or below it, behind all links."""
    return Path(os.path.realpath(folder / file)).is_relative_to(os.path.realpath(folder))


def settings_schema() -> dict[str, Any]:
    """The JSON Schema of a settings file."""
    schema = object_schema(SETTINGS)
    for key, form in SETTINGS.items():
        if form.takes == "texts":
            schema["properties"][key]["minItems"] = 1
    schema["properties"]["formats"]["items"] = {"type": "string", "pattern": f"^({'|'.join(FORMATS)})(=.+)?$"}
    return titled("slacheck settings", schema)
