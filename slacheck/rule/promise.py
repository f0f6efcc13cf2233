"""What is promised and measured, wherever the contract writes it: as attributes of a clause or as a service level.

A `promise` is one stated figure of a clause kind; what states no figure is no promise. A `credit` is what follows a
missed one, as the clause on service credits or the remedy of a level says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from slacheck.contract.model import Clause, ServiceLevel
from slacheck.quantity import Duration, Percent
from slacheck.rule.arithmetic import usual_seconds
from slacheck.rule.evidence import Evidence, Missing
from slacheck.rule.schema import Field, Function, Presence
from slacheck.rule.types import BOOL, DURATION, INT, PERCENT, EnumType, ListType, ObjectType
from slacheck.tongue import worded
from slacheck.truth import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from slacheck.rule.facts import Facts
    from slacheck.rule.schema import Proof
    from slacheck.rule.types import Type
    from slacheck.truth import Unknown

GRADES = ("critical", "high", "medium", "low")
"""The grades of an incident, the gravest first."""
_SEVERITIES: Mapping[str, tuple[str, ...]] = {
    "critical": (
        "critical",
        "blocking",
        "blocker",
        "critique",
        "bloquant",
        "kritiek",
        "kritisch",
        "blokkerend",
    ),
    "high": ("high", "major", "urgent", "majeur", "haut", "élevé", "hoog", "hoch", "schwer"),
    "medium": ("medium", "moderate", "normal", "moyen", "gemiddeld", "mittel", "normaal"),
    "low": ("low", "minor", "mineur", "faible", "bas", "laag", "niedrig", "gering"),
}
_GRADE_OF = {word: grade for grade, words in _SEVERITIES.items() for word in words} | {
    f"{prefix}{number}": grade
    for number, grade in enumerate(GRADES, 1)
    for prefix in ("", "p", "s", "sev", "sev ", "sev-", "prio ", "priority ", "severity ", "level ")
}
"""The usual words for a grade in the four languages, in lower case."""

PROMISE, CREDIT = ObjectType("promise"), ObjectType("credit")
GRADE = EnumType("grade", GRADES)


class Promise(NamedTuple):
    """One stated figure."""

    place: Clause | ServiceLevel
    target: Percent | None = None
    time: Duration | None = None
    window: Duration | None = None
    grade: str | None = None
    """The grade of incident, where the contract's word for it is known."""

    @property
    def id(self) -> str:
        """How a report calls it."""
        own = self.place.id or self.place.clause
        return f"{own}-{self.grade}" if self.grade and isinstance(self.place, Clause) else own


class Credit(NamedTuple):
    """What a missed promise earns."""

    place: Clause | ServiceLevel
    per_miss: Percent | None
    cap: Percent | None
    automatic: bool | None
    claim_within: Duration | None

    @property
    def id(self) -> str:
        """How a report calls it."""
        return self.place.id or self.place.clause


# Which attributes of which kind state a figure.
_PERCENTS = {"availability-target": ("target", "period"), "timeliness-target": ("on_time_rate", "")}
_TIMES = {"recovery-objectives": "rto"}
_GRADED = ("response-time-target", "resolution-time-target")


def promised_attributes(kind_id: str) -> tuple[str, ...]:
    """The attributes of a kind that make its promises."""
    if kind_id in _PERCENTS:
        return tuple(name for name in _PERCENTS[kind_id] if name)
    return GRADES if kind_id in _GRADED else (_TIMES.get(kind_id, "deadline"),)


CREDITED = ("per_miss", "cap", "automatic", "claim_within")
"""The attributes of `service-credits` that make a credit."""


def promises(facts: Facts, kind_id: str) -> tuple[Promise, ...]:
    """The promises of a kind, in the order of the contract, its clauses first; the same figure twice is one promise."""
    known = facts.promises.get(kind_id)
    if known is None:
        known = facts.promises[kind_id] = _promises(facts, kind_id)
    return known


def _promises(facts: Facts, kind_id: str) -> tuple[Promise, ...]:
    entries = [entry for entry in facts.entries.get(kind_id, ()) if entry.provided is True]
    levels = [level for level in facts.levels.get(kind_id, ()) if level.target is not None]
    found = (*(one for entry in entries for one in _of_entry(entry)), *map(_of_level, levels))
    return tuple({one[1:]: one for one in found}.values())


