"""What a question leaves to be counted: the excerpts it finds, and out of how many people and documents they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Set
from dataclasses import replace

from qualcode.analysis.counts.asked import Asked
from qualcode.analysis.counts.scope import Scope, scope
from qualcode.analysis.questions.algebra import true_of
from qualcode.analysis.questions.asked import question_of
from qualcode.analysis.questions.excerpt_answers import found_excerpts
from qualcode.analysis.questions.meaning import DocumentIs, PersonIs
from qualcode.analysis.questions.tree import PASSAGE, And, Node, Question, Reach, Reached, leaves
from qualcode.analysis.tallies import Extent, extent
from qualcode.transcripts.transcript import Kind

_NOBODY = ""  # whose words are no participant's


def narrowed(conn: sqlite3.Connection, asked: Asked, words: str) -> Asked:
    """What is asked, of what a question finds; of everything where it has no words.

    What it says of documents (`doc:` `kind:` `date:` `state:` `attr:`) and of participants (`who:` `attr:`) narrows
    the base as well, as far as it is said of them alone: `kind:interview who:P03` does, `kind:interview or who:P03`
    does not. Nor does what leaves in words that are nobody's, as `not who:P03`. More than 50 ms from some 20,000
    codings. Raises QuestionProblem.
    """
    base, question = _base(conn, asked, words)
    return base if question is None else replace(base, found=tuple(found_excerpts(conn, question)))


def narrowed_base(conn: sqlite3.Connection, asked: Asked, words: str) -> Asked:
    """What is asked, of the documents and people that `narrowed` leaves, whatever the question finds there.

    Raises QuestionProblem.
    """
    return _base(conn, asked, words)[0]


def narrowed_extent(conn: sqlite3.Connection, words: str) -> Extent:
    """How many people and documents a question asks for, of every kind there is. Raises QuestionProblem."""
    whole, asked = extent(conn), narrowed_base(conn, Asked(), words)
    if not asked.narrowed:
        return whole
    left = scope(conn, asked.documents, asked.people)
    kinds = tuple((kind, _extent(left.of(Kind(kind)))) for kind, _ in whole.kinds)
    return replace(_extent(left), kinds=kinds)


def _extent(left: Scope) -> Extent:
    return Extent(len(left.people), len(left.sources))


def _base(conn: sqlite3.Connection, asked: Asked, words: str) -> tuple[Asked, Question | None]:
    """What is asked, of those a question asks for; and the question, where it says more than who and which."""
    question = question_of(conn, words) if words.strip() else None
    if question is None or question.tree is None:
        return asked, None
    parts = list(_parts(question.tree))
    documents, people = asked.documents, asked.people
    rest = False
    for part in parts:
        terms = [term for term, _ in leaves(part)]
        if all(isinstance(term, DocumentIs) for term in terms):
            documents = _both(documents, _those(part, _every(conn, "document")))
        elif all(isinstance(term, PersonIs) for term in terms) and not _those(part, {_NOBODY}):
            people = _both(people, _those(part, _every(conn, "participant")))
        else:
            rest = True
    is_narrowed = documents is not asked.documents or people is not asked.people
    base = replace(asked, documents=documents, people=people, found=None, narrowed=is_narrowed)
    return base, question if rest else None


def _parts(node: Node) -> Iterator[Node]:
    """What must all be true."""
    if isinstance(node, And):
        for part in node.parts:
            yield from _parts(part)
    elif isinstance(node, Reached):
        yield from _parts(node.part)
    else:
        yield node


def _those(part: Node, among: Set[str]) -> Set[str]:
    def hold(term: Node, some: Set[str], _: Reach) -> Set[str]:
        assert isinstance(term, (DocumentIs, PersonIs)), "the others are told by what is in the excerpts"
        return some & term.ids

    return true_of(part, among, PASSAGE, hold)


def _both(some: Collection[str] | None, others: Set[str]) -> Set[str]:
    return others if some is None else others & frozenset(some)


def _every(conn: sqlite3.Connection, table: str) -> frozenset[str]:
    return frozenset(row[0] for row in conn.execute(f"SELECT id FROM {table} WHERE deleted_at IS NULL"))
