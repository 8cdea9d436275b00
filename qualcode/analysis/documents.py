"""Documents as read from a study: the list, and one opened for coding."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from qualcode.analysis.objections import Objected, objections
from qualcode.analysis.versions import CurrentPlaces, first_version
from qualcode.analysis.waivers import Waiver, waivers
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, PageMark, Turn
from qualcode.transcripts.versions import Way

CALLED = "coalesce(nullif(d.title, ''), d.name)"
"""What a document `d` is called in SQL, as `called` says it."""


def called(title: str | None, name: str) -> str:
    """What a document is called wherever it is shown: its title where it has one, else its name."""
    return title or name


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in the list. `codings` are all that may be seen; `question_id` is what a survey answer answers."""

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
    question_id: str | None = None

    @property
    def called(self) -> str:
        """What it is called wherever it is shown."""
        return called(self.title, self.name)


def documents(conn: sqlite3.Connection, *, with_answers: bool = True) -> list[DocumentLine]:
    """All documents, by kind as `Kind` has them, then in the order they came; 15,000 take 0.2 s.

    `with_answers` says whether the answers to the questions of a survey are wanted, too.
    """
    of_these = "" if with_answers else "AND d.question_id IS NULL "
    people: dict[str, list[str]] = {}
    for document_id, pseudonym in conn.execute(
        "SELECT DISTINCT s.document_id, p.pseudonym FROM document d JOIN speaker s ON s.document_id = d.id "
        f"JOIN participant p ON p.id = s.participant_id WHERE s.deleted_at IS NULL {of_these}ORDER BY p.pseudonym"
    ):
        people.setdefault(document_id, []).append(pseudonym)
    codings = dict(
        conn.execute(
            "SELECT c.document_id, count(*) FROM document d JOIN coding_seen c ON c.document_id = d.id "
            f"WHERE c.current_stop > c.current_start {of_these}GROUP BY c.document_id"
        )
    )
    turns = dict(
        conn.execute(
            "SELECT d.id, count(*) FROM document d JOIN turn ON turn.version_id = d.version_id "
            f"WHERE d.deleted_at IS NULL {of_these}GROUP BY d.id"
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
            question_id,
        )
        for document_id, name, title, kind, state, for_coder, lead, date, position, question_id in conn.execute(
            "SELECT d.id, d.name, d.title, d.kind, d.reading_state, d.for_coder, d.lead_coder, d.date, d.position, "
            f"d.question_id FROM document d WHERE d.deleted_at IS NULL {of_these}ORDER BY d.position, d.name"
        )
    ]
    return sorted(lines, key=lambda line: Kind(line.kind).place)


def kind_of(conn: sqlite3.Connection, document_id: str) -> str:
    """What kind of document it is."""
    return str(conn.execute("SELECT kind FROM document WHERE id = ?", (document_id,)).fetchone()[0])


KNOWN_DIGESTS = (
    "SELECT d.source_sha256 AS bytes, v.sha256 AS words FROM document d "
    "JOIN text_version v ON v.document_id = d.id AND v.number = 1 WHERE d.deleted_at IS NULL"
)


def known_digests(conn: sqlite3.Connection) -> set[str]:
    """The sha256 of the files that the study's documents came from, and of their words."""
    return {digest for row in conn.execute(KNOWN_DIGESTS) for digest in row if digest}


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

    A turn's `speaker` is the speaker's id. `objected` are the words that people who were asked do not want printed,
    `waivers` say why quotes are printed although consent does not allow it.
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
    objected: tuple[Objected, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def called(self) -> str:
        """What it is called wherever it is shown."""
        return called(self.title, self.name)


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
        objected=objections(conn, document_id),
        waivers=waivers(conn, document_id),
    )


def text_of(conn: sqlite3.Connection, document_id: str) -> str:
    """The current text of a document."""
    (words,) = conn.execute(
        "SELECT t.words FROM document d JOIN text_version v ON v.id = d.version_id "
        "JOIN text t ON t.sha256 = v.sha256 WHERE d.id = ?",
        (document_id,),
    ).fetchone()
    return str(words)


def turn_spans(conn: sqlite3.Connection, document_id: str) -> list[Span]:
    """The turns of a document's current text, in order; half-open, code points."""
    return [
        Span(start, stop)
        for start, stop in conn.execute(
            "SELECT turn.start, turn.stop FROM document d JOIN turn ON turn.version_id = d.version_id "
            "WHERE d.id = ? ORDER BY turn.start",
            (document_id,),
        )
    ]


def pages_of(conn: sqlite3.Connection, document_id: str) -> list[PageMark]:
    """Where the pages of a paged source begin in the document's current text, in order."""
    found = conn.execute("SELECT pages FROM document WHERE id = ?", (document_id,)).fetchone()
    marks = json.loads(found[0]) if found is not None else []
    imported = first_version(conn, document_id) if marks else None
    if imported is None:
        return []
    way = CurrentPlaces(conn).way(document_id, imported)
    return [PageMark(way.offset(start), page) for start, page in marks]


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


class CodingMark(NamedTuple):  # which is made in half the time of a frozen one: a document may have 5,000
    """A coding as it lies on a document's current text; half-open, code points.

    `changed` is true where its words are no longer those that were coded.
    """

    id: str
    start: int
    stop: int
    code_id: str
    coder_id: str
    coder: str
    against: bool
    made_at: str
    changed: bool = False


def codings_of(conn: sqlite3.Connection, document_id: str) -> list[CodingMark]:
    """Every coding of a document that may be seen, in the order of the text; those without words are left out."""
    rows = conn.execute(
        f"{MARKS} AND c.current_stop > c.current_start ORDER BY c.current_start, c.current_stop DESC, c.num",
        (document_id,),
    )
    return coding_marks(conn, document_id, rows)


MARKS = (
    "SELECT c.id, c.current_start, c.current_stop, c.code_id, c.coder_id, coder.name, c.against, c.created_at, "
    "c.version_id, c.start, c.stop FROM coding_seen c JOIN coder ON coder.id = c.coder_id WHERE c.document_id = ?"
)


def coding_marks(conn: sqlite3.Connection, document_id: str, rows: Iterable[tuple[Any, ...]]) -> list[CodingMark]:
    """The codings read by a query that begins with `MARKS`."""
    places = CurrentPlaces(conn)
    ways: dict[str, Way | None] = {}  # None where the text is still that one; looked up here, for 5,000 codings
    marks = []
    for coding_id, start, stop, code_id, coder_id, coder, against, made_at, version, first, last in rows:
        if version not in ways:
            way = places.way(document_id, version)
            ways[version] = way if way.steps or not way.known else None
        since = ways[version]
        changed = since is not None and since.changes(Span(first, last))
        marks.append(CodingMark(coding_id, start, stop, code_id, coder_id, coder, bool(against), made_at, changed))
    return marks
