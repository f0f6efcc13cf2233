"""The taxonomy: what kinds of clause there are, to which services they apply, what each must be.

It is data (`rules/taxonomy/`); a team adds a clause kind without touching code. `load` reads it from positioned YAML
and collects every problem.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from slacheck.contract.attribute import ATTRIBUTE_TYPES, AttributeSpec
from slacheck.contract.direction import BadDirection, Direction, direction
from slacheck.source.problem import Problem, Unreadable
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from slacheck.source.node import Node

ALWAYS = "always"
UNITS = ("percent", "duration", "number")


class Tier(Enum):
    """How strictly a clause kind belongs to the base service."""

    BASELINE = "baseline"
    EX_ANTE = "baseline-ex-ante"
    REQUIRED_TERM = "required-term"
    NEGOTIABLE = "negotiable"


TIERS = {tier.value: tier for tier in Tier}


@dataclass(frozen=True, slots=True)
class Condition:
    """A fact about the service on which the application of clause kinds depends."""

    id: str
    meaning: str
    question: Mapping[str, str]
    """What to ask, by language, when a contract does not state it."""


@dataclass(frozen=True, slots=True)
class ClauseKind:
    """One kind of clause."""

    id: str
    group: str
    tier: Tier
    names: Mapping[str, str]
    """The name by language."""
    definition: str
    why: str
    applies_when: tuple[str, ...]
    """Ids of conditions; the kind applies if any of them holds."""
    may_charge_for: str | None
    """The surplus that may fairly be sold; nothing when it is not stated."""
    target: str | None
    """The unit of a service level of this kind: `percent`, `duration` or `number`."""
    attributes: Mapping[str, AttributeSpec]
    charge_attribute: str | None
    """The attribute that states what exercising the clause costs, marked `charge: true`."""
    target_better: Direction | None = None
    """Which way a service level of this kind is better for the buyer."""
    burden: bool = False
    """Whether it binds the customer too, so that to have it is neither better nor worse: its attributes decide."""

    def name(self, language: str) -> str:
        """The name in a language, or in English where it has none."""
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All clause kinds and conditions, in the order of their files."""

    kinds: Mapping[str, ClauseKind]
    conditions: Mapping[str, Condition]
    groups: Mapping[str, str] = field(default_factory=dict)
    """Group id to name."""


_CLAUSE_KEYS = {
    "id", "tier", "name", "definition", "why", "applies_when", "may_charge_for", "target", "attributes", "burden",
}  # fmt: skip
_ATTRIBUTE_KEYS = ("type", "values", "means", "charge", "better", "burden")


def load(conditions: Node, tiers: Node, clauses: Mapping[str, Node]) -> Taxonomy:
    """The taxonomy of a conditions file, a tiers file, and one file of clause kinds a group.

    Raises `Unreadable` with every problem found in any of them.
    """
    reader = _Reader()
    known = reader.conditions(conditions)
    groups = reader.groups(tiers)
    kinds: dict[str, ClauseKind] = {}
    for group, node in clauses.items():
        if group not in groups:
            reader.say(f"no group is called `{group}`", node, did_you_mean(group, groups))
        for kind in reader.kinds(group, node, known):
            if kind.id in kinds:
                reader.say(f"two clause kinds are called `{kind.id}`", node)
            kinds[kind.id] = kind
    if reader.problems:
        raise Unreadable(tuple(reader.problems))
    return Taxonomy(kinds, known, groups)


