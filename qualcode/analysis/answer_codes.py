"""Which codes stand on the answers of a survey and who wrote them, for the list in which they are coded."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.analysis.surveys import NOT_STATED
from qualcode.participants.attributes import Attribute, AttributeKind, parts_of, sort_key, tidy

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class AnswerCoding:
    """A coding on an answer; `coder_id` made it."""

    id: str
    document_id: str
    code_id: str
    coder_id: str


def answer_codings(conn: sqlite3.Connection, question_id: str) -> list[AnswerCoding]:
    """The codings on the answers to a question that may be seen, the oldest first; 2,700 take about 10 ms."""
    return [
        AnswerCoding(*row)
        for row in conn.execute(
            "SELECT c.id, c.document_id, c.code_id, c.coder_id FROM document d "
            "JOIN coding_seen c ON c.document_id = d.id "
            "WHERE d.question_id = ? AND d.deleted_at IS NULL ORDER BY c.num",
            (question_id,),
        )
    ]


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """An open question with its answers: how many there are, how many have a coding, and how many codings.

    Answers of who withdrew are not among them; `codings` are all that may be seen, as those of a document are.
    """

    id: str
    survey: str
    label: str
    wording: str
    answers: int
    coded: int
    codings: int


def answered_questions(conn: sqlite3.Connection) -> list[AnsweredQuestion]:
    """The open questions that somebody answered, in the order of their surveys; of 12,000 answers in 10 ms."""
    # CROSS JOIN begins at the answers: begun at the codings, a study of 100,000 without a survey took 0.1 s.
    coded = {
        row[0]: row[1:]
        for row in conn.execute(
            "SELECT d.question_id, count(DISTINCT CASE WHEN d.id NOT IN (SELECT id FROM document_withdrawn) "
            "THEN d.id END), count(*) FROM document d "
            "CROSS JOIN coding_seen c ON c.document_id = d.id WHERE d.question_id IS NOT NULL "
            "AND d.deleted_at IS NULL AND c.current_stop > c.current_start GROUP BY d.question_id"
        )
    }
    return [
        AnsweredQuestion(*row, *coded.get(row[0], (0, 0)))
        for row in conn.execute(
            "SELECT q.id, s.name, q.label, q.wording, a.number FROM (SELECT question_id, count(*) AS number "
            "FROM document WHERE question_id IS NOT NULL AND deleted_at IS NULL "
            "AND id NOT IN (SELECT id FROM document_withdrawn) GROUP BY question_id) a "
            "JOIN question q ON q.id = a.question_id JOIN survey s ON s.id = q.survey_id ORDER BY s.position, q.place"
        )
    ]


def codings_on(conn: sqlite3.Connection, document_ids: Sequence[str]) -> list[AnswerCoding]:
    """The codings on some documents that may be seen, the oldest first."""
    return [
        AnswerCoding(*row)
        for some in _in_parts(document_ids)
        for row in conn.execute(
            "SELECT id, document_id, code_id, coder_id FROM coding_seen "
            f"WHERE document_id IN ({', '.join('?' * len(some))}) ORDER BY num",
            some,
        )
    ]


def codes_used(conn: sqlite3.Connection, question_id: str, coder_id: str, most: int = 9) -> list[str]:
    """The codes a coder used last on the answers to a question, the latest first, then those used elsewhere."""
    return [
        row[0]
        for row in conn.execute(
            "SELECT c.code_id FROM coding_seen c JOIN document d ON d.id = c.document_id "
            "JOIN code ON code.id = c.code_id AND code.state != 'retired' WHERE c.coder_id = ? "
            "GROUP BY c.code_id ORDER BY max(d.question_id IS ?) DESC, max(c.num) DESC LIMIT ?",
            (coder_id, question_id, most),
        )
    ]


def coded_now(
    conn: sqlite3.Connection, coding_ids: Sequence[str], question_id: str
) -> tuple[list[str], list[AnswerCoding], bool]:
    """What codings, also removed ones, changed among the answers to a question.

    The answers they are on, all codings that these have now, and whether some of them are on other documents.
    """
    touched = {
        document_id: answers
        for some in _in_parts(coding_ids)
        for document_id, answers in conn.execute(
            "SELECT d.id, d.question_id FROM coding c JOIN document d ON d.id = c.document_id "
            f"WHERE c.id IN ({', '.join('?' * len(some))})",
            some,
        )
    }
    here = [document_id for document_id, answers in touched.items() if answers == question_id]
    return here, codings_on(conn, here), len(here) < len(touched)


def withdrawn_answers(conn: sqlite3.Connection, question_id: str) -> frozenset[str]:
    """The answers to a question whose writers have withdrawn."""
    return frozenset(
        row[0]
        for row in conn.execute(
            "SELECT d.id FROM document d LEFT JOIN speaker s ON s.document_id = d.id AND s.deleted_at IS NULL "
            "LEFT JOIN participant p ON p.id = s.participant_id "
            "WHERE d.question_id = ? AND d.deleted_at IS NULL AND 'withdrawn' IN (d.consent, p.consent)",
            (question_id,),
        )
    )


def values_given(conn: sqlite3.Connection, question_id: str, fact: Attribute) -> list[tuple[str, int]]:
    """The values of a fact about those who answered a question, and how many answers are theirs.

    Choices stand in their order, other values as they are sorted; those who did not state it come last.
    """
    several = fact.type.kind is AttributeKind.SEVERAL
    counted: Counter[str] = Counter()
    not_stated = 0
    for value, answers in conn.execute(
        "SELECT json_extract(p.attributes, ?), count(DISTINCT d.id) FROM document d "
        "LEFT JOIN speaker s ON s.document_id = d.id AND s.deleted_at IS NULL AND NOT s.is_interviewer "
        "LEFT JOIN participant p ON p.id = s.participant_id "
        "WHERE d.question_id = ? AND d.deleted_at IS NULL GROUP BY 1",
        (f'$."{fact.id}"', question_id),
    ):
        said = tidy(str(value or ""))
        if not said:
            not_stated += answers
        for part in parts_of(said) if several else (said,) if said else ():
            counted[part] += answers
    found = sorted(counted.items(), key=lambda item: sort_key(item[0], fact.type))
    return [*found, (NOT_STATED, not_stated)] if not_stated else found


def answer_texts(conn: sqlite3.Connection) -> dict[str, str]:
    """The words of every survey answer on one line, in small letters, to look for words in; 15,000 take 50 ms."""
    return {
        row[0]: " ".join(row[1].split()).casefold()
        for row in conn.execute(
            "SELECT d.id, t.words FROM document d JOIN text_version v ON v.id = d.version_id "
            "JOIN text t ON t.sha256 = v.sha256 WHERE d.question_id IS NOT NULL AND d.deleted_at IS NULL"
        )
    }


def _in_parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids by the few hundred, which is what one question to the study may name."""
    return (ids[place : place + _AT_ONCE] for place in range(0, len(ids), _AT_ONCE))
