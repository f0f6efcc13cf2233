"""The version of the rule language, and whether a pack can be read by it.

    1.0  rules with `for_each`, `when` and `require` in CEL syntax, messages with expressions in braces, cases;
         parameters with a type and a default
    1.1  a pack states the version that it needs (`language`); derived parameters (`equals`); frameworks;
         what is held and promised (`held`, `promises`, `slowest`, `credits`, `yearly_fee`, `supporting`), `.provided`
         of an entry, and the arithmetic of service levels (`downtime`, `fits_downtime`, `effective_availability`,
         `worst_wait`, `series`), with `spoken` and `rounded` for messages; `unwaivable` rules and requirements

A minor version adds words and changes the meaning of none; a major version may. So a pack is read if it needs the
same major version and no newer minor one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from slacheck.source.problem import Problem, Unreadable, quoted

if TYPE_CHECKING:
    from slacheck.source.node import Node

LANGUAGE = "1.1"
KEY = "language"
_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})")


def require_language(
    manifest: Node, problems: list[Problem], spoken: str = LANGUAGE
) -> tuple[int, int] | None:
    """The version that a pack needs; none for one that is missing or malformed, which is noted.

    Raises `Unreadable` at once for a version that is not spoken: what else seems wrong may only be new.
    """
    stated = manifest.value.get(KEY) if isinstance(manifest.value, dict) else None
    place = manifest.kid(KEY)
    if place is None or not isinstance(stated, str) or not stated.strip():
        return None  # the form of a manifest asks for a text
    needed = _version(stated)
    if needed is None:
        help_text = f'write MAJOR.MINOR in quotes: `{KEY}: "{spoken}"`'
        problems.append(
            Problem(f"{quoted(place.span.text)} is no version of the rule language", place.span, help_text)
        )
        return None
    major, minor = _version(spoken) or (0, 0)
    if needed[0] != major or needed[1] > minor:
        newer = needed > (major, minor)
        raise Unreadable(
            [
                Problem(
                    f"the pack needs the rule language {stated}; this slacheck speaks {spoken}",
                    place.span,
                    "upgrade slacheck" if newer else "ask for a version of the pack that is newer",
                )
            ]
        )
    return needed


def _version(text: object) -> tuple[int, int] | None:
    match = _VERSION.fullmatch(text) if isinstance(text, str) else None
    return (int(match[1]), int(match[2])) if match else None
