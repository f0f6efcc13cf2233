"""The words of the taxonomy that a report needs only for what it found: questions and proposed wording."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from slacheck.source.route import pointer
from slacheck.tongue import ENGLISH, speak

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slacheck.contract.taxonomy import Taxonomy
    from slacheck.rule.evidence import Missing


class Phrasebook(Protocol):
    """Where the words come from; a face reads them from disk when the first is asked for."""

    def wording(self, kind: str) -> Mapping[str, str]:
        """The proposed wording of a clause kind, by language; empty where there is none."""

    def presence(self, kind: str) -> Mapping[str, str]:
        """The question whether a clause kind is part of the base service, by language."""

    def attribute(self, kind: str, name: str) -> Mapping[str, str]:
        """The question about one attribute, by language; empty where there is none."""


def spoken(texts: Mapping[str, str], language: str) -> str | None:
    """A text in a language, or in English where it has none."""
    return texts.get(language) or texts.get("en")


class Voice:
    """Says the texts of packs to one reader, and keeps those that it had to say in English."""

    def __init__(self, language: str) -> None:
        self.tongue = speak(language)
        self.language = language
        self.borrowed: set[str] = set()

    def of(self, texts: Mapping[str, str]) -> str | None:
        """A text in the reader's language, or in English where it has none."""
        own = texts.get(self.language)
        return own or self.english(texts.get("en"))

    def english(self, text: str | None) -> str | None:
        """A text that exists in English only."""
        if text and self.language != ENGLISH:
            self.borrowed.add(text)
        return text


def question_text(missing: Missing, taxonomy: Taxonomy, phrases: Phrasebook, voice: Voice) -> str:
    """A missing fact as a question to the supplier."""
    if missing.reason:
        return voice.tongue(
            "What does the contract say about `{field}`? As it stands, {reason}.",
            field=missing.field,
            reason=missing.reason,
        )
    return _known_question(missing, taxonomy, phrases, voice) or voice.tongue(
        "What does the contract say about `{field}` (`{route}`)?",
        field=missing.field,
        route=pointer(missing.route),
    )


def _known_question(missing: Missing, taxonomy: Taxonomy, phrases: Phrasebook, voice: Voice) -> str | None:
    if missing.owner == "fact":
        condition = taxonomy.conditions.get(missing.field)
        return voice.of(condition.question) if condition else None
    if missing.owner.startswith("attributes:"):
        return voice.of(phrases.attribute(missing.owner.partition(":")[2], missing.field))
    if missing.owner == "charge":
        price = taxonomy.kinds[missing.field].charge_attribute
        return voice.of(phrases.attribute(missing.field, price)) if price else None
    if missing.owner == "clause":
        return voice.of(phrases.presence(missing.field))
    texts = FIELD_QUESTIONS.get((missing.owner, missing.field))
    return voice.of(texts) if texts else None


FIELD_QUESTIONS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("Consent", "on_silence"): {
        "en": "What does it mean if the customer does not answer the offer of this option?",
        "fr": "Que signifie l'absence de réponse du client à l'offre de cette option ?",
        "nl": "Wat betekent het als de klant niet antwoordt op het aanbod van deze optie?",
        "de": "Was bedeutet es, wenn der Kunde auf das Angebot dieser Option nicht antwortet?",
    },
    ("Consent", "risk_borne_by"): {
        "en": "Who answers for harm that this option would have prevented, if it was not ordered?",
        "fr": "Qui répond du dommage que cette option aurait évité, si elle n'a pas été commandée ?",
        "nl": "Wie staat in voor schade die deze optie had voorkomen, als zij niet is besteld?",
        "de": "Wer haftet für Schäden, die diese Option verhindert hätte, wenn sie nicht bestellt wurde?",
    },
    ("Consent", "default"): {
        "en": "What holds while nobody has answered the offer of this option: is the data protected meanwhile?",
        "fr": "Que se passe-t-il tant que personne n'a répondu à l'offre : les données sont-elles protégées ?",
        "nl": "Wat geldt zolang niemand op het aanbod heeft geantwoord: zijn de gegevens intussen beschermd?",
        "de": "Was gilt, solange niemand auf das Angebot antwortet: sind die Daten in dieser Zeit geschützt?",
    },
    ("Consent", "offered_by"): {
        "en": "By which channel was this option offered, and was it announced as a risk?",
        "fr": "Par quel canal cette option a-t-elle été proposée, et le risque a-t-il été signalé comme tel ?",
        "nl": "Via welk kanaal is deze optie aangeboden, en is het risico als zodanig gemeld?",
        "de": "Auf welchem Weg wurde diese Option angeboten, und wurde das Risiko als solches angezeigt?",
    },
    ("Consent", "agreed_channel"): {
        "en": "Did the parties agree on this channel for formal notices, with proof of receipt?",
        "fr": "Les parties ont-elles convenu de ce canal pour les notifications, avec preuve de réception ?",
        "nl": "Zijn de partijen dit kanaal overeengekomen voor kennisgevingen, met bewijs van ontvangst?",
        "de": "Haben die Parteien diesen Weg für förmliche Mitteilungen vereinbart, mit Empfangsnachweis?",
    },
    ("Option", "consent"): {
        "en": "How was this option offered, and what does silence on the offer mean?",
        "fr": "Comment cette option a-t-elle été proposée, et que signifie le silence sur cette offre ?",
        "nl": "Hoe is deze optie aangeboden, en wat betekent stilzwijgen op dat aanbod?",
        "de": "Wie wurde diese Option angeboten, und was bedeutet Schweigen auf das Angebot?",
    },
}
