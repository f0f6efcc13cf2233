"""A sketched contract as YAML that a team starts from: grouped, worded, with the rules that ask for each part."""

from __future__ import annotations

import re
from decimal import Decimal
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple

from slacheck.contract.read import API_VERSION, KIND
from slacheck.intake.scribe import Raw, Scribe, scalar
from slacheck.quantity import decimal_text
from slacheck.rule.sketch.draft import CUSTOMER, OPEN, SUPPLIER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.evidence import Route
    from slacheck.rule.model import Pack
    from slacheck.rule.sketch.sketch import Sketch

WIDTH = 110
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SECTIONS = ("documents", "precedence", "term", "law", "silence")
_WITH_REF = frozenset({"term", "law", "silence"})
_WORDS: Mapping[str, Mapping[str, str]] = {
    "title": {
        "en": "A contract on which every rule of these packs passes: a template to be filled in, not legal advice.",
        "fr": "Un contrat qui satisfait toutes les règles de ces lots : un modèle à compléter, pas un avis juridique.",
        "nl": "Een contract dat aan alle regels van deze pakketten voldoet: een sjabloon, geen juridisch advies.",
        "de": "Ein Vertrag, der alle Regeln dieser Pakete erfüllt: eine Vorlage zum Ausfüllen, keine Rechtsberatung.",
    },
    "made": {
        "en": "Made for {day}. Figures are house values of the packs or examples.",
        "fr": "Établi pour le {day}. Les chiffres sont des valeurs internes des lots, ou des exemples.",
        "nl": "Gemaakt voor {day}. Cijfers zijn huiswaarden van de pakketten, of voorbeelden.",
        "de": "Erstellt für den {day}. Zahlen sind Hauswerte der Pakete oder Beispiele.",
    },
    "settle": {
        "en": "What stands in [square brackets] is to be settled by the parties.",
        "fr": "Ce qui figure entre [crochets] est à fixer par les parties.",
        "nl": "Wat tussen [vierkante haken] staat, leggen de partijen vast.",
        "de": "Was in [eckigen Klammern] steht, legen die Parteien fest.",
    },
    "assumed": {
        "en": "Assumed of the service: {}.",
        "fr": "Supposé du service : {}.",
        "nl": "Aangenomen over de dienst: {}.",
        "de": "Über den Dienst angenommen: {}.",
    },
    "denied": {
        "en": "Denied, since otherwise the rules cannot be met, or some of them judge nothing: {}.",
        "fr": "Nié, sans quoi les règles ne peuvent être satisfaites, ou certaines ne jugent rien : {}.",
        "nl": "Ontkend, omdat anders niet aan de regels te voldoen is, of sommige niets beoordelen: {}.",
        "de": "Verneint, weil sonst die Regeln nicht erfüllbar sind oder einige nichts beurteilen: {}.",
    },
    "idle": {
        "en": "Rules that find nothing to judge in it, and so say nothing of it: {}.",
        "fr": "Règles qui n'y trouvent rien à juger, et n'en disent donc rien : {}.",
        "nl": "Regels die er niets te beoordelen vinden, en er dus niets over zeggen: {}.",
        "de": "Regeln, die darin nichts zu beurteilen finden und also nichts darüber sagen: {}.",
    },
    "needed": {
        "en": "asked for by {}",
        "fr": "demandé par {}",
        "nl": "vereist door {}",
        "de": "verlangt von {}",
    },
    "judged": {
        "en": "judged by {}",
        "fr": "jugé par {}",
        "nl": "beoordeeld door {}",
        "de": "beurteilt von {}",
    },
    OPEN: {
        "en": "[to be agreed]",
        "fr": "[à convenir]",
        "nl": "[overeen te komen]",
        "de": "[zu vereinbaren]",
    },
    CUSTOMER: {"en": "[customer]", "fr": "[client]", "nl": "[klant]", "de": "[Kunde]"},
    SUPPLIER: {"en": "[supplier]", "fr": "[prestataire]", "nl": "[leverancier]", "de": "[Dienstleister]"},
}