def _of_entry(entry: Clause) -> Iterator[Promise]:
    stated = entry.attributes.get
    if entry.clause in _PERCENTS:
        target, window = _PERCENTS[entry.clause]
        if (figure := stated(target)) is not None:
            yield Promise(
                entry, target=cast("Percent", figure), window=cast("Duration | None", stated(window))
            )
    elif entry.clause in _GRADED:
        for grade in GRADES:
            if (figure := stated(grade)) is not None:
                yield Promise(entry, time=cast("Duration", figure), grade=grade)
    else:
        figure = stated(_TIMES.get(entry.clause, "deadline"))
        if isinstance(figure, Duration):
            yield Promise(entry, time=figure)


def _of_level(level: ServiceLevel) -> Promise:
    bound = level.target.bound if level.target is not None else None
    grade = None if level.severity is None else _GRADE_OF.get(level.severity.strip().casefold())
    return Promise(
        level,
        target=bound if isinstance(bound, Percent) else None,
        time=bound if isinstance(bound, Duration) else None,
        window=level.window,
        grade=grade,
    )


def _slowest(facts: Facts, kind_id: str, grade: str) -> Duration | Unknown:
    """The longest time that is promised for a grade; unknown where none is."""
    times = [one.time for one in promises(facts, kind_id) if one.grade == grade and one.time is not None]
    return max(times, key=usual_seconds, default=UNKNOWN)


def credits(facts: Facts) -> tuple[Credit, ...]:  # noqa: A001 - the word of the field
    """The credits that the contract grants, in its order, clauses first; the same terms twice are one credit."""
    entries = facts.entries.get("service-credits", ())
    found = [_credit_of_entry(entry) for entry in entries if entry.provided is True]
    for level in facts.contract.service_levels:
        said = level.remedy
        if said is not None:
            found.append(Credit(level, said.credit, said.cap, said.automatic, said.claim_within))
    return tuple({one[1:]: one for one in found}.values())


def _credit_of_entry(entry: Clause) -> Credit:
    stated = entry.attributes.get
    return Credit(
        entry,
        cast("Percent | None", stated("per_miss")),
        cast("Percent | None", stated("cap")),
        cast("bool | None", stated("automatic")),
        cast("Duration | None", stated("claim_within")),
    )


def promise_fields() -> dict[str, Field]:
    """What a rule may read of a promise."""
    return _fields(
        ("target", PERCENT, lambda own: cast("Promise", own).target),
        ("time", DURATION, lambda own: cast("Promise", own).time),
        ("window", DURATION, lambda own: cast("Promise", own).window),
        ("grade", GRADE, lambda own: cast("Promise", own).grade),
        ("rank", INT, _rank),
    )


def _rank(own: object) -> int | None:
    grade = cast("Promise", own).grade
    return None if grade is None else GRADES.index(grade) + 1


def credit_fields() -> dict[str, Field]:
    """What a rule may read of a credit."""
    return _fields(
        ("per_miss", PERCENT, lambda own: cast("Credit", own).per_miss),
        ("cap", PERCENT, lambda own: cast("Credit", own).cap),
        ("automatic", BOOL, lambda own: cast("Credit", own).automatic),
        ("claim_within", DURATION, lambda own: cast("Credit", own).claim_within),
    )


def _fields(*given: tuple[str, Type, Callable[[object], object]]) -> dict[str, Field]:
    return {name: Field(name, type_, Presence.UNSTATED, (), get) for name, type_, get in given}


def _promises_proof(facts: Facts, kind_id: str) -> Proof:
    found = promises(facts, kind_id)
    if not found:
        return (
            Evidence(("clauses", kind_id), worded("no figure is promised for `{clause}`", clause=kind_id)),
        ), ()
    routes = dict.fromkeys(route for one in found if (route := facts.locate(one)) is not None)
    return tuple(Evidence(route, worded("a figure for `{clause}`", clause=kind_id)) for route in routes), ()


def _slowest_proof(facts: Facts, kind_id: str, grade: str) -> Proof:
    found = [one for one in promises(facts, kind_id) if one.grade == grade and one.time is not None]
    if not found:
        return (), (Missing(("clauses", kind_id), "promise", grade),)
    said = (
        Evidence(
            route,
            worded(
                "`{clause}` is {time} for the grade `{grade}`", clause=kind_id, time=one.time, grade=grade
            ),
        )
        for one in found
        if (route := facts.locate(one)) is not None
    )
    return tuple(said), ()


def functions(ids: EnumType) -> tuple[Function, ...]:
    """The functions of promises; `ids` names the clause kinds."""
    return (
        Function("promises", (ids,), ListType(PROMISE), promises, _promises_proof),
        Function("slowest", (ids, GRADE), DURATION, _slowest, _slowest_proof),
        Function("credits", (), ListType(CREDIT), credits),
    )
