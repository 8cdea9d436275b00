"""Surveys as read from a study: their questions, the answers to read and code, and how many said what."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.analysis.people import agreement_of
from qualcode.analysis.phrases import withdrew
from qualcode.participants.attributes import AttributeKind, ValueType, parts_of, tidy
from qualcode.participants.consent import Agreement, Consent
from qualcode.problem import Problem
from qualcode.transcripts.span import Span

NOT_STATED = "not stated"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A survey: how many people, questions and open answers it has, and what was odd in its file.

    Who withdrew, and answers that were, are in neither number; `withdrew` tells of them, empty where there are none.
    """

    id: str
    name: str
    source_name: str
    created_at: str
    people: int
    questions: int
    answers: int
    odd: tuple[str, ...]
    withdrew: str = ""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question: `attribute_id` where its answers are facts, None where they are open and `answers` documents.

    `place` is that of its figure in each person's states; `coded` counts answers with a coding that may be seen.
    Answers of who withdrew are in neither number.
    """

    id: str
    survey_id: str
    survey: str
    place: int
    label: str
    wording: str
    routing: str
    asked_if: str
    attribute_id: str | None
    type: ValueType
    none_words: tuple[str, ...]
    answers: int = 0
    coded: int = 0

    @property
    def is_open(self) -> bool:
        return self.attribute_id is None

    @property
    def name(self) -> str:
        """What it is called beside its label: the fact's name, else its wording."""
        return self.type.name or self.wording


def surveys(conn: sqlite3.Connection) -> list[SurveyLine]:
    """The surveys in the order they came; none in a file of the first form, opened for reading."""
    if not _has_surveys(conn):
        return []
    found = []
    for survey_id, name, source, at, odd in conn.execute(
        "SELECT id, name, source_name, created_at, odd FROM survey WHERE deleted_at IS NULL ORDER BY position, num"
    ).fetchall():
        everybody, people = conn.execute(
            "SELECT count(*), coalesce(sum(consent != ?), 0) FROM participant "
            "WHERE deleted_at IS NULL AND json_extract(attributes, ?) IS NOT NULL",
            (Consent.WITHDRAWN, path_of(survey_id)),
        ).fetchone()
        (questions,) = conn.execute(
            "SELECT count(*) FROM question WHERE survey_id = ? AND deleted_at IS NULL", (survey_id,)
        ).fetchone()
        answers, alone = conn.execute(
            "SELECT coalesce(sum(d.id NOT IN (SELECT id FROM document_withdrawn)), 0), "
            "coalesce(sum(d.consent = 'withdrawn' AND NOT EXISTS (SELECT 1 FROM speaker s JOIN participant p "
            "ON p.id = s.participant_id WHERE s.document_id = d.id AND s.deleted_at IS NULL "
            "AND p.consent = 'withdrawn')), 0) FROM question q JOIN document d ON d.question_id = q.id "
            "AND d.deleted_at IS NULL WHERE q.survey_id = ? AND q.deleted_at IS NULL",
            (survey_id,),
        ).fetchone()
        told = withdrew(everybody - people, alone)
        line = SurveyLine(survey_id, name, source, at, people, questions, answers, tuple(json.loads(odd)), told)
        found.append(line)
    return found


def _has_surveys(conn: sqlite3.Connection) -> bool:
    """True where the file is of a form that can hold surveys, and holds one."""
    (known,) = conn.execute("SELECT count(*) FROM sqlite_master WHERE name = 'survey'").fetchone()
    if not known:
        return False
    return conn.execute("SELECT 1 FROM survey WHERE deleted_at IS NULL LIMIT 1").fetchone() is not None


def questions(conn: sqlite3.Connection, survey_id: str | None = None) -> list[QuestionLine]:
    """The questions of one survey, of all where None, in order."""
    if not _has_surveys(conn):
        return []
    answers = dict(
        conn.execute(
            "SELECT question_id, count(*) FROM document WHERE question_id IS NOT NULL AND deleted_at IS NULL "
            "AND id NOT IN (SELECT id FROM document_withdrawn) GROUP BY question_id"
        )
    )
    coded = dict(
        conn.execute(
            "SELECT d.question_id, count(DISTINCT d.id) FROM coding_seen c JOIN document d ON d.id = c.document_id "
            "WHERE d.question_id IS NOT NULL AND d.id NOT IN (SELECT id FROM document_withdrawn) "
            "GROUP BY d.question_id"
        )
    )
    where = "AND s.id = ?" if survey_id is not None else ""
    return [
        QuestionLine(
            id=row[0],
            survey_id=row[1],
            survey=row[2],
            place=row[3],
            label=row[4],
            wording=row[5],
            routing=row[6],
            asked_if=row[7],
            attribute_id=row[8],
            type=ValueType(AttributeKind(row[10] or "text"), tuple(json.loads(row[11] or "[]")), row[9] or ""),
            none_words=tuple(json.loads(row[12])),
            answers=answers.get(row[0], 0),
            coded=coded.get(row[0], 0),
        )
        for row in conn.execute(
            "SELECT q.id, q.survey_id, s.name, q.place, q.label, q.wording, q.routing, q.asked_if, q.attribute_id, "
            "a.name, a.kind, a.choices, q.none_words FROM question q JOIN survey s ON s.id = q.survey_id "
            "LEFT JOIN attribute a ON a.id = q.attribute_id WHERE q.deleted_at IS NULL AND s.deleted_at IS NULL "
            f"{where} ORDER BY s.position, q.place",
            () if survey_id is None else (survey_id,),
        )
    ]


