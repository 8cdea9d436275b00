"""Documents as read from a study: the list, and one opened for coding."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Turn


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in the list. `codings` are all that may be seen."""

    id: str
    name: str
    title: str | None
    kind: str
    reading_state: str
    participants: tuple[str, ...]
    codings: int
    turns: int
    for_coder: str | None
    lead_coder: str | None
    date: str | None
    position: int


def documents(conn: sqlite3.Connection) -> list[DocumentLine]:
    """All documents, by kind as `Kind` has them, then in the order they came."""
    people: dict[str, list[str]] = {}
    for document_id, pseudonym in conn.execute(
        "SELECT DISTINCT s.document_id, p.pseudonym FROM speaker s JOIN participant p ON p.id = s.participant_id "
        "WHERE s.deleted_at IS NULL ORDER BY p.pseudonym"
    ):
        people.setdefault(document_id, []).append(pseudonym)
    codings = dict(conn.execute("SELECT document_id, count(*) FROM coding_seen GROUP BY document_id"))
    turns = dict(
        conn.execute(
            "SELECT d.id, count(*) FROM document d JOIN turn ON turn.version_id = d.version_id GROUP BY d.id"
        )
    )
    lines = [
        DocumentLine(
            document_id,
            name,
            title,
            kind,
            state,
            tuple(people.get(document_id, ())),
            codings.get(document_id, 0),
            turns.get(document_id, 0),
            for_coder,
            lead,
            date,
            position,
        )
        for document_id, name, title, kind, state, for_coder, lead, date, position in conn.execute(
            "SELECT id, name, title, kind, reading_state, for_coder, lead_coder, date, position FROM document "
            "WHERE deleted_at IS NULL ORDER BY position, name"
        )
    ]
    return sorted(lines, key=lambda line: Kind(line.kind).place)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker of a document: `shown` is how they appear (P03, INT, or the label where they are nobody's)."""

    id: str
    label: str
    shown: str
    is_interviewer: bool
    participant_id: str | None


@dataclass(frozen=True)
class OpenDocument:
    """A document's current text with its turns; every offset is half-open, in code points of `text`.

    A turn's `speaker` is the speaker's id.
    """

    id: str
    name: str
    title: str | None
    kind: str
    version_id: str
    text: str
    turns: tuple[Turn, ...]
    sentences: tuple[Span, ...]
    speakers: dict[str, Speaker]
    reading_state: str


def open_document(conn: sqlite3.Connection, document_id: str) -> OpenDocument | None:
    """The document as it stands now; None where it is gone."""
    found = conn.execute(
        "SELECT d.id, d.name, d.title, d.kind, d.version_id, d.reading_state, t.words, v.turns, v.sentences "
        "FROM document d JOIN text_version v ON v.id = d.version_id JOIN text t ON t.sha256 = v.sha256 "
        "WHERE d.id = ? AND d.deleted_at IS NULL",
        (document_id,),
    ).fetchone()
    if found is None:
        return None
    turns = tuple(
        Turn(start, stop, speaker, None if millis is None else millis / 1000)
        for start, stop, speaker, millis in json.loads(found[7])
    )
    edges = json.loads(found[8])
    return OpenDocument(
        id=found[0],
        name=found[1],
        title=found[2],
        kind=found[3],
        version_id=found[4],
        text=found[6],
        turns=turns,
        sentences=tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)),
        speakers=speakers(conn, document_id),
        reading_state=found[5],
    )


def speakers(conn: sqlite3.Connection, document_id: str) -> dict[str, Speaker]:
    """The speakers of a document by id."""
    return {
        row[0]: Speaker(row[0], row[1], shown(row[1], bool(row[2]), row[4]), bool(row[2]), row[3])
        for row in conn.execute(
            "SELECT s.id, s.label, s.is_interviewer, s.participant_id, p.pseudonym FROM speaker s "
            "LEFT JOIN participant p ON p.id = s.participant_id WHERE s.document_id = ? AND s.deleted_at IS NULL",
            (document_id,),
        )
    }


def shown(label: str, is_interviewer: bool, pseudonym: str | None) -> str:
    """How a speaker appears on screen and in print: never an imported name where there is a pseudonym."""
    return pseudonym or ("INT" if is_interviewer else label)


@dataclass(frozen=True, slots=True)
class CodingMark:
    """A coding as it lies on a document's current text; half-open, code points."""

    id: str
    start: int
    stop: int
    code_id: str
    coder_id: str
    coder: str
    against: bool
    made_at: str


def codings_of(conn: sqlite3.Connection, document_id: str) -> list[CodingMark]:
    """Every coding of a document that may be seen, in the order of the text."""
    return [
        CodingMark(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6]), row[7])
        for row in conn.execute(
            "SELECT c.id, c.current_start, c.current_stop, c.code_id, c.coder_id, coder.name, c.against, "
            "c.created_at FROM coding_seen c JOIN coder ON coder.id = c.coder_id WHERE c.document_id = ? "
            "AND c.current_stop > c.current_start ORDER BY c.current_start, c.current_stop DESC, c.num",
            (document_id,),
        )
    ]
