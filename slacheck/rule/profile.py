"""Profiles: which packs a check uses, and the house values under which it uses them.

    apiVersion: slacheck/v1
    kind: Profile
    id: acme
    title: How Acme buys
    extends: [general]            # profiles of slacheck, or files beside this one
    packs: [rules/acme]           # packs of slacheck, or folders beside this file
    parameters: {notice: P60D}

The shipped profiles stand in one file, as a list without `apiVersion` and `kind`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.rule.form import FieldForm, check_form, object_schema, titled
from slacheck.rule.parameters import Setting
from slacheck.source.problem import Problem, Unreadable, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.source.node import Node

PROFILE: Mapping[str, FieldForm] = {
    "apiVersion": FieldForm("word", "the version of slacheck's documents", words=("slacheck/v1",)),
    "kind": FieldForm("word", "what the file is", words=("Profile",)),
    "id": FieldForm("text", "the name of the profile"),
    "title": FieldForm("spoken", "what it is for"),
    "extends": FieldForm(
        "texts",
        "profiles that it goes on from: names of slacheck's own, or files beside this one",
        needed=False,
    ),
    "packs": FieldForm("texts", "packs: names of slacheck's own, or folders beside this file", needed=False),
    "parameters": FieldForm(
        "mapping", "values of parameters, each of the type that its pack declares", needed=False
    ),
}
SHIPPED: Mapping[str, FieldForm] = {
    **{key: form for key, form in PROFILE.items() if key not in ("apiVersion", "kind")},
    "title": FieldForm("languages", "what it is for, by language"),
}


class Profile(NamedTuple):
    """One profile, not yet joined with those that it extends."""

    id: str
    title: Mapping[str, str]
    """By language; English is always there, and holds a title of no stated language."""
    extends: tuple[Node, ...]
    packs: tuple[Node, ...]
    settings: Mapping[str, Setting]

    def called(self, language: str) -> str:
        """The title in a language, else in English."""
        return self.title.get(language, self.title["en"])


def read_profile(node: Node) -> Profile:
    """The profile of a file; raises `Unreadable` with every problem of it."""
    problems: list[Problem] = []
    profile = _profile(node, PROFILE, problems)
    if profile is None or problems:
        raise Unreadable(problems)
    return profile


def read_profiles(node: Node) -> dict[str, Profile]:
    """The shipped profiles by id; raises `Unreadable` with every problem of their file."""
    kids = node.kids
    if not isinstance(kids, list):
        raise Unreadable([Problem("expected a list of profiles", node.span)])
    problems: list[Problem] = []
    found: dict[str, Profile] = {}
    for item in kids:
        profile = _profile(item, SHIPPED, problems)
        if profile is not None and profile.id in found:
            problems.append(Problem(f"two profiles are called {quoted(profile.id)}", item.site("id")))
        elif profile is not None:
            found[profile.id] = profile
    if problems:
        raise Unreadable(problems)
    return found


def _profile(node: Node, form: Mapping[str, FieldForm], problems: list[Problem]) -> Profile | None:
    fields: Mapping[str, Any] | None = check_form(node, form, problems)
    if fields is None:
        return None
    extends, packs = _items(node, "extends"), _items(node, "packs")
    if not extends and not packs:
        help_text = "write `extends: [general]` or `packs: [baseline]`"
        problems.append(Problem("the profile names no pack", node.site("id"), help_text))
    title = fields["title"]
    return Profile(
        id=fields["id"],
        title=title if isinstance(title, dict) else {"en": title},
        extends=extends,
        packs=packs,
        settings=_settings(node.kid("parameters"), f"profile `{fields['id']}`"),
    )


def _items(node: Node, key: str) -> tuple[Node, ...]:
    listed = node.kid(key)
    kids = listed.kids if listed is not None else None
    return tuple(kids) if isinstance(kids, list) else ()


def _settings(node: Node | None, origin: str) -> dict[str, Setting]:
    kids = node.kids if node is not None else None
    if node is None or not isinstance(kids, dict):
        return {}
    return {name: Setting(kid, origin, node) for name, kid in kids.items()}


def profile_schema() -> dict[str, Any]:
    """The JSON Schema of a profile file."""
    return titled("slacheck profile", object_schema(PROFILE))