def find_question(conn: sqlite3.Connection, named: str) -> QuestionLine:
    """The question meant by its label, name, wording, or part of one. Raises Problem when none or several fit."""
    lines = questions(conn)
    wanted = tidy(named).casefold()
    for fitting in (
        [line for line in lines if wanted in (line.label.casefold(), line.id)],
        [line for line in lines if wanted in (line.name.casefold(), line.wording.casefold())],
        [line for line in lines if wanted and wanted in f"{line.name}\n{line.wording}".casefold()],
    ):
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            listed = ", ".join(f"{line.label} {line.name} ({line.survey})" for line in fitting[:6])
            raise Problem(f"Several questions fit “{named}”.", f"{listed}.", "Give more of its wording.")
    raise Problem(f"No question is called “{named}”.", remedy="“qualcode survey questions” lists them.")


def question_of(conn: sqlite3.Connection, document_id: str) -> QuestionLine | None:
    """The question that a survey answer answers; None for every other document."""
    row = conn.execute("SELECT question_id FROM document WHERE id = ?", (document_id,)).fetchone()
    if row is None or row[0] is None:
        return None
    return next((line for line in questions(conn) if line.id == row[0]), None)


# Open answers


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One open answer: its words as they stand, who wrote them, and how many codings of it may be seen."""

    document_id: str
    participant_id: str | None
    pseudonym: str
    words: str
    codings: int
    for_coder: str | None = None

    @property
    def key(self) -> str:
        """What answers are alike in: their words, whatever the spaces and capitals."""
        return " ".join(self.words.split()).casefold()


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Answers in the same words; `words` are the first one's."""

    words: str
    answers: tuple[AnswerLine, ...]

    @property
    def coded(self) -> int:
        """How many of them have a coding."""
        return sum(answer.codings > 0 for answer in self.answers)

    @property
    def document_ids(self) -> tuple[str, ...]:
        return tuple(answer.document_id for answer in self.answers)


@dataclass(frozen=True)
class AnswerFilter:
    """Which answers: by values of facts by attribute id, coded or not, of a sample, for a coder, with some words."""

    facts: Mapping[str, str] = field(default_factory=dict)
    coded: bool | None = None
    sample_id: str | None = None
    for_coder: str | None = None
    words: str = ""


def answers(conn: sqlite3.Connection, question_id: str, wanted: AnswerFilter | None = None) -> list[AnswerLine]:
    """The answers to an open question in the order of the file; 2,700 take about 20 ms."""
    wanted = wanted or AnswerFilter()
    sample = _sample_documents(conn, wanted.sample_id)
    sought = tidy(wanted.words).casefold()
    found = []
    for row in conn.execute(
        "SELECT d.id, p.id, p.pseudonym, t.words, "
        "(SELECT count(*) FROM coding_seen c WHERE c.document_id = d.id), d.for_coder, p.attributes, s.label "
        "FROM document d JOIN text_version v ON v.id = d.version_id JOIN text t ON t.sha256 = v.sha256 "
        "LEFT JOIN speaker s ON s.document_id = d.id AND s.deleted_at IS NULL AND NOT s.is_interviewer "
        "LEFT JOIN participant p ON p.id = s.participant_id "
        "WHERE d.question_id = ? AND d.deleted_at IS NULL GROUP BY d.id ORDER BY d.position, d.num",
        (question_id,),
    ):
        line = AnswerLine(row[0], row[1], row[2] or row[7] or "", row[3].strip(), row[4], row[5])
        if sample is not None and line.document_id not in sample:
            continue
        if wanted.coded is not None and wanted.coded != (line.codings > 0):
            continue
        if wanted.for_coder is not None and line.for_coder != wanted.for_coder:
            continue
        if sought and sought not in line.key:
            continue
        if wanted.facts and not _has(json.loads(row[6] or "{}"), wanted.facts):
            continue
        found.append(line)
    return found


