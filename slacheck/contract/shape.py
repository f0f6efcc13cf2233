"""The base of every model of the contract language."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel, ConfigDict


class Absence:
    """Marks an optional field whose absence means something by itself (no charge, no limit).

    A field that is optional without this mark is *unstated* when it is missing: a rule that reads it gets unknown.
    """


ABSENT_MEANS_NONE: Final = Absence()


class Shape(BaseModel):
    """Frozen and closed: an unknown key is an error, and no scalar is ever converted into another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
