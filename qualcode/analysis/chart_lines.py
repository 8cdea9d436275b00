"""The rows of a chart before their cells are known: whom each is of, and which of them a choice asks for."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from qualcode.analysis.cells import Rows, Subject
from qualcode.analysis.chart_bands import band_key, is_banded
from qualcode.analysis.chart_cells import values_of
from qualcode.analysis.chart_groups import Groups
from qualcode.analysis.documents import documents
from qualcode.analysis.people import participants
from qualcode.analysis.questions.asked import documents_for, people_for
from qualcode.analysis.withdrawals import Withdrawals
from qualcode.participants.attributes import sort_key


@dataclass(frozen=True)
class ChartLine:
    """A row: `values` are what is kept of each attribute, `documents` those in which it has words.

    `members` are the ids of the participants or documents that it is of.
    """

    subject: Subject
    name: str
    values: Mapping[str, str]
    documents: Collection[str]
    members: Collection[str]


def lines_of(
    conn: sqlite3.Connection,
    rows: Rows,
    groups: Groups | None,
    once: Iterable[Subject],
    gone: Withdrawals,
) -> Iterator[ChartLine]:
    """Every row that a chart may have; `once` are those of which something was written, `gone` who withdrew."""
    if rows is Rows.DOCUMENTS:
        facts = {row[0]: json.loads(row[1]) for row in conn.execute("SELECT id, attributes FROM document")}
        for line in (line for line in documents(conn) if line.id not in gone.documents):
            subject, own = Subject(Rows.DOCUMENTS, line.id), (line.id,)
            yield ChartLine(subject, line.title or line.name, facts.get(line.id, {}), own, own)
        return
    spoken = _spoken(conn, gone)
    if rows is Rows.PARTICIPANTS:
        for person in (person for person in participants(conn) if person.id not in gone.people):
            where = spoken.get(person.id, frozenset[str]())
            yield ChartLine(
                Subject(rows, person.id), person.pseudonym, person.attributes, where, frozenset([person.id])
            )
    elif groups is not None:
        yield from _group_lines(groups, spoken, once, gone)


def _group_lines(
    groups: Groups, spoken: Mapping[str, Collection[str]], once: Iterable[Subject], gone: Withdrawals
) -> Iterator[ChartLine]:
    one = groups.attribute
    values = values_of(groups, once)
    if is_banded(one):
        values.sort(key=lambda value: band_key(one, value))
    else:
        values.sort(key=lambda value: sort_key(value, one.type))
    for value in values:
        members = groups.members(value) - gone.people - gone.documents
        held = members if groups.of_documents else {where for each in members for where in spoken.get(each, ())}
        yield ChartLine(Subject(Rows.GROUPS, one.id, value), value, {one.id: value}, held, members)


def _spoken(conn: sqlite3.Connection, gone: Withdrawals) -> dict[str, set[str]]:
    """The documents in which each participant speaks."""
    found: dict[str, set[str]] = {}
    for person, document in conn.execute(
        "SELECT s.participant_id, s.document_id FROM speaker s JOIN document d ON d.id = s.document_id "
        "WHERE s.participant_id IS NOT NULL AND s.deleted_at IS NULL AND d.deleted_at IS NULL"
    ):
        if document not in gone.documents and person not in gone.people:
            found.setdefault(person, set()).add(document)
    return found


def wanted_ids(
    conn: sqlite3.Connection, kinds: Collection[str] | None, question: str, *, of_documents: bool
) -> frozenset[str] | None:
    """The documents of some kinds that a question finds, or the participants who speak in such; None for all.

    Raises QuestionProblem.
    """
    found: frozenset[str] | None = None
    if question.strip():
        found = frozenset(documents_for(conn, question) if of_documents else people_for(conn, question))
    if kinds is None:
        return found
    sql = "SELECT d.id FROM document d WHERE d.deleted_at IS NULL AND d.kind IN ({})"
    if not of_documents:
        sql = (
            "SELECT DISTINCT s.participant_id FROM speaker s JOIN document d ON d.id = s.document_id "
            "WHERE s.participant_id IS NOT NULL AND s.deleted_at IS NULL AND d.deleted_at IS NULL AND d.kind IN ({})"
        )
    of_kinds = {row[0] for row in conn.execute(sql.format(", ".join("?" * len(kinds))), list(kinds))}
    return frozenset(of_kinds) if found is None else found & of_kinds
