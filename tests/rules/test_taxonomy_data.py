"""The laws that the taxonomy's data keep, read with plain PyYAML: no loader of slacheck stands between."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

TAXONOMY = Path(__file__).resolve().parents[2] / "rules" / "taxonomy"
FILES = sorted(TAXONOMY.rglob("*.yaml"))
NO_BREAK = "\u00a0"

LANGUAGES = ["en", "fr", "nl", "de"]
TYPES = frozenset(
    "boolean integer number percent duration money price date text texts choice choices".split()
)
KIND_KEYS = frozenset(
    "id tier burden name definition why applies_when may_charge_for target attributes".split()
)
TARGETS = frozenset({("percent", "higher"), ("duration", "lower")})

# Words that a YAML 1.1 reader takes for a boolean or for nothing.
YAML_1_1_WORDS = frozenset("y n yes no on off true false null ~".split())

# The kinds that the taxonomy began with. An id is never reused nor dropped: contracts and waivers name it.
REFERENCE_KINDS = frozenset(
    """
    confidentiality-undertaking personnel-confidentiality need-to-know-restriction tenant-isolation
    encryption role-based-access-control secure-defaults single-sign-on multi-factor-authentication
    user-lifecycle automated-provisioning privileged-access-control audit-logging security-patching
    vulnerability-management security-testing processing-terms data-protection-assistance data-location
    customer-data-ownership incident-notification personal-data-breach-notification incident-assistance
    incident-classification root-cause-analysis backup-restore recovery-objectives continuity-plan
    insolvency-protection force-majeure service-description availability-target measurement-method
    sla-exclusions maintenance-windows service-credits chronic-failure-termination service-level-reporting
    support-channel ticketing-system response-time-target resolution-time-target escalation-path
    premium-support governance-bodies duty-to-warn formal-notices law-and-disputes regulator-cooperation
    user-documentation technical-documentation knowledge-transfer user-training audit-rights
    compliance-evidence subcontractor-authorisation subcontractor-flow-down price-transparency
    option-explicit-consent price-indexation payment-terms fair-use-limits minimum-commitment liability-cap
    liability-carve-outs indemnities insurance conformity-warranty bespoke-ip licence-scope
    source-code-escrow exit-plan exit-assistance transition-period data-export data-deletion
    switching-charges right-to-switch customer-cooperation acceptable-use shared-responsibility-matrix
    scope-boundary change-control unilateral-change-limits written-contract contract-term renewal-terms
    termination-for-breach termination-for-convenience supplier-termination-notice suspension-limits
    assignment-change-of-control
    """.split()
)
FOUNDING_KINDS = frozenset(
    {"timeliness-target", "incident-communication", "decision-contact", "key-person-continuity"}
)


def data(name: str) -> Any:
    return yaml.safe_load((TAXONOMY / name).read_text(encoding="utf-8"))


CONDITIONS = data("conditions.yaml")["conditions"]
TIERS = data("tiers.yaml")["tiers"]
GROUPS = data("tiers.yaml")["groups"]
CLAUSES = {path.stem: data(f"clauses/{path.name}") for path in sorted((TAXONOMY / "clauses").glob("*.yaml"))}
KINDS = {kind["id"]: kind for kinds in CLAUSES.values() for kind in kinds}
BASELINE = [id_ for id_, kind in KINDS.items() if kind["tier"] == "baseline"]
QUESTIONS = data("questions.yaml")
WORDING = data("wording.yaml")
SYNONYMS = data("synonyms.yaml")["synonyms"]
AMBIGUOUS = data("synonyms.yaml")["ambiguous_synonyms"]
ATTRIBUTES = {
    f"{kind['id']}.{name}": attribute
    for kind in KINDS.values()
    for name, attribute in kind.get("attributes", {}).items()
}


def is_kebab(text: str) -> bool:
    return re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", text) is not None


def is_prose(text: object) -> bool:
    """Whether it is a text on one line, without space at its ends or twice in a row."""
    return isinstance(text, str) and text != "" and text == text.strip() and not re.search(r"\s\s|\n", text)


def scalars(value: Any) -> Iterator[object]:
    match value:
        case dict():
            for key, item in value.items():
                yield key
                yield from scalars(item)
        case list():
            for item in value:
                yield from scalars(item)
        case _:
            yield value


def french() -> Iterator[str]:
    yield from (condition["question"]["fr"] for condition in CONDITIONS if "question" in condition)
    yield from (text["fr"] for text in WORDING.values())
    for kind in QUESTIONS.values():
        yield kind["presence"]["fr"]
        yield from (question["fr"] for question in kind.get("attributes", {}).values())


# -- the files ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_begins_with_a_comment_that_says_what_it_is(path: Path) -> None:
    """Whoever opens a file learns from its first line what it holds."""
    assert re.match(r"# [A-Z]\w+ \S", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_line_fits_the_screen(path: Path) -> None:
    """No line is longer than 118 characters."""
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 118] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_key_stands_twice_in_a_mapping(path: Path) -> None:
    """PyYAML would keep the last of two equal keys and drop the first without a word."""
    nodes = [yaml.compose(path.read_text(encoding="utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert sorted(keys) == sorted(set(keys)), node.start_mark
            nodes += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_scalar_is_text_for_any_yaml_reader(path: Path) -> None:
    """Nothing but marks and the better boolean is a boolean, a number, a date or nothing, in YAML 1.1 or in 1.2."""
    values = scalars(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert {value for value in values if not isinstance(value, str)} <= {True, False}


def test_every_group_has_its_file_and_every_file_its_group() -> None:
    """A file of clause kinds is named by its group."""
    assert sorted(CLAUSES) == sorted(group["id"] for group in GROUPS)


# -- conditions, tiers, groups ------------------------------------------------------------------------


@pytest.mark.parametrize("items", [CONDITIONS, TIERS, GROUPS, list(KINDS.values())])
def test_ids_are_kebab_case_and_unique(items: list[dict[str, Any]]) -> None:
    """An id is lower-case words joined by hyphens, and names one thing."""
    ids = [item["id"] for item in items]
    assert all(map(is_kebab, ids))
    assert len(set(ids)) == len(ids)


def test_no_clause_kind_is_declared_twice_over_all_groups() -> None:
    """An id names one clause kind over all files."""
    assert len(KINDS) == sum(map(len, CLAUSES.values()))


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition["id"])
def test_a_condition_can_be_asked_about(condition: dict[str, Any]) -> None:
    """Every condition but `always` has a question in four languages for the contract that is silent."""
    assert is_prose(condition["meaning"])
    if condition["id"] == "always":
        assert condition.keys() == {"id", "meaning"}
    else:
        assert condition.keys() == {"id", "meaning", "question"}
        assert list(condition["question"]) == LANGUAGES
        assert all(is_prose(text) and text.endswith("?") for text in condition["question"].values())


@pytest.mark.parametrize(
    ("items", "says"), [(TIERS, "meaning"), (GROUPS, "description")], ids=["tiers", "groups"]
)
def test_a_tier_and_a_group_are_named_and_explained(items: list[dict[str, Any]], says: str) -> None:
    """Each has a name in four languages and a sentence that says what it is."""
    for item in items:
        assert item.keys() == {"id", "name", says}
        assert list(item["name"]) == LANGUAGES
        assert is_prose(item[says])


# -- clause kinds -------------------------------------------------------------------------------------


def test_no_kind_of_the_beginning_is_lost() -> None:
    """The taxonomy holds the 92 kinds of the reference and the four that the founding cases need."""
    assert len(REFERENCE_KINDS) == 92
    assert KINDS.keys() >= REFERENCE_KINDS | FOUNDING_KINDS


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_is_complete_and_says_nothing_else(kind: dict[str, Any]) -> None:
    """A kind has its keys and no other, names in four languages, a known tier and known conditions."""
    assert {"id", "tier", "name", "definition", "why", "applies_when"} <= kind.keys() <= KIND_KEYS
    assert kind["tier"] in {tier["id"] for tier in TIERS}
    assert list(kind["name"]) == LANGUAGES
    assert all(is_prose(text) for text in (*kind["name"].values(), kind["definition"], kind["why"]))
    assert kind["applies_when"]
    assert set(kind["applies_when"]) <= {condition["id"] for condition in CONDITIONS}
    assert is_prose(kind.get("may_charge_for", "nothing"))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_always_stands_alone(kind: dict[str, Any]) -> None:
    """A kind that always applies names no other condition: it would add nothing."""
    assert "always" not in kind["applies_when"] or kind["applies_when"] == ["always"]


def test_every_condition_is_used() -> None:
    """A condition on which no kind and no rule depends would be asked for nothing."""
    asked = {condition for kind in KINDS.values() for condition in kind["applies_when"]}
    rules = "".join(path.read_text(encoding="utf-8") for path in TAXONOMY.parent.rglob("*.yaml"))
    asked |= set(re.findall(r'fact\("([a-z0-9-]+)"\)', rules))
    assert {condition["id"] for condition in CONDITIONS} == asked


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_target_says_its_unit_and_which_way_is_better(kind: dict[str, Any]) -> None:
    """A target has a type and a direction, and the kind has an attribute of that type."""
    if target := kind.get("target"):
        assert target.keys() == {"type", "better"}
        assert (target["type"], target["better"]) in TARGETS
        assert target["type"] in {attribute["type"] for attribute in kind["attributes"].values()}


@pytest.mark.parametrize("where", ATTRIBUTES)
def test_an_attribute_has_a_type_and_a_meaning(where: str) -> None:
    """An attribute says its type and what it means, a choice its values, a charge that it is a price."""
    attribute = ATTRIBUTES[where]
    assert {"type", "means"} <= attribute.keys() <= {"type", "means", "values", "charge", "better", "burden"}
    assert attribute["type"] in TYPES
    assert is_prose(attribute["means"])
    assert attribute["means"][-1] not in ".?!"
    assert ("values" in attribute) == (attribute["type"] in {"choice", "choices"})
    assert attribute.get("charge") in {None, attribute["type"] == "price"}


@pytest.mark.parametrize("where", [where for where, attribute in ATTRIBUTES.items() if "better" in attribute])
def test_a_direction_fits_its_type(where: str) -> None:
    """A quantity is better higher or lower, a list with more or fewer, a boolean by a word, a choice in steps."""
    attribute = ATTRIBUTES[where]
    better = attribute["better"]
    match attribute["type"]:
        case "boolean":
            assert isinstance(better, bool)
        case "choice":
            words = [word for step in better for word in ([step] if isinstance(step, str) else step)]
            assert len(better) > 1
            assert len(words) == len(set(words))
            assert set(words) <= set(attribute["values"])
        case "choices" | "texts":
            assert better in {"more", "fewer"}
        case _:
            assert better in {"higher", "lower"}


def test_only_what_binds_the_customer_is_a_burden() -> None:
    """A burden is a quantity with a direction; a price is always one."""
    burdens = {where for where, attribute in ATTRIBUTES.items() if attribute.get("burden")}
    assert {where for where in burdens if "better" not in ATTRIBUTES[where]} == set()
    prices = {where for where, one in ATTRIBUTES.items() if one["type"] == "price" and "better" in one}
    assert prices <= burdens


def test_every_price_is_better_lower() -> None:
    """Whatever is charged, the buyer would rather pay less."""
    prices = [attribute for attribute in ATTRIBUTES.values() if attribute["type"] == "price"]
    assert [attribute for attribute in prices if attribute.get("better") != "lower"] == []


def test_no_attribute_name_carries_a_unit() -> None:
    """The type holds the unit; a name such as `survival_months` would state it a second time."""
    names = {where.partition(".")[2] for where in ATTRIBUTES}
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)] == []
    assert [
        name for name in names if re.search(r"_(minutes|hours|days|weeks|months|years|percent)$", name)
    ] == []


@pytest.mark.parametrize("where", [where for where, attribute in ATTRIBUTES.items() if "values" in attribute])
def test_a_choice_offers_distinct_words_that_no_reader_takes_for_a_boolean(where: str) -> None:
    """Values are kebab-case words, at least two, each once, none of them a boolean of YAML 1.1."""
    values = ATTRIBUTES[where]["values"]
    assert len(values) == len(set(values)) >= 2
    assert all(map(is_kebab, values))
    assert not set(values) & YAML_1_1_WORDS


def test_a_kind_has_at_most_one_charge() -> None:
    """Exercising a clause has one price, and a kind whose price must be fixed beforehand states it."""
    charges: defaultdict[str, int] = defaultdict(int)
    for where, attribute in ATTRIBUTES.items():
        charges[where.partition(".")[0]] += "charge" in attribute
    assert max(charges.values()) == 1
    assert all(charges[kind["id"]] for kind in KINDS.values() if kind["tier"] == "baseline-ex-ante")


# -- questions ----------------------------------------------------------------------------------------


def test_questions_cover_exactly_the_kinds() -> None:
    """Every kind has its questions, and nothing else has."""
    assert QUESTIONS.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_questions_cover_exactly_the_attributes(kind: dict[str, Any]) -> None:
    """A kind asks whether it is there and what each of its attributes is, in four languages."""
    questions = QUESTIONS[kind["id"]]
    assert questions.keys() <= {"presence", "attributes"}
    assert questions.get("attributes", {}).keys() == kind.get("attributes", {}).keys()
    for question in (questions["presence"], *questions.get("attributes", {}).values()):
        assert list(question) == LANGUAGES
        assert all(is_prose(text) and text.endswith("?") for text in question.values())


@pytest.mark.parametrize("where", BASELINE)
def test_the_presence_question_of_a_baseline_kind_names_the_base(where: str) -> None:
    """What belongs to the base is asked of the base: a yes about an option is no answer."""
    presence = QUESTIONS[where]["presence"]
    assert re.match(r"Does the base (service|contract) ", presence["en"])
    assert re.match(r"Le (service|contrat) de base ", presence["fr"])


# -- wording ------------------------------------------------------------------------------------------


def test_wording_covers_exactly_the_kinds_that_a_contract_must_hold() -> None:
    """Every kind but the negotiable ones has a proposed wording."""
    assert WORDING.keys() == {id_ for id_, kind in KINDS.items() if kind["tier"] != "negotiable"}


@pytest.mark.parametrize("where", WORDING)
def test_wording_is_a_few_sentences_in_four_languages_with_the_same_open_points(where: str) -> None:
    """Each language holds one to five sentences and equally many figures in brackets to settle."""
    text = WORDING[where]
    assert list(text) == LANGUAGES
    assert all(is_prose(wording) and wording.endswith(".") for wording in text.values())
    assert all(1 <= len(re.findall(r"\.(?= [A-ZÀÉÄÖÜ]|$)", wording)) <= 5 for wording in text.values())
    opened = {language: re.findall(r"\[[^\[\]]+\]", wording) for language, wording in text.items()}
    assert len({len(found) for found in opened.values()}) == 1
    assert all(len(opened[one]) == text[one].count("[") == text[one].count("]") for one in LANGUAGES)
    # A time of the day is `06:00` in one language and `6 heures` in another.
    figures = [
        [[int(n) for n in re.findall(r"\d+", point.replace(":00", ""))] for point in opened[one]]
        for one in LANGUAGES
    ]
    assert all(found == figures[0] for found in figures)


@pytest.mark.parametrize(
    "where", [id_ for id_ in WORDING if KINDS[id_] in CLAUSES["confidentiality"] + CLAUSES["access-control"]]
)
def test_protection_wording_leaves_no_door_to_an_option(where: str) -> None:
    """Confidentiality and access control are in the base, at no price, by default, silence or not."""
    needles = {
        "en": ("part of the base service", "at no separate price", "default", "[Ss]ilence|absence of an"),
        "fr": ("partie du service de base", "sans prix distinct", "par défaut", "[Ss]ilence|absence de"),
        "nl": (
            "deel uit van de basisdienst",
            "zonder afzonderlijke prijs",
            "standaard",
            "tilzwijgen|uitblijven",
        ),
        "de": ("Teil der Grundleistung", "ohne gesonderten Preis", "standardmäßig", "Schweigen|Ausbleiben"),
    }
    for language, text in WORDING[where].items():
        assert [needle for needle in needles[language] if not re.search(needle, text)] == []


@pytest.mark.parametrize("where", BASELINE)
def test_baseline_wording_says_base_and_no_price(where: str) -> None:
    """A baseline clause that forgets to say that it costs nothing more can be sold again as an option."""
    text = WORDING[where]
    assert "part of the base service, at no separate price" in text["en"]
    assert "partie du service de base, sans prix distinct" in text["fr"]
    assert "deel uit van de basisdienst, zonder afzonderlijke prijs" in text["nl"]
    assert "Teil der Grundleistung, ohne gesonderten Preis" in text["de"]


def test_french_keeps_its_punctuation_on_the_line() -> None:
    """A no-break space stands before `? ! ; : %` and inside `« »`, so that none begins a line."""
    assert [text for text in french() if re.search(r"[^\u00a0][?!;:»%]|«[^\u00a0]", text)] == []
    assert any(NO_BREAK in text for text in french())


# -- synonyms -----------------------------------------------------------------------------------------


def test_synonyms_cover_exactly_the_kinds_in_four_languages() -> None:
    """Every kind has at least two names in each language."""
    assert SYNONYMS.keys() == KINDS.keys()
    for synonyms in SYNONYMS.values():
        assert list(synonyms) == LANGUAGES
        assert all(len(terms) >= 2 and all(map(is_prose, terms)) for terms in synonyms.values())


def test_a_synonym_names_one_kind_unless_it_is_listed_as_ambiguous() -> None:
    """Within a language a term stands once, whatever its case; the list of ambiguous terms is exact."""
    users: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for id_, synonyms in SYNONYMS.items():
        for language, terms in synonyms.items():
            for term in terms:
                users[language, term.casefold()].append(id_)
    shared = {key: sorted(ids) for key, ids in users.items() if len(ids) > 1}
    listed = {
        (lang, term.casefold()): kinds for lang, terms in AMBIGUOUS.items() for term, kinds in terms.items()
    }
    assert shared == listed
