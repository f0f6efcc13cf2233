"""The generated parts of `rules/README.md`: packs, rules, and what decides each requirement, or why nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from slacheck.face.library import shipped
from slacheck.rule.expr import unparse
from slacheck.rule.lint.table import LINTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slacheck.rule.framework import Requirement
    from slacheck.rule.model import Pack, Rule


@cache
def packs() -> tuple[Pack, ...]:
    """Every shipped pack, folders of rules first."""
    library = shipped()
    return tuple(library.load(place) for place in library.shipped_packs().values())


def pack_table() -> str:
    """Every pack with its size and purpose."""
    head = "| pack | version | holds | what it is |\n|---|---|---|---|\n"
    return head + "".join(
        f"| `{pack.id}` | {pack.version} | {_size(pack)} | {pack.title} |\n" for pack in packs()
    )


def _size(pack: Pack) -> str:
    if pack.framework is None:
        return f"{len(pack.rules)} rules"
    rows = pack.framework.requirements
    return f"{len(rows)} requirements, {sum(not row.undecidable for row in rows)} of them decided"


def lint_table() -> str:
    """Every lint of `slacheck rules lint`."""
    rows = "".join(f"| `{one.id}` | {one.level.value} | {one.says} |\n" for one in LINTS)
    return f"| lint | level | finds |\n|---|---|---|\n{rows}"


def rule_tables() -> str:
    """The rules of the packs that are folders, pack by pack."""
    return "\n".join("".join(_rules(pack)) for pack in packs() if pack.framework is None)


def _rules(pack: Pack) -> Iterator[str]:
    yield f"### `{pack.id}`\n\n{pack.title}.\n\n"
    yield "| rule | severity | stands on | finds |\n|---|---|---|---|\n"
    for rule in pack.rules:
        yield f"| `{rule.id}` | {rule.severity.value} | {rule.legal_status.value} | {_cell(rule.doc.what)} |\n"


def requirement_tables() -> str:
    """The requirements of each framework: by what each is decided, and the rules of other packs that cite it."""
    return "\n".join("".join(_framework(pack)) for pack in packs() if pack.framework is not None)


def _framework(pack: Pack) -> Iterator[str]:
    assert pack.framework is not None
    scope = pack.framework.scope
    applies = (
        "a yardstick that anybody may choose"
        if scope is None
        else f"`{unparse(scope.condition.checked.expr)}`"
    )
    yield f"### `{pack.id}`: {pack.title}\n\n{pack.framework.applies_to}. Applies: {applies}.\n\n"
    yield "| requirement | strength | decided by | rules that cite it |\n|---|---|---|---|\n"
    for row in pack.framework.requirements:
        doubt = "" if row.reference.verified else ", not verified"
        cited = ", ".join(f"`{rule.id}`" for rule in citing(row.id)) or "\N{EN DASH}"
        decided = f"*not decidable:* {_cell(row.undecidable)}" if row.undecidable else _decided(row)
        yield f"| {row.reference.citation} | {row.reference.strength}{doubt} | {decided} | {cited} |\n"


def _decided(row: Requirement) -> str:
    parts = []
    if row.clauses:
        parts.append(", ".join(f"`{kind.id}`" for kind in row.clauses))
    if row.any_of:
        parts.append("one of " + ", ".join(f"`{kind.id}`" for kind in row.any_of))
    if row.price != "silent":
        parts.append({"free": "free of charge", "fixed": "free or at a price fixed beforehand"}[row.price])
    if row.quality is not None:
        parts.append(_cell(row.demand["en"].parts[0]) if _plain(row) else f"`{_condition(row)}`")
    when = f" (when `{unparse(row.when.condition.checked.expr)}`)".replace("|", "\\|") if row.when else ""
    return "; ".join(parts) + when


def _plain(row: Requirement) -> bool:
    """Whether the demand is words alone, without a figure of the contract in it."""
    parts = row.demand["en"].parts
    return len(parts) == 1 and isinstance(parts[0], str)


def _condition(row: Requirement) -> str:
    assert row.quality is not None
    return unparse(row.quality.condition.checked.expr).replace("|", "\\|")


def citing(reference: str) -> list[Rule]:
    """The rules of the packs that are folders which cite an anchor."""
    rules = (rule for pack in packs() if pack.framework is None for rule in pack.rules)
    return [rule for rule in rules if any(anchor.id == reference for anchor in rule.references)]


def other_anchors() -> str:
    """The anchors of texts that have no table here, with the rules that cite them."""
    tabled = {row.id for pack in packs() if pack.framework is not None for row in pack.framework.requirements}
    head = "| anchor | strength | rules that cite it |\n|---|---|---|\n"
    rows = []
    for anchor in shipped().references.values():
        rules = citing(anchor.id)
        if anchor.id not in tabled and rules:
            cited = ", ".join(f"`{rule.id}`" for rule in rules)
            rows.append(f"| {anchor.citation} | {anchor.strength} | {cited} |\n")
    return head + "".join(rows)


def _cell(text: object) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")
