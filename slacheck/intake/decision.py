"""Which clause kinds a feature of a price list sells: what a person confirmed, else what its name proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from slacheck.source.problem import Problem, Unreadable, quoted
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.intake.mapper import Proposal
    from slacheck.intake.price_list import Feature
    from slacheck.source.node import Node, Value
    from slacheck.source.span import Span

API_VERSION = "slacheck/v1"
KIND = "Mapping"
THRESHOLD = 0.5
"""The least confidence, of 1, with which a proposal is used."""

SURPLUS = "~"
_KEYS = ("apiVersion", "kind", "features")
_HELP = "write `apiVersion: slacheck/v1`, `kind: Mapping`, and `features: {customSamlSso: [single-sign-on]}`"


class Sold(NamedTuple):
    """A clause kind that a feature sells."""

    clause: str
    extra: bool = False
    """Only the surplus that may be charged for."""
    proposed: bool = False
    """By a name match; nobody has confirmed it."""


class Proposer(Protocol):
    """What reads a name and a description."""

    def propose(self, name: str, description: str = "") -> tuple[Proposal, ...]:
        """The clause kinds that they seem to sell."""


class Decisions:
    """Feature by feature: the confirmed kinds of a mapping file; for a feature that it does not name, proposals."""

    def __init__(
        self, taxonomy: Taxonomy, proposer: Proposer, confirmed: Mapping[str, tuple[Sold, ...]] | None = None
    ) -> None:
        self.taxonomy = taxonomy
        self.proposer = proposer
        self.confirmed = confirmed or {}

    def sold_by(self, feature: Feature) -> tuple[Sold, ...]:
        """What a feature sells, each kind once."""
        if feature.name in self.confirmed:
            return self.confirmed[feature.name]
        proposals = self.proposer.propose(feature.name, feature.description)
        return tuple(dict.fromkeys(self._usable(proposals)))

    def _usable(self, proposals: Iterable[Proposal]) -> Iterable[Sold]:
        for one in proposals:
            kind = self.taxonomy.kinds.get(one.clause)
            if kind and one.confidence >= THRESHOLD and (not one.extra or kind.may_charge_for is not None):
                yield Sold(one.clause, one.extra, proposed=True)

    def unused(self, features: Iterable[str]) -> list[str]:
        """The confirmed features that the price list does not have."""
        return sorted(set(self.confirmed) - set(features))


def read_mapping(node: Node, taxonomy: Taxonomy) -> dict[str, tuple[Sold, ...]]:
    """The confirmed clause kinds of each feature. Raises `Unreadable` with every problem of the file.

    apiVersion: slacheck/v1
    kind: Mapping
    features:
      customSamlSso: [single-sign-on]
      customerManagedKeys: [~encryption]   # only the surplus that may be charged for
      brandedThemes: []                    # none
    """
    value = node.value
    if not isinstance(value, dict):
        raise Unreadable([Problem("expected a mapping file", node.span, _HELP)])
    problems = list(_header(node, value))
    found: dict[str, tuple[Sold, ...]] = {}
    features = value.get("features")
    if isinstance(features, dict):
        for name, kinds in features.items():
            found[name] = tuple(_sold(node.inner["features"], name, kinds, taxonomy, problems))
    else:
        place = node.site("features") if "features" in value else node.span
        problems.append(Problem("expected `features`, a mapping of names to lists of kinds", place, _HELP))
    if problems:
        raise Unreadable(problems)
    return found


def _header(node: Node, value: dict[str, Value]) -> Iterable[Problem]:
    for key, expected in (("apiVersion", API_VERSION), ("kind", KIND)):
        if key not in value:
            yield Problem(
                f"`{key}` is missing", node.key_span(next(iter(value))) if value else node.span, _HELP
            )
        elif value[key] != expected:
            yield Problem(f"`{key}` is not `{expected}`", node.site(key), _HELP)
    for key in value:
        if key not in _KEYS:
            yield Problem(f"unknown key {quoted(key)}", node.key_span(key), did_you_mean(key, _KEYS))


def _sold(
    features: Node, name: str, kinds: Value, taxonomy: Taxonomy, problems: list[Problem]
) -> Iterable[Sold]:
    if isinstance(kinds, str):
        kinds = [kinds]
    if not isinstance(kinds, list):
        problems.append(
            Problem(
                "expected a list of clause kinds",
                features.site(name),
                "write `[]` for a feature that sells none",
            )
        )
        return
    listed = features.inner.get(name)
    for index, stated in enumerate(kinds):
        place = features.site(name) if listed is None or listed.value != kinds else listed.site(index)
        word = stated if isinstance(stated, str) else ""
        sold = Sold(word.strip().strip(SURPLUS), extra=SURPLUS in word)
        problem = _refused(sold, place, taxonomy)
        if problem is not None:
            problems.append(problem)
        else:
            yield sold


def _refused(sold: Sold, place: Span, taxonomy: Taxonomy) -> Problem | None:
    kind = taxonomy.kinds.get(sold.clause)
    if kind is None:
        help_text = did_you_mean(sold.clause, taxonomy.kinds, "`slacheck schema contract` lists the kinds")
        return Problem(f"no clause kind is called {quoted(place.text)}", place, help_text)
    if sold.extra and kind.may_charge_for is None:
        return Problem(f"`{kind.id}` has no surplus to sell", place, f"leave `{SURPLUS}` out")
    return None
