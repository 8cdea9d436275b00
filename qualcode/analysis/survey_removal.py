"""What would go with a survey that is taken out of a study, and who would stay."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.analysis.surveys import path_of, surveys
from qualcode.participants.consent import BINDING
from qualcode.problem import Problem

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Removal:
    """What goes with a survey: ids of its questions, answers, people, samples and facts; what stands on the answers.

    `staying` are its people who were in the study before it, speak in other documents or answered another survey,
    as (id, pseudonym); `bound` are those who came with it alone and withdrew or agreed to less than to be quoted:
    that stays on record, without anything else of them.
    """

    id: str
    name: str
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    people: tuple[str, ...]
    samples: tuple[str, ...]
    facts: tuple[str, ...]
    codings: int
    memos: int
    quotes: int
    summaries: int
    staying: tuple[tuple[str, str], ...]
    bound: tuple[tuple[str, str], ...] = ()


def removal(conn: sqlite3.Connection, survey_id: str) -> Removal:
    """What would go with a survey, and who would stay. Raises Problem where it is no longer in the study."""
    row = conn.execute(
        "SELECT name, created_at FROM survey WHERE id = ? AND deleted_at IS NULL", (survey_id,)
    ).fetchone()
    if row is None:
        raise Problem("This survey is no longer in the study.")
    name, came = row
    asked = conn.execute(
        "SELECT id, attribute_id FROM question WHERE survey_id = ? AND deleted_at IS NULL", (survey_id,)
    ).fetchall()
    questions = tuple(one for one, _ in asked)
    answers = tuple(_ids(conn, "SELECT id FROM document WHERE deleted_at IS NULL AND question_id IN ({})", questions))
    alone, staying = _people(conn, survey_id, came, frozenset(answers))
    bound = _bound(conn, alone)
    going = tuple(one for one in alone if one not in dict(bound))
    codings = _ids(conn, "SELECT id FROM coding WHERE deleted_at IS NULL AND document_id IN ({})", answers)
    memos = _ids(
        conn,
        "SELECT DISTINCT m.id FROM memo m JOIN memo_link l ON l.memo_id = m.id AND l.deleted_at IS NULL "
        "WHERE m.deleted_at IS NULL AND l.on_id IN ({})",
        (*answers, *codings, *going),
    )
    facts = _facts(conn, survey_id, [one for _, one in asked if one is not None], frozenset(alone))
    return Removal(
        id=survey_id,
        name=name,
        questions=questions,
        answers=answers,
        people=going,
        samples=tuple(
            _ids(conn, "SELECT id FROM sample WHERE deleted_at IS NULL AND question_id IN ({})", questions)
        ),
        facts=facts,
        codings=len(codings),
        memos=len(set(memos)),
        quotes=len(_ids(conn, "SELECT id FROM quote WHERE deleted_at IS NULL AND document_id IN ({})", answers)),
        summaries=sum(
            len(_ids(conn, f"SELECT id FROM summary WHERE deleted_at IS NULL AND {column} IN ({{}})", ids))
            for column, ids in (("participant_id", going), ("document_id", answers), ("attribute_id", facts))
        ),
        staying=staying,
        bound=bound,
    )


def find_survey(conn: sqlite3.Connection, named: str) -> str:
    """The id of the survey of that name, or part of it. Raises Problem when none or several fit."""
    lines = surveys(conn)
    wanted = " ".join(named.split()).casefold()
    for fitting in (
        [line for line in lines if wanted in (line.name.casefold(), line.id)],
        [line for line in lines if wanted and wanted in line.name.casefold()],
    ):
        if len(fitting) == 1:
            return fitting[0].id
        if fitting:
            listed = ", ".join(f"{line.name} ({line.id}, from {line.source_name})" for line in fitting[:6])
            raise Problem(f"Several surveys fit “{named}”.", f"{listed}.", "Give the whole name, or its letters.")
    raise Problem(f"No survey is called “{named}”.", remedy="“qualcode survey” lists them.")


def _people(
    conn: sqlite3.Connection, survey_id: str, came: str, answers: frozenset[str]
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The ids of those who came with the survey alone, and who stays."""
    elsewhere = {
        participant_id
        for participant_id, document_id in conn.execute(
            "SELECT s.participant_id, d.id FROM speaker s JOIN document d ON d.id = s.document_id "
            "WHERE s.participant_id IS NOT NULL AND s.deleted_at IS NULL AND d.deleted_at IS NULL"
        )
        if document_id not in answers
    }
    others = {line.id for line in surveys(conn)} - {survey_id}
    going: list[str] = []
    staying: list[tuple[str, str]] = []
    for person, pseudonym, created, values in conn.execute(
        "SELECT id, pseudonym, created_at, attributes FROM participant "
        "WHERE deleted_at IS NULL AND json_extract(attributes, ?) IS NOT NULL ORDER BY num",
        (path_of(survey_id),),
    ):
        if created == came and person not in elsewhere and not others & json.loads(values).keys():
            going.append(person)
        else:
            staying.append((person, pseudonym))
    return tuple(going), tuple(staying)


def _bound(conn: sqlite3.Connection, people: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Those of some people who withdrew or agreed to less than to be quoted, as (id, pseudonym)."""
    marks = ", ".join("?" * len(BINDING))
    rows = conn.execute(f"SELECT id, pseudonym FROM participant WHERE consent IN ({marks}) ORDER BY num", BINDING)
    wanted = frozenset(people)
    return tuple((one, name) for one, name in rows if one in wanted)


def _facts(
    conn: sqlite3.Connection, survey_id: str, attribute_ids: Sequence[str], going: frozenset[str]
) -> tuple[str, ...]:
    """Those facts that came with the survey, no other asks, and of which nothing is known of anybody else."""
    came = {
        row[0]
        for row in conn.execute(
            "SELECT row_id FROM journal WHERE tbl = 'attribute' AND action_num IN "
            "(SELECT action_num FROM journal WHERE tbl = 'survey' AND row_id = ? AND before IS NULL)",
            (survey_id,),
        )
    }
    kept = {
        row[0]
        for row in conn.execute(
            "SELECT attribute_id FROM question WHERE survey_id != ? AND deleted_at IS NULL", (survey_id,)
        )
    }
    for person, values in conn.execute("SELECT id, attributes FROM participant WHERE deleted_at IS NULL"):
        if person not in going:
            kept |= json.loads(values).keys()
    return tuple(one for one in dict.fromkeys(attribute_ids) if one in came - kept)


def _ids(conn: sqlite3.Connection, sql: str, ids: Sequence[str]) -> list[str]:
    """The first column of a query about ids, asked for some hundred at a time."""
    return [row[0] for some in _parts(ids) for row in conn.execute(sql.format(", ".join("?" * len(some))), some)]


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[place : place + _AT_ONCE] for place in range(0, len(ids), _AT_ONCE))
