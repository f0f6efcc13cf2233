"""What a proof names: the facts that were read, and the facts that are missing."""

from __future__ import annotations

from typing import NamedTuple

Route = tuple[str | int, ...]


class Evidence(NamedTuple):
    """A fact on the critical path of a result: where it stands in the document, and what it says."""

    route: Route
    says: str


class Missing(NamedTuple):
    """A fact that would settle an unknown result: the place where it belongs.

    `owner` names the kind of thing that lacks it, `field` the fact; `reason` is empty when the fact
    is simply not stated, and says otherwise why what is stated does not settle the question.
    """

    route: Route
    owner: str
    field: str
    reason: str = ""
