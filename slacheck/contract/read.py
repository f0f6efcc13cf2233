"""From a positioned YAML tree to a contract, with every problem of the file found in one run."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from slacheck.contract.attribute import Attributes
from slacheck.contract.complaint import complaint
from slacheck.contract.model import Contract
from slacheck.contract.references import check_references
from slacheck.source.limits import DEFAULT
from slacheck.source.problem import Problem, Unreadable
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.contract.attribute import AttributeSpec
    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.source.node import Node
    from slacheck.source.span import Span

API_VERSION = "slacheck/v1"
KIND = "Contract"


@dataclass(frozen=True, slots=True)
class Reading:
    """A contract together with the tree that knows where each of its words stands."""

    contract: Contract
    node: Node


def is_contract(node: Node) -> bool:
    """Whether a document claims to be a contract: another kind of document may lie in the same folder."""
    value = node.value
    return isinstance(value, dict) and value.get("kind") == KIND


def read_contract(node: Node, taxonomy: Taxonomy) -> Reading:
    """The contract that a document states.

    Raises `Unreadable` with every problem: shape, attributes, references to things that do not exist.
    """
    _check_header(node)
    problems: list[Problem] = []
    data = _with_typed_attributes(node, taxonomy, problems)
    contract = None
    try:
        contract = Contract.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False)[: DEFAULT.problems + 1]
        problems += [complaint(details, node, Contract) for details in found]
    problems += islice(check_references(node, taxonomy), DEFAULT.problems + 1)
    if problems or contract is None:
        raise Unreadable(_bounded(sorted(problems, key=_place)))
    return Reading(contract, node)


def _bounded(problems: list[Problem]) -> list[Problem]:
    """The first problems, and a last one that says that there are more, as for a file that is no YAML."""
    if len(problems) <= DEFAULT.problems:
        return problems
    last = problems[DEFAULT.problems - 1].span
    more = Problem("too many problems; the others are not listed", last, "solve those above first")
    return [*problems[: DEFAULT.problems], more]


def _place(problem: Problem) -> int:
    return problem.span.start if problem.span else 0


def _check_header(node: Node) -> None:
    """Stop at once where the document is something else: its other problems would only be noise."""
    if not isinstance(node.value, dict):
        raise Unreadable((Problem("expected a contract, a mapping of sections", node.span, _HEADER_HELP),))
    version, kind = node.value.get("apiVersion"), node.value.get("kind")
    if version == API_VERSION and kind == KIND:
        return
    raise Unreadable(tuple(_header_problems(node, version, kind)))


_HEADER_HELP = (
    "a contract starts with `apiVersion: slacheck/v1` and `kind: Contract`; `slacheck init` writes one"
)


def _header_problems(node: Node, version: object, kind: object) -> list[Problem]:
    problems = []
    if version is None:
        problems.append(Problem("`apiVersion` is missing", _start(node), _HEADER_HELP))
    elif version != API_VERSION:
        known = f"this release reads `{API_VERSION}`"
        problems.append(Problem(f"version `{version}` is not known", node.site("apiVersion"), known))
    if kind is None:
        problems.append(Problem("`kind` is missing", _start(node), _HEADER_HELP))
    elif kind != KIND:
        help_text = did_you_mean(str(kind), [KIND], f"only `kind: {KIND}` is checked")
        problems.append(Problem(f"`{kind}` is not a contract", node.site("kind"), help_text))
    return problems


def _start(node: Node) -> Span:
    kids = node.kids
    return node.key_span(next(iter(kids))) if isinstance(kids, dict) and kids else node.span


def _with_typed_attributes(node: Node, taxonomy: Taxonomy, problems: list[Problem]) -> dict[str, Any]:
    """The document's data, with the attributes of each clause entry read by the types of its kind."""
    data: dict[str, Any] = dict(node.value) if isinstance(node.value, dict) else {}
    clauses = node.inner.get("clauses")
    if clauses is not None and isinstance(clauses.value, list):
        data["clauses"] = [
            _typed_entry(clauses, index, value, taxonomy, problems)
            for index, value in enumerate(clauses.value)
        ]
    return data


def _typed_entry(clauses: Node, index: int, value: Any, taxonomy: Taxonomy, problems: list[Problem]) -> Any:
    if not isinstance(value, dict) or "attributes" not in value:
        return value
    kind_id = value.get("clause")
    kind = taxonomy.kinds.get(kind_id) if isinstance(kind_id, str) else None
    if kind is None:
        return {**value, "attributes": Attributes.NONE}
    entry = clauses.inner[index]
    return {**value, "attributes": _attributes(entry, value["attributes"], kind.attributes, problems)}


def _attributes(
    entry: Node, value: Any, specs: Mapping[str, AttributeSpec], problems: list[Problem]
) -> Attributes:
    """The typed attributes of an entry."""
    if not isinstance(value, dict):
        what = Problem("expected a mapping of attributes", entry.site("attributes"), "write `{name: value}`")
        problems.append(what)
        return Attributes.NONE
    typed = {}
    for name, stated in value.items():
        spec = specs.get(name)
        if spec is None:
            problems.append(_unknown_attribute(entry.inner["attributes"], name, specs))
            continue
        try:
            typed[name] = spec.parse(stated)
        except ValidationError as error:
            place = entry.inner["attributes"].kid(name)
            assert place is not None
            problems += [complaint(details, place) for details in error.errors(include_url=False)]
        except ValueError as error:
            problems.append(_rejected(name, entry.inner["attributes"].site(name), error))
    return Attributes(typed)


def _unknown_attribute(attributes: Node, name: str, specs: Mapping[str, AttributeSpec]) -> Problem:
    known = ", ".join(f"`{known}`" for known in specs) or "none"
    help_text = did_you_mean(name, specs, f"attributes of this kind: {known}")
    return Problem(f"unknown attribute `{name}`", attributes.key_span(name), help_text)


def _rejected(name: str, place: Span, error: ValueError) -> Problem:
    context = getattr(error, "context", None) or {}
    message = context.get("what", str(error))
    return Problem(f"`{name}`: {message}", place, context.get("help", ""))
