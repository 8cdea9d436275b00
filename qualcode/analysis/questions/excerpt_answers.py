"""Which excerpts a question is about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from qualcode.analysis.excerpts import Choice, Excerpt, excerpts, is_interviewers
from qualcode.analysis.questions.algebra import true_of
from qualcode.analysis.questions.facts import Facts
from qualcode.analysis.questions.meaning import (
    Against,
    CellIs,
    CodeIs,
    CoderIs,
    DocumentIs,
    EarlierWording,
    InterviewersWords,
    Kept,
    MemoHolds,
    OnlyUnder,
    PassageIs,
    PersonIs,
    Said,
)
from qualcode.analysis.questions.nearness import Nearby, Place, Readable, pairs
from qualcode.analysis.questions.tree import PASSAGE, And, Near, Node, Or, Question, Reach, leaves
from qualcode.transcripts.span import Span

_MOST_NAMED = 900  # documents that are asked for by name; of more it is faster to read all


def found_excerpts(conn: sqlite3.Connection, question: Question, *, seen: bool = False) -> list[Excerpt]:
    """The excerpts that a bound question is about, by document, code and place.

    Those under the codes it asks for (under any, where it asks for none), of which it is true. `seen` takes all
    codings that may be seen, not just those counted.
    """
    tree = question.tree
    if tree is None:
        return excerpts(conn, Choice(seen=seen))
    documents = _documents(tree)
    if isinstance(tree, CodeIs):
        return excerpts(conn, Choice(codes=tree.ids, seen=seen))
    asked = [node.ids for node, wanted in leaves(tree) if isinstance(node, CodeIs) and wanted]
    named = [node.ids for node, _ in leaves(tree) if isinstance(node, CodeIs)]
    candidates = frozenset().union(*asked) if asked else None
    every = None if candidates is None else frozenset().union(*named)
    found = excerpts(conn, Choice(codes=every, documents=documents, seen=seen))
    facts, kept = Facts(conn), list[Excerpt]()
    for document_id, own in groupby(found, key=lambda one: one.document_id):
        judged = InDocument(conn, facts, document_id, list(own))
        kept += judged.those(tree, candidates, question.reach or PASSAGE)
    return kept


def _documents(tree: Node) -> Set[str] | None:
    """The few documents that a question is restricted to, None where it may be about any."""
    parts = tree.parts if isinstance(tree, And) else (tree,)
    named = [part.ids for part in parts if isinstance(part, DocumentIs)]
    named += [frozenset([part.document_id]) for part in parts if isinstance(part, PassageIs)]
    both = frozenset.intersection(*named) if named else None
    return both if both is not None and len(both) <= _MOST_NAMED else None


class InDocument:
    """The excerpts of one document, told by what they hold and what lies near them."""

    def __init__(self, conn: sqlite3.Connection, facts: Facts, document_id: str, own: Sequence[Excerpt]) -> None:
        self.document = Readable(conn, document_id)
        self._facts, self._own = facts, own
        self._nearby: dict[tuple[Node, Reach], Nearby] = {}

    def those(self, tree: Node, codes: Set[str] | None, reach: Reach) -> list[Excerpt]:
        """The excerpts under some codes (any where None) that a tree is true of."""
        among = frozenset(place for place, one in enumerate(self._own) if codes is None or one.code_id in codes)
        return [self._own[place] for place in sorted(true_of(tree, among, reach, self._those))]

    def _those(self, node: Node, among: Set[int], reach: Reach) -> Set[int]:
        if isinstance(node, DocumentIs):
            return among if self.document.id in node.ids else frozenset()
        return frozenset(place for place in among if self._is(node, self._own[place], reach))

    def _is(self, node: Node, one: Excerpt, reach: Reach) -> bool:
        if isinstance(node, CodeIs):
            return one.code_id in node.ids or self._is_near(node, one, reach)
        if isinstance(node, Near):
            return self._is_near(node, one, reach)
        if isinstance(node, OnlyUnder):
            return one.code_id in node.ids
        if isinstance(node, PersonIs):
            return one.participant_id in node.ids
        if isinstance(node, CoderIs):
            return not node.ids.isdisjoint(one.coder_ids)
        if isinstance(node, Against):
            return one.against
        if isinstance(node, CellIs):
            return self._facts.cells.get((one.participant_id or "", one.code_id)) in node.states
        if isinstance(node, EarlierWording):
            return not self._facts.under_earlier_wordings.isdisjoint(one.coding_ids)
        return self._passage_is(node, one, Span(one.start, one.stop))

    def _passage_is(self, node: Node, one: Excerpt, span: Span) -> bool:
        if isinstance(node, Said):
            return self.document.says(node.words, span)
        if isinstance(node, PassageIs):
            if node.codings:
                return not node.codings.isdisjoint(one.coding_ids)
            return self.document.id == node.document_id and span.overlaps(node.span)
        if isinstance(node, Kept):
            return any(span.overlaps(quote) for quote in self._facts.kept.get(self.document.id, ()))
        if isinstance(node, MemoHolds):
            memos = self._facts.memos(node.words)
            passages = memos.passages.get(self.document.id, ())
            return not memos.rows.isdisjoint(one.coding_ids) or any(span.overlaps(other) for other in passages)
        if isinstance(node, InterviewersWords):
            kind = self._facts.kinds[self.document.id]
            return is_interviewers(kind, one.participant_id, lambda: self.document.asking(span))
        raise TypeError(f"nothing an excerpt can be: {node!r}")

    def _is_near(self, node: Node, one: Excerpt, reach: Reach) -> bool:
        if (node, reach) not in self._nearby:
            self._nearby[node, reach] = Nearby(self.document, self.places(node), reach)
        return self._nearby[node, reach].near(_place(one), itself=True)

    def places(self, node: Node) -> frozenset[Place]:
        """Where in the document a code, words or two near each other stand."""
        return frozenset(self._places(node))

    def _places(self, node: Node) -> Iterator[Place]:
        if isinstance(node, CodeIs):
            yield from (_place(one) for one in self._own if one.code_id in node.ids)
        elif isinstance(node, Said):
            yield from map(Place, self.document.places_of(node.words))
        elif isinstance(node, Or):
            for part in node.parts:
                yield from self._places(part)
        elif isinstance(node, Near):
            yield from pairs(self.document, self.places(node.left), self.places(node.right), node.within)


def _place(one: Excerpt) -> Place:
    return Place(Span(one.start, one.stop), one.id)
