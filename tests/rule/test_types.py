"""Types: what fits where, what two types share, and how a message calls them."""

from __future__ import annotations

import pytest

from slacheck.rule.types import (
    BOOL,
    DYN,
    INT,
    NUMBER,
    STRING,
    EnumType,
    ListType,
    MapType,
    ObjectType,
    describe,
    fits,
    join,
    kind,
)

STATUS = EnumType("status", ("included", "paid"))
SOME = EnumType("some", ("paid",))
ENTRY, BACKUP, AUDIT = ObjectType("entry"), ObjectType("entry:backup"), ObjectType("entry:audit")


@pytest.mark.parametrize(
    ("given", "wanted", "answer"),
    [
        (INT, INT, True),
        (INT, NUMBER, False),
        (DYN, INT, True),
        (INT, DYN, True),
        (STATUS, STRING, True),
        (STRING, STATUS, False),
        (SOME, STATUS, True),
        (STATUS, SOME, False),
        (BACKUP, ENTRY, True),
        (ENTRY, BACKUP, False),
        (BACKUP, AUDIT, False),
        (ListType(BACKUP), ListType(ENTRY), True),
        (ListType(INT), ListType(STRING), False),
        (MapType(STRING, STATUS), MapType(STRING, STRING), True),
        (MapType(INT, INT), MapType(STRING, INT), False),
        (ListType(INT), INT, False),
    ],
)
def test_a_type_fits_where_each_of_its_values_does(given, wanted, answer):
    """An enumeration is a text, a special thing is a general one; numbers are not mixed."""
    assert fits(given, wanted) is answer


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (INT, INT, INT),
        (INT, STRING, None),
        (STATUS, EnumType("tier", ("baseline",)), STRING),
        (BACKUP, AUDIT, ENTRY),
        (ENTRY, BACKUP, ENTRY),
        (BACKUP, ENTRY, ENTRY),
        (ENTRY, ObjectType("plan"), None),
        (ListType(BACKUP), ListType(AUDIT), ListType(ENTRY)),
        (ListType(INT), ListType(BOOL), None),
        (DYN, INT, DYN),
    ],
)
def test_two_types_share_the_nearest_one_that_both_fit(one, other, joined):
    """A list holds what its elements share."""
    assert join(one, other) == joined


@pytest.mark.parametrize(
    ("type_", "words", "name"),
    [
        (BOOL, "true or false", "bool"),
        (STATUS, "a value of `status`", "string"),
        (ListType(STATUS), "a list (each element a value of `status`)", "list"),
        (ListType(DYN), "a list", "list"),
        (MapType(STRING, INT), "a map", "map"),
        (ENTRY, "a thing of kind `entry`", "object"),
    ],
)
def test_a_message_calls_a_type_by_what_it_is(type_, words, name):
    """The words are those of a rule author."""
    assert (describe(type_), kind(type_)) == (words, name)
