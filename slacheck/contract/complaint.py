"""What pydantic found wrong, said in the words of the contract language and placed on the line that has it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from slacheck.source.problem import Problem
from slacheck.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic_core import ErrorDetails

    from slacheck.source.node import Node

_PATTERNS = {
    "(plan|option)": ("expected a plan or an option", "write `plan:ID` or `option:ID`"),
    "[A-Z]{2}$": ("expected a country", "write its two capital letters (ISO 3166): `BE`"),
    "[a-z]{2,3}": ("expected a language", "write its code: `en`, `fr`, `nl`, `de`"),
    "[a-z0-9]+": ("expected an id", "use lower-case letters, digits and hyphens: `access-module`"),
}


def complaint(details: ErrorDetails, root: Node, model: type[BaseModel] | None = None) -> Problem:
    """One problem, in house style, at the nearest place that exists; `model` is the shape of `root`."""
    node, owner = _resolve(details["loc"], root, model)
    kind = details["type"]
    if kind == "extra_forbidden":
        return _unknown_key(str(details["loc"][-1]), node, owner)
    if kind == "missing":
        return _missing_key(str(details["loc"][-1]), node, root)
    make = _SAYINGS.get(kind)
    if make is None:
        return Problem(details["msg"][:1].lower() + details["msg"][1:], node.span)
    message, help_text = make(details.get("ctx") or {}, node.value)
    return Problem(message, node.span, help_text)


def _resolve(
    loc: tuple[int | str, ...], root: Node, model: type[BaseModel] | None
) -> tuple[Node, type[BaseModel] | None]:
    """The deepest node on the way to an error, and the shape that should be there."""
    node = root
    for index, part in enumerate(loc):
        kids = node.kids
        if isinstance(kids, dict) and part in kids:
            if index == len(loc) - 1 and model and part not in model.model_fields:
                return node, model
            node, model = kids[str(part)], _shape_of(model, str(part))
        elif isinstance(kids, list) and isinstance(part, int) and part < len(kids):
            node = kids[part]
        else:
            return node, model
    return node, model


def _shape_of(model: type[BaseModel] | None, field: str) -> type[BaseModel] | None:
    """The model inside a field's annotation: `tuple[Option, ...]`, `Term | None`."""
    info = model.model_fields.get(field) if model else None
    return _first_model(info.annotation) if info else None


def _first_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _first_model(part))), None)


def _unknown_key(key: str, node: Node, owner: type[BaseModel] | None) -> Problem:
    known = [info.alias or name for name, info in owner.model_fields.items()] if owner else []
    help_text = did_you_mean(key, known, f"known here: {', '.join(known)}" if known else "")
    return Problem(f"unknown key `{key}`", node.key_span(key), help_text)


def _missing_key(key: str, node: Node, root: Node) -> Problem:
    if node is root:
        return Problem(f"the section `{key}` is missing", _heading(node))
    return Problem(f"`{key}` is missing", _heading(node))


def _heading(node: Node) -> Any:
    """The place that stands for a mapping: its first key, since a whole section is no place to look at."""
    kids = node.kids
    return node.key_span(next(iter(kids))) if isinstance(kids, dict) and kids else node.span


def found(value: object) -> str:
    """What stands in the file, in a writer's words."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "`true` or `false`"
        case int() | Decimal():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _expected_text(_ctx: Mapping[str, Any], value: object) -> tuple[str, str]:
    help_text = "put it in quotes" if isinstance(value, bool | int | Decimal) else ""
    return f"expected text, found {found(value)}", help_text


def _expected_flag(_ctx: Mapping[str, Any], value: object) -> tuple[str, str]:
    word = str(value).lower()
    if word in ("yes", "on", "y", "oui", "ja"):
        return "expected `true` or `false`", "write `true`"
    if word in ("no", "off", "n", "non", "nee", "nein"):
        return "expected `true` or `false`", "write `false`"
    return (
        f"expected `true` or `false`, found {found(value)}",
        "leave the line out if the contract does not say it",
    )


def _expected_word(ctx: Mapping[str, Any], value: object) -> tuple[str, str]:
    words = [word.strip("' ") for word in str(ctx.get("expected", "")).replace(" or ", ", ").split(",")]
    listed = ", ".join(f"`{word}`" for word in words)
    return f"expected one of {listed}", did_you_mean(str(value), words)


def _pattern(ctx: Mapping[str, Any], _value: object) -> tuple[str, str]:
    pattern = str(ctx.get("pattern", ""))
    return next(
        (saying for key, saying in _PATTERNS.items() if key in pattern), ("not in the expected form", "")
    )


def _expected_list(_ctx: Mapping[str, Any], value: object) -> tuple[str, str]:
    return f"expected a list, found {found(value)}", "write `[first, second]`, or one `- item` a line"


def _expected_mapping(_ctx: Mapping[str, Any], value: object) -> tuple[str, str]:
    return f"expected a mapping, found {found(value)}", "write `key: value` lines"


def _form(ctx: Mapping[str, Any], _value: object) -> tuple[str, str]:
    return str(ctx["what"]), str(ctx["help"])


_SAYINGS: dict[str, Callable[[Mapping[str, Any], object], tuple[str, str]]] = {
    "form": _form,
    "string_type": _expected_text,
    "bool_type": _expected_flag,
    "literal_error": _expected_word,
    "string_pattern_mismatch": _pattern,
    "string_too_long": lambda ctx, _: (f"expected at most {ctx['max_length']} characters", ""),
    "tuple_type": _expected_list,
    "dict_type": _expected_mapping,
    "model_type": _expected_mapping,
    "model_attributes_type": _expected_mapping,
    "is_instance_of": _expected_mapping,
}
