"""And, or and not, over whatever a question is asked of."""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import TypeVar

from qualcode.analysis.questions.meaning import CodeIs, MemoHolds, Said
from qualcode.analysis.questions.tree import And, Near, Node, Not, Or, Reach, Reached, parts_of

T = TypeVar("T")

# Those of some subjects that a term is true of, given how near codes must lie.
Holds = Callable[[Node, Set[T], Reach], Set[T]]


def true_of(node: Node, among: Set[T], reach: Reach, holds: Holds[T]) -> Set[T]:
    """Those of `among` that a node is true of; what is cheap to tell is asked first, the rest only of the others."""
    if isinstance(node, And):
        for part in sorted(node.parts, key=_cost):
            if not among:
                break
            among = true_of(part, among, reach, holds)
        return among
    if isinstance(node, Or):
        found: Set[T] = frozenset()
        for part in sorted(node.parts, key=_cost):
            found = found | true_of(part, among - found, reach, holds)
        return found
    if isinstance(node, Not):
        return among - true_of(node.part, among, reach, holds)
    if isinstance(node, Reached):
        return true_of(node.part, among, node.reach, holds)
    return holds(node, among, reach) if among else among


def _cost(node: Node) -> int:
    """What a part takes to tell: words of documents most."""
    if isinstance(node, (Said, Near)):
        return 3
    if isinstance(node, MemoHolds):
        return 2
    return 1 if isinstance(node, CodeIs) else max(map(_cost, parts_of(node)), default=0)