class Terms(NamedTuple):
    """For whom and from what a sketch is written."""

    packs: Sequence[Pack]
    taxonomy: Taxonomy
    wording: Callable[[str], Mapping[str, str]]
    """The proposed wording of a clause kind, by language."""
    today: date
    language: str


def text(sketch: Sketch, terms: Terms) -> str:
    """The contract as YAML."""
    return _Writer(sketch, terms).text()


class _Writer:
    def __init__(self, sketch: Sketch, terms: Terms) -> None:
        self._sketch = sketch
        self._terms = terms
        self._contract = sketch.contract
        self._to = Scribe()
        self._article = 0

    def text(self) -> str:
        """Everything, section by section."""
        self._header()
        self._to.line(0, f"apiVersion: {API_VERSION}")
        self._to.line(0, f"kind: {KIND}")
        self._metadata()
        self._parties()
        self._service()
        clauses = self._in_order(self._contract.get("clauses", ()))
        self._article = len(clauses)
        for name in _SECTIONS:
            self._section(name)
        self._article = 0
        self._clauses(clauses)
        self._levels()
        self._pricing()
        return self._to.text()

    # -- words

    def _say(self, key: str, *given: str, **named: str) -> str:
        words = _WORDS[key]
        return words.get(self._terms.language, words["en"]).format(*given, **named)

    def _remark(self, words: str, depth: int = 0) -> None:
        for line in wrap(
            words,
            WIDTH - 2 * depth - 2,
            break_long_words=False,
            break_on_hyphens=False,
            subsequent_indent="  ",
        ):
            self._to.comment(line, depth)

    def _asked(self, part: Route, depth: int) -> None:
        """Which rules ask for a part."""
        asked = self._sketch.asked.get(part)
        if asked is None:
            return
        said = [
            self._say(key, ", ".join(ids))
            for key, ids in (("needed", asked.needed), ("judged", asked.judged))
            if ids
        ]
        if said:
            self._remark("; ".join(said), depth)

    def _blank(self) -> None:
        self._to.lines.append("")

    # -- sections

    def _header(self) -> None:
        facts = self._contract["service"]["facts"]
        self._remark(self._say("title"))
        self._to.comment("")
        for pack in self._terms.packs:
            self._to.comment(f"  {pack.id} {pack.version}  sha256 {pack.sha256}")
        self._to.comment("")
        self._remark(self._say("made", day=self._terms.today.isoformat()))
        self._remark(self._say("settle"))
        for key, names in (
            ("assumed", [name for name, holds in facts.items() if holds]),
            ("denied", self._sketch.denied),
            ("idle", [rule.id for rule in self._sketch.idle]),
        ):
            if names:
                self._remark(self._say(key, ", ".join(names)))
        self._blank()

    def _metadata(self) -> None:
        given = dict(self._contract["metadata"])
        status = given.pop("status")
        self._blank()
        self._asked(("metadata",), 0)
        self._fields(0, {"metadata": {**given, "language": self._language(), "status": status}})

    def _language(self) -> str:
        """The language of the quoted words: that which was asked for, if all of them are there in it."""
        worded = [self._terms.wording(entry["clause"]) for entry in self._contract.get("clauses", ())]
        asked = self._terms.language
        return asked if all(asked in words for words in worded if words) else "en"

    def _parties(self) -> None:
        self._blank()
        self._asked(("parties",), 0)
        self._to.line(0, "parties:")
        self._fields(1, self._contract["parties"])

    def _service(self) -> None:
        service = self._contract["service"]
        self._blank()
        self._to.line(0, "service:")
        self._fields(1, {name: value for name, value in service.items() if name != "facts"})
        if not service["facts"]:
            return
        self._to.line(1, "facts:")
        for name, holds in service["facts"].items():
            self._to.line(2, f"{name}: {scalar(holds)}", self._terms.taxonomy.conditions[name].meaning)

    def _section(self, name: str) -> None:
        value = self._contract.get(name)
        if value is None:
            return
        self._blank()
        self._asked(("documents", 0) if name == "documents" else (name,), 0)
        if name in _WITH_REF:
            value = {**value, "ref": self._next_article()}
        self._fields(0, {name: value})

    def _next_article(self) -> str:
        self._article += 1
        return f"Art. {self._article}"

    # -- clauses and levels

    def _in_order(self, entries: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """The entries group by group, as the taxonomy orders the groups."""
        kinds, groups = self._terms.taxonomy.kinds, list(self._terms.taxonomy.groups)
        return sorted(entries, key=lambda entry: groups.index(kinds[entry["clause"]].group))

    def _clauses(self, entries: Sequence[Mapping[str, Any]]) -> None:
        if not entries:
            return
        self._blank()
        self._to.line(0, "clauses:")
        group = ""
        for entry in entries:
            kind = self._terms.taxonomy.kinds[entry["clause"]]
            if kind.group != group:
                group = kind.group
                self._blank()
                self._to.comment(f"-- {self._terms.taxonomy.groups[group]} --", 1)
            self._blank()
            self._asked(("clauses", kind.id), 1)
            self._to.line(1, f"- clause: {kind.id}", kind.name(self._terms.language))
            self._to.line(2, f"ref: {self._next_article()}")
            words = self._terms.wording(kind.id)
            self._folded(2, words.get(self._terms.language) or words.get("en") or "")
            self._fields(2, {name: value for name, value in entry.items() if name != "clause"})

    def _folded(self, depth: int, words: str) -> None:
        if not words:
            return
        self._to.line(depth, "text: >-")
        for line in wrap(words, WIDTH - 2 * depth - 2, break_long_words=False, break_on_hyphens=False):
            self._to.line(depth + 1, line)

    def _levels(self) -> None:
        levels = self._contract.get("service_levels", ())
        if levels:
            self._blank()
            self._to.line(0, "service_levels:")
        for number, level in enumerate(levels, 1):
            self._asked(("service_levels", level["clause"]), 1)
            self._entry(1, {**level, "ref": f"Annex 1.{number}"})

    def _pricing(self) -> None:
        pricing = dict(self._contract.get("pricing") or {})
        if not pricing:
            return
        options = pricing.pop("options", ())
        self._blank()
        self._asked(("pricing",), 0)
        self._to.line(0, "pricing:")
        self._fields(1, pricing)
        if options:
            self._to.line(1, "options:")
        for option in options:
            self._asked(("pricing", "options", 0), 2)
            self._entry(2, option)

    # -- values

    def _entry(self, depth: int, entry: Mapping[str, Any]) -> None:
        """An entry of a list, a field a line."""
        first = len(self._to.lines)
        self._fields(depth + 1, entry)
        indent = "  " * depth
        self._to.lines[first] = f"{indent}- {self._to.lines[first][len(indent) + 2 :]}"

    def _fields(self, depth: int, fields: Mapping[str, Any]) -> None:
        """Fields, each on one line if it fits."""
        for name, value in fields.items():
            line = f"{name}: {self._flow(value)}"
            if len(line) + 2 * depth <= WIDTH or not isinstance(value, dict):
                self._to.line(depth, line)
            else:
                self._to.line(depth, f"{name}:")
                self._fields(depth + 1, value)

    def _flow(self, value: Any) -> str:
        match value:
            case dict():
                return f"{{{', '.join(f'{name}: {self._flow(one)}' for name, one in value.items())}}}"
            case list() | tuple():
                return f"[{', '.join(map(self._flow, value))}]"
            case Decimal():
                return decimal_text(value)
            case Raw():
                return str(value)
            case str() if value in _WORDS:
                return scalar(self._say(value))
            case str() if _DATE.fullmatch(value):
                return value
            case _:
                return scalar(value)