def grouped(lines: Iterable[AnswerLine], *, most_first: bool = False) -> list[AnswerGroup]:
    """Answers in the same words together, in the order of the first of each, or the most frequent first."""
    groups: dict[str, list[AnswerLine]] = {}
    for line in lines:
        groups.setdefault(line.key, []).append(line)
    found = [AnswerGroup(group[0].words, tuple(group)) for group in groups.values()]
    return sorted(found, key=lambda group: -len(group.answers)) if most_first else found


def answer_words(conn: sqlite3.Connection, document_ids: Sequence[str]) -> dict[str, Span]:
    """Where the words of each answer stand in its current text, half-open, code points; those gone are left out."""
    found: dict[str, Span] = {}
    for place in range(0, len(document_ids), _AT_ONCE):
        some = document_ids[place : place + _AT_ONCE]
        for document_id, start, stop in conn.execute(
            "SELECT d.id, min(turn.start), max(turn.stop) FROM document d "
            "JOIN turn ON turn.version_id = d.version_id "
            f"WHERE d.deleted_at IS NULL AND d.id IN ({', '.join('?' * len(some))}) GROUP BY d.id",
            some,
        ):
            found[document_id] = Span(start, stop)
    return found


def answer_agreements(conn: sqlite3.Connection, document_ids: Sequence[str]) -> dict[str, tuple[Agreement, ...]]:
    """The consents that bind each answer: its own where it has one, and its writer's."""
    found: dict[str, tuple[Agreement, ...]] = {}
    for place in range(0, len(document_ids), _AT_ONCE):
        some = document_ids[place : place + _AT_ONCE]
        for row in conn.execute(
            "SELECT d.id, d.consent, d.consent_until, d.consent_words, p.consent, p.consent_until, p.consent_words "
            "FROM document d LEFT JOIN speaker s ON s.document_id = d.id AND s.deleted_at IS NULL "
            f"LEFT JOIN participant p ON p.id = s.participant_id WHERE d.id IN ({', '.join('?' * len(some))})",
            some,
        ):
            given = [agreement_of(*of) for of in (row[1:4], row[4:7]) if of[0] is not None]
            found[row[0]] = (*found.get(row[0], ()), *given)
    return found


def _has(values: Mapping[str, str], facts: Mapping[str, str]) -> bool:
    for attribute_id, wanted in facts.items():
        said = tidy(str(values.get(attribute_id, "")))
        key = tidy(wanted).casefold()
        if key == NOT_STATED and not said:
            continue
        if key != said.casefold() and key not in (part.casefold() for part in parts_of(said)):
            return False
    return True


def _sample_documents(conn: sqlite3.Connection, sample_id: str | None) -> set[str] | None:
    if sample_id is None:
        return None
    row = conn.execute("SELECT documents FROM sample WHERE id = ? AND deleted_at IS NULL", (sample_id,)).fetchone()
    if row is None:
        raise Problem("This sample is no longer in the study.")
    return set(json.loads(row[0]))


def find_attribute(conn: sqlite3.Connection, named: str) -> str:
    """The id of the participant attribute of that name, of that question (Q9), or of part of its name.

    Raises Problem when none or several fit.
    """
    wanted = tidy(named).casefold()
    known = conn.execute(
        "SELECT id, name FROM attribute WHERE applies_to = 'participant' AND deleted_at IS NULL ORDER BY position"
    ).fetchall()
    numbered = {
        row[0]
        for row in conn.execute(
            "SELECT q.attribute_id, q.label FROM question q JOIN survey s ON s.id = q.survey_id "
            "WHERE q.deleted_at IS NULL AND s.deleted_at IS NULL"
        )
        if row[1].casefold() == wanted
    }
    for fitting in (
        [row for row in known if row[1].casefold() == wanted],
        [row for row in known if row[0] in numbered],
        [row for row in known if wanted and wanted in row[1].casefold()],
    ):
        if len(fitting) == 1:
            return str(fitting[0][0])
        if fitting:
            raise Problem(
                f"Several facts fit “{named}”.", ", ".join(row[1] for row in fitting[:8]) + ".", "Give more."
            )
    if numbered:
        raise Problem(f"{named} is an open question.", "Its answers are words, not a fact about people.")
    names = ", ".join(row[1] for row in known[:20]) or "none"
    more = f" and {len(known) - 20:,} more" if len(known) > 20 else ""
    raise Problem(f"No fact about people is called “{named}”.", f"There are: {names}{more}.")


def path_of(key: str) -> str:
    """Where a value lies in a person's attributes, as SQLite names places in JSON."""
    return f'$."{key}"'