class _Reader:
    """Builds the parts and collects what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def say(self, message: str, node: Node, help_text: str = "") -> None:
        self.problems.append(Problem(message, node.span, help_text))

    def conditions(self, node: Node) -> dict[str, Condition]:
        result = {}
        for item in self._items(node, "conditions"):
            entry = self._entry(item, {"id", "meaning", "question"}, ("id", "meaning"))
            if entry:
                question = entry.get("question") or {}
                result[entry["id"]] = Condition(entry["id"], entry["meaning"], question)
        return result

    def groups(self, node: Node) -> dict[str, str]:
        result = {}
        for item in self._items(node, "groups"):
            entry = self._entry(item, {"id", "name", "description"}, ("id", "name"))
            if entry:
                name = entry["name"]
                result[entry["id"]] = name["en"] if isinstance(name, dict) else name
        return result

    def kinds(self, group: str, node: Node, conditions: Mapping[str, Condition]) -> Iterable[ClauseKind]:
        for item in self._items(node, "clauses"):
            entry = self._entry(item, _CLAUSE_KEYS, ("id", "tier", "name", "definition", "applies_when"))
            if entry and self._tier_and_conditions(item, entry, conditions):
                attributes = entry.get("attributes") or {}
                yield ClauseKind(
                    id=entry["id"],
                    group=group,
                    tier=TIERS[entry["tier"]],
                    names=entry["name"],
                    definition=entry["definition"],
                    why=entry.get("why", ""),
                    applies_when=tuple(entry["applies_when"]),
                    may_charge_for=entry.get("may_charge_for"),
                    target=(entry.get("target") or {}).get("type"),
                    attributes=self._attributes(item, attributes),
                    charge_attribute=_charge_attribute(attributes),
                    target_better=self._target_better(item, entry.get("target") or {}),
                    burden=self._burden(item, entry),
                )

    def _items(self, node: Node, key: str) -> Iterable[Node]:
        kids = node.kids
        if isinstance(kids, dict) and key in kids:
            kids = kids[key].kids
        if isinstance(kids, list):
            return kids
        self.say(f"expected a list of {key}", node)
        return ()

    def _entry(self, node: Node, allowed: set[str], needed: tuple[str, ...]) -> dict[str, Any] | None:
        entry = node.value
        if not isinstance(entry, dict):
            self.say("expected a mapping", node)
            return None
        for key in entry:
            if key not in allowed:
                self.problems.append(
                    Problem(f"unknown key `{key}`", node.key_span(key), did_you_mean(key, allowed))
                )
        missing = [f"`{key}`" for key in needed if key not in entry]
        if missing:
            self.say(f"{' and '.join(missing)} missing", node)
            return None
        return entry

    def _tier_and_conditions(
        self, node: Node, entry: dict[str, Any], conditions: Mapping[str, Condition]
    ) -> bool:
        good = True
        if entry["tier"] not in TIERS:
            self.say(f"no tier is called `{entry['tier']}`", node, did_you_mean(str(entry["tier"]), TIERS))
            good = False
        if not isinstance(entry["name"], dict) or "en" not in entry["name"]:
            self.say("expected a name by language, with English among them", node, "write `name: {en: ...}`")
            good = False
        if not isinstance(entry["applies_when"], list):
            self.say("expected a list of conditions", node)
            return False
        for condition in entry["applies_when"]:
            if condition not in conditions:
                self.say(
                    f"no condition is called `{condition}`", node, did_you_mean(str(condition), conditions)
                )
                good = False
        target = entry.get("target")
        if target is not None and (not isinstance(target, dict) or target.get("type") not in UNITS):
            self.say(f"expected a target with one of the types {', '.join(UNITS)}", node)
            good = False
        return good

    def _attributes(self, node: Node, attributes: object) -> dict[str, AttributeSpec]:
        result: dict[str, AttributeSpec] = {}
        if not isinstance(attributes, dict):
            self.say("expected a mapping of attributes", node)
            return result
        for name, spec in attributes.items():
            if not isinstance(spec, dict) or spec.get("type") not in ATTRIBUTE_TYPES:
                self.say(
                    f"attribute `{name}` has no known type", node, f"known: {', '.join(ATTRIBUTE_TYPES)}"
                )
                continue
            values = tuple(spec.get("values") or ())
            if spec["type"].startswith("choice") and not values:
                self.say(f"attribute `{name}` lists no values", node)
            for key in spec:
                if key not in _ATTRIBUTE_KEYS:
                    hint = did_you_mean(str(key), _ATTRIBUTE_KEYS)
                    self.say(f"attribute `{name}` has an unknown key `{key}`", node, hint)
            better = self._direction(node, f"attribute `{name}`", spec, values)
            result[name] = AttributeSpec(name, spec["type"], values, spec.get("means", ""), better)
        return result

    def _direction(
        self, node: Node, whose: str, spec: dict[str, Any], values: tuple[str, ...] = ()
    ) -> Direction | None:
        """Which way is better, where that is said."""
        burden = self._burden(node, spec)
        if "better" not in spec:
            if burden:
                self.say(f"{whose} is a burden, and does not say which way it is better", node)
            return None
        try:
            return direction(spec["type"], values, spec["better"], burden=burden)
        except BadDirection as error:
            self.say(f"{whose}: `better`: {error}", node)
            return None

    def _target_better(self, node: Node, target: dict[str, Any]) -> Direction | None:
        return self._direction(node, "the target", target) if target.get("type") in UNITS else None

    def _burden(self, node: Node, entry: dict[str, Any]) -> bool:
        if entry.get("burden", True) is not True:
            self.say("`burden` is `true`, or left out", node)
        return entry.get("burden") is True


def _charge_attribute(attributes: object) -> str | None:
    if not isinstance(attributes, dict):
        return None
    marked = (
        name for name, spec in attributes.items() if isinstance(spec, dict) and spec.get("charge") is True
    )
    return next(marked, None)
