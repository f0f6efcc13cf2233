"""Names that point to something: clause kinds, plans, options, documents, facts.

The checks read the tree, not the model, so that they also run on a file whose shape has other problems: its writer
gets all of them at once. Whatever is not of the expected shape is passed over here; the model speaks of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slacheck.contract.scalar import parse_date, parse_target
from slacheck.contract.taxonomy import ALWAYS
from slacheck.source.problem import Problem
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.source.node import Node
    from slacheck.source.span import Span


def check_references(root: Node, taxonomy: Taxonomy) -> Iterator[Problem]:
    """Every name that points to nothing, every name given twice, every contradiction in the data itself."""
    return _References(root, taxonomy).problems()


class _References:
    def __init__(self, root: Node, taxonomy: Taxonomy) -> None:
        pricing = _section(root, "pricing")
        self.root = root
        self.taxonomy = taxonomy
        self.clauses = _entries(root, "clauses")
        self.levels = _entries(root, "service_levels")
        self.plans = _entries(pricing, "plans")
        self.options = _entries(pricing, "options")
        self.documents = _entries(root, "documents")
        self.known = {
            "plan": _ids(self.plans),
            "option": _ids(self.options),
            "document": _ids(self.documents),
            "service level": _ids(self.levels),
        }

    def problems(self) -> Iterator[Problem]:
        yield from self._twice()
        yield from self._facts()
        yield from self._statements()
        yield from self._offers()
        yield from self._choices()
        yield from self._shares()
        yield from self._selection()
        yield from self._documents()
        yield from self._dates()

    def _twice(self) -> Iterator[Problem]:
        for noun, entries in (
            ("plan", self.plans),
            ("option", self.options),
            ("document", self.documents),
            ("service level", self.levels),
            ("clause entry", self.clauses),
        ):
            seen: dict[str, Span] = {}
            for entry in entries:
                name = _word(entry, "id")
                if name is None:
                    continue
                if name in seen:
                    note = ((f"the first `{name}`", seen[name]),)
                    message = f"a second {noun} is called `{name}`"
                    yield Problem(message, entry.site("id"), "give it another id", note)
                else:
                    seen[name] = entry.site("id")

    def _facts(self) -> Iterator[Problem]:
        facts = _section(_section(self.root, "service"), "facts")
        if facts is None or not isinstance(facts.value, dict):
            return
        conditions = self.taxonomy.conditions
        for name in facts.value:
            if name not in conditions or name == ALWAYS:
                known = [condition for condition in conditions if condition != ALWAYS]
                help_text = did_you_mean(name, known, f"known: {', '.join(known)}")
                yield Problem(f"unknown fact `{name}`", facts.key_span(name), help_text)

    def _statements(self) -> Iterator[Problem]:
        for entry in self.clauses:
            yield from self._kind(entry, "clause")
            yield from self._offered_in(entry)
        for entry in self.levels:
            yield from self._kind(entry, "clause")
            yield from self._target(entry)
            yield from self._offered_in(entry)
            yield from self._names("service level", entry, "depends_on")
            yield from self._circle(entry)

    def _circle(self, level: Node) -> Iterator[Problem]:
        own = _word(level, "id")
        waiting, seen = [level], set[str]()
        while waiting:
            for _, _, name in _words(waiting.pop(), "depends_on"):
                if name == own:
                    yield Problem(f"service level `{own}` depends on itself", level.site("depends_on"))
                    return
                below = self.known["service level"].get(name)
                if below is not None and name not in seen:
                    seen.add(name)
                    waiting.append(below)

    def _kind(self, node: Node, key: str | int) -> Iterator[Problem]:
        name = _word(node, key)
        if name is not None and name not in self.taxonomy.kinds:
            otherwise = "`slacheck schema contract` lists the kinds"
            help_text = did_you_mean(name, self.taxonomy.kinds, otherwise)
            yield Problem(f"no clause kind is called `{name}`", node.site(key), help_text)

    def _target(self, level: Node) -> Iterator[Problem]:
        target = _word(level, "target")
        kind = self.taxonomy.kinds.get(_word(level, "clause") or "")
        if kind is None:
            return
        if kind.target is None:
            message, help_text = f"`{kind.id}` has nothing to measure", "state it in `clauses` instead"
            yield Problem(message, level.site("clause" if target is None else "target"), help_text)
            return
        if target is None:
            return
        try:
            unit = parse_target(target).unit
        except ValueError:
            return
        if unit != kind.target:
            message = f"the target of `{kind.id}` is a {kind.target}, not a {unit}"
            yield Problem(message, level.site("target"))

    def _offered_in(self, node: Node) -> Iterator[Problem]:
        for place, index, item in _words(node, "only_in"):
            noun, colon, name = item.partition(":")
            if colon and noun in ("plan", "option"):
                yield from self._unknown(noun, name, place, index)

    def _offers(self) -> Iterator[Problem]:
        for entry in (*self.plans, *self.options):
            yield from self._deliveries(entry)
        for entry in self.plans:
            yield from self._names("plan", entry, "includes")
        for entry in self.options:
            yield from self._names("plan", entry, "available_in")
            for relation in ("requires", "excludes"):
                yield from self._names("option", entry, relation)
                yield from _itself(entry, relation)

    def _choices(self) -> Iterator[Problem]:
        for entry in _entries(_section(self.root, "pricing"), "one_of"):
            yield from self._names("option", entry, "options")
            seen: set[str] = set()
            for place, index, name in _words(entry, "options"):
                if name in seen:
                    yield Problem(f"option `{name}` stands in the choice twice", place.site(index))
                seen.add(name)

    def _shares(self) -> Iterator[Problem]:
        """Prices that are a share of another: of one that is there, and in the end of a figure."""
        of = dict(self._priced())
        for name, price in of.items():
            whole = _word(price, "of")
            if whole is None or price is None:
                continue
            noun, colon, own = whole.partition(":")
            if colon and noun in ("plan", "option"):
                yield from self._unknown(noun, own, price, "of")
            if name in _leads_to(name, of):
                yield Problem(f"the price of `{name}` is a share of itself", price.site("of"))

    def _priced(self) -> Iterator[tuple[str, Node | None]]:
        yield "base", _section(_section(self.root, "pricing"), "base")
        for noun in ("plan", "option"):
            for name, entry in self.known[noun].items():
                yield f"{noun}:{name}", _section(entry, "price")

    def _deliveries(self, entry: Node) -> Iterator[Problem]:
        for place, index, _ in _words(entry, "delivers"):
            yield from self._kind(place, index)
        for delivery in _entries(entry, "delivers"):
            yield from self._kind(delivery, "clause")
            yield from self._surplus(delivery)

    def _surplus(self, delivery: Node) -> Iterator[Problem]:
        kind = self.taxonomy.kinds.get(_word(delivery, "clause") or "")
        if kind is None or kind.may_charge_for is not None or not isinstance(delivery.value, dict):
            return
        if delivery.value.get("extra") is True:
            help_text = (
                "leave `extra` out: for this kind the taxonomy names no surplus that may be charged for"
            )
            yield Problem(f"`{kind.id}` has no surplus to sell", delivery.site("extra"), help_text)

    def _names(self, noun: str, node: Node | None, key: str) -> Iterator[Problem]:
        for place, index, name in _words(node, key):
            yield from self._unknown(noun, name, place, index)

    def _unknown(self, noun: str, name: str, place: Node, key: str | int) -> Iterator[Problem]:
        known = self.known[noun]
        if name not in known:
            listed = f"known: {', '.join(known)}" if known else f"the contract names no {noun}"
            yield Problem(f"no {noun} is called `{name}`", place.site(key), did_you_mean(name, known, listed))

    def _selection(self) -> Iterator[Problem]:
        selection = _section(self.root, "selection")
        plan = _word(selection, "plan")
        if selection is not None and plan is not None:
            yield from self._unknown("plan", plan, selection, "plan")
        yield from self._names("option", selection, "options")

    def _documents(self) -> Iterator[Problem]:
        yield from self._names("document", self.root, "precedence")
        silence = _section(self.root, "silence")
        placed = (*self.clauses, *self.levels, *self.plans, *self.options)
        for entry in placed if silence is None else (*placed, silence):
            document = _word(entry, "document")
            if document is not None:
                yield from self._unknown("document", document, entry, "document")

    def _dates(self) -> Iterator[Problem]:
        term = _section(self.root, "term")
        start, end = _word(term, "start"), _word(term, "end")
        if term is None or start is None or end is None:
            return
        try:
            backwards = parse_date(end) < parse_date(start)
        except ValueError:
            return
        if backwards:
            note = (("it starts here", term.site("start")),)
            yield Problem("the term ends before it starts", term.site("end"), "", note)


def _itself(entry: Node, relation: str) -> Iterator[Problem]:
    own = _word(entry, "id")
    for place, index, other in _words(entry, relation):
        if other == own:
            yield Problem(f"option `{other}` {relation} itself", place.site(index))


def _leads_to(name: str, prices: Mapping[str, Node | None]) -> set[str]:
    """The prices on which a price rests; `plan` stands for each of the plans."""
    reached: set[str] = set()
    waiting = [name]
    while waiting:
        whole = _word(prices.get(waiting.pop()), "of")
        plans = [one for one in prices if one.startswith("plan:")] if whole == "plan" else [whole]
        fresh = {one for one in plans if one is not None} - reached
        reached |= fresh
        waiting += fresh
    return reached


def _section(node: Node | None, key: str) -> Node | None:
    """A mapping or list of a mapping."""
    return None if node is None else node.inner.get(key)


def _entries(node: Node | None, key: str) -> list[Node]:
    """The mappings in a list of a mapping."""
    listed = _section(node, key)
    if listed is None or not isinstance(listed.value, list):
        return []
    return [entry for entry in listed.inner.values() if isinstance(entry.value, dict)]


def _word(node: Node | None, key: str | int) -> str | None:
    """A text of a mapping or list."""
    if node is None:
        return None
    value = node.value
    if isinstance(value, dict) and isinstance(key, str):
        found = value.get(key)
    elif isinstance(value, list) and isinstance(key, int):
        found = value[key]
    else:
        return None
    return found if isinstance(found, str) else None


def _words(node: Node | None, key: str) -> Iterator[tuple[Node, int, str]]:
    """The texts in a list of a mapping, each with the list and its index there."""
    listed = _section(node, key)
    if listed is not None and isinstance(listed.value, list):
        for index, item in enumerate(listed.value):
            if isinstance(item, str):
                yield listed, index, item


def _ids(entries: Iterable[Node]) -> dict[str, Node]:
    return {name: entry for entry in entries if (name := _word(entry, "id")) is not None}
