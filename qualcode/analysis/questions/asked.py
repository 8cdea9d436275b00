"""A question put to a study: the excerpts, documents or participants it is about."""

from __future__ import annotations

import sqlite3

from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.questions.binding import bound
from qualcode.analysis.questions.excerpt_answers import found_excerpts
from qualcode.analysis.questions.tree import Question
from qualcode.analysis.questions.typed import as_typed
from qualcode.analysis.questions.whole_answers import found_documents, found_people


def question_of(conn: sqlite3.Connection, words: str, *, saving: str = "") -> Question:
    """The question that some words ask, each name in it found.

    An index number or the whole name of a code alone means that code. `saving` is the name that the question is to be
    kept under. Raises QuestionProblem, with the place.
    """
    return bound(conn, as_typed(conn, words), saving=saving)


def excerpts_for(conn: sqlite3.Connection, words: str, *, seen: bool = False) -> list[Excerpt]:
    """The excerpts that a question is about, by document, code and place.

    Those under the codes it asks for, or under any where it asks for none, of which it is true. Of the counted
    codings, or with `seen` of all that may be seen. More than 50 ms from some 20,000 codings. Raises QuestionProblem.
    """
    return found_excerpts(conn, question_of(conn, words), seen=seen)


def documents_for(conn: sqlite3.Connection, words: str, *, seen: bool = False) -> list[str]:
    """The ids of the documents that a question is true of, in the order they came.

    A code is true of a document that has an excerpt under it, words of one in which they are said, a participant of
    one they speak in. Raises QuestionProblem.
    """
    question = question_of(conn, words)
    return found_documents(conn, question, seen=seen)


def people_for(conn: sqlite3.Connection, words: str, *, seen: bool = False) -> list[str]:
    """The ids of the participants that a question is true of, by pseudonym.

    A code is true of who has an excerpt under it, words of who says them, a document of who speaks in it. Raises
    QuestionProblem.
    """
    return found_people(conn, question_of(conn, words), seen=seen)
