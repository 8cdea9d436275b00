"""Participants as read from a study, and whose agreement a passage stands under."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from qualcode.analysis.documents import CALLED
from qualcode.participants.attributes import AppliesTo
from qualcode.participants.attributes import Attribute as Attribute
from qualcode.participants.consent import Agreement, Consent
from qualcode.participants.wider import Wider
from qualcode.transcripts.transcript import Kind

if TYPE_CHECKING:
    from qualcode.participants.facesheet import Known


@dataclass(frozen=True)
class Participant:
    """A person whose words are in the study; `attributes` are values by attribute id."""

    id: str
    pseudonym: str
    source_id: str | None
    note: str
    agreement: Agreement
    attributes: Mapping[str, str]
    labels: tuple[str, ...]
    documents: tuple[str, ...]

    def facts(self, attributes: list[Attribute], *, printable_only: bool) -> list[str]:
        """The attribute values in order, without their names; where only printable, as they are told in print."""
        return [
            a.in_print(str(self.attributes[a.id])) if printable_only else str(self.attributes[a.id])
            for a in attributes
            if a.id in self.attributes and (a.printable or not printable_only)
        ]


def attributes(conn: sqlite3.Connection, applies_to: AppliesTo = AppliesTo.PARTICIPANT) -> list[Attribute]:
    """The attributes of participants, or of documents, in order."""
    return [
        Attribute(row[0], row[1], row[2], bool(row[3]), row[4], tuple(json.loads(row[5])), Wider.read(row[6]))
        for row in conn.execute(
            "SELECT id, name, kind, printable, position, choices, printed_as FROM attribute "
            "WHERE applies_to = ? AND deleted_at IS NULL ORDER BY position, name",
            (applies_to,),
        )
    ]


def known_people(conn: sqlite3.Connection) -> list[Known]:
    """The participants as a table can be held against them: also by their ids and labels."""
    from qualcode.participants.facesheet import Known  # 30 ms, with the readers of tables

    return [
        Known(
            person.id,
            person.pseudonym,
            tuple(dict.fromkeys((*((person.source_id,) if person.source_id else ()), *person.labels))),
            person.attributes,
            str(person.agreement.consent),
            bool(person.documents),
        )
        for person in participants(conn)
    ]


def participants(conn: sqlite3.Connection, document_id: str | None = None) -> list[Participant]:
    """All participants who have a document in the study or are named by hand, by pseudonym; 5,000 take 50 ms.

    With `document_id` only those who speak in that document.
    """
    named = "" if document_id is None else _SPEAKING
    of_whom: tuple[str, ...] = () if document_id is None else (document_id,)
    labels: dict[str, list[str]] = {}
    sources: dict[str, list[str]] = {}
    for participant_id, label, document in conn.execute(
        f"SELECT s.participant_id, s.label, {CALLED} FROM speaker s JOIN document d ON d.id = s.document_id "
        "WHERE s.participant_id IS NOT NULL AND s.deleted_at IS NULL AND d.deleted_at IS NULL "
        f"{named.format('s.participant_id')} ORDER BY d.position",
        of_whom,
    ):
        labels.setdefault(participant_id, []).append(label)
        sources.setdefault(participant_id, []).append(document)
    return [
        Participant(
            row[0],
            row[1],
            row[2],
            row[3],
            agreement_of(row[4], row[5], row[6]),
            json.loads(row[7]),
            tuple(dict.fromkeys(labels.get(row[0], ()))),
            tuple(dict.fromkeys(sources.get(row[0], ()))),
        )
        for row in conn.execute(
            "SELECT id, pseudonym, source_id, note, consent, consent_until, consent_words, attributes "
            f"FROM participant WHERE deleted_at IS NULL {named.format('id')} ORDER BY length(pseudonym), pseudonym",
            of_whom,
        )
    ]


def pseudonyms(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """The participants in their order, each an id and what they are called; a tenth of the time of `participants`."""
    return conn.execute(
        "SELECT id, pseudonym FROM participant WHERE deleted_at IS NULL ORDER BY length(pseudonym), pseudonym"
    ).fetchall()


def kinds_by_person(conn: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """The kinds of document each participant speaks in, by id; of who filled a survey in also its kind."""
    found: dict[str, set[str]] = {}
    speaking = conn.execute(
        "SELECT DISTINCT s.participant_id, d.kind FROM speaker s JOIN document d ON d.id = s.document_id "
        "WHERE s.participant_id IS NOT NULL AND s.deleted_at IS NULL AND d.deleted_at IS NULL"
    )
    filled_in = conn.execute(
        "SELECT DISTINCT p.id, ? FROM survey s, participant p WHERE s.deleted_at IS NULL AND p.deleted_at IS NULL "
        """AND json_type(p.attributes, '$."' || s.id || '"') IS NOT NULL""",
        (Kind.SURVEY_ANSWER,),
    )
    for participant_id, kind in (*speaking, *filled_in):
        found.setdefault(participant_id, set()).add(str(kind))
    return {participant_id: frozenset(kinds) for participant_id, kinds in found.items()}


_SPEAKING = "AND {} IN (SELECT participant_id FROM speaker WHERE document_id = ? AND deleted_at IS NULL)"


def agreement_of(consent: str, until: str | None, words: str) -> Agreement:
    """An agreement from its columns."""
    return Agreement(Consent(consent), date.fromisoformat(until) if until else None, words)
