"""A question as a tree of terms, and how far apart two passages may be that are asked for together."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualcode.transcripts.span import Span

NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Reach:
    """How near one passage must be to another: `words` between them at most, or in the same `unit`.

    `unit` is passage (both share words), sentence, turn or document; it is empty where `words` counts.
    """

    unit: str = ""
    words: int = 0

    def __str__(self) -> str:
        return self.unit or str(self.words)


PASSAGE, SENTENCE, TURN, DOCUMENT = Reach("passage"), Reach("sentence"), Reach("turn"), Reach("document")


class Node:
    """A part of a question that is true or false of an excerpt, a document or a participant."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Term(Node):
    """`field:value` as it was typed; `attr:` also has a name.

    `compared` is =, !=, <, <=, > or >=; for a code, = is its own excerpts alone, and it is empty for all others.
    `place` is the whole term, `value_place` what stands after the colon: half-open, code points of the question.
    """

    field: str
    value: str
    name: str = ""
    compared: str = ""
    place: Span = dataclasses.field(default=NOWHERE, compare=False)
    value_place: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not(Node):
    """What its part is not true of."""

    part: Node


@dataclass(frozen=True, slots=True)
class And(Node):
    """What all its parts are true of; there are at least two."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """What one of its parts is true of; there are at least two."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Near(Node):
    """Two places within a distance of each other; either side is a code, words, or several of these with `or`."""

    left: Node
    right: Node
    within: Reach
    place: Span = dataclasses.field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Reached(Node):
    """A saved question within another, which says itself how near codes must lie."""

    part: Node
    reach: Reach


@dataclass(frozen=True, slots=True)
class Question:
    """A whole question: what must be true, None where everything is meant, and how near codes must lie.

    `reach` is None where the question does not say, which means the same passage.
    """

    tree: Node | None = None
    reach: Reach | None = None
    reach_place: Span = dataclasses.field(default=NOWHERE, compare=False)


def all_of(parts: Iterable[Node]) -> Node:
    """The parts joined by `and`; one alone is itself."""
    found = tuple(inner for part in parts for inner in (part.parts if isinstance(part, And) else (part,)))
    return found[0] if len(found) == 1 else And(found)


def any_of(parts: Iterable[Node]) -> Node:
    """The parts joined by `or`; one alone is itself."""
    found = tuple(inner for part in parts for inner in (part.parts if isinstance(part, Or) else (part,)))
    return found[0] if len(found) == 1 else Or(found)


def parts_of(node: Node) -> tuple[Node, ...]:
    """What a node is made of; nothing for a term."""
    if isinstance(node, (And, Or)):
        return node.parts
    if isinstance(node, (Not, Reached)):
        return (node.part,)
    return (node.left, node.right) if isinstance(node, Near) else ()


def leaves(node: Node, *, asked: bool = True) -> Iterator[tuple[Node, bool]]:
    """The terms in their order, each with whether it is asked for: not under an odd number of `not`."""
    inner = parts_of(node)
    if not inner:
        yield node, asked
    for part in inner:
        yield from leaves(part, asked=asked != isinstance(node, Not))
