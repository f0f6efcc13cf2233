"""Names in any style give the words that a reader sees in them, and remember where these stand."""

from __future__ import annotations

import pytest

from slacheck.intake.tokens import fold, sentence, sentences


def folds(text: str) -> str:
    return " ".join(token.fold for token in sentence(text).tokens)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("customSamlSSO", "custom saml sso"),
        ("custom_saml_sso", "custom saml sso"),
        ("custom-saml-sso", "custom saml sso"),
        ("Custom SAML SSO", "custom saml sso"),
        ("SAMLSingleSignOn", "saml single sign on"),
        ("SSL/TLSEncryption", "ssl tls encryption"),
        ("required2FA", "required 2 fa"),
        ("customSLAs", "custom sla"),
        ("256BitAES", "256 bit aes"),
        ("24x7Support", "24 7 support"),
        ("24/7Support", "24 7 support"),
        ("24×7 Support", "24 7 support"),
        ("oAuthGoogle", "oauth google"),
        ("eSignatures", "esignature"),
        ("iOSApp", "ios app"),
        ("i + e", "i e"),
        ("version1e", "version 1 e"),
        ("Größe", "grosse"),
        ("contrôle d’accès", "controle d acce"),
        ("Œuvres", "oeuvre"),
        ("", ""),
        ("!?… 漢字", ""),
    ],
)
def test_a_name_falls_into_its_words(name: str, words: str) -> None:
    """Case, digits, punctuation and capitals part words; accents and styles do not matter."""
    assert folds(name) == words


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Policies", "policy"),
        ("boxes", "box"),
        ("roles", "role"),
        ("access", "access"),
        ("status", "status"),
        ("https", "https"),
        ("SMS", "sms"),
        ("ties", "tie"),
        ("authorisation", "authorization"),
        ("customised", "customized"),
        ("centres", "center"),
        ("noise", "noise"),
    ],
)
def test_a_fold_is_singular_and_american(word: str, folded: str) -> None:
    """Number and spelling do not tell words apart; what only looks like a plural stays."""
    assert fold(word) == folded


@pytest.mark.parametrize(
    ("text", "written"), [("Größe und Zugriff", "Größe"), ("OAuth login", "OAuth"), ("Œuvres", "Œuvres")]
)
def test_a_token_knows_its_word_as_written(text: str, written: str) -> None:
    """Where a letter is folded into two, or two tokens into one, the place is that of the text."""
    first = sentence(text).tokens[0]

    assert text[first.start : first.end] == written


def test_a_description_falls_into_sentences_at_stops_and_lines() -> None:
    """A point inside `SAML 2.0` ends nothing, and what holds no word is no sentence."""
    found = sentences("SAML 2.0 login. No logs!\n...\nSoon; later")

    assert [" ".join(token.fold for token in each.tokens) for each in found] == [
        "saml 2 0 login",
        "no log",
        "soon",
        "later",
    ]
