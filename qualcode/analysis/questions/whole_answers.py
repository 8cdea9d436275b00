"""Which documents and which participants a question is about."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Set

from qualcode.analysis.excerpts import Choice, Excerpt, excerpts
from qualcode.analysis.questions.algebra import true_of
from qualcode.analysis.questions.excerpt_answers import InDocument, found_excerpts
from qualcode.analysis.questions.facts import Facts
from qualcode.analysis.questions.meaning import (
    CellIs,
    CodeIs,
    DocumentIs,
    InterviewersWords,
    Kept,
    MemoHolds,
    PassageIs,
    PersonIs,
    Said,
)
from qualcode.analysis.questions.nearness import Readable
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.analysis.questions.tree import DOCUMENT, Near, Node, Question, Reach, Reached, leaves, parts_of


def found_documents(conn: sqlite3.Connection, question: Question, *, seen: bool = False) -> list[str]:
    """The ids of the documents that a bound question is true of, in the order they came."""
    ordered = [
        row[0] for row in conn.execute("SELECT id FROM document WHERE deleted_at IS NULL ORDER BY position, name")
    ]
    _check_reach(question, "documents")
    if question.tree is None:
        return ordered
    found = true_of(question.tree, frozenset(ordered), DOCUMENT, _Documents(conn, seen).those)
    return [document for document in ordered if document in found]


def found_people(conn: sqlite3.Connection, question: Question, *, seen: bool = False) -> list[str]:
    """The ids of the participants that a bound question is true of, by pseudonym."""
    ordered = [
        row[0]
        for row in conn.execute(
            "SELECT id FROM participant WHERE deleted_at IS NULL ORDER BY length(pseudonym), pseudonym"
        )
    ]
    _check_reach(question, "participants")
    if question.tree is None:
        return ordered
    found = true_of(question.tree, frozenset(ordered), DOCUMENT, _People(conn, seen).those)
    return [person for person in ordered if person in found]


def _check_reach(question: Question, whom: str) -> None:
    if question.reach not in (None, DOCUMENT) or (question.tree is not None and _says_reach(question.tree)):
        raise QuestionProblem(
            f"in: cannot be asked of {whom}.",
            "It says how near passages lie to one another; here what is asked for may lie anywhere in them.",
            "Take it out, or use near: between two codes or words.",
            question.reach_place,
        )


def _says_reach(node: Node) -> bool:
    if isinstance(node, Reached) and node.reach != DOCUMENT:
        return True
    return any(_says_reach(part) for part in parts_of(node))


class _Wholes:
    """What documents and participants are told by: mostly the excerpts that are theirs."""

    def __init__(self, conn: sqlite3.Connection, seen: bool) -> None:
        self._conn, self._seen, self._facts = conn, seen, Facts(conn)

    def _excerpts(self, node: Node) -> list[Excerpt]:
        return found_excerpts(self._conn, Question(node), seen=self._seen)

    def _where(self, node: Said | Near, among: Set[str]) -> Iterator[InDocument]:
        """The documents, of some, in which words, or both sides of a pair, may stand."""
        codes = [one.ids for one, _ in leaves(node) if isinstance(one, CodeIs)]
        own: dict[str, list[Excerpt]] = defaultdict(list)
        if codes:
            for one in excerpts(self._conn, Choice(codes=frozenset().union(*codes), seen=self._seen)):
                own[one.document_id].append(one)
        needed = any(all(isinstance(one, CodeIs) for one, _ in leaves(side)) for side in parts_of(node))
        for document_id in sorted(among & own.keys() if needed else among):
            yield InDocument(self._conn, self._facts, document_id, own.get(document_id, []))


class _Documents(_Wholes):
    def those(self, node: Node, among: Set[str], reach: Reach) -> Set[str]:
        """The documents, of some, that one term is true of."""
        if isinstance(node, DocumentIs):
            return among & node.ids
        if isinstance(node, PassageIs):
            return among & {node.document_id}
        if isinstance(node, PersonIs):
            return frozenset(
                document
                for document, person in self._conn.execute(
                    "SELECT document_id, participant_id FROM speaker WHERE deleted_at IS NULL "
                    "AND participant_id IS NOT NULL"
                )
                if person in node.ids and document in among
            )
        if isinstance(node, InterviewersWords):
            asked = self._conn.execute("SELECT document_id FROM speaker WHERE deleted_at IS NULL AND is_interviewer")
            return among & frozenset(row[0] for row in asked)
        if isinstance(node, Said):
            return frozenset(one for one in among if Readable(self._conn, one).places_of(node.words))
        if isinstance(node, Near):
            return frozenset(each.document.id for each in self._where(node, among) if each.places(node))
        if isinstance(node, Kept):
            return among & self._facts.kept.keys()
        found = frozenset(one.document_id for one in self._excerpts(node))
        if isinstance(node, MemoHolds):
            memos = self._facts.memos(node.words)
            found |= memos.rows | memos.passages.keys()
        return among & found


class _People(_Wholes):
    def those(self, node: Node, among: Set[str], reach: Reach) -> Set[str]:
        """The participants, of some, that one term is true of."""
        if isinstance(node, PersonIs):
            return among & node.ids
        if isinstance(node, InterviewersWords):
            return frozenset()
        if isinstance(node, DocumentIs):
            return among & frozenset(person for document, person in self._speaking() if document in node.ids)
        if isinstance(node, CellIs):
            return among & frozenset(who for (who, _), state in self._facts.cells.items() if state in node.states)
        if isinstance(node, (Said, Near)):
            return among & self._saying(node, among)
        found = frozenset(one.participant_id for one in self._excerpts(node) if one.participant_id is not None)
        if isinstance(node, MemoHolds):
            found |= self._facts.memos(node.words).rows
        return among & found

    def _speaking(self) -> list[tuple[str, str]]:
        return self._conn.execute(
            "SELECT DISTINCT s.document_id, s.participant_id FROM speaker s JOIN document d ON d.id = s.document_id "
            "WHERE s.participant_id IS NOT NULL AND s.deleted_at IS NULL AND d.deleted_at IS NULL"
        ).fetchall()

    def _saying(self, node: Said | Near, among: Set[str]) -> Set[str]:
        """Who says the words, or one of two that stand near each other."""
        documents = frozenset(document for document, person in self._speaking() if person in among)
        found: set[str] = set()
        for each in self._where(node, documents):
            places = each.places(node)
            if places:
                turns = each.document.turns_of(among)
                found |= {who for who, turn in turns if any(turn.overlaps(place.span) for place in places)}
        return found
