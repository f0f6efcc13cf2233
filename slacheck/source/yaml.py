"""YAML to a positioned tree: one document, or all documents of a file.

Strict on purpose: besides broken syntax, the duplicate keys, merge keys, keys that are not text, unknown tags
and `%YAML 1.1` are refused, and aliases may repeat only a bounded amount of text.
"""

from __future__ import annotations

from slacheck.source.limits import DEFAULT, Limits
from slacheck.source.node import Node
from slacheck.source.problem import Problem, Unreadable
from slacheck.source.reader import Reader
from slacheck.source.span import Source, Span
from slacheck.source.text import decode

__all__ = ["DEFAULT", "Limits", "decode", "documents", "read"]


def read(source: Source, limits: Limits = DEFAULT) -> Node:
    """The only document of a file.

    Raises Unreadable with all the problems found; a file with no document or with several is one.
    """
    reader = Reader(source, limits)
    roots = reader.stream()
    if not roots and not reader.problems:
        raise Unreadable([_empty(source)])
    if len(roots) > 1:
        second = Span(source, roots[1].start, roots[1].start)
        reader.problems.append(
            Problem("a second document starts here", second, "keep one document in this file")
        )
    if reader.problems:
        raise Unreadable(reader.problems)
    return roots[0]


def documents(source: Source, limits: Limits = DEFAULT) -> list[Node]:
    """The documents of a file in order, none for a file that is empty or holds only comments.

    Raises Unreadable with the problems of all of them.
    """
    reader = Reader(source, limits)
    roots = reader.stream()
    if reader.problems:
        raise Unreadable(reader.problems)
    return roots


def _empty(source: Source) -> Problem:
    message = "the file holds only comments" if source.text.strip() else "the file is empty"
    return Problem(message, Span(source, 0, 0), "write a contract into it, or remove it")
