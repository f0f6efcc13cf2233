"""How large an input may be before it is refused: bounds far above any honest contract."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one file.

    `bytes`: the largest real price list known is 0.2 MB, a contract with its full text 1 MB.
    `depth`: containers inside containers, aliases followed; a contract needs 8, and whoever walks the
    values recursively stays far from the interpreter's own limit.
    `scalar`: characters of one text; a 300-page contract has about 1 million.
    `nodes`: keys, values and ends of collections together; the largest real price list has 9,000.
    `alias_expansion`: characters of the file that aliases repeat, all together; it bounds what "billion
    laughs" can make of a small file to what a large file may hold anyway.
    `problems`: after so many, the file is not what its author thinks, and the rest is not read.
    """

    bytes: int = 8 * 1024 * 1024
    depth: int = 64
    scalar: int = 1024 * 1024
    nodes: int = 500_000
    alias_expansion: int = 1024 * 1024
    problems: int = 100


DEFAULT = Limits()
