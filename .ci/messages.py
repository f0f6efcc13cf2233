"""Renews the catalogues: extracts every interface string, merges it into each `.po`, compiles each `.mo`.

    python .ci/messages.py          write them
    python .ci/messages.py --check  exit with 1 and say what differs, and what is not translated

`worded("...")`, `tongue("...")`, `tongue.many("...", "...")` and in templates `tongue("...")`, `many("...", "...")`
mark the strings. A new string is empty in the catalogues until somebody translates it; one that is gone is taken out.
"""

from __future__ import annotations

import ast
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1] / "slacheck"
sys.path.insert(0, str(ROOT.parent))

from slacheck.report.words import heading  # noqa: E402 - the package beside this script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RULES = ROOT.parent / "rules"
FOLDER = ROOT / "locale"
LANGUAGES = ("fr", "nl", "de")
KEYWORDS: dict[str, Any] = {"worded": None, "tongue": None, "many": (1, 2)}
OPTIONS = {"**.j2": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}


def from_python(
    file: BinaryIO, keywords: Iterable[str], _tags: object, **_options: object
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """The constant texts of every marking call, inside f-strings too, in the order of the file."""
    calls = [node for node in ast.walk(ast.parse(file.read())) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda one: (one.lineno, one.col_offset)):
        name = getattr(call.func, "id", None) or getattr(call.func, "attr", "")
        count = 2 if name == "many" else 1
        texts = [one.value for one in call.args[:count] if isinstance(one, ast.Constant)]
        if name in keywords and len(texts) == count and all(isinstance(text, str) for text in texts):
            yield call.lineno, name, tuple(texts) if count == 2 else texts[0], []


METHODS: Any = [("**.py", from_python), ("**.j2", "jinja2")]


def from_rules() -> Iterator[tuple[str, str]]:
    """What the packs say in English alone: the ids of rules as headings, and what the conditions mean."""
    for path in sorted(RULES.glob("*/*.yaml")):
        if (path.parent / "pack.yaml").exists() and path.name != "pack.yaml":
            yield f"rules/{path.parent.name}/{path.name}", heading(path.stem)
    path = RULES / "taxonomy" / "conditions.yaml"
    for condition in yaml.safe_load(path.read_text(encoding="utf-8"))["conditions"]:
        yield "rules/taxonomy/conditions.yaml", condition["meaning"]


def template() -> Catalog:
    """Every string of the package, in the order of the files that hold them."""
    catalogue = Catalog(project="slacheck", charset="utf-8", fuzzy=False)
    found = extract_from_dir(ROOT, METHODS, OPTIONS, KEYWORDS, strip_comment_tags=True)
    for name, _, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        catalogue.add(message, None, [(f"slacheck/{name}", None)], auto_comments=comments, context=context)
    for name, message in from_rules():
        catalogue.add(message, None, [(name, None)])
    return catalogue


def read(language: str) -> Catalog:
    """The catalogue that is there, or an empty one."""
    path = FOLDER / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language, project="slacheck", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return cast("Catalog", read_po(file, locale=language, charset="utf-8"))


class Renewed(Catalog):
    """A catalogue whose header names neither tools nor the hour: the same strings give the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        return [
            ("Project-Id-Version", "slacheck"),
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def renewed(language: str) -> tuple[bytes, bytes]:
    """The texts of `.po` and `.mo` as they should be."""
    old, new = read(language), Renewed(locale=language, charset="utf-8", fuzzy=False, header_comment="#")
    for message in template():
        if not message.id:
            continue
        known = old.get(message.id)
        plural = isinstance(message.id, tuple)
        empty: Any = ("",) * new.num_plurals if plural else ""
        said = known.string if known is not None and isinstance(known.string, tuple) == plural else empty
        new.add(message.id, said, message.locations)
    po, mo = BytesIO(), BytesIO()
    write_po(po, new, width=110, include_lineno=False)
    write_mo(mo, new)
    return po.getvalue().removeprefix(b"#\n").rstrip(b"\n") + b"\n", mo.getvalue()


def main(arguments: list[str]) -> int:
    """Write or check; returns the exit code."""
    code = 0
    for language in LANGUAGES:
        po, mo = renewed(language)
        open_still = [one.id for one in read(language) if one.id and not _said(one)]
        for path, found in ((FOLDER / f"{language}.po", po), (FOLDER / f"{language}.mo", mo)):
            if "--check" not in arguments:
                path.write_bytes(found)
            elif not path.exists() or path.read_bytes() != found:
                print(f"{path.name} is not up to date: run `make messages`")
                code = 1
        if open_still:
            print(f"{language}: {len(open_still)} not translated")
            code = 1 if "--check" in arguments else code
    return code


def _said(message: Any) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
